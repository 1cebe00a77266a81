"""The postman at work: what is owed is said once, in order, at Telegram's pace, and written down."""

import asyncio
from datetime import timedelta

import pytest

from bot.clock import Tasks
from bot.delivery.rendering import Scene
from bot.delivery.topics import TOPICS
from bot.models.outbox import Kind, Lane, OutState
from bot.sandbox.groups import Group
from bot.views.screen import Screen
from tests.delivery.office import A_SECOND, FAR, Office, texts


async def test_what_is_owed_is_said_once_and_written_down(office: Office, group: Group) -> None:
    await office.owes(group, "灯修好了")
    assert await office.delivers() == float("inf")
    assert texts(group) == ["灯修好了"]
    row = await office.row("灯修好了")
    message = group.messages[-1]
    assert [row.state, row.message_id, row.said, row.attempts, row.error] == [OutState.SAID, message.id, 1, 0, None]
    assert row.sent_at == office.clock.now()
    await office.works(seconds=FAR)
    assert len(office.attempts) == 1


async def test_nothing_owed_is_nothing_to_wait_for(office: Office) -> None:
    assert await office.delivers() == float("inf")
    assert office.attempts == []


async def test_a_message_for_later_is_said_then_and_not_before(office: Office, group: Group) -> None:
    later = office.clock.now() + timedelta(seconds=90)
    await office.owes(group, "早上好", not_before=later)
    assert await office.delivers() == 90
    office.clock.move(timedelta(seconds=89))
    assert await office.delivers() == 1
    assert texts(group) == []
    office.clock.move(timedelta(seconds=1))
    await office.delivers()
    assert texts(group) == ["早上好"]


async def test_people_who_wait_go_first_and_digests_last(office: Office, group: Group) -> None:
    await office.owes_all(*(office.plain(group, lane.name, lane=lane) for lane in reversed(Lane)))
    await office.works(seconds=10)
    assert texts(group) == [lane.name for lane in Lane]


async def test_within_a_lane_what_was_owed_first_goes_first(office: Office, group: Group) -> None:
    await office.owes_all(*(office.plain(group, str(number)) for number in range(4)))
    await office.works(seconds=10)
    assert texts(group) == ["0", "1", "2", "3"]


async def test_a_chat_hears_one_message_a_second_and_others_do_not_wait_for_it(office: Office, group: Group) -> None:
    other = office.group("二")
    await office.owes_all(office.plain(group, "甲"), office.plain(group, "乙"), office.plain(other, "丙"))
    begin = office.clock.now()
    wait = await office.delivers()
    assert [texts(group), texts(other)] == [["甲"], ["丙"]]
    assert 1 < wait <= 1.1
    await office.works(seconds=10)
    assert texts(group) == ["甲", "乙"]
    assert office.times(begin) == [0, 0, pytest.approx(A_SECOND)]


async def test_at_most_sixteen_messages_are_under_way_at_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    arrive, full = asyncio.Event(), asyncio.Event()
    everybody = [office.group(str(number)) for number in range(20)]

    async def long_way(_: float) -> None:
        if len(office.attempts) == 16:
            full.set()
        await arrive.wait()

    monkeypatch.setattr(office.clock, "sleep", long_way)
    office.world.faults.slow("sendMessage", 5, times=16)
    await office.owes_all(*(office.plain(group, f"to {group.title}") for group in everybody))
    delivering = Tasks().start(office.delivers(), name="delivering")
    await full.wait()
    assert 0 < await office.postman.dispatch() <= 0.1
    assert len(office.attempts) == 16
    arrive.set()
    await delivering
    await office.works(seconds=5)
    assert [texts(group) for group in everybody] == [[f"to {group.title}"] for group in everybody]


async def test_a_kept_message_is_edited_when_it_shows_something_new_and_left_alone_otherwise(
    office: Office, group: Group
) -> None:
    for shown in ("待接单", "待接单", "已接单"):
        await office.owes(group, shown, key="card", kind=Kind.KEEP)
        await office.works(seconds=5)
    assert texts(group) == ["已接单"]
    assert [call.method for call in office.attempts] == ["sendMessage", "editMessageText"]
    row = await office.row("card")
    assert [row.state, row.said, row.wanted, row.message_id] == [OutState.SAID, 3, 3, group.messages[-1].id]


@pytest.mark.parametrize("shown", ["待接单", None])
async def test_a_kept_message_that_has_nothing_new_to_show_stays_as_it_is(
    office: Office, group: Group, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, shown: str | None
) -> None:
    async def plain(_: Scene) -> Screen | None:
        return None if shown is None else Screen(shown)

    await office.owes(group, "待接单", key="card", kind=Kind.KEEP)
    await office.delivers()
    monkeypatch.setitem(TOPICS, "plain", plain)
    office.clock.move(timedelta(seconds=A_SECOND))
    await office.owes(group, "待接单", key="card", kind=Kind.KEEP)
    assert await office.delivers() == float("inf")
    assert [call.method for call in office.attempts] == ["sendMessage"]
    row = await office.row("card")
    assert [row.state, row.said, row.message_id] == [OutState.SAID, 2, group.messages[-1].id]
    assert caplog.records == []


async def test_a_kept_message_that_somebody_took_down_is_sent_anew(office: Office, group: Group) -> None:
    await office.owes(group, "待接单", key="card", kind=Kind.KEEP)
    await office.delivers()
    office.world.remove(group.messages[-1])
    await office.owes(group, "已接单", key="card", kind=Kind.KEEP)
    await office.works(seconds=10)
    assert texts(group) == ["已接单"]
    assert (await office.row("card")).state is OutState.SAID


async def test_taking_a_message_down_waits_for_no_budget_and_spends_none(office: Office, group: Group) -> None:
    await office.owes(group, "甲")
    await office.delivers()
    await office.takes_down(group.messages[-1])
    begin = office.clock.now()
    await office.delivers()
    assert texts(group) == []
    office.clock.move(timedelta(seconds=A_SECOND))
    await office.owes(group, "乙")
    await office.delivers()
    assert office.times(begin)[1:] == [0, pytest.approx(A_SECOND)]
    row = await office.row("down")
    assert [row.state, row.message_id] == [OutState.SAID, None]


async def test_what_was_never_posted_needs_not_be_taken_down(office: Office, group: Group) -> None:
    await office.owes(group, "", key="down", kind=Kind.DELETE)
    await office.delivers()
    assert office.attempts == []
    assert (await office.row("down")).state is OutState.SAID


async def test_what_has_nothing_left_to_say_is_done_without_a_word(office: Office, group: Group) -> None:
    await office.owes(group, "甲", topic="open_list", facts={"communities": []})
    assert await office.delivers() == float("inf")
    assert (await office.row("甲")).state is OutState.SAID
    assert office.attempts == []


async def test_a_message_goes_into_its_topic_of_a_forum(office: Office) -> None:
    forum = office.world.supergroup("阡上", [office.town.secretary.person], is_forum=True)
    forum.add_bot()
    thread = forum.topic("维修").id
    await office.owes(forum, "甲", thread_id=thread)
    await office.delivers()
    assert forum.messages[-1].thread_id == thread


async def test_the_postman_at_work_is_woken_by_what_is_owed_and_stops_when_told(office: Office, group: Group) -> None:
    tasks = Tasks()
    at_work = tasks.start(office.postman.run(), name="postman")
    await office.owes(group, "甲")
    await office.world.until(lambda: texts(group) == ["甲"], seconds=60)
    office.postman.stop()
    await at_work
    await office.owes(group, "乙")
    assert (await office.row("乙")).state is OutState.OWED


async def test_the_postman_at_work_comes_back_for_what_is_due_later(office: Office, group: Group) -> None:
    """Nobody wakes it; each of its rounds takes a moment of the still clock."""
    office.postman.idle_seconds = 0.001
    await office.owes(group, "甲", not_before=office.clock.now() + timedelta(seconds=0.02))
    at_work = Tasks().start(office.postman.run(), name="postman")
    await office.world.until(lambda: texts(group) == ["甲"], seconds=20)
    office.postman.stop()
    await at_work


async def test_a_message_under_way_arrives_before_the_postman_stops(
    office: Office, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way, arrive = asyncio.Event(), asyncio.Event()

    async def long_way(_: float) -> None:
        under_way.set()
        await arrive.wait()

    monkeypatch.setattr(office.clock, "sleep", long_way)
    office.world.faults.slow("sendMessage", 5)
    await office.owes(group, "甲")
    at_work = Tasks().start(office.postman.run(), name="postman")
    await under_way.wait()
    office.postman.stop()
    arrive.set()
    await at_work
    assert (await office.row("甲")).state is OutState.SAID
