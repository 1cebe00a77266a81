"""The shelf as a spreadsheet: sent to be filled in, and what was read of one that came back."""

from collections.abc import Sequence
from functools import partial

from bot.language.sheets.goods_rows import RowTrouble
from bot.reports.workbooks import Sheet, xlsx
from bot.storage.goods.shop import ItemFacts
from bot.storage.requests.drafts import DraftFacts
from bot.views.buttons import data
from bot.views.screen import Button, File, Screen
from bot.views.words import Words

MOST_SHOWN = 3
"""Wrong rows that are named one by one."""


def asked(words: Words, draft: DraftFacts, items: Sequence[ItemFacts]) -> Screen:
    """Which file? The shelf as it is goes along."""
    rows = [[item.name, int(item.price), item.per_person, item.unit, item.stock + item.held] for item in items]
    drawn = partial(xlsx, [Sheet(words._("货架"), _heads(words), rows)])
    file = File(words._("货架") + ".xlsx", drawn)
    return Screen(words.render("goods_asked"), ((_keep(words, draft),),), files=(file,))


def _heads(words: Words) -> list[str]:
    """The columns; what is bought and what it cost is left to be filled in."""
    return [
        words._("名称"),
        words._("积分"),
        words._("每人限换"),
        words._("单位"),
        words._("现有"),
        words._("进货"),
        words._("花费(元)"),
    ]


def _keep(words: Words, draft: DraftFacts) -> Button:
    return Button("⬅️ " + words._("不改了"), data=data("keepset", draft.kind, draft.serial))


def looked_at(words: Words, draft: DraftFacts) -> Screen:
    """What was read: how many rows can be taken, and which cannot, row by row."""
    good, wrong, count = draft.payload["good"], draft.payload["wrong"], draft.payload["count"]
    text = words.render(
        "goods_read",
        good=len(good),
        count=count,
        wrong=[(row, trouble_word(words, RowTrouble(trouble))) for row, trouble in wrong[:MOST_SHOWN]],
        more=count - min(MOST_SHOWN, len(wrong)),
    )
    put = Button("✅ " + words._("放上 %(count)s 样") % {"count": len(good)}, data=data("goods", draft.serial))
    return Screen(text, ((put, _keep(words, draft)) if good else (_keep(words, draft),),))


def trouble_word(words: Words, trouble: RowTrouble) -> str:
    """What is wrong with a row, and so how to put it right."""
    return {
        RowTrouble.NAME: words._("名称没写,或超过 30 字"),
        RowTrouble.PRICE: words._("积分要写 1 到 100000 的整数"),
        RowTrouble.COUNT: words._("进货要写整数"),
        RowTrouble.LIMIT: words._("每人限换要写整数,或者空着"),
        RowTrouble.COST: words._("花费要写钱数,例如 85.5"),
        RowTrouble.UNIT: words._("单位太长"),
        RowTrouble.TWICE: words._("和上面一行重名"),
        RowTrouble.INCOMPLETE: words._("新货要写积分和进货数量"),
    }[trouble]


def ended(words: Words, how: str, done: int | None) -> Screen:
    """The question, when it is over, or goes on further down."""
    if done is not None:
        return Screen(words._("✅ 放上了 %(count)s 样,看货架发 /stock") % {"count": done})
    return Screen(words._("👇 接着看下面那条") if how == "moved" else words._("没有改动"))
