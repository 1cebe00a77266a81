"""Spreadsheets: what goes out is the same each time and stays text, what comes in is read as people mean it."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest

from bot.domain.errors import SheetUnreadable
from bot.domain.sheets import MOST_BYTES, MOST_ROWS, SheetTrouble
from bot.reports.sheet_reading import rows_of
from bot.reports.sheets import read_rows
from bot.reports.workbooks import Sheet, xlsx

FORMULA = '=HYPERLINK("http://example.org","x")'


def written(*sheets: Sheet) -> bytes:
    return xlsx(sheets or [Sheet("积分/标准", ["名称", "分"], [[FORMULA, 5], ["https://example.org", 7.5]])])


def test_the_same_sheet_is_the_same_file_and_what_people_wrote_stays_text() -> None:
    first = written()
    assert first == written()
    page = openpyxl.load_workbook(io.BytesIO(first)).worksheets[0]
    assert page.title == "积分 标准"
    assert [page["A2"].data_type, page["A3"].hyperlink] == ["s", None]
    assert page["A2"].value == FORMULA
    parts = zipfile.ZipFile(io.BytesIO(first))
    assert not [name for name in parts.namelist() if b"<f>" in parts.read(name) or "_rels/sheet" in name]


def test_what_was_written_is_read_again_through_the_process_that_opens_files() -> None:
    instant = datetime(2026, 11, 3, 8, 5)  # noqa: DTZ001 - a sheet knows no zone
    rows: list[list[str | float | date | None]] = [["王师傅", 13800138000.0, None], [None, date(2026, 11, 3), instant]]
    assert read_rows(written(Sheet("a", ["甲", "乙", "丙"], rows))) == [
        ["甲", "乙", "丙"],
        ["王师傅", "13800138000"],
        ["", "2026-11-03", "2026-11-03 08:05"],
    ]
    with pytest.raises(SheetUnreadable) as refused:
        read_rows(b"PK\x03\x04 and then nothing of the kind")
    assert refused.value.why is SheetTrouble.BROKEN
    with pytest.raises(SheetUnreadable) as refused:
        read_rows(b"a," * (MOST_BYTES // 2 + 1))
    assert refused.value.why is SheetTrouble.TOO_LARGE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_files_of_every_kind_of_office_are_read(encoding: str, delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["名称", "积分"], ["毛巾,大\n号", " 20 "], [], ["A1", "1.5%"]])
    assert rows_of(out.getvalue().encode(encoding)) == [["名称", "积分"], ["毛巾,大\n号", "20"], [], ["A1", "1.5%"]]


def _far_away() -> bytes:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["B2"], page["XFD1048576"] = "在", "远"
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_cell_in_the_farthest_corner_costs_nothing() -> None:
    assert rows_of(_far_away()) == [[], ["", "在"]]


def _packed(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"<workbook/>")
        parts.writestr(name, content)
    return file.getvalue()


def _crowded() -> bytes:
    file = io.BytesIO(_packed("a", b""))
    with zipfile.ZipFile(file, "a") as parts:
        for number in range(300):
            parts.writestr(f"part{number}", b"")
    return file.getvalue()


REFUSED: dict[str, tuple[SheetTrouble, Callable[[], bytes]]] = {
    "a bomb": (SheetTrouble.TOO_LARGE, lambda: _packed("xl/worksheets/sheet1.xml", b" " * 100_000_000)),
    "a crowd of parts": (SheetTrouble.TOO_LARGE, _crowded),
    "another archive": (SheetTrouble.NO_SHEET, lambda: _packed("a", b"")[:4] + _zip_of("word/document.xml")[4:]),
    "a picture": (SheetTrouble.NO_SHEET, lambda: b"\x89PNG\r\n\x1a\n\x00\x00"),
    "an old book": (SheetTrouble.OLD, lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512),
    "nothing": (SheetTrouble.EMPTY, lambda: b" \n,,\n"),
    "too many rows": (SheetTrouble.TOO_LONG, lambda: b"1\n" * (MOST_ROWS + 1)),
}


def _zip_of(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr(name, b"<document/>")
    return file.getvalue()


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_for_its_reason(what: str) -> None:
    why, made = REFUSED[what]
    with pytest.raises(SheetUnreadable) as refused:
        rows_of(made())
    assert refused.value.why is why


def test_digits_as_wide_as_characters_are_digits() -> None:
    assert rows_of("\uff11\uff12\uff0e\uff15\u3000,\uff21座\u30003单元,(一)".encode()) == [
        ["12.5", "A座 3单元", "(一)"]
    ]
