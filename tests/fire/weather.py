"""Bad weather: every few calls that say something, the network or Telegram fails in another way."""

import itertools
from dataclasses import dataclass, field

from bot.sandbox.calls import Call
from bot.sandbox.errors import too_many_requests
from bot.sandbox.faults import Ending, Fault
from bot.sandbox.world import World

SAYING = ("sendMessage", "editMessageText", "deleteMessage")
FAULTS = (
    Fault(refusal=too_many_requests(1)),
    Fault(ending=Ending.GATEWAY, code=502),
    Fault(ending=Ending.RESET, acts=True),
    Fault(ending=Ending.TRUNCATED, acts=True),
    Fault(ending=Ending.RESET),
    Fault(acts=True, delay=1.5),
    Fault(ending=Ending.GATEWAY, code=500, acts=True),
    Fault(ending=Ending.TIMEOUT, acts=True),
)
"""Refused, failed and cut off before and after acting, answered in half, late, or not at all."""


@dataclass
class Weather:
    """Lets every `share`th saying call meet the next fault.

    Attributes:
        rounds: how often each fault is met.
        sent_unheard: how many messages appeared without the sender hearing of it.
    """

    world: World
    share: int
    rounds: int = 1
    sent_unheard: int = 0
    met: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._count = itertools.count(1)
        self._faults = itertools.chain.from_iterable(itertools.repeat(FAULTS, self.rounds))
        self.world.before_call.append(self._look)

    @property
    def over(self) -> bool:
        """Whether every fault has been met as often as was planned."""
        return len(self.met) >= self.rounds * len(FAULTS)

    def _look(self, call: Call) -> None:
        if call.method not in SAYING or next(self._count) % self.share:
            return
        kind = next(self._faults, None)
        if kind is None:
            return
        self.met.append(f"{call.method}: {kind.name}")
        self.sent_unheard += call.method == "sendMessage" and kind.acts and not kind.delay
        self.world.faults.add(Fault(call.method, 1, kind.ending, kind.acts, kind.refusal, kind.delay, kind.code))
