"""我排队, written instead of tapped: in reply to a card that others have, with its number, or privately."""

from datetime import datetime

from bot.domain.errors import OrderNotFound
from bot.language.talk.replies import is_queue_word, queue_in_group
from bot.models import Person
from bot.storage.community.communities import community_of_chat
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import communities_where
from bot.storage.repairs.orders import communities_with_number, order_of_card
from bot.storage.repairs.queue import taken_by_others_in
from bot.usecases.chats.acting import Actor
from bot.usecases.owed.owing import owe_reply
from bot.usecases.repairs.claiming import ClaimByText
from bot.usecases.repairs.holding import PlacePress
from bot.usecases.repairs.queueing import join_line_by_words

MOST_NAMED = 3
"""Orders that can be queued for, named where nobody said which."""


async def place_meant(cmd: ClaimByText, *, uow: UnitOfWork, now: datetime) -> PlacePress | None:
    """The order in whose line somebody wants to stand who wrote this in the group; None: it says nothing of that."""
    number, said = queue_in_group(cmd.text), is_queue_word(cmd.text)
    if number is None and not (said and cmd.reply_to is not None):
        return None
    async with uow.reading(now) as tx:
        community = await community_of_chat(tx, cmd.actor.chat_id)
        if community is not None and number is None and cmd.reply_to is not None:
            number = await order_of_card(tx, cmd.actor.chat_id, cmd.reply_to)
    return None if community is None or number is None else PlacePress(cmd.actor, community.id, number)


async def hear_queue(tx: Writing, person: Person, actor: Actor, text: str, *, about: int | None) -> bool:
    """The same privately: of the order that is named, that they reply to, or of the one that others have. False: none.

    Where several could be meant they are named; where none could, what is open is shown.

    Raises:
        OrderNotFound: there is no such order where they belong.
        DomainError: as `bot.usecases.repairs.queueing.join_line`.
    """
    named = queue_in_group(text)
    communities = [each.id for each in await communities_where(tx, person.id)]
    if not communities or (named is None and not is_queue_word(text)):
        return False
    number = about if named is None else named
    if number is not None:
        where = await communities_with_number(tx, person.user_id, number)
        if not where:
            raise OrderNotFound(number=number)
        await join_line_by_words(tx, person, PlacePress(actor, where[0], number))
        return True
    taken = await taken_by_others_in(tx, communities, person.id, limit=MOST_NAMED)
    if len(taken) == 1:
        (order,) = taken
        await join_line_by_words(tx, person, PlacePress(actor, order.community_id, order.number))
    elif taken:
        owe_reply(tx, actor.chat_id, "place_which", community=taken[0].community_id, numbers=[o.number for o in taken])
    else:
        owe_reply(tx, actor.chat_id, "open_list", communities=communities)
    return True
