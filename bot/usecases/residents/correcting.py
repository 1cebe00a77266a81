"""Residents put their orders right, add pictures, or want nothing any more; the claim stays, and its holder hears."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired
from bot.domain.life import ACTIVE_CLAIM, Status, Step
from bot.domain.roles import Part
from bot.language.persons.phones import find_phones
from bot.language.talk.put_right import ADDRESS, PHONE, PutRight, read_put_right
from bot.language.whereabouts.addresses import find_addresses, find_flats
from bot.language.whereabouts.places import join_places
from bot.models import Claim, Community, Order, Person
from bot.models.due import DueKind
from bot.models.orders import PhotoKind
from bot.storage.community.grids import grid_of_place
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import concerned_by
from bot.storage.members.residents import own_order
from bot.storage.records.phone_tails import phone_tail
from bot.storage.repairs.claims import holders_with_claims
from bot.storage.repairs.due import drop_due
from bot.storage.repairs.history import times_taken
from bot.storage.repairs.orders import contact_in, count_photos, photo_is_known, take_step, write_event
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.desk.open_questions import end_questions
from bot.usecases.desk.triage_ground import owe_party, owe_posted_card, send_home
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft, owe_job, owe_news_to, owe_photo, owe_triage
from bot.usecases.repairs.order_details import Photo
from bot.usecases.repairs.posting import add_photos
from bot.usecases.repairs.visiting import expect_visit, note_wish
from bot.usecases.residents.following import PressAboutOwn, tell_who_has_it

MINE = "mine"
"""The kind of conversation a resident has about an order of theirs."""
CHOOSE, WHEN, WORDS, PHOTO, WITHDRAW = "choose", "when", "words", "photo", "withdraw"
ASKED = (ADDRESS, PHONE, WHEN, WORDS, PHOTO, WITHDRAW)
SURE = "sure"
"""What to put right was said unasked: is that meant, and of which order?"""
MOST_PHOTOS = 20
"""Of what is broken: each goes to whoever has the order."""
LONGEST_WORDS = 2_000


async def ask_change(cmd: PressAboutOwn, *, uow: UnitOfWork, now: datetime) -> None:
    """改一改: what?

    Raises:
        OrderNotFound: it is not the actor's.
        WrongMoment: it is past that.
    """
    async with uow.writing(now) as tx:
        await _begin(tx, cmd, CHOOSE, Step.CORRECT)


async def ask_withdrawal(cmd: PressAboutOwn, *, uow: UnitOfWork, now: datetime) -> None:
    """不修了: really?

    Raises:
        OrderNotFound: it is not the actor's.
        WrongMoment: it is past that.
    """
    async with uow.writing(now) as tx:
        await _begin(tx, cmd, WITHDRAW, Step.WITHDRAW)


async def _begin(tx: Writing, cmd: PressAboutOwn, step: str, taken: Step) -> None:
    person = await recognise(tx, cmd.actor)
    order = await own_order(tx, cmd.community_id, cmd.number, person)
    order.next_move(taken)
    payload: dict[str, Any] = {"community": order.community_id, "number": order.number}
    await begin_question(tx, person, cmd.actor.user_id, kind=MINE, step=step, payload=payload)


@dataclass(frozen=True)
class PressMine:
    """A button of such a conversation."""

    actor: Actor
    serial: int
    button: str
    text: str | None = None
    """What a ready answer says."""


async def press_mine(cmd: PressMine, *, uow: UnitOfWork, now: datetime) -> None:
    """Take it.

    Raises:
        ButtonExpired: the conversation has ended, or knows no such button.
        OrderNotFound: the order is not the actor's any more.
        WrongMoment: it is past that.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, MINE, cmd.serial)
        if draft is None:
            raise ButtonExpired
        if cmd.button == "keep":
            await end_draft(tx, draft, "photos" if draft.step == PHOTO else "kept")
        elif cmd.button == "yes" and draft.step == WITHDRAW:
            await _withdraw(tx, person, draft)
        elif cmd.text is not None and draft.step == WHEN:
            await answer_mine(tx, person, draft, cmd.text)
        elif draft.step == SURE:
            await put_right(tx, person, draft, cmd.button)
        elif cmd.button in ASKED and draft.step == CHOOSE:
            await keep_draft(tx, replace(draft, step=cmd.button))
        else:
            raise ButtonExpired


async def answer_mine(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """The words that answer the question which stands.

    Raises:
        BadInput: they cannot be an answer to it.
        OrderNotFound: the order is not the actor's any more.
        WrongMoment: it is past that.
    """
    said = read_put_right(text, asked=True) if draft.step == CHOOSE else None
    field = draft.step if said is None else said.field
    if field not in _FIELDS or (said is not None and not said.text):
        raise BadInput(field="choose", example="")
    await _change(tx, person, draft, PutRight(field, text.strip() if said is None else said.text))


async def put_right(tx: Writing, person: Person, draft: DraftFacts, button: str) -> None:
    """改: what was said unasked holds for the order whose button it is, counted from 0.

    Raises:
        ButtonExpired: there is no such button.
        OrderNotFound: the order is not the actor's any more.
        WrongMoment: it is past that.
    """
    keys = {str(place): key for place, key in enumerate(draft.payload["orders"])}
    if button not in keys:
        raise ButtonExpired
    community_id, number = keys[button]
    chosen = replace(draft, payload={**draft.payload, "community": community_id, "number": number})
    await _change(tx, person, chosen, PutRight(draft.payload["field"], draft.payload["text"]))


async def _change(tx: Writing, person: Person, draft: DraftFacts, right: PutRight) -> None:
    order = await own_order(tx, draft.payload["community"], draft.payload["number"], person)
    await _put(tx, person, order, right)
    await end_draft(tx, draft, "changed")


async def _put(tx: Writing, person: Person, order: Order, right: PutRight) -> None:
    """Take it, and show it to everybody; whose order it is by its old number loses nothing by a new one."""
    order.next_move(Step.CORRECT)
    known_by = order.phone_index
    await _FIELDS[right.field](tx, order, right.text)
    if order.reporter_id != person.id:
        order.phone_index = known_by
    await _corrected(tx, person, order, right.field)


async def correct_unasked(tx: Writing, person: Person, key: tuple[int, int], right: PutRight) -> None:
    """Where it is, or whom to call, was said unasked: the order of this community and number says so, too.

    Raises:
        BadInput: it is no address, or no number.
        OrderNotFound: the order is not theirs.
        WrongMoment: it is past that.
    """
    order = await own_order(tx, *key, person)
    await _put(tx, person, order, right)


async def _address(tx: Writing, order: Order, text: str) -> None:
    found = next(iter(find_addresses(text)), None)
    flat = found.flat if found is not None else next((each.flat for each in find_flats(text)), None)
    if found is None and flat is None:
        raise BadInput(field="building", example="2号楼2单元1401")
    contact = contact_in(tx, order.contact)
    said = (None if found is None else found.building, flat)
    building, flat = join_places((order.building, contact.flat), said)
    if building is not None and building != order.building:
        order.building = building
        order.grid_id = await grid_of_place(tx, order.community_id, building)
    order.contact = tx.vault.seal_json(replace(contact, flat=flat).to_json())


async def _phone(tx: Writing, order: Order, text: str) -> None:
    found = find_phones(text)
    if len(found) != 1:
        raise BadInput(field="corrected_phone", example="13800138000")
    phone = found[0].phone
    contact = replace(contact_in(tx, order.contact), phone=phone.e164, extension=phone.extension or None)
    order.contact = tx.vault.seal_json(contact.to_json())
    order.phone_index = tx.vault.blind_index(phone.e164)
    order.phone_tail = phone_tail(tx, order.community_id, phone.e164)


async def _when(tx: Writing, order: Order, text: str) -> None:
    order.convenient = text[:LONGEST_WORDS]
    community = await tx.session.get_one(Community, order.community_id)
    note_wish(community, order, tx.now)
    await expect_visit(tx, community, order)


async def _words(_tx: Writing, order: Order, text: str) -> None:
    order.what = text[:LONGEST_WORDS]


_FIELDS: Mapping[str, Callable[[Writing, Order, str], Awaitable[None]]] = {
    ADDRESS: _address,
    PHONE: _phone,
    WHEN: _when,
    WORDS: _words,
}


async def _corrected(tx: Writing, person: Person, order: Order, field: str) -> None:
    """It is in the history (never what it was or is), and everybody who works by it sees it."""
    was = await take_step(tx, order, Step.CORRECT, by=Part.REPORTER, actor_id=person.id, field=field)
    await _show_everywhere(tx, order, of_staff=was in (Status.SUBMITTED, Status.REDIRECTED))
    for claim, holder in await _held(tx, order):
        owe_job(tx, order, claim, holder.user_id)
    await tell_who_has_it(tx, order, "corrected", field=field)


async def _show_everywhere(tx: Writing, order: Order, *, of_staff: bool) -> None:
    """The cards of the group and of the outside party, where there are any, show the present state; perhaps staff's."""
    await owe_posted_card(tx, await tx.session.get_one(Community, order.community_id), order)
    await owe_party(tx, order)
    if of_staff:
        await owe_triage(tx, order)


async def _held(tx: Writing, order: Order) -> list[tuple[Claim, Person]]:
    return await holders_with_claims(tx, order.community_id, order.number, tuple(ACTIVE_CLAIM))


async def answer_mine_with_photo(tx: Writing, person: Person, draft: DraftFacts, photo: Photo) -> bool:
    """A picture while a conversation about an order stands; it may go on with further ones. False: none was asked for.

    Raises:
        BadInput: there are as many pictures as an order can hold.
        WrongMoment: it is past that.
    """
    if draft.step not in (CHOOSE, PHOTO):
        return False
    order = await own_order(tx, draft.payload["community"], draft.payload["number"], person)
    await add_photo_later(tx, person, order, photo)
    await keep_draft(tx, replace(draft, step=PHOTO))
    return True


async def add_photo_later(tx: Writing, person: Person, order: Order, photo: Photo) -> None:
    """One more picture of what is broken; who has the order gets it.

    Raises:
        BadInput: there are as many pictures as an order can hold.
        WrongMoment: it is past that.
    """
    order.next_move(Step.CORRECT)
    if await photo_is_known(tx, order, PhotoKind.REPORT, photo.unique_id):
        return
    if await count_photos(tx, order, PhotoKind.REPORT) >= MOST_PHOTOS:
        raise BadInput(field="photos", example=str(MOST_PHOTOS))
    add_photos(tx, order, person, (photo,), PhotoKind.REPORT)
    await write_event(tx, order, Step.CORRECT, actor_id=person.id, was=order.status, field=PHOTO)
    for _, holder in await _held(tx, order):
        owe_photo(tx, order, holder.user_id, (photo.file_id, photo.unique_id))


async def _withdraw(tx: Writing, person: Person, draft: DraftFacts) -> None:
    order = await own_order(tx, draft.payload["community"], draft.payload["number"], person)
    await withdraw_order(tx, person, order)
    await end_draft(tx, draft, "withdrawn")


async def withdraw_order(tx: Writing, person: Person, order: Order) -> None:
    """The resident needs nobody any more: whoever was to come is told, kindly, and freed.

    Raises:
        WrongMoment: it is past that.
    """
    was = await take_step(tx, order, Step.WITHDRAW, by=Part.REPORTER, actor_id=person.id)
    if await _held(tx, order) or was is Status.REDIRECTED:
        await tell_who_has_it(tx, order, "withdrawn", was=was)
    await send_home(tx, order, None)
    if was is Status.REDIRECTED:
        await owe_party(tx, order)
    await drop_due(tx, order, tuple(DueKind))
    submitted = await times_taken(tx, order.community_id, order.number, Step.SUBMIT)
    await _show_everywhere(tx, order, of_staff=submitted > 0)
    await end_questions(tx, order)
    told = (await concerned_by(tx, [order]))[order.community_id, order.number]
    others = {each: account for each, account in told.items() if each != person.id}
    owe_news_to(tx, order, "withdrawn", others)
