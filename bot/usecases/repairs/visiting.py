"""When somebody comes: read from what the resident said, set by the holder, refused by the resident, reminded of."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired, WrongMoment
from bot.domain.life import OPEN_TO_WORK, ClaimState, Step
from bot.domain.roles import Part
from bot.domain.visits import reminders
from bot.language.dates.dated import dated, set_time, undated
from bot.language.dates.visit_times import is_of_time, read_coming
from bot.language.dates.when import When, find_when
from bot.language.talk.not_coming import says_not_coming
from bot.language.talk.visit_talk import is_of_visit
from bot.models import Claim, Community, Order, Person
from bot.models.due import DueKind
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.residents import own_order
from bot.storage.repairs.claims import holders_with_claims
from bot.storage.repairs.due import drop_due, set_dues
from bot.storage.repairs.orders import order_for_change, take_step
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.deadlines.clocks import silent_from
from bot.usecases.owed.owing import begin_question, end_draft, owe_card, owe_job, owe_news
from bot.usecases.owed.owing_clocks import owe_visit
from bot.usecases.repairs.holding import PlacePress, own_claim

VISIT, WHEN = "visit", "when"
PARTS = {"am": (9, 12), "pm": (14, 18)}
"""What a ready answer means, in hours."""
LONGEST_DAYS = 60
_CHOICE = re.compile(r"(?P<days>[0-2])-(?P<part>am|pm)")
_PAST = re.compile(r"昨|前天|前晚|上个?(?:周|星期|礼拜)|yesterday|last ", re.IGNORECASE)
MOMENTS = (DueKind.EVE, DueKind.HOUR)


def note_wish(community: Community, order: Order, now: datetime) -> None:
    """When it suits the resident: the day that is meant, and the time as far as it is named and lies ahead."""
    order.appointment_at = order.appointment_until = None
    here = now.astimezone(community.zone)
    order.convenient = None if order.convenient is None else dated(order.convenient, here)
    said, day = undated(order.convenient or "")
    when = find_when(said, here)
    if when is None or when.away or when.begins is None:
        return
    # 明天 was said when the request was begun, which may be another day's 今天 by now.
    late = timedelta(0) if day is None else day - when.begins.date()
    if when.begins + late > now:
        order.appointment_at = when.begins + late
        order.appointment_until = None if when.ends is None else when.ends + late


def visit_moments(community: Community, order: Order, now: datetime) -> dict[DueKind, datetime]:
    """When both sides are reminded."""
    ways = community.ways()
    at = reminders(
        order.appointment_at,
        order.appointment_until,
        now=now,
        zone=community.zone,
        night=(ways.night_begins, ways.night_ends),
    )
    found = {DueKind.EVE: at.eve, DueKind.HOUR: at.hour}
    return {kind: moment for kind, moment in found.items() if moment is not None}


async def expect_visit(tx: Writing, community: Community, order: Order) -> None:
    """Both sides are reminded of the time that holds now, and of no other."""
    await drop_due(tx, order, MOMENTS)
    await set_dues(tx, order, visit_moments(community, order, tx.now))


async def _held(tx: Writing, person: Person, community_id: int, number: int) -> tuple[Order, Claim]:
    order = await order_for_change(tx, community_id, number)
    claim = await own_claim(tx, order, person)
    if order.status not in OPEN_TO_WORK:
        raise WrongMoment(number=number, status=order.status, step=Step.APPOINT)
    return order, claim


async def ask_visit(cmd: PlacePress, *, uow: UnitOfWork, now: datetime) -> None:
    """约个时间: ask when.

    Raises:
        OrderNotFound, NotYoursAnyMore: the actor does not hold the order (any more).
        WrongMoment: it is done already.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order, _ = await _held(tx, person, cmd.community_id, cmd.number)
        payload: dict[str, Any] = {"community": order.community_id, "number": order.number}
        await begin_question(tx, person, cmd.actor.user_id, kind=VISIT, step=WHEN, payload=payload)


@dataclass(frozen=True)
class PressVisit:
    """A ready time."""

    actor: Actor
    serial: int
    choice: str


async def press_visit(cmd: PressVisit, *, uow: UnitOfWork, now: datetime) -> None:
    """Keep the time that was chosen.

    Raises:
        ButtonExpired: the question has been answered, or the time has passed since.
        OrderNotFound, WrongMoment: as `ask_visit`.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, VISIT, cmd.serial)
        match = _CHOICE.fullmatch(cmd.choice)
        if draft is None or match is None:
            raise ButtonExpired
        community = await tx.session.get_one(Community, draft.payload["community"])
        day = now.astimezone(community.zone).date() + timedelta(days=int(match["days"]))
        begins, ends = (datetime.combine(day, time(hour), tzinfo=community.zone) for hour in PARTS[match["part"]])
        if begins <= now:
            raise ButtonExpired
        await _settle(tx, person, draft, When(cmd.choice, begins, ends))


_ONCE_MORE = re.compile(r"再(?=去|来|过去|过来|上门)")


async def may_say_when(tx: Reading, draft: DraftFacts, text: str) -> bool:
    """Whether the words are about a time; 来不了了, 不客气 and 家里有人吗 are not, 明天再去 is."""
    community = await tx.session.get_one(Community, draft.payload["community"])
    if says_not_coming(_ONCE_MORE.sub("", text)):
        return False
    here = tx.now.astimezone(community.zone)
    return read_coming(text, here) is not None or (is_of_time(text, here) and not is_of_visit(text))


async def answer_visit(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """A time in their own words.

    Raises:
        BadInput: it names no time ahead.
        OrderNotFound, WrongMoment: as `ask_visit`.
    """
    community = await tx.session.get_one(Community, draft.payload["community"])
    when = read_coming(text, tx.now.astimezone(community.zone))
    latest = tx.now + timedelta(days=LONGEST_DAYS)
    if _PAST.search(text) and (when is None or when.begins is None or when.begins <= tx.now):
        raise BadInput(field="visit_past", example="明天下午三点")
    if when is None or when.away or when.begins is None or not tx.now < when.begins <= latest:
        raise BadInput(field="visit_time", example="明天下午三点")
    await _settle(tx, person, draft, when)


async def _settle(tx: Writing, person: Person, draft: DraftFacts, when: When) -> None:
    order, claim = await _held(tx, person, draft.payload["community"], draft.payload["number"])
    community = await tx.session.get_one(Community, order.community_id)
    order.appointment_at, order.appointment_until = when.begins, when.ends
    order.convenient = set_time(when.begins or tx.now, when.ends, community.zone)
    claim.gives_sign(until=silent_from(community, order, tx.now))
    facts = {"claim": claim.id, "visit": order.convenient}
    await take_step(tx, order, Step.APPOINT, by=Part.HOLDER, actor_id=person.id, **facts)
    await expect_visit(tx, community, order)
    await _show(tx, community, order)
    told = await owe_news(tx, order, "visit", claim=claim.id)
    reminded = [str(kind) for kind in (DueKind.EVE, DueKind.HOUR) if kind in visit_moments(community, order, tx.now)]
    await end_draft(tx, draft, "set", told=told, reminded=reminded)


async def _show(tx: Writing, community: Community, order: Order) -> None:
    owe_card(tx, community, order)
    for claim, holder in await holders_with_claims(tx, order.community_id, order.number, (ClaimState.HELD,)):
        owe_job(tx, order, claim, holder.user_id)


@dataclass(frozen=True)
class RefuseVisit:
    """这个时间不行, under the time it was about."""

    actor: Actor
    community_id: int
    number: int
    stamp: int


async def refuse_visit(cmd: RefuseVisit, *, uow: UnitOfWork, now: datetime) -> None:
    """The holder hears it, and is asked for another time.

    Raises:
        OrderNotFound: it is not the actor's own.
        ButtonExpired: another time holds by now, or none.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order = await own_order(tx, cmd.community_id, cmd.number, person)
        if order.appointment_at is None or int(order.appointment_at.timestamp()) != cmd.stamp:
            raise ButtonExpired
        await take_step(tx, order, Step.REFUSE, by=Part.REPORTER, actor_id=person.id)
        order.appointment_at = order.appointment_until = order.convenient = None
        community = await tx.session.get_one(Community, order.community_id)
        await expect_visit(tx, community, order)
        await _show(tx, community, order)
        for claim, holder in await holders_with_claims(tx, order.community_id, order.number, (ClaimState.HELD,)):
            owe_visit(tx, order, claim.id, holder.user_id, "refused")


async def visit_is_tomorrow(tx: Writing, order: Order, _subject: int) -> None:
    """The evening before."""
    await _remind(tx, order, "eve")


async def visit_is_soon(tx: Writing, order: Order, _subject: int) -> None:
    """The hour before."""
    await _remind(tx, order, "hour")


async def _remind(tx: Writing, order: Order, when: str) -> None:
    """Both sides, where somebody comes: nobody waits for an order that ended, stands still or has no volunteer."""
    ahead = order.appointment_at is not None and order.appointment_at > tx.now
    if not ahead or order.status not in OPEN_TO_WORK or order.paused_at is not None:
        return
    held = await holders_with_claims(tx, order.community_id, order.number, (ClaimState.HELD,))
    going = [(claim, holder) for claim, holder in held if claim.arrived_at is None]
    for claim, holder in going:
        owe_visit(tx, order, claim.id, holder.user_id, when)
    if going:
        await owe_news(tx, order, f"visit_{when}", claim=going[0][0].id)
