"""Buttons about limits that stand under several screens."""

from bot.storage.repairs.order_facts import OrderFacts
from bot.views.buttons import data
from bot.views.screen import Button
from bot.views.words import Words


def pause_button(words: Words, order: OrderFacts) -> Button:
    """要等等, or 接着办 where the clocks of the order stand still."""
    key = (order.community_id, order.number)
    if order.clocks.paused_for is None:
        return Button("⏸ " + words._("要等等"), data=data("halt", *key))
    return Button("▶️ " + words._("接着办"), data=data("goon", *key))
