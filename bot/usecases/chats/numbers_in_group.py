"""A telephone number that somebody writes in the group goes from there, unless it is one of the community's own."""

from dataclasses import dataclass
from datetime import datetime

from bot.language.persons.phones import find_phones, is_of_a_person
from bot.models import Community, OutboxMessage
from bot.models.people import Reach
from bot.storage.community.communities import community_of_chat
from bot.storage.community.parties import parties_of
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.people import person_by_user
from bot.storage.post.taking_down import owe_taking_down
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.owed.owing import owe_reply

TOPIC = "typed_number"


@dataclass(frozen=True)
class SayInGroup:
    """Somebody wrote in the group."""

    actor: Actor
    text: str
    message_id: int


async def take_down_number(cmd: SayInGroup, *, uow: UnitOfWork, now: datetime) -> bool:
    """Take the message down if a number of somebody stands in it. False: there is none, and nothing was written."""
    numbers = {found.phone.e164 for found in find_phones(cmd.text) if is_of_a_person(found.phone.e164)}
    if not numbers:
        return False
    async with uow.reading(now) as tx:
        community = await community_of_chat(tx, cmd.actor.chat_id)
        if community is None or numbers <= await _public(tx, community):
            return False
    async with uow.writing(now) as tx:
        await recognise(tx, cmd.actor)
        owe_taking_down(
            tx,
            TOPIC,
            key=f"number/{cmd.actor.chat_id}/{cmd.message_id}",
            community_id=community.id,
            chat_id=cmd.actor.chat_id,
            message_id=cmd.message_id,
            author=cmd.actor.user_id,
            thread=cmd.actor.thread_id,
        )
    return True


async def _public(tx: Reading, community: Community) -> set[str]:
    """The numbers that all may know: of the office, in danger, of outside parties."""
    ways = community.ways()
    told = [ways.staff_phone or "", *(number for _, number in ways.emergency_numbers)]
    told += [party.contact or "" for party in await parties_of(tx, community.id)]
    return {found.phone.e164 for line in told for found in find_phones(line)}


async def tell_about_number(tx: Writing, row: OutboxMessage, *, gone: bool) -> None:
    """Its author hears why it went, or is asked to delete it; in the group only who cannot be reached otherwise."""
    if row.topic != TOPIC:
        return
    facts = tx.vault.open_json(row.facts)
    author = await person_by_user(tx, facts["author"])
    what = "number_taken_down" if gone else "number_stays"
    if author is not None and author.reach is Reach.STARTED:
        owe_reply(tx, author.user_id, "said", community=row.community_id, what=what)
    elif gone:
        owe_reply(tx, row.chat_id, "said", thread_id=facts["thread"], community=row.community_id, what=what)
