"""Reports: a quick look, the group's bulletin, the report of staff and its paper."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.figures import Answerable, Counts, Figure, Figures, Report
from bot.domain.periods import Every, Period, period_before, period_of, week_of
from bot.models import Community
from bot.usecases.settling import number_of
from bot.views.bulletin_paper import pictured, printed
from bot.views.buttons import data
from bot.views.figure_words import (
    about_waits,
    amounts,
    categories,
    definition,
    figure_name,
    kinds,
    names,
    responsible,
    share_words,
)
from bot.views.fitting import brief
from bot.views.screen import Button, Screen
from bot.views.spans import period_words
from bot.views.words import Words

MOST_SORTS = 6
"""Categories and buildings that are named on a screen; the paper has all."""
MOST_THANKED = 10
MOST_NAME = 24
MOST_PARTIES = 5
"""On a screen; the paper has all."""
IN_GROUP = frozenset(
    {Figure.RECEIVED, Figure.DONE, Figure.OPEN, Figure.FINISHED_IN_TIME, Figure.SATISFACTION, Figure.HOURS}
)
"""What the group's bulletin names; the rest is for staff."""


def stats(words: Words, community: Community, spans: Sequence[tuple[str, Figures]]) -> Screen:
    """This week and this month so far: one line each."""
    titles = {"week": words._("本周"), "month": words._("本月")}
    lines = [
        {"title": titles[name], "counts": figures.all, "satisfied": figures.satisfaction} for name, figures in spans
    ]
    return Screen(words.render("stats", community=community, lines=lines))


def _sorts(named: Sequence[tuple[str, Counts]]) -> list[str]:
    return [f"{brief(name, MOST_NAME)} {counts.received}" for name, counts in named if counts.received][:MOST_SORTS]


def _board_lines(words: Words, board: Sequence[Answerable]) -> list[dict[str, str]]:
    """Each responsible party with what is known of it."""
    return [
        {
            "name": responsible(words, one),
            "done": str(one.done),
            "in_time": share_words(one.in_time) if one.in_time.whole else "",
            "satisfied": share_words(one.satisfied) if one.satisfied.whole else "",
        }
        for one in board[:MOST_PARTIES]
    ]


def bulletin(words: Words, community: Community, report: Report) -> Screen:
    """What the group reads: nobody is named who does not want it, and nobody's home."""
    figures = report.figures
    lines = [
        (figure_name(words, figure), value)
        for figure, value in amounts(words, figures, report.before)
        if figure in IN_GROUP
    ]
    text = words.render(
        "bulletin",
        community=community,
        period=period_words(words, figures.period),
        lines=lines,
        sorts=_sorts(categories(words, figures.by_category)),
        board=_board_lines(words, report.board),
        thanked=words.listing([brief(one, MOST_NAME) for one in names(words, report.thanked)], most=MOST_THANKED),
    )
    return Screen(text, picture=pictured(words, community, report))


def report(words: Words, community: Community, facts: Report, *, serial: int, over: bool) -> Screen:
    """What staff read, with the paper a tap away, and the group where the period is `over`."""
    figures = facts.figures
    lines = [(figure_name(words, figure), value) for figure, value in amounts(words, figures, facts.before)]
    text = words.render(
        "report",
        community=community,
        period=period_words(words, figures.period),
        before=period_words(words, facts.before.period),
        lines=lines,
        kinds=_sorts(kinds(words, figures.by_kind)),
        sorts=_sorts(categories(words, figures.by_category)),
        buildings=_sorts(list(figures.by_building.items())),
        grids=_sorts(list(figures.by_grid.items())),
        board=_board_lines(words, facts.board),
        thanked=words.listing(
            [f"{brief(one.name, MOST_NAME)} {one.points}" for one in facts.thanked], most=MOST_THANKED
        ),
    )
    return Screen(text, _buttons(words, community, figures.period, serial, over=over))


def paper(words: Words, community: Community, facts: Report, made: datetime) -> Screen:
    """The report to be printed."""
    period = period_words(words, facts.figures.period)
    text = words._("🖨 %(period)s 工单报告,可以打印") % {"period": period}
    return Screen(text, files=(printed(words, community, facts, words.moment_of_year(made, community.zone)),))


def how(words: Words, community: Community, period: Period, *, serial: int) -> Screen:
    """How each figure is counted."""
    lines = [
        (figure_name(words, figure), definition(words, figure))
        for figure in Figure
        if figure is not Figure.BOARD or community.ways().board
    ]
    text = words.render("report_how", lines=lines, waits=about_waits(words))
    back = _button(community, period, serial, "⬅️ " + words._("返回"), "look")
    return Screen(text, ((back,),))


def _button(community: Community, period: Period, serial: int, label: str, act: str) -> Button:
    return Button(label, data=data("bull", community.id, act, number_of(period.begins), number_of(period.ends), serial))


def _buttons(
    words: Words, community: Community, period: Period, serial: int, *, over: bool
) -> tuple[tuple[Button, ...], ...]:
    paper = _button(community, period, serial, "🖨 " + words._("打印"), "paper")
    post = _button(community, period, serial, "📣 " + words._("发到群里"), "post")
    explain = _button(community, period, serial, "📖 " + words._("数字怎么来的"), "how")
    before = _button(community, period_before(period), serial, "◀ " + words._("上一期"), "look")
    return ((paper, post) if over else (paper,), (explain, before))


def spans_so_far(today: Period) -> tuple[tuple[str, Period], ...]:
    """The week and the month in which a day lies (as a period of one day)."""
    return ("week", week_of(today.begins)), ("month", period_of(today.begins, Every.MONTH))
