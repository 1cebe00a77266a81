"""A square with everybody on it: two communities, every part somebody can play, an order in every state."""

from dataclasses import dataclass
from typing import Any

from bot.domain.ids import CommunityId
from bot.domain.life import LIFE, Status, Step
from bot.domain.roles import Part, Role
from bot.sandbox.messages import Message
from bot.storage.people import add_role, meet
from tests.hostile.watch import Watch
from tests.town import Actor

HERE, NEXT_DOOR = CommunityId(1), CommunityId(2)
STEPS = {
    "claim": Step.CLAIM,
    "arrive": Step.ARRIVE,
    "fixed": Step.FINISH,
    "release": Step.RELEASE,
    "confirm": Step.CONFIRM,
    "points": Step.CONFIRM,
    "redo": Step.REOPEN,
}
"""The step that each button of an order takes, or asks for."""
REVIEWS = frozenset({"confirm", "points", "redo"})
PARTS: dict[str, frozenset[Part]] = {
    "secretary": frozenset({Part.STAFF, Part.VOLUNTEER}),
    "clerk": frozenset({Part.STAFF, Part.VOLUNTEER}),
    "volunteer": frozenset({Part.VOLUNTEER}),
    "holder": frozenset({Part.VOLUNTEER}),
    "resident": frozenset(),
    "stranger": frozenset(),
    "neighbour": frozenset(),
    "neighbours' secretary": frozenset(),
}
"""What each of them may be for an order here that they do not hold."""


@dataclass(frozen=True)
class Place:
    """One order in one state, its card, and whether the holder has a place of it."""

    number: int
    status: Status
    held: bool
    card: Message


@dataclass
class Square:
    """Everybody by the part they play, and every order by the state it is in."""

    watch: Watch
    people: dict[str, Actor]
    orders: dict[str, Place]

    def may(self, who: str, button: str, order: Place) -> bool:
        """Whether the table of an order's life lets this person do what the button asks."""
        holds = order.held and who == "holder"
        parts = PARTS[who] | ({Part.HOLDER} if holds else frozenset())
        move = LIFE.get((order.status, STEPS[button]))
        taken_twice = button == "claim" and holds
        return move is not None and bool(move.by & parts) and not taken_twice

    @staticmethod
    def data(button: str, order: Place, *, community: int = HERE, round_: int = 1) -> str:
        """What the button of an order says."""
        ending = f":{round_}" if button in REVIEWS else ""
        return f"1:{button}:{community}:{order.number}{ending}"

    async def state(self) -> tuple[Any, ...]:
        """All that a press could have changed."""
        return await self.watch.books(), await self.watch.drafts()


async def gathered(watch: Watch) -> Square:
    """Put everybody and everything in place."""
    town = watch.town
    people = {name: town.actor(f"{name}·{number}") for number, name in enumerate(PARTS)}
    people["stranger"] = town.stranger("外人")
    for actor in people.values():
        await actor.starts()
    other_group = town.world.supergroup("隔壁维修群", [town.secretary.person])
    other_group.add_bot()
    await town.settle()
    await town.secretary.says("/setup", in_=other_group)
    given = {
        "secretary": (HERE, Role.SECRETARY),
        "clerk": (HERE, Role.CLERK),
        "volunteer": (HERE, Role.VOLUNTEER),
        "holder": (HERE, Role.VOLUNTEER),
        "neighbour": (NEXT_DOOR, Role.VOLUNTEER),
        "neighbours' secretary": (NEXT_DOOR, Role.SECRETARY),
    }
    async with town.weixiu.uow.writing(town.clock.now(), occasion="roles") as tx:
        for name, (community, role) in given.items():
            person = await meet(tx, people[name].user_id, people[name].person.first_name)
            await add_role(tx, community, person.id, role)
    square = Square(watch, people, {})
    for name in ("open", "half", "claimed", "done", "closed", "cancelled"):
        square.orders[name] = await put(square, name)
    return square


async def put(square: Square, name: str) -> Place:
    """One more order, brought into this state as people bring it there."""
    town, holder = square.watch.town, square.people["holder"]
    card = await town.order("5号楼 搬柜子 2人" if name == "half" else "5号楼 灯不亮")
    number = int(card.text.partition("#")[2].split()[0])
    if name in ("half", "claimed", "done", "closed"):
        await holder.taps("我来修", under=card)
    if name in ("done", "closed"):
        await holder.taps("修好了", under=holder.sees(f"#{number}"))
    if name == "closed":
        await square.people["secretary"].forges(f"1:confirm:{HERE}:{number}:1", under=card)
    if name == "cancelled":
        await town.secretary.says(f"/cancel {number} 不修了", in_=town.group)
    status = Status.OPEN if name == "half" else Status(name)
    return Place(number, status, name in ("half", "claimed", "done", "closed"), card)
