"""Each morning, one message at most to each who is to have one: staff, those of a grid, and who wants it.

Staff get with it the last line of the books, on days on which something was added. Whoever has the line can tell later
whether the books up to it are still the same (`weixiu ledger verify --head`): even somebody who holds the database and
its keys cannot change what was written into other people's chats.
"""

from datetime import date, datetime
from typing import Any

from bot.models import Community
from bot.models.outbox import Lane
from bot.models.slots import SlotOutcome
from bot.storage.ground.slots import last_taken_at, take_slot
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.points.ledger_chain import booked_since, head_of
from bot.storage.post.outbox import Owed
from bot.storage.records.own_digests import Share, readers, share_of, staff_news
from bot.storage.requests.alarms import alarms_in
from bot.usecases.deadlines.digesting import DueDigest, digests_due

KIND = "books_note"
"""As long as the last line of the books was all that there was, the occasion was called so."""


async def send_own_digests(*, uow: UnitOfWork, now: datetime) -> None:
    """Each community whose morning has come; of several mornings the last."""
    due = await digests_due(KIND, uow=uow, now=now)
    last = {occasion.community_id: occasion for occasion in due}
    for occasion in due:
        late = occasion is not last[occasion.community_id]
        await owe_own_digests(occasion, late=late, uow=uow, now=now)


async def owe_own_digests(occasion: DueDigest, *, late: bool, uow: UnitOfWork, now: datetime) -> SlotOutcome | None:
    """Owe them to all who have something to read; `late`: to nobody. None: another process was faster."""
    async with uow.writing(now, occasion=f"{KIND}/{occasion.community_id}/{occasion.day}") as tx:
        community = await tx.session.get_one(Community, occasion.community_id)
        owed = [] if late else await _digests(tx, community, occasion.day)
        outcome = SlotOutcome.SKIPPED if late else SlotOutcome.OWED if owed else SlotOutcome.EMPTY
        if not await take_slot(tx, community.id, KIND, occasion.day, outcome):
            return None
        for message in owed:
            tx.owe(message)
        return outcome


async def _digests(tx: Writing, community: Community, day: date) -> list[Owed]:
    books = await _books(tx, community)
    pressing = bool(books) or (await staff_news(tx, community.id)).pressing
    pressing = pressing or bool(await alarms_in(tx, community.id))
    owed = []
    for person_id, (user_id, share) in (await readers(tx, community.id)).items():
        urgent = pressing and share is Share.STAFF
        if not urgent and (await share_of(tx, community, day, person_id, share)).empty:
            continue
        facts = {"community": community.id, "person": person_id, "share": str(share), "day": day.isoformat()}
        owed.append(
            Owed(
                key=f"own-digest/{community.id}/{day}/{person_id}",
                community_id=community.id,
                chat_id=user_id,
                topic="own_digest",
                facts={**facts, **books} if share is Share.STAFF else facts,
                lane=Lane.DIGEST,
                not_before=community.by_day(tx.now),
            )
        )
    return owed


async def _books(tx: Writing, community: Community) -> dict[str, Any]:
    """The last line of the books, if something was added since it was last told."""
    head = await head_of(tx, community.id)
    added = await booked_since(tx, community.id, await last_taken_at(tx, community.id, KIND))
    return {"seq": head[0], "code": head[1], "added": added} if head is not None and added else {}
