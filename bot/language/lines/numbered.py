"""A few words about one order, perhaps with its number before them, as in #1024 修好了."""

import re
from typing import NamedTuple

_NUMBERED = re.compile(r"[#＃]?(?P<number>\d{3,9})?\s*(?P<words>.*?)[\s。!！.~]*", re.DOTALL)


class Numbered(NamedTuple):
    """The number that was said, if one was, and the words in small letters without the stops behind them."""

    number: int | None
    words: str


def read_numbered(text: str) -> Numbered:
    """What was said, and about which order."""
    match = _NUMBERED.fullmatch(text.strip())
    if match is None:
        return Numbered(None, "")
    number = match["number"]
    return Numbered(None if number is None else int(number), match["words"].lower())
