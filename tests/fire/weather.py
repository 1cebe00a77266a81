"""Bad weather: every few calls of some methods, the network or Telegram fails in another way."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.sandbox.calls import Call
from bot.sandbox.errors import too_many_requests
from bot.sandbox.faults import Ending, Fault
from bot.sandbox.world import World

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
SHORT_FAULTS = tuple(fault for fault in FAULTS if fault.refusal is None and fault.ending is not Ending.TIMEOUT)
"""Those after which whoever polls does not rest for half a minute."""


@dataclass
class Weather:
    """Lets every so many-th call of each method meet the next fault, until each method has met each of them.

    Attributes:
        shares: how many calls of a method there are for each that fails.
        met: which method has met which fault.
        sent_unheard: how many messages appeared without the sender hearing of it.
    """

    world: World
    shares: Mapping[str, int]
    faults: Sequence[Fault] = FAULTS
    met: list[str] = field(default_factory=list)
    sent_unheard: int = 0

    def __post_init__(self) -> None:
        self._counts = {method: itertools.count(1) for method in self.shares}
        self._coming: dict[str, Iterator[Fault]] = {method: iter(self.faults) for method in self.shares}
        self.world.before_call.append(self._look)

    @property
    def over(self) -> bool:
        """Whether every method has met every fault."""
        return len(self.met) == len(self.shares) * len(self.faults)

    def _look(self, call: Call) -> None:
        share = self.shares.get(call.method)
        if share is None or next(self._counts[call.method]) % share:
            return
        kind = next(self._coming[call.method], None)
        if kind is None:
            return
        self.met.append(f"{call.method}: {kind.name}")
        self.sent_unheard += call.method == "sendMessage" and kind.acts and not kind.delay
        # The first in the row: it is this call's, whatever else waits.
        self.world.faults.waiting.insert(
            0, Fault(call.method, 1, kind.ending, kind.acts, kind.refusal, kind.delay, kind.code)
        )
