"""An order as one line of a list."""

from bot.storage.repairs.order_facts import OrderFacts
from bot.views.labels import unusual_urgency
from bot.views.words import Words


def order_line(words: Words, order: OrderFacts) -> dict[str, object]:
    """One order of a list that waits for somebody."""
    return {
        "order": order,
        "urgency": unusual_urgency(words, order.urgency),
        "free": order.places_free,
    }
