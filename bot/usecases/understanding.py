"""What is said in the private chat of somebody's own accord, taken for what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.life import Status
from bot.domain.roles import STAFF
from bot.language.intents import Intent, Wish
from bot.language.order_line import parse_order_line
from bot.language.small_talk import is_small_talk
from bot.language.visit_times import is_idle
from bot.models import Order, Person
from bot.storage.people import communities_where
from bot.storage.residents import has_unfinished
from bot.storage.uow import Writing
from bot.usecases import (
    buildings,
    finishing,
    inbox,
    judging,
    passing_words,
    putting_right,
    relaying,
    reporting,
    statements,
    stocking,
    unplaced,
    verdict_words,
    working,
)
from bot.usecases.acting import Actor
from bot.usecases.asking import reply_help, reply_status
from bot.usecases.at_the_door import hear_nobody_opens
from bot.usecases.keys import key_pressed, only_begins
from bot.usecases.order_details import OrderDetails
from bot.usecases.owing import owe_reply
from bot.usecases.posting import begin_draft
from bot.usecases.report_draft import speaks_of_trouble

ABOUT_OWN = frozenset({Wish.STATUS, Wish.NUDGE, Wish.CORRECT})
"""Answered by how their orders stand: the buttons under it do the rest."""
ANSWERED_BY_HELP = frozenset({Wish.HELP, Wish.MENU, Wish.CANCEL, Wish.SKIP, Wish.YES, Wish.NO})
"""After these nobody needs to hear that they were not understood."""
TALK = frozenset({Wish.UNKNOWN, Wish.YES, Wish.NO, Wish.THANKS, Wish.REPORT})
"""What may be said to the other side of an order."""
LATELY = timedelta(days=1)
"""So long a word about finished work is still taken for one."""


@dataclass(frozen=True)
class HearText:
    """Somebody wrote to the bot privately."""

    actor: Actor
    text: str
    about: int | None = None
    """The number in the message of ours that it replies to."""
    reply_to: int | None = None
    """The message it replies to."""
    placed: bool = False
    """They have been asked whom it is for, and it is for nobody."""


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
    elif await _is_said(tx, person, cmd, intent):
        return
    elif is_small_talk(cmd.text):
        owe_reply(tx, chat_id, "thanks", heard=True)
    else:
        reply_help(tx, person, cmd.actor, lost=intent.kind not in ANSWERED_BY_HELP and not is_idle(cmd.text))


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
    if await _is_said_of_work(tx, person, cmd, intent) or await _is_for_somebody(tx, person, cmd, intent):
        return True
    if intent.kind is Wish.THANKS or (is_idle(cmd.text) and await judging.judged_just_now(tx, person) is not None):
        owe_reply(tx, cmd.actor.chat_id, "thanks")
        return True
    return await _is_report(tx, person, cmd, intent)


async def is_about_own_work(tx: Writing, person: Person, cmd: HearText) -> bool:
    """What staff or a holder write instead of tapping, or in reply to the message about what they finished."""
    if await inbox.hear_staff(tx, person, cmd.text) or await working.hear_holder(
        tx, person, cmd.actor.chat_id, cmd.text
    ):
        return True
    if await verdict_words.hear_verdict(tx, person, cmd.text, about=cmd.about):
        return True
    if cmd.about is None and not cmd.placed and await _is_of_their_coming(tx, person, cmd):
        return True
    return cmd.about is not None and await _joins_an_order(tx, person, cmd, cmd.about)


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


async def _joins_the_last(tx: Writing, person: Person, cmd: HearText, intent: Intent) -> bool:
    """A word about what they finished a moment ago, an answer to somebody, or a word about what they judged."""
    if is_small_talk(cmd.text) and not is_idle(cmd.text):
        return False
    if await finishing.hear_result(tx, person, word=cmd.text):
        return True
    judged = await judging.judged_just_now(tx, person)
    if judged is not None and await _is_for_another(tx, person, cmd, intent, judged):
        return True
    return await judging.hear_remark(tx, person, cmd.text, may_be_new=intent.kind is Wish.REPORT)


async def _is_for_another(
    tx: Writing, person: Person, cmd: HearText, intent: Intent, judged: tuple[Order, datetime]
) -> bool:
    """Somebody wrote about another order than the judged one: who wrote after that is meant, or it is asked."""
    if cmd.placed or intent.kind not in TALK:
        return False
    order, at = judged
    talks = [talk for talk in await relaying.talks_of(tx, person) if talk.living and talk.order is not order]
    if not talks:
        return False
    later = [talk.order for talk in talks if talk.heard is not None and talk.heard >= at]
    if len(talks) == len(later) == 1 and _is_plain(tx, cmd, intent):
        await relaying.tell(tx, person, later[0], relaying.Said(cmd.text))
    else:
        await unplaced.ask_to_whom(tx, person, cmd.actor.chat_id, cmd.text, [talk.order for talk in talks])
    return True


def _is_plain(tx: Writing, cmd: HearText, intent: Intent) -> bool:
    """Whether the words tell of nothing to be seen to."""
    return intent.kind is not Wish.REPORT and not speaks_of_trouble(cmd.text, tx.now, tx.lexicon)


async def _is_for_somebody(tx: Writing, person: Person, cmd: HearText, intent: Intent) -> bool:
    """Words to the other side of an order, or a late one about finished work; asked, where it may be another thing."""
    if cmd.placed or intent.kind not in TALK or only_begins(cmd.text) or key_pressed(cmd.text) is not None:
        return False
    plain = _is_plain(tx, cmd, intent)
    talks = await relaying.talks_of(tx, person)
    living = [talk.order for talk in talks if talk.living]
    if len(living) == 1 and plain:
        await relaying.tell(tx, person, living[0], relaying.Said(cmd.text))
        return True
    if living:
        await unplaced.ask_to_whom(tx, person, cmd.actor.chat_id, cmd.text, living)
        return True
    if plain and intent.kind in (Wish.UNKNOWN, Wish.THANKS) and not is_small_talk(cmd.text):
        return await _is_late_word(tx, person, cmd) or await _is_first_word(tx, person, cmd, intent, talks)
    return False


async def _is_late_word(tx: Writing, person: Person, cmd: HearText) -> bool:
    """The card that asks for a word about the work still does."""
    if await finishing.hear_late_result(tx, person, cmd.text, since=tx.now - LATELY):
        return True
    return await judging.hear_late_remark(tx, person, cmd.text, since=tx.now - LATELY)


async def _is_first_word(
    tx: Writing, person: Person, cmd: HearText, intent: Intent, talks: Sequence[relaying.Talk]
) -> bool:
    """Nothing was said between the two before; thanks for work that is done need no asking whom they are for."""
    if not talks or await communities_where(tx, person.id, STAFF):
        return False
    done = [talk.order for talk in talks if talk.order.status is Status.DONE and not talk.holds]
    if intent.kind is Wish.THANKS and len(done) == 1:
        await relaying.tell(tx, person, done[0], relaying.Said(cmd.text))
    elif intent.kind is Wish.UNKNOWN:
        await unplaced.ask_to_whom(tx, person, cmd.actor.chat_id, cmd.text, [talk.order for talk in talks])
    else:
        return False
    return True


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
    return await _joins_the_last(tx, person, cmd, intent)


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
