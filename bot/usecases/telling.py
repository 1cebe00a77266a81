"""Whoever's points moved by somebody's hand hears so, once for each entry."""

from bot.domain.ids import CommunityId
from bot.models import Person
from bot.models.outbox import Kind
from bot.storage.outbox import Owed
from bot.storage.uow import Writing


async def owe_moved(tx: Writing, community_id: CommunityId, person_id: int, seq: int) -> None:
    """The member's message about one entry, kept, so that what may be answered shows what was; nobody: no message."""
    person = await tx.session.get(Person, person_id) if person_id else None
    if person is not None:
        facts = {"community": community_id, "person": person.id, "seq": seq}
        key = f"moved/{community_id}/{seq}/{person.id}"
        tx.owe(Owed(key, person.user_id, "points_moved", facts, community_id=community_id, kind=Kind.KEEP))
