"""What Telegram tells us about chats: a group became a supergroup, a person came into reach or out of it."""

from datetime import datetime, timedelta

from bot.domain.life import ClaimState
from bot.models.people import Reach
from bot.storage.community.communities import community_of_chat
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import person_by_user
from bot.storage.post.outbox import move_chat
from bot.storage.repairs.claims import claims_under_way
from bot.storage.repairs.orders import unfinished_orders
from bot.usecases.chats.acting import within_reach
from bot.usecases.desk.triage_ground import owe_posted_card
from bot.usecases.owed.owing import owe_card


async def move_group(old_chat_id: int, new_chat_id: int, *, uow: UnitOfWork, now: datetime) -> bool:
    """The chat id changes everywhere in one transaction and open cards are posted again; False if that was done."""
    async with uow.writing(now, occasion=f"migrate/{old_chat_id}/{new_chat_id}") as tx:
        community = await community_of_chat(tx, old_chat_id)
        await move_chat(tx.session, old_chat_id, new_chat_id)
        if community is None:
            return False
        community.chat_id = new_chat_id
        await tx.session.flush()
        for order in await unfinished_orders(tx, community.id):
            await owe_posted_card(tx, community, order)
        return True


async def was_reached(user_id: int, *, uow: UnitOfWork, now: datetime) -> None:
    """Somebody let the bot in (again)."""
    async with uow.writing(now, occasion=f"reached/{user_id}") as tx:
        await reached(tx, user_id)


async def reached(tx: Writing, user_id: int) -> None:
    """The bot can write to them, for a message arrived."""
    person = await person_by_user(tx, user_id)
    if person is not None and person.reach is not Reach.STARTED:
        await within_reach(tx, person)


async def was_not_reached(user_id: int, *, uow: UnitOfWork, now: datetime) -> None:
    """Somebody blocked the bot."""
    async with uow.writing(now, occasion=f"unreached/{user_id}") as tx:
        await unreached(tx, user_id, blocked=True)


async def unreached(tx: Writing, user_id: int, *, blocked: bool) -> None:
    """The bot cannot write to them: what they hold lapses unless they open the private chat (again)."""
    person = await person_by_user(tx, user_id)
    if person is None:
        return
    person.reach = Reach.BLOCKED if blocked else Reach.UNKNOWN
    for claim, order, community in await claims_under_way(tx, person.id):
        if claim.state is ClaimState.HELD:
            claim.state = ClaimState.AWAITING_START
            claim.lapses_at = tx.now + timedelta(minutes=community.start_grace_minutes)
            owe_card(tx, community, order)
