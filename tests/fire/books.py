"""A read-only look at the database from outside, without a line of the program."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

HOLDING = "('held', 'awaiting_start', 'fulfilled')"


@dataclass(frozen=True)
class Books:
    """Counts and rows of the database at an address as a configuration has it."""

    url: str

    @property
    def kind(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.url.partition(":")[0]

    @property
    def file(self) -> Path | None:
        """The SQLite file; None with PostgreSQL."""
        head, _, path = self.url.partition(":///")
        return Path(path) if head == "sqlite" else None

    @property
    def in_use(self) -> bool:
        """Whether a program has made its tables."""
        return (self.file is None or self.file.exists()) and {"inbox", "outbox"} <= set(self._tables())

    def rows(self, query: str) -> Sequence[tuple[Any, ...]]:
        """The rows of one query, in a transaction of its own that cannot write."""
        if self.file is not None:
            with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=10)) as connection:
                return connection.execute(query).fetchall()
        with psycopg.connect(self.url, options="-c default_transaction_read_only=on") as postgres:
            return postgres.execute(query.encode()).fetchall()

    def number(self, query: str) -> int:
        """The one number a query gives."""
        return int(self.rows(query)[0][0] or 0)

    # Updates in, messages out

    def inbox(self) -> Counter[str]:
        """How many stored updates are in which state."""
        return Counter(dict(self.rows("SELECT state, count(*) FROM inbox GROUP BY state")))

    def pending_updates(self) -> int:
        """Stored and not yet handled."""
        return self.inbox()["pending"]

    def outbox(self) -> Counter[str]:
        """How many messages are in which state."""
        return Counter(dict(self.rows("SELECT state, count(*) FROM outbox GROUP BY state")))

    def owed(self) -> int:
        """Messages that still have to be said."""
        return self.outbox()["owed"] + self.outbox()["sending"]

    def messages_standing(self) -> int:
        """Messages the program knows it has sent, kept or once."""
        return self.number("SELECT count(*) FROM outbox WHERE kind <> 'delete' AND message_id IS NOT NULL")

    def cards(self) -> list[tuple[int, int]]:
        """Chat and message id of each order's living card."""
        query = (
            "SELECT x.chat_id, x.message_id FROM repair_order o JOIN outbox x "
            "ON x.key = 'card/' || o.community_id || '/' || o.number || '/' || o.card_copy"
        )
        return [(row[0], row[1]) for row in self.rows(query)]

    # Orders, claims, points

    def orders(self) -> list[tuple[int, int, str, str, int, int]]:
        """Community, number, what, state, people needed, places taken."""
        query = "SELECT community_id, number, what, status, people_needed, places_taken FROM repair_order"
        return [tuple(row) for row in self.rows(f"{query} ORDER BY community_id, number")]

    def holders(self) -> Counter[tuple[int, int, int]]:
        """How often a person holds, or held to the end, a place of an order: (community, number, person)."""
        query = f"SELECT community_id, number, person_id FROM claim WHERE state IN {HOLDING}"  # noqa: S608 - our own words
        return Counter((row[0], row[1], row[2]) for row in self.rows(query))

    def holders_by_order(self) -> dict[str, list[int]]:
        """Who holds each order, or held it to the end, as accounts on Telegram; orders by what is to be repaired."""
        orders = {(community, number): what for community, number, what, *_ in self.orders()}
        users = dict(self.rows("SELECT id, user_id FROM person"))
        found: dict[str, list[int]] = {what: [] for what in orders.values()}
        for community, number, person in self.holders():
            found[orders[community, number]].append(users[person])
        return found

    def awards(self) -> list[tuple[int, int, int, int]]:
        """Community, number, person and points of every award in the ledger."""
        query = (
            "SELECT e.community_id, e.number, a.owner_id, e.amount FROM ledger_entry e JOIN account a "
            "ON a.community_id = e.community_id AND a.id = e.target_id WHERE e.kind = 'award'"
        )
        return [(row[0], row[1], row[2], row[3]) for row in self.rows(query)]

    def balances(self) -> dict[int, int]:
        """The points of each person, from the accounts."""
        rows = self.rows("SELECT owner_id, sum(balance) FROM account WHERE kind = 'member' GROUP BY owner_id")
        return {owner: int(balance) for owner, balance in rows}

    # Everything

    def values(self) -> Iterator[tuple[str, bytes]]:
        """Every value of every table as bytes, with its table's name; for SQLite the bytes of its files too."""
        for table in self._tables():
            for row in self.rows(f'SELECT * FROM "{table}"'):  # noqa: S608 - the names come from the database
                yield from ((table, _as_bytes(value)) for value in row if value is not None)
        if self.file is not None:
            for path in self.file.parent.glob(f"{self.file.name}*"):
                yield path.name, path.read_bytes()

    def _tables(self) -> list[str]:
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            if self.file is not None
            else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        return [str(row[0]) for row in self.rows(query)]

    def summary(self) -> str:
        """In a line, for whoever waited in vain."""
        return f"inbox {dict(self.inbox())}, outbox {dict(self.outbox())}"


def _as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | bytearray | memoryview) else str(value).encode()
