"""An answer to 什么时候去: a time in many ways, or no time at all."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.dates.visit_times import is_of_time, read_coming

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    "said",
    ["十点左右到", "大概十点到", "10点多到", "我十点来", "十点前后", "估计十点到您家吧", "I'll be there around 10:00"],
)
def test_who_comes_may_say_roughly_when(said: str) -> None:
    when = read_coming(said, NOW)
    assert when is not None
    assert when.begins == NOW.replace(hour=10)


@pytest.mark.parametrize("said", ["不客气", "家里有人吗", "来不了了", "好的", "you're welcome"])
def test_what_names_no_time_is_no_answer(said: str) -> None:
    assert read_coming(said, NOW) is None
    assert not is_of_time(said, NOW)
