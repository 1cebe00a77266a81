"""What can be done about an order whose work was twice not good: somebody else may go."""

from bot.storage.repairs.order_facts import OrderFacts
from bot.views.buttons import data
from bot.views.screen import Button
from bot.views.words import Words


def notice_buttons(words: Words, order: OrderFacts, kind: str) -> tuple[tuple[Button, ...], ...]:
    """Under a short message about it: for the secretaries, and for the volunteer who is to go once more."""
    key = (order.community_id, order.number)
    if kind == "not_fixed_again":
        replace = Button("🔁 " + words._("换一个人"), data=data("seat", *key, "replace"))
        redirect = Button("🏢 " + words._("转办"), data=data("sift", *key, "menu", "redirect"))
        return ((replace, redirect),)
    if kind == "reopened_again":
        return ((Button("🙋 " + words._("换别人来"), data=data("release", *key)),),)
    return ()
