"""Reports: a quick look, the group's bulletin, the paper of staff; their screen: `bot.views.report_pages`."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.figures import Figure, Figures, Report
from bot.domain.periods import Every, Period, period_of, week_of
from bot.models import Community
from bot.views.bulletin_paper import pictured, printed
from bot.views.figure_words import MOST_NAME, amounts, board_lines, categories, figure_name, most_and_rest, names
from bot.views.fitting import brief
from bot.views.screen import Screen
from bot.views.spans import period_words
from bot.views.words import Words

MOST_SORTS = 6
"""Categories that are named to the group, the others together being one of them; the paper has all."""
MOST_THANKED = 10
MOST_PARTIES = 5
"""In the group; the paper has all."""
IN_GROUP = frozenset(
    {
        Figure.RECEIVED,
        Figure.DONE,
        Figure.OPEN,
        Figure.OVERDUE,
        Figure.FINISHED_IN_TIME,
        Figure.SATISFACTION,
        Figure.HOURS,
    }
)
"""What the group's bulletin names; the rest is for staff."""


def stats(words: Words, community: Community, spans: Sequence[tuple[str, Figures]]) -> Screen:
    """This week and this month so far: one line each."""
    titles = {"week": words._("本周"), "month": words._("本月")}
    lines = [
        {"title": titles[name], "counts": figures.all, "satisfied": figures.satisfaction} for name, figures in spans
    ]
    return Screen(words.render("stats", community=community, lines=lines, overdue=spans[-1][1].overdue))


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
        sorts=[
            f"{brief(name, MOST_NAME)} {count}"
            for name, count in most_and_rest(words, categories(words, figures.by_category), MOST_SORTS)
        ],
        board=board_lines(words, report.board, MOST_PARTIES),
        past=figures.past,
        thanked=words.listing([brief(one, MOST_NAME) for one in names(words, report.thanked)], most=MOST_THANKED),
    )
    return Screen(text, picture=pictured(words, community, report))


def paper(words: Words, community: Community, facts: Report, made: datetime) -> Screen:
    """The report to be printed."""
    period = period_words(words, facts.figures.period)
    text = words._("🖨 %(period)s 工单报告,可以打印") % {"period": period}
    return Screen(text, files=(printed(words, community, facts, words.moment_of_year(made, community.zone)),))


def spans_so_far(today: Period) -> tuple[tuple[str, Period], ...]:
    """The week and the month in which a day lies (as a period of one day)."""
    return ("week", week_of(today.begins)), ("month", period_of(today.begins, Every.MONTH))
