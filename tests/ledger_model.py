"""What a ledger with a shop has to say after each command: the same rules once more, in plain numbers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.ids import PersonId
from bot.models.ledger import AccountKind, EntryKind
from bot.usecases.points.reversing import REVERSIBLE
from tests.ledgers import ANN, BO, NOON, SECRETARY

PRICE, AWARDED = 3, 5
"""What the one kind of goods costs, and what work on an order earns."""
PEOPLE = (SECRETARY, ANN, BO)
ORDERS = 9
DAY, SHANGHAI = timedelta(days=1), timedelta(hours=8)
NIGHT_BEGINS, NIGHT_ENDS = 21, 8
ENDLESS = (AccountKind.MINT, AccountKind.ADJUSTMENT)
COLUMNS: Mapping[EntryKind, str] = {
    EntryKind.AWARD: "earned", EntryKind.MANUAL: "earned", EntryKind.DONATION: "donated",
    EntryKind.EXPIRY: "expired", EntryKind.REVERSAL: "reversed",
    EntryKind.HOLD: "redeemed", EntryKind.RETURN: "redeemed", EntryKind.SPEND: "redeemed",
}  # fmt: skip
"""In which column of a settlement an entry stands."""


class Command(NamedTuple):
    """What somebody wants done; the same `name` again is the same command, delivered twice."""

    name: str
    act: str
    who: PersonId = ANN
    to: PersonId = BO
    number: int = 0

    @property
    def piece(self) -> tuple[PersonId, int]:
        """Which piece of goods, where it is about one."""
        return self.who, self.number


@dataclass
class Moved:
    """An entry; accounts are members, or the community's own by their kind."""

    kind: EntryKind
    source: object
    target: object
    points: int
    key: str
    at: datetime = NOON
    taken_back: bool = False
    undoes: EntryKind | None = None
    """What kind of entry it takes back."""
    work: tuple[int, PersonId] | None = None
    """Which order, and who did it."""


@dataclass
class Piece:
    """One piece of goods that somebody asked for."""

    who: PersonId
    until: datetime
    state: str = "held"
    ended: datetime = NOON
    spent: Moved | None = None
    """The entry that paid for it."""


@dataclass
class Model:
    """What the books have to say."""

    now: datetime = NOON
    entries: list[Moved] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    balances: Counter[object] = field(default_factory=Counter)
    stock: int = 0
    pieces: dict[tuple[PersonId, int], Piece] = field(default_factory=dict)
    settled: int = 0
    """How many entries closed periods have."""
    ends: list[date] = field(default_factory=list)
    """The day after each closed period."""
    lines: dict[PersonId, Counter[str]] = field(default_factory=dict)
    """What the last closed period says of each member."""
    again: Counter[tuple[int, PersonId]] = field(default_factory=Counter)
    """How often the points for work were taken back."""

    def does(self, cmd: Command) -> bool:
        """What the command has to come to; whether it changed anything."""
        before = (len(self.entries), self.stock, len(self.ends))
        getattr(self, f"_{cmd.act}")(cmd)
        return before != (len(self.entries), self.stock, len(self.ends))

    def _moves(self, moved: Moved, *, below: bool = False) -> bool:
        """Points move, unless they were moved before or are not there; the mint and the adjustment have no end."""
        endless = below or moved.source in ENDLESS
        if moved.key in self.keys or not (endless or self.balances[moved.source] >= moved.points):
            return False
        moved.at = self.now
        self.keys.add(moved.key)
        self.entries.append(moved)
        self.balances[moved.source] -= moved.points
        self.balances[moved.target] += moved.points
        return True

    def award_key(self, number: int, who: PersonId) -> str:
        """The key for work on an order, anew for each time it was taken back."""
        return f"award/{number % ORDERS}/{who}/{self.again[number % ORDERS, who]}"

    def _award(self, cmd: Command) -> None:
        key = self.award_key(cmd.number, cmd.who)
        work = (cmd.number % ORDERS, cmd.who)
        self._moves(Moved(EntryKind.AWARD, AccountKind.MINT, cmd.who, AWARDED, key, work=work))

    def _manual(self, cmd: Command) -> None:
        self._moves(Moved(EntryKind.MANUAL, AccountKind.MINT, cmd.who, cmd.number, cmd.name))

    def _donate(self, cmd: Command) -> None:
        self._moves(Moved(EntryKind.DONATION, cmd.who, cmd.to, cmd.number, cmd.name))

    def _lapse(self, cmd: Command) -> None:
        self._moves(Moved(EntryKind.EXPIRY, cmd.who, AccountKind.ADJUSTMENT, cmd.number, cmd.name))

    def _reverse(self, cmd: Command) -> None:
        self._takes_back(cmd.number, below=False)

    def _reverse_below(self, cmd: Command) -> None:
        self._takes_back(cmd.number, below=True)

    def _takes_back(self, seq: int, *, below: bool) -> None:
        entry = self.entries[seq - 1] if 0 < seq <= len(self.entries) else None
        if entry is not None and entry.kind in REVERSIBLE:
            self._undoes(entry, below=below and isinstance(entry.target, int))

    def _undoes(self, entry: Moved, *, below: bool = False) -> bool:
        seq = self.entries.index(entry) + 1
        back = Moved(EntryKind.REVERSAL, entry.target, entry.source, entry.points, f"reversal/{seq}", undoes=entry.kind)
        if entry.taken_back or not self._moves(back, below=below):
            return False
        entry.taken_back = True
        self.again.update([] if entry.work is None else [entry.work])
        return True

    def _hold(self, cmd: Command) -> None:
        held = Moved(EntryKind.HOLD, cmd.who, AccountKind.RESERVE, PRICE, f"hold/{cmd.piece}")
        if self.stock > 0 and self._moves(held):
            self.stock -= 1
            self.pieces[cmd.piece] = Piece(cmd.who, kept_until(self.now))

    def _hand_over(self, cmd: Command) -> None:
        if (piece := self._held(cmd)) is not None:
            key = f"spend/{cmd.piece}/{len(self.entries)}"
            piece.spent = Moved(EntryKind.SPEND, AccountKind.RESERVE, AccountKind.SPENT, PRICE, key)
            self._moves(piece.spent)
            piece.state, piece.ended = "handed_over", self.now

    def _give_back(self, cmd: Command) -> None:
        if (piece := self._held(cmd)) is not None:
            key = f"return/{cmd.piece}"
            self._moves(Moved(EntryKind.RETURN, AccountKind.RESERVE, cmd.who, PRICE, key))
            self.stock += 1
            piece.state = "over"

    _cancel = _expire = _give_back

    def _undo_hand_over(self, cmd: Command) -> None:
        piece = self.pieces.get(cmd.piece)
        if piece is not None and self.undoable(piece) and piece.spent is not None:
            self._undoes(piece.spent)
            piece.state, piece.until = "held", kept_until(self.now)

    def undoable(self, piece: Piece) -> bool:
        """Whether it was handed over, and not long ago."""
        return piece.state == "handed_over" and self.now - piece.ended <= DAY

    def _held(self, cmd: Command) -> Piece | None:
        piece = self.pieces.get(cmd.piece)
        return piece if piece is not None and piece.state == "held" else None

    def _restock(self, cmd: Command) -> None:
        self.stock += cmd.number

    def unsettled(self) -> int:
        """How many entries no closed period has."""
        return len(self.entries) - self.settled

    def month_is_over(self) -> datetime:
        """When the month can be closed that is to be closed next."""
        ends = month_after(local_day(self.entries[self.settled].at))
        return datetime.combine(ends, time(), tzinfo=UTC) - SHANGHAI

    def due(self) -> date | None:
        """The end of the month that can be closed now."""
        if not self.unsettled() or self.now < self.month_is_over():
            return None
        return local_day(self.month_is_over())

    def _settle(self, _cmd: Command) -> None:
        """Close a month: each member's line begins with what the one before ended with."""
        if (ends := self.due()) is None:
            return
        taken = [entry for entry in self.entries[self.settled :] if local_day(entry.at) < ends]
        lines = {who: Counter(opening=line["closing"]) for who, line in self.lines.items() if line["closing"]}
        for entry in taken:
            alike = entry.undoes in (EntryKind.DONATION, EntryKind.EXPIRY)
            column = COLUMNS[entry.undoes if alike and entry.undoes else entry.kind]
            for who, sign in ((entry.target, 1), (entry.source, -1)):
                if isinstance(who, int):
                    lines.setdefault(PersonId(who), Counter())[column] += sign * entry.points
        for line in lines.values():
            line["closing"] = line.total()
        # What is nothing is left out.
        self.lines = {who: Counter({name: n for name, n in line.items() if n}) for who, line in lines.items()}
        self.settled += len(taken)
        self.ends.append(ends)


def local_day(at: datetime) -> date:
    """The day in Shanghai, which knows no summer time."""
    return (at + SHANGHAI).date()


def month_after(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def kept_until(now: datetime) -> datetime:
    """Seven days, and not until the night: what would go back between 21 and 8 o'clock does in the morning."""
    until = now + timedelta(days=7)
    local = until + SHANGHAI
    if local.hour >= NIGHT_BEGINS:
        local = local.replace(hour=NIGHT_ENDS, minute=0, second=0) + DAY
    elif local.hour < NIGHT_ENDS:
        local = local.replace(hour=NIGHT_ENDS, minute=0, second=0)
    return local - SHANGHAI
