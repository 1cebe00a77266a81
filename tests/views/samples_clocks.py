"""Samples of the screens about limits and appointments."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.kind import Kind
from bot.domain.life import Status
from bot.domain.limits import Limit, Span, limit_of
from bot.domain.pausing import PauseReason
from bot.domain.urgency import Urgency
from bot.models.due import DueKind
from bot.models.places import PartyKind
from bot.storage.community.parties import PartyFacts
from bot.storage.repairs.clock_facts import ClockFacts
from bot.storage.repairs.order_facts import HolderFacts, OrderFacts
from bot.storage.requests.triage_facts import TriageFacts
from bot.views import clocks, deadlines, knowing, limits, orders, triage
from tests.views import facts
from tests.views.facts import NOW, Said
from tests.views.samples_knowing import known
from tests.views.sampling import Sample, number, public, sample

ZONE = ZoneInfo("Asia/Shanghai")
PROMISED = ClockFacts(limits=limit_of({}, Urgency.NORMAL, None).to_json(), finish_by=NOW + timedelta(days=2))
AHEAD = ClockFacts(claim_by=NOW + timedelta(hours=1), finish_by=NOW + timedelta(days=2))
GONE = ClockFacts(claim_by=NOW - timedelta(hours=1), finish_by=NOW - timedelta(minutes=1), rung=5, late_rung=3)


def samples() -> Iterator[Sample]:
    """All of them."""
    for status in (Status.OPEN, Status.CLAIMED, Status.CLOSED):
        yield sample(clocks.ladder, partial(_late, status=status))
    yield sample(clocks.ladder, partial(_late, menu="menu"))
    yield sample(clocks.ladder, partial(_late, suggested=True, asked=12))
    for at in (AHEAD, replace(GONE, rung=1), replace(GONE, late_rung=1)):
        yield sample(clocks.ladder, partial(_late, clocks_now=at))
    yield sample(clocks.ladder, partial(_late, status=Status.CLAIMED, clocks_now=replace(GONE, late_rung=2)))
    yield sample(clocks.ladder, partial(_late, hands_over=True))
    yield sample(clocks.ladder, partial(_late, suggested=True, hands_over=True, muted=2))
    yield sample(clocks.ladder, partial(_late, asked=3, muted=2))
    yield sample(clocks.ladder, partial(_late, over=True))
    yield from _visits()
    yield from _pauses()
    yield from _limits()
    for by in (NOW, None):
        yield sample(clocks.hurry, partial(facts.claimed, urgency=Urgency.CRITICAL), by, ZONE)
        yield sample(clocks.hurry, facts.claimed, NOW, ZONE, by)


def _limits() -> Iterator[Sample]:
    """Ahead, and passed, as everybody reads them."""
    yield sample(triage.triage_card, _undecided, ZONE)
    for clocks_now in (AHEAD, GONE):
        limit = deadlines.Deadline(NOW, ZONE, over=clocks_now is GONE)
        for shape in (facts.claimed, partial(facts.claimed, kind=Kind.WISH)):
            yield sample(orders.job, partial(shape, clocks=clocks_now), _holder, limit=limit)
        yield public(orders.order_card, partial(facts.order, clocks=clocks_now), here=deadlines.Here(NOW, ZONE))
        yield sample(triage.triage_card, partial(_published, clocks=clocks_now), ZONE)
        yield sample(knowing.status, partial(_asked, limit=limit, clocks=clocks_now))


def _undecided(said: Said) -> TriageFacts:
    return TriageFacts(facts.order(said, status=Status.SUBMITTED, clocks=PROMISED))


def _published(said: Said, clocks: ClockFacts) -> TriageFacts:
    return TriageFacts(facts.order(said, clocks=clocks))


def _asked(said: Said, limit: deadlines.Deadline, clocks: ClockFacts) -> knowing.StatusFacts:
    order = facts.claimed(said, clocks=clocks)
    return knowing.StatusFacts(
        reported=(replace(known(said, clocks=clocks), limit=limit),),
        held=(order,),
        looked_up=(order,),
        number=None,
        knows_phone=True,
        just_bound=False,
        limits={(order.community_id, order.number): limit},
    )


def _visits() -> Iterator[Sample]:
    for today in (True, False):
        yield sample(clocks.visit_question, facts.draft("visit", "when"), number, today=today)
    for ended, when in (("set", "2026-11-24 15:00"), ("dropped", None)):
        yield sample(clocks.visit_ended, ended, number, when)
    for reminded in (("eve", "hour"), ("eve",), ("hour",)):
        yield sample(clocks.visit_ended, "set", number, "2026-11-24 15:00", told=False, reminded=reminded)
    for what in ("eve", "hour", "refused"):
        yield sample(clocks.visit, facts.claimed, what)
    ahead = ClockFacts(appointment_at=NOW)
    for event in ("visit", "visit_eve", "visit_hour"):
        yield sample(knowing.news, partial(known, clocks=ahead), event, who=_holder)


def _pauses() -> Iterator[Sample]:
    own = Limit(Span(minutes=90), Span(days=2), around=True).to_json()
    for ways in ({}, {"limits": {"normal/plumbing": own}, "work_weekends": True, "hand_over": True}):
        yield sample(limits.clock_settings, partial(facts.community, practice=ways))
    for step in ("why", "until"):
        yield sample(clocks.pause_question, facts.draft("pause", step), number)
    for ended in ("paused", "dropped"):
        yield sample(clocks.pause_ended, ended, number)
    for reason in PauseReason:
        still = ClockFacts(paused_for=reason)
        yield sample(orders.job, partial(facts.claimed, clocks=still), _holder)
        yield public(orders.order_card, partial(facts.claimed, clocks=still))
        yield sample(knowing.news, partial(known, clocks=still), "paused", reason="2026-11-26")
    yield sample(orders.job, _waits_for_words, _holder)
    yield sample(knowing.news, lambda said: known(said, clocks=_in_words(said)), "paused", reason="2026-11-26")


def _in_words(said: Said) -> ClockFacts:
    return ClockFacts(paused_for=PauseReason.OTHER, paused_note=said.reason)


def _waits_for_words(said: Said) -> OrderFacts:
    return facts.claimed(said, clocks=_in_words(said))


def _holder(said: Said) -> HolderFacts:
    return facts.holder(said.name)


def _late(
    said: Said,
    *,
    status: Status = Status.OPEN,
    suggested: bool = False,
    asked: int = 0,
    clocks_now: ClockFacts = GONE,
    menu: str | None = None,
    over: bool = False,
    hands_over: bool = False,
    muted: int = 0,
) -> clocks.LadderFacts:
    order: OrderFacts = facts.claimed(said) if status is Status.CLAIMED else facts.order(said, status=status)
    party = PartyFacts(1, said.name, PartyKind.PROPERTY, None, None, None, active=True) if suggested else None
    known = replace(order, clocks=clocks_now)
    return clocks.LadderFacts(
        known,
        NOW,
        ZONE,
        asked=asked,
        muted=muted,
        property_company=party,
        hands_over=hands_over,
        next_at=dict.fromkeys(DueKind, NOW + timedelta(hours=1)),
        menu=menu,
        over=over,
    )
