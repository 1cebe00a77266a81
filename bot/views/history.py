"""What happened to an order: who did what, when, from which state to which."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.life import Step
from bot.storage.repairs.contact_views import ContactView
from bot.storage.repairs.history import StepFacts, StepPage
from bot.storage.repairs.order_facts import OrderFacts
from bot.views.buttons import data
from bot.views.deadlines import for_staff
from bot.views.fitting import brief
from bot.views.labels import STATUS_MARK, status_word
from bot.views.screen import Button, Screen
from bot.views.step_words import step_word, what_changed
from bot.views.words import Words

ON_A_PAGE = 8
MOST_SEEN = 4
"""The latest times that the contact was shown, on the screen."""
MOST_SAID = 80
OF_STAFF_ALONE = frozenset({Step.REMIND, Step.CLIMB, Step.LIMIT, Step.NO_SHOW, Step.FOLLOW_UP, Step.JOIN, Step.NUDGE})
"""What helps nobody else to know."""


def history(
    words: Words,
    order: OrderFacts,
    page: StepPage,
    zone: ZoneInfo,
    *,
    in_full: bool,
    whole: bool,
    serial: int,
    seen: tuple[int, Sequence[ContactView]] = (0, ()),
) -> Screen:
    """A page of it. `seen`: how often the contact was shown, and the latest times; it stands on the last page."""
    at = page.at
    lines = [
        _line(words, number, step, zone) | {"said": _said(words, page, step) if in_full else None}
        for number, step in enumerate(page.steps, page.first)
    ]
    times, latest = seen if at == page.last else (0, ())
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
        limit=for_staff(words, order, zone) if in_full else None,
        times=times,
        seen=[_seen(words, view, zone) for view in latest],
    )

    def button(label: str, to: int) -> Button:
        return Button(label, data=data("history", order.community_id, order.number, serial, to))

    turning = [button("◀ " + words._("更早的"), at - 1)] if at else []
    turning += [button(words._("更晚的") + " ▶", at + 1)] if at < page.last else []
    return Screen(text, (tuple(turning),) if turning else ())


def _line(words: Words, number: int, step: StepFacts, zone: ZoneInfo) -> dict[str, object]:
    moved = step.was is not None and step.was is not step.now
    return {
        "at": number,
        "when": words.moment(step.at, zone),
        "what": step_word(words, step.step),
        "who": step.who or words._("到时间了,自动"),
        "moved": f"{status_word(words, step.was)} → {status_word(words, step.now)}" if step.was and moved else None,
    }


def _said(words: Words, page: StepPage, step: StepFacts) -> str | None:
    said = what_changed(words, page, step)
    return None if said is None else brief(said, MOST_SAID)


def _seen(words: Words, view: ContactView, zone: ZoneInfo) -> str:
    """安 11月23日 09:01(接单)."""
    what = {
        "job": words._("接单"),
        "triage": words._("处理"),
        "party": words._("转办"),
        "call": words._("回访"),
        "alarm": words._("险情"),
    }.get(view.shown)
    who = brief(view.who or words._("系统"), 32)
    return f"{who} {words.moment(view.at, zone)}" + ("" if what is None else f"({what})")
