"""What is wanted of the record: of which days, of which kind, in which form, and how much may be seen."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from bot.domain.kind import Kind


class Form(StrEnum):
    """What the file is to be."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class Wanted:
    """A part of the record. Both days are included; None: from the first on, or to the last."""

    since: date | None = None
    until: date | None = None
    kind: Kind | None = None
    """None: all of them."""
    form: Form = Form.XLSX
    full: bool = False
    """With whole names, phones, flats and what people wrote; otherwise nobody can be recognised by a stranger."""

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        days = {name: day and day.isoformat() for name, day in (("since", self.since), ("until", self.until))}
        return {**asdict(self), **days}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """What `to_json` wrote."""
        days = {name: value[name] and date.fromisoformat(value[name]) for name in ("since", "until")}
        kind = value["kind"] and Kind(value["kind"])
        return cls(kind=kind, form=Form(value["form"]), full=value["full"], **days)
