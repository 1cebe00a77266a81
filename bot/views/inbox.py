"""What waits for staff, page by page; and which requests need not wait for them."""

from bot.domain.life import Status
from bot.domain.satisfaction import Satisfaction
from bot.domain.urgency import Urgency
from bot.language.skills import DEFAULT_SKILLS
from bot.models import Community
from bot.storage.waiting import WaitingFacts, WaitingOrder
from bot.views.buttons import data
from bot.views.choosing import in_rows
from bot.views.fitting import brief
from bot.views.labels import STATUS_MARK, skill_word, status_word, urgency_word
from bot.views.screen import Button, Screen
from bot.views.words import Words

PER_PAGE = 6
MOST_LABEL = 24
JUDGED_DAYS = 30
"""The days of which it is said how many residents were satisfied."""


def inbox(
    words: Words, community: Community, facts: WaitingFacts, page: int, *, judged: Satisfaction | None = None
) -> Screen:
    """Each with a button that calls its card up, nothing is left out; in a line, what residents think of the work."""
    pages = max(1, -(-len(facts.orders) // PER_PAGE))
    page = min(page, pages - 1)
    shown = facts.orders[page * PER_PAGE : (page + 1) * PER_PAGE]
    text = words.render(
        "triage_inbox",
        community=community,
        count=len(facts.orders),
        lines=[_line(words, community, order) for order in shown],
        elsewhere=facts.elsewhere,
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
    return Screen(text, (*in_rows(cards, 2), *_last_rows(words, community, facts, page, pages)))


def _line(words: Words, community: Community, order: WaitingOrder) -> dict[str, object]:
    return {
        "order": order,
        "mark": STATUS_MARK[order.status],
        "status": words._("请确认") if order.status is Status.DONE else status_word(words, order.status),
        "urgency": None if order.urgency is Urgency.NORMAL else urgency_word(words, order.urgency),
        "since": words.moment(order.since, community.zone),
    }


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
