"""The report of staff on the screen, folded: an overview, and a page each for what the figures are made of."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from bot.domain.figures import Counts, Figure, Report
from bot.domain.periods import Period, period_before
from bot.models import Community
from bot.usecases.points.settling import number_of
from bot.views.buttons import data
from bot.views.figure_words import (
    MOST_NAME,
    about_waits,
    amounts,
    board_lines,
    categories,
    definition,
    figure_name,
    kinds,
    quiet,
)
from bot.views.fitting import brief
from bot.views.screen import Button, Screen
from bot.views.spans import period_words
from bot.views.words import Words

MOST_LINES = 6
"""Of one sort on a page; the paper has all."""
MOST_PLACES = 3
"""Of grids, and of buildings."""
MOST_THANKED = 10


class Page(StrEnum):
    """What a page shows; the value is what its button says."""

    OVERVIEW = "look"
    SORTS = "sorts"
    PLACES = "places"
    PEOPLE = "people"
    BOARD = "board"


OVERVIEW: Sequence[Sequence[Figure]] = (
    (Figure.RECEIVED, Figure.DONE, Figure.OPEN),
    (Figure.TO_CLAIM,),
    (Figure.TO_FINISH,),
    (Figure.CLAIMED_IN_TIME,),
    (Figure.FINISHED_IN_TIME, Figure.OVERDUE),
    (Figure.SATISFACTION,),
    (Figure.RESPONSE,),
)
"""Line by line; satisfaction never without how many said anything."""
PEOPLE: Sequence[Sequence[Figure]] = ((Figure.HOURS,), (Figure.POINTS,), (Figure.CALLS,))
NOTHING: Mapping[str, object] = {
    "lines": (), "sorts": (), "board": (), "thanked": "", "past": 0, "more": 0, "before": "", "quiet": None,
}  # fmt: skip
"""What a page does not show."""
Line = tuple[str, str, Counts]
"""A sign, a name, and how many."""


def report(words: Words, community: Community, facts: Report, *, page: Page, serial: int, over: bool) -> Screen:
    """One page, with the others, the paper, and, where the period is `over`, the group a tap away."""
    period, shown = facts.figures.period, _shown(words, facts, page)
    text = words.render(
        "report",
        community=community,
        period=period_words(words, period),
        **{**NOTHING, **shown},
    )
    buttons = [_tabs(words, community, facts, page, serial)]
    if page is Page.OVERVIEW:
        buttons += _deeds(words, community, period, serial, over=over)
    return Screen(text, tuple(row for row in buttons if row))


def _shown(words: Words, facts: Report, page: Page) -> Mapping[str, object]:
    """What stands on a page."""
    shows: Mapping[Page, Callable[[Words, Report], Mapping[str, object]]] = {
        Page.OVERVIEW: _overview,
        Page.SORTS: _sorts,
        Page.PLACES: _places,
        Page.PEOPLE: _people,
        Page.BOARD: _board,
    }
    return shows[page](words, facts)


def _overview(words: Words, facts: Report) -> Mapping[str, object]:
    lines = _lines(words, facts, OVERVIEW)
    compared = any(f"({sign}" in value for line in lines for _, value in line for sign in "+−")
    return {
        "lines": lines,
        "quiet": quiet(words, facts.figures),
        "past": facts.figures.past,
        "before": period_words(words, facts.before.period) if compared else "",
    }


def _lines(words: Words, facts: Report, of: Sequence[Sequence[Figure]]) -> list[list[tuple[str, str]]]:
    known = dict(amounts(words, facts.figures, facts.before))
    lines = [[(figure_name(words, figure), known[figure]) for figure in line if figure in known] for line in of]
    return [line for line in lines if line]


def _sorts(words: Words, facts: Report) -> Mapping[str, object]:
    by_kind = _counted("🗂", kinds(words, facts.figures.by_kind))
    by_category = _counted("🔧", categories(words, facts.figures.by_category))
    few = by_kind[:MOST_PLACES]
    return _some(by_kind + by_category, few + by_category[: MOST_LINES - len(few)])


def _places(_: Words, facts: Report) -> Mapping[str, object]:
    grids = _counted("🧭", list(facts.figures.by_grid.items()))
    buildings = _counted("🏠", list(facts.figures.by_building.items()))
    few = grids[:MOST_PLACES]
    return _some(grids + buildings, few + buildings[: MOST_LINES - len(few)])


def _counted(sign: str, named: Sequence[tuple[str, Counts]]) -> list[Line]:
    return [(sign, brief(name, MOST_NAME), counts) for name, counts in named if counts != Counts()]


def _some(every: Sequence[Line], few: Sequence[Line]) -> Mapping[str, object]:
    return {"sorts": few, "more": len(every) - len(few)}


def _people(words: Words, facts: Report) -> Mapping[str, object]:
    thanked = [f"{brief(one.name, MOST_NAME)} {one.points}" for one in facts.thanked]
    return {"lines": _lines(words, facts, PEOPLE), "thanked": words.listing(thanked, most=MOST_THANKED)}


def _board(words: Words, facts: Report) -> Mapping[str, object]:
    return {
        "board": board_lines(words, facts.board, MOST_LINES),
        "more": max(0, len(facts.board) - MOST_LINES),
    }


def how(words: Words, community: Community, period: Period, *, serial: int) -> Screen:
    """How each figure is counted."""
    lines = [
        (figure_name(words, figure), definition(words, figure))
        for figure in Figure
        if figure is not Figure.BOARD or community.ways().board
    ]
    text = words.render("report_how", lines=lines, waits=about_waits(words))
    back = _button(community, period, serial, "⬅️ " + words._("返回"), Page.OVERVIEW)
    return Screen(text, ((back,),))


def _tabs(words: Words, community: Community, facts: Report, page: Page, serial: int) -> tuple[Button, ...]:
    """The other pages on which there is something."""
    names = {
        Page.OVERVIEW: words._("总览"),
        Page.SORTS: words._("分类"),
        Page.PLACES: words._("楼栋网格"),
        Page.PEOPLE: words._("人员"),
        Page.BOARD: words._("红黑榜"),
    }
    return tuple(
        _button(community, facts.figures.period, serial, name, other)
        for other, name in names.items()
        if other is not page and (other is Page.OVERVIEW or any(_shown(words, facts, other).values()))
    )


def _deeds(
    words: Words, community: Community, period: Period, serial: int, *, over: bool
) -> tuple[tuple[Button, ...], ...]:
    paper = _button(community, period, serial, "🖨 " + words._("打印"), "paper")
    post = _button(community, period, serial, "📣 " + words._("发到群里"), "post")
    explain = _button(community, period, serial, "📖 " + words._("数字怎么来的"), "how")
    before = _button(community, period_before(period), serial, "◀ " + words._("上一期"), Page.OVERVIEW)
    return ((paper, post) if over else (paper,), (explain, before))


def _button(community: Community, period: Period, serial: int, label: str, act: str) -> Button:
    return Button(label, data=data("bull", community.id, act, number_of(period.begins), number_of(period.ends), serial))
