"""What is wrong after all: each check gives a list of what it found, and an empty list is what is hoped for."""

import logging
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select

from bench.year.books import Books, instant
from bench.year.calendar import local
from bench.year.clocks import wrong_clocks
from bench.year.play import Played
from bench.year.recount import Recount, Tale, differences, tales_of, told
from bot.domain.periods import Every, Period, period_of, week_of
from bot.models import Community
from bot.sandbox.chats import Chat
from bot.storage.records.bulletins import board_of
from bot.storage.records.figures import figures_of
from bot.storage.upkeep.invariants import breaches

LONGEST_SILENCE = timedelta(days=16)
"""An order that has not ended has a step at least so often: the ladder, a reminder, the end of a pause."""
OVERDUE = timedelta(days=1)
"""So long after a moment fell due it has been looked at."""
SAID_AGAIN = timedelta(hours=2)
"""The same words in the same chat within so long are a repetition, and not a new occasion."""
DIGEST = "接单简报"


@dataclass
class Findings:
    """By the name of the check: what it found."""

    wrong: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int | float] = field(default_factory=dict)
    """What was played, for the table."""

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not any(self.wrong.values())


class Complaints(logging.Handler):
    """What the program itself says went wrong: errors, each once with how often."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it by its words without numbers."""
        why = f": {record.exc_info[1]!r}" if record.exc_info else ""
        self.found[re.sub(r"\d+", "…", record.msg) + why[:200]] += 1


def standing_nowhere(tales: list[Tale], awaited: dict[int, datetime], now: datetime) -> list[str]:
    """Requests without an answer at which nobody's clock looks again, or whose moment passed without a look."""
    found = []
    for tale in tales:
        if tale.ended is not None:
            continue
        at = awaited.get(tale.number)
        if at is None or at < now - OVERDUE:
            found.append(f"#{tale.number} {tale.steps[-1].now} since {tale.steps[-1].at:%m-%d}, next look: {at}")
    return found


def long_silences(tales: list[Tale], now: datetime) -> list[str]:
    """Orders about which nobody was told anything for long, though they had not ended."""
    found = []
    for tale in tales:
        moments = [step.at for step in tale.steps if tale.ended is None or step.at <= tale.ended]
        ends = tale.ended or now
        for before, after in zip(moments, [*moments[1:], ends], strict=True):
            if after - before > LONGEST_SILENCE:
                found.append(f"#{tale.number}: {(after - before).days} days of silence from {before:%m-%d}")
    return found


def repetitions(chat: Chat, unheard: set[tuple[int, int]]) -> Iterator[str]:
    """The same words twice, where the first time was heard of."""
    said: dict[str, datetime] = {}
    for message in chat.history.values():
        if not message.sender.is_bot:
            said.clear()  # what was asked twice is answered twice
        if not message.sender.is_bot or not message.text or message.deleted or message.edited:
            continue
        words = f"{message.reply_to.id if message.reply_to else ''} {message.text}"
        before, said[words] = said.get(words), message.sent_at
        if before is None or message.sent_at - before > SAID_AGAIN:
            continue
        if (chat.id, int(before.timestamp())) not in unheard:
            yield f"{message.sent_at:%m-%d %H:%M} {chat.title or chat.id}: {message.text[:60]!r}"


def digest_days(chat: Chat) -> Counter[date]:
    """How many digests the group had on each day, those that were taken down later among them."""
    posted = (each for each in chat.history.values() if each.sender.is_bot and DIGEST in each.text)
    return Counter(local(each.sent_at).date() for each in posted)


def wrong_digests(days: Counter[date], dealt: dict[date, str], wanted: list[date], doubtful: set[date]) -> list[str]:
    """Days with two; days that nobody dealt with; days on which one was owed and none came, though none is doubtful."""
    return [
        *(f"{day}: {count} digests" for day, count in sorted(days.items()) if count > 1),
        *(f"{day}: nobody dealt with it" for day in wanted if day not in dealt),
        *(
            f"{day}: owed and not said"
            for day in wanted
            if dealt.get(day) == "owed" and not days[day] and day not in doubtful
        ),
    ]


def periods(first: date, last: date) -> list[Period]:
    """Every week and month that lies in the time, the last ones as far as they have come."""
    found = [week_of(first)]
    while found[-1].ends <= last:
        found.append(week_of(found[-1].ends))
    months = [period_of(first, Every.MONTH)]
    while months[-1].ends <= last:
        months.append(period_of(months[-1].ends, Every.MONTH))
    return found + months


async def look(played: Played, complaints: Complaints, books: Books) -> Findings:
    """Everything at once."""
    now, tales = played.town.clock.now(), tales_of(books)
    first, last = local(played.begun).date(), local(now).date()
    found = Findings()
    with closing(sqlite3.connect(played.url.removeprefix("sqlite:///"))) as connection:
        found.wrong["requests that stand nowhere"] = standing_nowhere(tales, awaited(connection), now)
        dealt = _dealt(connection)
        doubtful = _doubtful(connection)
        found.wrong["outgoing that nobody sends"] = _stuck(connection, now)
        found.wrong["updates that were not handled"] = _dead(connection)
        found.counts |= _sizes(connection)
    wanted = [first + timedelta(days=count) for count in range(1, (last - first).days)]
    group = played.town.group
    found.wrong["digests"] = wrong_digests(digest_days(group), dealt, wanted, doubtful)
    found.wrong["long silences"] = long_silences(tales, now)
    chats = (group, *(person.private for person in played.town.world.people.values()))
    unheard = played.network.unheard
    found.wrong["said twice"] = [each for chat in chats for each in repetitions(chat, unheard)]
    found.wrong["clocks"] = wrong_clocks(tales)
    found.wrong["figures"] = await _wrong_figures(played, Recounted(books, tales), periods(first, last))
    found.wrong["errors in the log"] = [f"{count} × {words}" for words, count in complaints.found.items()]
    async with played.town.weixiu.uow.reading(now) as tx:
        community = (await tx.session.scalars(select(Community))).one()
        found.wrong["books"] = [str(breach) for breach in await breaches(tx, community.id)]
    found.counts |= _counts(played, tales)
    return found


@dataclass(frozen=True)
class Recounted:
    """What the independent count begins with."""

    books: Books
    tales: list[Tale]


async def _wrong_figures(played: Played, raw: Recounted, wanted: list[Period]) -> list[str]:
    found = []
    now = played.town.clock.now()
    async with played.town.weixiu.uow.reading(now) as tx:
        community = (await tx.session.scalars(select(Community))).one()
        for period in wanted:
            said = told(await figures_of(tx, community, period), await board_of(tx, community, period))
            counted = Recount(raw.books, raw.tales, period, now).figures()
            found += [f"{period.begins} to {period.ends}, {each}" for each in differences(said, counted)]
    return found


def awaited(connection: sqlite3.Connection) -> dict[int, datetime]:
    """The next moment at which something about each order is looked at."""
    rows = connection.execute(
        "SELECT number, min(at) FROM (SELECT number, at FROM due_moment UNION ALL "
        "SELECT number, silent_at FROM claim WHERE silent_at IS NOT NULL) GROUP BY number"
    )
    return {number: at for number, text in rows if (at := instant(text)) is not None}


def _dealt(connection: sqlite3.Connection) -> dict[date, str]:
    rows = connection.execute("SELECT day, outcome FROM slot WHERE kind = 'digest'")
    return {date.fromisoformat(day): outcome for day, outcome in rows}


def _doubtful(connection: sqlite3.Connection) -> set[date]:
    """Days whose digest may have been said or not: it is shown to staff, and never said again by itself."""
    rows = connection.execute("SELECT key FROM outbox WHERE key LIKE 'digest/%' AND state = 'unknown'")
    return {date.fromisoformat(key.split("/")[2]) for (key,) in rows}


def _stuck(connection: sqlite3.Connection, now: datetime) -> list[str]:
    rows = connection.execute("SELECT key, state, not_before FROM outbox WHERE state IN ('owed', 'sending')")
    return [f"{key}: {state}" for key, state, at in rows if (when := instant(at)) and when < now - OVERDUE]


def _dead(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT state, count(*) FROM inbox WHERE state <> 'done' GROUP BY state")
    return [f"{count} {state}" for state, count in rows]


def _sizes(connection: sqlite3.Connection) -> dict[str, int]:
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {f"rows of {name}": connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}  # noqa: S608 - names of our own tables


def _counts(played: Played, tales: list[Tale]) -> dict[str, int | float]:
    cast = played.cast
    return {
        "orders": len(tales),
        "ended": sum(tale.ended is not None for tale in tales),
        "repaired": sum(tale.repaired for tale in tales),
        "bot api calls": played.network.calls,
        "failed calls": sum(played.network.failed.values()),
        "buttons somebody missed": sum(cast.searched.values()),
    }
