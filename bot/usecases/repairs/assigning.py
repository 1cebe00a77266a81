"""派单: staff give a place of an order to somebody of the team."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import HoldsAlready, NotOnTheTeam, PlacesKept, WrongMoment
from bot.domain.ids import PersonId
from bot.domain.life import ACTIVE_CLAIM, OPEN_TO_WORK, ClaimState, Step
from bot.domain.place_errors import PlacesHeld
from bot.domain.roles import Part
from bot.models import Claim, Community, Order, Person
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.repairs.claims import holders_with_claims
from bot.storage.repairs.colleagues import colleagues, named
from bot.storage.repairs.orders import claim_of, order_for_change, write_event
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.chats.acting import Actor, require_staff, staff_here
from bot.usecases.owed.owing import begin_question, end_draft
from bot.usecases.owed.owing_places import owe_place_said
from bot.usecases.repairs.holding import new_hold, tell_of_hold
from bot.usecases.repairs.queueing import takes_turn
from bot.usecases.repairs.releasing import free_all

ASSIGN = "assign"


@dataclass(frozen=True)
class AssignOrder:
    """Staff say who goes: by name, or by the account that a mention carries; nothing said asks them."""

    actor: Actor
    community_id: int
    number: int
    name: str
    user_id: int | None = None


async def assign_order(cmd: AssignOrder, *, uow: UnitOfWork, now: datetime) -> None:
    """Give a place to who is meant; where nobody can tell who, the team's names are offered in the private chat.

    Raises:
        NotAllowed: the actor is not staff there.
        OrderNotFound: there is no such order.
        NotOnTheTeam: nobody there is called so.
        PlacesHeld, PlacesKept, HoldsAlready, WrongMoment: as `give_by_staff`.
    """
    async with uow.writing(now) as tx:
        staff, community = await staff_here(tx, cmd.actor, cmd.community_id, "assign")
        order = await order_for_change(tx, community.id, cmd.number)
        team = await colleagues(tx, order, besides=())
        found = [each for each in team if each.user_id == cmd.user_id] or await named(tx, team, cmd.name)
        if cmd.name and not found:
            raise NotOnTheTeam(name=cmd.name)
        if len(found) == 1:
            person = await tx.session.get_one(Person, found[0].id)
            claim = await give_by_staff(tx, community, order, person, by=staff)
            waits = claim.state is ClaimState.AWAITING_START
            owe_place_said(tx, cmd.actor, order, "assigned", who=person.id, waits=waits)
            return
        await _require_place(tx, order)
        payload = {"community": community.id, "number": order.number, "name": cmd.name}
        await begin_question(tx, staff, cmd.actor.user_id, kind=ASSIGN, step="who", payload=payload)


async def give_by_staff(tx: Writing, community: Community, order: Order, person: Person, *, by: Person) -> Claim:
    """The place is theirs, and they get the contact; the order is locked, and `by` is known to be staff.

    Raises:
        HoldsAlready: they hold it.
        PlacesHeld: all places are taken.
        PlacesKept: those that are free are kept for others of the wait-list.
        WrongMoment: it is done, or has ended, or is not the volunteers' yet.
    """
    if await claim_of(tx, community.id, order.number, person.id) is not None:
        raise HoldsAlready(number=order.number, name=tx.vault.open(person.name))
    if not await takes_turn(tx, order, person):
        await _require_place(tx, order)
    was = order.status
    order.take_place(Step.ASSIGN, by=Part.STAFF, at=tx.now)
    claim = await new_hold(tx, community, order, person, given_by=by.id)
    await write_event(tx, order, Step.ASSIGN, actor_id=by.id, was=was, claim=claim.id)
    await tell_of_hold(tx, community, order, claim, person)
    return claim


async def _require_place(tx: Writing, order: Order) -> None:
    if order.status not in OPEN_TO_WORK:
        raise WrongMoment(number=order.number, status=order.status, step=Step.ASSIGN)
    if order.places_free > 0:
        return
    if order.places_reserved:
        raise PlacesKept(number=order.number)
    held = await holders_with_claims(tx, order.community_id, order.number, tuple(ACTIVE_CLAIM))
    raise PlacesHeld(number=order.number, holders=tuple(tx.vault.open(holder.name) for _, holder in held))


async def assign_chosen(tx: Writing, staff: Person, draft: DraftFacts, person_id: PersonId) -> None:
    """A name was chosen; whoever they go instead of need not go any more.

    Raises:
        NotAllowed: the actor is not staff there (any more).
        PlacesHeld, PlacesKept, HoldsAlready, WrongMoment: as `give_by_staff`.
    """
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_staff(tx, community.id, staff, "assign")
    order = await order_for_change(tx, community.id, draft.payload["number"])
    person = await tx.session.get_one(Person, person_id)
    if draft.payload.get("instead"):
        await free_all(tx, order, by=staff)
    await give_by_staff(tx, community, order, person, by=staff)
    await end_draft(tx, draft, "assigned", who=person.id)
