"""Times in words, worked out on Monday 2026-11-23 at 10:00."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.dates.when import find_when
from bot.language.needs.report import read_report

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)


def told(words: str, now: datetime = NOW) -> tuple[str, ...] | None:
    found = find_when(words, now)
    if found is None:
        return None
    return tuple(each.strftime("%m-%d %H:%M") if each else "" for each in (found.begins, found.ends))


@pytest.mark.parametrize(
    ("words", "begins", "ends"),
    [
        ("明天下午三点", "11-24 15:00", "11-24 15:00"),
        ("三点来", "11-23 15:00", "11-23 15:00"),
        ("9点来", "11-24 09:00", "11-24 09:00"),
        ("今晚七点半以后在家", "11-23 19:30", ""),
        ("周六周日都在家", "11-28 00:00", "11-29 23:59"),
        ("下下周二", "12-08 00:00", "12-08 23:59"),
        ("本周五上午", "11-27 08:00", "11-27 12:00"),
        ("礼拜三下午3点到5点", "11-25 15:00", "11-25 17:00"),
        ("5号下午", "12-05 12:00", "12-05 18:00"),
        ("1月3号", "01-03 00:00", "01-03 23:59"),
        ("下午五点前", "", "11-23 17:00"),
        ("明天上午没人，下午可以", "11-24 12:00", "11-24 18:00"),
        ("between 9 and 11 am tomorrow", "11-24 09:00", "11-24 11:00"),
        ("tonight after 7", "11-23 19:00", ""),
        ("next Monday", "11-30 00:00", "11-30 23:59"),
        ("昨天坏的，下午在家", "11-23 12:00", "11-23 18:00"),
        ("上周五就坏了，周五上午来", "11-27 08:00", "11-27 12:00"),
        ("早上周三来", "11-25 08:00", "11-25 12:00"),
        ("半小时后到", "11-23 10:30", "11-23 10:30"),
        ("我10分钟就到", "11-23 10:10", "11-23 10:10"),
        ("一个半小时之后过来吧", "11-23 11:30", "11-23 11:30"),
        ("再过两刻钟来", "11-23 10:30", "11-23 10:30"),
        ("I'll be there in half an hour", "11-23 10:30", "11-23 10:30"),
    ],
)
def test_moments_are_worked_out(words: str, begins: str, ends: str) -> None:
    assert told(words) == (begins, ends)


@pytest.mark.parametrize(
    "words",
    [
        "昨天晚上坏的",
        "从今天早上起没水",
        "一到晚上就黑",
        "有一点漏水",
        "三号楼",
        "二楼灯坏了",
        "今天早上八点来过",
        "晚上灯不亮",
        "上周五",
        "上周五下午",
        "上周五就坏了",
        "上个星期三来过一次",
        "昨天",
        "昨天来了",
        "前天下午在家等",
        "上个月",
        "上个月5号来过",
        "两天前",
        "last Friday",
        "yesterday afternoon at home",
        "水停了一小时后来了",
        "漏了半小时了",
        "10分钟前来过",
    ],
)
def test_when_it_broke_is_no_proposal(words: str) -> None:
    assert find_when(words, NOW) is None


def test_the_next_such_day_is_meant_at_the_end_of_a_year_too() -> None:
    eve = datetime(2026, 12, 31, 20, tzinfo=ZONE)
    assert told("明天上午", eve) == ("01-01 08:00", "01-01 12:00")
    assert told("下午三点", eve) == ("01-01 15:00", "01-01 15:00")
    assert told("31号", eve) == ("12-31 00:00", "12-31 23:59")


def test_who_is_away_is_not_taken_for_being_there() -> None:
    away = find_when("明天上午不在家", NOW)
    assert away is not None
    assert away.away
    there = find_when("随时都行", NOW)
    assert there is not None
    assert there.any_time
    assert not there.away


@settings(deadline=None, max_examples=150)
@given(
    st.text(alphabet="明今后天周六日上下午晚三点半号到以后前在家来0123456789:-, 漏水年月tomorrow at pm", max_size=24)
)
def test_any_words_are_read_without_stumbling(words: str) -> None:
    found = find_when(words, NOW)
    assert found is None or found.text in words
    assert found is None or found.begins is None or found.begins > NOW - timedelta(days=1)
    read_report(words, now=NOW, buildings=("2号楼",))
