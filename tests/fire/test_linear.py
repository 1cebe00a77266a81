"""The checker itself: what it must let pass, what it must refuse, and that it agrees with trying every order."""

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fire.linear import NEVER, Act, Deed, Order, Said, explanation

PEOPLE = ("Ann", "Bob", "Cai", "Dan")


def claim(who: str, said: Said, began: float, ended: float, *names: str) -> Deed:
    return Deed(who, Act.CLAIM, said, began, ended, frozenset(names))


def won(who: str, began: float, ended: float) -> Deed:
    return claim(who, Said.DONE, began, ended)


def late(who: str, began: float, ended: float, *names: str) -> Deed:
    return claim(who, Said.TAKEN, began, ended, *names)


def unheard(who: str, began: float) -> Deed:
    return claim(who, Said.NOTHING, began, NEVER)


def did(who: str, act: Act, began: float, ended: float) -> Deed:
    return Deed(who, act, Said.DONE, began, ended)


def books(at: float, *names: str) -> Deed:
    return Deed("the books", Act.SEE_HOLDERS, Said.DONE, at, at, frozenset(names))


LEGAL = {
    "the first wins": (1, [won("Ann", 0, 1), late("Bob", 2, 3, "Ann"), books(9, "Ann")]),
    "the later tap wins while both are under way": (1, [late("Bob", 0, 5, "Ann"), won("Ann", 2, 3), books(9, "Ann")]),
    "two places, two winners": (2, [won("Ann", 0, 2), won("Bob", 1, 3), late("Cai", 2, 4, "Ann", "Bob")]),
    "three places, of which two are named": (
        3,
        [*(won(who, 0, 1) for who in PEOPLE[:3]), late("Dan", 2, 3, "Ann", "Cai"), books(9, *PEOPLE[:3])],
    ),
    "a winner taps again": (1, [won("Ann", 0, 1), claim("Ann", Said.YOURS, 2, 3), books(9, "Ann")]),
    "an answer was lost and the tap won": (1, [unheard("Ann", 0), late("Bob", 1, 2, "Ann"), books(9, "Ann")]),
    "an answer was lost and the tap came too late": (1, [unheard("Ann", 0), won("Bob", 1, 2), books(9, "Bob")]),
    "an answer was lost and the tap won long after": (1, [unheard("Ann", 0), books(4), books(9, "Ann")]),
    "given back and taken by another": (
        1,
        [
            won("Ann", 0, 1),
            did("Ann", Act.RELEASE, 2, 4),
            won("Bob", 3, 5),
            late("Ann", 6, 7, "Bob"),
            books(9, "Bob"),
        ],
    ),
    "staff free all places": (
        2,
        [won("Ann", 0, 1), won("Bob", 0, 1), did("Sec", Act.RELEASE_ALL, 2, 3), won("Bob", 4, 5), books(9, "Bob")],
    ),
    "done by one of two: nobody gets the other place": (
        2,
        [won("Ann", 0, 1), did("Ann", Act.FINISH, 2, 3), late("Bob", 4, 5, "Ann"), books(9, "Ann")],
    ),
    "found wanting, and the free place is offered again": (
        2,
        [
            won("Ann", 0, 1),
            did("Ann", Act.FINISH, 2, 3),
            did("Sec", Act.REOPEN, 4, 5),
            won("Bob", 6, 7),
            books(9, "Ann", "Bob"),
        ],
    ),
    "after the end even the winner hears who it was": (
        1,
        [
            won("Ann", 0, 1),
            did("Ann", Act.FINISH, 2, 3),
            did("Sec", Act.CONFIRM, 4, 5),
            late("Ann", 6, 7, "Ann"),
            books(9, "Ann"),
        ],
    ),
    "refused for another reason": (1, [claim("Ann", Said.REFUSED, 0, 1), won("Bob", 2, 3), books(9, "Bob")]),
}

ILLEGAL = {
    "two winners of one place": (1, [won("Ann", 0, 3), won("Bob", 1, 2)]),
    "two winners, one of whom never heard of it": (1, [won("Ann", 0, 1), unheard("Bob", 0), books(9, "Ann", "Bob")]),
    "a winner told that it was taken": (1, [late("Ann", 0, 1, "Bob"), unheard("Bob", 0), books(9, "Ann")]),
    "a holder told that it was taken": (1, [won("Ann", 0, 1), late("Ann", 2, 3, "Ann"), books(9, "Ann")]),
    "a loser told a winner who did not tap yet": (1, [late("Bob", 0, 1, "Ann"), won("Ann", 2, 3), books(9, "Ann")]),
    "a loser told the wrong winner": (1, [won("Ann", 0, 1), late("Bob", 2, 3, "Cai"), books(9, "Ann")]),
    "a loser told nobody": (1, [won("Ann", 0, 1), late("Bob", 2, 3), books(9, "Ann")]),
    "a loser though a place was free": (2, [won("Ann", 0, 1), late("Bob", 2, 3, "Ann"), books(9, "Ann")]),
    "a loser told one of two": (2, [won("Ann", 0, 1), won("Bob", 0, 1), late("Cai", 2, 3, "Ann")]),
    "a claim that was lost": (1, [won("Ann", 0, 1), books(9)]),
    "a claim that was lost and given to another": (1, [won("Ann", 0, 1), won("Bob", 2, 3), books(9, "Bob")]),
    "a holder nobody saw tap": (1, [books(9, "Ann")]),
    "a holder who was refused": (1, [claim("Ann", Said.REFUSED, 0, 1), books(9, "Ann")]),
    "yours, before it was": (1, [claim("Ann", Said.YOURS, 0, 1), won("Ann", 2, 3)]),
    "told privately that they hold it, before they tapped": (1, [did("Ann", Act.HOLD, 0, 1), won("Ann", 2, 3)]),
    "the card shows who did not tap yet": (1, [books(1, "Ann"), won("Ann", 2, 3)]),
    "won before it was given back": (
        1,
        [won("Ann", 0, 1), won("Bob", 2, 3), did("Ann", Act.RELEASE, 4, 5), books(9, "Bob")],
    ),
    "given back, and held all the same": (1, [won("Ann", 0, 1), did("Ann", Act.RELEASE, 2, 3), books(9, "Ann")]),
    "won after the work was done": (2, [won("Ann", 0, 1), did("Ann", Act.FINISH, 2, 3), won("Bob", 4, 5)]),
    "done by somebody who does not hold it": (1, [won("Ann", 0, 1), did("Bob", Act.FINISH, 2, 3)]),
}


@pytest.mark.parametrize("name", LEGAL)
def test_a_history_that_one_order_could_have_is_explained(name: str) -> None:
    needed, history = LEGAL[name]
    assert explanation(history, needed=needed) is not None


@pytest.mark.parametrize("name", ILLEGAL)
def test_a_history_that_no_order_could_have_is_refused(name: str) -> None:
    needed, history = ILLEGAL[name]
    assert explanation(history, needed=needed) is None


def test_fifty_taps_at_once_of_which_one_lies_are_refused_at_once() -> None:
    winner, *losers = [f"person {number}" for number in range(50)]
    history = [won(winner, 0, 9), *(late(loser, number / 100, 9, winner) for number, loser in enumerate(losers))]
    assert explanation(history, needed=1) is not None
    history[30] = late(losers[29], 0.3, 9, losers[3])
    assert explanation(history, needed=1) is None


def test_fifty_taps_of_which_forty_were_never_answered_are_judged_at_once() -> None:
    silent = [unheard(f"person {number}", number / 100) for number in range(40)]
    named = "person 7"
    heard = [late(f"late {number}", 1, 9, named) for number in range(10)]
    assert explanation([*silent, *heard, books(10, named)], needed=1) is not None
    assert explanation([*silent, *heard, books(10, "person 8")], needed=1) is None


# Histories by chance


def told(order: Order, who: str, act: Act) -> Deed:
    """What an order that stands like this answers; the instants come later."""
    wish = Deed(who, act, Said.DONE, 0, 0)
    if act is Act.SEE_HOLDERS:
        return replace(wish, names=order.holders)
    if act is not Act.CLAIM:
        return wish if [*order.after(wish)] else replace(wish, said=Said.REFUSED)
    if [*order.after(wish)]:
        return wish
    if who in order.holders:
        return replace(wish, said=Said.YOURS)
    return replace(wish, said=Said.TAKEN, names=frozenset(sorted(order.holders)[:2]))


def lived(needed: int, wishes: Sequence[tuple[str, Act]]) -> list[Deed]:
    """One deed after another on a single order; a claim's answer after the end is not looked at here."""
    order, deeds = Order(needed), list[Deed]()
    for who, act in wishes:
        deed = told(order, who, act)
        (order,) = order.after(deed)
        deeds.append(deed)
    return [*deeds, Deed("the books", Act.SEE_HOLDERS, Said.DONE, 0, 0, order.holders)]


def overlapped(deeds: Sequence[Deed], rng: random.Random, *, silent: float = 0.0) -> list[Deed]:
    """Each deed keeps its instant, began up to three others earlier and was heard of up to three later, or never."""
    spread = [
        replace(deed, began=at - rng.uniform(0, 3), ended=at + rng.uniform(0, 3)) for at, deed in enumerate(deeds[:-1])
    ]
    heard = [
        replace(deed, said=Said.NOTHING, ended=NEVER, names=frozenset())
        if rng.random() < silent and deed.act is Act.CLAIM
        else deed
        for deed in spread
    ]
    return [*heard, replace(deeds[-1], began=len(deeds) + 9.0, ended=len(deeds) + 9.0)]


ACTS = (Act.CLAIM, Act.CLAIM, Act.CLAIM, Act.RELEASE, Act.RELEASE_ALL, Act.FINISH, Act.REOPEN, Act.SEE_HOLDERS)
WISHES = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ACTS))
CHANCE = st.randoms(use_true_random=False)


@given(needed=st.integers(1, 3), wishes=st.lists(WISHES, max_size=30), rng=CHANCE)
@settings(max_examples=60)
def test_what_one_order_answered_is_explained_however_it_overlapped(
    needed: int, wishes: list[tuple[str, Act]], rng: random.Random
) -> None:
    history = overlapped(lived(needed, wishes), rng, silent=0.2)
    rng.shuffle(history)
    assert explanation(history, needed=needed) is not None


@given(needed=st.integers(1, 3), who=st.permutations(PEOPLE), rng=CHANCE, lie=st.sampled_from(range(4)))
@settings(max_examples=60)
def test_one_lie_among_claims_is_found(needed: int, who: list[str], rng: random.Random, lie: int) -> None:
    history = overlapped(lived(needed, [(person, Act.CLAIM) for person in who]), rng)
    first, last = history[0], history[3]
    history[[3, 3, 0, 4][lie]] = [
        replace(last, said=Said.DONE, names=frozenset()),  # one winner too many
        replace(last, names=frozenset({last.who})),  # the late one hears a name that did not win
        replace(first, said=Said.TAKEN, names=last.names),  # the winner is told that others were faster
        replace(history[4], names=history[4].names - {first.who}),  # the winner's claim is lost
    ][lie]
    assert explanation(history, needed=needed) is None


def by_trying(history: Sequence[Deed], needed: int) -> bool:
    """The definition itself, in every order there is."""
    return any(fits(order, needed) for order in itertools.permutations(history))


def fits(deeds: Sequence[Deed], needed: int) -> bool:
    """Whether these deeds in this order can have happened; what was never heard of may be left out."""
    if any(later.ended < earlier.began for earlier, later in itertools.combinations(deeds, 2)):
        return False
    stands = {Order(needed)}
    for deed in deeds:
        left_out = stands if deed.ended == NEVER else set()
        stands = left_out | {after for order in stands for after in order.after(deed)}
    return bool(stands)


ANYTHING = st.builds(
    lambda who, act, said, began, lasted, names: Deed(who, act, said, began, began + lasted, names),
    st.sampled_from(PEOPLE[:3]),
    st.sampled_from(ACTS),
    st.sampled_from((Said.DONE, Said.TAKEN, Said.YOURS, Said.NOTHING)),
    st.integers(0, 6),
    st.sampled_from((0, 1, 2, 4, NEVER)),
    st.frozensets(st.sampled_from(PEOPLE[:3]), max_size=2),
)


@given(needed=st.integers(1, 2), history=st.lists(ANYTHING, min_size=1, max_size=5))
@settings(max_examples=50)
def test_the_search_agrees_with_trying_every_order(needed: int, history: list[Deed]) -> None:
    assert (explanation(history, needed=needed) is not None) == by_trying(history, needed)


@given(needed=st.integers(1, 2), wishes=st.lists(WISHES, max_size=4), rng=CHANCE, changed=st.integers(0, 4))
@settings(max_examples=50)
def test_the_search_agrees_with_trying_every_order_of_a_history_with_one_change(
    needed: int, wishes: list[tuple[str, Act]], rng: random.Random, changed: int
) -> None:
    history = overlapped(lived(needed, wishes), rng, silent=0.2)
    number = changed % len(history)
    began = rng.uniform(-3, 3)
    history[number] = replace(history[number], names=frozenset(rng.sample(PEOPLE, 1)), began=began, ended=began + 2)
    assert (explanation(history, needed=needed) is not None) == by_trying(history, needed)
