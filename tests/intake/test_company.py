"""Taps that arrive together: decided in one transaction, and each as if it had come alone."""

import asyncio
from collections import Counter
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.handlers.company import read_tap
from bot.models import Claim, OrderEvent
from tests.town import Town

TAP: dict[str, Any] = {
    "update_id": 1,
    "callback_query": {
        "id": "77",
        "from": {"id": 5, "is_bot": False, "first_name": "安"},
        "data": "1:claim:1:1001",
        "message": {"message_id": 9, "chat": {"id": -5, "type": "supergroup"}},
    },
}


async def rush(town: Town, orders: int, people: int) -> list[Any]:
    """Everybody taps on every order in the same instant; the taps."""
    cards = [await town.order(f"{number + 1}号楼 灯不亮 2人") for number in range(orders)]
    crowd = [await town.volunteer(f"志愿者{number}") for number in range(people)]
    acts = [partial(one.person.taps, "我来修", under=card) for card in cards for one in crowd]
    return await town.at_once(*acts)


async def test_a_rush_on_one_card_is_decided_in_the_order_of_the_taps(town: Town) -> None:
    taps = await rush(town, 1, 6)
    assert ["接单成功" in tap.text for tap in taps] == [True, True, False, False, False, False]
    assert all("志愿者0" in tap.text and "志愿者1" in tap.text for tap in taps[2:])
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        steps = (await tx.session.execute(select(OrderEvent.seq, OrderEvent.now).order_by(OrderEvent.seq))).all()
    assert [(row.seq, str(row.now)) for row in steps] == [(1, "open"), (2, "open"), (3, "claimed")]


async def test_what_fails_in_company_is_decided_alone_and_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = asyncio.Event()

    async def fails(_: object) -> Any:
        failed.set()
        raise RuntimeError("something is wrong with one of them")

    monkeypatch.setattr(town.weixiu.reception._handler, "handle_together", fails)
    taps = await rush(town, 2, 4)
    assert failed.is_set()
    assert sum("接单成功" in tap.text for tap in taps) == 4
    assert all(tap.answered for tap in taps)
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert await tx.session.scalar(select(func.count()).select_from(Claim)) == 4


def test_a_tap_in_a_group_is_read() -> None:
    tap = read_tap(TAP)
    assert tap is not None
    assert (tap.query_id, tap.wish.community_id, tap.wish.number, tap.wish.message_id) == ("77", 1, 1001, 9)
    assert (tap.wish.actor.user_id, tap.wish.actor.name, tap.wish.actor.chat_id) == (5, "安", -5)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("from", "is_bot"), True),
        (("from", "is_bot"), None),
        (("from", "id"), "5"),
        (("from", "id"), True),
        (("from", "first_name"), None),
        (("message", "chat", "type"), "private"),
        (("message", "chat", "id"), 1.5),
        (("message", "message_id"), None),
        (("data",), "1:claim:1:1001:1"),
        (("data",), "1:claim:1:" + "9" * 10),
        (("data",), "1:arrive:1:1001"),
        (("data",), 7),
        (("id",), None),
        (("message",), None),
        (("from",), []),
    ],
)
def test_what_looks_unusual_goes_the_ordinary_way(path: tuple[str, ...], value: object) -> None:
    raw = _changed(TAP["callback_query"], path, value)
    assert read_tap({"update_id": 1, "callback_query": raw}) is None


def _changed(part: dict[str, Any], path: tuple[str, ...], value: object) -> dict[str, Any]:
    first, *rest = path
    return {**part, first: _changed(part[first], tuple(rest), value) if rest else value}


async def test_taps_that_two_programs_have_in_hand_are_answered_once(town: Town) -> None:
    card = await town.order("5号楼 灯不亮")
    crowd = [await town.volunteer(f"志愿者{number}") for number in range(4)]
    taps = [one.person.taps("我来修", under=card) for one in crowd]
    raws = [update.body for update in town.world.updates.read(100)]
    town.world.updates.pending.clear()
    other = town.another_process()
    await other.account.initialize()
    for program in (town.weixiu, other, town.weixiu):
        await program.reception.receive(raws)
    await asyncio.gather(town.weixiu.reception.idle(), other.reception.idle())
    answers = Counter(call.params["callback_query_id"] for call in town.world.calls.of("answerCallbackQuery"))
    assert [answers[tap.id] for tap in taps] == [1, 1, 1, 1]
    await other.account.shutdown()
