"""A yearly certificate of volunteer service (服务证明): what it says, and the line by which it is checked."""

import re
import unicodedata
from dataclasses import astuple, dataclass

CODE_DIGITS = 10
GROUP = 5
_LINE = re.compile(
    r"(?:\d{1,18}-){2}\d{4}-(?:\d{1,9}-){3}"  # community, person, year; minutes, orders, activities
    rf"[A-Z2-7]{{{GROUP}}}-?[A-Z2-7]{{{GROUP}}}"
)


@dataclass(frozen=True)
class Service:
    """What somebody did in one year, as it stood when a certificate was issued."""

    community_id: int
    person_id: int
    year: int
    minutes: int
    orders: int
    activities: int

    def signed_text(self) -> str:
        """What the code proves."""
        return "\x1f".join(("certificate", *(str(value) for value in astuple(self))))

    def line(self, code: str) -> str:
        """The line on the paper: all that was certified, then the code that proves it."""
        figures = "-".join(str(value) for value in astuple(self))
        return f"{figures}-{code[:GROUP]}-{code[GROUP:]}"


def read_line(text: str) -> tuple[Service, str] | None:
    """What somebody copied from a certificate, as they typed it; None: it is no such line."""
    plain = re.sub(r"[\s#]", "", unicodedata.normalize("NFKC", text)).upper()
    if not plain.isascii() or _LINE.fullmatch(plain) is None:
        return None
    *figures, rest = plain.split("-", 6)
    return Service(*(int(figure) for figure in figures)), rest.replace("-", "")
