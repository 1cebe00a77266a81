"""The points standard: as everybody reads it, as the group hears of a new one, and as a sheet."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from bot.domain.sheet_errors import RowError, RowTrouble
from bot.domain.standard import SIZES, Sharing, Standard
from bot.domain.standard_changes import Change
from bot.domain.urgency import Urgency
from bot.models import Community
from bot.reports.workbooks import xlsx
from bot.storage.points.standards import Published
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.labels import hours_word, size_word, skill_word
from bot.views.screen import Button, File, Screen
from bot.views.standard_words import change_lines, example_word, table_sheet
from bot.views.words import Words

LETTERS = "ABCDE"


def standard(
    words: Words, community: Community, *, since: date | None, edits: bool = False, link: str | None = None
) -> Screen:
    """The standard in force. `edits`: for whom may change it. `link`: in a group, where its sheet is given."""
    table = community.points_standard()
    text = words.render(
        "standard",
        community=community,
        since=None if since is None else words.day(since),
        table=table,
        sizes=_sizes(words, table),
        rows=[(skill_word(words, key), row) for key, row in sorted(table.rows.items())],
        urgent=table.bonus.get(Urgency.URGENT, 0),
        critical=table.bonus.get(Urgency.CRITICAL, 0),
        shared=table.sharing is Sharing.SPLIT,
    )
    label = "📄 " + words._("下载表格")
    if link is not None:
        return Screen(text, ((Button(label, url=link),),))
    buttons = [Button(label, data=data("std", community.id, "sheet"))]
    if edits:
        buttons.append(Button("✏️ " + words._("改标准"), data=data("std", community.id, "edit")))
    return Screen(text, (tuple(buttons),))


def _sizes(words: Words, table: Standard) -> list[dict[str, object]]:
    return [
        {
            "name": size_word(words, size),
            "points": points,
            "hours": hours_word(words, table.minutes_of(size)),
            "example": example_word(words, table, size),
        }
        for size, points in zip(SIZES, table.default_row, strict=True)
    ]


def news(words: Words, community: Community, published: Published, changes: Sequence[Change]) -> Screen:
    """The group hears what a new version changed."""
    return Screen(
        words.render(
            "standard_news",
            community=community,
            version=published.version,
            changes=change_lines(words, changes),
        )
    )


def sheet(words: Words, community: Community) -> Screen:
    """The standard as a file, which may be changed and sent back."""
    name = words._("积分标准")
    file = File(
        f"{name}-{community.standard_version}.xlsx", partial(xlsx, (table_sheet(words, community.points_standard()),))
    )
    return Screen(words.render("standard_sheet", community=community), files=(file,))


def errors(words: Words, found: Sequence[RowError], count: int) -> Screen:
    """A sheet that was not taken, cell by cell."""
    lines = [
        words._("%(cell)s「%(said)s」:%(why)s")
        % {
            "cell": f"{LETTERS[min(error.column, len(LETTERS)) - 1]}{error.row}",
            "said": brief(error.said, 20),
            "why": _why(words, error.why),
        }
        for error in found
    ]
    return Screen(words.render("standard_errors", lines=lines, more=count - len(lines)))


def _why(words: Words, why: RowTrouble) -> str:
    return {
        RowTrouble.UNKNOWN: words._("没有这一项"),
        RowTrouble.NUMBER: words._("要写数字,不能太大"),
        RowTrouble.CHOICE: words._("写「各得全分」或「平分」"),
        RowTrouble.LONG: words._("太长了"),
        RowTrouble.TWICE: words._("前面写过了"),
    }[why]
