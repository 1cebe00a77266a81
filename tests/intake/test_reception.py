"""Reception: nothing that was handed over is lost, and nothing happens twice."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.intake.polling import Poller
from bot.intake.reception import TRIES
from bot.models import InboxUpdate
from bot.models.intake import InboxState
from bot.storage.post.inbox import lane_of
from tests.town import Actor, Town

LIGHT = "5号楼 灯不亮"


async def inbox(town: Town) -> list[InboxState]:
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return list(await tx.session.scalars(select(InboxUpdate.state)))


async def test_an_update_handed_over_twice_happens_once(town: Town) -> None:
    town.secretary.person.says(f"/order {LIGHT}", in_=town.group)
    raws = [update.body for update in town.world.updates.read(100)]
    town.world.updates.pending.clear()
    for _ in range(3):
        await town.weixiu.reception.receive(raws + raws)
    await town.weixiu.reception.idle()
    await town.settle()
    assert len([message for message in town.group.messages if "🔧" in message.text]) == 1


async def test_two_programs_given_the_same_update_act_once(town: Town) -> None:
    town.secretary.person.says(f"/order {LIGHT}", in_=town.group)
    raws = [update.body for update in town.world.updates.read(100)]
    town.world.updates.pending.clear()
    other = town.another_process()
    await other.account.initialize()
    await asyncio.gather(town.weixiu.reception.receive(raws), other.reception.receive(raws))
    await asyncio.gather(town.weixiu.reception.idle(), other.reception.idle())
    await town.settle()
    assert len([message for message in town.group.messages if "🔧" in message.text]) == 1


async def test_what_was_stored_before_a_crash_is_handled_after_it(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    other = town.another_process()
    await other.account.initialize()

    async def crash(_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(town.weixiu.reception._handler, "handle", crash)
    town.secretary.person.says(f"/order {LIGHT}", in_=town.group)
    await town.weixiu.reception.receive([update.body for update in town.world.updates.read(100)])
    town.world.updates.pending.clear()
    assert InboxState.PENDING in await inbox(town)
    await town.weixiu.reception._tasks.finish(seconds=0)
    town.clock.move(timedelta(seconds=61))
    assert await other.reception.take_over(all_of_them=False) == 1
    await other.reception.idle()
    town.weixiu = other
    await town.settle()
    assert "灯不亮" in town.card.text


@pytest.mark.parametrize(
    "body",
    [
        {"message": {"message_id": 1}},
        {"message": "nonsense"},
        {"callback_query": {"id": "1", "from": {"id": 5, "is_bot": False, "first_name": "x"}, "data": "1:claim:x:y"}},
        {"callback_query": []},
        {"my_chat_member": {"chat": None}},
    ],
    ids=lambda body: json.dumps(body)[:30],
)
async def test_a_malformed_update_is_put_aside_and_its_neighbours_go_on(town: Town, body: dict[str, Any]) -> None:
    town.world.malformed_update(body)
    await town.secretary.says(f"/order {LIGHT}", in_=town.group)
    assert "灯不亮" in town.card.text
    states = await inbox(town)
    assert InboxState.PENDING not in states
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        dead = (await tx.session.scalars(select(InboxUpdate).where(InboxUpdate.state == InboxState.DEAD))).all()
    assert [row.attempts for row in dead] in ([], [TRIES])


async def test_something_unexpected_is_told_with_an_id_and_logged_under_it(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    card = await town.order(LIGHT)
    ann = await town.volunteer("安")
    async with town.weixiu.uow.writing(town.clock.now(), occasion="a fault of ours") as tx:
        await tx.session.execute(text("ALTER TABLE claim RENAME TO burnt"))
    tap = await ann.taps("我来修", under=card)
    assert "编号" in tap.text
    incident = tap.text.partition("编号 ")[2][:8]
    assert f"incident {incident}" in caplog.text


@pytest.mark.parametrize(
    "data", ["", "x", "1:", "1:claim", "1:claim:1", "2:claim:1:1001", "1:claim:1:1001:1", "1:nosuch:1", "9" * 64]
)
async def test_a_button_nobody_made_does_nothing_and_is_answered(town: Town, data: str) -> None:
    card = await town.order(LIGHT)
    ann = await town.volunteer("安")
    if data:
        tap = await ann.forges(data, under=card)
        assert tap.answered
    assert "待接单" in card.text


async def test_the_payload_of_a_handled_update_is_not_kept(town: Town) -> None:
    await town.order("5号楼 灯不亮 王阿姨 13912345678")
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        kept = await tx.session.scalar(text("SELECT count(*) FROM inbox WHERE state = 'done' AND payload IS NOT NULL"))
    assert kept == 0


async def test_updates_done_long_ago_are_forgotten_and_who_writes_after_quiet_weeks_is_answered(town: Town) -> None:
    ann = await town.volunteer("安")
    before = [await answers_to(ann, "/open") for _ in range(6)]
    await town.passes(days=8)
    assert len(await inbox(town)) == 1, "the newest: no number may be given twice"
    assert [await answers_to(ann, "/open") for _ in range(12)] == [1] * 12
    assert before == [1] * 6


async def answers_to(person: Actor, text: str) -> int:
    """How many messages of the bot a line brings."""
    before = sum(message.sender.is_bot for message in person.person.private.messages)
    await person.says(text)
    return sum(message.sender.is_bot for message in person.person.private.messages) - before


@pytest.mark.parametrize(
    ("raw", "lane"),
    [
        ({"update_id": 1, "message": {"chat": {"id": -5}, "from": {"id": 7}}}, "c-5"),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}, "c-5"),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}}}, "c7"),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 9}}}, "c9"),
        ({"update_id": 1, "poll_answer": {"poll_id": "53", "user": {"id": 7}, "option_ids": [0]}}, "c7"),
        ({"update_id": 1, "poll": {"id": "53"}}, "p53"),
        ({"update_id": 1, "poll": {"id": "5" * 99}}, "u1"),
        ({"update_id": 1, "unheard_of": 5}, "u1"),
    ],
)
def test_updates_of_one_chat_wait_in_one_lane(raw: dict[str, Any], lane: str) -> None:
    assert lane_of(raw) == lane


async def test_the_poller_fetches_again_what_could_not_be_stored(town: Town) -> None:
    poller, stop = Poller(town.weixiu.account, town.weixiu.reception, town.clock), asyncio.Event()
    receive, calls = town.weixiu.reception.receive, []

    async def fails_once(raws: list[dict[str, Any]]) -> None:
        calls.append(len(raws))
        if len(calls) == 1:
            raise OSError("the disk is full")
        await receive(raws)
        stop.set()

    town.weixiu.reception.receive = fails_once  # type: ignore[method-assign, assignment]
    town.secretary.person.says(f"/order {LIGHT}", in_=town.group)
    await poller.run(stop)
    await town.weixiu.reception.idle()
    await town.settle()
    assert calls[:2] == [1, 1]
    assert "灯不亮" in town.card.text
