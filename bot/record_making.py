"""The record as a file, for the command line and for the bot: `python -m bot.record_making` in a process of its own.

However long the record is, a page of it is in memory at a time, and nothing of it on the disk: it leaves the process as
it is made. What it costs ends with the process.
"""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import IO

from bot.domain.ids import PersonId
from bot.domain.life import Status
from bot.domain.record import Form, Wanted
from bot.models import Community
from bot.reports.books import Book, CsvBook, XlsxBook
from bot.reports.sheets import Cell
from bot.storage.ground.uow import Reading
from bot.storage.members.people import names_of
from bot.storage.records.record import RecordRow, Repairer, count_record, record_pages
from bot.storage.records.record_books import call_pages, hours_pages, moved_pages
from bot.storage.upkeep.checkup import looking_into
from bot.views import record_sheet as views
from bot.views.words import Dictionary, Words

Tell = Callable[[int, int], None]
"""Told how many lines are written, and how many there will be."""


def _version() -> str:
    try:
        return version("weixiu")
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True)
class Making:
    """One file in the making."""

    tx: Reading
    community: Community
    wanted: Wanted
    words: Words
    tell: Tell
    who: str | None
    """Who takes it out; None: whoever holds the machine."""
    _tally: dict[Repairer, Counter[bool]] = field(default_factory=dict)
    """How many lines name somebody: whether they are repairs of before."""

    async def into(self, out: IO[bytes]) -> int:
        """Write it; the number of lines."""
        if self.wanted.form is Form.CSV:
            with CsvBook(out) as lines:
                return await self._record(lines)
        with XlsxBook(out, made=self.tx.now) as book:
            names = views.names(self.words)
            counts = {names.record: await self._record(book)}
            counts |= await self._beside(book, names)
            made = views.Made(self.tx.now, self.who, _version())
            how = views.how_it_was_made(self.words, self.community, self.wanted, counts, made)
            book.sheet(names.how, views.how_head(self.words), views.HOW)
            for row in how:
                book.row(row)
            return counts[names.record]

    async def _record(self, book: Book) -> int:
        total = await count_record(self.tx, self.community, self.wanted)
        done = 0
        book.sheet(views.names(self.words).record, views.head(self.words), views.WIDTHS)
        async for page in record_pages(self.tx, self.community, self.wanted):
            for row in page:
                book.row(self._line(row))
                self._count(row)
            done += len(page)
            self.tell(done, max(done, total))
        return done

    def _line(self, row: RecordRow) -> Sequence[Cell]:
        return views.line(self.words, row, self.community, full=self.wanted.full)

    def _count(self, row: RecordRow) -> None:
        if row.status is Status.CLOSED:
            for repairer in row.repairers:
                self._tally.setdefault(repairer, Counter())[row.number is None] += 1

    async def _beside(self, book: Book, names: views.Names) -> dict[str, int]:
        words, here, full = self.words, self.community, self.wanted.full
        asked = (self.tx, here, self.wanted)
        linked = await names_of(self.tx, {PersonId(one) for one in self._tally if isinstance(one, int)})
        repaired = _each(views.repairers(words, self._tally, linked))
        moved = (views.moved_line(words, row, here) async for page in moved_pages(*asked) for row in page)
        hours = (views.hours_line(words, row, here) async for page in hours_pages(*asked) for row in page)
        calls = (views.call_line(words, row, here, full=full) async for page in call_pages(*asked) for row in page)
        return {
            names.repairers: await _sheet(book, names.repairers, views.repairers_head(words), repaired),
            names.points: await _sheet(book, names.points, views.moved_head(words), moved),
            names.hours: await _sheet(book, names.hours, views.hours_head(words), hours),
            names.calls: await _sheet(book, names.calls, views.calls_head(words), calls),
        }


async def _each(lines: Sequence[Sequence[Cell]]) -> AsyncIterator[Sequence[Cell]]:
    for line in lines:
        yield line


async def _sheet(book: Book, name: str, head: Sequence[str], lines: AsyncIterator[Sequence[Cell]]) -> int:
    book.sheet(name, head, views.BESIDE)
    count = 0
    async for line in lines:
        book.row(line)
        count += 1
    return count


@dataclass(frozen=True)
class Order:
    """What is to be made, of which database."""

    url: str
    keys: tuple[str, ...]
    now: str
    community: int
    locale: str
    wanted: dict[str, object]
    who: str | None


async def make(order: Order, out: IO[bytes], tell: Tell) -> None:
    """Make it.

    Raises:
        LookupError: there is no such community.
        WrongKeyError: the database was sealed with other keys.
    """
    keys = [key.encode() for key in order.keys]
    async with looking_into(order.url, keys, datetime.fromisoformat(order.now)) as tx:
        community = None if tx is None else await tx.session.get(Community, order.community)
        if tx is None or community is None:
            raise LookupError(f"there is no community {order.community}")
        words = Dictionary().words(order.locale)
        await Making(tx, community, Wanted.from_json(order.wanted), words, tell, order.who).into(out)


def _told(done: int, total: int) -> None:
    sys.stderr.write(f"{done} {total}\n")
    sys.stderr.flush()


def main() -> None:
    """Read the order, and write the file out as it is made; how far it is goes to the other side meanwhile."""
    order = json.load(sys.stdin.buffer)
    asyncio.run(make(Order(**{**order, "keys": tuple(order["keys"])}), sys.stdout.buffer, _told))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
