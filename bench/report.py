"""Tables for the terminal and for RESULTS.md, which keeps the sections of parts that were not run this time."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from os import cpu_count, getloadavg, uname
from pathlib import Path
from platform import python_version

from bench.procfs import processor
from bot.clock import Clock

RESULTS = Path(__file__).with_name("RESULTS.md")
INTRODUCTION = """# Results

Written by `make bench`, each part when its line says. Where there is a bare counterpart, it is from the same run, on
the same machine and the same kind of database. Absolute figures mean little elsewhere; the ratios are what counts.
PostgreSQL runs as it comes, but for `wal_level`, which is minimal, for all programs alike.

**The bare ones** (`bench/bare/`) are python-telegram-bot applications with one handler, which does one conditional
UPDATE through SQLAlchemy Core and answers the tap: on python-telegram-bot's own transport (httpx), and on ours
(aiohttp). They store no update, check no role, owe no message, and lose what they were handed when they are killed.
Ours is the whole program as an operator starts it. Telegram, and everybody who taps, is a stub in a process of its own.
"""
_SECTION = re.compile(r"<!-- part: (\w+) -->\n(.*?)(?=<!-- part: |\Z)", re.DOTALL)


@dataclass
class Table:
    """Rows under titles."""

    titles: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    caption: str = ""

    def text(self) -> str:
        """For a terminal."""
        lines = [self.titles, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.titles))]
        told = [
            "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
        ]
        return "\n".join([*([self.caption] if self.caption else []), *told]) + "\n"

    def markdown(self) -> str:
        """For RESULTS.md."""
        lines = ["| " + " | ".join(line) + " |" for line in (self.titles, *self.rows)]
        lines.insert(1, "|" + " --- |" * len(self.titles))
        return "\n".join([*([self.caption, ""] if self.caption else []), *lines]) + "\n"


@dataclass
class Section:
    """What one part found."""

    part: str
    title: str
    tables: list[Table]
    notes: list[str] = field(default_factory=list)

    def text(self) -> str:
        """For a terminal."""
        return "\n".join([f"\n{self.title}\n", *(table.text() for table in self.tables), *self.notes]) + "\n"

    def markdown(self, setting: str) -> str:
        """For RESULTS.md."""
        notes = [f"- {note}" for note in self.notes]
        return "\n".join([f"## {self.title}", "", f"*{setting}*", "", *(t.markdown() for t in self.tables), *notes])


def setting(databases: Sequence[str]) -> str:
    """When and on what it was measured; a load average (of 15 minutes) far above 0 before it began blurs the rates."""
    versions = [f"{name} {version(name)}" for name in ("python-telegram-bot", "SQLAlchemy")]
    machine = f"{processor()}, {cpu_count()} cores, Linux {uname().release.partition('-')[0]}"
    day = Clock().now().strftime("%Y-%m-%d %H:%M UTC")
    load = f"load average {getloadavg()[2]:.1f}"
    return ", ".join([day, machine, load, f"Python {python_version()}", *versions, *databases])


def write_results(sections: Sequence[Section], databases: Sequence[str], file: Path = RESULTS) -> None:
    """Put these sections into the file, in the place of earlier ones; the others stay."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    found = {match[1]: match[2].strip() for match in _SECTION.finditer(text)}
    where = setting(databases)
    found |= {section.part: section.markdown(where).strip() for section in sections}
    ordered = sorted(found.items(), key=lambda item: item[1])  # the titles begin with the part's number
    parts = [f"<!-- part: {name} -->\n{body}\n" for name, body in ordered]
    file.write_text("\n".join([INTRODUCTION, *parts]), encoding="utf-8")


def progress(line: str) -> None:
    """Tell somebody who waits how far it is."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line}")
    elif line:
        sys.stderr.write(line + "\n")
    sys.stderr.flush()


def ratio(ours: float, theirs: float) -> str:
    """How many times as much."""
    return f"{ours / theirs:.2f}" if theirs else "–"


def milliseconds(seconds: float) -> str:
    """In milliseconds."""
    return f"{seconds * 1000:.1f}"
