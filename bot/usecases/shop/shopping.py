"""The points shop as people see it: looked through in the private chat, and something taken from its shelf."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.errors import ButtonExpired, DomainError, NoCommunity
from bot.domain.ids import CommunityId
from bot.models import Community, Person
from bot.models.shop import RedemptionState
from bot.storage.community.communities import community_of_chat
from bot.storage.goods.redemptions import Key, redemption_for_change
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import communities_where
from bot.storage.points.ledger import communities_with_points, lock_books
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.owed.owing import owe_reply
from bot.usecases.owed.owing_community import owe_panel
from bot.usecases.residents.reporting import community_for
from bot.usecases.shop.redeeming import Deal, give_back, may_have, owe_ticket, redeem

MOST_SERIAL = 2**31 - 1
CONFIRM = "confirm"
"""The menu under an item that asks whether they really want it."""


def new_serial() -> int:
    """Tells one card, or one question, from every other."""
    return 1 + secrets.randbelow(MOST_SERIAL)


@dataclass(frozen=True)
class ShowShop:
    """Somebody wants to see the shop."""

    actor: Actor


async def show_shop(cmd: ShowShop, *, uow: UnitOfWork, now: datetime) -> None:
    """The shelf of each of their communities; in the group only the way to it.

    Raises:
        NoCommunity: they belong to none, or the group is not set up.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if not cmd.actor.private:
            owe_way_in(tx, cmd.actor, await group_community(tx, cmd.actor), "shop")
            return
        for community in await communities_of_customer(tx, person):
            owe_shelf(tx, person, community.id, serial=new_serial())


async def group_community(tx: Writing, actor: Actor) -> Community:
    """The community of the group somebody speaks in.

    Raises:
        NoCommunity: it is not set up.
    """
    community = await community_of_chat(tx, actor.chat_id)
    if community is None:
        raise NoCommunity
    return community


def owe_way_in(tx: Writing, actor: Actor, community: Community, door: str) -> None:
    """In the group: a button that opens the private chat."""
    owe_reply(
        tx, actor.chat_id, "shop_door", thread_id=actor.thread_id, community=community.id, name=actor.name, door=door
    )


async def communities_of_customer(tx: Writing, person: Person) -> list[Community]:
    """Where somebody is on the team, has points, or lives.

    Raises:
        NoCommunity: nowhere.
    """
    found = {community.id: community for community in await communities_where(tx, person.id)}
    found |= {community.id: community for community in await communities_with_points(tx, person.id)}
    if not found:
        home = await tx.session.get(Community, await community_for(tx, person) or 0)
        found = {} if home is None else {home.id: home}
    if not found:
        raise NoCommunity
    return [found[community_id] for community_id in sorted(found)]


def owe_shelf(tx: Writing, person: Person, community_id: CommunityId, *, serial: int, **facts: Any) -> None:
    """One message shows the shop, item by item or page by page: `item`, `page`, `menu` and `nonce` say what of it."""
    key = f"shop/{person.user_id}/{community_id}/{serial}"
    owe_panel(tx, person.user_id, community_id, "shop", key=key, person=person.id, serial=serial, **facts)


@dataclass(frozen=True)
class PressShop:
    """A button of the shop: open (anew), item (look at it), page, list (what has no picture), want (ask for a yes)."""

    actor: Actor
    community_id: int
    serial: int
    act: str
    value: int
    price: int = 0


async def press_shop(cmd: PressShop, *, uow: UnitOfWork, now: datetime) -> DomainError | None:
    """Turn the page, or ask for a yes; why not, if they may not have it. The page is up to date in any case.

    Raises:
        ButtonExpired: there is no such button.
        NoCommunity: there is no such community.
    """
    async with uow.writing(now) as tx:
        person, community = await _customer(tx, cmd.actor, cmd.community_id)
        if cmd.act == "want":
            return await _want(tx, person, community, cmd)
        if cmd.act in ("open", "list"):
            anew = {"page": 0} if cmd.act == "list" else {}
            owe_shelf(tx, person, community.id, serial=new_serial(), **anew)
        elif cmd.act == "page":
            owe_shelf(tx, person, community.id, serial=cmd.serial, page=cmd.value)
        elif cmd.act == "item":
            owe_shelf(tx, person, community.id, serial=cmd.serial, item=cmd.value)
        else:
            raise ButtonExpired
        return None


async def _customer(tx: Writing, actor: Actor, community_id: int) -> tuple[Person, Community]:
    """Whoever presses a button of the shop; it is shown, and speaks, in the private chat only."""
    person = await recognise(tx, actor)
    community = await tx.session.get(Community, community_id)
    if community is None:
        raise NoCommunity
    if not actor.private or community.id not in {each.id for each in await communities_of_customer(tx, person)}:
        raise ButtonExpired
    return person, community


async def _want(tx: Writing, person: Person, community: Community, cmd: PressShop) -> DomainError | None:
    try:
        await may_have(tx, community, person, cmd.value, cmd.price)
    except DomainError as refusal:
        owe_shelf(tx, person, community.id, serial=cmd.serial, item=cmd.value)
        return refusal
    question = {"item": cmd.value, "price": cmd.price, "menu": CONFIRM, "nonce": new_serial()}
    owe_shelf(tx, person, community.id, serial=cmd.serial, **question)
    return None


@dataclass(frozen=True)
class Redeem:
    """换: yes, at the price that the question named."""

    actor: Actor
    community_id: int
    serial: int
    deal: Deal


async def redeem_by_tap(cmd: Redeem, *, uow: UnitOfWork, now: datetime) -> DomainError | None:
    """One piece is theirs to collect; or why not. The shelf shows how it stands now.

    Raises:
        ButtonExpired: the shop is not theirs, or the question was not put by us.
        NoCommunity: there is no such community.
    """
    async with uow.writing(now) as tx:
        person, community = await _customer(tx, cmd.actor, cmd.community_id)
        if not 0 < cmd.deal.nonce <= MOST_SERIAL:
            raise ButtonExpired
        refusal = None
        try:
            async with tx.session.begin_nested():
                await redeem(tx, community, person, cmd.deal)
        except DomainError as error:
            refusal = error
        owe_shelf(tx, person, community.id, serial=cmd.serial, item=cmd.deal.item_id)
        return refusal


@dataclass(frozen=True)
class CancelOwn:
    """不要了, by whoever it is kept for."""

    actor: Actor
    community_id: int
    redemption_id: int
    answer: int
    """0: ask whether they really do not want it; 1: they do not; 2: they keep it."""


async def cancel_own(cmd: CancelOwn, *, uow: UnitOfWork, now: datetime) -> None:
    """Ask first; then goods and points go back.

    Raises:
        ButtonExpired: it is nothing of theirs.
        RedemptionOver: it has ended.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        await lock_books(tx, CommunityId(cmd.community_id))
        kept = await redemption_for_change(tx, cmd.community_id, cmd.redemption_id)
        if kept is None or kept.person_id != person.id:
            raise ButtonExpired
        if cmd.answer == 1:
            key = Key(kept.community_id, kept.id)
            await give_back(tx, key, RedemptionState.CANCELLED, by=person.id)
        else:
            owe_ticket(tx, kept, person.user_id, asking=cmd.answer == 0)
