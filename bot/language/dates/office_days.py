"""China's office days, year by year, as they were arranged: two lists, so that no order waits for a whole library.

From the library `holidays`, which has them from the State Council's notices; of a year that has none yet, from the law.
A test compares the two: when it fails, a new year was arranged.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Year(NamedTuple):
    """What differs from Monday to Friday, as months and days."""

    free: frozenset[str]
    """Days from Monday to Friday without work."""
    swapped: frozenset[str]
    """Saturdays and Sundays with work (调休)."""


def _year(free: str, swapped: str = "") -> Year:
    return Year(frozenset(free.split()), frozenset(swapped.split()))


YEARS: Mapping[int, Year] = {
    2025: _year(
        "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008",
        "0126 0208 0427 0928 1011",
    ),
    2026: _year(
        "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007",
        "0104 0214 0228 0509 0920 1010",
    ),
    2027: _year("0101 0205 0208 0209 0210 0405 0503 0504 0609 0915 1001 1004 1005"),
    2028: _year("0103 0125 0126 0127 0128 0404 0501 0502 0529 1002 1003 1004"),
}
SATURDAY = 5


def office_day(day: date) -> bool | None:
    """Whether offices work on a day; None: its year is not in the lists."""
    year = YEARS.get(day.year)
    if year is None:
        return None
    word = f"{day:%m%d}"
    return word not in year.free if day.weekday() < SATURDAY else word in year.swapped
