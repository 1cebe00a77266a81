"""What is said in the private chat without a command: an answer to the question that stands, or something else."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.domain.danger import Danger
from bot.domain.errors import BadInput, ButtonExpired, DomainError
from bot.domain.life import OPEN_TO_WORK
from bot.domain.roles import STAFF
from bot.language.needs.danger_additions import is_english
from bot.language.talk.greetings import asks_if_sent, greets
from bot.language.talk.intents import Intent, Wish, read_intent
from bot.models import Community, Person
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import communities_where
from bot.storage.members.residents import has_unfinished
from bot.storage.repairs.orders import order_for_change, reported_lately
from bot.storage.requests.drafts import DraftFacts, current_draft, draft_of
from bot.usecases.chats import unplaced
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.chats.addressing import note
from bot.usecases.chats.answering import OF_GOODS, WORDS, give_answer, takes_words
from bot.usecases.chats.hearing import TALK, HearText
from bot.usecases.chats.keys import key_pressed
from bot.usecases.chats.understanding import is_about_own_work, take
from bot.usecases.community.settings import DRAFT as SETTING
from bot.usecases.danger.alarm_words import goes_on_for_danger, hear_more
from bot.usecases.danger.alarms import raise_alarm
from bot.usecases.danger.warning import warn
from bot.usecases.desk import inbox
from bot.usecases.members.first_language import ENGLISH, settle_language
from bot.usecases.owed.owing import end_draft
from bot.usecases.repairs import drafting
from bot.usecases.repairs.at_the_door import danger_said, hear_nobody_opens
from bot.usecases.repairs.closing import POINTS
from bot.usecases.repairs.order_details import ORDER_DRAFT
from bot.usecases.repairs.visiting import VISIT, may_say_when
from bot.usecases.residents import nobody_came, passing_words, putting_right, relaying, reporting
from bot.usecases.residents.answering_report import Meant, answer_report, meant
from bot.usecases.residents.report_draft import REPORT_DRAFT
from bot.usecases.shop import stocking

OF_VALUES = frozenset({ORDER_DRAFT, VISIT, POINTS, SETTING})
"""In these nobody answers with a greeting."""
ASIDE_OF_VALUES = frozenset({Wish.STATUS, Wish.HELP, Wish.MENU, Wish.THANKS})
ASIDE_OF_LINES = frozenset({Wish.STATUS, Wish.NUDGE, Wish.POINTS, Wish.OPEN, Wish.HELP, Wish.MENU, Wish.SECRETARY})
"""Beside the question where a line belongs, these ask for something themselves."""
LONGEST_ASIDE = 6
DROP_WORDS = frozenset({"不发了", "drop", "don't publish"})


async def hear_text(cmd: HearText, *, uow: UnitOfWork, now: datetime) -> None:
    """Take the text for what it is.

    Raises:
        BadInput: it answers a question, and cannot be an answer to it.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        await settle_language(tx, person, cmd.actor, cmd.text)
        draft = await current_draft(tx, person.id, cmd.actor.chat_id)
        wish, danger = key_pressed(cmd.text), await danger_said(tx, person, cmd.text, draft)
        if danger is not None and person.locale is None and is_english(cmd.text):
            person.locale = ENGLISH  # who tells of danger in English reads what to do in English
        if wish is not None:
            await take(tx, person, cmd, Intent(wish))
        elif cmd.reply_to is None and await hear_more(tx, person, cmd.actor.chat_id, cmd.text, draft, danger=danger):
            return
        elif danger is not None:
            await hear_danger(tx, person, cmd, draft, danger)
        elif await _is_passed_on(tx, person, cmd) or await _is_more_of_danger(tx, person, cmd, draft):
            return
        elif draft is not None:
            await _answer(tx, person, draft, cmd)
        else:
            await take(tx, person, cmd, read_intent(cmd.text, tx.lexicon))


async def _is_more_of_danger(tx: Writing, person: Person, cmd: HearText, draft: DraftFacts | None) -> bool:
    """A reply to what the bot said of an alarm; a reply about an order is for that order."""
    if cmd.reply_to is None or cmd.about is not None:
        return False
    return await hear_more(tx, person, cmd.actor.chat_id, cmd.text, draft, danger=None)


async def _is_passed_on(tx: Writing, person: Person, cmd: HearText) -> bool:
    """A reply to a line that was passed on goes back the same way."""
    return await relaying.hear_reply(tx, person, cmd.actor.chat_id, cmd.reply_to, relaying.Said(cmd.text))


async def hear_danger(tx: Writing, person: Person, cmd: HearText, draft: DraftFacts | None, danger: Danger) -> None:
    """Danger comes before everything; what was said is then taken for what it is."""
    chat_id = cmd.actor.chat_id
    if draft is not None and draft.kind == unplaced.WHERE:
        draft = None  # danger goes with no line of which nobody knows yet where it belongs
    if draft is not None and draft.kind == REPORT_DRAFT and cmd.reply_to is None:
        await reporting.hear_danger(tx, person, draft, cmd.text, danger)
        return
    busy = cmd.reply_to is not None or (draft is not None and draft.kind not in WORDS)
    if not busy and not await communities_where(tx, person.id, STAFF):
        fresh = await reporting.under_way(tx, person, chat_id)
        await reporting.hear_danger(tx, person, fresh, cmd.text, danger)
        return
    known = draft.payload.get("community") if draft is not None else None
    community = await tx.session.get(Community, known or await reporting.community_for(tx, person) or 0)
    await warn(tx, person, chat_id, danger, None if community is None else community.id, said=(cmd.text,))
    if community is not None:
        await raise_alarm(tx, community, person, danger, cmd.text)
    # What cannot be an answer must not take the warning back with it.
    with suppress(BadInput):
        if await _is_passed_on(tx, person, cmd):
            return
        if draft is not None:
            await _answer(tx, person, draft, cmd)
        else:
            await take(tx, person, cmd, read_intent(cmd.text, tx.lexicon))


async def _answer(tx: Writing, person: Person, draft: DraftFacts, cmd: HearText) -> None:
    intent = read_intent(cmd.text, tx.lexicon)
    if draft.kind == REPORT_DRAFT:
        await _of_report(tx, person, draft, cmd, intent)
    elif draft.kind == unplaced.WHERE:
        await _of_unplaced(tx, person, draft, cmd, intent)
    elif await _is_settled(tx, person, draft, cmd, intent):
        return
    elif not takes_words(draft) or (draft.kind in OF_VALUES and (greets(cmd.text) or _is_aside(cmd, intent))):
        await take(tx, person, cmd, intent)
    elif await _is_surely_another_thing(tx, person, draft, cmd):
        return
    elif not draft.stands(tx.now):
        await unplaced.ask_whether_answer(tx, person, draft, cmd.text)
    else:
        await _give(tx, person, draft, cmd.text)


async def _is_settled(tx: Writing, person: Person, draft: DraftFacts, cmd: HearText, intent: Intent) -> bool:
    """是 or 不是, where a button asks; 取消 puts every conversation away."""
    if await putting_right.hear_whether_meant(tx, person, draft, intent.kind):
        return True
    if intent.kind is not Wish.CANCEL and cmd.text.strip().lower() not in DROP_WORDS:
        return False
    await drafting.drop(tx, draft)
    return True


def _is_aside(cmd: HearText, intent: Intent) -> bool:
    """查进度, 帮助, 菜单: no value of anything."""
    return intent.kind in ASIDE_OF_VALUES and intent.number is None and len(cmd.text.strip()) <= LONGEST_ASIDE


async def _give(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    try:
        await give_answer(tx, person, draft, text, skipped=read_intent(text, tx.lexicon).kind is Wish.SKIP)
    except DomainError as error:
        error.asked = True
        raise


async def _is_surely_another_thing(tx: Writing, person: Person, draft: DraftFacts, cmd: HearText) -> bool:
    """待办, 敲门没人应, or goods that came in: nobody answers a question about something else like that."""
    if await inbox.hear_staff(tx, person, cmd.text):
        return True
    if draft.kind == VISIT and await hear_nobody_opens(tx, person, draft.chat_id, relaying.Said(cmd.text)):
        return True
    if draft.kind == VISIT and not await may_say_when(tx, draft, cmd.text):
        await take(tx, person, cmd, read_intent(cmd.text, tx.lexicon))
        return True
    return draft.kind not in OF_GOODS and await stocking.hear_more_of_known(tx, person, draft.chat_id, cmd.text)


async def _of_report(tx: Writing, person: Person, draft: DraftFacts, cmd: HearText, intent: Intent) -> None:
    """While a request is on its way: more about it, or an aside, after which it stays as it is."""
    if await is_about_own_work(tx, person, cmd):
        return
    if await reporting.answer_beside(tx, person, draft, cmd.text):
        return
    spoken_to = not draft.stands(tx.now) and any(talk.living for talk in await relaying.talks_of(tx, person))
    own = {order.number for order in await reported_lately(tx, person)} if intent.number is not None else ()
    how = meant(draft, cmd.text, intent, await reporting.ear_of(tx, draft), own=own)
    if asks_if_sent(cmd.text) or (how is Meant.ASIDE and await _is_of_what_is_unsent(tx, person, intent)):
        await reporting.say_unsent(tx, person, draft)
    elif how is Meant.ASIDE or (spoken_to and how is not Meant.GREETING):
        await take(tx, person, cmd, intent)
    else:
        await answer_report(tx, person, draft, cmd.text, how)


async def _is_of_what_is_unsent(tx: Writing, person: Person, intent: Intent) -> bool:
    """查进度, of somebody who has nothing else under way."""
    return intent.kind is Wish.STATUS and intent.number is None and not await has_unfinished(tx, person)


async def _of_unplaced(tx: Writing, person: Person, draft: DraftFacts, cmd: HearText, intent: Intent) -> None:
    """是 or 不是 typed to the question where a line belongs; what is said in one breath belongs to that line."""
    if intent.kind is Wish.CANCEL:
        await drafting.drop(tx, draft)
    elif intent.kind is Wish.NO:
        await _place(tx, person, draft, cmd.actor, None)
    elif intent.kind is Wish.YES and unplaced.choices_of(draft) == 1:
        await _place(tx, person, draft, cmd.actor, 0)
    elif await is_about_own_work(tx, person, cmd) or await goes_on_for_danger(tx, person, draft, cmd.text):
        return
    elif unplaced.alarms_of(draft) or not unplaced.goes_on(tx, draft) or not _goes_with_a_line(draft, intent):
        await take(tx, person, cmd, intent)
    elif draft.payload["question"] is not None:
        await unplaced.add(tx, person, draft, cmd.text)
    else:
        await _of_unsaid(tx, person, draft, cmd, intent)


def _goes_with_a_line(draft: DraftFacts, intent: Intent) -> bool:
    """查进度 goes with no line; what goes with an answer to a question may be more than talk."""
    return intent.kind in TALK or (draft.payload["question"] is not None and intent.kind not in ASIDE_OF_LINES)


async def _of_unsaid(tx: Writing, person: Person, draft: DraftFacts, cmd: HearText, intent: Intent) -> None:
    """A line more of which nobody knows whom it is for; what was written since it was asked comes first."""
    talks = await relaying.talks_of(tx, person)
    since = draft.touched_at or tx.now
    if any(talk.latest is not None and talk.latest > since for talk in talks):
        await take(tx, person, cmd, intent)
        return
    under_way = [talk.order for talk in talks if talk.living or talk.order.status in OPEN_TO_WORK]
    await unplaced.add(tx, person, draft, cmd.text, under_way)


@dataclass(frozen=True)
class PlaceLine:
    """A button under the question where a line belongs; `choice` counts the answers from 0, None: to none of them."""

    actor: Actor
    serial: int
    choice: int | None


async def place_line(cmd: PlaceLine, *, uow: UnitOfWork, now: datetime) -> None:
    """Take the line for what was said of it.

    Raises:
        ButtonExpired: that was said already, or there is no such choice.
        NotAllowed: it is for somebody in danger, and the actor is not staff there any more.
        DomainError: it cannot be taken for that.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, unplaced.WHERE, cmd.serial)
        if draft is None or not unplaced.offers(draft, cmd.choice):
            raise ButtonExpired
        await _place(tx, person, draft, cmd.actor, cmd.choice)


async def _place(tx: Writing, person: Person, draft: DraftFacts, actor: Actor, choice: int | None) -> None:
    line, asked = draft.payload["line"], await unplaced.question_of(tx, draft)
    if choice == unplaced.TO_STAFF:
        await nobody_came.line_to_staff(tx, person, draft, ended="staff")
    elif choice is not None and asked is not None:
        await end_draft(tx, draft, "answered")
        await _give(tx, person, asked, line)
    elif choice is not None and unplaced.alarms_of(draft):
        to, _serial = unplaced.alarms_of(draft)[choice]
        await passing_words.answer_in_danger(tx, person, draft.payload["community"], to, line)
        await end_draft(tx, draft, "told")
    elif choice is not None:
        order = await order_for_change(tx, *unplaced.places_of(draft)[choice])
        noted = choice >= len(draft.payload["orders"])
        await end_draft(tx, draft, "noted" if noted else "told")
        await (note(tx, person, order, line) if noted else relaying.tell(tx, person, order, relaying.Said(line)))
    else:
        await end_draft(tx, draft, "another")
        if asked is not None:
            await drafting.drop(tx, asked)
        said = HearText(actor, line, placed=asked is None)
        await take(tx, person, said, read_intent(line, tx.lexicon))


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
