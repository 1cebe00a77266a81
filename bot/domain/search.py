"""What staff look for among the orders of their community."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Self

from bot.domain.life import Status


@dataclass(frozen=True)
class Search:
    """All of it has to fit."""

    number: int | None = None
    phone: str | None = None
    """In E.164 form."""
    tail: str | None = None
    """The last four digits of a phone; they may be an order's number as well."""
    building: str | None = None
    states: tuple[Status, ...] = ()
    """None: any."""
    late: bool = False
    """Its time is over: to be taken, or to be finished."""
    trade: str | None = None
    """A trade as it was said: of these `skills`, or with that word in it."""
    skills: tuple[str, ...] = ()
    hours: int = 0
    """Reported at least so long ago, and not ended."""
    words: tuple[str, ...] = ()
    """In what is broken, where, or in the name of whoever reported it or repairs it."""

    @property
    def age(self) -> timedelta:
        """How old it has to be."""
        return timedelta(hours=self.hours)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for."""
        return self == type(self)()

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """What `to_json` wrote."""
        states = tuple(Status(each) for each in value["states"])
        return cls(
            **{**value, "states": states, "words": tuple(value["words"]), "skills": tuple(value.get("skills", ()))}
        )
