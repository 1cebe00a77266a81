"""Whoever's points moved by somebody's hand hears so, once for each entry."""

from bot.domain.ids import CommunityId
from bot.models import Person
from bot.storage.ground.uow import Writing
from bot.usecases.owed.owing_community import owe_panel


async def owe_moved(tx: Writing, community_id: CommunityId, person_id: int, seq: int) -> None:
    """The member's message about one entry, kept, so that what may be answered shows what was; nobody: no message."""
    person = await tx.session.get(Person, person_id) if person_id else None
    if person is not None:
        key = f"moved/{community_id}/{seq}/{person.id}"
        owe_panel(tx, person.user_id, community_id, "points_moved", key=key, person=person.id, seq=seq)
