"""What must be said about limits and appointments: the ladder's cards, questions to holders, times."""

from dataclasses import replace

from bot.domain.roles import Role
from bot.models import Order
from bot.models.outbox import Kind, Lane
from bot.storage.ground.uow import Writing
from bot.storage.members.people import people_with
from bot.storage.post.outbox import keys_in_use
from bot.usecases.chats.raising import raise_message
from bot.usecases.owed.owing_places import about_order


def ladder_key(order: Order, person_id: int) -> str:
    """The outbox key of a secretary's card about an order that is late, one a round."""
    return f"ladder/{order.community_id}/{order.number}/{order.round}/{person_id}"


def owe_ladder_card(tx: Writing, order: Order, person_id: int, user_id: int, *, menu: str | None = None) -> None:
    """The secretary's one card about it: what is late, and what can be done, or what became of it."""
    card = about_order(order, user_id, "ladder", "", round=order.round, menu=menu)
    tx.owe(replace(card, key=ladder_key(order, person_id), kind=Kind.KEEP, lane=Lane.REMINDER))


async def owe_ladder_cards(tx: Writing, order: Order, *, raised: bool = False) -> None:
    """All secretaries' cards; `raised`: at the end of their chats, where they are seen."""
    order.secretary_told = True
    for person in await people_with(tx, order.community_id, {Role.SECRETARY}):
        if raised:
            await raise_message(tx, ladder_key(order, person.id))
        owe_ladder_card(tx, order, person.id, person.user_id)


async def ladder_cards_follow(tx: Writing, order: Order) -> None:
    """It was taken, given back, done, or has ended: the cards that staff have about it say how it goes.

    Nobody gets one by this, and an order that never came before them costs no question.
    """
    if not order.secretary_told:
        return
    staff = {ladder_key(order, each.id): each for each in await people_with(tx, order.community_id)}
    for key in sorted(await keys_in_use(tx.session, staff)):
        owe_ladder_card(tx, order, staff[key].id, staff[key].user_id)


def owe_hurry(tx: Writing, order: Order, claim_id: int, user_id: int) -> None:
    """A holder is asked how it stands, since the limit is over."""
    asked = about_order(order, user_id, "hurry", f"{claim_id}/{int(tx.now.timestamp())}", claim=claim_id)
    tx.owe(replace(asked, lane=Lane.REMINDER))


def owe_visit(tx: Writing, order: Order, claim_id: int, user_id: int, what: str) -> None:
    """A holder is reminded of when they come (the evening before, the hour before), or that they cannot then."""
    stamp = 0 if order.appointment_at is None else int(order.appointment_at.timestamp())
    key = f"{what}/{claim_id}/{stamp}/{int(tx.now.timestamp())}"
    said = about_order(order, user_id, "visit", key, claim=claim_id, menu=what)
    tx.owe(replace(said, lane=Lane.REMINDER))
