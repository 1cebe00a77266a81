"""Books that somebody bends behind the program's back: every edit, deletion and truncation is found, row by row."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bot.domain.breach import Breach, Wrong
from bot.models import LedgerEntry
from bot.models.ledger import EntryKind
from bot.storage.ground.uow import Writing
from bot.storage.upkeep.invariants import breaches, chain_holds
from bot.usecases.points.bookkeeping import MINT, Booking, book, member
from bot.usecases.points.reversing import reverse
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.ledgers import ANN, BO, HERE, NOON, SECRETARY, Books, open_books, unguard

pytestmark = AT_LENGTH_ON_POSTGRESQL

EDITS = 500
ENTRIES = 40
COLUMNS: dict[str, Callable[[random.Random], Any]] = {
    "at": lambda chance: f"2026-0{chance.randint(1, 9)}-01 00:00:00.000000",
    "kind": lambda chance: chance.choice(["award", "gift", "rating", "activity"]),
    "amount": lambda chance: chance.randint(1, 10**6),
    "source_id": lambda chance: chance.randint(1, 3),
    "target_id": lambda chance: chance.randint(1, 3),
    "number": lambda chance: chance.choice([None, 1001, 1002, chance.randint(1, 10**6)]),
    "actor_id": lambda chance: chance.choice([None, 1, 2, 3]),
    "key": lambda chance: f"award/{chance.randint(1, 10**6)}",
    "reverses": lambda chance: chance.randint(1, ENTRIES),
    "reason_mac": lambda chance: f"{chance.randrange(16**64):064x}",
    "previous_mac": lambda chance: f"{chance.randrange(16**64):064x}",
    "mac": lambda chance: f"{chance.randrange(16**64):064x}",
}
"""What may be written into which column."""
Edit = tuple[str, dict[str, Any]]


def one_column(chance: random.Random) -> tuple[Edit, int]:
    """Another value in one column of one entry."""
    column, seq = chance.choice(sorted(COLUMNS)), chance.randint(1, ENTRIES)
    statement = f"UPDATE ledger_entry SET {column} = :to WHERE seq = :seq"  # noqa: S608 - a name of ours
    return (statement, {"to": COLUMNS[column](chance), "seq": seq}), seq


def one_gone(chance: random.Random) -> tuple[Edit, int]:
    """One entry is not there any more."""
    seq = chance.randint(1, ENTRIES)
    return ("DELETE FROM ledger_entry WHERE seq = :seq", {"seq": seq}), seq


def the_end_gone(chance: random.Random) -> tuple[Edit, int]:
    """All entries from one on are not there any more; from the first on: the table was emptied."""
    seq = chance.choice([1, chance.randint(1, ENTRIES)])
    return ("DELETE FROM ledger_entry WHERE seq >= :seq", {"seq": seq}), seq


def one_moved(chance: random.Random) -> tuple[Edit, int]:
    """An entry stands somewhere else, before the first or behind the last."""
    seq, to = chance.randint(1, ENTRIES), chance.choice([0, -1, ENTRIES + 1, ENTRIES + 9])
    return ("UPDATE ledger_entry SET seq = :to WHERE seq = :seq", {"to": to, "seq": seq}), 1 if to < 1 else seq


def one_slipped_in(chance: random.Random) -> tuple[Edit, int]:
    """A copy of an entry, under another key, behind the last."""
    columns = "community_id, at, kind, source_id, target_id, amount, number, actor_id, previous_mac, mac"
    copy = f"SELECT {columns}, :to, 'slipped' FROM ledger_entry WHERE seq = :seq"  # noqa: S608 - names of ours
    statement = f"INSERT INTO ledger_entry ({columns}, seq, key) {copy}"
    return (statement, {"seq": chance.randint(1, 5), "to": ENTRIES + 1}), ENTRIES + 1


HANDS = (*[one_column] * 6, one_gone, the_end_gone, one_moved, one_slipped_in)


async def write_books(books: Books) -> None:
    """Entries of several kinds, some by hand, some taken back."""
    async with books.uow.writing(NOON) as tx:
        for number in range(1, ENTRIES + 1):
            tx.now = NOON + timedelta(minutes=number)
            if number % 8 == 0:
                await reverse(tx, HERE, number - 1, SECRETARY, "写错了")
                continue
            by_hand = number % 5 == 0
            kind = EntryKind.MANUAL if by_hand else EntryKind.GIFT
            reason = "帮忙搬东西" if by_hand else None
            who = (ANN, BO)[number % 2]
            await book(tx, HERE, Booking(kind, MINT, member(who), number, f"k/{number}", SECRETARY, reason=reason))


async def contents(tx: Writing) -> list[Any]:
    """The entries as they stand."""
    return list(await tx.session.execute(select(*LedgerEntry.__table__.columns).order_by(LedgerEntry.seq)))


async def bent(tx: Writing, whole: list[Any], edit: Edit) -> Breach | bool:
    """What is found after an edit; True: nothing is, although it changed something; False: it changed nothing."""
    attempt = await tx.session.begin_nested()
    try:
        await tx.session.execute(text(edit[0]), edit[1])
    except DBAPIError:
        return False  # the database itself refuses
    else:
        return await chain_holds(tx, HERE) or await contents(tx) != whole
    finally:
        await attempt.rollback()


async def test_five_hundred_bent_rows_are_each_found_and_named(database_url: str, tmp_path: Path) -> None:
    chance = random.Random(20261123)
    async with open_books(database_url, tmp_path) as books:
        await write_books(books)
        async with books.uow.writing(NOON) as tx:
            await unguard(tx)
            whole, done = await contents(tx), 0
            while done < EDITS:
                edit, place = chance.choice(HANDS)(chance)
                found = await bent(tx, whole, edit)
                if found is not False:
                    done += 1
                    assert found == (Wrong.ENTRY, HERE, place), edit
            assert await breaches(tx, HERE) == []


BESIDE: list[tuple[tuple[str, ...], Wrong, int]] = [
    (("UPDATE account SET balance = balance + 1 WHERE owner_id = 2",), Wrong.BALANCE, 3),
    (("UPDATE account SET worked = worked + 1 WHERE owner_id = 2",), Wrong.WORK, 3),
    (("UPDATE account SET overdraft = 5 WHERE owner_id = 2",), Wrong.OVERDRAFT, 3),
    (("DELETE FROM ledger_head",), Wrong.ENTRY, ENTRIES + 1),
    (("UPDATE ledger_head SET seq = 39",), Wrong.ENTRY, ENTRIES + 1),
    (("UPDATE ledger_head SET proof = mac",), Wrong.ENTRY, ENTRIES + 1),
    (("DELETE FROM entry_reason WHERE seq = 5",), Wrong.REASON, 5),
    (
        ("UPDATE entry_reason SET words = (SELECT words FROM entry_reason WHERE seq = 8) WHERE seq = 5",),
        Wrong.REASON,
        5,
    ),
    (("DELETE FROM entry_reason", "DELETE FROM ledger_entry", "DELETE FROM ledger_head"), Wrong.BALANCE, 1),
]
"""What is done to the tables beside the entries, and what is found first."""


async def test_what_stands_beside_the_entries_is_looked_at_too(database_url: str, tmp_path: Path) -> None:
    async with open_books(database_url, tmp_path) as books:
        await write_books(books)
        async with books.uow.writing(NOON) as tx:
            await unguard(tx)
            for statements, wrong, at in BESIDE:
                attempt = await tx.session.begin_nested()
                for statement in statements:
                    await tx.session.execute(text(statement))
                tx.session.expire_all()
                found = await breaches(tx, HERE)
                assert found[:1] == [(wrong, HERE, at)], statements
                await attempt.rollback()
            # A reason may go with its person: that is no breach.
            await tx.session.execute(text("UPDATE entry_reason SET words = NULL WHERE seq = 5"))
            assert await breaches(tx, HERE) == []
