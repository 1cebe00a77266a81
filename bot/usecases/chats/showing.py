"""What is sent in the private chat beside words: pictures, voice notes, films, a point on the map."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.domain.danger import Danger
from bot.domain.errors import BadInput
from bot.models import Person
from bot.models.orders import Media
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.requests.drafts import DraftFacts, current_draft
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.members.first_language import settle_language
from bot.usecases.repairs import drafting, finishing, working
from bot.usecases.repairs.at_the_door import danger_said, hear_nobody_opens
from bot.usecases.repairs.order_details import ORDER_DRAFT, Photo
from bot.usecases.residents import correcting, relaying, reporting
from bot.usecases.residents.report_draft import REPORT_DRAFT, with_photo
from bot.usecases.shop import stocking, wishing


@dataclass(frozen=True)
class HearPhoto:
    """Somebody sent a picture, a voice note or a film privately, perhaps with words."""

    actor: Actor
    photo: Photo
    caption: str | None
    about: int | None = None
    """The number in the message of ours that it replies to."""
    reply_to: int | None = None


async def hear_photo(cmd: HearPhoto, *, uow: UnitOfWork, now: datetime) -> None:
    """It belongs to the draft that is open, to what was finished a moment ago, or it is a request of its own.

    Raises:
        BadInput: the draft has as many as it can hold.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        await settle_language(tx, person, cmd.actor, cmd.caption)
        draft = _in_mind(tx, await current_draft(tx, person.id, cmd.actor.chat_id))
        danger = await danger_said(tx, person, cmd.caption, draft) if cmd.caption else None
        if danger is not None:
            await _report(tx, person, draft, cmd, danger)
        elif cmd.photo.media is Media.PHOTO and await _is_awaited(tx, person, draft, cmd):
            return
        elif draft is not None and draft.kind == ORDER_DRAFT:
            await drafting.add_draft_photo(tx, draft, cmd.photo)
        elif cmd.photo.media is Media.PHOTO and await _is_result(tx, person, draft, cmd):
            return
        else:
            await _report(tx, person, draft, cmd, None)


def _in_mind(tx: Writing, draft: DraftFacts | None) -> DraftFacts | None:
    """The conversation, unless its question was put so long ago that a picture need not be meant for it.

    A picture that no question waits for gets a card of its own, which says so and asks what is broken; of a request
    that was left unfinished it is asked there whether this belongs to it.
    """
    fresh = draft is None or draft.kind == REPORT_DRAFT or draft.stands(tx.now)
    return draft if fresh else None


async def _is_awaited(tx: Writing, person: Person, draft: DraftFacts | None, cmd: HearPhoto) -> bool:
    """A picture for somebody, or of something for the shop."""
    return await _is_for_somebody(tx, person, draft, cmd) or await _is_goods(tx, person, draft, cmd)


async def _is_for_somebody(tx: Writing, person: Person, draft: DraftFacts | None, cmd: HearPhoto) -> bool:
    """A picture to be passed on, or for an order of their own. False: none was asked for."""
    said = relaying.Said(cmd.caption, cmd.photo)
    if await relaying.hear_reply(tx, person, cmd.actor.chat_id, cmd.reply_to, said):
        return True
    if draft is not None and draft.kind == relaying.LINE:
        await relaying.answer_line(tx, person, draft, said)
        return True
    if await hear_nobody_opens(tx, person, cmd.actor.chat_id, said):
        return True
    if draft is None or draft.kind != correcting.MINE:
        return False
    return await correcting.answer_mine_with_photo(tx, person, draft, cmd.photo)


async def _is_goods(tx: Writing, person: Person, draft: DraftFacts | None, cmd: HearPhoto) -> bool:
    """Staff show something for the shop, with a line about it or in answer to the question for one."""
    if draft is not None and draft.kind == wishing.ITEM:
        await stocking.add_item_photo(tx, person, draft, cmd.photo.file_id, cmd.caption)
        return True
    said = cmd.caption or ""
    return await stocking.hear_item_line(tx, person, cmd.actor.chat_id, said, photo=cmd.photo.file_id)


async def _is_result(tx: Writing, person: Person, draft: DraftFacts | None, cmd: HearPhoto) -> bool:
    """A volunteer shows what was done; while a request is on its way, only in reply to the order's message."""
    said = cmd.caption or ""
    if cmd.about is None and draft is not None and draft.kind == REPORT_DRAFT:
        return False
    if said and await working.hear_holder(tx, person, cmd.actor.chat_id, said, cmd.photo):
        return True
    return await finishing.hear_result(tx, person, word=said, photo=cmd.photo, number=cmd.about)


async def _report(tx: Writing, person: Person, draft: DraftFacts | None, cmd: HearPhoto, danger: Danger | None) -> None:
    """Whatever somebody sends of their own accord shows what is broken."""
    report = draft if draft is not None and draft.kind == REPORT_DRAFT else None
    report = report or await reporting.under_way(tx, person, cmd.actor.chat_id)
    if danger is None or cmd.caption is None:
        await reporting.hear_media(tx, person, report, cmd.photo, cmd.caption)
    else:
        # One picture too many must not take the warning back with it.
        with suppress(BadInput):
            report = with_photo(report, cmd.photo)
        await reporting.hear_danger(tx, person, report, cmd.caption, danger)


@dataclass(frozen=True)
class HearLocation:
    """Somebody sent a point on the map, in degrees."""

    actor: Actor
    latitude: float
    longitude: float


async def hear_location(cmd: HearLocation, *, uow: UnitOfWork, now: datetime) -> None:
    """It says where a request is."""
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await reporting.under_way(tx, person, cmd.actor.chat_id)
        await reporting.hear_location(tx, person, draft, cmd.latitude, cmd.longitude)
