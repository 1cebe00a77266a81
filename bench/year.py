"""A year of one community on a moved clock: 3,000 households, 37 volunteers, one call in twenty that fails.

    python -m bench.year [--days 365] [--seed 1]

Everything goes through the real bot: people write and tap in the pretend Telegram, the ticks come as the clock moves.
In the end every request has an answer or stands where the clock looks at it again, no day had two digests, and the
figures of the reports are those that the histories give, counted in another way.
"""

import argparse
import asyncio
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select

from bench.year_people import Neighbours
from bot.clock import Clock
from bot.domain.life import UNFINISHED
from bot.domain.periods import Every, Period, period_of
from bot.domain.schedule import local_day
from bot.models import Community, DueMoment, Order
from bot.storage.figures import figures_of, span_of
from tests.databases import copy_sqlite, sqlite_template
from tests.town import Town, open_town

YEAR = 365
QUIET_AT_THE_END = 14
"""Days on which nobody reports anything any more: what was begun goes on."""
HOURS = (0.5, 1, 2, 2, 2, 2.5, 2, 2, 10)
"""From tick to tick, beginning at eight in the morning; together a day."""


@dataclass
class Findings:
    """What a played time came to; empty lists are what is hoped for."""

    orders: int = 0
    ended: int = 0
    calls: int = 0
    forgotten: list[int] = field(default_factory=list)
    """Requests that are not answered, and at which the clock does not look again."""
    doubled: list[str] = field(default_factory=list)
    """Days with more than one digest in the group."""
    missing: list[date] = field(default_factory=list)
    """Days whose digest nobody dealt with."""
    differing: list[str] = field(default_factory=list)
    """Figures that another way of counting does not give."""

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.forgotten or self.doubled or self.missing or self.differing)


async def play(url: str, folder: Path, *, days: int, seed: int = 1, a_day: float = 1.5) -> Findings:
    """Play so many days, with so many reports a day in the middle of the year, and look at what became of it."""
    async with open_town(url, folder) as town:
        people = Neighbours(town, Random(seed), a_day)  # noqa: S311 - a play, not a secret
        await people.move_in()
        begun = town.clock.now()
        for day in range(days):
            people.quiet = day >= days - min(QUIET_AT_THE_END, days // 4)
            for hours in HOURS:
                town.clock.move(timedelta(hours=hours))
                await town.tick()
                await people.go_about()
        return await _look(town, url, begun, people)


async def _look(town: Town, url: str, begun: datetime, people: Neighbours) -> Findings:
    found = Findings(calls=people.calls)
    now = town.clock.now()
    async with town.weixiu.uow.reading(now) as tx:
        community = (await tx.session.scalars(select(Community))).one()
        orders = (await tx.session.scalars(select(Order))).all()
        awaited = set(await tx.session.scalars(select(DueMoment.number)))
        found.orders, found.ended = len(orders), sum(order.status not in UNFINISHED for order in orders)
        found.forgotten = [each.number for each in orders if each.status in UNFINISHED and each.number not in awaited]
        found.differing = [
            f"{period.begins}: {told} instead of {counted}"
            for period in _months(local_day(begun, community.zone), local_day(now, community.zone))
            if (told := await _told(tx, community, period)) != (counted := _counted(url, *span_of(community, period)))
        ]
    found.doubled = _doubled(town)
    found.missing = _missing(url, community, begun, now)
    return found


async def _told(tx: object, community: Community, period: Period) -> tuple[int, int]:
    figures = await figures_of(tx, community, period)  # type: ignore[arg-type]
    return figures.all.received, figures.all.done


def _months(first: date, last: date) -> list[Period]:
    months = [period_of(first, Every.MONTH)]
    while months[-1].ends <= last:
        months.append(period_of(months[-1].ends, Every.MONTH))
    return months


def _counted(url: str, begin: datetime, end: datetime) -> tuple[int, int]:
    """Received and done, from the steps of the histories alone: the first, and the last that closed it."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        steps = connection.execute("SELECT number, at, now FROM order_event ORDER BY number, seq").fetchall()
    first: dict[int, str] = {}
    closed: dict[int, str | None] = {}
    for number, at, became in steps:
        first.setdefault(number, at)
        if became != "closed":
            closed[number] = None
        elif closed.get(number) is None:
            closed[number] = at
    return _within(first.values(), begin, end), _within([at for at in closed.values() if at], begin, end)


def _within(instants: object, begin: datetime, end: datetime) -> int:
    said = [datetime.fromisoformat(at) for at in instants]  # type: ignore[attr-defined]
    return sum(begin <= (at if at.tzinfo else at.replace(tzinfo=UTC)) < end for at in said)


def _doubled(town: Town) -> list[str]:
    heads = [message.text.partition("\n")[0] for message in town.group.messages if "接单简报" in message.text]
    return sorted({head for head in heads if heads.count(head) > 1})


def _missing(url: str, community: Community, begun: datetime, now: datetime) -> list[date]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        dealt = {day for (day,) in connection.execute("SELECT day FROM slot WHERE kind = 'digest'")}
    first, last = local_day(begun, community.zone), local_day(now, community.zone)
    wanted = [first + timedelta(days=count) for count in range(1, (last - first).days)]
    return [day for day in wanted if day.isoformat() not in dealt]


def main() -> None:
    """Play it, and say what came of it; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.year", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--days", type=int, default=YEAR)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    clock = Clock()
    begun = clock.monotonic()
    with tempfile.TemporaryDirectory(prefix="weixiu-year-") as name:
        folder = Path(name)
        copy_sqlite(sqlite_template(folder), folder / "year.db")
        url = f"sqlite:///{folder / 'year.db'}"
        found = asyncio.run(play(url, folder, days=arguments.days, seed=arguments.seed))
    took = clock.monotonic() - begun
    sys.stdout.write(f"{arguments.days} days in {took:.0f} s: {found}\n")
    sys.exit(0 if found.good else 1)


if __name__ == "__main__":
    main()
