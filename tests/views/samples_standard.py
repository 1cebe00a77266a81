"""Samples of the points standard: as it is read, changed, published, and sent as a sheet."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from bot.domain.ids import PersonId
from bot.domain.life import Status
from bot.domain.sheet_errors import RowError, RowTrouble
from bot.domain.size import Size
from bot.domain.standard import SIZES, Sharing, Standard
from bot.domain.standard_changes import LIMITS, differences
from bot.models import Community
from bot.models.residents import Verdict
from bot.storage.points.standards import Published
from bot.storage.requests.ratings import RatingFacts
from bot.views import judging, orders, standard, standard_changing
from bot.views.orders import Added
from tests.views import facts
from tests.views.facts import NOW, Said
from tests.views.sampling import BOT, Sample, public, sample

FULL = Standard(
    rows={"carpentry": (10, 15, 25, 50), "welding": (1000, 1000, 1000, 1000)},
    night=5,
    holiday=8,
    sharing=Sharing.SPLIT,
    day_cap=100_000,
    month_cap=100_000,
    rating=2,
    gift=10,
    minutes=(30, 95, 240, 480),
)


def _rich(said: Said, **settings: Any) -> Community:
    table = FULL.to_json() | {"examples": {"small": said.what[:60]}}
    return facts.community(said, standard=table, **settings)


def _shown() -> Iterator[Sample]:
    for community in (facts.community, _rich):
        yield public(
            standard.standard, community, since=date(2026, 11, 23), link=f"https://t.me/{BOT}?start=standard_1"
        )
        yield sample(standard.standard, community, since=None, edits=True)
        yield sample(standard.sheet, community)
    for before in (Standard(), Standard(night=5)):
        published = Published(3, FULL, NOW)
        yield public(standard.news, facts.community, published, differences(before, FULL))
    wrong = [RowError(2000, 40, "=1+1" * 50, why) for why in RowTrouble]
    for found, count in ((wrong, 12), (wrong[:1], 1), ([], 0)):
        yield sample(standard.errors, found, count)


def _after(said: Said) -> Standard:
    return _rich(said).points_standard()


def _changing() -> Iterator[Sample]:
    asked = [f"ask.row.carpentry.{size}" for size in SIZES] + [f"ask.{name}" for name in LIMITS if name in vars(FULL)]
    asked += ["ask.bonus.urgent", f"ask.minutes.{Size.HUGE}", f"ask.examples.{Size.SMALL}"]
    screens = ("top", "rows", "row.*", "row.appliances", "bonus", "rules", "minutes", "examples")
    for step in (*screens, *asked):
        draft = facts.draft("standard", step, community=1, base=1, changes={})
        yield sample(standard_changing.card, draft, _rich, _after)
        yield sample(standard_changing.card, draft, facts.community, _after, overtaken=True)
    yield from (sample(standard_changing.ended, how, 2**31) for how in ("published", "moved", "dropped"))


def _paid() -> Iterator[Sample]:
    thanks = {"points": 0, "reason": None, "balance": 2**31, "withheld": 5, "minutes": 95}
    yield sample(orders.notice, facts.order, "thanks", **thanks)
    for added in (Added(night=5, holiday=8, shared=True), Added(shared=True)):
        done = partial(facts.claimed, status=Status.DONE)
        yield sample(orders.review, done, this_round=1, zone=facts.ZONE, added=added)
    yield public(orders.order_card, partial(facts.claimed, people_needed=2, shared=True))
    for verdict in (Verdict.SATISFIED, Verdict.REDO):
        rated = RatingFacts(1, PersonId(9), verdict, None, None)
        yield sample(judging.question, facts.claimed, rated, this_round=1, reminds=False, earned=2)


SCREENS = [*_shown(), *_changing(), *_paid()]
