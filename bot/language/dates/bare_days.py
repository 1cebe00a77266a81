"""Days that are named without their year (9月22日, 9/22): the next ones that come."""

import re
from datetime import date

_BARE = re.compile(r"(?<![\d/.年-])(?P<month>\d{1,2})(?:[月/.-])(?P<day>\d{1,2})(?![\d/.月-])[日号]?")


def with_years(text: str, today: date) -> str:
    """The text with each such day in full, 2026-09-22; what is no day stays as it is."""
    return _BARE.sub(lambda match: _coming(match, today), text)


def _coming(match: re.Match[str], today: date) -> str:
    for year in range(today.year, today.year + 9):  # 29 February is in one of them
        try:
            day = date(year, int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        if day >= today:
            return day.isoformat()
    return match[0]
