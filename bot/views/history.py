"""What happened to an order: who did what, when, from which state to which."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.life import Step
from bot.storage.history import StepFacts
from bot.storage.order_facts import OrderFacts
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.labels import STATUS_MARK, status_word
from bot.views.screen import Button, Screen
from bot.views.words import Words

ON_A_PAGE = 8
OF_STAFF_ALONE = frozenset({Step.REMIND, Step.CLIMB, Step.LIMIT, Step.NO_SHOW, Step.FOLLOW_UP, Step.JOIN, Step.NUDGE})
"""What helps nobody else to know."""


def step_word(words: Words, step: Step) -> str:
    """What was done, in a word."""
    return {
        Step.SUBMIT: words._("报修"),
        Step.PUBLISH: words._("发布"),
        Step.REDIRECT: words._("转办"),
        Step.RETURN: words._("退回"),
        Step.ACCEPT: words._("单位受理"),
        Step.ANSWER: words._("记录结果"),
        Step.SETTLE: words._("当场办结"),
        Step.REJECT: words._("不受理"),
        Step.MERGE: words._("合并"),
        Step.SPLIT: words._("分开"),
        Step.CLAIM: words._("接单"),
        Step.ARRIVE: words._("到了"),
        Step.RELEASE: words._("退单"),
        Step.LAPSE: words._("超时释放"),
        Step.FINISH: words._("修好了"),
        Step.UNDO: words._("点错了,收回"),
        Step.CONFIRM: words._("确认办结"),
        Step.EXPIRE: words._("到期自动办结"),
        Step.REOPEN: words._("返修"),
        Step.CANCEL: words._("撤单"),
        Step.WITHDRAW: words._("住户撤回"),
        Step.CORRECT: words._("更正"),
        Step.ASSIGN: words._("派单"),
        Step.TRANSFER: words._("转给同事"),
        Step.JOIN: words._("邻居也报了"),
        Step.NUDGE: words._("催办"),
        Step.CLIMB: words._("升级"),
        Step.PAUSE: words._("暂停时限"),
        Step.RESUME: words._("恢复时限"),
        Step.LIMIT: words._("改时限"),
        Step.APPOINT: words._("约时间"),
        Step.REFUSE: words._("说那时不方便"),
        Step.REMIND: words._("提醒"),
        Step.NO_SHOW: words._("记没来"),
        Step.RATE: words._("评价"),
        Step.FOLLOW_UP: words._("回访"),
    }[step]


def history(
    words: Words,
    order: OrderFacts,
    steps: Sequence[StepFacts],
    zone: ZoneInfo,
    *,
    in_full: bool,
    whole: bool,
    serial: int,
    page: int | None,
) -> Screen:
    """A page of it, the last one where none is named."""
    shown = [step for step in steps if in_full or step.step not in OF_STAFF_ALONE]
    last = max(0, (len(shown) - 1) // ON_A_PAGE)
    at = last if page is None else min(page, last)
    lines = [
        _line(words, number, step, zone, in_full=in_full)
        for number, step in enumerate(shown, start=1)
        if number > at * ON_A_PAGE
    ][:ON_A_PAGE]
    text = words.render(
        "history",
        number=order.number,
        building=order.building,
        what=brief(order.what, 40),
        mark=STATUS_MARK[order.status],
        status=status_word(words, order.status),
        lines=lines,
        in_full=in_full,
        whole=whole,
    )

    def button(label: str, to: int) -> Button:
        return Button(label, data=data("history", order.community_id, order.number, serial, to))

    turning = [button("◀ " + words._("更早的"), at - 1)] if at else []
    turning += [button(words._("更晚的") + " ▶", at + 1)] if at < last else []
    return Screen(text, (tuple(turning),) if turning else ())


def _line(words: Words, number: int, step: StepFacts, zone: ZoneInfo, *, in_full: bool) -> dict[str, object]:
    moved = step.was is not None and step.was is not step.now
    return {
        "at": number,
        "when": words.moment(step.at, zone),
        "what": step_word(words, step.step),
        "who": step.who or words._("系统"),
        "moved": f"{status_word(words, step.was)} → {status_word(words, step.now)}" if step.was and moved else None,
        "said": _said(step) if in_full else None,
    }


def _said(step: StepFacts) -> str | None:
    """The plain facts that were written down with it."""
    said = [f"{name} {value}" for name, value in sorted(step.details.items()) if value not in (None, [], {})]
    return brief(", ".join(said), 60) or None
