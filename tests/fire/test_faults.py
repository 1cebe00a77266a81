"""A network that repeats, reorders, refuses, cuts off and keeps silent: the end state is right, nobody is misled."""

import asyncio
from collections import Counter

from bot.sandbox.faults import StreamFaults
from tests.fire.audit import audit
from tests.fire.harness import Stage
from tests.fire.play import DIGEST, Job, Neighbourhood, named, neighbourhood
from tests.fire.weather import Weather

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


async def test_whatever_befalls_the_sending_all_is_said_in_the_end(stage: Stage) -> None:
    places = await opened(stage)
    weather = Weather(stage.world, share=4)
    await live(places)
    await stage.until_quiet()
    assert weather.over, weather.met
    found = audit(stage, places)
    assert (found.broken, found.unanswered) == ([], 0)
    assert found.resent <= weather.sent_unheard
    assert stage.world.limits.refusals == 0


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
