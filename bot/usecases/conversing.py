"""What is said in the private chat without a command: an answer to the question that stands, or a question."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.domain.danger import Danger
from bot.domain.errors import BadInput, ButtonExpired
from bot.domain.roles import STAFF
from bot.language.dangers import read_danger
from bot.language.intents import Intent, Wish, read_intent
from bot.language.order_line import parse_order_line
from bot.models import Community, Person
from bot.storage.drafts import DraftFacts, current_draft, draft_of
from bot.storage.orders import reported_lately
from bot.storage.people import communities_where
from bot.storage.residents import has_unfinished
from bot.storage.uow import UnitOfWork, Writing
from bot.usecases import (
    activities,
    buildings,
    choosing,
    closing,
    correcting,
    deliberating,
    drafting,
    finishing,
    following_up,
    giving,
    goods_sheet,
    inbox,
    judging,
    no_shows,
    parties,
    party_side,
    passing_words,
    relaying,
    reporting,
    settings,
    standard_changing,
    statements,
    stocking,
    stocktaking,
    triage_questions,
    wishing,
    working,
)
from bot.usecases.acting import Actor, recognise
from bot.usecases.answering_report import Meant, answer_report, meant
from bot.usecases.asking import reply_help, reply_status
from bot.usecases.keys import key_pressed, only_begins
from bot.usecases.owing import owe_reply
from bot.usecases.posting import ORDER_DRAFT, OrderDetails, begin_draft
from bot.usecases.report_draft import REPORT_DRAFT, speaks_of_trouble
from bot.usecases.warning import owe_alarm, warn

PUBLISH_WORDS = frozenset({"发布", "publish", "post"})
CHANGE_WORDS = frozenset({"改一改", "修改", "change", "edit"})
DROP_WORDS = frozenset({"不发了", "drop", "don't publish"})
ABOUT_OWN = frozenset({Wish.STATUS, Wish.NUDGE, Wish.CORRECT})
"""Answered by how their orders stand: the buttons under it do the rest."""
ANSWERED_BY_HELP = frozenset({Wish.HELP, Wish.MENU, Wish.CANCEL, Wish.SKIP, Wish.YES, Wish.NO})
"""After these nobody needs to hear that they were not understood."""
WORDS = (passing_words.WORD_DRAFT, passing_words.ANSWER_DRAFT)

ANSWERS: Mapping[str, Callable[[Writing, Person, DraftFacts, str], Awaitable[None]]] = {
    parties.PARTIES: parties.answer_parties,
    closing.POINTS: closing.answer_points,
    following_up.NOTE: following_up.answer_note,
    correcting.MINE: correcting.answer_mine,
    relaying.LINE: relaying.answer_line_with_words,
    no_shows.CONTEST: no_shows.answer_contest,
    **dict.fromkeys(choosing.CHOICES, choosing.answer_choice),
    buildings.DRAFT: buildings.answer_names,
    deliberating.DRAFT: deliberating.answer_ballot,
    wishing.ITEM: stocking.answer_item,
    stocktaking.COUNT: stocktaking.answer_count,
    goods_sheet.GOODS: goods_sheet.answer_goods,
    statements.REVERSE: statements.answer_reverse,
    **dict.fromkeys((giving.AWARD, giving.DONATE), giving.answer_giving),
    activities.DRAFT: activities.answer_activity,
    standard_changing.DRAFT: standard_changing.answer_standard,
    **dict.fromkeys(WORDS, passing_words.pass_on),
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
        draft = await current_draft(tx, person.id, cmd.actor.chat_id)
        wish = key_pressed(cmd.text)
        if wish is not None:
            await _question(tx, person, cmd, Intent(wish))
        elif (danger := read_danger(cmd.text, tx.lexicon)) is not None:
            await hear_danger(tx, person, cmd, draft, danger)
        elif await _is_passed_on(tx, person, cmd):
            return
        elif draft is not None:
            await _answer(tx, person, draft, cmd)
        else:
            await _question(tx, person, cmd, read_intent(cmd.text, tx.lexicon))


async def _is_passed_on(tx: Writing, person: Person, cmd: HearText) -> bool:
    """A reply to a line that was passed on goes back the same way."""
    return await relaying.hear_reply(tx, person, cmd.actor.chat_id, cmd.reply_to, relaying.Said(cmd.text))


async def hear_danger(tx: Writing, person: Person, cmd: HearText, draft: DraftFacts | None, danger: Danger) -> None:
    """Danger comes before everything; what was said is then taken for what it is."""
    chat_id = cmd.actor.chat_id
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
    warn(tx, chat_id, danger, None if community is None else community.id)
    if community is not None:
        await owe_alarm(tx, community, person, danger, cmd.text)
    # What cannot be an answer must not take the warning back with it.
    with suppress(BadInput):
        if await _is_passed_on(tx, person, cmd):
            return
        if draft is not None:
            await _answer(tx, person, draft, cmd)
        else:
            await _question(tx, person, cmd, read_intent(cmd.text, tx.lexicon))


async def _answer(tx: Writing, person: Person, draft: DraftFacts, cmd: HearText) -> None:
    text, intent = cmd.text, read_intent(cmd.text, tx.lexicon)
    if draft.kind == REPORT_DRAFT:
        if await _is_about_own_work(tx, person, cmd):
            return
        own = {order.number for order in await reported_lately(tx, person)} if intent.number is not None else ()
        how = meant(draft, text, intent, await reporting.ear_of(tx, draft), own=own)
        if how is Meant.ASIDE:
            await _question(tx, person, cmd, intent)
        else:
            await answer_report(tx, person, draft, text, how)
        return
    if intent.kind is Wish.CANCEL or text.strip().lower() in DROP_WORDS:
        await drafting.drop(tx, draft)
        return
    skipped = intent.kind is Wish.SKIP
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


async def _question(tx: Writing, person: Person, cmd: HearText, intent: Intent) -> None:
    chat_id = cmd.actor.chat_id
    if await _is_about_own_work(tx, person, cmd):
        return
    if intent.kind in ABOUT_OWN or (intent.kind is Wish.CANCEL and await has_unfinished(tx, person)):
        reply_status(tx, person, cmd.actor, intent.number)
    elif intent.kind is Wish.POINTS:
        await statements.owe_statements(tx, person, chat_id)
    elif intent.kind is Wish.OPEN:
        communities = [community.id for community in await communities_where(tx, person.id)]
        owe_reply(tx, chat_id, "open_list", communities=communities)
    elif intent.kind is Wish.SECRETARY:
        await _call_secretary(tx, person, cmd)
    elif intent.kind is Wish.THANKS:
        owe_reply(tx, chat_id, "thanks")
    elif not await _is_said_of_work(tx, person, cmd, intent) and not await _is_report(tx, person, cmd, intent):
        reply_help(tx, person, cmd.actor, lost=intent.kind not in ANSWERED_BY_HELP)


async def _is_about_own_work(tx: Writing, person: Person, cmd: HearText) -> bool:
    """What staff or a holder write instead of tapping, or in reply to the message about what they finished."""
    if await inbox.hear_staff(tx, person, cmd.text) or await working.hear_holder(
        tx, person, cmd.actor.chat_id, cmd.text
    ):
        return True
    if await judging.hear_verdict(tx, person, cmd.text, about=cmd.about):
        return True
    return cmd.about is not None and await _joins_an_order(tx, person, cmd, cmd.about)


async def _joins_an_order(tx: Writing, person: Person, cmd: HearText, number: int | None, *, new: bool = False) -> bool:
    """A word about what they finished or judged: a moment ago, or the order whose message they reply to."""
    if await finishing.hear_result(tx, person, word=cmd.text, number=number):
        return True
    return await judging.hear_remark(tx, person, cmd.text, about=number, may_be_new=new)


async def _call_secretary(tx: Writing, person: Person, cmd: HearText) -> None:
    community_id = await reporting.community_for(tx, person)
    if community_id is None:
        reply_help(tx, person, cmd.actor)
    else:
        await passing_words.offer_to_pass_on(tx, person, cmd.actor.chat_id, community_id)


async def _is_report(tx: Writing, person: Person, cmd: HearText, intent: Intent) -> bool:
    """Something is broken, or somebody wants to say what is."""
    if only_begins(cmd.text):
        await reporting.ask_what(tx, person, cmd.actor.chat_id)
        return True
    unsure = intent.kind is Wish.UNKNOWN and speaks_of_trouble(cmd.text, tx.now, tx.lexicon)
    if intent.kind is not Wish.REPORT and not unsure:
        return False
    draft = await reporting.under_way(tx, person, cmd.actor.chat_id)
    await reporting.hear_words(tx, person, draft, cmd.text)
    return True


async def _is_said_of_work(tx: Writing, person: Person, cmd: HearText, intent: Intent) -> bool:
    """An order of staff, or a word about what somebody finished or judged a moment ago."""
    if only_begins(cmd.text) or key_pressed(cmd.text) is not None:
        return False
    if await _is_of_staff(tx, person, cmd):
        return True
    if await buildings.hear_names(tx, person, cmd.actor.chat_id, cmd.text):
        return True
    return await _joins_an_order(tx, person, cmd, None, new=intent.kind is Wish.REPORT)


async def _is_of_staff(tx: Writing, person: Person, cmd: HearText) -> bool:
    """Goods for the shop; or an order, if a secretary who forgot the command named a place and what is broken."""
    if await stocking.hear_item_line(tx, person, cmd.actor.chat_id, cmd.text):
        return True
    communities = await communities_where(tx, person.id, STAFF)
    if not communities:
        return False
    details = OrderDetails.from_line(parse_order_line(cmd.text), ())
    if not details.complete:
        return False
    await begin_draft(tx, person, cmd.actor.chat_id, details, communities)
    return True


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
