"""Taps as Telegram would write them: who taps on which order, with the whole card in the update."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.telegram_process import Tapping
from bench.telegram_stub import BOT_ID, USERNAME, Handover
from bot.domain.ids import FIRST_ORDER_NUMBER
from bot.views.buttons import data

FIRST_UPDATE = 700_000_000
FIRST_USER = 5_000_000_000
FIRST_CHAT = -1_001_000_000_000
SENT = 1_795_000_000


@dataclass(frozen=True)
class Place:
    """An order: the community it is in, and its number there."""

    community: int
    number: int


@dataclass(frozen=True)
class Town:
    """How much there is: communities, volunteers in each, orders in all. Orders are dealt out in turn."""

    communities: int
    volunteers: int
    orders: int

    def place(self, index: int) -> Place:
        """Where the order of this index is."""
        return Place(index % self.communities + 1, FIRST_ORDER_NUMBER + index // self.communities)

    def person(self, community: int, index: int) -> int:
        """The number, counted from 1, of a volunteer of this community."""
        return (community - 1) * self.volunteers + index % self.volunteers + 1

    def user(self, community: int, index: int) -> int:
        """Their account on Telegram."""
        return FIRST_USER + self.person(community, index)

    @staticmethod
    def chat(community: int) -> int:
        """The community's group."""
        return FIRST_CHAT - community


class Taps:
    """Makes taps, each once: every update has an id of its own. `bare`: for the programs with one handler."""

    def __init__(self, town: Town, *, bare: bool) -> None:
        self._town = town
        self._bare = bare
        self._made = 0

    def each_its_own(self, first: int, count: int) -> list[Tapping]:
        """Every tap on an order of its own, by the members of each team in turn: all win."""
        return [self._tap(order, order // self._town.communities) for order in range(first, first + count)]

    def crowds(self, first: int, orders: int, people: int) -> list[Tapping]:
        """As many people tap on each order: one wins, the others hear who did."""
        return [self._tap(order, person) for order in range(first, first + orders) for person in range(people)]

    def rush(self, order: int, people: int, *, seconds: float, seed: int) -> list[Tapping]:
        """People tap on one order within so many seconds, at instants that chance chose (the same each time)."""
        rng = random.Random(seed)  # noqa: S311 - arrivals, no secret
        instants = sorted(rng.uniform(0, seconds) for _ in range(people))
        return [self._tap(order, person, at) for person, at in enumerate(instants)]

    def _tap(self, order: int, person: int, at: float = 0.0) -> Tapping:
        place = self._town.place(order)
        user, chat = self._town.user(place.community, person), self._town.chat(place.community)
        said = f"claim:{order + 1}" if self._bare else data("claim", place.community, place.number)
        number = FIRST_UPDATE + self._made
        self._made += 1
        return Tapping(Handover(number, json.dumps(_update(number, user, chat, place, said)).encode()), at)


def name_of(user: int) -> str:
    """What somebody is called."""
    return f"志愿者{user % 100_000}"


def card_text(place: Place) -> str:
    """What an order's card shows."""
    return f"🔧 #{place.number} · 待接单\n📍 {place.number % 30 + 1}号楼2单元\n📝 厨房水管漏水\n🏅 15 积分"


def _update(number: int, user: int, chat: int, place: Place, said: str) -> dict[str, Any]:
    bot = {"id": BOT_ID, "is_bot": True, "first_name": "微修", "username": USERNAME}
    text = card_text(place)
    return {
        "update_id": number,
        "callback_query": {
            "id": str(number),
            "from": {"id": user, "is_bot": False, "first_name": name_of(user), "language_code": "zh-hans"},
            "message": {
                "message_id": place.number,
                "from": bot,
                "chat": {"id": chat, "title": f"第{place.community}社区维修群", "type": "supergroup"},
                "date": SENT,
                "text": text,
                "entities": [{"offset": 0, "length": 8, "type": "bold"}],
                "reply_markup": {"inline_keyboard": [[{"text": "🙋 我来修", "callback_data": said}]]},
            },
            "chat_instance": str(chat),
            "data": said,
        },
    }


def everybody(town: Town) -> Iterator[tuple[int, int, int]]:
    """Every volunteer: community, number, account."""
    for community in range(1, town.communities + 1):
        for index in range(town.volunteers):
            yield community, town.person(community, index), town.user(community, index)
