"""What a refusal about activities, or about points given by hand, means, in a sentence that says what to do."""

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain import activity_errors, giving_errors
from bot.domain.errors import DomainError
from bot.views.fitting import brief, clip
from bot.views.words import Words

MOST_NAME = 64


def _activity_over(words: Words, error: activity_errors.ActivityOver) -> str:
    return words._("这次活动取消了") if error.cancelled else words._("活动已经开始或结束,名单不能改了")


def _not_begun(words: Words, error: activity_errors.ActivityNotBegun) -> str:
    starts = words.moment(error.starts_at, ZoneInfo(str(error.starts_at.tzinfo)))
    return words._("活动 %(starts)s 才开始,开始以后才能结束。不办了请点「取消活动」") % {"starts": starts}


def _stays(words: Words, error: activity_errors.ActivityStays) -> str:
    if error.spent_by is None:
        return words._("这次活动的积分已经清算,不能重新打开。要改请在 /ledger 里撤销那一笔,或用 /award 补发")
    return words._("%(name)s已经用掉了这次的分,不能重新打开。要改请在 /ledger 里撤销别人的那一笔") % {
        "name": brief(error.spent_by, MOST_NAME)
    }


def _nobody_known(words: Words, error: giving_errors.NobodyKnown) -> str:
    return words._("没有找到「%(name)s」。请对方先私聊我点「开始」、报一次修,或在群里接一单,我就认得了") % {
        "name": clip(error.name, MOST_NAME)
    }


def _no_deduction(words: Words, error: giving_errors.NoDeduction) -> str:
    return words._("不能发负分。给错的分要撤销:发 /ledger %(name)s,点那一笔下面的「撤销」") % {
        "name": clip(error.name, MOST_NAME)
    }


ACTIVITY_WORDINGS: Mapping[type[DomainError], Callable[[Words, Any], str]] = {
    activity_errors.ActivityOver: _activity_over,
    activity_errors.ActivityNotBegun: _not_begun,
    activity_errors.ActivityStays: _stays,
    activity_errors.ActivityFull: lambda words, _: words._("您没有报名,名额也满了。请找负责人说一声"),
    activity_errors.CodeInvalid: lambda words, _: words._("签到码过期了或还没到时间,请扫负责人手机上的新码"),
}
GIVING_WORDINGS: Mapping[type[DomainError], Callable[[Words, Any], str]] = {
    giving_errors.NobodyKnown: _nobody_known,
    giving_errors.NoDeduction: _no_deduction,
}
