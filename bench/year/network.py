"""A bad network: one call in twenty fails, in one of the ways in which calls fail; for the same seed the same ones."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from bot.sandbox.calls import Call
from bot.sandbox.errors import too_many_requests
from bot.sandbox.faults import Ending, Fault
from bot.sandbox.world import World

FAILS = 0.05
FRAGILE = (
    "sendMessage",
    "sendPhoto",
    "editMessageText",
    "editMessageCaption",
    "answerCallbackQuery",
    "deleteMessage",
    "sendDocument",
)
LONGEST_HALT = 5
"""Seconds of a 429."""


@dataclass
class Network:
    """What befalls calls. It decides by the chat and how many calls it had, not by the order of all calls."""

    world: World
    seed: int
    calls: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    """By the way in which they failed."""
    unheard: set[tuple[int, int]] = field(default_factory=set)
    """Chat and second of what was said without the bot hearing that it was: these may be said twice."""
    _asked: Counter[tuple[str, str]] = field(default_factory=Counter)

    def begin(self) -> None:
        """From now on."""
        self.world.before_call.append(self._befalls)

    def _befalls(self, call: Call) -> None:
        self.calls += 1
        if call.method not in FRAGILE:
            return
        chat = str(call.params.get("chat_id", ""))
        key = (call.method, chat)
        self._asked[key] += 1
        random = Random(f"{self.seed}/{key}/{self._asked[key]}")  # noqa: S311 - a play, not a secret
        if random.random() >= FAILS:
            return
        fault = _fault(call.method, random)
        self.failed[fault.name] += 1
        if fault.acts and chat:
            self.unheard.add((int(chat), int(call.at.timestamp())))
        self.world.faults.add(fault)


def _fault(method: str, random: Random) -> Fault:
    way = random.choice(("429", "5xx", "timeout", "reset", "truncated"))
    acts = random.random() < 1 / 2
    match way:
        case "429":
            return Fault(method, refusal=too_many_requests(random.randint(1, LONGEST_HALT)))
        case "5xx":
            return Fault(method, ending=Ending.GATEWAY, acts=acts, code=random.choice((500, 502, 503)))
        case "timeout":
            return Fault(method, ending=Ending.TIMEOUT, acts=acts)
        case "reset":
            return Fault(method, ending=Ending.RESET, acts=acts)
        case _:
            return Fault(method, ending=Ending.TRUNCATED, acts=True)
