"""A small checker of linearizability: could what people were told have come from one order, one deed after another?

A history is a list of deeds, each with the instant it began and the instant its answer was heard, on one clock.
It is linearizable when every deed can be given one instant between these two such that a single order, used by
one person at a time, would have answered the same (Herlihy and Wing 1990). The search is that of Wing and Gong
(1993) with the memory of Lowe (2017): which deeds are done and how the order stands is never looked at twice.

An answer that never came leaves open whether the deed took effect, and when: it may do so late, or not at all.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

NEVER = math.inf
"""When an answer was heard that never came."""
MOST_NAMED = 2
"""Who came too late hears so many names at most."""


class Act(StrEnum):
    """What is done to an order, or seen of it."""

    CLAIM = "claim"
    RELEASE = "release"
    RELEASE_ALL = "release all"
    FINISH = "finish"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    SEE_HOLDERS = "see the holders"
    """The card, or the books: exactly these people hold it."""
    HOLD = "hold"
    """Somebody is told privately that they hold it."""


class Said(StrEnum):
    """What the answer meant."""

    DONE = "done"
    """It was carried out; of a claim: it won."""
    YOURS = "already yours"
    TAKEN = "taken"
    """By those in `names`."""
    REFUSED = "refused"
    """For a reason that lies outside the order: a limit, a closed team, a button of yesterday."""
    NOTHING = "nothing"
    """No answer, or one that does not tell how it ended."""


@dataclass(frozen=True)
class Deed:
    """One thing somebody did, and what they heard.

    Attributes:
        who: who did it.
        began: seconds; before this instant it cannot have taken effect.
        ended: seconds; after this instant it cannot have either. NEVER: no answer was heard.
        names: who was named in the answer.
    """

    who: str
    act: Act
    said: Said
    began: float
    ended: float
    names: frozenset[str] = frozenset()

    def __str__(self) -> str:
        named = f" ({', '.join(sorted(self.names))})" if self.names else ""
        return f"{self.began:.3f}…{self.ended:.3f} {self.who}: {self.act} → {self.said}{named}"


class Phase(StrEnum):
    """How far the work is."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"


class Order(NamedTuple):
    """How an order stands."""

    needed: int
    phase: Phase = Phase.OPEN
    holders: frozenset[str] = frozenset()

    @property
    def has_place(self) -> bool:
        """Whether somebody can still claim it."""
        return self.phase is Phase.OPEN and len(self.holders) < self.needed

    def after(self, deed: Deed) -> Iterator["Order"]:
        """How it may stand after a deed that was answered like this; nothing: it would not have answered so."""
        if deed.said is Said.NOTHING:
            if deed.ended < NEVER:
                yield self
            yield from self.after(replace(deed, said=Said.DONE))
        elif deed.said is Said.DONE:
            changed = _DONE[deed.act](self, deed)
            if changed is not None:
                yield changed
        elif _AS_IT_IS[deed.said](self, deed):
            yield self


def _claim(order: Order, deed: Deed) -> Order | None:
    free = order.has_place and deed.who not in order.holders
    return order._replace(holders=order.holders | {deed.who}) if free else None


def _release(order: Order, deed: Deed) -> Order | None:
    held = order.phase is Phase.OPEN and deed.who in order.holders
    return order._replace(holders=order.holders - {deed.who}) if held else None


def _release_all(order: Order, _: Deed) -> Order | None:
    return order._replace(holders=frozenset()) if order.phase is Phase.OPEN and order.holders else None


def _finish(order: Order, deed: Deed) -> Order | None:
    held = order.phase is Phase.OPEN and deed.who in order.holders
    return order._replace(phase=Phase.DONE) if held else None


def _confirm(order: Order, _: Deed) -> Order | None:
    return order._replace(phase=Phase.CLOSED) if order.phase is Phase.DONE else None


def _reopen(order: Order, _: Deed) -> Order | None:
    return order._replace(phase=Phase.OPEN) if order.phase is Phase.DONE else None


def _see_holders(order: Order, deed: Deed) -> Order | None:
    return order if deed.names == order.holders else None


def _hold(order: Order, deed: Deed) -> Order | None:
    return order if deed.who in order.holders else None


_DONE: dict[Act, Callable[[Order, Deed], Order | None]] = {
    Act.CLAIM: _claim,
    Act.RELEASE: _release,
    Act.RELEASE_ALL: _release_all,
    Act.FINISH: _finish,
    Act.CONFIRM: _confirm,
    Act.REOPEN: _reopen,
    Act.SEE_HOLDERS: _see_holders,
    Act.HOLD: _hold,
}


def _taken(order: Order, deed: Deed) -> bool:
    """Who comes when the work is done hears who did it, whether or not a place was left free."""
    if order.has_place or (deed.who in order.holders and order.phase is not Phase.CLOSED):
        return False
    return 0 < len(deed.names) == min(len(order.holders), MOST_NAMED) and deed.names <= order.holders


_AS_IT_IS: dict[Said, Callable[[Order, Deed], bool]] = {
    Said.YOURS: lambda order, deed: deed.who in order.holders,
    Said.TAKEN: _taken,
    Said.REFUSED: lambda _order, _deed: True,
}


def explanation(history: Iterable[Deed], *, needed: int) -> list[Deed] | None:
    """The deeds in an order in which they can have taken effect; None when there is none.

    Args:
        history: all that was done to one order, and all that was seen of it.
        needed: how many people the order needs.
    """
    deeds = sorted(history, key=lambda deed: (deed.began, deed.ended))
    search = _Search(deeds)
    return search.explain(Order(needed))


class _Search:
    """Depth first, without recursion: histories are longer than Python's stack is deep."""

    def __init__(self, deeds: Sequence[Deed]) -> None:
        self._deeds = deeds
        self._answered = frozenset(number for number, deed in enumerate(deeds) if deed.ended < NEVER)
        self._seen: set[tuple[frozenset[int], Order]] = set()

    def explain(self, start: Order) -> list[Deed] | None:
        paths: list[tuple[Order, tuple[int, ...]]] = [(start, ())]
        while paths:
            order, path = paths.pop()
            path = self._look(order, path)
            done = frozenset(path)
            if done >= self._answered:
                return [self._deeds[number] for number in path]
            if (done, order) in self._seen:
                continue
            self._seen.add((done, order))
            for number in self._next(done):
                paths += [(after, (*path, number)) for after in order.after(self._deeds[number])]
        return None

    def _look(self, order: Order, path: tuple[int, ...]) -> tuple[int, ...]:
        """Whatever may come next and leaves the order as it is comes now: that forbids nothing to the others."""
        while found := [number for number in self._next(frozenset(path)) if self._only_looks(order, number)]:
            path += tuple(found)
        return path

    def _only_looks(self, order: Order, number: int) -> bool:
        deed = self._deeds[number]
        return deed.said is not Said.NOTHING and [*order.after(deed)] == [order]

    def _next(self, done: Collection[int]) -> list[int]:
        """What may come next: whatever began before anything else that is left was answered."""
        left = [number for number in range(len(self._deeds)) if number not in done]
        first_answer = min((self._deeds[number].ended for number in left), default=NEVER)
        return [number for number in left if self._deeds[number].began <= first_answer]
