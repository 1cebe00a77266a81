"""The button that takes a place of an order, under the card and under the private line about it."""

from bot.domain.kind import Kind
from bot.storage.repairs.order_facts import OrderFacts
from bot.views.buttons import data
from bot.views.screen import Button
from bot.views.words import Words


def claim_button(words: Words, order: OrderFacts) -> Button:
    """我来修; where nothing is broken, 我来帮."""
    label = words._("我来修") if order.kind is Kind.REPAIR else words._("我来帮")
    return Button("🙋 " + label, data=data("claim", order.community_id, order.number))
