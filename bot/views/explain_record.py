"""What a refusal about the record and its reports means, as `bot.views.explain` says it."""

from collections.abc import Callable
from typing import Any

from bot.domain import errors, record_errors
from bot.views.fitting import clip
from bot.views.spans import day_words
from bot.views.words import Words

MOST_SAID = 24


def _not_understood(words: Words, error: record_errors.NotUnderstood) -> str:
    may_be_said = {
        "report": words._("可以写:本周、上周、本月、上月、2026-10,或起止两天(不超过一年)。例如:/report 2026-10"),
        "export": words._(
            "可以写日子(2026-10、上月、今年、全部)、类别(维修、隐患、心愿、意见)和 CSV,例如:/export 2026-10 维修"
        ),
        "file": words._("--days 写 2026-10、起止两天、上月、今年或 all;--kind 写 repair、hazard、wish 或 opinion"),
        "history": words._("这里只写单号,例如:/history 1024"),
        "stats": words._("/stats 只看本周和本月,后面不用写。看别的日子,工作人员可以发:/report 2026-10"),
    }[error.command]
    return words._("「%(said)s」没看懂。") % {"said": clip(error.said, MOST_SAID)} + may_be_said


RECORD_WORDINGS: dict[type[errors.DomainError], Callable[[Words, Any], str]] = {
    record_errors.NotUnderstood: _not_understood,
    record_errors.StillToCome: lambda words, error: (
        words._("%(day)s 还没到,请换已经开始的日子,例如:上月") % {"day": day_words(words, error.day)}
    ),
    record_errors.NoSuchMonth: lambda words, error: (
        words._("没有 %(month)s 月,请换一个,例如:2026-10") % {"month": error.month}
    ),
    record_errors.NoSuchDay: lambda words, _error: words._("没有这样的日子,请照着写:2026-10 或 2026-10-01 2026-10-31"),
}
