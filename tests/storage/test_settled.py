"""Settlement in the books: each entry in one period, closed once, unbendable; points lapse first in, first out."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bot.config import build
from bot.domain.ids import CommunityId, PersonId
from bot.domain.roles import Role
from bot.models import Community, Membership, Person, SettledLine, SettledPeriod
from bot.models.hours import HoursKind
from bot.models.ledger import EntryKind
from bot.storage.ground.engine import Database
from bot.storage.ground.uow import UnitOfWork
from bot.storage.ground.vault import Vault
from bot.storage.points.hours import Minutes, add_minutes
from bot.storage.points.lapses import lapsing_points
from bot.storage.points.settled import settled_facts
from bot.storage.points.settling import open_span, tallies_in
from bot.storage.points.sound_periods import first_unsound_period
from bot.usecases.chats.acting import Actor
from bot.usecases.points.bookkeeping import ADJUSTMENT, MINT, RESERVE, Booking, book, member
from bot.usecases.points.settling import PressSettlement, number_of, press_settlement
from tests.rows import a_community
from tests.town import KEY

HERE = CommunityId(1)
SECRETARY, ANN, BO = PersonId(1), PersonId(2), PersonId(3)
NOON = datetime(2026, 10, 20, 4, tzinfo=UTC)
NOVEMBER = datetime(2026, 10, 31, 16, tzinfo=UTC)
"""Midnight in Shanghai."""
OCTOBER_ENDS = number_of(date(2026, 11, 1))


@dataclass
class Books:
    """One community with a secretary and two members; keys count up."""

    uow: UnitOfWork
    keys: list[int] = field(default_factory=lambda: [0])

    async def moves(
        self, kind: EntryKind, who: PersonId, points: int, at: datetime, reverses: int | None = None
    ) -> int:
        """Points reach a member, or leave them; the entry's seq."""
        self.keys[0] += 1
        other = {EntryKind.HOLD: RESERVE, EntryKind.RETURN: RESERVE, EntryKind.EXPIRY: ADJUSTMENT}.get(kind, MINT)
        sides = (member(who), other) if points < 0 else (other, member(who))
        reason = "算错了" if kind is EntryKind.REVERSAL else None
        async with self.uow.writing(at) as tx:
            booking = Booking(
                kind, *sides, abs(points), f"k{self.keys[0]}", SECRETARY, reverses=reverses, reason=reason
            )
            seq = await book(tx, HERE, booking)
        assert seq is not None
        return seq

    async def serves(self, who: PersonId, minutes: int, at: datetime) -> None:
        """Minutes of work done then are written down."""
        self.keys[0] += 1
        async with self.uow.writing(at) as tx:
            await add_minutes(tx, HERE, Minutes(HoursKind.ACTIVITY, who, minutes, f"k{self.keys[0]}", None, at))

    async def closes(self, ends: int, at: datetime) -> str | None:
        """The secretary presses 确定清算."""
        actor = Actor(1001, "刘书记", 1001, private=True)
        return await press_settlement(PressSettlement(actor, HERE, "close", ends, 1), uow=self.uow, now=at)

    async def periods(self) -> list[SettledPeriod]:
        """All that were closed."""
        async with self.uow.reading(NOON) as tx:
            return list(await tx.session.scalars(select(SettledPeriod).order_by(SettledPeriod.id)))

    async def unsound(self) -> int | None:
        """The first closed period that is not what it was."""
        async with self.uow.reading(NOON) as tx:
            return await first_unsound_period(tx, HERE)

    async def lapsing(self, before: datetime) -> dict[PersonId, int]:
        """Whose points are older."""
        async with self.uow.reading(NOON) as tx:
            return await lapsing_points(tx, HERE, before)


def community() -> Community:
    return a_community(id=HERE, practice={}, created_at=NOON)


@pytest.fixture
async def books(database_url: str, tmp_path: Path) -> AsyncIterator[Books]:
    values = {"telegram": {"token": "1:x"}, "database": {"url": database_url}, "security": {"key": [KEY.decode()]}}
    database = Database(build(values, folder=tmp_path).database.async_url)
    vault = Vault([KEY], index_key=b"i" * 32, ledger_key=b"l" * 32)
    here = Books(UnitOfWork(database, vault, wake=lambda: None))
    names = {SECRETARY: "刘书记", ANN: "安", BO: "波"}
    try:
        async with here.uow.writing(NOON) as tx:
            people = [Person(id=who, user_id=1000 + who, name=vault.seal(name)) for who, name in names.items()]
            tx.session.add_all([community(), *people])
            await tx.session.flush()
            tx.session.add(Membership(community_id=HERE, person_id=SECRETARY, role=Role.SECRETARY, since=NOON))
        yield here
    finally:
        await database.close()


async def test_a_period_closed_by_two_at_once_is_closed_once_and_what_is_booked_meanwhile_is_in_one(
    books: Books,
) -> None:
    await books.moves(EntryKind.AWARD, ANN, 10, NOON)
    just_before = NOVEMBER - timedelta(microseconds=1)
    done = await asyncio.gather(
        books.closes(OCTOBER_ENDS, NOVEMBER),
        books.moves(EntryKind.AWARD, BO, 7, just_before),
        books.closes(OCTOBER_ENDS, NOVEMBER),
        books.moves(EntryKind.AWARD, ANN, 3, NOVEMBER),
    )
    assert sorted(what for what in done if isinstance(what, str)) == ["before", "closed"]
    (october,) = await books.periods()
    async with books.uow.reading(NOVEMBER) as tx:
        left = await open_span(tx, community())
        members = await settled_facts(tx, october)
    after = 4 - october.until_seq if left is None else left.until_seq - left.after_seq
    assert october.until_seq + after == 3
    assert {one.person_id: one.tally.closing for one in members}[ANN] == 10
    assert await books.unsound() is None


async def test_every_entry_is_in_exactly_one_period_however_the_clocks_go(books: Books) -> None:
    chance = random.Random(11)
    at = datetime(2026, 1, 5, tzinfo=UTC)
    for _ in range(60):
        at += timedelta(hours=chance.randint(1, 200))
        wrong_clock = at - timedelta(minutes=chance.choice((0, 0, 300, 4000)))
        await books.moves(EntryKind.AWARD, chance.choice((ANN, BO)), chance.randint(1, 9), wrong_clock)
        async with books.uow.reading(at) as tx:
            span = await open_span(tx, community())
        if span is not None and span.period.is_over(at, community().zone) and chance.random() < 0.7:
            await books.closes(number_of(span.period.ends), at)
    periods = await books.periods()
    assert len(periods) > 5
    assert [period.after_seq for period in periods] == [0, *(period.until_seq for period in periods[:-1])]
    assert all(first.ends <= second.begins for first, second in pairwise(periods))
    assert await books.unsound() is None


BENDS = (
    "UPDATE settled_line SET earned = earned + 1, closing = closing + 1 WHERE person_id = 2",
    "UPDATE settled_line SET minutes = 60 WHERE person_id = 3",
    "UPDATE settled_line SET person_id = 1 WHERE person_id = 3",
    "DELETE FROM settled_line WHERE person_id = 3",
    "UPDATE settled_period SET until_seq = 1 WHERE id = 1",
    "UPDATE settled_period SET ends = '2026-11-02' WHERE id = 1",
)


async def test_a_closed_period_cannot_be_changed_and_whoever_bends_the_database_is_found(books: Books) -> None:
    await books.moves(EntryKind.AWARD, ANN, 10, NOON)
    await books.moves(EntryKind.AWARD, BO, 4, NOON)
    assert await books.closes(OCTOBER_ENDS, NOVEMBER) == "closed"
    for bend in BENDS:
        with pytest.raises(DBAPIError, match="append-only"):
            async with books.uow.writing(NOVEMBER) as tx:
                await tx.session.execute(text(bend))
    await disarm(books)
    assert await books.unsound() is None
    found = [await bent(books, bend) for bend in BENDS]
    assert found == [1] * len(BENDS)
    assert await books.unsound() is None


TABLES = ("settled_line", "settled_period")


async def disarm(books: Books) -> None:
    """Take away what forbids changes, as somebody with the database in hand could."""
    lite = [f"DROP TRIGGER {table}_no_{act}" for table in TABLES for act in ("update", "delete")]
    big = [f"ALTER TABLE {table} DISABLE TRIGGER ALL" for table in (*TABLES, "settled_name", "person")]
    async with books.uow.writing(NOVEMBER) as tx:
        for statement in lite if books.uow.database.is_sqlite else big:
            await tx.session.execute(text(statement))


async def bent(books: Books, statement: str) -> int | None:
    """What the check says while a row is bent; then it is as it was."""
    async with books.uow.writing(NOVEMBER) as tx:
        if books.uow.database.is_sqlite:
            await tx.session.execute(text("PRAGMA defer_foreign_keys = ON"))
        before = await tx.session.begin_nested()
        await tx.session.execute(text(statement))
        found = await first_unsound_period(tx, HERE)
        await before.rollback()
        return found


def left_of(life: Sequence[tuple[datetime, int]], before: datetime) -> int:
    """Points earned before then that are there in the end, when the oldest are used first."""
    lots: list[list[Any]] = []
    for at, points in life:
        due = -points
        if points > 0:
            lots.append([at, points])
        while due > 0:
            used = min(lots[0][1], due)
            lots[0][1] -= used
            due -= used
            lots = [lot for lot in lots if lot[1]]
    return sum(points for at, points in lots if at < before)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_lapses_is_what_is_left_of_the_oldest_points(books: Books) -> None:
    chance = random.Random(5)
    at, life, seen = NOON, list[tuple[datetime, int]](), set[int]()
    for _ in range(40):
        at += timedelta(days=chance.randint(1, 20))
        points = chance.randint(1, 30)
        reserved = [move for move in life if move[1] < 0]
        if sum(points for _, points in life) < points or chance.random() < 0.4:
            await books.moves(EntryKind.AWARD, ANN, points, at)
            life.append((at, points))
        elif reserved and chance.random() < 0.3:
            await books.moves(EntryKind.RETURN, ANN, -reserved[-1][1], at)
            life.remove(reserved[-1])
        else:
            await books.moves(EntryKind.HOLD, ANN, -points, at)
            life.append((at, -points))
        for days in (30, 100, 300):
            before = at - timedelta(days=days)
            seen.add(left_of(life, before))
            assert (await books.lapsing(before)).get(ANN, 0) == left_of(life, before)
    assert len(seen) > 10
    mistake = await books.moves(EntryKind.AWARD, BO, 50, NOON)
    await books.moves(EntryKind.AWARD, BO, 5, NOON)
    await books.moves(EntryKind.REVERSAL, BO, -50, at, reverses=mistake)
    assert (await books.lapsing(NOON + timedelta(days=1)))[BO] == 5


async def test_the_lines_say_what_the_entries_come_to(books: Books) -> None:
    for who, points in ((ANN, 10), (BO, 4), (ANN, 6)):
        await books.moves(EntryKind.AWARD, who, points, NOON)
    await books.moves(EntryKind.HOLD, ANN, -9, NOON)
    gift = await books.moves(EntryKind.DONATION, BO, 5, NOON)
    await books.moves(EntryKind.REVERSAL, BO, -5, NOON, reverses=gift)
    mistake = await books.moves(EntryKind.AWARD, BO, 8, NOON)
    await books.moves(EntryKind.REVERSAL, BO, -8, NOON, reverses=mistake)
    await books.closes(OCTOBER_ENDS, NOVEMBER)
    async with books.uow.reading(NOVEMBER) as tx:
        lines = {line.person_id: line for line in await tx.session.scalars(select(SettledLine))}
    columns = ("earned", "donated", "redeemed", "reversed", "closing")
    assert {who: tuple(getattr(line, column) for column in columns) for who, line in lines.items()} == {
        ANN: (16, 0, -9, 0, 7),
        BO: (12, 0, 0, -8, 4),
    }


async def test_minutes_written_down_late_or_early_are_counted_once(books: Books) -> None:
    in_november = NOVEMBER + timedelta(days=3)
    await books.moves(EntryKind.AWARD, ANN, 10, NOON)
    await books.serves(ANN, 60, NOON)
    await books.serves(ANN, 7, in_november)  # an activity of November, on the books before October is closed
    await books.closes(OCTOBER_ENDS, in_november)
    await books.serves(ANN, 500, NOON)  # October's work, remembered in November
    await books.moves(EntryKind.AWARD, ANN, 1, in_november)
    december = datetime(2026, 12, 1, tzinfo=UTC)
    await books.closes(number_of(date(2026, 12, 1)), december)
    async with books.uow.reading(december) as tx:
        lines = (await tx.session.scalars(select(SettledLine).order_by(SettledLine.period_id))).all()
    assert [line.minutes for line in lines] == [60, 507]


async def test_a_month_of_hours_without_points_is_closed_like_any_other(books: Books) -> None:
    await books.serves(ANN, 90, NOON)
    assert await books.closes(OCTOBER_ENDS, NOVEMBER) == "closed"
    async with books.uow.reading(NOVEMBER) as tx:
        (line,) = (await tx.session.scalars(select(SettledLine))).all()
        assert (line.minutes, line.closing) == (90, 0)
        assert await open_span(tx, await tx.session.get_one(Community, HERE)) is None
        assert await first_unsound_period(tx, HERE) is None
    await books.serves(ANN, 30, NOON)  # remembered when October was closed
    async with books.uow.reading(NOVEMBER) as tx:
        span = await open_span(tx, await tx.session.get_one(Community, HERE))
    assert span is not None
    assert span.period.ends == date(2026, 12, 1)


async def test_what_people_gained_by_work_is_what_the_entries_say_without_gifts_and_what_was_taken_back(
    books: Books,
) -> None:
    await books.moves(EntryKind.AWARD, ANN, 20, NOON)
    wrong = await books.moves(EntryKind.ACTIVITY, ANN, 7, NOON)
    await books.moves(EntryKind.REVERSAL, ANN, -7, NOON, reverses=wrong)
    await books.moves(EntryKind.AWARD, BO, 5, NOON)
    async with books.uow.writing(NOON) as tx:
        await book(tx, HERE, Booking(EntryKind.DONATION, member(ANN), member(BO), 8, "gift", ANN))
    async with books.uow.reading(NOON) as tx:
        here = await tx.session.get_one(Community, HERE)
        span = await open_span(tx, here)
        assert span is not None
        tallies = await tallies_in(tx, here, span)
        rows = (await tx.session.execute(BY_WORK)).all()
    assert {person: points for person, points in rows} == {ANN: 20, BO: 5}  # noqa: C416 - rows are no pairs to mypy
    assert {person: tally.gained for person, tally in tallies.items()} == {ANN: 20, BO: 5}
    assert {person: tally.received for person, tally in tallies.items()} == {ANN: 27, BO: 13}
    assert {person: tally.closing for person, tally in tallies.items()} == {ANN: 12, BO: 13}


BY_WORK = text(
    "SELECT owner_id, sum(amount) FROM ledger_entry AS entry JOIN account ON account.id = entry.target_id "
    "WHERE account.kind = 'member' AND entry.kind IN ('award', 'activity') "
    "AND NOT EXISTS (SELECT 1 FROM ledger_entry AS back WHERE back.reverses = entry.seq) GROUP BY owner_id"
)
"""As somebody with a database client would add it up."""
