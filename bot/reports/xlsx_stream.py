"""An XLSX file written from its first byte to its last: nothing waits in a file, and no more than a row in memory.

The libraries there are keep long sheets in files of their own until the end, where personal data would lie in plain
on the disk, and stay there when the process is killed. Source: ECMA-376 parts 1 and 2.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import IO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.reports.sheets import Cell, writable

TOP = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
BOLD, DAY, INSTANT = 1, 2, 3
"""Formats of cells, by their places in `STYLES`."""
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
FROZEN = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"'
    ' state="frozen"/></sheetView></sheetViews>'
)
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - day 0 of a sheet, which knows no zone
SECONDS = 86_400
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""Of what a ZIP file can say; the same sheets are the same file."""
_ODD = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LOOKS_ODD = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")


class XlsxStream:
    """A book in the making: sheets one after another, rows one after another."""

    def __init__(self, out: IO[bytes], made: datetime) -> None:
        self._parts = ZipFile(out, "w", ZIP_DEFLATED)
        self._made = made
        self._names: list[str] = []
        self._page: IO[bytes] | None = None
        self._row = 0

    def sheet(self, name: str, head: Sequence[str], widths: Sequence[int]) -> None:
        """Begin a sheet, whose first row stays in sight."""
        self._end()
        self._names.append(name)
        self._page = self._parts.open(_part(f"xl/worksheets/sheet{len(self._names)}.xml"), "w")
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, start=1)
        )
        self._page.write(f'{TOP}<worksheet xmlns="{MAIN}">{FROZEN}<cols>{columns}</cols><sheetData>'.encode())
        self._row = 0
        self._write([_text(column, 1, words, BOLD) for column, words in enumerate(head)])

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a row to it."""
        self._write([_cell(column, self._row + 1, cell) for column, cell in enumerate(cells) if cell is not None])

    def _write(self, cells: Sequence[str]) -> None:
        if self._page is None:
            raise ValueError("there is no sheet yet")
        self._row += 1
        self._page.write(f'<row r="{self._row}">{"".join(cells)}</row>'.encode())

    def _end(self) -> None:
        if self._page is not None:
            self._page.write(b"</sheetData></worksheet>")
            self._page.close()
            self._page = None

    def abandon(self) -> None:
        """It broke off: what was written is no file."""
        self._end()
        self._parts.close()

    def close(self) -> None:
        """Write what names the sheets; without it the file is none."""
        self._end()
        for name, content in _beside(self._names, self._made).items():
            self._parts.writestr(_part(name), TOP + content)
        self._parts.close()


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, EARLIEST)
    part.compress_type = ZIP_DEFLATED
    return part


def _place(column: int, row: int) -> str:
    first, last = divmod(column, len(LETTERS))
    return f"{LETTERS[first - 1] if first else ''}{LETTERS[last]}{row}"


def _cell(column: int, row: int, cell: Cell) -> str:
    if isinstance(cell, str):
        return _text(column, row, cell)
    place = _place(column, row)
    if isinstance(cell, datetime):
        serial = (cell - FIRST_DAY).total_seconds() / SECONDS
        return f'<c r="{place}" s="{INSTANT}"><v>{serial:.16g}</v></c>'
    if isinstance(cell, date):
        return f'<c r="{place}" s="{DAY}"><v>{(cell - FIRST_DAY.date()).days}</v></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'


def _text(column: int, row: int, words: str, style: int = 0) -> str:
    """A text is never anything else: no formula, no link, no number."""
    looks = f' s="{style}"' if style else ""
    said = escape(_ODD.sub(_by_number, _LOOKS_ODD.sub("_x005F_", writable(words))))
    return f'<c r="{_place(column, row)}"{looks} t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def _by_number(match: re.Match[str]) -> str:
    """What no XML file may hold, as spreadsheets write it."""
    return f"_x{ord(match[0]):04X}_"


def _beside(names: Sequence[str], made: datetime) -> dict[str, str]:
    """All parts but the sheets."""
    numbered = list(enumerate(names, start=1))
    sheets = "".join(f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"/>' for at, name in numbered)
    links = [(f"{OFFICE}/worksheet", f"worksheets/sheet{at}.xml") for at, _ in numbered]
    kinds = {f"/xl/worksheets/sheet{at}.xml": f"{SHEETML}.worksheet+xml" for at, _ in numbered}
    kinds |= {
        "/xl/workbook.xml": f"{SHEETML}.sheet.main+xml",
        "/xl/styles.xml": f"{SHEETML}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    return {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links([*links, (f"{OFFICE}/styles", "styles.xml")]),
        "xl/styles.xml": STYLES,
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{made:%Y-%m-%dT%H:%M:%SZ}</dcterms:created>'
            "</cp:coreProperties>"
        ),
        "_rels/.rels": _links(
            [
                (f"{OFFICE}/officeDocument", "xl/workbook.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
    }


def _links(links: Sequence[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'
