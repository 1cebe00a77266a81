"""A square with everybody on it: two communities, every part somebody can play, an order in every state.

The orders are put into the database as they would stand there after a life of their own; what is tried on them then
goes through the real buttons and commands.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from bot.domain.ids import ClaimId, CommunityId, OrderNumber, PersonId
from bot.domain.life import ENDED, LIFE, ClaimState, Status, Step
from bot.domain.roles import Part, Role
from bot.models import Claim, Community, FollowUp, Order, OrderEvent, Party, Person
from bot.models.people import Reach
from bot.models.places import PartyKind
from bot.sandbox.messages import Message
from bot.storage.ground.uow import Writing
from bot.storage.members.people import add_role, meet
from bot.storage.repairs.orders import write_event
from bot.usecases.repairs.order_details import OrderDetails
from bot.usecases.repairs.posting import make_order
from tests.hostile.watch import Watch
from tests.town import Actor

HERE, NEXT_DOOR = CommunityId(1), CommunityId(2)
PARTY = 1
FIRST = OrderNumber(1001)
"""The order of the card, which goes on."""
HELD = ("half", "claimed", "done")
"""The states in which the holder has a place of an order."""
STATES = ("half", *(status.value for status in Status))
"""`half` is open with one of two places taken."""
PARTS: dict[str, frozenset[Part]] = {
    "secretary": frozenset({Part.STAFF, Part.VOLUNTEER}),
    "clerk": frozenset({Part.STAFF, Part.VOLUNTEER}),
    "volunteer": frozenset({Part.VOLUNTEER}),
    "holder": frozenset({Part.VOLUNTEER}),
    "reporter": frozenset({Part.REPORTER}),
    "party": frozenset(),
    "resident": frozenset(),
    "stranger": frozenset(),
    "neighbour": frozenset(),
    "neighbours' secretary": frozenset(),
}
"""What each of them may be for an order here, beside what the order makes of them."""
OUTSIDERS = ("resident", "stranger", "neighbour", "neighbours' secretary")
"""They are nobody here."""
ROLES = {
    "secretary": (HERE, Role.SECRETARY),
    "clerk": (HERE, Role.CLERK),
    "volunteer": (HERE, Role.VOLUNTEER),
    "holder": (HERE, Role.VOLUNTEER),
    "neighbour": (NEXT_DOOR, Role.VOLUNTEER),
    "neighbours' secretary": (NEXT_DOOR, Role.SECRETARY),
}


@dataclass(frozen=True)
class Place:
    """One order in one state, and whether the holder has a place of it."""

    number: int
    state: str

    @property
    def status(self) -> Status:
        """Where the order stands."""
        return Status.OPEN if self.state == "half" else Status(self.state)

    @property
    def held(self) -> bool:
        """Whether the holder has a place of it."""
        return self.state in HELD


@dataclass
class Square:
    """Everybody by the part they play, and every order by the state it is in."""

    watch: Watch
    card: Message
    """What all buttons are forged under."""
    people: dict[str, Actor]
    orders: dict[str, Place] = field(default_factory=dict)

    def parts(self, who: str, place: Place) -> frozenset[Part]:
        """What somebody is for this order."""
        own = PARTS[who]
        if who == "holder" and place.held:
            own |= {Part.HOLDER}
        if who == "party" and place.status is Status.REDIRECTED:
            own |= {Part.PARTY}
        return own

    def may(self, who: str, step: Step, place: Place) -> bool:
        """Whether the table of an order's life lets this person take the step."""
        move = LIFE.get((place.status, step))
        return move is not None and bool(move.by & self.parts(who, place))

    async def put(self, *states: str) -> list[Place]:
        """One more order in each of these states."""
        town = self.watch.town
        async with town.weixiu.uow.writing(town.clock.now(), occasion="orders") as tx:
            people = {
                name: await meet(tx, actor.user_id, actor.person.first_name) for name, actor in self.people.items()
            }
            community = await tx.session.get_one(Community, HERE)
            return [await _made(tx, community, people, state) for state in states]

    async def state(self) -> tuple[Any, ...]:
        """All that a press could have changed."""
        return await self.watch.books(), await self.watch.drafts()

    async def steps(self, place: Place) -> list[tuple[Step, int | None]]:
        """What happened to an order, and through which account."""
        town = self.watch.town
        async with town.weixiu.uow.reading(town.clock.now()) as tx:
            rows = await tx.session.execute(
                select(OrderEvent.step, Person.user_id)
                .outerjoin(Person, Person.id == OrderEvent.actor_id)
                .where(OrderEvent.community_id == HERE, OrderEvent.number == place.number)
                .order_by(OrderEvent.seq)
            )
            return [(row.step, row.user_id) for row in rows]


async def gathered(watch: Watch) -> Square:
    """Put everybody and everything in place."""
    town = watch.town
    people = {name: town.actor(f"{name}·{number}") for number, name in enumerate(PARTS)}
    people["stranger"] = town.stranger("外人")
    other_group = town.world.supergroup("隔壁维修群", [town.secretary.person])
    other_group.add_bot()
    await town.settle()
    await town.secretary.says("/setup", in_=other_group)
    await town.at_once(*[actor.person.starts for actor in people.values()])
    async with town.weixiu.uow.writing(town.clock.now(), occasion="roles") as tx:
        for name, actor in people.items():
            person = await meet(tx, actor.user_id, actor.person.first_name)
            person.reach = Reach.STARTED
            if name in ROLES:
                await add_role(tx, ROLES[name][0], person.id, ROLES[name][1])
            if name == "party":
                party = Party(
                    community_id=HERE, id=PARTY, name="阳光物业", kind=PartyKind.PROPERTY, person_id=person.id
                )
                tx.session.add(party)
        (await tx.session.get_one(Community, HERE)).claim_limit = 1000
    square = Square(watch, await town.order("5号楼 灯不亮"), people)
    square.orders = {place.state: place for place in await square.put(*STATES)}
    return square


async def _made(tx: Writing, community: Community, people: dict[str, Person], state: str) -> Place:
    """An order as it stands in this state."""
    status = Status.OPEN if state == "half" else Status(state)
    details = OrderDetails(building="5号楼", what="灯不亮", people=2 if state == "half" else 1)
    reporter = people["reporter"].id
    order = await make_order(tx, community, people["secretary"], details, step=Step.SUBMIT, reporter_id=reporter)
    order.status = status
    await _worked_on(tx, order, people["holder"].id, state)
    if status is Status.REDIRECTED:
        order.party_id = PARTY
    if status in ENDED:
        order.ended_at = tx.now
    if status is Status.CLOSED:
        order.closed_by = Part.STAFF
    if status is Status.MERGED:
        order.merged_into = FIRST
    return Place(order.number, state)


async def _worked_on(tx: Writing, order: Order, holder: PersonId, state: str) -> None:
    """What its status says happened: somebody took it, and perhaps did it."""
    if state not in (*HELD, "closed"):
        return
    over = state == "closed"
    order.places_taken = 1
    tx.session.add(
        Claim(
            community_id=order.community_id,
            number=order.number,
            id=ClaimId(1),
            person_id=holder,
            state=ClaimState.FULFILLED if over else ClaimState.HELD,
            taken_at=tx.now,
            ended_at=tx.now if over else None,
        )
    )
    await write_event(tx, order, Step.CLAIM, actor_id=holder, was=Status.OPEN, claim=1)
    if state in ("done", "closed"):
        order.done_at = tx.now
        order.finished_by = holder
        call = FollowUp(community_id=order.community_id, number=order.number, round=1, attempt=1, due_at=tx.now)
        tx.session.add(call)
        await write_event(tx, order, Step.FINISH, actor_id=holder, was=Status.CLAIMED)
