"""One line about goods, and a sheet of them: what is understood, and what is about something else."""

from hypothesis import given
from hypothesis import strategies as st

from bot.language.lines.item_line import ItemLine, read_item_line
from bot.language.sheets.goods_rows import RowTrouble, read_goods

LINES = {
    "毛巾 20分 30条 每人2": ItemLine("毛巾", price=20, count=30, unit="条", per_person=2),
    "毛巾20分30条每人2": ItemLine("毛巾", price=20, count=30, unit="条", per_person=2),
    "毛巾,20积分,30条,每人限换2条": ItemLine("毛巾", price=20, count=30, unit="条", per_person=2),
    "毛巾 +10": ItemLine("毛巾", more=10),
    "毛巾 加10条 进价85.5元": ItemLine("毛巾", more=10, unit="条", cost=8550),
    "５号电池　15分 20节 ¥40": ItemLine("5号电池", price=15, count=20, unit="节", cost=4000),
    "5号电池4节装 15分 20包": ItemLine("5号电池4节装", price=15, count=20, unit="包"),
    "A4纸 10分 5包。": ItemLine("A4纸", price=10, count=5, unit="包"),
    "毛巾 25分": ItemLine("毛巾", price=25),
    "毛巾 下架": ItemLine("毛巾", on_shelf=False),
    "毛巾 重新上架": ItemLine("毛巾", on_shelf=True),
    "Rice cooker 300 points 2 pcs limit 1 cost 598": ItemLine(
        "Rice cooker", price=300, count=2, unit="pcs", per_person=1, cost=59800
    ),
}
OTHERS = (
    "2号楼 灯不亮",
    "今天加班 20分钟",
    "毛巾 20分 30条 送王阿姨",
    "20分",
    "",
    "毛巾",
    "毛巾 20分 25分",
    "毛巾\n20分",
)


def test_a_line_is_read_as_people_write_it() -> None:
    assert {line: read_item_line(line) for line in LINES} == LINES


def test_what_is_about_something_else_is_left_alone() -> None:
    assert [line for line in OTHERS if read_item_line(line)] == []


@given(st.text(max_size=150))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    read = read_item_line(text)
    assert read is None or read.name.strip()


def test_a_sheet_is_read_row_by_row_and_says_what_is_wrong_where() -> None:
    rows = [
        ["阡上社区货架", "", ""],
        ["名称", "积分", "进货数量", "每人限换", "单位", "花费(元)", "现有"],
        ["毛巾", "20", "30", "2", "条", "255.00", "4"],
        ["暖壶", "40分", "5把", "", "", "", ""],
        ["", "", "", "", "", "", ""],
        ["香皂", "五分", "10", "", "", "", ""],
        ["毛巾", "20", "3", "", "", "", ""],
        ["牙刷", "3", "-1", "", "", "", ""],
        ["", "3", "1", "", "", "", ""],
        ["脸盆", "30", "2", "0", "", "", ""],
        ["雨伞", "30", "2", "", "", "很贵", ""],
    ]
    found = read_goods(rows)
    assert found is not None
    assert found.good == (
        ItemLine("毛巾", price=20, count=30, unit="条", per_person=2, cost=25500),
        ItemLine("暖壶", price=40, count=5),
    )
    assert found.wrong == (
        (6, RowTrouble.PRICE),
        (7, RowTrouble.TWICE),
        (8, RowTrouble.COUNT),
        (9, RowTrouble.NAME),
        (10, RowTrouble.LIMIT),
        (11, RowTrouble.COST),
    )
    assert read_goods([["张三", "李四"], ["1", "2"]]) is None


@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=6))
def test_any_sheet_below_a_head_is_read_without_a_fault(rows: list[list[str]]) -> None:
    read = read_goods([["name", "points", "bought", "limit", "cost", "unit"], *rows])
    assert read is not None
    assert len(read.good) + len(read.wrong) <= len(rows)
