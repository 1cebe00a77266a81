"""The program's own functions for points and goods, on a real database, one savepoint after another.

Every step is a savepoint of one transaction that is rolled back in the end, with a session that has forgotten the step
before: as fast as ten thousand steps in a suite have to be.
"""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.errors import DomainError
from bot.domain.ids import PersonId, Points
from bot.models import Community, Order, Person, SettledLine, SettledPeriod
from bot.models.ledger import AccountKind, EntryKind
from bot.models.shop import MoveKind, RedemptionState
from bot.storage.goods.redemptions import Key, expired_by
from bot.storage.goods.shop import Move, add_item, item_of, move_stock
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.points.settling import open_span, tallies_in, write_period
from bot.storage.upkeep.invariants import breaches
from bot.usecases.points.awarding import award
from bot.usecases.points.bookkeeping import ADJUSTMENT, MINT, Booking, book, member
from bot.usecases.points.reversing import reverse
from bot.usecases.shop.redeeming import Deal, give_back, hand_over, redeem, undo_hand_over
from tests.ledger_model import AWARDED, ORDERS, PRICE, Command
from tests.ledgers import HERE, NOON, SECRETARY

FIRST_ORDER = 1001
CLOCK: PersonId | None = None
UNTOUCHED = (Community, Order, Person)
"""What no command here changes."""
OVERDRAWN = "CASE WHEN kind = 'member' AND balance < 0 THEN -balance ELSE 0 END"
SEEN = text(
    f"SELECT kind, owner_id, balance, overdraft - {OVERDRAWN} FROM account "  # noqa: S608 - ours
    "UNION ALL SELECT 'stock', 0, stock, 0 FROM shop_item "
    "UNION ALL SELECT 'last', 0, seq, 0 FROM ledger_head "
    "UNION ALL SELECT 'periods', 0, count(*), 0 FROM settled_period"
)
Seen = tuple[dict[object, int], int, int, int, int]
"""Balances that are not zero, stock, entries, periods, and accounts that owe as nobody let them."""


class Books:
    """One database, and what the machines have done with it."""

    def __init__(self, uow: UnitOfWork, loop: asyncio.AbstractEventLoop) -> None:
        self.uow = uow
        self.loop = loop
        self.steps = self.changed = self.crossed = self.twice = self.forbidden = self.below = 0
        """Steps; those that changed something, came in another order, twice, in vain; left somebody below zero."""
        self.moved: Counter[EntryKind] = Counter()
        self.done: Counter[str] = Counter()
        """How often each command changed something."""

    def account(self) -> str:
        """In a few words, how thick it was."""
        share = {
            name: f"{getattr(self, name) / self.steps:.0%}" for name in ("changed", "crossed", "twice", "forbidden")
        }
        entries = 50 * self.moved.total() / self.steps
        return (
            f"{self.steps} steps, {entries:.0f} entries in 50 of them; {share}; {self.below} owing; {dict(self.done)}"
        )

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Wait for it."""
        return self.loop.run_until_complete(work)

    async def begin(self) -> None:
        """A database with goods on the shelf and nothing booked."""
        self.session = AsyncSession(self.uow.database.writer, expire_on_commit=False)
        await self.session.begin()
        tx = self.tx(NOON)
        self.item = (await add_item(tx, HERE, name="毛巾", unit="条", price=Points(PRICE), per_person=None)).id
        await self.session.flush()
        # Held here: a session lets go of what nobody else holds.
        self.untouched = [row for table in UNTOUCHED for row in await self.session.scalars(select(table))]
        self.redemptions: dict[tuple[PersonId, int], int] = {}

    async def end(self) -> list[Any]:
        """What is wrong with the books; nothing is left of them."""
        self.session.expunge_all()
        found = await breaches(self.tx(NOON), HERE)
        await self.session.rollback()
        await self.session.close()
        return found

    def tx(self, now: datetime) -> Writing:
        """A transaction at this instant."""
        return Writing(self.session, self.uow.vault, now, occasion="machine")

    def _forget(self) -> None:
        """Nothing that a step could have changed is known by heart."""
        for known in [row for row in self.session if not isinstance(row, UNTOUCHED)]:
            self.session.expunge(known)

    async def do(self, cmd: Command, now: datetime) -> None:
        """One command in a savepoint; a refusal takes all of it back."""
        self._forget()
        step = await self.session.begin_nested()
        tx = self.tx(now)
        try:
            await getattr(self, f"_{cmd.act}")(tx, cmd)
            await self.session.flush()
        except DomainError:
            await step.rollback()
        else:
            await step.commit()

    async def _award(self, tx: Writing, cmd: Command) -> None:
        order = await tx.session.get_one(Order, (HERE, FIRST_ORDER + cmd.number % ORDERS))
        person, by = await self._person(tx, cmd.who), await self._person(tx, SECRETARY)
        await award(tx, order, person, Points(AWARDED), by=by)

    async def _person(self, tx: Writing, who: PersonId) -> Person:
        return await tx.session.get_one(Person, who)

    async def _manual(self, tx: Writing, cmd: Command) -> None:
        given = Booking(EntryKind.MANUAL, MINT, member(cmd.who), cmd.number, cmd.name, SECRETARY, reason="帮忙")
        await book(tx, HERE, given)

    async def _donate(self, tx: Writing, cmd: Command) -> None:
        given = Booking(EntryKind.DONATION, member(cmd.who), member(cmd.to), cmd.number, cmd.name, cmd.who)
        await book(tx, HERE, given)

    async def _lapse(self, tx: Writing, cmd: Command) -> None:
        await book(tx, HERE, Booking(EntryKind.EXPIRY, member(cmd.who), ADJUSTMENT, cmd.number, cmd.name, CLOCK))

    async def _reverse(self, tx: Writing, cmd: Command) -> None:
        await reverse(tx, HERE, cmd.number, SECRETARY, "写错了")

    async def _reverse_below(self, tx: Writing, cmd: Command) -> None:
        await reverse(tx, HERE, cmd.number, SECRETARY, "写错了", below_zero=True)

    async def _hold(self, tx: Writing, cmd: Command) -> None:
        community = await tx.session.get_one(Community, HERE)
        kept = await redeem(tx, community, await self._person(tx, cmd.who), Deal(self.item, PRICE, cmd.number))
        self.redemptions[cmd.piece] = kept.id

    def _key(self, cmd: Command) -> Key:
        return Key(HERE, self.redemptions.get(cmd.piece, 0))

    async def _hand_over(self, tx: Writing, cmd: Command) -> None:
        await hand_over(tx, self._key(cmd), await self._person(tx, SECRETARY))

    async def _undo_hand_over(self, tx: Writing, cmd: Command) -> None:
        await undo_hand_over(tx, self._key(cmd), await self._person(tx, SECRETARY), "交错了")

    async def _cancel(self, tx: Writing, cmd: Command) -> None:
        await give_back(tx, self._key(cmd), RedemptionState.CANCELLED, by=cmd.who)

    async def _expire(self, tx: Writing, cmd: Command) -> None:
        await give_back(tx, self._key(cmd), RedemptionState.EXPIRED, by=CLOCK)

    async def _restock(self, tx: Writing, cmd: Command) -> None:
        item = await item_of(tx, HERE, self.item)
        assert item is not None
        await move_stock(tx, item, Move(MoveKind.PURCHASE, cmd.number, SECRETARY))

    async def _settle(self, tx: Writing, _cmd: Command) -> None:
        community = await tx.session.get_one(Community, HERE)
        span = await open_span(tx, community)
        if span is not None and span.period.is_over(tx.now, community.zone):
            await write_period(tx, community, span, await tallies_in(tx, community, span), by=SECRETARY)

    async def seen(self) -> Seen:
        """What the database has, in one question."""
        found: dict[str, int] = {}
        balances: dict[object, int] = {}
        unsaid = 0
        for kind, owner, number, wrong in await self.session.execute(SEEN):
            if kind in {"stock", "last", "periods"}:
                found[kind] = number
            elif number:
                balances[owner or AccountKind(kind)] = number
            unsaid += wrong != 0
        return balances, found.get("stock", 0), found.get("last", 0), found["periods"], unsaid

    async def overdue(self, now: datetime) -> list[tuple[PersonId, int]]:
        """The pieces that nobody came for in time."""
        names = {number: piece for piece, number in self.redemptions.items()}
        return sorted(names[key.id] for key in await expired_by(self.tx(now), now, limit=100))

    async def last_lines(self) -> dict[PersonId, Counter[str]]:
        """What the period closed last says of each member; what is nothing is left out."""
        names = ("opening", "earned", "donated", "redeemed", "reversed", "expired", "closing")
        last = select(func.max(SettledPeriod.id)).scalar_subquery()
        rows = await self.session.scalars(select(SettledLine).where(SettledLine.period_id == last))
        return {
            row.person_id: Counter({name: number for name in names if (number := int(getattr(row, name)))})
            for row in rows
        }
