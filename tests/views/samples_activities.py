"""Samples of activities: on their way, on the card, in the organiser's hands, and in words to single people."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from bot.domain.activities import MOST_WHAT, ActivityKind, ActivityState, SignUpState
from bot.domain.ids import CommunityId, PersonId, Points
from bot.models.people import Reach
from bot.storage.gatherings.activities import ActivityFacts, SignUpFacts
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.gatherings.activities import step_of
from bot.views import activities
from tests.views import facts
from tests.views.facts import NOW, ZONE, Said
from tests.views.sampling import BOT, Sample, public, sample

SERIAL = 2**31 - 1
WORDS = ("tomorrow", "moved_up", "called_off", "reopened", "checked_in", "thanks", "who_came")


def _listed(said: Said, count: int, state: SignUpState = SignUpState.GOING) -> tuple[SignUpFacts, ...]:
    return tuple(SignUpFacts(replace(facts.person(said.name), id=PersonId(SERIAL)), at, state) for at in range(count))


def _unheard(said: Said) -> tuple[SignUpFacts, ...]:
    return tuple(replace(each, person=replace(each.person, reach=Reach.UNKNOWN)) for each in _listed(said, 9))


def _activity(said: Said, *, going: int = 3, waiting: int = 2, came: int = 1, **known: Any) -> ActivityFacts:
    usual: dict[str, Any] = {
        "community_id": CommunityId(said.number),
        "number": SERIAL,
        "kind": ActivityKind.SERVICE,
        "what": said.what[:MOST_WHAT],
        "place": said.building[:MOST_WHAT],
        "starts_at": NOW,
        "minutes": 120,
        "places": 3,
        "points": Points(10),
        "organiser": facts.person(said.other),
        "state": ActivityState.OPEN,
        "listed": (*_listed(said, came, SignUpState.CAME), *_listed(said, going)),
        "waiting": _listed(said, waiting, SignUpState.WAITING),
    }
    return ActivityFacts(**{**usual, **known})


def _draft(said: Said, **known: Any) -> DraftFacts:
    payload = {
        "what": said.what[:MOST_WHAT],
        "place": said.building[:MOST_WHAT],
        "starts": "2026-11-28T09:00:00+08:00",
        "minutes": 90,
        "places": 10,
        "points": 10,
        "kind": "council",
        "organiser_name": said.name,
        **known,
    }
    return DraftFacts(PersonId(7), 7007, "activity", SERIAL, step_of(payload), payload)


def _screens() -> Iterator[Sample]:
    drafts: list[dict[str, Any]] = [
        {"what": None, "starts": None, "place": None},
        {"starts": None},
        {"places": None, "kind": "civility", "minutes": 45},
        {},
    ]
    for draft in drafts:
        when = None if draft.get("starts", "") is None else "Nov 28, 09:00"
        yield sample(activities.activity_draft, partial(_draft, **draft), facts.community, when)
    yield from (sample(activities.activity_draft_ended, ended) for ended in ("posted", "dropped"))
    cards: list[dict[str, Any]] = [
        {},
        {"places": None, "place": None, "waiting": 0},
        {"going": 90, "places": 100},
        *({"state": state} for state in ActivityState),
    ]
    yield from (public(activities.activity_card, partial(_activity, **card), ZONE) for card in cards)
    for show in ("main", "roll", "end", "off"):
        for page in (0, 99):
            yield sample(activities.activity_roll, partial(_activity, going=12), ZONE, show, page)
    yield sample(activities.activity_roll, partial(_activity, going=0, came=0), ZONE, "roll", 0)
    for state in ActivityState:
        for show in ("main", "again"):
            yield sample(activities.activity_roll, partial(_activity, state=state), ZONE, show, 0)
    yield from (sample(activities.activity_word, _activity, ZONE, word) for word in WORDS)
    yield public(activities.activity_call, lambda said: _activity(said, listed=_unheard(said)), ZONE)
    yield sample(activities.activity_code, _activity, f"https://t.me/{BOT}?start=here_{'x' * 22}")


SCREENS = [*_screens()]
