"""The words of the points standard: what its places are called, what stands in them, and all of it as a table."""

from collections.abc import Sequence

from bot.domain.size import Size
from bot.domain.standard import SIZES, Sharing, Standard
from bot.domain.standard_changes import ALL_OTHERS, BONUSES, Change, Place, Value
from bot.domain.urgency import Urgency
from bot.reports.sheets import Cell
from bot.reports.workbooks import Sheet
from bot.views.fitting import brief
from bot.views.labels import hours_word, size_word, skill_word, urgency_word
from bot.views.words import Words

MOST_CHANGES = 6
"""Named in one message; who wants all of them looks at the sheet."""


def example_word(words: Words, table: Standard, size: Size) -> str:
    """A job of this size: the community's own words, or the program's."""
    usual = {
        Size.SMALL: words._("换灯泡、换水龙头芯"),
        Size.MEDIUM: words._("换门锁、通下水道"),
        Size.LARGE: words._("换一扇门、修一段水管"),
        Size.HUGE: words._("粉刷一间房、重排线路"),
    }
    return table.examples.get(size) or usual[size]


def change_lines(words: Words, changes: Sequence[Change]) -> list[str]:
    """What was, and what is instead: 木工·中修 10 → 15."""
    lines = [
        f"{place_word(words, change.place)} {value_word(words, change.place, change.before)} → "
        f"{value_word(words, change.place, change.after)}"
        for change in changes[:MOST_CHANGES]
    ]
    if len(changes) > MOST_CHANGES:
        lines.append(words._("……一共改了 %(count)s 处") % {"count": len(changes)})
    return lines


def place_word(words: Words, place: Place) -> str:
    """What a place of the standard is called."""
    if place.name == "bonus":
        return urgency_word(words, Urgency(place.column))
    if place.name in ("row", "minutes", "examples"):
        first = (
            {"minutes": words._("约需"), "examples": words._("举例")}.get(place.name)
            if place.name != "row"
            else category_word(words, place.category)
        )
        return f"{first}·{size_word(words, Size(place.column))}"
    return plain_word(words, place.name)


def category_word(words: Words, category: str) -> str:
    """A trade, or 其他工种 for all that have no row of their own."""
    return words._("其他工种") if category == ALL_OTHERS else skill_word(words, category) or category


def plain_word(words: Words, name: str) -> str:
    """A place that stands for itself, as the sheet has it."""
    return {
        "night": words._("夜间"),
        "holiday": words._("节假日"),
        "sharing": words._("几人合作"),
        "day_cap": words._("每天最多"),
        "month_cap": words._("每月最多"),
        "rating": words._("住户评价"),
        "ratings_a_day": words._("每天评价最多"),
        "gift": words._("见面礼"),
    }[name]


def value_word(words: Words, place: Place, value: Value) -> str:
    """What stands in a place."""
    if place.name == "sharing":
        return words._("平分") if value == Sharing.SPLIT else words._("各得全分")
    if place.name == "minutes":
        return hours_word(words, int(value))
    if place.name in ("day_cap", "month_cap") and not value:
        return words._("不限")
    if place.name == "examples":
        return brief(str(value), 30) if value else words._("默认的")
    return str(value)


def table_sheet(words: Words, table: Standard) -> Sheet:
    """The standard as `bot.language.lines.standard_words` reads it again."""
    rows: list[list[Cell]] = [
        [words._("约需(小时)"), *(round(minutes / 60, 2) for minutes in table.minutes)],
        [words._("举例"), *(example_word(words, table, size) for size in SIZES)],
        [category_word(words, ALL_OTHERS), *table.default_row],
    ]
    rows += [[category_word(words, key), *row] for key, row in sorted(table.rows.items())]
    rows += [[urgency_word(words, each), table.bonus.get(each, 0)] for each in BONUSES]
    rows += [
        [plain_word(words, "night"), table.night],
        [plain_word(words, "holiday"), table.holiday],
        [plain_word(words, "sharing"), value_word(words, Place("sharing"), table.sharing)],
        [plain_word(words, "day_cap"), table.day_cap or words._("不限")],
        [plain_word(words, "month_cap"), table.month_cap or words._("不限")],
        [plain_word(words, "rating"), table.rating],
        [plain_word(words, "ratings_a_day"), table.ratings_a_day],
        [plain_word(words, "gift"), table.gift],
    ]
    return Sheet(words._("积分标准"), [words._("项目"), *(size_word(words, size) for size in SIZES)], rows)
