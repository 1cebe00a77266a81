"""Which period a report is asked for, in every way people say it."""

from datetime import date

import pytest

from bot.domain.periods import Period
from bot.language.report_period import read_period

WEDNESDAY = date(2026, 11, 25)
SAID = {
    "": "2026-11-01 2026-12-01",
    "本月": "2026-11-01 2026-12-01",
    "month": "2026-10-01 2026-11-01",
    "上个月": "2026-10-01 2026-11-01",
    "这周": "2026-11-23 2026-11-30",
    "week": "2026-11-16 2026-11-23",
    "上周": "2026-11-16 2026-11-23",
    "2026-10": "2026-10-01 2026-11-01",
    "2026年2月": "2026-02-01 2026-03-01",
    "2026.12": "2026-12-01 2027-01-01",
    "2026q1": "2026-01-01 2026-04-01",
    "2026年第4季度": "2026-10-01 2027-01-01",
    "2024": "2024-01-01 2025-01-01",
    "2026-10-05": "2026-10-05 2026-10-06",
    "2026-10-05 2026-10-05": "2026-10-05 2026-10-06",
    "2026年10月30日到2026年11月2日": "2026-10-30 2026-11-03",
    "2024-01-01 2024-12-31": "2024-01-01 2025-01-01",
}


@pytest.mark.parametrize("said", SAID)
def test_a_period_is_what_people_mean_by_it(said: str) -> None:
    assert read_period(said, WEDNESDAY) == Period(*map(date.fromisoformat, SAID[said].split()))


@pytest.mark.parametrize(
    "said", ["昨天的", "2026-13", "2026-02-30", "2026-10-05 2026-10-04", "2025-01-01 2026-01-02", "2026q5", "1999-10"]
)
def test_what_is_no_period_or_more_than_a_year_is_none(said: str) -> None:
    assert read_period(said, WEDNESDAY) is None
