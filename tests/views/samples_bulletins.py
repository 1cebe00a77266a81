"""A sample of every screen about reports."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.figures import Answerable, Calls, Counts, Figures, Report, Share, Stretch, Thanked, Wait, stretches_of
from bot.domain.kind import Kind
from bot.domain.periods import Every, Period, period_before, period_of
from bot.domain.satisfaction import Satisfaction
from bot.domain.shown_as import ShownAs
from bot.models.places import PartyKind
from bot.views import bulletins, report_pages
from tests.views import facts
from tests.views.facts import NOW, Said
from tests.views.sampling import public, sample

SERIAL = 10**10 - 1
OCTOBER = period_of(date(2026, 10, 9), Every.MONTH)
FORTNIGHT = Period(date(2026, 10, 1), date(2026, 10, 15))
DAY = timedelta(days=1)
TRADES: dict[str | None, Counts] = dict.fromkeys(("locks", "glazing", "drains", "welding", "network"), Counts(2))


def figures_of(said: Said, period: Period = OCTOBER, more: int = 0) -> Figures:
    """Every figure, with data."""
    some = Counts(42 + more, 38, 6)
    return Figures(
        period, some, {Kind.REPAIR: some, Kind.HAZARD: Counts(1, 1)},
        {"plumbing": some, None: Counts(1), "x": Counts(), **TRADES},
        {said.building: some, **dict.fromkeys(map(str, range(9)), Counts(3, 2, 1))},
        {said.name: some},
        Wait(DAY / 30, DAY / 2), Wait(1.4 * DAY, 4 * DAY), Share(33, 36), Share(35, 38),
        Satisfaction(36, 30, 28), Calls(6, 5), 3700 + more, 380, 120, 2 + more,
    )  # fmt: skip


def full(said: Said) -> Report:
    """A report of everything there can be."""
    return Report(
        figures_of(said),
        figures_of(said, period_before(OCTOBER), more=4),
        [Stretch(piece, 3, 2) for piece in stretches_of(OCTOBER)],
        [Thanked(said.name, shown_as, 7, 60) for shown_as in ShownAs] + [Thanked(said.other, ShownAs.NAME, 8, 10)] * 30,
        [Answerable(said.name, PartyKind.OTHER, 9, Share(8, 9), Share(3, 5), 3)]
        + [Answerable("", kind, 2, Share(0, 0), Share(0, 0)) for kind in PartyKind],
    )


def alike(said: Said) -> Report:
    """A report of orders that took as long as one another."""
    same = Wait(DAY, DAY)
    return replace(full(said), figures=replace(figures_of(said), to_claim=same, to_finish=same))


def bare(_: Said) -> Report:
    """A report of nothing."""
    return Report(Figures(FORTNIGHT), Figures(period_before(FORTNIGHT)))


def _so_far(said: Said) -> list[tuple[str, Figures]]:
    return [("week", Figures(FORTNIGHT)), ("month", figures_of(said))]


def _with_board(said: Said) -> object:
    return facts.community(said, practice={"board": True})


SCREENS = [
    public(bulletins.stats, facts.community, _so_far),
    public(bulletins.stats, facts.community, lambda said: _so_far(said)[:1]),
    public(bulletins.bulletin, facts.community, full),
    public(bulletins.bulletin, facts.community, bare),
    sample(report_pages.report, facts.community, alike, page=report_pages.Page.OVERVIEW, serial=SERIAL, over=True),
    *(
        sample(report_pages.report, facts.community, report, page=page, serial=SERIAL, over=report is full)
        for report in (full, bare)
        for page in report_pages.Page
    ),
    sample(bulletins.paper, facts.community, full, NOW),
    sample(report_pages.how, facts.community, OCTOBER, serial=SERIAL),
    sample(report_pages.how, _with_board, OCTOBER, serial=SERIAL),
]
