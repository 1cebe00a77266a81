"""What is said in the private chat of somebody's own accord, taken for what it is."""

from bot.domain.life import Status
from bot.domain.roles import STAFF
from bot.language.dates.visit_times import is_idle
from bot.language.lines.order_line import parse_order_line
from bot.language.talk.asked_beside import asked_beside
from bot.language.talk.intents import Intent, Wish
from bot.language.talk.small_talk import is_small_talk
from bot.language.talk.verdicts import read_opinion, says_done
from bot.language.talk.visit_talk import is_of_visit
from bot.models import Person
from bot.storage.ground.uow import Writing
from bot.storage.members.people import communities_where
from bot.storage.members.residents import has_unfinished
from bot.usecases.chats.addressing import is_for_somebody, joins_the_last
from bot.usecases.chats.asking import reply_help, reply_status
from bot.usecases.chats.hearing import HearText, is_plain
from bot.usecases.chats.keys import key_pressed, only_begins
from bot.usecases.community import buildings
from bot.usecases.danger.alarm_words import ask_if_for_danger
from bot.usecases.desk import inbox
from bot.usecases.owed.owing import owe_reply
from bot.usecases.points import statements
from bot.usecases.repairs import finishing, queue_words, turn_words, working
from bot.usecases.repairs.at_the_door import hear_nobody_opens
from bot.usecases.repairs.order_details import OrderDetails
from bot.usecases.repairs.posting import begin_draft
from bot.usecases.residents import nobody_came, passing_words, putting_right, relaying, reporting
from bot.usecases.residents.report_draft import speaks_of_trouble
from bot.usecases.shop import stocking
from bot.usecases.verdicts import judging, verdict_words

ABOUT_OWN = frozenset({Wish.STATUS, Wish.NUDGE, Wish.CORRECT})
"""Answered by how their orders stand: the buttons under it do the rest."""
ANSWERED_BY_HELP = frozenset({Wish.HELP, Wish.MENU, Wish.CANCEL, Wish.SKIP, Wish.YES, Wish.NO})
"""After these nobody needs to hear that they were not understood."""


async def take(tx: Writing, person: Person, cmd: HearText, intent: Intent) -> None:
    """Do what the words ask for; what they are no word for is asked about, or answered with what can be done."""
    chat_id = cmd.actor.chat_id
    if await is_about_own_work(tx, person, cmd) or await _puts_right(tx, person, cmd):
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
    elif not await _is_said(tx, person, cmd, intent) and not await _is_beside(tx, person, cmd):
        reply_help(tx, person, cmd.actor, lost=intent.kind not in ANSWERED_BY_HELP and not is_idle(cmd.text))


async def _is_beside(tx: Writing, person: Person, cmd: HearText) -> bool:
    """要钱吗; words of staff while an alarm stands; a courtesy."""
    chat_id, about = cmd.actor.chat_id, asked_beside(cmd.text)
    if about is not None:
        owe_reply(tx, chat_id, "asked_beside", community=await reporting.community_for(tx, person), about=str(about))
    elif not cmd.placed and await ask_if_for_danger(tx, person, chat_id, cmd.text):
        return True
    elif is_small_talk(cmd.text):
        owe_reply(tx, chat_id, "thanks", heard=True)
    else:
        return False
    return True


async def _puts_right(tx: Writing, person: Person, cmd: HearText) -> bool:
    """电话写错了, of a request that was sent already."""
    return not cmd.placed and await putting_right.hear_put_right(tx, person, cmd.actor.chat_id, cmd.text)


async def _is_said(tx: Writing, person: Person, cmd: HearText, intent: Intent) -> bool:
    """A word about work or to somebody, thanks, or a request."""
    spoken_to = any(
        talk.living and talk.order.status is not Status.DONE for talk in await relaying.talks_of(tx, person)
    )
    if intent.kind is Wish.YES and not spoken_to and await verdict_words.ask_verdict(tx, person):
        return True
    if await _is_said_of_work(tx, person, cmd, intent) or await is_for_somebody(tx, person, cmd, intent):
        return True
    told = is_of_visit(cmd.text) or read_opinion(cmd.text) is not None
    if (says_done(cmd.text) or (told and is_plain(tx, cmd.text, intent))) and await has_unfinished(tx, person):
        # Nobody comes yet whom it could be told: the buttons under how it stands put it right, or take it back.
        reply_status(tx, person, cmd.actor, None)
        return True
    if intent.kind is Wish.THANKS or (is_idle(cmd.text) and await judging.judged_just_now(tx, person) is not None):
        owe_reply(tx, cmd.actor.chat_id, "thanks")
        return True
    return await _is_report(tx, person, cmd, intent)


async def is_about_own_work(tx: Writing, person: Person, cmd: HearText) -> bool:
    """What staff or a holder write instead of tapping, or in reply to the message about what they finished."""
    if await inbox.hear_staff(tx, person, cmd.text) or await _is_of_a_line(tx, person, cmd):
        return True
    if await working.hear_holder(tx, person, cmd.actor.chat_id, cmd.text):
        return True
    if await verdict_words.hear_verdict(tx, person, cmd.text, about=cmd.about):
        return True
    if await nobody_came.hear_nobody_came(tx, person, cmd.text, about=cmd.about):
        return True
    if cmd.about is None and not cmd.placed and await _is_of_their_coming(tx, person, cmd):
        return True
    return cmd.about is not None and await _joins_an_order(tx, person, cmd, cmd.about)


async def _is_of_a_line(tx: Writing, person: Person, cmd: HearText) -> bool:
    """我去, by whoever's turn it is; 我排队."""
    if await turn_words.hear_turn(tx, person, cmd.actor, cmd.text):
        return True
    return not cmd.placed and await queue_words.hear_queue(tx, person, cmd.actor, cmd.text, about=cmd.about)


async def _is_of_their_coming(tx: Writing, person: Person, cmd: HearText) -> bool:
    """我今天去不了啦, or 敲门没人应, by whoever is expected."""
    if await relaying.hear_not_coming(tx, person, cmd.actor.chat_id, cmd.text):
        return True
    return await hear_nobody_opens(tx, person, cmd.actor.chat_id, relaying.Said(cmd.text))


async def _joins_an_order(tx: Writing, person: Person, cmd: HearText, number: int) -> bool:
    """A word about what they finished or judged: the order whose message they reply to."""
    if await finishing.hear_result(tx, person, word=cmd.text, number=number):
        return True
    return await judging.hear_remark(tx, person, cmd.text, about=number)


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
    if not cmd.placed and await ask_if_for_danger(tx, person, cmd.actor.chat_id, cmd.text):
        return True
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
    return await joins_the_last(tx, person, cmd, intent)


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
