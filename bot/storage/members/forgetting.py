"""Removing somebody: their name, their account, and their words in every table; a number without a name stays."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.ids import CommunityId, OrderKey
from bot.models import (
    Account,
    Attachment,
    CallUp,
    Claim,
    Draft,
    EntryReason,
    FollowUp,
    Grid,
    Handover,
    InboxUpdate,
    JoinRequest,
    LedgerEntry,
    Membership,
    NoShow,
    Order,
    OrderEvent,
    OutboxMessage,
    Party,
    Person,
    PollVote,
    QueuePlace,
    Rating,
    Relayed,
    Residence,
    SettledName,
    Volunteer,
    Watcher,
)
from bot.models.intake import InboxState
from bot.models.outbox import Kind, Lane, OutState
from bot.models.people import Reach
from bot.models.team import HandoverState
from bot.storage.goods.wishes import erase_wishes
from bot.storage.ground.uow import Writing
from bot.storage.records.past import forget_in_past
from bot.storage.upkeep.emptying import LINE, empty_message

OWN = (CallUp, Residence, Watcher, Volunteer, JoinRequest, QueuePlace, Membership, Draft, PollVote)
"""What is about one person alone."""


async def orders_of(tx: Writing, person: Person) -> Sequence[Order]:
    """What they reported, or was reported under their phone; locked."""
    own = Order.reporter_id == person.id
    if person.phone_index is not None:
        own |= Order.phone_index == person.phone_index
    query = select(Order).where(own).order_by(Order.community_id, Order.number).with_for_update()
    return (await tx.session.scalars(query)).all()


async def orders_worked_on(tx: Writing, person: Person) -> list[OrderKey]:
    """What they ever held: their name stands in what was said about these."""
    rows = await tx.session.execute(
        select(Claim.community_id, Claim.number).where(Claim.person_id == person.id).distinct()
    )
    return [(community_id, number) for community_id, number in rows]


async def show_decisions_again(tx: Writing, person: Person) -> None:
    """The cards of staff that name them as whoever decided are said again, and so name nobody."""
    decided = (
        select(OrderEvent.number)
        .where(
            OrderEvent.community_id == OutboxMessage.community_id,
            OrderEvent.number == OutboxMessage.number,
            OrderEvent.actor_id == person.id,
        )
        .exists()
    )
    shown = (OutboxMessage.topic == "triage", OutboxMessage.state == OutState.SAID, OutboxMessage.kind == Kind.KEEP)
    again = {"state": OutState.OWED, "wanted": OutboxMessage.wanted + 1, "attempts": 0, "lane": Lane.DIGEST}
    await _do(tx.session, update(OutboxMessage).where(*shown, decided).values(not_before=tx.now, **again))


async def communities_of(tx: Writing, person: Person) -> list[CommunityId]:
    """Where they ever did or reported anything."""
    found: set[CommunityId] = set()
    for query in (
        select(Membership.community_id).where(Membership.person_id == person.id),
        select(Residence.community_id).where(Residence.person_id == person.id),
        select(Order.community_id).where(Order.reporter_id == person.id),
        select(Claim.community_id).where(Claim.person_id == person.id),
    ):
        found.update(await tx.session.scalars(query.distinct()))
    return sorted(found)


async def erase(tx: Writing, person: Person) -> None:
    """Nothing is left but a number, to which points and history belong; whoever comes back is somebody new."""
    for table in OWN:
        await _do(tx.session, delete(table).where(table.person_id == person.id))
    await _erase_words(tx, person)
    await erase_wishes(tx, person.id)
    await forget_in_past(tx, person)
    await _do(tx.session, update(Grid).where(Grid.steward_id == person.id).values(steward_id=None))
    await _do(tx.session, update(Grid).where(Grid.repair_id == person.id).values(repair_id=None))
    await _do(tx.session, update(Party).where(Party.person_id == person.id).values(person_id=None))
    await _do(tx.session, update(Order).where(Order.reporter_id == person.id).values(reporter_id=None))
    await _erase_traffic(tx, person)
    person.name = tx.vault.seal("")
    person.phone = person.phone_index = person.username_index = person.locale = None
    person.reach = Reach.BLOCKED
    person.user_id = -person.id


async def _erase_words(tx: Writing, person: Person) -> None:
    """What they wrote and the pictures they sent, wherever it stands."""
    nothing = tx.vault.seal("")
    own_claims = select(Claim.community_id, Claim.number, Claim.id).where(Claim.person_id == person.id)
    claims = (await tx.session.execute(own_claims)).all()
    statements: list[Any] = [
        update(Claim).where(Claim.person_id == person.id).values(reason=None),
        update(Rating).where(Rating.person_id == person.id).values(comment=None),
        update(FollowUp).where(FollowUp.called_by == person.id).values(note=None),
        update(Relayed).where((Relayed.from_id == person.id) | (Relayed.to_id == person.id)).values(text=None),
        update(SettledName).where(SettledName.person_id == person.id).values(name=None),
        update(Order).where(Order.finished_by == person.id).values(result=None),
        delete(Attachment).where(Attachment.added_by == person.id),
        update(Handover)
        .where(Handover.to_id == person.id, Handover.state == HandoverState.OFFERED)
        .values(state=HandoverState.DECLINED),
    ]
    statements += [
        update(NoShow)
        .where(NoShow.community_id == community, NoShow.number == number, NoShow.claim_id == claim)
        .values(reason=nothing, contested=None)
        for community, number, claim in claims
    ]
    statements += [
        update(EntryReason).where(EntryReason.community_id == community, EntryReason.seq == seq).values(words=None)
        for community, seq in await _reasons_about(tx, person)
    ]
    for statement in statements:
        await _do(tx.session, statement)


async def _reasons_about(tx: Writing, person: Person) -> Sequence[Any]:
    """Entries by hand that moved their points: the reasons may speak of them."""
    touched = (Account.id == LedgerEntry.target_id) | (Account.id == LedgerEntry.source_id)
    rows = await tx.session.execute(
        select(LedgerEntry.community_id, LedgerEntry.seq)
        .join(Account, (Account.community_id == LedgerEntry.community_id) & touched)
        .where(Account.owner_id == person.id, LedgerEntry.reason_mac.is_not(None))
    )
    return rows.all()


async def _erase_traffic(tx: Writing, person: Person) -> None:
    """What came from their private chat, what was said there, and the lines that they had passed on to staff.

    Updates that are still to be handled are of somebody new.
    """
    account = person.user_id
    lane = f"c{account}"
    kept = InboxUpdate.state != InboxState.PENDING
    await _do(
        tx.session, update(InboxUpdate).where(InboxUpdate.lane == lane, kept).values(payload=None, lane="", error=None)
    )
    await _do(tx.session, delete(OutboxMessage).where(OutboxMessage.chat_id == account))
    lines = OutboxMessage.key.like(f"{LINE}%/{person.id}/%")
    spoken = lines | OutboxMessage.key.like(f"alarm/%/{person.id}/%")
    for row in (await tx.session.scalars(select(OutboxMessage).where(spoken))).all():
        await empty_message(tx, row)
    tx.owed[:] = [message for message in tx.owed if message.chat_id != account]


async def _do(session: AsyncSession, statement: Any) -> None:
    await session.execute(statement.execution_options(synchronize_session=False))
