"""Twenty who write in one community's books at the same time, each with a connection of their own."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.errors import EntryNotFound, NotEnoughPoints, NotReversible, ReversedBefore
from bot.domain.ids import PersonId
from bot.models import Account
from bot.models.ledger import EntryKind
from bot.storage.ground.engine import Database
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.upkeep.invariants import balances_are_sums, chain_holds, nobody_owes_unsaid
from bot.usecases.points.bookkeeping import MINT, RESERVE, Booking, book, member
from bot.usecases.points.reversing import reverse
from tests.ledgers import ANN, BO, HERE, NOON, SECRETARY, open_books

WRITERS, TURNS = 20, 12
PEOPLE = (SECRETARY, ANN, BO)
REFUSALS = (EntryNotFound, NotEnoughPoints, NotReversible, ReversedBefore)
ACTS = {
    EntryKind.AWARD: "award",
    EntryKind.MANUAL: "manual",
    EntryKind.REVERSAL: "reverse",
    EntryKind.HOLD: "hold",
    EntryKind.RETURN: "return",
}


@dataclass
class Writer:
    """Gives, holds, returns and takes back as chance wants; others have some of the same things to do."""

    uow: UnitOfWork
    chance: random.Random

    async def writes(self) -> list[tuple[int, str]]:
        """Each entry they were told of, with what it was for."""
        return [told for _ in range(TURNS) for told in await self._turn()]

    async def _turn(self) -> list[tuple[int, str]]:
        act = self.chance.choice(("award", "manual", "reverse", "hold", "return"))
        try:
            async with self.uow.writing(NOON) as tx:
                seq = await self._do(tx, act)
        except REFUSALS:
            return []
        return [] if seq is None else [(seq, act)]

    async def _do(self, tx: Writing, act: str) -> int | None:
        number, who = self.chance.randrange(60), self.chance.choice(PEOPLE)
        if act == "reverse":
            return await reverse(tx, HERE, 1 + number, SECRETARY, "写错了")
        return await book(tx, HERE, _booking(act, number, who))


def _booking(act: str, number: int, who: PersonId) -> Booking:
    key = f"{act}/{number}/{who}"
    if act == "award":
        return Booking(EntryKind.AWARD, MINT, member(who), 5, key, SECRETARY)
    if act == "manual":
        return Booking(EntryKind.MANUAL, MINT, member(who), 2, key, SECRETARY, reason="帮忙搬桌子")
    if act == "hold":
        return Booking(EntryKind.HOLD, member(who), RESERVE, 3, key, who)
    return Booking(EntryKind.RETURN, RESERVE, member(who), 3, key, who)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_what_twenty_were_told_is_what_the_books_say(database_url: str, tmp_path: Path) -> None:
    """Each entry that somebody was told of is there, once, and no other; each point is where they said."""
    async with open_books(database_url, tmp_path) as books:
        own = [Database(books.uow.database.url) for _ in range(WRITERS)]
        try:
            uows = [replace(books.uow, database=database) for database in own]
            writers = [Writer(uow, random.Random(seed)) for seed, uow in enumerate(uows)]
            told = [each for one in await asyncio.gather(*(writer.writes() for writer in writers)) for each in one]
        finally:
            await asyncio.gather(*(database.close() for database in own))
        entries = await books.entries()
        assert sorted(told) == [(entry.seq, ACTS[entry.kind]) for entry in entries]
        assert [entry.seq for entry in entries] == list(range(1, len(told) + 1))
        assert set(Counter(act for _, act in told)) == set(ACTS.values())
        assert len(told) < WRITERS * TURNS
        summed: Counter[int] = Counter()
        for entry in entries:
            summed[entry.target_id] += entry.amount
            summed[entry.source_id] -= entry.amount
        async with books.uow.reading(NOON) as tx:
            balances = {account.id: account.balance for account in await tx.session.scalars(select(Account))}
            assert balances == dict(summed)
            assert [await holds(tx, HERE) for holds in (chain_holds, balances_are_sums, nobody_owes_unsaid)] == [
                None
            ] * 3
