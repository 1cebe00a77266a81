"""Short answers to what is asked beside a request: what it costs, when somebody is there, when somebody comes."""

from bot.domain.practice import Practice
from bot.language.talk.asked_beside import Beside
from bot.views.screen import Screen
from bot.views.words import Words


def asked_beside(words: Words, about: str, practice: Practice | None) -> Screen:
    """The answer, which leaves the keys under the chat as they are: one of them may share the number that is asked for.

    Without a `practice` nobody knows yet whose hours are meant.
    """
    if about == Beside.COST:
        text = "💰 " + words._("志愿者来修不收钱 ✅ 要买零件,先跟您说价钱。")
        return Screen(text + "\n" + words._("要请公司来的,收不收费他们先跟您说。"))
    if about == Beside.HOURS:
        text = "🕒 " + words._("报修随时都行,夜里也收。")
        return Screen(text + _office(words, practice))
    return Screen("🕒 " + words._("报上去以后,有人接单就和您约时间,我马上告诉您。"))


def _office(words: Words, practice: Practice | None) -> str:
    if practice is None:
        return ""
    hours = {"begins": practice.work_begins, "ends": practice.work_ends}
    if practice.work_weekends:
        return "\n" + words._("书记和工作人员 %(begins)s 点到 %(ends)s 点在,周末也在。") % hours
    return "\n" + words._("书记和工作人员 %(begins)s 点到 %(ends)s 点在,周末休息。") % hours
