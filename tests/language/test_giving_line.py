"""Lines by which somebody gives points."""

import pytest

from bot.language.lines.giving_line import GivingLine, read_giving


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("王师傅 10 帮忙搬桌子", GivingLine("王师傅", "10", None, "帮忙搬桌子")),
        ("王师傅10分", GivingLine("王师傅", "10")),
        ("王师傅 5 1小时 巡逻", GivingLine("王师傅", "5", 60, "巡逻")),
        ("王师傅 5分,半小时,巡逻", GivingLine("王师傅", "5", 30, "巡逻")),
        ("Ann 5 points 1.5 hours patrol", GivingLine("Ann", "5", 90, "patrol")),
        ("@ann_99 5 巡逻 2小时", GivingLine("@ann_99", "5", None, "巡逻 2小时")),
        ("@ann_99", GivingLine("@ann_99")),
        ("王师傅 90分钟 巡逻", GivingLine("王师傅", None, 90, "巡逻")),
        ("王师傅 1.5小时", GivingLine("王师傅", None, 90)),
        ("王师傅", GivingLine("王师傅")),
        ("王师傅 -5 迟到", GivingLine("王师傅", "5", None, "迟到", takes=True)),
        ("", GivingLine("")),
    ],
)
def test_a_line_says_to_whom_how_many_how_long_and_why(line: str, read: GivingLine) -> None:
    assert read_giving(line, hours=True) == read
    assert read_giving(line, hours=False).minutes is None
