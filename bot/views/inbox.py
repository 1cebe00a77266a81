"""What waits for staff, page by page; and which requests need not wait for them."""

from collections.abc import Sequence

from bot.domain.life import Status
from bot.domain.satisfaction import Satisfaction
from bot.language.needs.skills import DEFAULT_SKILLS
from bot.models import Community
from bot.storage.repairs.waiting import WaitingFacts, WaitingOrder
from bot.views.alarm_lines import WaitingAlarm, waiting_button, waiting_line
from bot.views.buttons import data
from bot.views.choosing import in_rows
from bot.views.fitting import brief
from bot.views.labels import STATUS_MARK, skill_word, status_word, unusual_urgency
from bot.views.screen import Button, Screen
from bot.views.words import Words

PER_PAGE = 6
MOST_DANGERS = 6
"""Shown at once: where one has been ended, the next is shown."""
MOST_LABEL = 24
JUDGED_DAYS = 30
"""The days of which it is said how many residents were satisfied."""


def inbox(
    words: Words,
    community: Community,
    facts: WaitingFacts,
    page: int,
    *,
    judged: Satisfaction | None = None,
    dangers: Sequence[WaitingAlarm] = (),
) -> Screen:
    """Dangers first. Each with a button that calls its card up; in a line, what residents think of the work."""
    pages = max(1, -(-len(facts.orders) // PER_PAGE))
    page = min(page, pages - 1)
    shown = facts.orders[page * PER_PAGE : (page + 1) * PER_PAGE]
    first = dangers[:MOST_DANGERS] if page == 0 else ()
    text = words.render(
        "triage_inbox",
        community=community,
        count=len(facts.orders) + len(dangers) + facts.beside.count,
        dangers=[waiting_line(words, each, community.zone) for each in first],
        lines=[_line(words, community, order) for order in shown],
        elsewhere=facts.elsewhere,
        beside=facts.beside,
        doubtful=facts.doubtful is not None,
        judged=judged,
        days=JUDGED_DAYS,
        page=page + 1,
        pages=pages,
    )
    cards = [
        Button(brief(f"#{order.number} {order.what}", MOST_LABEL), data=data("open", community.id, order.number))
        for order in shown
    ]
    alarms = [(waiting_button(words, each),) for each in first]
    return Screen(text, (*alarms, *in_rows(cards, 2), *_last_rows(words, community, facts, page, pages)))


def _line(words: Words, community: Community, order: WaitingOrder) -> dict[str, object]:
    return {
        "order": order,
        "mark": STATUS_MARK[order.status],
        "status": words._("请打电话告诉单位") if order.to_tell else _state(words, order.status),
        "urgency": unusual_urgency(words, order.urgency),
        "since": words.moment(order.since, community.zone),
    }


def _state(words: Words, status: Status) -> str:
    """Why it waits for staff."""
    said = {
        Status.DONE: words._("请确认"),
        Status.OPEN: words._("还没人接"),
        Status.CLAIMED: words._("超时没办好"),
    }
    return said.get(status) or status_word(words, status)


def _last_rows(
    words: Words, community: Community, facts: WaitingFacts, page: int, pages: int
) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = []
    if facts.doubtful is not None:
        rows.append((Button("🔁 " + words._("再发一次"), data=data("again", facts.doubtful)),))
    turn = [
        Button(label, data=data("inbox", community.id, to))
        for label, to, there in (("⬅️", page - 1, page > 0), ("➡️", page + 1, page + 1 < pages))
        if there
    ]
    return [*rows, tuple(turn)] if turn else rows


def auto_publish(words: Words, community: Community) -> Screen:
    """The trades, marked where their requests need nobody's word."""
    chosen = community.ways().auto_publish
    buttons = [
        Button(
            ("✅ " if skill.key in chosen else "") + (skill_word(words, skill.key) or ""),
            data=data("auto", community.id, skill.key),
        )
        for skill in DEFAULT_SKILLS
    ]
    return Screen(words.render("triage_auto", community=community, any=bool(chosen)), in_rows(buttons, 3))
