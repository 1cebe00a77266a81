"""What happened to an order: who did what, when, from which state to which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.life import OPEN_TO_WORK, Step
from bot.storage.repairs.contact_views import ContactView
from bot.storage.repairs.history import StepFacts, StepPage
from bot.storage.repairs.order_facts import OrderFacts
from bot.views.buttons import data
from bot.views.deadlines import Here, for_staff
from bot.views.fitting import brief
from bot.views.labels import STATUS_MARK, status_word
from bot.views.screen import Button, Screen
from bot.views.step_words import rung_word, step_word, what_changed
from bot.views.words import Words

ON_A_PAGE = 8
MOST_SEEN = 4
"""The latest times that the contact was shown, on the screen."""
MOST_SAID = 80
OF_STAFF_ALONE = frozenset({Step.REMIND, Step.CLIMB, Step.LIMIT, Step.NO_SHOW, Step.FOLLOW_UP, Step.JOIN, Step.NUDGE})
"""What helps nobody else to know."""


SAID_TO_ALL = frozenset({Step.APPOINT})
"""Of these everybody who reads of them reads what was written down, too."""


@dataclass(frozen=True)
class OfStaff:
    """What staff alone read of an order besides its steps."""

    times: int = 0
    """How often the contact was shown."""
    seen: Sequence[ContactView] = ()
    """The latest times; they stand on the last page."""
    climbed: StepFacts | None = None
    """The last level of the ladder that it came to."""


def history(
    words: Words,
    order: OrderFacts,
    page: StepPage,
    here: Here,
    *,
    whole: bool,
    serial: int,
    staff: OfStaff | None = None,
    until: datetime | None = None,
) -> Screen:
    """A page of it. `until`: who reads it had it up to then, and what came later is left out."""
    at, zone = page.at, here.zone
    lines = [
        _line(words, number, step, zone)
        | {"said": _said(words, page, step) if staff or step.step in SAID_TO_ALL else None}
        for number, step in enumerate(page.steps, page.first)
    ]
    climbed = staff.climbed if staff and order.status in OPEN_TO_WORK else None
    text = words.render(
        "history",
        number=order.number,
        building=order.building,
        what=brief(order.what, 40),
        mark=STATUS_MARK[order.status],
        status=status_word(words, order.status),
        lines=lines,
        in_full=staff is not None,
        whole=whole,
        limit=for_staff(words, order, zone, here.now) if staff else None,
        climbed=None if climbed is None else _climbed(words, climbed, zone),
        times=staff.times if staff else 0,
        seen=[_seen(words, view, zone) for view in staff.seen] if staff and at == page.last else [],
        until=None if until is None else words.moment(until, zone),
    )

    return Screen(text, _turning(words, order, page, serial))


def _turning(words: Words, order: OrderFacts, page: StepPage, serial: int) -> tuple[tuple[Button, ...], ...]:
    """To the pages before and behind."""

    def button(label: str, to: int) -> Button:
        return Button(label, data=data("history", order.community_id, order.number, serial, to))

    turning = [button("◀ " + words._("更早的"), page.at - 1)] if page.at else []
    turning += [button(words._("更晚的") + " ▶", page.at + 1)] if page.at < page.last else []
    return (tuple(turning),) if turning else ()


def _climbed(words: Words, step: StepFacts, zone: ZoneInfo) -> str:
    """告诉了书记 · 11月24日 14:00."""
    return f"{rung_word(words, step)} · {words.moment(step.at, zone)}"


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
