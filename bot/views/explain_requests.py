"""What a refusal about a request means, as `bot.views.explain` says it."""

from collections.abc import Callable
from typing import Any

from bot.domain import errors, place_errors, request_errors
from bot.views.words import Words

MOST_NAMES = 2


def _answered_before(words: Words, error: request_errors.AnsweredBefore) -> str:
    facts = {"number": error.number}
    if error.kind == "alarm":
        return words._("这次险情已经解除了 ✅")
    if error.kind == "offer":
        return {
            "accepted": words._("#%(number)s 已经转给您了 ✅ 不用再点") % facts,
            "declined": words._("您已经说了不方便,已告诉对方,谢谢您"),
        }.get(error.ended, words._("#%(number)s 不用您接了,谢谢您") % facts)
    if error.kind == "report":
        return {
            "submitted": words._("已经报上去了 ✅ #%(number)s,书记正在看,怎么办马上告诉您") % facts,
            "published": words._("已经报上去了 ✅ #%(number)s,有人接单马上告诉您") % facts,
            "joined": words._("已经加入 #%(number)s 了 👍 有进展马上告诉您") % facts,
            "moved": words._("这件的卡片在下面,请看最下面那张 👇"),
        }.get(error.ended, words._("这件没有报。要报修,直接告诉我哪里坏了就行"))
    if error.kind == "order" and error.ended in ("published", "entered"):
        return words._("#%(number)s 已经发好了 ✅ 不用再点") % facts
    if error.ended in ("dropped", "kept"):
        return words._("这件已经放下了,没有改动。还要办,请从头点一次")
    return words._("您已经答过了 ✅ 不用再点,结果就写在这条消息里")


def _places_held(words: Words, error: place_errors.PlacesHeld) -> str:
    facts = {"number": error.number, "names": words.listing(error.holders, most=MOST_NAMES)}
    return words._("#%(number)s 在%(names)s手里,没有空位。要换人,先发 /release %(number)s 收回,再派给别人。") % facts


REQUEST_WORDINGS: dict[type[errors.DomainError], Callable[[Words, Any], str]] = {
    request_errors.AnsweredBefore: _answered_before,
    place_errors.PlacesHeld: _places_held,
    request_errors.TooLateToSplit: lambda words, error: (
        words._("#%(number)s 和 #%(into)s 分不开了:合了超过一天,或者那边已经办好了。还有问题请重新报一次。")
        % {"number": error.number, "into": error.into}
    ),
}
