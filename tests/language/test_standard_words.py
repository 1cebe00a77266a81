"""Lines and rows in which a standard is typed: what they change, and which cells cannot be taken."""

import pytest

from bot.domain.sheet_errors import RowError, RowTrouble
from bot.domain.size import Size
from bot.language.lines.standard_words import read_line, read_standard_rows


def row(category: str, *points: int) -> dict[str, int]:
    return {f"row.{category}.{size}": value for size, value in zip(Size, points, strict=True)}


@pytest.mark.parametrize(
    ("line", "changes"),
    [
        ("木工 10 15 25 50", row("carpentry", 10, 15, 25, 50)),
        ("Drain cleaner 1 2 3 4", row("drains", 1, 2, 3, 4)),
        ("其他 1、2、3、4", row("*", 1, 2, 3, 4)),
        ("1/2/3/4", row("*", 1, 2, 3, 4)),
        ("加急 +7", {"bonus.urgent": 7}),
        ("每天最多 不限", {"day_cap": 0}),
        ("daily cap 50", {"day_cap": 50}),
        ("几人合作 平分", {"sharing": "split"}),
        ("小时 0.5 1.5 4小时 8h", {f"minutes.{size}": m for size, m in zip(Size, (30, 90, 240, 480), strict=True)}),
        ("见面礼 10分", {"gift": 10}),
        *(
            (nonsense, None)
            for nonsense in ("木工 10", "木工 1 2 3 99999", "飞天 1 2 3 4", "夜间", "夜间 多", "普通 3", "")
        ),
    ],
)
def test_a_line_says_which_place_and_what(line: str, changes: dict[str, int | str] | None) -> None:
    assert read_line(line) == changes


def test_a_row_without_numbers_follows_all_others_and_every_cell_that_cannot_be_is_named() -> None:
    rows = [
        ["项目", "小修", "中修", "大修", "特大"],
        ["木工", "", " "],
        [],
        ["夜间", "5"],
        ["焊工", "1", "2", "三", "1001"],
        ["几人合作", "抽签"],
        ["举例", "灯泡", "", "x" * 61, "默认"],
        ["晚上", "6"],
        ["电梯"],
    ]
    changes, errors = read_standard_rows(rows)
    told = {"examples.small": "灯泡", "examples.medium": "", "examples.huge": ""}
    assert changes == {"row.carpentry": "", "night": 5, "row.welding.small": 1, "row.welding.medium": 2, **told}
    assert errors == [
        RowError(5, 4, "三", RowTrouble.NUMBER),
        RowError(5, 5, "1001", RowTrouble.NUMBER),
        RowError(6, 2, "抽签", RowTrouble.CHOICE),
        RowError(7, 4, "x" * 61, RowTrouble.LONG),
        RowError(8, 1, "晚上", RowTrouble.TWICE),
        RowError(9, 1, "电梯", RowTrouble.UNKNOWN),
    ]
