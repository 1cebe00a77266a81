"""Lines by which a secretary changes limits."""

import pytest

from bot.domain.limits import Span
from bot.domain.urgency import Urgency
from bot.language.lines.limit_line import LimitLine, read_limit_line, read_span


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("普通 水电 24小时 3天", LimitLine(Urgency.NORMAL, "plumbing", Span(minutes=1440), Span(days=3))),
        ("紧急,15分钟,4小时,昼夜", LimitLine(Urgency.CRITICAL, None, Span(minutes=15), Span(minutes=240), around=True)),
        (
            "加急 一个半小时 两天 工作时间",
            LimitLine(Urgency.URGENT, None, Span(minutes=90), Span(days=2), around=False),
        ),
        ("普通 锁匠 默认", LimitLine(Urgency.NORMAL, "locks")),
        ("urgent plumber 2 hours 1 day", LimitLine(Urgency.URGENT, "plumbing", Span(minutes=120), Span(days=1))),
        ("普通 3天", None),
        ("普通 水工 电工 1天 3天", None),
        ("1天 3天", None),
        ("普通 半天 3天", None),
    ],
)
def test_a_line_of_limits_is_read_whole_or_not_at_all(line: str, meant: LimitLine | None) -> None:
    assert read_limit_line(line) == meant


def test_spans_are_read_as_people_write_them() -> None:
    said = ("半小时", "30 分钟", "1.5h", "二十四小时", "5 working days", "1天半", "三")
    assert [read_span(word) for word in said] == [
        *(Span(minutes=30), Span(minutes=30), Span(minutes=90), Span(minutes=1440), Span(days=5), None, None)
    ]  # fmt: skip
