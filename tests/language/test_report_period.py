"""Which period a report is asked for, in every way people say it."""

from datetime import date

import pytest

from bot.domain.errors import BadInput
from bot.domain.kind import Kind
from bot.domain.periods import Period
from bot.domain.record import Form, Wanted
from bot.domain.record_errors import NoSuchDay, NoSuchMonth, NotUnderstood, StillToCome
from bot.language.dates.report_period import read_period
from bot.language.lines.record_ask import read_wanted

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
    "2025.12": "2025-12-01 2026-01-01",
    "2026q1": "2026-01-01 2026-04-01",
    "2026年第4季度": "2026-10-01 2027-01-01",
    "2024": "2024-01-01 2025-01-01",
    "2026-10-05": "2026-10-05 2026-10-06",
    "2026-10-05 2026-10-05": "2026-10-05 2026-10-06",
    "2026年10月30日到2026年11月2日": "2026-10-30 2026-11-03",
    "2026-10-05 2026-10-04": "2026-10-04 2026-10-06",
    "8月到10月": "2026-08-01 2026-11-01",
    "2025年11月至12月": "2025-11-01 2026-01-01",
    "12月": "2025-12-01 2026-01-01",
    "11.23-11.25": "2026-11-23 2026-11-26",
    "11/20到11/22": "2026-11-20 2026-11-23",
    "12.5": "2025-12-05 2025-12-06",
    "11.23-25": "2026-11-23 2026-11-26",
    "10月3日-5日": "2026-10-03 2026-10-06",
    "10月3日": "2026-10-03 2026-10-04",
    "上上周的报告": "2026-11-09 2026-11-16",
    "上季度": "2026-07-01 2026-10-01",
    "去年": "2025-01-01 2026-01-01",
    "昨天": "2026-11-24 2026-11-25",
    "2024-01-01 2024-12-31": "2024-01-01 2025-01-01",
}


@pytest.mark.parametrize("said", SAID)
def test_a_period_is_what_people_mean_by_it(said: str) -> None:
    assert read_period(said, WEDNESDAY) == Period(*map(date.fromisoformat, SAID[said].split()))


REFUSED = {
    **dict.fromkeys(
        ("foo", "大前年", "2026q5", "1999-10", "2026-10 foo", "2026-10-05 2026-10-04 2026-10-03"), NotUnderstood
    ),
    **dict.fromkeys(("2026-13", "13月", "2026-0", "2026-13-02"), NoSuchMonth),
    **dict.fromkeys(("2026-02-30", "2025-01-01 2026-01-02"), BadInput),
    **dict.fromkeys(("2026-12", "2030-01"), StillToCome),
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_is_no_period_too_long_or_still_to_come_is_refused(said: str) -> None:
    with pytest.raises(REFUSED[said]):
        read_period(said, WEDNESDAY)


def test_nothing_that_is_asked_of_the_record_is_passed_over() -> None:
    asked = {said: read_wanted(said, WEDNESDAY) for said in ("", "all hazards as csv", "维修 2026-10-31 到 2026-10-01")}
    assert asked[""] == Wanted(date(2026, 11, 1), date(2026, 11, 30))
    assert asked["all hazards as csv"] == Wanted(kind=Kind.HAZARD, form=Form.CSV)
    assert asked["维修 2026-10-31 到 2026-10-01"] == Wanted(date(2026, 10, 1), date(2026, 10, 31), Kind.REPAIR)
    for said in ("foo", "2026-10 foo", "维修 隐患"):
        with pytest.raises(NotUnderstood):
            read_wanted(said, WEDNESDAY)
    with pytest.raises(NoSuchDay):
        read_wanted("2026-02-30", WEDNESDAY)
    with pytest.raises(StillToCome):
        read_wanted("2027", WEDNESDAY)
