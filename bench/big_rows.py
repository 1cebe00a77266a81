"""The rows of years of work, table by table: plain values, instants as text, and what is sealed as it is given."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any, NamedTuple

from bench.big_places import (
    ANN,
    COMMUNITIES,
    LATELY,
    PEOPLE,
    SECRETARY,
    VOLUNTEERS,
    WANG,
    YEARS,
    Place,
    orders_of_communities,
    places,
    team_member,
)
from bot.domain.ids import FIRST_ORDER_NUMBER
from bot.domain.life import Status
from bot.domain.standard import Standard

Row = tuple[Any, ...]

PORTION = 20_000
FIRST_MESSAGE = 10_000_000
POINTS = 10
MINT = 1
"""The account that points come from; the members' have the numbers of their persons."""
DAYS_OF_SLOTS = 60
ORDERS_FOR_NOTICE = 50
ORDERS_FOR_PERSON = 50
_HASH = "0123456789abcdef" * 4


class Sealed(NamedTuple):
    """What is sealed or hashed, in the form in which the database takes it; any of it may stand for any other."""

    names: tuple[Any, ...]
    contacts: tuple[Any, ...]
    facts: tuple[Any, ...]
    phones: tuple[str, ...]
    """Blind indexes; the first is Wang's."""


def moment(instant: datetime) -> str:
    """An instant (UTC) as both databases read it."""
    return instant.replace(tzinfo=None).isoformat(" ", "microseconds")


def user_of(person: int) -> int:
    """The Telegram account of a person."""
    return 1_000 + person


def chat_of(community: int) -> int:
    """The group of a community."""
    return -1_002_000_000_100 - community


@dataclass(frozen=True)
class Years:
    """So many orders as they stand at `now`, and all that the program has written about them."""

    orders: int
    now: datetime
    sealed: Sealed

    def tables(self) -> Iterator[tuple[str, tuple[str, ...], Iterable[Row]]]:
        """Rows of one table after the other; those about orders come in portions, each table with each of them."""
        yield "person", _columns("id user_id name reach phone_index"), self._people()
        yield "community", _COMMUNITY, self._communities()
        versions = ((row[0], 1, row[11], row[14]) for row in self._communities())
        yield "standard_version", _columns("community_id version standard at"), versions
        yield "membership", _columns("community_id person_id role since"), self._memberships()
        yield "inbox", _UPDATE, self._updates()
        yield "slot", _columns("community_id kind day taken_at outcome"), self._slots()
        books, placed = Books(), places(self.orders, self.now)
        while portion := list(islice(placed, PORTION)):
            yield "repair_order", _ORDER, map(self._order, portion)
            yield "claim", _CLAIM, (_claim(place) for place in portion if place.status is not Status.OPEN)
            yield "order_event", _EVENT, chain.from_iterable(map(_events, portion))
            yield "ledger_entry", _ENTRY, [books.entry(place) for place in portion if place.ended]
            yield "outbox", _MESSAGE, chain.from_iterable(map(self._messages, portion))
        yield "account", _columns("community_id id kind owner_id balance worked"), books.accounts()

    def _people(self) -> Iterator[Row]:
        for person in range(1, PEOPLE + 1 + self.orders // ORDERS_FOR_PERSON):
            phone = self.sealed.phones[0] if person == WANG else None
            yield person, user_of(person), _any(self.sealed.names, person), "started", phone

    def _communities(self) -> Iterator[Row]:
        totals, since = orders_of_communities(self.orders), moment(self.now - YEARS)
        standard = json.dumps(Standard().to_json())
        for community in range(1, COMMUNITIES + 1):
            yield (
                community, f"第{community}社区", chat_of(community), "Asia/Shanghai", "zh_CN", "08:00", False,
                3, True, 15, 24, standard, 1, FIRST_ORDER_NUMBER + totals[community], since,
            )  # fmt: skip

    def _memberships(self) -> Iterator[Row]:
        since = moment(self.now - YEARS)
        yield 1, SECRETARY, "secretary", since
        for community in range(1, COMMUNITIES + 1):
            yield community, ANN, "volunteer", since
        for volunteer in range(VOLUNTEERS):
            yield 1, team_member(volunteer), "volunteer", since

    def _order(self, place: Place) -> Row:
        index = place.serial
        taken = int(place.status is not Status.OPEN)
        done = None if place.ended is None else moment(place.ended - timedelta(hours=1))
        if place.status is Status.DONE:
            done = moment(self.now - timedelta(hours=1))
        phone = self.sealed.phones[0] if place.by_wangs_phone else _any(self.sealed.phones, index + 1)
        return (
            place.community, place.number, place.status.value, f"{index % 40 + 1}号楼", "厨房水管漏水", "plumbing",
            "medium", "urgent" if index % 7 == 0 else "normal", 1, taken, POINTS, _any(self.sealed.contacts, index),
            phone, place.reporter, SECRETARY, 1, 1, moment(place.opened), moment(place.opened), done,
            place.ended and moment(place.ended), "staff" if place.status is Status.CLOSED else None,
        )  # fmt: skip

    def _messages(self, place: Place) -> Iterator[Row]:
        """The card, the holder's and the secretary's message of an order; of one in fifty also what was said once."""
        about, at = f"{place.community}/{place.number}", moment(place.ended or place.opened)
        yield self._message(place, f"card/{about}/1", chat_of(place.community), "order_card", at)
        if place.status is not Status.OPEN:
            yield self._message(place, f"job/{about}/1", user_of(place.volunteer), "job", at)
        if place.ended:
            yield self._message(place, f"review/{about}/1/1", user_of(SECRETARY), "review", at)
        if place.serial % ORDERS_FOR_NOTICE == 0:
            yield self._message(place, f"notice/{about}", user_of(place.volunteer), "notice", moment(self.now - LATELY))

    def _message(self, place: Place, key: str, chat: int, topic: str, at: str) -> Row:
        kind, facts = "send" if topic == "notice" else "keep", _any(self.sealed.facts, place.serial)
        return (
            key, place.community, place.number, chat, 2, kind, "at_least_once", topic, facts, "said", 3, 3, 0, at,
            FIRST_MESSAGE + place.serial, at, _HASH,
        )  # fmt: skip

    def _updates(self) -> Iterator[Row]:
        for seq in range(1, self.orders + 1):
            at = moment(self.now - LATELY + LATELY * seq / self.orders)
            yield seq, 1, 1_000_000 + seq, f"c{chat_of(1 + seq % COMMUNITIES)}", "done", 0, at, at

    def _slots(self) -> Iterator[Row]:
        for community in range(1, COMMUNITIES + 1):
            for ago in range(DAYS_OF_SLOTS):
                at = self.now - timedelta(days=ago)
                yield community, "digest", at.date().isoformat(), moment(at), "owed"


@dataclass
class Books:
    """The ledgers of all communities, as far as they are written."""

    earned: Counter[tuple[int, int]] = field(default_factory=Counter)
    entries: Counter[int] = field(default_factory=Counter)

    def entry(self, place: Place) -> Row:
        """The points of an order, one account a volunteer."""
        self.entries[place.community] += 1
        self.earned[place.community, place.volunteer] += POINTS
        return (
            place.community, self.entries[place.community], moment(place.ended or place.opened), "award", MINT,
            place.volunteer, POINTS, place.number, SECRETARY, f"award/{place.number}/{place.volunteer}", _HASH, _HASH,
        )  # fmt: skip

    def accounts(self) -> Iterator[Row]:
        """All accounts with their balances."""
        for community, entries in self.entries.items():
            yield community, MINT, "mint", 0, -POINTS * entries, 0
        for (community, person), points in self.earned.items():
            yield community, person, "member", person, points, points


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_COMMUNITY = _columns(
    "id name chat_id timezone locale digest_time digest_when_empty claim_limit open_team start_grace_minutes "
    "repost_after_hours standard standard_version next_number created_at"
)
_ORDER = _columns(
    "community_id number status building what skill size urgency people_needed places_taken points contact "
    "phone_index reporter_id posted_by card_copy round reported_at opened_at done_at ended_at "
    "closed_by"
)
_CLAIM = _columns("community_id number id person_id state taken_at silent_at lapses_at ended_at awarded")
_EVENT = _columns("community_id number seq at step actor_id was now details")
_ENTRY = _columns("community_id seq at kind source_id target_id amount number actor_id key previous_mac mac")
_MESSAGE = _columns(
    "key community_id number chat_id lane kind policy topic facts state wanted said attempts not_before message_id "
    "sent_at looks"
)
_UPDATE = _columns("seq bot_id update_id lane state attempts received_at lease_until")


def _claim(place: Place) -> Row:
    state = "fulfilled" if place.status is Status.CLOSED else "held"
    taken = moment(place.opened + timedelta(minutes=3))
    silent = taken if state == "held" else None
    ended = place.ended and moment(place.ended)
    awarded = POINTS if place.ended and state == "fulfilled" else None
    return place.community, place.number, 1, place.volunteer, state, taken, silent, None, ended, awarded


def _events(place: Place) -> Iterator[Row]:
    steps: tuple[tuple[str, int, str | None, str], ...] = (
        ("publish", SECRETARY, None, "open"),
        ("claim", place.volunteer, "open", "claimed"),
        ("finish", place.volunteer, "claimed", "done"),
        ("confirm", SECRETARY, "done", "closed"),
    )
    taken = {Status.OPEN: 1, Status.CLAIMED: 2, Status.DONE: 3}.get(place.status, 4)
    at = moment(place.opened)
    for seq, (step, actor, was, now) in enumerate(steps[:taken], start=1):
        yield place.community, place.number, seq, at, step, actor, was, now, "{}"


def _any(values: tuple[Any, ...], index: int) -> Any:
    return values[index % len(values)]
