"""Residents follow their orders: they ask how one stands, and ask to hurry."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.errors import NudgedToday
from bot.domain.life import Status, Step
from bot.domain.roles import Part
from bot.domain.schedule import day_span, local_day
from bot.models import Community, Order
from bot.storage.community.parties import party_facts
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import people_with
from bot.storage.members.residents import concerning_order, holders_of, nudged_since
from bot.storage.repairs.orders import write_event
from bot.usecases.chats.acting import Actor, recognise, require_private
from bot.usecases.chats.asking import reply_status
from bot.usecases.owed.owing import owe_wish


@dataclass(frozen=True)
class PressAboutOwn:
    """Somebody pressed a button under what they heard of an order; whether it concerns them is looked up."""

    actor: Actor
    community_id: int
    number: int


async def ask_about_one(cmd: PressAboutOwn, *, uow: UnitOfWork, now: datetime) -> None:
    """How one of several orders stands.

    Raises:
        OnlyInPrivate: it was asked in a group.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        reply_status(tx, person, cmd.actor, cmd.number, community=cmd.community_id)


async def nudge(cmd: PressAboutOwn, *, uow: UnitOfWork, now: datetime) -> bool:
    """催一下: whoever has the order now hears that it is waited for; True if they hear it in the morning only.

    Raises:
        OrderNotFound: no such order concerns the actor.
        NudgedToday: somebody did so today.
        WrongMoment: there is nothing to hurry any more.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order = await concerning_order(tx, cmd.community_id, cmd.number, person)
        community = await tx.session.get_one(Community, order.community_id)
        was = order.status
        order.move(Step.NUDGE, by=Part.REPORTER, at=now)
        today, _ = day_span(local_day(now, community.zone), community.zone)
        if await nudged_since(tx, order, today):
            raise NudgedToday(number=order.number)
        await write_event(tx, order, Step.NUDGE, actor_id=person.id, was=was)
        morning = community.by_day(now)
        await tell_who_has_it(tx, order, "nudged", not_before=morning)
        return morning > now


async def tell_who_has_it(
    tx: Writing,
    order: Order,
    wish: str,
    *,
    was: Status | None = None,
    not_before: datetime | None = None,
    **facts: Any,
) -> None:
    """The holders hear what the resident wants; where there are none, staff and the outside party.

    `was`: how the order stood when it was wanted, where that has ended it.
    """
    holders = [person.user_id for person in await holders_of(tx, order)]
    staff = [] if holders else [each.user_id for each in await people_with(tx, order.community_id)]
    for user_id in (*holders, *staff):
        owe_wish(tx, order, user_id, wish, not_before=not_before, held=bool(holders), **facts)
    if not holders and (was or order.status) is Status.REDIRECTED:
        party = await party_facts(tx, order.community_id, order.party_id)
        if party is not None and party.user_id is not None and party.user_id not in staff:
            owe_wish(tx, order, party.user_id, wish, not_before=not_before, held=False, to_party=True, **facts)
