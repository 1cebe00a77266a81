"""What is said in the private chat without a command: an answer to the question that stands, or a question."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired
from bot.domain.roles import STAFF
from bot.language.intents import Wish, read_intent
from bot.language.order_line import parse_order_line
from bot.models import Person
from bot.storage.drafts import DraftFacts, current_draft, draft_of
from bot.storage.people import communities_where
from bot.storage.uow import UnitOfWork, Writing
from bot.usecases import (
    buildings,
    choosing,
    closing,
    correcting,
    drafting,
    finishing,
    no_shows,
    parties,
    party_side,
    relaying,
    settings,
    triage_questions,
    working,
)
from bot.usecases.acting import Actor, recognise
from bot.usecases.asking import reply_help, reply_status
from bot.usecases.owing import owe_reply
from bot.usecases.posting import ORDER_DRAFT, OrderDetails, Photo, begin_draft

PUBLISH_WORDS = frozenset({"发布", "publish", "post"})
CHANGE_WORDS = frozenset({"改一改", "修改", "change", "edit"})
DROP_WORDS = frozenset({"不发了", "drop", "don't publish"})
ANSWERED_BY_HELP = frozenset({Wish.HELP, Wish.MENU, Wish.CANCEL, Wish.SKIP, Wish.YES, Wish.NO})
"""After these nobody needs to hear that they were not understood."""

ANSWERS: Mapping[str, Callable[[Writing, Person, DraftFacts, str], Awaitable[None]]] = {
    parties.PARTIES: parties.answer_parties,
    closing.POINTS: closing.answer_points,
    correcting.MINE: correcting.answer_mine,
    relaying.LINE: relaying.answer_line_with_words,
    no_shows.CONTEST: no_shows.answer_contest,
    **dict.fromkeys(choosing.CHOICES, choosing.answer_choice),
    buildings.DRAFT: buildings.answer_names,
}
"""What takes the answer, by the kind of the conversation; all others are about settings."""
MAY_BE_SKIPPED: Mapping[str, Callable[[Writing, Person, DraftFacts, str | None], Awaitable[None]]] = {
    working.RELEASE: working.answer_reason,
    **dict.fromkeys((triage_questions.TRIAGE, party_side.PARTY), triage_questions.answer_word),
}
"""As above, where nothing need be said: 跳过."""


@dataclass(frozen=True)
class HearText:
    """Somebody wrote to the bot privately."""

    actor: Actor
    text: str
    about: int | None = None
    """The number in the message of ours that it replies to."""
    reply_to: int | None = None
    """The message it replies to."""


async def hear_text(cmd: HearText, *, uow: UnitOfWork, now: datetime) -> None:
    """Take the text for what it is.

    Raises:
        BadInput: it answers a question, and cannot be an answer to it.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if await relaying.hear_reply(tx, person, cmd.actor.chat_id, cmd.reply_to, relaying.Said(cmd.text)):
            return
        draft = await current_draft(tx, person.id, cmd.actor.chat_id)
        if draft is not None:
            await _answer(tx, person, draft, cmd.text)
        else:
            await _question(tx, person, cmd)


async def _answer(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    intent = read_intent(text).kind
    if intent is Wish.CANCEL or text.strip().lower() in DROP_WORDS:
        await drafting.drop(tx, draft)
        return
    skipped = intent is Wish.SKIP
    if draft.kind == ORDER_DRAFT:
        await _answer_order(tx, person, draft, text, skipped=skipped)
    elif draft.kind in MAY_BE_SKIPPED:
        await MAY_BE_SKIPPED[draft.kind](tx, person, draft, None if skipped else text)
    else:
        await ANSWERS.get(draft.kind, settings.answer_setting)(tx, person, draft, text)


async def _answer_order(tx: Writing, person: Person, draft: DraftFacts, text: str, *, skipped: bool) -> None:
    word = text.strip().lower()
    if word in PUBLISH_WORDS:
        await drafting.publish_by_word(tx, person, draft)
    elif word in CHANGE_WORDS:
        await drafting.change_by_word(tx, draft)
    elif skipped:
        await drafting.skip_by_word(tx, draft)
    else:
        await drafting.answer_order_draft(tx, person, draft, text)


async def _question(tx: Writing, person: Person, cmd: HearText) -> None:
    intent = read_intent(cmd.text)
    if await working.hear_holder(tx, person, cmd.actor.chat_id, cmd.text):
        return
    if cmd.about is not None and await finishing.hear_result(tx, person, word=cmd.text, number=cmd.about):
        return
    if intent.kind is Wish.STATUS:
        reply_status(tx, person, cmd.actor, intent.number)
    elif intent.kind is Wish.POINTS:
        owe_reply(tx, cmd.actor.chat_id, "points", person=person.id)
    elif intent.kind is Wish.OPEN:
        communities = [community.id for community in await communities_where(tx, person.id)]
        owe_reply(tx, cmd.actor.chat_id, "open_list", communities=communities)
    elif not await _is_order_of_staff(tx, person, cmd) and not await finishing.hear_result(tx, person, word=cmd.text):
        reply_help(tx, person, cmd.actor, lost=intent.kind not in ANSWERED_BY_HELP)


async def _is_order_of_staff(tx: Writing, person: Person, cmd: HearText) -> bool:
    """A secretary who forgot the command, but named a place and what is broken, means an order."""
    communities = await communities_where(tx, person.id, STAFF)
    if not communities:
        return False
    details = OrderDetails.from_line(parse_order_line(cmd.text), ())
    if not details.complete:
        return False
    await begin_draft(tx, person, cmd.actor.chat_id, details, communities)
    return True


@dataclass(frozen=True)
class HearPhoto:
    """Somebody sent a picture privately, perhaps with words."""

    actor: Actor
    photo: Photo
    caption: str | None
    about: int | None = None
    """The number in the message of ours that it replies to."""
    reply_to: int | None = None


async def hear_photo(cmd: HearPhoto, *, uow: UnitOfWork, now: datetime) -> None:
    """A picture belongs to the draft that is open, or to what was finished a moment ago.

    Raises:
        BadInput: the draft has as many pictures as it can hold.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        said = relaying.Said(cmd.caption, cmd.photo)
        if await relaying.hear_reply(tx, person, cmd.actor.chat_id, cmd.reply_to, said):
            return
        draft = await current_draft(tx, person.id, cmd.actor.chat_id)
        if draft is not None and await _about_own(tx, person, draft, said):
            return
        if draft is not None and draft.kind == ORDER_DRAFT:
            await drafting.add_draft_photo(tx, draft, cmd.photo)
        elif not await _belongs_to_result(tx, person, cmd):
            reply_help(tx, person, cmd.actor, lost=True)


async def _belongs_to_result(tx: Writing, person: Person, cmd: HearPhoto) -> bool:
    said = cmd.caption or ""
    if said and await working.hear_holder(tx, person, cmd.actor.chat_id, said, cmd.photo):
        return True
    return await finishing.hear_result(tx, person, word=said, photo=cmd.photo, number=cmd.about)


async def _about_own(tx: Writing, person: Person, draft: DraftFacts, said: relaying.Said) -> bool:
    """A picture for an order of their own, or to be passed on. False: none was asked for."""
    if draft.kind == relaying.LINE:
        await relaying.answer_line(tx, person, draft, said)
        return True
    if draft.kind != correcting.MINE or said.photo is None:
        return False
    return await correcting.answer_mine_with_photo(tx, person, draft, said.photo)


@dataclass(frozen=True)
class DropDraft:
    """不改了: the question needs no answer any more."""

    actor: Actor
    kind: str
    serial: int


async def drop_draft(cmd: DropDraft, *, uow: UnitOfWork, now: datetime) -> None:
    """Put the conversation away; nothing changes.

    Raises:
        ButtonExpired: it has ended already.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, cmd.kind, cmd.serial)
        if draft is None:
            raise ButtonExpired
        await drafting.drop(tx, draft)
