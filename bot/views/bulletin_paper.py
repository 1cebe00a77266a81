"""A report as facts for the templates: the whole of it on paper, the most important as a picture."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from babel.dates import format_date

from bot.domain.figures import Counts, Figure, Report, Stretch
from bot.models import Community
from bot.reports import paper
from bot.views.figure_words import (
    about_waits,
    amounts,
    categories,
    definition,
    figure_name,
    kinds,
    most_and_rest,
    quiet,
    responsible,
    share_words,
)
from bot.views.screen import File
from bot.views.spans import period_words
from bot.views.words import SOURCE, Words

TEMPLATE = "bulletin"
MOST_ROWS = 200
"""Of a table; a community has no more buildings."""
MOST_BARS = 6
WAITS = frozenset({Figure.TO_CLAIM, Figure.TO_FINISH})
"""Their values are sentences: each has a line of its own."""


def printed(words: Words, community: Community, report: Report, made: str) -> File:
    """The report as a PDF."""
    facts = _facts(words, community, report, made)
    name = f"{words._('工单报告')}-{report.figures.period.begins}-{report.figures.period.ends - timedelta(days=1)}.pdf"
    return File(name, partial(paper.pdf, TEMPLATE, facts))


def pictured(words: Words, community: Community, report: Report) -> File:
    """The report as a picture for the group."""
    facts = {
        **_facts(words, community, report, ""),
        "picture": True,
        **_title(words, report, words._("工单通报")),
    }
    return File("bulletin.png", partial(paper.png, TEMPLATE, facts), picture=True)


def _title(words: Words, report: Report, what: str) -> dict[str, str]:
    period = period_words(words, report.figures.period)
    return {"title": f"{what} · {period}", "what": what, "period": period}


def _facts(words: Words, community: Community, report: Report, made: str) -> dict[str, object]:
    figures = report.figures
    known = amounts(words, figures, report.before)
    told = [figure for figure in Figure if figure is not Figure.BOARD or report.board]
    return {
        "picture": False,
        "language": words.locale[:2],
        **_title(words, report, words._("工单报告")),
        "community": community.name,
        "made": made,
        "received": figure_name(words, Figure.RECEIVED),
        "done": figure_name(words, Figure.DONE),
        "main": _main(words, report),
        "lines": [(figure_name(words, figure), value) for figure, value in known if figure not in WAITS],
        "long": [(figure_name(words, figure), value) for figure, value in known if figure in WAITS],
        "quiet": quiet(words, figures) or "",
        "pieces": [_piece(words, piece) for piece in report.stretches],
        "bars": most_and_rest(words, categories(words, figures.by_category), MOST_BARS),
        "tables": _tables(words, report),
        "thanks": figure_name(words, Figure.THANKS),
        "thanked": words._("、").join(f"{one.name} {one.points}" for one in report.thanked),
        "how": words._("这些数怎么算的"),
        "definitions": [(figure_name(words, figure), definition(words, figure)) for figure in told],
        "waits": about_waits(words),
    }


def _main(words: Words, report: Report) -> list[dict[str, str]]:
    """The few numbers that are read first."""
    found = report.figures
    numbers = {
        Figure.RECEIVED: str(found.all.received),
        Figure.DONE: str(found.all.done),
        Figure.OPEN: str(found.all.open),
        Figure.OVERDUE: str(found.overdue) if found.all.open else "",
        Figure.SATISFACTION: "" if found.satisfaction.share is None else f"{found.satisfaction.share}%",
    }
    # A share of one is no share of a hundred: how many stands beside it.
    of = {Figure.SATISFACTION: f"{found.satisfaction.satisfied}/{found.satisfaction.rated}"}
    return [
        {"name": figure_name(words, figure), "value": value, "of": of.get(figure, "")}
        for figure, value in numbers.items()
        if value
    ]


def _piece(words: Words, piece: Stretch) -> dict[str, object]:
    first, last = piece.period.begins, piece.period.ends - timedelta(days=1)
    day = "M.d" if words.locale == SOURCE else "MMM d"
    if first == last:
        label = format_date(first, day, locale=words.locale)
    elif (first.day, piece.period.ends.day) == (1, 1):
        label = format_date(first, "M月" if words.locale == SOURCE else "MMM", locale=words.locale)
    else:
        short = day if words.locale == SOURCE or first.month != last.month else "d"
        label = f"{format_date(first, day, locale=words.locale)}–{format_date(last, short, locale=words.locale)}"
    return {"label": label, "received": piece.received, "done": piece.done}


def _tables(words: Words, report: Report) -> list[dict[str, object]]:
    figures = report.figures
    head = [figure_name(words, figure) for figure in (Figure.RECEIVED, Figure.DONE, Figure.OPEN)]
    sorts = {
        words._("类型"): kinds(words, figures.by_kind),
        words._("工种"): categories(words, figures.by_category),
        words._("网格"): list(figures.by_grid.items()),
        words._("楼栋"): list(figures.by_building.items()),
    }
    tables: list[dict[str, object]] = [
        {"title": _upper(title), "head": [_upper(title), *head], "rows": _rows(rows)}
        for title, rows in sorts.items()
        if rows
    ]
    if report.board:
        tables.append(_board(words, report))
    return tables


def _upper(title: str) -> str:
    """As a heading begins."""
    return title[:1].upper() + title[1:]


def _rows(rows: Sequence[tuple[str, Counts]]) -> list[list[str]]:
    return [[name, *(str(count) for count in (of.received, of.done, of.open))] for name, of in rows[:MOST_ROWS]]


def _board(words: Words, report: Report) -> dict[str, object]:
    rows = [
        [
            responsible(words, one),
            str(one.overdue),
            str(one.done),
            share_words(words, one.in_time) if one.in_time.whole else "—",
            share_words(words, one.satisfied) if one.satisfied.whole else "—",
        ]
        for one in report.board
    ]
    head = [
        "",
        figure_name(words, Figure.OVERDUE),
        figure_name(words, Figure.DONE),
        words._("按时"),
        figure_name(words, Figure.SATISFACTION),
    ]
    return {"title": figure_name(words, Figure.BOARD), "head": head, "rows": rows}
