"""The postman: what is owed is said, from the present state, within limits, whatever Telegram does."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.models import OutboxMessage
from bot.models.outbox import OutState
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Town

LIGHT = "5号楼 灯不亮"


async def states(town: Town, topic: str) -> list[OutState]:
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return list(await tx.session.scalars(select(OutboxMessage.state).where(OutboxMessage.topic == topic)))


async def test_many_changes_of_a_card_become_few_edits(town: Town) -> None:
    crowd = [await town.volunteer(f"志愿者{number}") for number in range(20)]
    card = await town.order("5号楼 搬家 20人")
    before = len(town.world.calls.acted("editMessageText"))
    await town.at_once(*(lambda who=who: who.person.taps("我来修", under=card) for who in crowd))
    edits = [
        call
        for call in town.world.calls.acted("editMessageText")[before:]
        if str(call.params["chat_id"]) == str(town.group.id)
    ]
    assert "已有 20 人" in card.text
    assert len(edits) <= 2


@AT_LENGTH_ON_POSTGRESQL
async def test_nothing_self_made_is_refused_for_speed(town: Town) -> None:
    crowd = [await town.volunteer(f"志愿者{number}") for number in range(12)]
    for number in range(12):
        card = await town.order(f"{number + 1}号楼 灯不亮")
        await crowd[number].taps("我来修", under=card)
    assert town.world.limits.refusals == 0


@pytest.mark.parametrize("repeat", [1, 3])
async def test_a_429_pauses_that_chat_and_loses_nothing(town: Town, repeat: int) -> None:
    town.world.faults.refuse("sendMessage", retry_after=7, times=repeat)
    before = town.clock.now()
    card = await town.order(LIGHT)
    assert "待接单" in card.text
    assert town.clock.now() - before >= timedelta(seconds=7 * repeat)


async def test_a_pause_survives_a_restart(town: Town) -> None:
    town.world.faults.refuse("sendMessage", retry_after=60)
    await town.weixiu.reception.receive([])
    town.secretary.person.says(f"/order {LIGHT}", in_=town.group)
    pending = list(town.world.updates.read(100))
    await town.weixiu.reception.receive([update.body for update in pending])
    town.world.updates.confirm(pending[-1].id + 1)
    await town.weixiu.reception.idle()
    await town.weixiu.postman.settle()
    town.clock.move(timedelta(seconds=2))
    await town.weixiu.postman.settle()
    await town.restart()
    wait = await town.weixiu.postman.settle()
    assert 50 < wait <= 60
    assert "🔧" not in town.group_screen
    await town.settle()
    assert "🔧" in town.group_screen


@AT_LENGTH_ON_POSTGRESQL
@pytest.mark.parametrize("trouble", ["time_out_before", "reset", "fail", "truncate"])
async def test_trouble_on_the_way_delays_a_card_and_loses_nothing(town: Town, trouble: str) -> None:
    faults = town.world.faults
    match trouble:
        case "time_out_before":
            faults.time_out("sendMessage", acts=False)
        case "reset":
            faults.reset("sendMessage")
        case "fail":
            faults.fail("sendMessage", 502)
        case _:
            faults.truncate("sendMessage")
    await town.secretary.says(f"/order {LIGHT}", in_=town.group)
    assert "待接单" in town.card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_card_that_was_sent_twice_by_doubt_still_works_from_both_copies(town: Town) -> None:
    ann = await town.volunteer("安")
    town.world.faults.time_out("sendMessage", acts=True)
    await town.secretary.says(f"/order {LIGHT}", in_=town.group)
    cards = [message for message in town.group.messages if "🔧" in message.text]
    assert len(cards) == 2
    await ann.taps("我来修", under=cards[0])
    assert "归您啦" in ann.screen
    left = [message for message in town.group.messages if "#1001" in message.text and not message.deleted]
    assert [("已接单" in message.text) for message in left] == [True]


@AT_LENGTH_ON_POSTGRESQL
async def test_a_card_somebody_deleted_is_posted_again_with_the_next_change(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    town.world.remove(card)
    await ann.says("#1001 我来", in_=town.group)
    assert "已接单" in town.card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_blocked_bot_is_noted_and_the_message_comes_when_they_are_back(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    town.world.faults.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await ann.taps("我来修", under=card)
    assert OutState.FAILED in await states(town, "job")
    assert "等对方打开私聊" in card.text
    await ann.starts()
    assert "归您啦" in ann.screen
    assert "等对方打开私聊" not in card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_digest_interrupted_by_a_crash_is_shown_to_staff_after_it(town: Town) -> None:
    await town.order(LIGHT)
    town.clock.move(timedelta(hours=23, minutes=30))
    await town.weixiu.ticks.tick(None)
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        await tx.session.execute(
            update(OutboxMessage).values(state=OutState.SENDING).where(OutboxMessage.topic == "digest")
        )
    await town.restart()
    await town.settle()
    assert await states(town, "digest") == [OutState.UNKNOWN]
    doubt = town.secretary.sees("简报不知道发出去没有")
    await town.secretary.says("/inbox")
    assert "有一条消息不知道发出去没有" in town.secretary.last.text
    town.clock.move(timedelta(days=7))
    await town.secretary.says("/inbox")
    assert "不知道发出去没有" not in town.secretary.last.text  # nobody wants it any more
    await town.secretary.taps("再发一次", under=doubt)
    assert "简报" in town.group_screen


@AT_LENGTH_ON_POSTGRESQL
async def test_a_typed_order_goes_and_its_card_comes_without_waiting_for_each_other(town: Town) -> None:
    await town.secretary.says("/open", in_=town.group)
    town.clock.move(timedelta(seconds=5))
    before = town.clock.now()
    typed = await town.secretary.says(f"/order {LIGHT}", in_=town.group)
    assert typed.deleted
    assert "灯不亮" in town.card.text
    assert town.clock.now() == before


@AT_LENGTH_ON_POSTGRESQL
async def test_people_who_wait_go_before_digests(town: Town) -> None:
    await town.order(LIGHT)
    ann = await town.volunteer("安")
    town.clock.move(timedelta(hours=23, minutes=30))
    await town.weixiu.ticks.tick(None)
    before = len(town.world.calls.acted("sendMessage"))
    ann.person.says("/open", in_=town.group)
    await town.settle()
    said = [str(call.params["text"]) for call in town.world.calls.acted("sendMessage")[before:]]
    assert ["简报" in text for text in said] == [False, True, True]
    assert "待接单 1 单" in said[0]
