"""Answers that list things: what is open, the digest."""

from bot.domain.life import ACTIVE_CLAIM, Status
from bot.models import Community
from bot.storage.digests import LONG_UNCLAIMED, MOST_ORDERS, DigestFacts
from bot.storage.order_facts import OrderFacts
from bot.views.labels import STATUS_MARK, star_word, status_word, urgency_word
from bot.views.naming import public_name
from bot.views.screen import Screen
from bot.views.words import Words

MOST_STARS = 5
"""New stars that one digest names."""


def _status_line(words: Words, order: OrderFacts) -> dict[str, object]:
    names = [
        holder.person.name for holder in order.holders if holder.state in ACTIVE_CLAIM or order.status is Status.CLOSED
    ]
    return {
        "order": order,
        "status": status_word(words, order.status),
        "mark": STATUS_MARK[order.status],
        "who": words.listing(list(order.finishers) if order.status is Status.DONE else names),
    }


def open_list(words: Words, lists: list[tuple[Community, list[OrderFacts], int]]) -> Screen:
    """The orders that wait for somebody, with links to their cards."""
    several = len(lists) > 1
    text = words.render(
        "open_list",
        lists=[
            {
                "name": community.name if several else None,
                "orders": [_line(words, order) for order in orders],
                "count": count,
                "more": count - len(orders),
            }
            for community, orders, count in lists
        ],
    )
    return Screen(text)


def _line(words: Words, order: OrderFacts) -> dict[str, object]:
    return {
        "order": order,
        "urgency": None if order.urgency == "normal" else urgency_word(words, order.urgency),
        "free": order.places_free,
    }


def digest(words: Words, facts: DigestFacts) -> Screen:
    """The morning's digest for the group."""
    late = [order for order in facts.open_orders if facts.now - order.opened_at >= LONG_UNCLAIMED]
    fresh = [order for order in facts.open_orders if order not in late]
    text = words.render(
        "digest",
        day=words.day(facts.day),
        facts=facts,
        thanked=words.listing([f"{name}×{times}" if times > 1 else name for name, times in facts.thanked]),
        stars=[
            {
                "name": public_name(words, star.name, star.shown_as, star.number),
                "word": star_word(words, star.level),
                "marks": "⭐" * star.level,
            }
            for star in facts.stars[:MOST_STARS]
        ],
        fresh=[_line(words, order) for order in fresh],
        late=[_line(words, order) for order in late],
        more=facts.open_count - len(facts.open_orders),
        working=[_status_line(words, order) for order in facts.working],
        more_working=max(0, facts.working_count - MOST_ORDERS),
    )
    return Screen(text)
