"""A grid's head start as arithmetic: who waits for whom, and how long."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.head_start import climbs_at, head_start, over_early

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("facts", "waits"),
    [
        ({}, 15),
        ({"minutes": 0}, None),
        ({"asked": 0}, None),
        ({"awake": False}, None),
        ({"presses": True}, None),
    ],
    ids=["by day", "no head start", "nobody to ask", "at night", "it presses"],
)
def test_the_group_waits_only_where_somebody_of_the_grid_can_answer(facts: dict[str, int], waits: int | None) -> None:
    said = {"minutes": 15, "asked": 2, "awake": True, "presses": False, **facts}
    until = head_start(NOW, said["minutes"], asked=said["asked"], awake=said["awake"], presses=said["presses"])  # type: ignore[arg-type]
    assert until == (None if waits is None else NOW + timedelta(minutes=waits))


@given(level=moments, until=st.none() | moments, now=moments, declined=st.lists(st.booleans(), max_size=2))
def test_no_level_comes_before_the_group_heard_and_all_of_the_grid_must_decline_for_it_to_hear_early(
    level: datetime, until: datetime | None, now: datetime, declined: list[bool]
) -> None:
    at = climbs_at(level, until)
    assert at >= level
    assert at in (level, until)
    assert until is None or at >= until
    early = over_early(now, until, declined)
    assert early == (until is not None and until > now and declined in ([True], [True, True]))
