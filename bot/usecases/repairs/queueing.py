"""The wait-list: who comes too late for an order may queue, and is asked when a place falls free.

While somebody is asked the place is kept for them: the claim's conditional write counts it as taken, so exactly one
gets it, and nobody who waited is overtaken by whoever happens to look at the group. A critical order waits for
nobody: its free places are everybody's at once, and who was asked is one of them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import (
    ButtonExpired,
    PlaceFree,
    TooManyClaims,
    WrongMoment,
)
from bot.domain.ids import PersonId
from bot.domain.life import LIFE, OPEN_TO_WORK, Status, Step
from bot.domain.roles import Part, Role
from bot.domain.urgency import Urgency
from bot.models import Community, Order, Person, QueuePlace
from bot.models.due import DueKind
from bot.models.outbox import OutState
from bot.models.people import Reach
from bot.models.team import QueueState
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import add_role
from bot.storage.post.outbox import message_by_key
from bot.storage.repairs.due import drop_due, set_due
from bot.storage.repairs.orders import order_for_change, write_event
from bot.storage.repairs.queue import IN_LINE, asked_in_line, how_many_before, next_in_line, place_in_line, queue_up
from bot.usecases.chats.acting import recognise
from bot.usecases.owed.owing import owe_card, owe_reply
from bot.usecases.owed.owing_community import owe_keys
from bot.usecases.owed.owing_places import owe_turn, turn_key
from bot.usecases.repairs.claiming import ClaimOrder, refusal_for
from bot.usecases.repairs.holding import PlacePress, new_hold, taken_by_others, tell_of_hold
from bot.usecases.repairs.paying import give_gift


@dataclass(frozen=True)
class InLine:
    """Somebody's place in the line.

    Attributes:
        before: how many come before them.
        asked: it is their turn, the question stands in their private chat.
        kept: it is their turn, and they are asked in the morning.
        must_start: the bot cannot write to them before they open the private chat.
    """

    before: int
    asked: bool
    must_start: bool
    kept: bool = False


async def join_line(cmd: PlacePress, *, uow: UnitOfWork, now: datetime, by_words: bool = False) -> InLine:
    """我排队: wait for a place, or hear again which place in the line one has; `by_words`: in a message.

    Raises:
        NoCommunity, OrderNotFound: there is no such order.
        TeamClosed, SkillMissing: they may not have it.
        AlreadyYours: they hold the order.
        PlaceFree: nobody has to wait for it.
        WrongMoment: it is done, or has ended.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        return await (join_line_by_words if by_words else _join)(tx, person, cmd)


async def join_line_by_words(tx: Writing, person: Person, cmd: PlacePress) -> InLine:
    """As above; it is answered privately, or where it was written if the bot may not write to them yet.

    Raises:
        DomainError: as above.
    """
    place = await _join(tx, person, cmd)
    facts = {"number": cmd.number, "place": None if place.asked else place.before + 1, "kept": place.kept}
    chat_id, name = (cmd.actor.chat_id, cmd.actor.name) if place.must_start else (person.user_id, None)
    thread_id = cmd.actor.thread_id if place.must_start else None
    owe_reply(tx, chat_id, "place_queued", thread_id=thread_id, community=cmd.community_id, name=name, **facts)
    return place


async def _join(tx: Writing, person: Person, cmd: PlacePress) -> InLine:
    why = await refusal_for(tx, person, ClaimOrder(cmd.actor, cmd.community_id, cmd.number))
    if why is not None and not isinstance(why, TooManyClaims):  # they may have finished another one by then
        raise why
    order = await order_for_change(tx, cmd.community_id, cmd.number)
    if order.status not in OPEN_TO_WORK:
        raise WrongMoment(number=order.number, status=order.status, step=Step.CLAIM)
    place = await place_in_line(tx, order, person.id)
    if place is None or place.state not in IN_LINE:
        if order.places_free > 0:
            raise PlaceFree(number=order.number)
        if await add_role(tx, order.community_id, person.id, Role.VOLUNTEER):
            community = await tx.session.get_one(Community, order.community_id)
            await give_gift(tx, community, person)
            owe_keys(tx, community, person)
        place = await queue_up(tx, order, person)
    before = await how_many_before(tx, place)
    must_start = person.reach is not Reach.STARTED
    return InLine(before, place.state is QueueState.ASKED, must_start, kept=place.kept_till_morning)


async def accept_turn(cmd: PlacePress, *, uow: UnitOfWork, now: datetime) -> None:
    """我去: the place that was kept is theirs.

    Raises:
        ButtonExpired: they are not asked (any more).
        AlreadyYours: they hold the order.
        TooManyClaims: they hold as many orders as the community allows; the question stands.
        TeamClosed, SkillMissing: they are not in the team any more, or it insists on a trade that they do not name.
        OrderTaken: nothing was kept, for the order is critical, and others were faster; they keep their place in line.
        WrongMoment: it is done, or has ended.
    """
    async with uow.writing(now) as tx:
        await take_turn(tx, await recognise(tx, cmd.actor), cmd)


async def take_turn(tx: Writing, person: Person, cmd: PlacePress) -> None:
    """As above, by whatever they said it.

    Raises:
        DomainError: as above.
    """
    why = await refusal_for(tx, person, ClaimOrder(cmd.actor, cmd.community_id, cmd.number))
    if why is not None:
        raise why
    order = await order_for_change(tx, cmd.community_id, cmd.number)
    community = await tx.session.get_one(Community, order.community_id)
    await _require_room(tx, order)
    if not await takes_turn(tx, order, person):
        raise ButtonExpired
    was = order.status
    order.take_place(Step.CLAIM, by=Part.VOLUNTEER, at=tx.now)
    claim = await new_hold(tx, community, order, person)
    await write_event(tx, order, Step.CLAIM, actor_id=person.id, was=was, claim=claim.id, queued=True)
    await tell_of_hold(tx, community, order, claim, person)


async def _require_room(tx: Writing, order: Order) -> None:
    """A place for them: what was kept, or, where nothing is kept, one that nobody has taken.

    Raises:
        OrderTaken, WrongMoment: as `accept_turn`.
    """
    if order.places_taken == order.people_needed and order.status in OPEN_TO_WORK:
        raise await taken_by_others(tx, order)
    if (order.status, Step.CLAIM) not in LIFE:
        raise WrongMoment(number=order.number, status=order.status, step=Step.CLAIM)


async def leave_line(cmd: PlacePress, *, uow: UnitOfWork, now: datetime) -> None:
    """不去了, 不排了: the place in the line is given up; who was asked lets the next one be asked.

    Raises:
        ButtonExpired: they do not wait for it (any more).
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if not await give_up_line(tx, person, cmd.community_id, cmd.number):
            raise ButtonExpired


async def give_up_line(tx: Writing, person: Person, community_id: int, number: int) -> bool:
    """Give somebody's place in the line up; False if they do not wait for the order (any more)."""
    order = await order_for_change(tx, community_id, number)
    place = await place_in_line(tx, order, person.id)
    if place is None or place.state not in IN_LINE:
        return False
    if place.state is QueueState.WAITING:
        place.state = QueueState.LEFT
        return True
    await _ends_turn(tx, order, place, QueueState.DECLINED, person)
    await _goes_on(tx, order)
    return True


async def look_at_turn(tx: Writing, order: Order, subject: int) -> None:
    """Whose place was kept over the night is asked; who was asked in vain lets the next one be asked, or everybody.

    The time to answer runs from when the question stood in their chat: however late the clock or Telegram is,
    nobody loses a turn unasked.
    """
    person = await tx.session.get_one(Person, PersonId(subject))
    place = await place_in_line(tx, order, person.id)
    if place is None or place.state is not QueueState.ASKED:
        return
    community = await tx.session.get_one(Community, order.community_id)
    if place.kept_till_morning:
        await _ask(tx, community, order, place, person)
        owe_card(tx, community, order)
        return
    until = await _time_is_up(tx, community, order, place)
    if until > tx.now:
        place.answer_by = until
        await set_due(tx, order, DueKind.QUEUE_ANSWER, until, subject=person.id)
        return
    await _ends_turn(tx, order, place, QueueState.EXPIRED, person)
    await _goes_on(tx, order)


async def _time_is_up(tx: Writing, community: Community, order: Order, place: QueuePlace) -> datetime:
    """When who was asked has had their time; at once, where the bot may not write to them."""
    question = await message_by_key(tx.session, turn_key(order, place))
    if question is None or question.state is OutState.FAILED:
        return tx.now
    return (question.sent_at or tx.now) + timedelta(minutes=community.ways().queue_answer_minutes)


async def _goes_on(tx: Writing, order: Order) -> None:
    community = await tx.session.get_one(Community, order.community_id)
    await ask_the_line(tx, community, order)
    if order.status in OPEN_TO_WORK:
        owe_card(tx, community, order)


async def takes_turn(tx: Writing, order: Order, person: Person) -> bool:
    """Somebody gets a place: if one was kept for them, it is this one; False when none was."""
    place = await place_in_line(tx, order, person.id)
    if place is None or place.state is not QueueState.ASKED:
        return False
    await _ends_turn(tx, order, place, QueueState.ACCEPTED, person)
    return True


async def _ends_turn(tx: Writing, order: Order, place: QueuePlace, state: QueueState, person: Person) -> None:
    place.state = state
    place.answer_by = None
    await _keep_places(tx, order)
    await drop_due(tx, order, {DueKind.QUEUE_ANSWER}, subject=person.id)
    owe_turn(tx, order, place, person.user_id)


async def _keep_places(tx: Writing, order: Order) -> None:
    """One place for each who was asked; none where it is critical."""
    await tx.session.flush()
    asked = 0 if order.urgency is Urgency.CRITICAL else len(await asked_in_line(tx, order))
    order.places_reserved = min(asked, order.people_needed - order.places_taken)


async def ask_the_line(tx: Writing, community: Community, order: Order) -> None:
    """A place is free: the first of those who wait are asked, as many as there are free places.

    At night the place is only kept for them, and they are asked in the morning; an urgent order asks at once.
    """
    if order.status is not Status.OPEN:
        return
    asked = len(await asked_in_line(tx, order))
    wanted = order.people_needed - order.places_taken - asked
    if wanted <= 0:
        return
    begins = community.by_day(tx.now) if order.urgency is Urgency.NORMAL else tx.now
    for place, person in await next_in_line(tx, order, wanted):
        place.state = QueueState.ASKED
        if begins <= tx.now:
            await _ask(tx, community, order, place, person)
        else:
            await set_due(tx, order, DueKind.QUEUE_ANSWER, begins, subject=person.id)
    await _keep_places(tx, order)


async def _ask(tx: Writing, community: Community, order: Order, place: QueuePlace, person: Person) -> None:
    place.answer_by = tx.now + timedelta(minutes=community.ways().queue_answer_minutes)
    await set_due(tx, order, DueKind.QUEUE_ANSWER, place.answer_by, subject=person.id)
    owe_turn(tx, order, place, person.user_id)


async def close_line(tx: Writing, order: Order) -> None:
    """The order is nobody's business any more: who was asked sees that, and nothing is kept for them."""
    for place, person in await asked_in_line(tx, order):
        await _ends_turn(tx, order, place, QueueState.LEFT, person)
