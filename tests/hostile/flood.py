"""One person sends as fast as a program can, while others go about their business."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle, islice

from bot.clock import Clock
from bot.sandbox.files import picture
from bot.sandbox.people import Person
from tests.fire.play import Neighbourhood

BETWEEN = 0.25
"""Seconds between two questions of the others; each of them asks in turn, so that none waits for their own."""
PATIENCE = 120.0


@dataclass
class Flood:
    """What was sent by one, and how long the others waited, in seconds."""

    sent: int = 0
    waits: list[float] = field(default_factory=list)
    answered_meanwhile: list[int] = field(default_factory=list)
    """At each answer to another: how many answers the one had got by then."""

    def share(self, part: float) -> float:
        """The wait that this part of the others' questions did not exceed."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def pour(flooder: Person, place: Neighbourhood, count: int) -> None:
    """So many updates at once: words, taps, pictures, commands, in private and in the group."""
    card = next(message for message in reversed(place.group.messages) if message.buttons)
    kinds: tuple[Callable[[], object], ...] = (
        lambda: flooder.says("/status"),
        lambda: flooder.says("2号楼2单元1401 " * 20),
        lambda: flooder.sends_photo(picture(), caption="修好了"),
        lambda: flooder.forges("1:confirm:1:1001:1", under=card),
        lambda: flooder.forges("1:claim:1:" + "9" * 40, under=card),
        lambda: flooder.says("我来", in_=place.group),
        lambda: flooder.says("/points", in_=place.group),
        lambda: flooder.shares_contact("+8613900139000"),
    )
    for act in islice(cycle(kinds), count):
        act()


async def flood(place: Neighbourhood, flooder: Person, count: int, *, questions: int) -> Flood:
    """The others ask one after another, in private, while all of that is waiting to be handled."""
    found = Flood(sent=count)
    clock = Clock()
    pour(flooder, place, count)

    async def asks(person: Person) -> None:
        begun, seen = clock.monotonic(), len(person.private.messages)
        person.says("/points")
        await place.world.until(
            lambda: len(person.private.messages) >= seen + 2, seconds=PATIENCE, what="an answer in the flood"
        )
        found.waits.append(clock.monotonic() - begun)
        found.answered_meanwhile.append(sum(message.sender.is_bot for message in flooder.private.messages))

    async with asyncio.TaskGroup() as asking:
        for person in islice(cycle(place.volunteers), questions):
            asking.create_task(asks(person))
            await clock.sleep(BETWEEN)
    return found
