"""The one line by which somebody is told privately of an order that suits them, and what becomes of it."""

from bot.domain.life import Status
from bot.storage.community.parties import PartyFacts
from bot.storage.repairs.order_facts import HOLDING, OrderFacts
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.labels import party_name, unusual_urgency
from bot.views.place_buttons import claim_button
from bot.views.screen import Button, Screen
from bot.views.words import Words

MOST_PARTY = 64


def call_up(
    words: Words,
    order: OrderFacts,
    stage: str,
    *,
    of_grid: bool = False,
    group_at: str | None = None,
    party: PartyFacts | None = None,
) -> Screen:
    """The line: asked; then declined, yours or over.

    `of_grid`: they look after its building; `group_at`: when the group hears of it; `party`: who outside has it.
    """
    text = words.render(
        "call_up",
        order=order,
        stage=stage,
        of_grid=of_grid,
        group_at=group_at,
        over=_why_not_needed(words, order, party),
        urgency=unusual_urgency(words, order.urgency),
    )
    not_now = Button("🙅 " + words._("不方便"), data=data("notnow", order.community_id, order.number))
    return Screen(text, ((claim_button(words, order), not_now),) if stage == "asked" else ())


def _why_not_needed(words: Words, order: OrderFacts, party: PartyFacts | None) -> str:
    """Why somebody who was told of it need not go: that another does is said only where it is so."""
    facts = {"number": order.number, "party": brief(party_name(words, party), MOST_PARTY), "into": order.merged_into}
    if any(holder.state in HOLDING for holder in order.holders):
        return words._("#%(number)s 已经有人去了,谢谢您 🙏") % facts
    said = {
        Status.REDIRECTED: words._("#%(number)s 转给%(party)s去办了,不用您去,谢谢您 🙏"),
        Status.CLOSED: words._("#%(number)s 已经办好了,不用您去,谢谢您 🙏"),
        Status.CANCELLED: words._("#%(number)s 撤了,不用您去,谢谢您 🙏"),
        Status.MERGED: words._("#%(number)s 和 #%(into)s 是同一件事,合在一起办,谢谢您 🙏"),
    }
    return said.get(order.status, words._("#%(number)s 现在不用您去,谢谢您 🙏")) % facts
