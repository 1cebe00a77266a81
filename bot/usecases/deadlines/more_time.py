"""改时限: staff give an order more time, from now on and by its own clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.errors import ButtonExpired, WrongMoment
from bot.domain.life import ACTIVE_CLAIM, OPEN_TO_WORK, Status, Step
from bot.domain.limits import Span, due
from bot.domain.roles import Part
from bot.storage.ground.uow import UnitOfWork
from bot.storage.repairs.claims import holders_with_claims
from bot.storage.repairs.orders import order_for_change, take_step
from bot.usecases.chats.acting import Actor, staff_here
from bot.usecases.deadlines.clocks import expect_levels, hours_of
from bot.usecases.owed.owing import owe_job
from bot.usecases.owed.owing_clocks import ladder_cards_follow, owe_ladder_card

MENU, BACK = "menu", "back"
MORE: Mapping[str, Span] = {"2h": Span(minutes=120), "1d": Span(days=1), "3d": Span(days=3)}
"""How much is offered; a day is a working day where the order's clock runs in working hours."""


@dataclass(frozen=True)
class GiveTime:
    """改时限 on the ladder's card, or an answer to it."""

    actor: Actor
    community_id: int
    number: int
    choice: str


class Given(NamedTuple):
    """The new limit, and where people live."""

    by: datetime
    zone: ZoneInfo


async def give_time(cmd: GiveTime, *, uow: UnitOfWork, now: datetime) -> Given | None:
    """The new limit: of taking it while somebody is wanted, else of finishing it. None: the choice is shown.

    Raises:
        ButtonExpired: there is no such choice.
        NotAllowed: the actor is not staff there.
        OrderNotFound: there is no such order.
        WrongMoment: it is past that.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "limit")
        order = await order_for_change(tx, community.id, cmd.number)
        if order.status not in OPEN_TO_WORK:
            raise WrongMoment(number=order.number, status=order.status, step=Step.LIMIT)
        if cmd.choice in (MENU, BACK):
            owe_ladder_card(tx, order, person.id, cmd.actor.user_id, menu=MENU if cmd.choice == MENU else None)
            return None
        if cmd.choice not in MORE:
            raise ButtonExpired
        by = due(now, MORE[cmd.choice], hours_of(community, order))
        if order.status is Status.OPEN:
            order.claim_by = by
        order.finish_by = by if order.status is Status.CLAIMED else max(by, order.finish_by or by)
        await take_step(tx, order, Step.LIMIT, by=Part.STAFF, actor_id=person.id, more=cmd.choice)
        await expect_levels(tx, community, order)
        await ladder_cards_follow(tx, order)
        for claim, holder in await holders_with_claims(tx, community.id, order.number, tuple(ACTIVE_CLAIM)):
            owe_job(tx, order, claim, holder.user_id)  # it says until when
        return Given(by, community.zone)
