"""待办: what waits for staff in one list, from which each card is called up again."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired
from bot.domain.life import Status
from bot.domain.roles import STAFF
from bot.models import Community, Order, Person
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import communities_where, opened
from bot.storage.repairs.history import triage_time
from bot.storage.repairs.orders import order_for_change
from bot.storage.repairs.waiting import waits_late
from bot.usecases.chats.acting import Actor, recognise, staff_here
from bot.usecases.chats.asking import Ask, own_communities
from bot.usecases.chats.raising import raise_message
from bot.usecases.desk.party_side import show_party_cards
from bot.usecases.owed.owing import owe_review, owe_triage_card, review_key, triage_key
from bot.usecases.owed.owing_clocks import ladder_key, owe_ladder_card
from bot.usecases.owed.owing_community import owe_panel

MOST_PAGES = 99
WORDS = frozenset({"待办", "待处理", "inbox", "to do", "todo"})


async def ask_inbox(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """The list of each community in which the actor is staff, or the cards of the parties they answer for.

    Raises:
        NotAllowed: they are neither.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if not await communities_where(tx, person.id, STAFF) and await show_party_cards(tx, person):
            return
        for community in await own_communities(tx, person, cmd.actor, STAFF, "inbox"):
            await show_inbox(tx, community, person)


async def hear_staff(tx: Writing, person: Person, text: str) -> bool:
    """待办, said by a member of staff; False: it is something else, or somebody else."""
    if text.strip().lower() not in WORDS:
        return False
    own = await communities_where(tx, person.id, STAFF)
    for community in own:
        await show_inbox(tx, community, person)
    return bool(own)


async def show_inbox(tx: Writing, community: Community, person: Person) -> None:
    """The list at the end of the chat."""
    await raise_message(tx, _key(community, person))
    _owe_list(tx, community, person, page=0)


def _key(community: Community, person: Person) -> str:
    return f"inbox/{community.id}/{person.id}"


def _owe_list(tx: Writing, community: Community, person: Person, *, page: int) -> None:
    owe_panel(tx, person.user_id, community.id, "inbox", key=_key(community, person), page=page)


@dataclass(frozen=True)
class PressInbox:
    """A button of the list: an order whose card is wanted, wherever that has scrolled to, or another page."""

    actor: Actor
    community_id: int
    number: int | None = None
    page: int = 0


async def press_inbox(cmd: PressInbox, *, uow: UnitOfWork, now: datetime) -> None:
    """The page as things are now, or the actor's card about the order as the last message of their chat.

    That they see whom to call is written down.

    Raises:
        ButtonExpired: there can be no such page.
        NotAllowed: the actor is not staff there.
        OrderNotFound: there is no such order.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "inbox")
        if cmd.number is None:
            if not 0 <= cmd.page <= MOST_PAGES:
                raise ButtonExpired
            _owe_list(tx, community, person, page=cmd.page)
            return
        order = await order_for_change(tx, community.id, cmd.number)
        if order.status is Status.DONE:
            await raise_message(tx, review_key(order, person.id))
            owe_review(tx, order, [opened(tx, person)])
        elif waits_late(order, now):
            await raise_message(tx, ladder_key(order, person.id))
            order.secretary_told = True
            owe_ladder_card(tx, order, person.id, person.user_id)
        else:
            await _raise_card(tx, order, person)


async def _raise_card(tx: Writing, order: Order, person: Person) -> None:
    time = await triage_time(tx, order.community_id, order.number)
    await raise_message(tx, triage_key(order, time, person.id))
    owe_triage_card(tx, order, opened(tx, person), time=time, asked=True)
    write_audit(tx, order.community_id, person.id, "contact", number=order.number, shown="triage")
