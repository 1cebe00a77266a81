"""Points and goods under any sequence of commands, given twice, late and in another order, while the clock moves on.

A machine of Hypothesis invents the commands; a model in plain numbers says what each of them must come to. After each
step the books have to be the model's, to the point. Every step is a savepoint of one transaction that is rolled back
in the end, with a session that has forgotten the step before: as fast as ten thousand steps in a suite have to be.
"""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.errors import DomainError
from bot.domain.ids import PersonId, Points
from bot.models import Community, Order, Person
from bot.models.ledger import AccountKind, EntryKind
from bot.models.shop import MoveKind, RedemptionState
from bot.storage.invariants import breaches
from bot.storage.redemptions import Key
from bot.storage.settling import open_span, tallies_in, write_period
from bot.storage.shop import Move, add_item, item_of, move_stock
from bot.storage.uow import UnitOfWork, Writing
from bot.usecases.awarding import award
from bot.usecases.bookkeeping import ADJUSTMENT, MINT, Booking, book, member
from bot.usecases.redeeming import Deal, give_back, hand_over, redeem
from bot.usecases.reversing import REVERSIBLE, reverse
from tests.ledgers import ANN, BO, HERE, NOON, SECRETARY

PRICE, KEPT = 3, timedelta(days=7, hours=23)
"""What the one kind of goods costs, and the longest that one piece is kept: seven days, and not until the night."""
PEOPLE = (SECRETARY, ANN, BO)
CLOCK: PersonId | None = None


class Command(NamedTuple):
    """What somebody wants done; the same `name` again is the same command, delivered twice."""

    name: str
    act: str
    who: PersonId = ANN
    to: PersonId = BO
    number: int = 0


@dataclass
class Moved:
    """An entry, as the model knows it; accounts are members, or the community's own by their kind."""

    kind: EntryKind
    source: object
    target: object
    points: int
    key: str
    taken_back: bool = False


@dataclass
class Kept:
    """A piece that waits for somebody, or did."""

    who: PersonId
    since: datetime
    over: bool = False


@dataclass
class Model:
    """What the books have to say."""

    entries: list[Moved] = field(default_factory=list)
    balances: dict[object, int] = field(default_factory=dict)
    stock: int = 0
    kept: dict[str, Kept] = field(default_factory=dict)
    """By the name of the command that asked for it."""

    def has(self, account: object) -> int:
        """Somebody's points."""
        return self.balances.get(account, 0)

    def pays(self, key: str) -> bool:
        """Whether an entry of this key was made."""
        return any(entry.key == key for entry in self.entries)

    def move(self, moved: Moved, *, below: bool = False) -> bool:
        """Points move, unless they were moved before or are not there; the mint and the adjustment have no end."""
        endless = moved.source in (AccountKind.MINT, AccountKind.ADJUSTMENT)
        if self.pays(moved.key) or moved.points == 0:
            return False
        if not (endless or below) and self.has(moved.source) < moved.points:
            return False
        self.entries.append(moved)
        self.balances[moved.source] = self.has(moved.source) - moved.points
        self.balances[moved.target] = self.has(moved.target) + moved.points
        return True

    def award_key(self, number: int, who: PersonId) -> str:
        """The key for work on an order, anew for each time it was taken back."""
        base = f"award/{number}/{who}"
        taken = [entry for entry in self.entries if entry.key.startswith(f"{base}#") and entry.taken_back]
        return f"{base}#{len(taken)}"


class Books:
    """The program's functions on a real database, one savepoint after another."""

    def __init__(self, uow: UnitOfWork, loop: asyncio.AbstractEventLoop) -> None:
        self.uow = uow
        self.loop = loop
        self.steps = self.below = 0
        """Steps taken, and those after which somebody owed points."""
        self.moved: Counter[EntryKind] = Counter()

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
        self.redemptions: dict[str, int] = {}

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

    async def do(self, cmd: Command, now: datetime) -> None:
        """One command in a savepoint; a refusal takes all of it back."""
        self.session.expunge_all()
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
        order = await tx.session.get_one(Order, (HERE, 1001 + cmd.number % 9))
        person, by = await tx.session.get_one(Person, cmd.who), await tx.session.get_one(Person, SECRETARY)
        await award(tx, order, person, Points(5), by=by)

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
        person = await tx.session.get_one(Person, cmd.who)
        kept = await redeem(tx, community, person, Deal(self.item, PRICE, cmd.number))
        self.redemptions[f"hold/{cmd.who}/{cmd.number}"] = kept.id

    def _key(self, cmd: Command) -> Key:
        return Key(HERE, self.redemptions.get(f"hold/{cmd.who}/{cmd.number}", 0))

    async def _hand_over(self, tx: Writing, cmd: Command) -> None:
        await hand_over(tx, self._key(cmd), await tx.session.get_one(Person, SECRETARY))

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

    async def seen(self) -> tuple[dict[object, int], int, int, int]:
        """Balances, stock, entries, and points that members owe although nobody let them, as the database has them."""
        rows = await self.session.execute(text("SELECT kind, owner_id, balance, overdraft FROM account"))
        found: dict[object, int] = {}
        unsaid = 0
        for kind, owner, balance, overdraft in rows:
            found[owner or AccountKind(kind)] = balance
            unsaid += kind == AccountKind.MEMBER and overdraft != max(0, -balance)
        stock = await self.session.scalar(text("SELECT stock FROM shop_item"))
        last = await self.session.scalar(text("SELECT seq FROM ledger_head"))
        return found, int(stock or 0), int(last or 0), unsaid


def expected(model: Model, cmd: Command, now: datetime) -> None:  # noqa: C901 - one line for each command
    """Do in the model what the command has to come to."""
    kept = model.kept.get(f"hold/{cmd.who}/{cmd.number}")
    match cmd.act:
        case "award":
            key = model.award_key(1001 + cmd.number % 9, cmd.who)
            model.move(Moved(EntryKind.AWARD, AccountKind.MINT, cmd.who, 5, key))
        case "manual":
            model.move(Moved(EntryKind.MANUAL, AccountKind.MINT, cmd.who, cmd.number, cmd.name))
        case "donate":
            model.move(Moved(EntryKind.DONATION, cmd.who, cmd.to, cmd.number, cmd.name))
        case "lapse":
            model.move(Moved(EntryKind.EXPIRY, cmd.who, AccountKind.ADJUSTMENT, cmd.number, cmd.name))
        case "reverse" | "reverse_below":
            _reversed(model, cmd.number, below=cmd.act == "reverse_below")
        case "hold":
            if kept is None and model.stock > 0 and model.has(cmd.who) >= PRICE:
                name = f"hold/{cmd.who}/{cmd.number}"
                model.move(Moved(EntryKind.HOLD, cmd.who, AccountKind.RESERVE, PRICE, name))
                model.stock -= 1
                model.kept[name] = Kept(cmd.who, now)
        case "hand_over" | "cancel" | "expire":
            if kept is not None and not kept.over:
                kept.over = True
                back = cmd.act != "hand_over"
                to: object = cmd.who if back else AccountKind.SPENT
                kind = EntryKind.RETURN if back else EntryKind.SPEND
                model.move(Moved(kind, AccountKind.RESERVE, to, PRICE, f"{cmd.act}/{cmd.who}/{cmd.number}"))
                model.stock += back
        case "restock":
            model.stock += cmd.number


def _reversed(model: Model, seq: int, *, below: bool) -> None:
    entry = model.entries[seq - 1] if 0 < seq <= len(model.entries) else None
    if entry is None or entry.kind not in REVERSIBLE or entry.taken_back:
        return
    member_gives = isinstance(entry.target, int)
    back = Moved(EntryKind.REVERSAL, entry.target, entry.source, entry.points, f"reversal/{seq}")
    entry.taken_back = model.move(back, below=below and member_gives)


people = st.sampled_from(PEOPLE)
few = st.integers(1, 12)
NOT_TWICE = frozenset({"restock"})
"""What is no command of its own in the program: a conversation gives it once."""


class LedgerMachine(RuleBasedStateMachine):
    """Commands, in any order, again and again."""

    books: ClassVar[Books]

    def __init__(self) -> None:
        super().__init__()
        self.model, self.now = Model(), NOON
        self.given: list[Command] = []
        self.late: list[Command] = []
        self.books.run(self.books.begin())

    def teardown(self) -> None:
        """Everything that is always true is true in the end."""
        self.books.moved.update(entry.kind for entry in self.model.entries)
        assert self.books.run(self.books.end()) == []

    def do(self, cmd: Command) -> None:
        """Carry it out, in the books and in the model."""
        self.books.run(self.books.do(cmd, self.now))
        expected(self.model, cmd, self.now)
        self.given.append(cmd)

    def comes(self, cmd: Command, *, late: bool) -> None:
        """A command is carried out now, or when it arrives."""
        if late:
            self.late.append(cmd)
        else:
            self.do(cmd)

    def named(self, act: str) -> str:
        """A name that no command had."""
        return f"{act}/{len(self.given)}/{len(self.late)}/{self.books.steps}"

    @rule(act=st.sampled_from(("award", "manual")), who=people, n=few, late=st.booleans())
    def comes_in(self, act: str, who: PersonId, n: int, *, late: bool) -> None:
        self.comes(Command(self.named(act), act, who, number=n), late=late)

    @rule(act=st.sampled_from(("donate", "lapse")), n=st.integers(1, 3), late=st.booleans())
    def goes_out(self, act: str, n: int, *, late: bool) -> None:
        who = max(PEOPLE, key=self.model.has)
        to = PEOPLE[(PEOPLE.index(who) + 1) % len(PEOPLE)]
        self.comes(Command(self.named(act), act, who, to, n), late=late)

    @rule(act=st.sampled_from(("reverse", "reverse_below")), back=st.integers(0, 30), late=st.booleans())
    def take_back(self, act: str, back: int, *, late: bool) -> None:
        self.comes(Command("", act, number=max(1, len(self.model.entries) - back)), late=late)

    @rule(who=people, n=st.integers(1, 30), late=st.booleans())
    def take(self, who: PersonId, n: int, *, late: bool) -> None:
        self.comes(Command("", "hold", who, number=n), late=late)

    @rule(act=st.sampled_from(("hand_over", "cancel")), pick=st.integers(0, 30), late=st.booleans())
    def close(self, act: str, pick: int, *, late: bool) -> None:
        if names := sorted(self.model.kept):
            _, who, number = names[pick % len(names)].split("/")
            self.comes(Command("", act, PersonId(int(who)), number=int(number)), late=late)

    @rule(n=st.integers(1, 3))
    def restock(self, n: int) -> None:
        self.do(Command("", "restock", number=n))

    @rule()
    def settle(self) -> None:
        self.do(Command("", "settle"))

    @rule(hours=st.sampled_from((1, 24, 24 * 8, 24 * 32)))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        for name, kept in sorted(self.model.kept.items()):
            if not kept.over and self.now - kept.since > KEPT:
                _, who, number = name.split("/")
                self.do(Command("", "expire", PersonId(int(who)), number=int(number)))

    @rule(pick=st.integers(0, 50))
    def arrives_late(self, pick: int) -> None:
        if self.late:
            self.do(self.late.pop(pick % len(self.late)))

    @rule(pick=st.integers(0, 200))
    def arrives_twice(self, pick: int) -> None:
        if self.given and (cmd := self.given[pick % len(self.given)]).act not in NOT_TWICE:
            self.do(cmd)

    @invariant()
    def books_are_the_models(self) -> None:
        self.books.steps += 1
        balances, stock, last, unsaid = self.books.run(self.books.seen())
        self.books.below += any(points < 0 for account, points in balances.items() if isinstance(account, int))
        known = {account: points for account, points in self.model.balances.items() if account in balances or points}
        assert {account: points for account, points in balances.items() if points or account in known} == known
        assert (stock, last, unsaid) == (self.model.stock, len(self.model.entries), 0)
        assert sum(balances.values()) == 0


def machine(books: Books) -> type[LedgerMachine]:
    """A machine on these books."""
    return type("OnTheseBooks", (LedgerMachine,), {"books": books})


@contextmanager
def own_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop for the machine, which is not asynchronous itself."""
    loop = asyncio.new_event_loop()
    try:
        yield loop
    finally:
        loop.close()
