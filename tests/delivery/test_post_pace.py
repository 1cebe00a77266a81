"""The postman's pace: who waits for which limit, and who must not wait for somebody else's."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import Tasks
from bot.delivery.budget import PER_SECOND
from bot.delivery.postman import AHEAD_SECONDS, GATHERING_SECONDS, LOOK_AHEAD
from bot.sandbox.groups import Group
from bot.storage.post import outbox
from bot.storage.post.outbox import ALL_CHATS, pause_chat
from tests.delivery.office import A_SECOND, FAR, Office, texts


async def test_thirty_messages_a_second_are_the_most_over_all_chats(office: Office) -> None:
    chats = [office.group(str(number)) for number in range(PER_SECOND + 1)]
    await office.owes_all(*(office.plain(chat, f"to {chat.title}") for chat in chats))
    assert await office.delivers() == pytest.approx(A_SECOND)
    assert len(office.attempts) == PER_SECOND
    office.clock.move(timedelta(seconds=0.5))
    assert await office.delivers() == pytest.approx(A_SECOND - 0.5)
    assert len(office.attempts) == PER_SECOND
    await office.works(seconds=2)
    assert len(office.attempts) == PER_SECOND + 1


async def test_a_message_is_written_a_moment_before_its_turn_and_leaves_in_its_turn(office: Office) -> None:
    chats = [office.group(str(number)) for number in range(PER_SECOND + 1)]
    begin = office.clock.now()
    await office.owes_all(*(office.plain(chat, f"to {chat.title}") for chat in chats))
    await office.delivers()
    office.clock.move(timedelta(seconds=A_SECOND - AHEAD_SECONDS + 0.01))
    assert await office.postman.dispatch() == pytest.approx(AHEAD_SECONDS - 0.01)
    await office.postman.dispatch(ahead=AHEAD_SECONDS)
    rest = office.postman._budget.wait_of_chat(chats[-1].id, office.clock.monotonic())
    assert rest == pytest.approx(AHEAD_SECONDS - 0.01 + A_SECOND)
    await office.delivers()
    assert office.times(begin)[PER_SECOND:] == [pytest.approx(A_SECOND)]


async def test_a_message_is_taken_down_although_others_wait_before_it(office: Office, group: Group) -> None:
    await office.owes(group, "甲")
    await office.delivers()
    chats = [office.group(str(number)) for number in range(PER_SECOND)]
    await office.owes_all(*(office.plain(chat, f"to {chat.title}") for chat in chats))
    await office.takes_down(group.messages[-1])
    await office.delivers()
    assert texts(group) == []


async def test_taking_messages_down_counts_for_nobody(office: Office, group: Group) -> None:
    for number in range(PER_SECOND):
        message = office.town.secretary.person.says(str(number), in_=group)
        await office.takes_down(message, key=f"down {number}")
    await office.delivers()
    other = office.group("二")
    await office.owes(other, "甲")
    assert await office.delivers() == float("inf")
    assert texts(other) == ["甲"]


async def test_a_message_is_not_taken_down_during_a_silence_of_its_chat(office: Office, group: Group) -> None:
    await office.owes(group, "甲")
    await office.delivers()
    async with office.town.weixiu.uow.writing(office.clock.now()) as tx:
        await pause_chat(tx.session, group.id, office.clock.now() + timedelta(seconds=20))
    await office.takes_down(group.messages[-1])
    await office.works(seconds=19)
    assert texts(group) == ["甲"]
    await office.works(seconds=2)
    assert texts(group) == []


async def test_a_silence_of_the_whole_bot_holds_chats_that_have_not_said_anything_either(
    office: Office, group: Group
) -> None:
    async with office.town.weixiu.uow.writing(office.clock.now()) as tx:
        await pause_chat(tx.session, ALL_CHATS, office.clock.now() + timedelta(seconds=20))
    await office.owes(group, "甲")
    assert await office.delivers() == 20
    assert office.attempts == []
    await office.works(seconds=FAR)
    assert texts(group) == ["甲"]


async def test_two_hundred_messages_for_one_chat_hide_nobody_elses(office: Office, group: Group) -> None:
    other = office.group("二")
    await office.owes_all(*(office.plain(group, str(number)) for number in range(210)), office.plain(other, "甲"))
    await office.delivers()
    assert [texts(group), texts(other)] == [["0"], ["甲"]]
    await office.owes(other, "乙")
    office.clock.move(timedelta(seconds=A_SECOND))
    await office.delivers()
    assert [texts(group), texts(other)] == [["0", "1"], ["甲", "乙"]]


async def test_nobody_waits_while_a_message_to_somebody_else_takes_long(
    office: Office, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive, both = asyncio.Event(), asyncio.Event()

    async def long_way(_: float) -> None:
        if len(office.attempts) == 2:
            both.set()
        await arrive.wait()

    monkeypatch.setattr(office.clock, "sleep", long_way)
    office.world.faults.slow("sendMessage", 5, times=2)
    other = office.group("二")
    await office.owes_all(office.plain(group, "甲"), office.plain(group, "乙"), office.plain(other, "丙"))
    delivering = Tasks().start(office.delivers(), name="delivering")
    await both.wait()
    assert sorted(str(call.params["text"]) for call in office.attempts) == ["丙", "甲"]
    arrive.set()
    await delivering


async def test_a_chats_second_begins_when_a_slow_message_has_arrived(office: Office, group: Group) -> None:
    office.world.faults.slow("sendMessage", 5)
    begin = office.clock.now()
    await office.owes(group, "甲")
    await office.owes(group, "乙")
    await office.works(seconds=20)
    assert office.times(begin) == [0, pytest.approx(5 + A_SECOND)]


async def waits_of(office: Office, messages: int, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the postman rested between two looks while so many messages were said."""
    chats = [office.group(str(number)) for number in range(messages)]
    waits: list[float] = []
    rest = office.postman._until_next_look

    def noted() -> float:
        waits.append(rest())
        return waits[-1]

    monkeypatch.setattr(office.postman, "_until_next_look", noted)
    await office.owes_all(*(office.plain(chat, f"to {chat.title}") for chat in chats))
    at_work = Tasks().start(office.postman.run(), name="postman")
    await office.world.until(lambda: len(office.attempts) == messages, seconds=20)
    office.postman.stop()
    await at_work
    return waits


async def test_where_all_turns_are_taken_the_postman_waits_for_several_but_not_long(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert max(await waits_of(office, PER_SECOND + 1, monkeypatch)) == AHEAD_SECONDS


async def test_where_turns_are_left_the_postman_looks_again_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(await waits_of(office, PER_SECOND - 2, monkeypatch)) == {GATHERING_SECONDS}


async def test_where_there_is_plenty_to_say_nobody_asks_what_comes_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def watched(name: str) -> None:
        ask = getattr(outbox, name)

        async def noted(*given: Any) -> Any:
            asked.append(name)
            return await ask(*given)

        monkeypatch.setattr(outbox, name, noted)

    watched("next_due")
    watched("chats_owed")
    said, last = office.group("说过"), office.group("最后")
    await office.owes(said, "甲")
    await office.delivers()
    asked.clear()
    chats = [office.group(str(number)) for number in range(LOOK_AHEAD + 1)]
    await office.owes_all(*(office.plain(chat, f"to {chat.title}") for chat in chats), office.plain(said, "乙"))
    await office.postman.dispatch()
    assert asked == []
    await office.works(seconds=5)
    assert (texts(said), set(asked)) == (["甲", "乙"], {"next_due", "chats_owed"})
    await office.owes(last, "丙", not_before=office.clock.now() + timedelta(seconds=30))
    assert await office.delivers() == pytest.approx(30)
