"""The queue of updates: numbered, kept until confirmed, forgotten when too old."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.sandbox.bell import Bell
from bot.sandbox.errors import Json

MAX_PENDING = 100_000
DAY = 86_400.0
CALLBACK_LIFE = 150.0
TAIL_SLACK = 10
BY_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True)
class Pending:
    """One update that waits: its JSON, the line it stands in (for webhooks), and when it is forgotten."""

    id: int
    body: Json
    line: str
    until: float


@dataclass
class Updates:
    """What the bot has not confirmed yet.

    Attributes:
        seconds: the clock expiry is measured with.
        allowed: the kinds asked for; empty means the default: all but those of BY_REQUEST.
    """

    seconds: Callable[[], float]
    seed: int = 0
    allowed: tuple[str, ...] = ()
    pending: list[Pending] = field(default_factory=list)
    bell: Bell = field(default_factory=Bell)
    _next: int = 0

    def __post_init__(self) -> None:
        self._next = random.Random(self.seed).randrange(2_000_001, 1_000_000_000)  # noqa: S311 - looks random, must not be

    def wants(self, kind: str) -> bool:
        """Whether an update of this kind is made at all."""
        return kind in self.allowed if self.allowed else kind not in BY_REQUEST

    def add(self, kind: str, body: object, *, line: str, life: float = DAY) -> Pending | None:
        """Queue an update if the bot wants its kind; the newest of too many are dropped."""
        if not self.wants(kind) or len(self.pending) >= MAX_PENDING:
            return None
        return self.add_raw({kind: body}, line=line, life=life)

    def add_raw(self, body: Json, *, line: str = "", life: float = DAY) -> Pending:
        """Queue a body whatever it holds, under the next number."""
        update = Pending(self._next, {"update_id": self._next, **body}, line, self.seconds() + life)
        self._next += 1
        self.pending.append(update)
        self.bell.ring()
        return update

    def forget_expired(self) -> None:
        """Drop what is older than its life."""
        now = self.seconds()
        self.pending = [update for update in self.pending if update.until > now]

    def confirm(self, offset: int) -> None:
        """Forget for good what lies before `offset`; a negative one keeps only as many from the end."""
        self.forget_expired()
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset > 0 and offset <= self._next + TAIL_SLACK:
            self.pending = [update for update in self.pending if update.id >= offset]

    def read(self, limit: int) -> Sequence[Pending]:
        """The oldest updates, still unconfirmed."""
        self.forget_expired()
        return self.pending[:limit]

    def done(self, update: Pending) -> None:
        """One update was delivered by webhook."""
        self.pending = [other for other in self.pending if other is not update]
        self.bell.ring()
