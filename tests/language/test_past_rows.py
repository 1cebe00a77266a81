"""Days and totals of sheets that were kept by hand."""

from collections.abc import Sequence
from datetime import date

from bot.domain.past import PastSheet, PastTrouble
from bot.language.sheets.past_rows import read_past

TODAY = date(2026, 11, 23)
HEADS = ("楼号", "维修事项", "维修日期", "积分", "联系电话")


def sheet(*days: str, title: str = "维修统计表", more: Sequence[Sequence[str]] = ()) -> PastSheet:
    return read_past([(title,), HEADS, *(("5号楼", "灯不亮", day) for day in days), *more], TODAY)


def days_of(found: PastSheet) -> list[str]:
    return [str(line.day) for line in found.good]


def test_a_day_is_read_as_people_write_it() -> None:
    found = sheet("25.3.1", "2025.3", "2025年10月", "2025-3-2 下午")
    assert days_of(found) == ["2025-03-01", "2025-03-01", "2025-10-01", "2025-03-02"]


def test_a_day_without_a_year_takes_the_titles_or_its_neighbours() -> None:
    titled = sheet("3.1", "12月30日", title="2024年维修统计表")
    assert (days_of(titled), titled.years) == (["2024-03-01", "2024-12-30"], (2024,)), "and it is told which"
    assert sheet("2024.3.1", title="2024年维修统计表").years == ()
    assert days_of(sheet("2024.12.28", "12.30", "1.3", title="2024-2025年")) == [
        "2024-12-28",
        "2024-12-30",
        "2025-01-03",
    ]


def test_a_year_that_nothing_tells_is_asked_for() -> None:
    found = sheet("3.1", "12.30", "2025.1", "2.30", title="2024-2025年")
    assert [row.why for row in found.bad] == [PastTrouble.YEAR, PastTrouble.YEAR, PastTrouble.DAY, PastTrouble.YEAR]


def test_sums_without_a_word_are_no_repair_and_a_rounded_phone_is_no_number() -> None:
    more = [("", "", "", "15"), ("5号楼", "灯不亮", "2025.3.1", "", "1.3812345678E+10"), ("", "灯不亮", "", "5")]
    found = sheet(more=[*more, ("5号楼", "灯不亮", "2025.3.1", "", "1.38E+10")])
    assert [line.phone for line in found.good] == ["+8613812345678"]
    wrong = [(5, PastTrouble.BUILDING), (5, PastTrouble.NO_DAY), (6, PastTrouble.PHONE_CUT)]
    assert [(row.row, row.why) for row in found.bad] == wrong, "all that is wrong with a row"
    assert found.wrong_rows == [5, 6]


def test_what_was_not_repaired_is_not_taken_for_done() -> None:
    said = ["没修好", "未修好", "没人", "未处理,等配件", "没有人在家", "Not repaired"]
    done = ["已修好", "", "第一次没修好,后来修好了", "没修好,第二天修好了", "换了新的,没问题", "没人收费"]
    rows = [("5号楼", "灯不亮", "2025.3.1", result) for result in (*said, *done)]
    found = read_past([("楼号", "维修事项", "维修日期", "维修结果"), *rows], TODAY)
    assert [(row.why, row.said) for row in found.bad] == [(PastTrouble.NOT_REPAIRED, result) for result in said]
    assert [line.result or "" for line in found.good] == done
