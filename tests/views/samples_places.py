"""Samples of the screens about places: the wait-list, choices, offers, silence, who did not come."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.ids import CommunityId, PersonId
from bot.domain.urgency import Urgency
from bot.models.team import HandoverState, QueueState
from bot.storage.repairs.colleagues import Colleague
from bot.storage.repairs.queue import QueuedFacts
from bot.views import knowing, orders, places
from tests.views import facts
from tests.views.facts import NOW, Said
from tests.views.sampling import BOT, Sample, name, number, public, sample

ZONE = ZoneInfo("Asia/Shanghai")
LATER = NOW + timedelta(minutes=30)


def samples() -> Iterator[Sample]:
    """All of them."""
    for state in QueueState:
        yield sample(places.turn, facts.order, state, LATER, ZONE)
    critical = partial(facts.order, urgency=Urgency.CRITICAL)
    yield sample(places.turn, critical, QueueState.ASKED, LATER, ZONE)
    yield from (sample(places.queued, number, place, kept=kept) for place in (None, 3) for kept in (True, False))
    yield public(places.queued_in_group, number, name, BOT)
    yield sample(places.which_line, 10**9, [1001, 1002, 1003])
    for offered in HandoverState:
        yield sample(places.offer, facts.claimed, offered, 1, name)
    for last in (False, True):
        yield sample(places.silence, facts.claimed, last=last)
    yield from _words()
    yield from _no_shows()
    kept = partial(facts.order, places_reserved=1)
    for later in (False, True):
        yield public(orders.order_card, kept, asks_later=later)
    yield sample(orders.job, facts.claimed, lambda said: replace(facts.holder(said.name), given=True))
    yield sample(knowing.status, _waiting)


def _words() -> Iterator[Sample]:
    for what in (
        "offer_declined",
        "passed_on",
        "silent",
        "silent_holder",
        "late",
        "late_holder",
        "resumed",
        "upheld",
        "dropped",
    ):
        yield sample(places.notice, number, what, name)
    for what, waits in (("assigned", False), ("assigned", True), ("no_show", False)):
        yield sample(places.said, number, what, name, waits=waits)
    for kind in ("assign", "hand_on", "no_show"):
        for many in (0, 2, 60):
            yield sample(places.choice, facts.draft(kind, "who"), number, partial(_team, many=many))
    yield sample(places.reason_question, facts.draft("no_show", "reason"), number)
    yield sample(places.contest_question, facts.draft("contest", "words"), number)
    for ended in ("assigned", "offered", "noted", "contested", "dropped"):
        yield sample(places.choice_ended, ended, number, name)


def _team(said: Said, *, many: int) -> list[Colleague]:
    return [
        Colleague(PersonId(2**40 + at), 7, said.name, reached=True, resting=at == 1, skilled=at == 0)
        for at in range(many)
    ]


def _no_shows() -> Iterator[Sample]:
    for contested, upheld in ((True, True), (True, None)):
        yield sample(places.contest, number, 1, _scrubbed(upheld=upheld, contested=contested))
    yield sample(places.no_show, number, 1, _scrubbed(upheld=None, contested=False))
    for contested, upheld in ((False, None), (True, None), (True, True), (True, False)):
        noted = _noted(upheld=upheld, contested=contested)
        yield sample(places.no_show, number, 1, noted)
        if contested:
            yield sample(places.contest, number, 1, noted)


def _noted(*, upheld: bool | None, contested: bool) -> Callable[[Said], Any]:
    def made(said: Said) -> places.NoShowFacts:
        words = said.result if contested else None
        return places.NoShowFacts(said.number, said.name, said.reason, words, upheld)

    return made


def _scrubbed(*, upheld: bool | None, contested: bool) -> Callable[[Said], Any]:
    return lambda said: places.NoShowFacts(said.number, said.name, "", "" if contested else None, upheld)


def _waiting(said: Said) -> knowing.StatusFacts:
    queued = tuple(
        QueuedFacts(CommunityId(said.number), said.number, said.what, before, asked=before < 2, kept=before == 1)
        for before in range(9)
    )
    nothing: Any = ()
    return knowing.StatusFacts(
        nothing, nothing, nothing, number=None, knows_phone=True, just_bound=False, queued=queued
    )
