"""What a holder says in the group under the card of their order, 半小时后到: its resident reads it, too."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import NobodyToTell
from bot.domain.life import OPEN_TO_WORK
from bot.language.talk.visit_talk import is_of_visit
from bot.storage.community.communities import community_of_chat
from bot.storage.ground.uow import UnitOfWork
from bot.storage.members.people import person_by_user
from bot.storage.repairs.orders import claim_of, order_for_change, order_of_card
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.residents import relaying


@dataclass(frozen=True)
class SayUnderCard:
    """Somebody replied in the group to a message."""

    actor: Actor
    text: str
    reply_to: int | None


async def tell_from_group(cmd: SayUnderCard, *, uow: UnitOfWork, now: datetime) -> bool:
    """Pass on when somebody comes. False: it says nothing of that, or not by who holds the order of that card.

    Raises:
        TooManyLines: too much was passed on within the hour.
    """
    if cmd.reply_to is None or not is_of_visit(cmd.text):
        return False
    async with uow.reading(now) as tx:
        community = await community_of_chat(tx, cmd.actor.chat_id)
        number = await order_of_card(tx, cmd.actor.chat_id, cmd.reply_to)
        known = await person_by_user(tx, cmd.actor.user_id)
        if community is None or number is None or known is None:
            return False
        if await claim_of(tx, community.id, number, known.id) is None:
            return False
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order = await order_for_change(tx, community.id, number)
        if order.status in OPEN_TO_WORK and await claim_of(tx, community.id, number, person.id) is not None:
            try:
                await relaying.tell(tx, person, order, relaying.Said(cmd.text))
            except NobodyToTell:
                await relaying.reaches_nobody(tx, person, number=number)
    return True
