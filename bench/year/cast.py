"""Who plays the year, and what they have in their hands: the buttons that the bot really gave them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import NamedTuple

from sqlalchemy import select

from bench.year.calendar import local
from bot.domain.life import ACTIVE_CLAIM, Status
from bot.models import Claim, Order, Person
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.taps import Tap
from tests.town import Actor, Town

HOUSEHOLDS, VOLUNTEERS, BUILDINGS, GRIDS = 3_000, 37, 30, 3
FIRST_OF_GRIDS = 9
"""From this volunteer on there is one who repairs first in each grid; those before have their faults."""
HEAD_START = 15
"""Minutes for which only those of a grid know of an order."""
LOOKED_THROUGH = 400
"""Messages of a chat that somebody looks through for a button."""


class Now(NamedTuple):
    """An unfinished order as it stands, with whoever has it."""

    number: int
    status: Status
    round: int
    building: str
    what: str
    rung: int
    late_rung: int
    paused: bool
    appointed: bool
    reporter: int | None
    holders: tuple[int, ...]


@dataclass
class Cast:
    """Everybody. What they do by chance, they do by `random`."""

    town: Town
    random: Random
    volunteers: list[Actor] = field(default_factory=list)
    clerks: list[Actor] = field(default_factory=list)
    manager: Actor | None = None
    residents: dict[int, Actor] = field(default_factory=dict)
    searched: Counter[str] = field(default_factory=Counter)
    """By what somebody looked for: how often they did not find it."""
    done: Counter[str] = field(default_factory=Counter)
    """What was done, in a word."""

    @property
    def today(self) -> date:
        """The local day."""
        return local(self.town.clock.now()).date()

    def by_chance(self, share: float) -> bool:
        """So often out of one."""
        return self.random.random() < share

    def pick(self, weights: Mapping[str, int]) -> str:
        """One of these, each as often as its weight says."""
        return self.random.choices(list(weights), list(weights.values()))[0]

    def of(self, user_id: int) -> Actor | None:
        """The volunteer with that account."""
        return next((each for each in self.volunteers if each.user_id == user_id), None)

    async def press(self, who: Actor, data: str, *, chat: Chat | None = None) -> Tap | None:
        """Tap the newest button in their chat that begins like this; None: they have none."""
        found = next(_buttons(chat or who.person.private, data), None)
        if found is None:
            self.searched[f"{who.person.first_name} {data}"] += 1
            return None
        self.done[data.split(":")[1]] += 1
        message, pressed = found
        return await who.forges(pressed, under=message)

    async def answer(self, who: Actor, *words: str) -> bool:
        """Tap the first button with one of these words under the last message that has buttons; False: none has."""
        for message in _newest(who.person.private, 3):
            for button in message.buttons:
                if any(word in button.text for word in words) and button.data:
                    await who.forges(button.data, under=message)
                    return True
        return False

    async def unfinished(self) -> list[Now]:
        """Every order that has not ended, the oldest first."""
        async with self.town.weixiu.uow.reading(self.town.clock.now()) as tx:
            rows = await tx.session.execute(
                select(Claim.number, Person.user_id)
                .join(Person, Person.id == Claim.person_id)
                .where(Claim.state.in_(ACTIVE_CLAIM))
                .order_by(Claim.number, Claim.id)
            )
            held: dict[int, list[int]] = {}
            for number, user_id in rows:
                held.setdefault(number, []).append(user_id)
            orders = await tx.session.execute(
                select(Order, Person.user_id)
                .outerjoin(Person, Person.id == Order.reporter_id)
                .where(Order.ended_at.is_(None))
                .order_by(Order.number)
            )
            return [_now(order, who, tuple(held.get(order.number, ()))) for order, who in orders]


def _now(order: Order, reporter: int | None, holders: tuple[int, ...]) -> Now:
    return Now(
        order.number,
        order.status,
        order.round,
        order.building,
        order.what,
        order.rung,
        order.late_rung,
        paused=order.paused_at is not None,
        appointed=order.appointment_at is not None,
        reporter=reporter,
        holders=holders,
    )


def _newest(chat: Chat, most: int) -> Iterator[Message]:
    """The newest messages that have buttons."""
    seen = 0
    for message in reversed(chat.history.values()):
        if not message.deleted and message.buttons:
            yield message
            seen += 1
            if seen == most:
                return


def _buttons(chat: Chat, data: str) -> Iterator[tuple[Message, str]]:
    for message in _newest(chat, LOOKED_THROUGH):
        for button in message.buttons:
            if button.data and (button.data == data or button.data.startswith(f"{data}:")):
                yield message, button.data
