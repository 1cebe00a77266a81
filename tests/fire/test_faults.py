"""A network that repeats, reorders, refuses, cuts off and keeps silent: the end state is right, nobody is misled."""

import asyncio
from collections import Counter

import pytest

from bot.sandbox.faults import StreamFaults
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.fire.audit import Findings, audit, histories
from tests.fire.harness import Stage, free_port
from tests.fire.play import DIGEST, PHONE, Job, Neighbourhood, named, neighbourhood, newest
from tests.fire.weather import FAULTS, SHORT_FAULTS, Weather

PLACES = 3


async def opened(stage: Stage) -> list[Neighbourhood]:
    """Some neighbourhoods, set up, with a running program."""
    places = [neighbourhood(stage, number, 5) for number in range(PLACES)]
    await stage.program().start()
    await asyncio.gather(*(place.set_up() for place in places))
    return places


def job(place: Neighbourhood, number: int) -> Job:
    """An order of its own that everybody wants; every other one needs two."""
    what, people = named(number), 1 + number % 2
    return Job(
        what, f"{number % 9 + 1}号楼2单元1401 {what} {people}人 加急 刘运京 13800138000", place.volunteers, people
    )


async def live(places: list[Neighbourhood]) -> None:
    """In every neighbourhood an order is posted, claimed by everybody, done and confirmed."""
    jobs = [job(place, number) for number, place in enumerate(places)]
    outcomes = await asyncio.gather(*(place.whole(order) for place, order in zip(places, jobs, strict=True)))
    for place, order, winners in zip(places, jobs, outcomes, strict=True):
        assert_told_the_truth(place, order, [winner.first_name for winner in winners])


def assert_told_the_truth(place: Neighbourhood, order: Job, winners: list[str]) -> None:
    """Who was told anything about a claim was told that they won, or who did."""
    taps = [tap for tap in place.world.taps.values() if tap.under.chat is place.group and order.what in tap.under.text]
    toasts = {tap.text for tap in taps if tap.by.first_name in winners and tap.answered}
    assert len(toasts) <= 1
    for tap in taps:
        if tap.by.first_name not in winners and tap.answered:
            assert any(name in tap.text for name in winners), tap.text


@AT_LENGTH_ON_POSTGRESQL
async def test_repeated_and_reordered_updates_change_nothing(stage: Stage) -> None:
    places = await opened(stage)
    stage.world.faults.stream = StreamFaults(repeat=0.2, reorder=0.2, seed=7)
    await live(places)
    await stage.until_quiet()
    found = audit(stage, places)
    assert (found.broken, found.resent, found.unanswered) == ([], 0, 0)
    answers = Counter(call.params["callback_query_id"] for call in stage.world.calls.of("answerCallbackQuery"))
    assert set(answers.values()) == {1}
    assert stage.world.limits.refusals == 0


@AT_LENGTH_ON_POSTGRESQL
async def test_whatever_befalls_the_sending_all_is_said_in_the_end(stage: Stage) -> None:
    places = await opened(stage)
    weather = Weather(stage.world, {"sendMessage": 2, "editMessageText": 1})
    await live(places)
    await stage.until_quiet()
    assert weather.over, weather.met
    found = audit(stage, places)
    assert (found.broken, found.unanswered) == ([], 0)
    assert found.resent <= weather.sent_unheard
    assert stage.world.limits.refusals == 0


@AT_LENGTH_ON_POSTGRESQL
async def test_a_digest_nobody_heard_of_is_never_posted_twice(stage: Stage) -> None:
    place = neighbourhood(stage, 0, 1)
    await stage.program().start()
    await place.set_up()
    await place.posts(job(place, 0))
    await stage.until_quiet()
    stage.world.faults.reset("sendMessage", acts=True, chat_id=place.group.id)
    await place.asks_for_digest()
    await place.sees(place.secretary.private, "", "再发一次")
    await stage.until_quiet()
    assert len([message for message in place.group.history.values() if DIGEST in message.text]) == 1


async def test_whatever_befalls_answers_and_deletions_every_tap_counts_once_and_nothing_private_stays(
    sqlite_stage: Stage,
) -> None:
    stage = sqlite_stage
    place = neighbourhood(stage, 0, len(FAULTS))
    await stage.program().start()
    await place.set_up()
    weather = Weather(stage.world, {"answerCallbackQuery": 1, "deleteMessage": 1})
    wanted, *others = [job(place, 2 * number) for number in range(len(FAULTS))]
    card = await place.posts(wanted)
    for other in others:
        place.says_order(other)
    await place.claims(wanted, card)
    await stage.until_quiet()
    assert weather.over, weather.met
    assert newest(place.group, PHONE) is None
    found = Findings()
    histories(stage, [place], found)
    assert (found.untrue, found.histories) == ([], len(FAULTS))
    assert stage.books.inbox() == {"done": stage.updates_made}


@AT_LENGTH_ON_POSTGRESQL
async def test_whatever_befalls_the_fetching_every_update_is_handled_once(stage: Stage) -> None:
    place = neighbourhood(stage, 0, 2)
    await stage.program().start()
    await place.set_up()
    weather = Weather(stage.world, {"getUpdates": 2}, SHORT_FAULTS)
    asking = place.volunteers[0]
    while not weather.over:
        seen = len(asking.private.messages)
        asking.says("/status")
        await place.sees(asking.private, "", also=lambda _, seen=seen: len(asking.private.messages) == seen + 2)  # type: ignore[misc]
    await place.claims(job(place, 0), await place.posts(job(place, 0)))
    await stage.until_quiet()
    assert stage.books.inbox() == {"done": stage.updates_made}
    assert list(stage.books.holders().values()) == [1]


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_start_in_bad_weather_comes_up_by_itself(sqlite_stage: Stage, mode: str) -> None:
    stage = sqlite_stage
    stage.world.faults.reset("getMe")
    stage.world.faults.truncate("getMe")
    stage.world.faults.fail("deleteWebhook" if mode == "polling" else "setWebhook", 502)
    place = neighbourhood(stage, 0, 1)
    await stage.program(webhook_port=free_port() if mode == "webhook" else None).start()
    await place.set_up()
    met = [call.fault for call in stage.world.calls.of("getMe", "deleteWebhook", "setWebhook") if call.fault]
    assert met == ["reset before acting", "truncated after acting", "gateway before acting"]
