"""To whom a free word belongs: to work that was done, to the other side of an order under way, or to be asked about."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.life import OPEN_TO_WORK, Status
from bot.domain.roles import STAFF
from bot.language.dates.visit_times import is_idle
from bot.language.dates.when import find_when
from bot.language.needs.troubles import read_category
from bot.language.talk.intents import Intent, Wish
from bot.language.talk.nobody_came import says_nobody_came
from bot.language.talk.small_talk import is_small_talk
from bot.language.talk.visit_talk import asks_something, is_of_visit, is_of_work
from bot.models import Order, Person
from bot.storage.ground.uow import Writing
from bot.storage.members.people import communities_where
from bot.usecases.chats import unplaced
from bot.usecases.chats.hearing import TALK, HearText, is_plain
from bot.usecases.chats.keys import key_pressed, only_begins
from bot.usecases.repairs import finishing
from bot.usecases.residents import relaying
from bot.usecases.residents.relaying import Said, Talk
from bot.usecases.verdicts import judging

LATELY = timedelta(days=1)
"""So long a word about finished work is still taken for one."""


async def joins_the_last(tx: Writing, person: Person, cmd: HearText, intent: Intent) -> bool:
    """A word about what they finished a moment ago, an answer to somebody, or a word about what they judged."""
    if is_small_talk(cmd.text) and not is_idle(cmd.text):
        return False
    if (finished := await finishing.finished_just_now(tx, person)) is not None:
        if await _is_for_another(tx, person, cmd, intent, finished):
            return True
        return await finishing.hear_result(tx, person, word=cmd.text)
    if (judged := await judging.judged_just_now(tx, person)) is not None:
        if await _is_for_another(tx, person, cmd, intent, judged):
            return True
        if await _is_for_who_comes(tx, person, cmd, intent, judged[0]):
            return True
    return await judging.hear_remark(tx, person, cmd.text, may_be_new=intent.kind is Wish.REPORT)


async def _is_for_another(
    tx: Writing, person: Person, cmd: HearText, intent: Intent, last: tuple[Order, datetime]
) -> bool:
    """Somebody wrote about another order: who wrote after that is meant; whom they have not answered, is asked."""
    if cmd.placed or intent.kind not in TALK:
        return False
    order, at = last
    talks = [talk for talk in await relaying.talks_of(tx, person) if talk.order is not order]
    living = [talk for talk in talks if talk.heard is not None and talk.living and (talk.heard >= at or talk.waits)]
    later = [talk.order for talk in living if talk.heard is not None and talk.heard >= at]
    if not later and len(living) == 1 and find_when(cmd.text, tx.now) is not None:
        later = [living[0].order]  # asked before the work was done, and answered now: when somebody comes
    coming = [talk.order for talk in talks if talk.order.status in OPEN_TO_WORK] if is_of_visit(cmd.text) else []
    plain = is_plain(tx, cmd.text, intent)
    if len(living) == len(later) == 1 and plain:
        await relaying.tell(tx, person, later[0], Said(cmd.text))
    elif living:
        orders = [talk.order for talk in living]
        await unplaced.ask_to_whom(tx, person, cmd.actor.chat_id, cmd.text, orders, note=order)
    elif len(coming) == 1 and plain:
        await relaying.tell(tx, person, coming[0], Said(cmd.text))
    else:
        return False
    return True


async def _is_for_who_comes(tx: Writing, person: Person, cmd: HearText, intent: Intent, judged: Order) -> bool:
    """A question, or words that do not sound like a verdict: for whoever holds what is still to be done."""
    if cmd.placed or intent.kind not in TALK or is_idle(cmd.text) or is_of_work(cmd.text):
        return False
    open_ = [talk.order for talk in await relaying.talks_of(tx, person) if _is_awaited(talk, judged)]
    if not open_ or cmd.text.strip().isdecimal() or not is_plain(tx, cmd.text, intent):
        return False
    if len(open_) == 1 and asks_something(cmd.text):
        await relaying.tell(tx, person, open_[0], Said(cmd.text))
    else:
        await unplaced.ask_to_whom(tx, person, cmd.actor.chat_id, cmd.text, open_, note=judged)
    return True


def _is_awaited(talk: Talk, besides: Order) -> bool:
    return not talk.holds and talk.order.status in OPEN_TO_WORK and talk.order is not besides


async def is_for_somebody(tx: Writing, person: Person, cmd: HearText, intent: Intent) -> bool:
    """Words to the other side of an order, or a late one about finished work; asked, where it may be another thing."""
    if cmd.placed or intent.kind not in TALK or only_begins(cmd.text) or key_pressed(cmd.text) is not None:
        return False
    plain = is_plain(tx, cmd.text, intent)
    talks = await relaying.talks_of(tx, person)
    living = [talk.order for talk in talks if talk.living]
    open_ = [talk for talk in talks if talk.order.status in OPEN_TO_WORK]
    coming = [talk.order for talk in open_ if is_of_visit(cmd.text) or (not plain and _asks_of_it(tx, talk, cmd.text))]
    meant = _meant(talks) if living or any(talk.goes_on for talk in talks) else coming
    if len(meant) == 1 and plain and not says_nobody_came(cmd.text):
        await relaying.tell(tx, person, meant[0], Said(cmd.text))
        return True
    if meant:
        late = None if coming else await _late(tx, person)
        await unplaced.ask_to_whom(tx, person, cmd.actor.chat_id, cmd.text, meant, note=late, new=not plain)
        return True
    if plain and is_of_visit(cmd.text) and await relaying.reaches_nobody(tx, person):
        return True
    if plain and intent.kind in (Wish.UNKNOWN, Wish.THANKS) and not is_small_talk(cmd.text):
        return await _is_late_word(tx, person, cmd, talks) or await _is_first_word(tx, person, cmd, intent, talks)
    return False


def _asks_of_it(tx: Writing, talk: Talk, text: str) -> bool:
    """Whether words that may report something else may as well ask about this work: 水管要换个新的,三十块行吗."""
    return asks_something(text) and (talk.holds or read_category(text, tx.lexicon) in (None, talk.order.skill))


def _meant(talks: Sequence[Talk]) -> list[Order]:
    """Whom a word may be for, where somebody wrote lately: whom they write to; who waits for an answer; or anyone.

    Who was answered is not written to for ever, where there are others under way.
    """
    open_ = [talk for talk in talks if talk.living or talk.order.status in OPEN_TO_WORK]
    for some in ([talk for talk in open_ if talk.goes_on], [talk for talk in open_ if talk.living and talk.waits]):
        if len(some) == 1:
            return [some[0].order]
    return [talk.order for talk in open_]


async def _is_late_word(tx: Writing, person: Person, cmd: HearText, talks: Sequence[Talk]) -> bool:
    """The card that asks for a word about the work still does; where something else is under way, it is asked."""
    since = tx.now - LATELY
    open_ = [talk.order for talk in talks if talk.order.status in OPEN_TO_WORK]
    if open_ and not is_idle(cmd.text) and not is_of_work(cmd.text):
        late = await _late(tx, person)
        if late is not None:
            await unplaced.ask_to_whom(tx, person, cmd.actor.chat_id, cmd.text, open_, note=late)
        return late is not None
    if await finishing.hear_late_result(tx, person, cmd.text, since=since):
        return True
    return await judging.hear_late_remark(tx, person, cmd.text, since=since)


async def _late(tx: Writing, person: Person) -> Order | None:
    """Finished work that a word may still be about."""
    since = tx.now - LATELY
    done = await finishing.finished_unjudged(tx, person, since=since)
    return done or await judging.judged_without_word(tx, person, since=since)


async def _is_first_word(tx: Writing, person: Person, cmd: HearText, intent: Intent, talks: Sequence[Talk]) -> bool:
    """Nothing was said between the two before; thanks for work that is done need no asking whom they are for."""
    if not talks or await communities_where(tx, person.id, STAFF):
        return False
    done = [talk.order for talk in talks if talk.order.status is Status.DONE and not talk.holds]
    if intent.kind is Wish.THANKS and len(done) == 1:
        await relaying.tell(tx, person, done[0], Said(cmd.text))
    elif intent.kind is Wish.UNKNOWN:
        await unplaced.ask_to_whom(tx, person, cmd.actor.chat_id, cmd.text, [talk.order for talk in talks])
    else:
        return False
    return True


async def note(tx: Writing, person: Person, order: Order, word: str) -> None:
    """给 #1003 留言, chosen: a word about work that they did, or judged."""
    if not await finishing.hear_result(tx, person, word=word, number=order.number):
        await judging.hear_remark(tx, person, word, about=order.number)
