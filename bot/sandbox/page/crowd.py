"""Twenty volunteers tap the same button in the same instant, and what each of them was answered."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.sandbox.chats import Chat
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.markup import Button
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.taps import Tap
from bot.sandbox.world import World

CROWD = 20
PATIENCE = 20.0
CLAIM_WORDS = ("我来修", "I'll fix", "I'll take")
_STRIDE = 7  # no divisor of twenty: every race begins with somebody else


@dataclass(frozen=True)
class Answered:
    """What was answered, and to whom."""

    text: str
    people: tuple[Person, ...]


@dataclass(frozen=True)
class Race:
    """How it went. `winners` were told ✅ or led to their private chat, `told` were told anything else."""

    title: str
    button: str
    winners: tuple[Person, ...]
    told: tuple[Answered, ...]
    silent: tuple[Person, ...]

    @property
    def told_count(self) -> int:
        """How many were told that others were faster."""
        return sum(len(answer.people) for answer in self.told)

    @property
    def size(self) -> int:
        """How many tapped."""
        return len(self.winners) + self.told_count + len(self.silent)


def newest_claim(chat: Chat) -> tuple[Message, Button] | None:
    """The newest message that can be claimed, and its button."""
    for message in reversed(chat.messages):
        for button in message.buttons:
            if button.data and any(words in button.text for words in CLAIM_WORDS):
                return message, button
    return None


def _won(tap: Tap) -> bool:
    return tap.text.startswith("✅") or bool(tap.url)


def _grouped(taps: Sequence[Tap], people: Sequence[Person]) -> tuple[Answered, ...]:
    by_text: dict[str, list[Person]] = {}
    for tap, person in zip(taps, people, strict=True):
        if tap.answered and not _won(tap):
            by_text.setdefault(tap.text, []).append(person)
    return tuple(Answered(text, tuple(group)) for text, group in by_text.items())


async def race(world: World, chat: Chat, team: Sequence[Person], *, turn: int = 0) -> Race | None:
    """Let up to twenty of the team tap before the bot hears of the first; None without a card to claim."""
    found = newest_claim(chat)
    if found is None or not team:
        return None
    message, button = found
    start = _STRIDE * turn % len(team)
    people = [*team[start:], *team[:start]][:CROWD]
    title = message.text.partition("\n")[0]
    taps = [person.taps(button.data, under=message) for person in people]
    with suppress(NotPossibleError):  # those who were not answered are named as such
        await world.until(lambda: all(tap.answered for tap in taps), seconds=PATIENCE, what="all answers")
    pairs = list(zip(taps, people, strict=True))
    return Race(
        title,
        button.text,
        tuple(person for tap, person in pairs if tap.answered and _won(tap)),
        _grouped(taps, people),
        tuple(person for tap, person in pairs if not tap.answered),
    )
