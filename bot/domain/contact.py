"""Where to go and whom to ask for: what only the present holder and staff may see."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Contact:
    """The resident of one order. The phone is in E.164 form."""

    name: str | None = None
    phone: str | None = None
    flat: str | None = None
    extension: str | None = None
    note: str | None = None
    """What else was written and could not be placed: a second number, a second flat."""
    latitude: float | None = None
    longitude: float | None = None
    """Degrees, where the resident sent their location."""

    def to_json(self) -> dict[str, Any]:
        """As plain values, to be sealed."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The contact that `to_json` wrote."""
        return cls(**value)
