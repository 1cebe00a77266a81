"""Passing lines on between a resident and the holders of their order; neither sees the other's number."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import DomainError, NobodyToTell, OrderNotFound, TooManyLines, WrongMoment
from bot.domain.life import BEFORE_DONE, OPEN_TO_WORK, UNFINISHED, Status, Step
from bot.language.dates.soon import with_instant
from bot.language.talk.at_the_door import says_nobody_opens
from bot.language.talk.not_coming import says_not_coming
from bot.models import Community, Order, OutboxMessage, Person, Relayed
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.residents import (
    Concern,
    about_message,
    concern_of,
    holders_of,
    keep_line,
    last_line_from,
    last_line_to,
    lines_since,
    owners_of,
)
from bot.storage.repairs.claims import held_by, holders_with_claims
from bot.storage.repairs.orders import claim_of, order_for_change, reported_lately
from bot.storage.requests.drafts import DraftFacts
from bot.storage.requests.ratings import WORKED
from bot.usecases.chats.acting import recognise
from bot.usecases.deadlines.clocks import silent_from
from bot.usecases.owed.owing import begin_question, end_draft, owe_line, owe_photo, owe_reply
from bot.usecases.repairs.order_details import Photo
from bot.usecases.residents.correcting import add_photo_later
from bot.usecases.residents.following import PressAboutOwn

LINE = "line"
"""The kind of conversation in which the line is asked for."""
MOST_LINES = 10
"""Within an hour, by one person about one order."""
WHILE = timedelta(hours=1)
LIVES = timedelta(days=1)
"""So long after the other side's last line an answer is meant for it."""
GOES_ON = timedelta(minutes=1)
"""So soon after a line the next one is taken to go on with it."""
LONGEST_LINE = 1_000
ANSWERABLE = ("relay", "relay_photo", "news")
"""Messages to which an answer is a line for the other side."""


@dataclass(frozen=True)
class Said:
    """A line: words, or a picture with or without them."""

    text: str | None
    photo: Photo | None = None


async def ask_line(cmd: PressAboutOwn, *, uow: UnitOfWork, now: datetime) -> None:
    """给师傅留言, or 回一句: what?

    Raises:
        OrderNotFound: the actor neither holds it nor is it theirs.
        NobodyToTell: nobody holds it, or its resident does not use the bot.
        WrongMoment: it is over.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order = await order_for_change(tx, cmd.community_id, cmd.number)
        await _others(tx, order, person)
        payload: dict[str, Any] = {"community": order.community_id, "number": order.number}
        await begin_question(tx, person, cmd.actor.user_id, kind=LINE, step=LINE, payload=payload)


async def _others(tx: Writing, order: Order, person: Person) -> list[Person]:
    """Whom this person's lines about the order go to."""
    worked: list[Person] = []
    if order.status is Status.CLOSED and await _still_talks(tx, order, person):
        worked = [each for _, each in await holders_with_claims(tx, order.community_id, order.number, WORKED)]
    holds = await claim_of(tx, order.community_id, order.number, person.id) is not None or person in worked
    if not holds and await concern_of(tx, order, person) is not Concern.OWN:
        raise OrderNotFound(number=order.number)
    if order.status not in UNFINISHED and not worked:
        raise WrongMoment(number=order.number, status=order.status, step=Step.CORRECT)
    others = await owners_of(tx, order) if holds else worked or await holders_of(tx, order)
    others = [each for each in others if each.id != person.id]
    if not others:
        raise NobodyToTell(number=order.number)
    return others


async def _still_talks(tx: Writing, order: Order, person: Person) -> bool:
    """Whether the other side wrote to them within a day: 不客气 is said after the closing, too."""
    last = await last_line_to(tx, order, person.id)
    return order.scrubbed_at is None and last is not None and tx.now - last <= LIVES


async def answer_line(tx: Writing, person: Person, draft: DraftFacts, said: Said) -> None:
    """The line that was asked for is passed on.

    Raises:
        DomainError: as of `ask_line`, or TooManyLines.
    """
    order = await order_for_change(tx, draft.payload["community"], draft.payload["number"])
    reached = await _pass_on(tx, order, person, said)
    await end_draft(tx, draft, "sent" if reached else "unreachable")


async def answer_line_with_words(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """As `answer_line`, for words alone.

    Raises:
        DomainError: as of `answer_line`.
    """
    await answer_line(tx, person, draft, Said(text))


async def hear_reply(tx: Writing, person: Person, chat_id: int, reply_to: int | None, said: Said) -> bool:
    """An answer to a message about an order is a line for the other side. False: it is none.

    Raises:
        DomainError: as of `ask_line`, or TooManyLines.
    """
    found = None if reply_to is None else await about_message(tx, chat_id, reply_to)
    if found is None or found.topic not in ANSWERABLE:
        return False
    order = await order_for_change(tx, found.community_id, found.number)
    if found.topic == "news" and not await holders_of(tx, order):
        return await _add(tx, order, person, said)
    await tell(tx, person, order, said)
    return True


async def _add(tx: Writing, order: Order, person: Person, said: Said) -> bool:
    """Nobody holds it yet: a picture is kept for whoever will."""
    if said.photo is None or order.status not in BEFORE_DONE or await concern_of(tx, order, person) is not Concern.OWN:
        return False
    await add_photo_later(tx, person, order, said.photo)
    owe_reply(tx, person.user_id, "passed_on", community=order.community_id, number=order.number, reached=True)
    return True


@dataclass(frozen=True)
class Talk:
    """An order whose other side somebody may write to; `living`: that side wrote to them within a day (`heard`).

    `waits`: that side was not answered since; `goes_on`: they wrote to it themselves a minute ago at most; `latest`:
    when either wrote last.
    """

    order: Order
    holds: bool
    heard: datetime | None
    living: bool
    waits: bool
    goes_on: bool
    latest: datetime | None = None


async def talks_of(tx: Writing, person: Person) -> list[Talk]:
    """The orders that somebody holds, or has reported and another holds, and that are not over."""
    held = [order for _, order in await held_by(tx, person.id)]
    own = [order for order in await reported_lately(tx, person) if order.status in UNFINISHED]
    found = []
    for order in {(order.community_id, order.number): order for order in (*held, *own)}.values():
        with suppress(DomainError):
            await _others(tx, order, person)
            last = await last_line_to(tx, order, person.id)
            own_last = await last_line_from(tx, order, person.id)
            living = last is not None and tx.now - last <= LIVES
            waits = last is not None and (own_last is None or own_last < last)
            goes_on = own_last is not None and tx.now - own_last <= GOES_ON
            latest = max(filter(None, (last, own_last)), default=None)
            found.append(Talk(order, order in held, last, living, waits, goes_on, latest))
    return found


async def tell(tx: Writing, person: Person, order: Order, said: Said, *, done: bool = False) -> None:
    """Pass a line on that was written of their own accord, and say to whom it went; `done`: ask whether it is done.

    A volunteer who says that they cannot come, or that nobody opens, is asked at once what is to be done: nothing is
    given back untapped.

    Raises:
        DomainError: as of `ask_line`, or TooManyLines.
    """
    holds = await claim_of(tx, order.community_id, order.number, person.id) is not None
    words = said.text if said.text is not None and holds and order.status in OPEN_TO_WORK else ""
    away, door = says_not_coming(words), says_nobody_opens(words, tx.lexicon)
    try:
        reached = await _pass_on(tx, order, person, said)
    except NobodyToTell:
        if not away and not door:
            raise
        reached = False
    about = {"community": order.community_id, "number": order.number}
    owe_reply(tx, person.user_id, "passed_on", **about, reached=reached, away=away, door=door, done=done)


async def hear_not_coming(tx: Writing, person: Person, chat_id: int, text: str) -> bool:
    """我今天去不了啦: the resident hears it, the holder is asked what is to be done. False: it says nothing of that.

    Who holds several chooses at once what is to be done about which: its resident hears what comes of it.
    """
    if not says_not_coming(text):
        return False
    held = [order for _, order in await held_by(tx, person.id) if order.status in OPEN_TO_WORK]
    if len(held) == 1:
        await tell(tx, person, held[0], Said(text))
    elif held:
        owe_reply(tx, chat_id, "which_visit", orders=[[order.community_id, order.number] for order in held])
    return bool(held)


async def reaches_nobody(tx: Writing, person: Person, *, number: int | None = None) -> bool:
    """Whoever holds orders whose residents do not use the bot said when they come: they hear whom they have to phone.

    It is a word about their work all the same. False: they hold none. `number`: the only one that is meant.
    """
    held = [(claim, order) for claim, order in await held_by(tx, person.id) if order.status in OPEN_TO_WORK]
    held = [(claim, order) for claim, order in held if number in (None, order.number)]
    for claim, order in held:
        community = await tx.session.get_one(Community, order.community_id)
        claim.gives_sign(until=silent_from(community, order, tx.now))
    if held:
        about = {"community": held[0][1].community_id, "number": held[0][1].number}
        numbers = [order.number for _, order in held]
        owe_reply(tx, person.user_id, "passed_on", **about, reached=False, numbers=numbers)
    return bool(held)


async def _pass_on(tx: Writing, order: Order, person: Person, said: Said) -> bool:
    """To everybody on the other side; whether the bot can write to any of them."""
    others = await _others(tx, order, person)
    if await lines_since(tx, order, person.id, tx.now - WHILE) >= MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    claim, words = await claim_of(tx, order.community_id, order.number, person.id), said.text
    if claim is not None:
        community = await tx.session.get_one(Community, order.community_id)
        claim.gives_sign(until=silent_from(community, order, tx.now))
        words = None if words is None else with_instant(words, tx.now.astimezone(community.zone))
    reachable = [each for each in others if each.may_be_reached()]
    for other in reachable:
        text = words[:LONGEST_LINE] if words else None
        seq = await keep_line(tx, order, person.id, other.id, text)
        if said.photo is not None:
            owe_photo(tx, order, other.user_id, (said.photo.file_id, said.photo.unique_id), line=seq)
        else:
            owe_line(tx, order, other.user_id, seq)
    return bool(reachable)


async def line_did_not_arrive(tx: Writing, row: OutboxMessage) -> None:
    """The bot could not write to whom a line was for: who wrote it hears so."""
    if row.topic not in ("relay", "relay_photo") or row.number is None:
        return
    seq = tx.vault.open_json(row.facts).get("line")
    line = None if seq is None else await tx.session.get(Relayed, (row.community_id, row.number, seq))
    writer = None if line is None else await tx.session.get(Person, line.from_id)
    if writer is not None:
        owe_reply(tx, writer.user_id, "passed_on", community=row.community_id, number=row.number, reached=False)
