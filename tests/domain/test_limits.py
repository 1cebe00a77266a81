"""Limits as arithmetic: every zone, both turns of the clocks, never in closed hours, not a minute lost or won."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.limits import USUAL, Hours, Limit, Span, after, due, limit_of, run
from bot.domain.urgency import Urgency
from bot.language.dates.days_off import is_working_day

ZONES = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("posix", "right")))
SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = Hours(SHANGHAI, 8, 18, is_working_day)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def weekday(day: date) -> bool:
    return day.weekday() < 5


CALENDARS: list[Callable[[date], bool] | None] = [None, weekday, lambda day: day.day % 3 == 0]
clocks = st.builds(
    lambda zone, begins, length, counts: Hours(ZoneInfo(zone), begins, min(begins + length, 24), counts),
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.integers(1, 24),
    st.sampled_from(CALENDARS),
)
instants = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
amounts = st.timedeltas(timedelta(minutes=1), timedelta(hours=200))


@given(hours=clocks, start=instants, amount=amounts, more=st.timedeltas(timedelta(), timedelta(hours=50)))
def test_a_limit_counts_exactly_its_time_ends_in_open_hours_and_never_comes_before_an_earlier_one(
    hours: Hours, start: datetime, amount: timedelta, more: timedelta
) -> None:
    over = after(start, amount, hours)
    assert run(start, over, hours) == amount
    assert after(start, amount + more, hours) >= over
    assert after(start + more, amount, hours) >= over
    assert run(start, over + more, hours) == amount + run(over, over + more, hours)
    last = (over - timedelta(microseconds=1)).astimezone(hours.zone)
    assert hours.begins <= last.hour < hours.ends or hours.zone.utcoffset(last) != hours.zone.utcoffset(
        last - timedelta(days=1)
    ), "an hour that the clocks repeat may stand before or behind the door"
    assert hours.counts is None or hours.counts(last.date())


@pytest.mark.parametrize("month", [3, 10])
def test_the_turns_of_the_clocks_in_every_zone_lose_no_minute(month: int) -> None:
    start, amount = datetime(2026, month, 1, tzinfo=UTC), timedelta(hours=370)  # over the first Sunday of the next
    for name in ZONES:
        hours = Hours(ZoneInfo(name), 0, 12, weekday)
        over = after(start, amount, hours)
        assert run(start, over, hours) == amount, name
        begin = start.astimezone(hours.zone).date()
        days = [begin + timedelta(days=count) for count in range((over.astimezone(hours.zone).date() - begin).days)]
        assert 0 <= sum(weekday(day) for day in days) * 12 - 370 + 12 <= 24, name


def test_a_day_that_a_calendar_left_out_has_no_hours() -> None:
    samoa = Hours(ZoneInfo("Pacific/Apia"), 8, 18)
    thursday = datetime(2011, 12, 29, 8, tzinfo=samoa.zone)
    assert due(thursday, Span(days=2), samoa) == datetime(2011, 12, 31, 18, tzinfo=samoa.zone)


@pytest.mark.parametrize(
    ("start", "span", "over"),
    [
        ("2026-11-24 15:00", Span(days=1), "2026-11-25 15:00"),
        ("2026-11-27 17:00", Span(minutes=120), "2026-11-30 09:00"),
        ("2026-11-28 10:00", Span(days=1), "2026-11-30 18:00"),
        ("2026-11-24 22:00", Span(days=3), "2026-11-27 18:00"),
        ("2026-09-24 15:00", Span(days=3), "2026-09-30 15:00"),
        ("2026-09-30 17:00", Span(days=1), "2026-10-08 17:00"),
        ("2026-10-09 12:00", Span(days=1), "2026-10-10 12:00"),
        ("2026-12-31 17:00", Span(minutes=120), "2027-01-04 09:00"),
    ],
    ids=["a day", "over a weekend", "begun at one", "begun at night", "Mid-Autumn", "National Day", "调休", "New Year"],
)
def test_office_days_of_china_are_counted_as_they_were_arranged(start: str, span: Span, over: str) -> None:
    assert due(at(start), span, OFFICE) == at(over)


def test_a_community_says_other_limits_for_an_urgency_or_for_one_trade_of_it() -> None:
    own = {
        "normal": Limit(Span(minutes=90), Span(days=2), around=False).to_json(),
        "normal/plumbing": Limit(Span(minutes=30), Span(days=1), around=True).to_json(),
    }
    assert limit_of(own, Urgency.NORMAL, "plumbing").claim == Span(minutes=30)
    assert limit_of(own, Urgency.NORMAL, "locks").finish == Span(days=2)
    assert limit_of(own, Urgency.CRITICAL, "plumbing") == USUAL[Urgency.CRITICAL]
    with pytest.raises(ValueError, match="not a span"):
        Span.parse("3 days")
    with pytest.raises(ValueError, match="never runs"):
        after(at("2026-11-24 15:00"), timedelta(hours=1), Hours(SHANGHAI, 8, 18, lambda _: False))
