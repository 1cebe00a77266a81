"""Points and goods under any sequence of commands, given twice, late and in another order, while the clock moves on.

A machine of Hypothesis invents the commands; a model in plain numbers (`tests/ledger_model.py`) says what each of them
must come to. After each step the books have to be the model's, to the point. Most steps change them: what could be
done is drawn from what the model knows. About a quarter is misdelivered or forbidden, on purpose.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import ClassVar, TypeVar

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.domain.ids import PersonId
from bot.usecases.points.reversing import REVERSIBLE
from tests.ledger_books import Books
from tests.ledger_model import ENDLESS, ORDERS, PEOPLE, PRICE, Command, Model, Moved, Piece

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
HOURS = (1, 2, 5, 23, 25)
PLENTY, MONTHLY, THRICE = 12, 12, 3
"""As long as there are fewer, goods are bought; a month is closed that has so many entries."""
NOT_TWICE = frozenset({"restock"})
"""What is no command of its own in the program: a conversation gives it once."""
WHAT = (
    *("somebody_is_paid", "points_leave_somebody", "an_entry_is_taken_back", "an_entry_is_taken_back_that_was_spent"),
    *(
        "somebody_wants_goods",
        "somebody_wants_goods",
        "somebody_comes_for_goods",
        "goods_are_bought",
        "goods_are_bought",
    ),
    *("goods_were_not_handed_over_after_all", "time_passes", "time_passes", "a_month_is_closed"),
    *("two_overtake_each_other", "one_arrives_late", "one_arrives_twice", "somebody_asks_for_what_cannot_be"),
    *("one_arrives_twice", "somebody_asks_for_what_cannot_be"),
)
"""The steps, as often as they are to be taken."""
T = TypeVar("T")
picks = st.integers(0, 2**12 - 1)


class LedgerMachine(RuleBasedStateMachine):
    """Commands, in any order, again and again."""

    books: ClassVar[Books]

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.given: list[Command] = []
        self.late: list[Command] = []
        self.named = 0
        self.books.run(self.books.begin())

    def teardown(self) -> None:
        """Everything that is always true is true in the end."""
        self.books.moved.update(entry.kind for entry in self.model.entries)
        assert self.books.run(self.books.end()) == []

    def does(self, cmd: Command) -> bool:
        """Carry it out, in the books and in the model; whether it changed them."""
        note(f"{self.model.now:%m-%d %H:%M} {cmd}")
        self.books.run(self.books.do(cmd, self.model.now))
        self.given.append(cmd)
        changed = self.model.does(cmd)
        self.books.done[cmd.act] += changed
        if cmd.act == "settle" and changed:
            assert self.books.run(self.books.last_lines()) == self.model.lines
        return changed

    def steps(self, cmd: Command | None) -> bool:
        """One step that ought to change something; False if it cannot be taken."""
        if cmd is not None:
            self.books.changed += self.does(cmd)
        return cmd is not None

    def all_do(self, *commands: Command) -> bool:
        """One after the other; whether any changed anything."""
        return sum(self.does(cmd) for cmd in commands) > 0

    def command(self, act: str, who: PersonId, number: int = 0, to: PersonId = PEOPLE[0]) -> Command:
        """A new command of its own."""
        self.named += 1
        return Command(f"{act}/{self.named}", act, who, to, number)

    # What can be done, as the model knows it; nothing where it cannot.

    def unpaid(self) -> Sequence[tuple[int, PersonId]]:
        """Work that was not paid, or whose points went back, once or twice."""
        found = ((number, who) for number in range(ORDERS) for who in PEOPLE if self.model.again[number, who] < THRICE)
        return [each for each in found if self.model.award_key(*each) not in self.model.keys]

    def rich(self, points: int = 1) -> list[PersonId]:
        """Who has as many points."""
        return [who for who in PEOPLE if self.model.balances[who] >= points]

    def reversible(self, *, below: bool = False) -> list[int]:
        """The entries that can be taken back; `below`: those that somebody owes then."""
        return [
            seq
            for seq, entry in enumerate(self.model.entries, 1)
            if entry.kind in REVERSIBLE and not entry.taken_back and self._falls(entry) is below
        ]

    def _falls(self, entry: Moved) -> bool:
        return entry.target not in ENDLESS and self.model.balances[entry.target] < entry.points

    def pieces(self, which: Callable[[Piece], bool]) -> list[tuple[PersonId, int]]:
        """Pieces of goods that stand so."""
        return [key for key, piece in self.model.pieces.items() if which(piece)]

    def waiting(self) -> list[tuple[PersonId, int]]:
        return self.pieces(lambda piece: piece.state == "held")

    def long_gone(self) -> list[tuple[PersonId, int]]:
        return self.pieces(lambda piece: piece.state == "handed_over" and not self.model.undoable(piece))

    def possible(self, pick: int) -> Command:
        """Some command that can be done now."""
        makers = [make for make in (self.pays, self.gives, self.spends, self.holds, self.hands) if make(pick)]
        found = makers[pick % len(makers)](pick)
        assert found is not None
        return found

    def pays(self, pick: int) -> Command | None:
        if not (free := self.unpaid()):
            return None
        number, who = of(free, pick)
        return self.command("award", who, number)

    def gives(self, pick: int) -> Command | None:
        return self.command("manual", of(PEOPLE, pick), 1 + pick % 9)

    def spends(self, pick: int) -> Command | None:
        """Points that leave somebody, to a neighbour or by the rule."""
        if not (rich := self.rich()):
            return None
        who = of(rich, pick)
        number = 1 + pick % min(3, self.model.balances[who])
        act = ("donate", "lapse")[pick // 8 % 2]
        return self.command(act, who, number, PEOPLE[(PEOPLE.index(who) + 1) % len(PEOPLE)])

    def holds(self, pick: int) -> Command | None:
        if not (rich := self.rich(PRICE)) or not self.model.stock:
            return None
        return self.command("hold", of(rich, pick), 1 + len(self.model.pieces))

    def hands(self, pick: int) -> Command | None:
        if not (waiting := self.waiting()):
            return None
        return self.command(("hand_over", "cancel")[pick // 4 % 3 == 0], *of(waiting, pick))

    # The steps

    @rule(what=st.sampled_from(WHAT), pick=picks)
    def step(self, what: str, pick: int) -> None:
        """One of the steps below; what cannot be done is something else that can."""
        if not getattr(self, what)(pick):
            self.steps(self.possible(pick))

    def somebody_is_paid(self, pick: int) -> bool:
        """For work, or by hand."""
        return self.steps(self.gives(pick) if pick % 4 == 0 else self.pays(pick))

    def points_leave_somebody(self, pick: int) -> bool:
        """To a neighbour, or by the rule."""
        return self.steps(self.spends(pick))

    def an_entry_is_taken_back(self, pick: int) -> bool:
        """While the points are there."""
        found = self.reversible()
        return bool(found) and self.steps(self.command("reverse", PEOPLE[0], of(found, pick)))

    def an_entry_is_taken_back_that_was_spent(self, pick: int) -> bool:
        """By the secretary's word; now and then somebody tries without."""
        found, act = self.reversible(below=True), "reverse" if pick % 4 == 0 else "reverse_below"
        return bool(found) and self.steps(self.command(act, PEOPLE[0], of(found, pick)))

    def somebody_wants_goods(self, pick: int) -> bool:
        """And gets them, if there are any."""
        return self.steps(self.holds(pick))

    def somebody_comes_for_goods(self, pick: int) -> bool:
        """Or does not want them any more."""
        return self.steps(self.hands(pick))

    def goods_were_not_handed_over_after_all(self, pick: int) -> bool:
        """It was noted by mistake."""
        if not self.pieces(self.model.undoable) and self.waiting():
            self.does(self.command("hand_over", *of(self.waiting(), pick)))
        found = self.pieces(self.model.undoable)
        return bool(found) and self.steps(self.command("undo_hand_over", *of(found, pick)))

    def goods_are_bought(self, pick: int) -> bool:
        """When few are left."""
        return self.model.stock < PLENTY and self.steps(self.command("restock", PEOPLE[0], 1 + pick % 3))

    def a_month_is_closed(self, pick: int) -> bool:
        """As soon as it is over, or hours later."""
        if self.model.unsettled() < MONTHLY:
            return False
        if not self.model.due():
            self.clock_goes_to(self.model.month_is_over() + pick % 30 * HOUR)
        return self.steps(self.command("settle", PEOPLE[0]))

    def time_passes(self, pick: int) -> bool:
        """An hour, or more; or up to the very moment at which something goes back, or just before."""
        if not self.waiting():
            return False
        until = min(self.model.pieces[each].until for each in self.waiting())
        hours = self.model.now + of(HOURS, pick // 4) * HOUR
        self.books.changed += self.clock_goes_to((hours, hours, hours, until, until - SECOND)[pick % 5])
        return True

    def clock_goes_to(self, now: datetime) -> bool:
        """What nobody came for goes back then, and nothing before; whether anything did."""
        self.model.now = max(self.model.now, now)
        over = self.pieces(lambda piece: piece.state == "held" and piece.until <= self.model.now)
        assert self.books.run(self.books.overdue(self.model.now)) == sorted(over)
        return self.all_do(*(self.command("expire", *each) for each in over))

    def two_overtake_each_other(self, pick: int) -> bool:
        """The first is held up, until now or for long; the second was made when both were possible."""
        first, second = self.possible(pick), self.possible(pick // 7)
        self.books.crossed += 1
        if pick % 2:
            self.late.append(first)
            self.steps(second)
        else:
            self.books.changed += self.all_do(second, first)
        return True

    def one_arrives_late(self, pick: int) -> bool:
        """What was held up."""
        self.books.crossed += bool(self.late)
        return bool(self.late) and self.steps(self.late.pop(pick % len(self.late)))

    def one_arrives_twice(self, pick: int) -> bool:
        """The same once more, at once or much later."""
        once = [cmd for cmd in self.given if cmd.act not in NOT_TWICE]
        self.books.twice += bool(once)
        return bool(once) and self.steps(of(once[::-1], pick % 40))

    def somebody_asks_for_what_cannot_be(self, pick: int) -> bool:
        who, entries = of(PEOPLE, pick), len(self.model.entries)
        too_many = max(0, self.model.balances[who]) + 1 + pick % 9
        over = self.pieces(lambda piece: piece.state != "held") or [(who, 0)]
        gone = [seq for seq, entry in enumerate(self.model.entries, 1) if entry.taken_back] or [entries + 1]
        done = [seq for seq, entry in enumerate(self.model.entries, 1) if entry.kind not in REVERSIBLE] or gone
        forbidden = [
            self.command("donate", who, too_many, PEOPLE[PEOPLE.index(who) - 1]),
            self.command("lapse", who, too_many),
            self.command("hand_over", *of(over, pick)),
            self.command("cancel", *of(over, pick)),
            *(self.command("undo_hand_over", *each) for each in [*self.waiting()[:1], *self.long_gone()[:1]]),
            self.command("reverse", who, of(gone, pick)),
            self.command("reverse_below", who, of(done, pick)),
        ]
        if not self.rich(PRICE) or not self.model.stock:
            forbidden += [self.command("hold", each, 900) for each in PEOPLE]
        if not self.model.due():
            forbidden.append(self.command("settle", who))
        self.books.forbidden += 1
        assert not self.does(of(forbidden, pick // 4)), "the model would do it"
        return True

    @invariant()
    def books_are_the_models(self) -> None:
        self.books.steps += 1
        seen = self.books.run(self.books.seen())
        balances = {account: points for account, points in self.model.balances.items() if points}
        assert seen == (balances, self.model.stock, len(self.model.entries), len(self.model.ends), 0)
        assert sum(balances.values()) == 0
        self.books.below += any(points < 0 for account, points in balances.items() if isinstance(account, int))


def of(many: Sequence[T], pick: int) -> T:
    """One of these."""
    return many[pick % len(many)]


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
