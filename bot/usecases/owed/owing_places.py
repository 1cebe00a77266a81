"""What must be said about places: turns of the wait-list, offers to colleagues, silence, who did not come."""

from dataclasses import replace
from typing import Any

from bot.models import Handover, NoShow, Order, QueuePlace
from bot.models.outbox import Kind, Lane
from bot.storage.ground.uow import Writing
from bot.storage.post.outbox import Owed
from bot.usecases.chats.acting import Actor
from bot.usecases.owed.owing import owe_reply


def about_order(order: Order, user_id: int, topic: str, key: str, **facts: Any) -> Owed:
    """What is to be said privately about an order; `key` tells it from others of its topic."""
    return Owed(
        key=f"{topic}/{order.community_id}/{order.number}/{key}",
        community_id=order.community_id,
        number=order.number,
        chat_id=user_id,
        topic=topic,
        facts={"community": order.community_id, "number": order.number, **facts},
    )


def turn_key(order: Order, place: QueuePlace) -> str:
    """The outbox key of the question to somebody who waits; their place is another one each time they queue."""
    return f"place_turn/{order.community_id}/{order.number}/{place.person_id}/{place.seq}"


def owe_turn(tx: Writing, order: Order, place: QueuePlace, user_id: int) -> None:
    """A place fell free for somebody who waits: the question, and later what became of it."""
    facts = {"person": place.person_id, "seq": place.seq}
    turn = about_order(order, user_id, "place_turn", "", **facts)
    tx.owe(replace(turn, key=turn_key(order, place), kind=Kind.KEEP))


def owe_offer(tx: Writing, order: Order, offer: Handover, user_id: int) -> None:
    """A colleague is asked to take a place over; later what became of that."""
    facts = {"claim": offer.claim_id, "to": offer.to_id}
    key = f"{offer.claim_id}/{offer.to_id}/{int(offer.offered_at.timestamp())}"
    tx.owe(replace(about_order(order, user_id, "place_offer", key, **facts), kind=Kind.KEEP))


def owe_still_going(tx: Writing, order: Order, claim_id: int, user_id: int, *, times: int) -> None:
    """还去吗? to a holder who has said nothing for long."""
    key = f"{claim_id}/{int(tx.now.timestamp())}"
    asked = about_order(order, user_id, "place_silence", key, claim=claim_id, times=times)
    tx.owe(replace(asked, lane=Lane.REMINDER))


def owe_place_notice(tx: Writing, order: Order, user_id: int, notice: str, **facts: Any) -> None:
    """One short message to one person about a place."""
    tx.owe(about_order(order, user_id, "place_notice", f"{notice}/{tx.occasion}/{user_id}", notice=notice, **facts))


def owe_no_show(tx: Writing, order: Order, noted: NoShow, user_id: int) -> None:
    """The volunteer reads what staff noted, and may contest it once."""
    note = about_order(order, user_id, "no_show", f"{noted.claim_id}/{user_id}", claim=noted.claim_id)
    tx.owe(replace(note, kind=Kind.KEEP))


def owe_contest(tx: Writing, order: Order, noted: NoShow, user_id: int) -> None:
    """Staff read what the volunteer says to it, and decide."""
    card = about_order(order, user_id, "no_show_contest", f"{noted.claim_id}/{user_id}", claim=noted.claim_id)
    tx.owe(replace(card, kind=Kind.KEEP))


def owe_place_said(tx: Writing, actor: Actor, order: Order, what: str, **facts: Any) -> None:
    """Staff hear, where they said it, that it was done."""
    about = {"community": order.community_id, "number": order.number, "what": what, **facts}
    owe_reply(tx, actor.chat_id, "place_said", thread_id=actor.thread_id, **about)
