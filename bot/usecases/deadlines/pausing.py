"""等配件, 住户不在: the clocks of an order stand still, with a reason, and run on by a tap or when the day has come."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired, WrongMoment
from bot.domain.ids import PersonId
from bot.domain.life import ACTIVE_CLAIM, OPEN_TO_WORK, Step
from bot.domain.pausing import PauseReason
from bot.domain.place_errors import NotYoursAnyMore
from bot.domain.roles import STAFF, Part
from bot.language.dates.when import find_when
from bot.models import Community, Order, Person
from bot.models.due import DueKind
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import roles_in
from bot.storage.repairs.claims import held_before, holders_with_claims
from bot.storage.repairs.due import drop_due, set_due
from bot.storage.repairs.orders import claim_of, order_for_change, take_step
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise, require_staff
from bot.usecases.deadlines.clocks import expect_levels, run_on, silent_from
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft, owe_card, owe_job, owe_news
from bot.usecases.owed.owing_clocks import ladder_cards_follow
from bot.usecases.owed.owing_places import owe_place_notice
from bot.usecases.repairs.holding import PlacePress

PAUSE, WHY, UNTIL = "pause", "why", "until"
REASONS: Mapping[str, PauseReason] = {"part": PauseReason.PART, "away": PauseReason.AWAY}
DAYS: Mapping[str, int] = {"1": 1, "3": 3, "7": 7, "14": 14}
"""Until when, in days; who cannot say gets the longest: nothing stands still for ever."""
LONGEST_DAYS = 60
LONGEST_NOTE = 200


async def part_in(tx: Writing, person: Person, order: Order) -> Part:
    """In which part somebody may pause an order: who holds it, or staff.

    Raises:
        NotYoursAnyMore: they held it once.
        NotAllowed: neither.
    """
    if await claim_of(tx, order.community_id, order.number, person.id) is not None:
        return Part.HOLDER
    staff = STAFF & await roles_in(tx, order.community_id, person.id)
    if not staff and await held_before(tx, order, person.id):
        raise NotYoursAnyMore(number=order.number)
    await require_staff(tx, order.community_id, person, "pause")
    return Part.STAFF


async def ask_pause(cmd: PlacePress, *, uow: UnitOfWork, now: datetime) -> None:
    """要等等: ask why.

    Raises:
        NotAllowed: the actor neither holds it nor is staff there.
        OrderNotFound: there is no such order.
        WrongMoment: it is done, has ended, or stands still already.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order = await order_for_change(tx, cmd.community_id, cmd.number)
        await part_in(tx, person, order)
        _require_running(order)
        payload: dict[str, Any] = {"community": order.community_id, "number": order.number}
        await begin_question(tx, person, cmd.actor.user_id, kind=PAUSE, step=WHY, payload=payload)


def _require_running(order: Order) -> None:
    if order.status not in OPEN_TO_WORK or order.paused_at is not None:
        raise WrongMoment(number=order.number, status=order.status, step=Step.PAUSE)


@dataclass(frozen=True)
class PressPause:
    """A ready answer to why, or until when."""

    actor: Actor
    serial: int
    choice: str


async def press_pause(cmd: PressPause, *, uow: UnitOfWork, now: datetime) -> None:
    """Keep why and ask until when; or pause.

    Raises:
        ButtonExpired: that question has been answered.
        NotAllowed, WrongMoment: as `ask_pause`.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, PAUSE, cmd.serial)
        if draft is None:
            raise ButtonExpired
        if draft.step == WHY and cmd.choice in REASONS:
            await _until_when(tx, draft, REASONS[cmd.choice], None)
        elif draft.step == UNTIL and cmd.choice in DAYS:
            await _settle(tx, person, draft, days=DAYS[cmd.choice])
        else:
            raise ButtonExpired


async def answer_pause(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """Why, or until when, in their own words.

    Raises:
        BadInput: it names no day ahead.
        NotAllowed, WrongMoment: as `ask_pause`.
    """
    if draft.step == WHY:
        await _until_when(tx, draft, PauseReason.OTHER, text.strip()[:LONGEST_NOTE])
        return
    community = await tx.session.get_one(Community, draft.payload["community"])
    local = tx.now.astimezone(community.zone)
    when = find_when(text, local)
    begins = None if when is None else when.begins or when.ends
    days = 0 if begins is None else (begins.date() - local.date()).days
    if not 0 < days <= LONGEST_DAYS:
        raise BadInput(field="pause_until", example="下周一")
    await _settle(tx, person, draft, days=days)


async def _until_when(tx: Writing, draft: DraftFacts, reason: PauseReason, note: str | None) -> None:
    payload = {**draft.payload, "reason": str(reason), "note": note}
    await keep_draft(tx, replace(draft, step=UNTIL, payload=payload))


async def _settle(tx: Writing, person: Person, draft: DraftFacts, *, days: int) -> None:
    order = await order_for_change(tx, draft.payload["community"], draft.payload["number"])
    part = await part_in(tx, person, order)
    _require_running(order)
    community = await tx.session.get_one(Community, order.community_id)
    day = tx.now.astimezone(community.zone).date() + timedelta(days=days)
    order.paused_for = PauseReason(draft.payload["reason"])
    order.paused_note = tx.vault.seal_or_none(draft.payload["note"])
    reason = str(order.paused_for)
    await take_step(tx, order, Step.PAUSE, by=part, actor_id=person.id, reason=reason, until=day.isoformat())
    await _stands_still(tx, community, order, day)
    await end_draft(tx, draft, "paused")


async def _stands_still(tx: Writing, community: Community, order: Order, day: date) -> None:
    ways = community.ways()
    until = datetime.combine(day, time(ways.work_begins), tzinfo=community.zone)
    order.paused_at, order.paused_until = tx.now, community.by_day(until, ways)
    await drop_due(tx, order, {DueKind.UNCLAIMED, DueKind.LATE})
    await set_due(tx, order, DueKind.PAUSE_ENDS, order.paused_until)
    await _show(tx, community, order)
    await owe_news(tx, order, "paused", reason=day.isoformat())


async def _show(tx: Writing, community: Community, order: Order, *, noticed: bool = False) -> None:
    """The card and the holders' messages say how it stands; `noticed`: these hear it, too."""
    owe_card(tx, community, order)
    await ladder_cards_follow(tx, order)
    for claim, holder in await holders_with_claims(tx, order.community_id, order.number, tuple(ACTIVE_CLAIM)):
        claim.gives_sign(until=silent_from(community, order, tx.now))
        owe_job(tx, order, claim, holder.user_id)
        if noticed:
            owe_place_notice(tx, order, holder.user_id, "resumed")


async def resume(cmd: PlacePress, *, uow: UnitOfWork, now: datetime) -> bool:
    """接着修: the clocks run on; False if they ran already.

    Raises:
        NotAllowed: the actor neither holds it nor is staff there.
        OrderNotFound: there is no such order.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order = await order_for_change(tx, cmd.community_id, cmd.number)
        part = await part_in(tx, person, order)
        if order.paused_at is None:
            return False
        await _goes_on(tx, order, part, person.id)
        return True


async def pause_ends(tx: Writing, order: Order, _subject: int) -> None:
    """The day has come: the clocks run on, and who holds it hears so."""
    if order.paused_at is not None and order.paused_until is not None and order.paused_until <= tx.now:
        await _goes_on(tx, order, Part.CLOCK, None)


async def _goes_on(tx: Writing, order: Order, part: Part, person_id: PersonId | None) -> None:
    community = await tx.session.get_one(Community, order.community_id)
    stood = run_on(community, order, tx.now)
    await take_step(tx, order, Step.RESUME, by=part, actor_id=person_id, minutes=stood // timedelta(minutes=1))
    await drop_due(tx, order, {DueKind.PAUSE_ENDS})
    await expect_levels(tx, community, order)
    await _show(tx, community, order, noticed=part is Part.CLOCK)
