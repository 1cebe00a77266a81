"""Samples of polls, of questions on their way to the group, and of minutes."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from bot.domain.ids import CommunityId, PersonId
from bot.domain.polls import MOST_OPTION, MOST_QUESTION, PollKind, PollState
from bot.storage.gatherings.polls import PollFacts
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.gatherings.deliberating import step_of
from bot.views import deliberating, polls
from bot.views.minutes_paper import Votes
from tests.views import facts
from tests.views.facts import NOW, ZONE, Said
from tests.views.sampling import Sample, public, sample

LARGEST = 2**31 - 1
SERIAL = 2**31 - 1


def _poll(said: Said, **known: Any) -> PollFacts:
    usual = PollFacts(
        community_id=CommunityId(said.number),
        number=7,
        kind=PollKind.DELIBERATION,
        subject=7,
        round=1,
        question=said.what,
        options=(said.result, said.reason),
        anonymous=True,
        several=False,
        state=PollState.CLOSED,
        invited={"people": 37, "secretary": 1, "clerk": 2, "volunteer": 34, "group": 120},
        opened_at=NOW,
        closes_at=NOW,
        closed_at=NOW,
        counts=(3, 17),
        voters=20,
    )
    return PollFacts(**{**vars(usual), **known})


def _draft(said: Said, *, options: int = 2, question: bool = True, **known: Any) -> DraftFacts:
    payload = {
        "community": said.number,
        "question": said.what[:MOST_QUESTION] if question else None,
        "options": [said.reason[:MOST_OPTION]] * options,
        "closes": None,
        "anonymous": True,
        "several": False,
        "subject": None,
        "round": 1,
        **known,
    }
    return DraftFacts(PersonId(7), 7007, "deliberate", SERIAL, step_of(payload), payload)


def _rounds(said: Said, *shapes: dict[str, Any]) -> list[PollFacts]:
    return [_poll(said, round=number, **shape) for number, shape in enumerate(shapes, 1)]


def minutes_of(said: Said, *shapes: dict[str, Any]) -> list[tuple[PollFacts, Votes]]:
    votes: Votes = [(facts.person(said.name), (0,)), (facts.person(said.other), (0, 1))]
    return [(one, votes) for one in _rounds(said, *shapes)]


def _screens() -> Iterator[Sample]:
    for shape in ({"state": PollState.OPEN}, {"round": 2, "several": True}):
        yield public(polls.poll, partial(_poll, **shape), ZONE)
    drafts: list[dict[str, Any]] = [
        {"question": False, "options": 0},
        {"options": 0},
        {},
        {"options": 10, "anonymous": False, "several": True, "round": 2},
    ]
    for draft in drafts:
        yield sample(deliberating.ballot_draft, partial(_draft, **draft), facts.community, NOW)
    yield from (sample(deliberating.ballot_draft_ended, ended) for ended in ("sent", "dropped"))
    ends: list[dict[str, Any]] = [
        {},
        {"counts": None, "voters": None, "invited": {}},
        {"state": PollState.UNSENT},
        {"number": LARGEST, "subject": LARGEST},
    ]
    yield from (sample(deliberating.deliberated, partial(_poll, **end)) for end in ends)
    listed = partial(sample, deliberating.minutes_list, facts.community, page=0, serial=int(NOW.timestamp()))
    yield listed([], pages=0)
    yield listed(lambda said: [_rounds(said, {}), _rounds(said, {}, {"subject": LARGEST})], pages=2)
    several = {"anonymous": False, "several": True}
    for shapes in (
        ({},),
        (several, {"state": PollState.UNSENT}, {"counts": None, "voters": None}),
        ({"state": PollState.OPEN},),
    ):
        yield sample(deliberating.minutes, facts.community, lambda said, shapes=shapes: minutes_of(said, *shapes), NOW)


SCREENS = [*_screens()]
