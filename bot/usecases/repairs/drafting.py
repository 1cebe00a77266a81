"""An order on its way: the card that shows what was understood, and asks for what is missing, one thing at a time."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired, NotAllowed
from bot.domain.ids import CommunityId, id_in
from bot.domain.roles import STAFF
from bot.language.dates.dated import dated
from bot.language.lines.order_line import parse_order_line
from bot.models import Community, Person
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import communities_where
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise, require_staff
from bot.usecases.deadlines.saying_when import with_day
from bot.usecases.desk.on_the_spot import enter_draft
from bot.usecases.owed.owing import end_draft, keep_draft
from bot.usecases.repairs.draft_fields import FIELDS
from bot.usecases.repairs.order_details import CHOOSING, CONFIRM, ORDER_DRAFT, OrderDetails, Photo, details_of
from bot.usecases.repairs.posting import begin_draft, publish

NEEDED = ("building", "what")
HELPFUL = ("name", "phone")
EDITABLE = ("building", "flat", "what", "skill", "people", "urgency", "size", "name", "phone", "when")
ENTERED = ("spot", "register")
"""当场办结, 先登记: the order is entered without going to the volunteers."""


@dataclass(frozen=True)
class DraftOrder:
    """A member of staff says in the private chat what is to be repaired."""

    actor: Actor
    line: str
    photos: tuple[Photo, ...] = ()


async def draft_order(cmd: DraftOrder, *, uow: UnitOfWork, now: datetime) -> None:
    """Open the draft and show its card.

    Raises:
        NotAllowed: the actor is staff nowhere.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        communities = await communities_where(tx, person.id, STAFF)
        if not communities:
            raise NotAllowed(what="order")
        details = OrderDetails.from_line(parse_order_line(cmd.line), cmd.photos)
        if details.convenient is not None:
            details = replace(details, convenient=dated(details.convenient, now.astimezone(communities[0].zone)))
        await begin_draft(tx, person, cmd.actor.chat_id, details, communities)


def question_of(draft: DraftFacts) -> str | None:
    """Which field the card asks for: the community, then what is needed, then what helps; None asks for nothing."""
    if draft.payload["community"] is None:
        return "community"
    if draft.step not in (CONFIRM, CHOOSING):
        return draft.step
    if draft.step == CHOOSING:
        return None
    details = details_of(draft)
    for name in (*NEEDED, *HELPFUL):
        if getattr(details, name) is None and name not in draft.payload.get("skipped", ()):
            return name
    return None


@dataclass(frozen=True)
class PressDraftButton:
    """A button of the card: publish, spot, register, change, drop, skip, field:<name>, community:<id>, value:<word>."""

    actor: Actor
    serial: int
    button: str


async def press_draft_button(cmd: PressDraftButton, *, uow: UnitOfWork, now: datetime) -> int | None:
    """Do what the button says; the number of the order when it was posted.

    Raises:
        ButtonExpired: the card belongs to a draft that has ended.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, ORDER_DRAFT, cmd.serial)
        if draft is None:
            raise ButtonExpired
        name, _, value = cmd.button.partition(":")
        if name == "publish":
            return await _publish(tx, person, draft)
        if name in ENTERED:
            await _enter(tx, person, draft, name)
            return None
        if name == "drop":
            await drop(tx, draft)
            return None
        await keep_draft(tx, await _pressed(tx, person, draft, name, value))
        return None


async def _pressed(tx: Writing, person: Person, draft: DraftFacts, name: str, value: str) -> DraftFacts:
    if name == "change":
        return replace(draft, step=CHOOSING)
    if name == "back":
        return replace(draft, step=CONFIRM)
    if name == "field" and value in EDITABLE:
        return replace(draft, step=value)
    if name == "value" and question_of(draft) in FIELDS:
        return _answered(draft, value)
    if name == "skip":
        return _skipped(draft)
    if name == "community" and (chosen := id_in(value)):
        await require_staff(tx, CommunityId(chosen), person, "order")
        return replace(draft, payload={**draft.payload, "community": chosen})
    raise ButtonExpired


def _skipped(draft: DraftFacts) -> DraftFacts:
    asked = question_of(draft)
    if asked is None or asked in NEEDED or asked == "community":
        return replace(draft, step=CONFIRM)
    skipped = [*draft.payload.get("skipped", ()), asked]
    return replace(draft, step=CONFIRM, payload={**draft.payload, "skipped": skipped})


async def _complete(tx: Writing, person: Person, draft: DraftFacts) -> tuple[Community, OrderDetails]:
    community = await tx.session.get(Community, draft.payload["community"] or 0)
    details = details_of(draft)
    if community is None or not details.complete:
        raise BadInput(field=question_of(draft) or "building", example="2号楼2单元1401")
    await require_staff(tx, community.id, person, "order")
    return community, details


async def _enter(tx: Writing, person: Person, draft: DraftFacts, how: str) -> None:
    community, details = await _complete(tx, person, draft)
    order = await enter_draft(tx, community, person, details, settle=how == "spot")
    await end_draft(tx, draft, "entered", number=order.number)


async def _publish(tx: Writing, person: Person, draft: DraftFacts) -> int:
    community, details = await _complete(tx, person, draft)
    order = await publish(tx, community, person, details)
    later = None if order.card_from is None else f"{order.card_from.astimezone(community.zone):%H:%M}"
    await end_draft(tx, draft, "published", number=order.number, group_at=later)
    return order.number


async def drop(tx: Writing, draft: DraftFacts) -> None:
    """The order is not posted after all."""
    await end_draft(tx, draft, "dropped")


async def answer_order_draft(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """A text answers the question on the card; with none on it, it is taken as the order said anew.

    Raises:
        BadInput: the text cannot be what was asked for.
    """
    if question_of(draft) == "community":
        communities = await communities_where(tx, person.id, STAFF)
        named = [community.id for community in communities if community.name == text.strip()]
        if not named:
            raise BadInput(field="community", example=communities[0].name if communities else "")
        await keep_draft(tx, replace(draft, payload={**draft.payload, "community": named[0]}))
        return
    await keep_draft(tx, await with_day(tx, _answered(draft, text)))


async def publish_by_word(tx: Writing, person: Person, draft: DraftFacts) -> int:
    """发布, typed instead of tapped."""
    return await _publish(tx, person, draft)


async def change_by_word(tx: Writing, draft: DraftFacts) -> None:
    """改一改, typed instead of tapped."""
    await keep_draft(tx, replace(draft, step=CHOOSING))


async def skip_by_word(tx: Writing, draft: DraftFacts) -> None:
    """跳过, typed instead of tapped."""
    await keep_draft(tx, _skipped(draft))


async def add_draft_photo(tx: Writing, draft: DraftFacts, photo: Photo) -> None:
    """A picture joins the draft.

    Raises:
        BadInput: there are as many as an album holds.
    """
    await keep_draft(tx, _with(draft, details_of(draft).with_photo(photo)))


def _with(draft: DraftFacts, details: OrderDetails) -> DraftFacts:
    return replace(draft, step=CONFIRM, payload={**draft.payload, "details": details.to_json()})


def _answered(draft: DraftFacts, text: str) -> DraftFacts:
    asked = question_of(draft)
    details = details_of(draft)
    if asked is None:
        said = OrderDetails.from_line(parse_order_line(text), details.photos)
        return _with(draft, _merged(details, said))
    return _with(draft, FIELDS[asked](details, text.strip()))


def _merged(known: OrderDetails, said: OrderDetails) -> OrderDetails:
    usual = OrderDetails()
    news: dict[str, Any] = {
        name: getattr(said, name)
        for name in known.to_json()
        if getattr(said, name) != getattr(usual, name) and name != "photos"
    }
    return replace(known, **news)
