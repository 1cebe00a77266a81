"""Answers that list things: what is open."""

from bot.models import Community
from bot.storage.repairs.order_facts import OrderFacts
from bot.views.order_lines import order_line
from bot.views.screen import Screen
from bot.views.words import Words


def open_list(words: Words, lists: list[tuple[Community, list[OrderFacts], int]]) -> Screen:
    """The orders that wait for somebody, with links to their cards."""
    several = len(lists) > 1
    text = words.render(
        "open_list",
        lists=[
            {
                "name": community.name if several else None,
                "orders": [order_line(words, order) for order in orders],
                "count": count,
                "more": count - len(orders),
            }
            for community, orders, count in lists
        ],
    )
    return Screen(text)
