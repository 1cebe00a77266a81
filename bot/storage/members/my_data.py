"""Everything that is held about one person, from every table, opened."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from bot.models import (
    Account,
    Activity,
    Attachment,
    Audit,
    Base,
    CallUp,
    Claim,
    Draft,
    EntryReason,
    FollowUp,
    Handover,
    HoursEntry,
    JoinRequest,
    Lapse,
    LedgerEntry,
    Membership,
    NoShow,
    Order,
    OrderEvent,
    Party,
    PastRepair,
    Person,
    PollVote,
    QueuePlace,
    Rating,
    Redemption,
    Relayed,
    Residence,
    SettledLine,
    SettledName,
    ShopWish,
    ShopWishVote,
    SignUp,
    Star,
    StockMove,
    Volunteer,
    Watcher,
)
from bot.storage.ground.uow import Reading


async def held_about(tx: Reading, person: Person) -> dict[str, Any]:
    """By the name of the table; what is sealed is opened, keyed hashes and ids of files are named as kept."""
    orders = (await tx.session.scalars(select(Order).where(_own(person)))).all()
    found: dict[str, Any] = {"person": _row(tx, person), "orders": [await _order(tx, order) for order in orders]}
    for name, query in _questions(person).items():
        found[name] = [_row(tx, row) for row in (await tx.session.scalars(query)).all()]
    found["contact_was_shown"] = await _shown(tx, orders)
    return found


def _own(person: Person) -> Any:
    own = Order.reporter_id == person.id
    return own if person.phone_index is None else own | (Order.phone_index == person.phone_index)


def _in_past(person: Person) -> Any:
    own = PastRepair.volunteer_id == person.id
    return own if person.phone_index is None else own | (PastRepair.phone_index == person.phone_index)


def _questions(person: Person) -> dict[str, Select[Any]]:
    own = person.id
    claims = select(NoShow).join(
        Claim,
        (Claim.community_id == NoShow.community_id) & (Claim.number == NoShow.number) & (Claim.id == NoShow.claim_id),
    )
    return {
        "memberships": select(Membership).where(Membership.person_id == own),
        "join_requests": select(JoinRequest).where(JoinRequest.person_id == own),
        "volunteer": select(Volunteer).where(Volunteer.person_id == own),
        "residences": select(Residence).where(Residence.person_id == own),
        "followed": select(Watcher).where(Watcher.person_id == own),
        "claims": select(Claim).where(Claim.person_id == own),
        "no_shows": claims.where(Claim.person_id == own),
        "wait_lists": select(QueuePlace).where(QueuePlace.person_id == own),
        "told_of": select(CallUp).where(CallUp.person_id == own),
        "handovers": select(Handover).where(Handover.to_id == own),
        "ratings": select(Rating).where(Rating.person_id == own),
        "calls": select(FollowUp)
        .join(Order, (Order.community_id == FollowUp.community_id) & (Order.number == FollowUp.number))
        .where(_own(person) | (FollowUp.called_by == own)),
        "lines": select(Relayed).where((Relayed.from_id == own) | (Relayed.to_id == own)),
        "pictures": select(Attachment).where(Attachment.added_by == own),
        "answers_for": select(Party).where(Party.person_id == own),
        "conversations": select(Draft).where(Draft.person_id == own),
        "points": select(Account).where(Account.owner_id == own),
        "points_moved": select(LedgerEntry)
        .join(
            Account,
            (Account.community_id == LedgerEntry.community_id)
            & ((Account.id == LedgerEntry.target_id) | (Account.id == LedgerEntry.source_id)),
        )
        .where(Account.owner_id == own),
        "points_reasons": select(EntryReason)
        .join(
            LedgerEntry,
            (LedgerEntry.community_id == EntryReason.community_id) & (LedgerEntry.seq == EntryReason.seq),
        )
        .join(
            Account,
            (Account.community_id == LedgerEntry.community_id)
            & ((Account.id == LedgerEntry.target_id) | (Account.id == LedgerEntry.source_id)),
        )
        .where(Account.owner_id == own),
        "votes": select(PollVote).where(PollVote.person_id == own),
        "settled": select(SettledLine).where(SettledLine.person_id == own),
        "settled_names": select(SettledName).where(SettledName.person_id == own),
        "points_lapsing": select(Lapse).where(Lapse.person_id == own),
        "stars": select(Star).where(Star.person_id == own),
        "signed_up": select(SignUp).where(SignUp.person_id == own),
        "organises": select(Activity).where(Activity.organiser_id == own),
        "service_hours": select(HoursEntry).where(HoursEntry.person_id == own),
        "redemptions": select(Redemption).where(Redemption.person_id == own),
        "wishes": select(ShopWish).where(ShopWish.person_id == own),
        "wished_too": select(ShopWishVote).where(ShopWishVote.person_id == own),
        "goods_moved": select(StockMove).where(StockMove.actor_id == own),
        "past_repairs": select(PastRepair).where(_in_past(person)),
        "steps": select(OrderEvent).where(OrderEvent.actor_id == own),
        "acts": select(Audit).where(Audit.actor_id == own),
    }


async def _order(tx: Reading, order: Order) -> dict[str, Any]:
    pictures = await tx.session.scalars(
        select(Attachment).where(Attachment.community_id == order.community_id, Attachment.number == order.number)
    )
    return {**_row(tx, order), "pictures": [_row(tx, picture) for picture in pictures]}


async def _shown(tx: Reading, orders: Sequence[Order]) -> list[dict[str, Any]]:
    """Who saw the contact of these orders, when."""
    numbers = {(order.community_id, order.number) for order in orders}
    rows = await tx.session.scalars(
        select(Audit).where(Audit.action == "contact", Audit.community_id.in_({each for each, _ in numbers}))
    )
    return [_row(tx, row) for row in rows if (row.community_id, row.details.get("number")) in numbers]


def _row(tx: Reading, row: Base) -> dict[str, Any]:
    """All columns; bytes are sealed text or sealed JSON, and are opened."""
    columns = row.__table__.columns
    values = {column.key: getattr(row, column.key) for column in columns}
    return {
        name: tx.vault.open(value) if isinstance(value, bytes) else value
        for name, value in values.items()
        if value is not None
    }
