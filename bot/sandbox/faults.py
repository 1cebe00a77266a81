"""Faults on demand: what a network and a server can do to a call, and to the stream of updates."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.errors import Json, RefusalError, described, too_many_requests
from bot.sandbox.updates import Pending


class Ending(StrEnum):
    """How a call ends for the one who made it."""

    ANSWER = "answer"
    TIMEOUT = "timeout"
    RESET = "reset"
    TRUNCATED = "truncated"
    GATEWAY = "gateway"


@dataclass
class Fault:
    """One fault that waits for its call. `method` may be "*"; `times` counts down to nothing."""

    method: str = "*"
    times: int = 1
    ending: Ending = Ending.ANSWER
    acts: bool = False
    refusal: RefusalError | None = None
    delay: float = 0.0
    code: int = 200
    chat_id: int | None = None

    def fits(self, method: str, chat_id: object) -> bool:
        """Whether it waits for this call."""
        return (
            self.times > 0
            and self.method.lower() in {"*", method.lower()}
            and (self.chat_id is None or str(self.chat_id) == str(chat_id))
        )

    @property
    def name(self) -> str:
        """The fault in a word, for the record."""
        if self.refusal is not None:
            return f"refused {self.refusal.code}"
        if self.ending is Ending.ANSWER:
            return f"slow {self.delay:g}"
        return f"{self.ending} {'after' if self.acts else 'before'} acting"


@dataclass
class StreamFaults:
    """Repeats and reorders a share of the updates, each at most once; the same seed does the same.

    A held-back update comes with a later batch, below the offset by then, as after a change of servers.
    """

    repeat: float = 0.0
    reorder: float = 0.0
    seed: int = 0
    _random: random.Random = field(default_factory=random.Random)
    _seen: set[int] = field(default_factory=set)
    _repeated: set[int] = field(default_factory=set)
    _later: list[Pending] = field(default_factory=list)
    _unconfirmed: list[Pending] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random.seed(self.seed)

    @property
    def holds(self) -> bool:
        """Whether something is still to come."""
        return bool(self._later)

    def swaps(self, update: Pending) -> bool:
        """Whether the webhook's next update lets a later one go first; asked anew, it does not."""
        if update.id in self._seen:
            return False
        self._seen.add(update.id)
        return self._random.random() < self.reorder

    def repeats(self, update: Pending) -> bool:
        """Whether the webhook gets this update twice; asked anew, it does not."""
        if update.id in self._repeated:
            return False
        self._repeated.add(update.id)
        return self._random.random() < self.repeat

    def disturb(self, batch: Sequence[Pending], *, confirmed: bool) -> list[Json]:
        """What the bot gets to read instead of `batch`; `confirmed` when it has passed the last one."""
        if not confirmed:
            self._later = self._unconfirmed + self._later
        due, self._later, now = self._later, [], list[Pending]()
        due_ids = {update.id for update in due}
        for update in batch:
            if update.id in self._seen:
                now += [] if update.id in due_ids else [update]
                continue
            self._seen.add(update.id)
            held = self._random.random() < self.reorder
            (self._later if held else now).append(update)
            if self._random.random() < self.repeat:
                self._later.append(update)
        if not now and not due:
            due, self._later = self._later, []
        held_ids = {update.id for update in self._later}
        self._unconfirmed = [update for update in due if update.id not in held_ids]
        return [update.body for update in now + due]


@dataclass
class Faults:
    """Everything that will go wrong. The oldest fault that fits a call is played on it."""

    waiting: list[Fault] = field(default_factory=list)
    stream: StreamFaults = field(default_factory=StreamFaults)

    def add(self, fault: Fault) -> Fault:
        """Let `fault` wait for its call."""
        self.waiting.append(fault)
        return fault

    def refuse(
        self,
        method: str,
        code: int = 400,
        description: str = "",
        *,
        retry_after: int | None = None,
        times: int = 1,
        chat_id: int | None = None,
    ) -> Fault:
        """Refuse the next calls of `method`; the world does nothing. With `retry_after` it is a 429."""
        refusal = (
            too_many_requests(retry_after)
            if retry_after is not None
            else RefusalError(code, description or described(code, "the sandbox was told to refuse"))
        )
        return self.add(Fault(method, times, refusal=refusal, chat_id=chat_id))

    def time_out(self, method: str, *, acts: bool, times: int = 1, chat_id: int | None = None) -> Fault:
        """The caller hears nothing; the world has acted, or has not."""
        return self.add(Fault(method, times, Ending.TIMEOUT, acts, chat_id=chat_id))

    def reset(self, method: str, *, acts: bool = False, times: int = 1, chat_id: int | None = None) -> Fault:
        """The connection breaks off."""
        return self.add(Fault(method, times, Ending.RESET, acts, chat_id=chat_id))

    def truncate(self, method: str, *, times: int = 1, chat_id: int | None = None) -> Fault:
        """The world acts, but only half of the answer arrives."""
        return self.add(Fault(method, times, Ending.TRUNCATED, acts=True, chat_id=chat_id))

    def fail(self, method: str, code: int = 502, *, acts: bool = False, times: int = 1) -> Fault:
        """The gateway answers with an HTML page and a 5xx."""
        return self.add(Fault(method, times, Ending.GATEWAY, acts, code=code))

    def slow(self, method: str, seconds: float, *, times: int = 1) -> Fault:
        """The answer is right but late, by the world's clock."""
        return self.add(Fault(method, times, acts=True, delay=seconds))

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self.waiting.clear()
        self.stream = StreamFaults()

    def take(self, method: str, chat_id: object) -> Fault | None:
        """The fault for this call, used up once."""
        for fault in self.waiting:
            if fault.fits(method, chat_id):
                fault.times -= 1
                self.waiting = [other for other in self.waiting if other.times > 0]
                return fault
        return None
