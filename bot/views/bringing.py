"""A record that is brought in: what was read, how far it is, what came of it, and the rows that were wrong."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from bot.domain.past import Column, PastTrouble
from bot.models import SheetImport
from bot.models.past import ImportState
from bot.reports.sheets import Cell
from bot.reports.workbooks import Sheet, xlsx
from bot.usecases.record.bringing import TO
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.record_sheet import head
from bot.views.screen import Button, File, Screen
from bot.views.words import Words

MOST_SAID = 20
MOST_NAMES = 6


def column_word(words: Words, column: Column) -> str:
    """What a column is called."""
    heads = head(words)
    order = (
        *(Column.NAME, Column.BUILDING, Column.WHAT, Column.PHONE),
        *(Column.VOLUNTEERS, Column.DAY, Column.RESULT, Column.POINTS, Column.NUMBER),
    )
    return heads[order.index(column)]


def trouble_word(words: Words, why: PastTrouble, said: str = "") -> str:
    """What is wrong with a row, and so how to put it right."""
    sentence = {
        PastTrouble.BUILDING: words._("楼号没写"),
        PastTrouble.WHAT: words._("维修事项没写"),
        PastTrouble.NO_DAY: words._("维修日期没写"),
        PastTrouble.DAY: words._("维修日期看不懂:「%(said)s」,请写成 2026-10-3"),
        PastTrouble.YEAR: words._("维修日期没写年份:「%(said)s」,请写成 2026-10-3"),
        PastTrouble.LATER: words._("维修日期还没到:「%(said)s」"),
        PastTrouble.PHONE: words._("联系电话不对:「%(said)s」"),
        PastTrouble.PHONE_CUT: words._("联系电话「%(said)s」被表格软件丢了后几位,请重新填"),
        PastTrouble.POINTS: words._("积分要写整数,现在是「%(said)s」"),
        PastTrouble.NOT_REPAIRED: words._("维修结果是「%(said)s」,没有修好的不算进旧记录"),
        PastTrouble.LONG: words._("有一格超过 500 字"),
    }[why]
    return sentence % {"said": brief(said, MOST_SAID)} if "%(said)s" in sentence else sentence


def _by_row(words: Words, bad: Iterable[Sequence[Any]]) -> dict[int, str]:
    """All that is wrong with each row, in words."""
    found: dict[int, str] = {}
    for row, why, said in bad:
        word = trouble_word(words, PastTrouble(why), said)
        found[row] = words._("%(one)s;%(other)s") % {"one": found[row], "other": word} if row in found else word
    return found


def card(words: Words, community: str, sheet: SheetImport, facts: Mapping[str, Any], *, undo: bool) -> Screen:
    """The one message about a spreadsheet, however far it is."""
    counts = sheet.counts
    bad = _by_row(words, facts["bad"])
    text = words.render(
        "import",
        community=community,
        state=str(sheet.state),
        good=counts["good"],
        known=counts["known"],
        count=counts["bad"],
        taken=counts["taken"],
        gone=counts.get("gone", 0),
        left=counts.get("left", 0),
        bad=list(bad.items()),
        more=counts["bad"] - len(bad),
        guessed=[(brief(said, MOST_SAID), column_word(words, Column(column))) for said, column in facts["guessed"]],
        years=words._("、").join(map(str, facts.get("years", ()))),
        same=words.listing(facts["same"], MOST_NAMES) if facts["same"] else None,
        undo=undo,
        asks=bool(facts.get("choose")),
    )
    return Screen(text, _buttons(words, sheet, facts, undo=undo))


def _buttons(
    words: Words, sheet: SheetImport, facts: Mapping[str, Any], *, undo: bool
) -> tuple[tuple[Button, ...], ...]:
    def button(label: str, act: str) -> Button:
        return Button(label, data=data("import", sheet.community_id, sheet.id, act))

    if sheet.state is ImportState.DONE and undo:
        return ((button("↩️ " + words._("撤销这次导入"), "undo"),),)
    if sheet.state is not ImportState.READ:
        return ()
    rows = [(button(brief(name, MOST_SAID), f"{TO}{one}"),) for one, name in facts.get("choose", ())]
    if sheet.counts["good"]:
        rows.append((button("✅ " + words._("导入好的 %(count)s 行") % {"count": sheet.counts["good"]}, "go"),))
        if facts["same"]:
            rows.append((button("👥 " + words._("导入,同名的就是队里的人"), "same"),))
    wrong = [button("❌ " + words._("列认错了"), "heads")] if facts["guessed"] else []
    return (*rows, (*wrong, button("⬅️ " + words._("取消"), "drop")))


def errors(words: Words, pages: Sequence[Mapping[str, Any]]) -> Screen:
    """The spreadsheet as it came, with what is wrong with a row behind it."""
    rows: list[list[Cell]] = [list(row) for page in pages for row in page["rows"]]
    wrong = _by_row(words, [each for page in pages for each in page["bad"]])
    width = max(map(len, rows), default=0)
    named = pages[0]["head"]
    for at, row in enumerate(rows, start=1):
        row.extend([None] * (width - len(row)))
        row.append(words._("错误说明") if at == named else wrong.get(at))
    first = [str(cell or "") for cell in rows[0]]
    name = words._("错误说明")
    file = File(f"{name}.xlsx", partial(xlsx, [Sheet(name, first, rows[1:])]))
    return Screen(words.render("import_errors", count=len(wrong)), files=(file,))
