"""Spreadsheets of any length: what is written as it is made reads as what was meant, and is no formula."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import openpyxl

from bot.reports.books import CsvBook, XlsxBook
from bot.reports.sheets import Cell, read_rows

MADE = datetime(2026, 11, 3, 8, 5)  # noqa: DTZ001 - a sheet knows no zone
FORMULA = "=cmd|'/c calc'!A0"
ODD = "a<&\"'>b\x00\x0b_x0041_ \n末 😀\ud800"
ROWS: list[list[Cell]] = [
    [FORMULA, 5, None, date(2026, 11, 3)],
    [ODD, 7.5, " 空 ", MADE],
    ["13800138000", -1, "@SUM(1)", None],
]


def written(most: int = 10) -> bytes:
    out = io.BytesIO()
    with XlsxBook(out, made=MADE, most=most) as book:
        book.sheet("积分/标准", ["名称", "分", "", "<日>"], [12, 8, 8, 200])
        for row in ROWS:
            book.row(row)
        book.sheet("A & B", ["空"], [8])
    return out.getvalue()


def test_a_stream_is_a_book_of_sheets_in_which_all_that_people_wrote_is_text() -> None:
    first = written()
    assert first == written()
    book = openpyxl.load_workbook(io.BytesIO(first))
    assert book.sheetnames == ["积分 标准", "A & B"]
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == ["名称", "分", "", "<日>"]
    assert (page["A1"].font.bold, page.freeze_panes, page.column_dimensions["A"].width) == (True, "A2", 12)
    assert [cell.value for cell in page[2]] == [FORMULA, 5, None, datetime(2026, 11, 3)]  # noqa: DTZ001
    assert (page["A2"].data_type, page["A4"].data_type, page["D2"].number_format) == ("s", "s", "yyyy\\-mm\\-dd")
    assert [cell.value for cell in page[3]][1:] == [7.5, " 空 ", MADE]
    assert book.properties.created == MADE
    parts = zipfile.ZipFile(io.BytesIO(first))
    sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "a&lt;&amp;\"'&gt;b_x0000__x000B__x005F_x0041_ \n末 😀?" in sheet
    assert read_rows(first)[3] == ["13800138000", "-1", "@SUM(1)"]


def test_what_is_too_long_for_a_sheet_goes_on_in_the_next() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(most=2)))
    assert book.sheetnames == ["积分 标准", "积分 标准 2", "A & B"]
    assert [row[0].value for row in book.worksheets[1].rows] == ["名称", "13800138000"]


def test_a_book_that_breaks_off_is_none() -> None:
    out = io.BytesIO()
    with suppress(TypeError), XlsxBook(out, made=MADE) as book:
        book.sheet("a", ["b"], [8])
        book.row(None)  # type: ignore[arg-type]
    assert "xl/workbook.xml" not in zipfile.ZipFile(out).namelist()


def test_a_text_file_has_the_first_sheet_alone_and_no_formulas() -> None:
    out = io.BytesIO()
    with CsvBook(out) as book:
        book.sheet("a", ["名称"], [8])
        for row in ROWS:
            book.row(row)
        book.sheet("b", ["不写"], [8])
    lines = out.getvalue().decode("utf-8-sig").splitlines()
    assert lines[1] == f"'{FORMULA},5,,2026-11-03"
    assert lines[-1] == "13800138000,-1,'@SUM(1),"
    assert "不写" not in out.getvalue().decode()
