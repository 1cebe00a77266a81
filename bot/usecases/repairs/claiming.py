"""Claiming an order: the first to tap or reply wins, and everybody else hears who was faster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.errors import (
    AlreadyYours,
    DomainError,
    NoCommunity,
    OrderNotFound,
    OrderTaken,
    PlacesKept,
    SkillMissing,
    TeamClosed,
    TooManyClaims,
    WrongMoment,
)
from bot.domain.ids import ClaimId
from bot.domain.life import OPEN_TO_WORK, ClaimState, Status, Step
from bot.domain.roles import Role
from bot.language.talk.replies import claim_in_group, is_claim_word
from bot.models import Claim, Community, Order, Person
from bot.models.people import Reach
from bot.storage.community.communities import community_of_chat
from bot.storage.ground.uow import UnitOfWork, Writing, occasion_of
from bot.storage.members.people import add_role, concerned_by
from bot.storage.repairs.claim_books import (
    ClaimBooks,
    OrderKey,
    Surroundings,
    open_books,
    read_holds,
    surroundings,
    take_places,
)
from bot.storage.repairs.claim_skills import lacking_skills
from bot.storage.repairs.missed import Missed, missed_orders
from bot.storage.repairs.orders import PastStep, add_event, order_of_card
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.deadlines.clocks import silent_from
from bot.usecases.owed.owing import owe_card, owe_job, owe_job_photos, owe_news_to, owe_removal, owe_reply
from bot.usecases.owed.owing_clocks import ladder_cards_follow
from bot.usecases.owed.owing_community import owe_keys
from bot.usecases.repairs.paying import give_gift


@dataclass(frozen=True)
class ClaimOrder:
    """Somebody wants an order."""

    actor: Actor
    community_id: int
    number: int
    message_id: int | None = None
    """The card that was tapped."""
    by_text: bool = False
    """Not by a tap, whose answer could open the private chat."""


@dataclass(frozen=True)
class Outcome:
    """What became of one wish: it is theirs, or `refusal` says why not.

    Attributes:
        locale: the language of whoever wished, or of the community; None where neither is known.
        must_start: the bot may be unable to write to them before they open the private chat.
    """

    locale: str | None
    refusal: DomainError | None = None
    must_start: bool = False


async def claim_together(cmds: Mapping[int, ClaimOrder], *, uow: UnitOfWork, now: datetime) -> dict[int, Outcome]:
    """Decide on wishes that arrived together, one after the other and in one transaction; the outcomes by update.

    Who comes when the work is done already hears of those who were faster, like everybody else. Those whose turn
    it is not are missing in the answer.

    Refusals: OrderTaken (all places are taken), PlacesKept (for the wait-list), AlreadyYours, TooManyClaims (as many
    as the community allows), TeamClosed (only invited volunteers may claim here), OrderNotFound, NoCommunity,
    WrongMoment (it was cancelled).
    """
    async with uow.writing(now) as tx:
        return await _decide(tx, {seq: cmd for seq, cmd in cmds.items() if seq in tx.settled})


async def claim_order(cmd: ClaimOrder, *, uow: UnitOfWork, now: datetime) -> Outcome:
    """Give the order to the actor if a place is free; as `claim_together`, for one."""
    async with uow.writing(now) as tx:
        seq = min(tx.settled, default=0)
        return (await _decide(tx, {seq: cmd}))[seq]


@dataclass(frozen=True)
class _Win:
    seq: int
    cmd: ClaimOrder
    community: Community
    person: Person
    order: Order
    places: int = 0
    """How many were taken with this one."""


async def _decide(tx: Writing, cmds: Mapping[int, ClaimOrder]) -> dict[int, Outcome]:
    users = sorted({cmd.actor.user_id for cmd in cmds.values()})
    books = await open_books(tx, users, sorted({cmd.community_id for cmd in cmds.values()}))
    books.lacking = await lacking_skills(tx, books, {(cmd.community_id, cmd.number) for cmd in cmds.values()})
    outcomes: dict[int, Outcome] = {}
    wins: list[_Win] = []
    left = list(cmds.items())
    while left:
        now, left = _next_round(left)
        asking = [(seq, cmd, await _recognised(tx, books, cmd.actor)) for seq, cmd in now]
        refusals = {seq: _refusal(books, person, cmd) for seq, cmd, person in asking}
        wanted = [(cmd.community_id, cmd.number) for seq, cmd, _ in asking if refusals[seq] is None]
        taken = await take_places(tx, wanted) if wanted else {}
        for seq, cmd, person in asking:
            if refusals[seq] is None and (order := taken.get((cmd.community_id, cmd.number))) is not None:
                wins.append(await _won(tx, books, _Win(seq, cmd, books.communities[cmd.community_id], person, order)))
        await _learn_why_not(tx, books, [key for key in wanted if key not in taken])
        for seq, cmd, person in asking:
            missed = (cmd.community_id, cmd.number) not in taken
            refusal = refusals[seq] or (books.refusals[cmd.community_id, cmd.number] if missed else None)
            outcomes[seq] = _outcome(books, person, cmd, refusal)
    if wins:
        await _write_down(tx, wins)
    return outcomes


Wish = tuple[int, ClaimOrder]


def _next_round(wishes: Sequence[Wish]) -> tuple[list[Wish], list[Wish]]:
    """Those that can be decided side by side: nobody twice and no order twice; the others wait, in their order."""
    now: list[Wish] = []
    later: list[Wish] = []
    people: set[int] = set()
    orders: set[tuple[int, int]] = set()
    for seq, cmd in wishes:
        order = cmd.community_id, cmd.number
        waits = cmd.actor.user_id in people or order in orders
        (later if waits else now).append((seq, cmd))
        people.add(cmd.actor.user_id)
        orders.add(order)
    return now, later


def _outcome(books: ClaimBooks, person: Person, cmd: ClaimOrder, refusal: DomainError | None) -> Outcome:
    community = books.communities.get(cmd.community_id)
    locale = person.locale or (None if community is None else community.locale)
    return Outcome(locale, refusal, must_start=refusal is None and person.reach is not Reach.STARTED)


async def _recognised(tx: Writing, books: ClaimBooks, actor: Actor) -> Person:
    known = books.people.get(actor.user_id)
    person = await recognise(tx, actor, known=known)
    if known is None:
        books.people[actor.user_id] = person
        await read_holds(tx, books, [person.id])
    return person


def _refusal(books: ClaimBooks, person: Person, cmd: ClaimOrder) -> DomainError | None:
    """Why not, as far as that is known before anybody reaches for the place."""
    community = books.communities.get(cmd.community_id)
    if community is None:
        return NoCommunity()
    here = community.id, person.id
    if cmd.number in books.held[here]:
        return AlreadyYours(number=cmd.number)
    open_here = community.open_team and cmd.actor.chat_id == community.chat_id and here not in books.barred
    if here not in books.members and not open_here:
        # Any data can be sent with any button; who is not in the group must not learn where a resident lives.
        return TeamClosed()
    if books.unfinished[here] >= community.claim_limit:
        return TooManyClaims(limit=community.claim_limit)
    lacking = books.lacking.get((community.id, cmd.number, person.id))
    if lacking is not None:
        return SkillMissing(number=cmd.number, skill=lacking)
    return books.refusals.get((community.id, cmd.number))


async def refusal_for(tx: Writing, person: Person, cmd: ClaimOrder) -> DomainError | None:
    """Why this person may not have the order, whether or not a place is free; they are locked from now on.

    AlreadyYours, TooManyClaims, SkillMissing, TeamClosed or NoCommunity; None: they may.
    """
    books = await open_books(tx, [person.user_id], [cmd.community_id])
    books.lacking = await lacking_skills(tx, books, {(cmd.community_id, cmd.number)})
    return _refusal(books, person, cmd)


async def _won(tx: Writing, books: ClaimBooks, win: _Win) -> _Win:
    new = (win.community.id, win.person.id) not in books.members
    if new and await add_role(tx, win.community.id, win.person.id, Role.VOLUNTEER):
        await give_gift(tx, win.community, win.person)
        owe_keys(tx, win.community, win.person)
    books.note(win.community.id, win.person, win.order.number)
    return replace(win, places=win.order.places_taken)


async def _write_down(tx: Writing, wins: Sequence[_Win]) -> None:
    """The claims, the history, and what must be said about them."""
    orders = list({(win.order.community_id, win.order.number): win.order for win in wins}.values())
    around = await surroundings(tx, orders)
    told = await concerned_by(tx, orders)
    for win in wins:
        order, before = win.order, around[win.order.community_id, win.order.number]
        before.last_claim += 1
        before.last_event += 1
        claim = _hold(tx, win, ClaimId(before.last_claim))
        became = Status.OPEN if win.places < order.people_needed else Status.CLAIMED
        seq, mac = before.last_event, before.last_mac
        step = PastStep(Step.CLAIM, win.person.id, was=Status.OPEN, became=became, seq=seq, previous=mac)
        before.last_mac = add_event(tx, order, step, places=win.places)
        tx.occasion = occasion_of(win.seq)
        _owe_claimed(tx, win, claim, before)
        await ladder_cards_follow(tx, order)
        owe_news_to(tx, order, "claimed", told[order.community_id, order.number], claim=claim.id)


def _owe_claimed(tx: Writing, win: _Win, claim: Claim, around: Surroundings) -> None:
    order, cmd = win.order, win.cmd
    owe_job(tx, order, claim, win.person.user_id)
    if around.photos:
        owe_job_photos(tx, order, claim, win.person.user_id)
    owe_card(tx, win.community, order)
    owe_removal(tx, win.community, cmd.message_id, around.card)
    if claim.state is ClaimState.AWAITING_START and cmd.by_text:
        owe_reply(tx, cmd.actor.chat_id, "open_private", thread_id=cmd.actor.thread_id, name=cmd.actor.name)


@dataclass(frozen=True)
class ClaimByText:
    """Somebody wrote in the group; perhaps it means they want an order."""

    actor: Actor
    text: str
    reply_to: int | None
    """The message it replies to."""


async def claim_by_text(cmd: ClaimByText, *, uow: UnitOfWork, now: datetime) -> None:
    """Claim when a card is replied to with 我来 and the like, or "#1024 我来" is written; else nothing.

    Raises:
        DomainError: a refusal, as of `claim_together`.
    """
    async with uow.reading(now) as tx:
        community = await community_of_chat(tx, cmd.actor.chat_id)
        if community is None:
            return
        number = claim_in_group(cmd.text)
        if number is None and cmd.reply_to is not None and is_claim_word(cmd.text, community.locale):
            number = await order_of_card(tx, cmd.actor.chat_id, cmd.reply_to)
    if number is None:
        return
    wish = ClaimOrder(cmd.actor, community.id, number, by_text=True)
    async with uow.writing(now) as tx:
        (outcome,) = (await _decide(tx, {min(tx.settled, default=0): wish})).values()
        if outcome.refusal is not None:
            raise outcome.refusal


def _hold(tx: Writing, win: _Win, claim_id: ClaimId) -> Claim:
    started = win.person.reach is Reach.STARTED
    claim = Claim(
        community_id=win.order.community_id,
        number=win.order.number,
        id=claim_id,
        person_id=win.person.id,
        state=ClaimState.HELD if started else ClaimState.AWAITING_START,
        taken_at=tx.now,
        lapses_at=None if started else tx.now + timedelta(minutes=win.community.start_grace_minutes),
        silent_at=silent_from(win.community, win.order, tx.now),
    )
    tx.session.add(claim)
    return claim


async def _learn_why_not(tx: Writing, books: ClaimBooks, keys: Sequence[OrderKey]) -> None:
    """Note in the books why nobody gets these orders now; each was reached for, and not got."""
    found = await missed_orders(tx, keys)
    for key in keys:
        books.refusals[key] = _refusal_of_all(tx, books, key, found.get(key))


def _refusal_of_all(tx: Writing, books: ClaimBooks, key: OrderKey, missed: Missed | None) -> DomainError:
    _, number = key
    if missed is None:
        return OrderNotFound(number=number)
    names = (*missed.holders, *(tx.vault.open(person.name) for person in books.winners[key]))
    if missed.status not in OPEN_TO_WORK and not names:
        return WrongMoment(number=number, status=missed.status, step=Step.CLAIM)
    if missed.status is Status.OPEN and missed.places_reserved:
        return PlacesKept(number=number)
    return OrderTaken(number=number, holders=names, others_open=missed.others_open)
