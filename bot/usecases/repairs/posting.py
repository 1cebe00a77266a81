"""Posting an order: from what a member of staff said to a card in the group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.contact import Contact
from bot.domain.errors import NoCommunity
from bot.domain.ids import PersonId
from bot.domain.life import LIFE, Step
from bot.domain.roles import STAFF
from bot.language.lines.order_line import parse_order_line
from bot.models import Attachment, Community, Order, OutboxMessage, Person
from bot.models.orders import PhotoKind
from bot.models.people import Reach
from bot.storage.community.communities import community_of_chat
from bot.storage.community.grids import grid_of_place
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import people_by_phone, roles_in
from bot.storage.post.taking_down import owe_taking_down
from bot.storage.records.phone_tails import phone_tail
from bot.storage.repairs.orders import take_number, write_event
from bot.storage.requests.drafts import open_draft
from bot.usecases.chats.acting import Actor, owe_done, recognise
from bot.usecases.deadlines.calling_up import call_up
from bot.usecases.deadlines.clocks import expect_levels, start_clocks
from bot.usecases.deadlines.telling_grids import tell_grid_first
from bot.usecases.owed.owing import owe_card, owe_draft, owe_news, owe_reply
from bot.usecases.repairs.order_details import CONFIRM, ORDER_DRAFT, OrderDetails, Photo
from bot.usecases.repairs.visiting import note_wish, visit_moments


@dataclass(frozen=True)
class PostInGroup:
    """A member of staff typed an order into the group."""

    actor: Actor
    line: str
    photos: tuple[Photo, ...] = ()
    typed_message: int | None = None
    """The message itself: it may hold personal data and is taken down."""


async def post_in_group(cmd: PostInGroup, *, uow: UnitOfWork, now: datetime) -> int | None:
    """Post at once; the order's number. None: something is missing, or the actor is not staff; that is said privately.

    Raises:
        NoCommunity: the group is not set up.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        community = await community_of_chat(tx, cmd.actor.chat_id)
        if community is None:
            raise NoCommunity
        details = OrderDetails.from_line(parse_order_line(cmd.line), cmd.photos)
        _take_down(tx, community, cmd)
        if not STAFF & await roles_in(tx, community.id, person.id):
            _send_to_private(tx, community, person, cmd)
            return None
        if details.complete:
            return (await publish(tx, community, person, details)).number
        await begin_draft(tx, person, cmd.actor.user_id, details, [community])
        owe_done(tx, cmd.actor, community.id, "order_incomplete")
        return None


async def begin_draft(
    tx: Writing, person: Person, chat_id: int, details: OrderDetails, communities: Sequence[Community]
) -> None:
    """Open a draft in a private chat and owe its card; among several communities the card asks for one."""
    community = communities[0].id if len(communities) == 1 else None
    payload: dict[str, Any] = {"community": community, "details": details.to_json(), "skipped": []}
    draft = await open_draft(tx, person.id, chat_id, kind=ORDER_DRAFT, step=CONFIRM, payload=payload)
    owe_draft(tx, draft)


def _send_to_private(tx: Writing, community: Community, person: Person, cmd: PostInGroup) -> None:
    """Only staff post here; whoever else tried hears how it is done, and no number of a resident stays in the group."""
    if person.reach is not Reach.STARTED:
        return owe_done(tx, cmd.actor, community.id, "order_by_staff")
    return owe_reply(tx, person.user_id, "said", community=community.id, what="order_of_a_member")


def _take_down(tx: Writing, community: Community, cmd: PostInGroup) -> None:
    if cmd.typed_message is not None:
        owe_taking_down(
            tx,
            "typed_order",
            key=f"typed/{cmd.actor.chat_id}/{cmd.typed_message}",
            community_id=community.id,
            chat_id=cmd.actor.chat_id,
            message_id=cmd.typed_message,
            author=cmd.actor.user_id,
        )


def typed_order_stays(tx: Writing, row: OutboxMessage) -> None:
    """The bot may not take it down: its author is asked to delete it, and told why the bot could not."""
    if row.topic == "typed_order":
        author = tx.vault.open_json(row.facts)["author"]
        owe_reply(tx, author, "said", community=row.community_id, what="typed_order_stays")


async def publish(tx: Writing, community: Community, person: Person, details: OrderDetails) -> Order:
    """Make the order and owe its card."""
    reporter_id = await reporter_by_phone(tx, details.phone)
    order = await make_order(tx, community, person, details, step=Step.PUBLISH, reporter_id=reporter_id)
    await tell_grid_first(tx, community, order)
    await expect_levels(tx, community, order, visit_moments(community, order, tx.now))
    owe_card(tx, community, order)
    await call_up(tx, community, order)
    await owe_news(tx, order, "posted")
    return order


async def make_order(
    tx: Writing, community: Community, person: Person, details: OrderDetails, *, step: Step, **facts: Any
) -> Order:
    """An order whose life begins with this step, with its number, contact, pictures and history; nothing is said yet.

    `facts` are further columns: the reporter, the kind, the area.
    """
    if not (details.building and details.what):
        raise ValueError("an order needs a place and what is to be done")
    order = Order(
        community_id=community.id,
        number=await take_number(tx, community.id),
        status=LIFE[None, step].to,
        building=details.building,
        grid_id=await grid_of_place(tx, community.id, details.building),
        what=details.what,
        skill=details.skill,
        size=details.size,
        urgency=details.urgency,
        convenient=details.convenient,
        people_needed=details.people,
        places_taken=0,
        points=community.points_standard().points(category=details.skill, size=details.size, urgency=details.urgency),
        standard_version=community.standard_version,
        contact=tx.vault.seal_json(_contact(details).to_json()),
        phone_index=None if details.phone is None else tx.vault.blind_index(details.phone),
        phone_tail=phone_tail(tx, community.id, details.phone),
        posted_by=person.id,
        card_copy=1,
        round=1,
        opened_at=tx.now,
        **facts,
    )
    start_clocks(community, order, tx.now)
    note_wish(community, order, tx.now)
    tx.session.add(order)
    await tx.session.flush()
    add_photos(tx, order, person, details.photos, PhotoKind.REPORT)
    await write_event(tx, order, step, actor_id=person.id, was=None, standard=community.standard_version)
    return order


def _contact(details: OrderDetails) -> Contact:
    return Contact(
        name=details.name,
        phone=details.phone,
        flat=details.flat,
        extension=details.extension,
        note=" ".join(details.unclear) or None,
        latitude=details.latitude,
        longitude=details.longitude,
    )


async def reporter_by_phone(tx: Writing, phone: str | None) -> PersonId | None:
    """The resident, where the phone is proved to be somebody's; an order posted for a stranger has none."""
    if phone is None:
        return None
    owners = await people_by_phone(tx, tx.vault.blind_index(phone))
    return owners[0].id if owners else None


def add_photos(tx: Writing, order: Order, person: Person, photos: tuple[Photo, ...], kind: PhotoKind) -> None:
    """Keep the pictures with the order."""
    tx.session.add_all(
        Attachment(
            community_id=order.community_id,
            number=order.number,
            file_unique_id=photo.unique_id,
            kind=kind,
            file_id=photo.file_id,
            media=photo.media,
            added_by=person.id,
            added_at=tx.now,
        )
        for photo in photos
    )
