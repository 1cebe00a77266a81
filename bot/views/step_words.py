"""Steps of an order's life in words: what was done, to whom, from what to what. No code of ours is ever shown."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.domain.kind import Area, Kind
from bot.domain.ladder import Rung
from bot.domain.life import Step
from bot.domain.pausing import PauseReason
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.models.residents import CallResult, Verdict
from bot.storage.repairs.history import StepFacts, StepPage
from bot.views.labels import (
    area_word,
    call_word,
    kind_word,
    party_name,
    pause_word,
    size_word,
    skill_word,
    urgency_word,
    verdict_word,
)
from bot.views.passing_on import field_word
from bot.views.words import Words

UNSAID = frozenset({"awaited", "from_claim", "round", "attempt", "before", "after"})
"""What is written down with a step and says nothing that its line does not say, or is said with another field."""


def step_word(words: Words, step: Step) -> str:
    """What was done, in a word."""
    return {
        Step.SUBMIT: words._("报修"),
        Step.PUBLISH: words._("发布"),
        Step.REDIRECT: words._("转办"),
        Step.RETURN: words._("退回"),
        Step.ACCEPT: words._("单位接下了"),
        Step.TELL: words._("打电话告诉了单位"),
        Step.ANSWER: words._("记录结果"),
        Step.SETTLE: words._("当场办结"),
        Step.OBJECT: words._("住户说没好"),
        Step.REJECT: words._("社区办不了"),
        Step.MERGE: words._("合并"),
        Step.SPLIT: words._("分开"),
        Step.CLAIM: words._("接单"),
        Step.ARRIVE: words._("到了"),
        Step.RELEASE: words._("退单"),
        Step.LAPSE: words._("过时没消息,让给别人"),
        Step.FINISH: words._("修好了"),
        Step.UNDO: words._("点错了,收回"),
        Step.CONFIRM: words._("确认办结"),
        Step.EXPIRE: words._("到期自动办结"),
        Step.REOPEN: words._("返修"),
        Step.CANCEL: words._("撤单"),
        Step.WITHDRAW: words._("住户撤回"),
        Step.CORRECT: words._("改了内容"),
        Step.ASSIGN: words._("派单"),
        Step.TRANSFER: words._("转给同事"),
        Step.JOIN: words._("邻居也报了"),
        Step.NUDGE: words._("住户来催"),
        Step.CLIMB: words._("过了时间,去催"),
        Step.PAUSE: words._("先等等"),
        Step.RESUME: words._("接着办"),
        Step.LIMIT: words._("改了时间"),
        Step.APPOINT: words._("约好了时间"),
        Step.REFUSE: words._("说那时不方便"),
        Step.REMIND: words._("提醒"),
        Step.NO_SHOW: words._("记没来"),
        Step.RATE: words._("评价"),
        Step.FOLLOW_UP: words._("回访"),
    }[step]


def what_changed(words: Words, page: StepPage, step: StepFacts) -> str | None:
    """What was written down with a step, in words; a field nobody has words for is left out."""
    said = [tell(words, page, step) for name, tell in _SAID.items() if step.details.get(name) is not None]
    return " · ".join(each for each in said if each) or None


Telling = Callable[[Words, StepPage, StepFacts], str | None]


def _holder(_words: Words, page: StepPage, step: StepFacts) -> str | None:
    """Whose place it is about, unless they took the step themselves."""
    place = page.holders.get(step.details["claim"])
    return None if place is None or place.person_id == step.by else f"🙋 {place.name}"


def _party(words: Words, page: StepPage, step: StepFacts) -> str | None:
    party = page.parties.get(step.details["party"])
    return None if party is None else f"🏢 {party_name(words, party)}"


def _numbered(name: str) -> Telling:
    return lambda _words, _page, step: f"#{step.details[name]}"


def rung_word(words: Words, step: StepFacts) -> str:
    """What was done at a level of the ladder."""
    if step.details.get("told") == 0:
        return _nobody_asked(words, step)
    return {
        Rung.POST_AGAIN: words._("又发到群里"),
        Rung.CALL_UP: words._("私下问合适的人"),
        Rung.SECRETARY: words._("告诉了书记"),
        Rung.OUTSIDE: words._("还是没人接,又告诉了书记"),
        Rung.HOLDER: words._("问了接单的人办得怎么样"),
        Rung.TAKE_OVER: words._("看接单的人有没有回音"),
    }[Rung(step.details["rung"])]


def _nobody_asked(words: Words, step: StepFacts) -> str:
    """Why nobody was asked at this level: all were before, none wants to be, or none suits."""
    if asked := step.details.get("asked"):
        return words._("开了私聊提醒的都问过了(%(count)s 人)") % {"count": asked}
    if step.details.get("muted"):
        return words._("没有人可以私下问")
    return words._("没有合适的人可以私下问")


def _asked(words: Words, _page: StepPage, step: StepFacts) -> str | None:
    """How many had been asked before, where others were now."""
    if not step.details["told"] or not step.details["asked"]:
        return None
    return words._("之前问过 %(count)s 人") % {"count": step.details["asked"]}


def _freed(words: Words, _page: StepPage, step: StepFacts) -> str:
    """What came of a question that was not answered, or was."""
    if not step.details["freed"]:
        return words._("有回音,还由他办")
    return words._("%(count)s 人没回音,请别人接") % {"count": step.details["freed"]}


def _counting(name: str, message: Callable[[Words], str]) -> Telling:
    return lambda words, _page, step: message(words) % {"count": step.details[name]}


_told = _counting("told", lambda words: words._("问了 %(count)s 人"))
_muted = _counting("muted", lambda words: words._("%(count)s 位合适的人没开私聊提醒"))
_nth_place = _counting("places", lambda words: words._("第 %(count)s 位"))


def _field(words: Words, _page: StepPage, step: StepFacts) -> str | None:
    """Which field was put right, and from what to what, where that is nobody's secret."""
    name, details = step.details["field"], step.details
    if name not in _FIELDS:
        return field_word(words, name)
    label, told = _FIELDS[name]
    if "after" not in details:
        return label(words)
    return f"{label(words)}:{_value(words, told, details['before'])} → {_value(words, told, details['after'])}"


def _value(words: Words, told: Callable[[Words, Any], str | None], value: Any) -> str:
    return words._("没定") if value is None else told(words, value) or words._("没定")


_FIELDS: Mapping[str, tuple[Callable[[Words], str], Callable[[Words, Any], str | None]]] = {
    "kind": (lambda words: words._("类别"), lambda words, value: kind_word(words, Kind(value))),
    "area": (lambda words: words._("地方"), lambda words, value: area_word(words, Area(value))),
    "skill": (lambda words: words._("工种"), skill_word),
    "size": (lambda words: words._("大小"), lambda words, value: size_word(words, Size(value))),
    "urgency": (lambda words: words._("急不急"), lambda words, value: urgency_word(words, Urgency(value))),
    "people": (lambda words: words._("人数"), lambda _words, value: str(value)),
}


def _more(words: Words, _page: StepPage, step: StepFacts) -> str | None:
    more = {"2h": words._("2 小时"), "1d": words._("1 天"), "3d": words._("3 天")}.get(step.details["more"])
    return None if more is None else words._("再给 %(time)s") % {"time": more}


_SAID: Mapping[str, Telling] = {
    "claim": _holder,
    "party": _party,
    "into": _numbered("into"),
    "out_of": _numbered("out_of"),
    "merged": _numbered("merged"),
    "rung": lambda words, _page, step: rung_word(words, step),
    "told": lambda words, page, step: _told(words, page, step) if step.details["told"] else None,
    "asked": _asked,
    "muted": lambda words, page, step: _muted(words, page, step) if step.details["muted"] else None,
    "freed": _freed,
    "places": lambda words, page, step: _nth_place(words, page, step) if step.details["places"] > 1 else None,
    "standard": _counting("standard", lambda words: words._("积分标准第 %(count)s 版")),
    "minutes": _counting("minutes", lambda words: words._("停了 %(count)s 分钟")),
    "times": _counting("times", lambda words: words._("第 %(count)s 次")),
    "queued": lambda words, _page, _step: words._("排队排到的"),
    "field": _field,
    "reason": lambda words, _page, step: pause_word(words, PauseReason(step.details["reason"])),
    "until": lambda words, _page, step: (
        words._("到 %(day)s") % {"day": words.day(date.fromisoformat(step.details["until"]))}
    ),
    "more": _more,
    "visit": lambda words, _page, step: words.when(step.details["visit"]),
    "verdict": lambda words, _page, step: verdict_word(words, Verdict(step.details["verdict"])),
    "result": lambda words, _page, step: call_word(words, CallResult(step.details["result"])),
}
"""By the field's name: how it is said."""
SAID = frozenset(_SAID)
