"""What people would like to find in the shop: said, wished by others too, bought or kindly declined."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired, NotAllowed
from bot.domain.ids import CommunityId
from bot.domain.roles import STAFF
from bot.domain.shop import LONGEST_WISH, MOST_WISHES
from bot.domain.shop_errors import TooManyWishes, WishDecided
from bot.language.persons.phones import find_phones
from bot.models import Community, Person, ShopItem, ShopWish
from bot.models.outbox import Lane
from bot.models.shop import WishState
from bot.storage.community.communities import write_audit
from bot.storage.goods.wishes import add_vote, add_wish, count_own, open_wishes, who_wished, wish_for_change
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import roles_in
from bot.storage.points.ledger import lock_books
from bot.storage.post.outbox import Owed
from bot.usecases.chats.acting import Actor, recognise, require_private, require_staff
from bot.usecases.owed.owing import begin_question
from bot.usecases.owed.owing_community import owe_panel
from bot.usecases.shop.shopping import communities_of_customer, group_community, new_serial, owe_way_in

EXAMPLE = "电饭煲"
ITEM = "item"
"""The conversation in which staff say what goes on the shelf."""


@dataclass(frozen=True)
class SayWish:
    """Somebody says what they would like, or (with no words) asks what others do."""

    actor: Actor
    words: str


async def say_wish(cmd: SayWish, *, uow: UnitOfWork, now: datetime) -> None:
    """Put it on the list, or wish it too where it is there already; and show the list.

    Raises:
        BadInput: it is too long, or holds a phone number, which others would read.
        NoCommunity: they belong to none.
        TooManyWishes: they have as many open wishes as anybody may.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if not cmd.actor.private:
            owe_way_in(tx, cmd.actor, await group_community(tx, cmd.actor), "wish")
            return
        own = await communities_of_customer(tx, person)
        said = _checked(cmd.words)
        for community in own:
            noted = None
            if said and community is own[0]:
                noted = await _note(tx, person, community.id, said)
            owe_wishes(tx, person, community.id, serial=new_serial(), noted=noted)


def _checked(words: str) -> str:
    said = " ".join(words.split())
    if len(said) > LONGEST_WISH or find_phones(said):
        raise BadInput(field="wish", example=EXAMPLE)
    return said


async def _note(tx: Writing, person: Person, community_id: CommunityId, said: str) -> int:
    await lock_books(tx, community_id)
    for wish in await open_wishes(tx, community_id, person.id):
        if wish.words.casefold() == said.casefold():
            await add_vote(tx, community_id, wish.id, person.id)
            return wish.id
    if await count_own(tx, community_id, person.id) >= MOST_WISHES:
        raise TooManyWishes(most=MOST_WISHES)
    return await add_wish(tx, community_id, person.id, said)


def owe_wishes(tx: Writing, person: Person, community_id: CommunityId, *, serial: int, **facts: Any) -> None:
    """One message shows the wishes page by page: `page`; `wish`: one of them, for staff to decide on."""
    key = f"wishes/{person.user_id}/{community_id}/{serial}"
    owe_panel(tx, person.user_id, community_id, "shop_wishes", key=key, person=person.id, serial=serial, **facts)


@dataclass(frozen=True)
class PressWish:
    """A button of the list: show, page, vote; for staff also look, buy, decline."""

    actor: Actor
    community_id: int
    serial: int
    act: str
    value: int


async def press_wish(cmd: PressWish, *, uow: UnitOfWork, now: datetime) -> bool:
    """Do what the button says; whether a wish was added to.

    Raises:
        ButtonExpired: there is no such button or wish.
        NoCommunity: they belong to none.
        NotAllowed: only staff may decide.
        OnlyInPrivate: it was pressed in a group.
        WishDecided: it was decided on already.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        community = await tx.session.get(Community, cmd.community_id)
        require_private(cmd.actor)
        if community is None or community.id not in {each.id for each in await communities_of_customer(tx, person)}:
            raise ButtonExpired
        if cmd.act in ("look", "buy", "decline"):
            await _by_staff(tx, person, community, cmd)
            return False
        serial = new_serial() if cmd.act == "show" else cmd.serial
        if cmd.act == "vote":
            wish = await _open_wish(tx, community.id, cmd.value)
            added = await add_vote(tx, community.id, wish.id, person.id)
            owe_wishes(tx, person, community.id, serial=serial)
            return added
        if cmd.act not in ("show", "page"):
            raise ButtonExpired
        owe_wishes(tx, person, community.id, serial=serial, page=cmd.value)
        return False


async def _open_wish(tx: Writing, community_id: CommunityId, wish_id: int) -> ShopWish:
    wish = await wish_for_change(tx, community_id, wish_id)
    if wish is None:
        raise ButtonExpired
    if wish.state is not WishState.OPEN:
        raise WishDecided
    return wish


async def _by_staff(tx: Writing, person: Person, community: Community, cmd: PressWish) -> None:
    if not STAFF & await roles_in(tx, community.id, person.id):
        raise NotAllowed(what="wish")
    wish = await _open_wish(tx, community.id, cmd.value)
    if cmd.act == "decline":
        wish.state, wish.decided_by = WishState.DECLINED, person.id
        write_audit(tx, community.id, person.id, "wish", wish=wish.id, state=str(wish.state))
        await _tell(tx, community, wish)
    elif cmd.act == "buy":
        payload = {
            "community": community.id, "choices": [community.id], "line": None, "photo": None, "wish": wish.id,
        }  # fmt: skip
        await begin_question(tx, person, person.user_id, kind=ITEM, step=ITEM, payload=payload)
    owe_wishes(tx, person, community.id, serial=cmd.serial, wish=wish.id if cmd.act == "look" else None)


async def grant_wish(tx: Writing, community: Community, person: Person, wish_id: int, item: ShopItem) -> None:
    """What was wished for is on the shelf: everybody who wished it hears so.

    Raises:
        ButtonExpired: there is no such wish (any more).
        WishDecided: it was decided on already.
    """
    await require_staff(tx, community.id, person, "wish")
    wish = await _open_wish(tx, community.id, wish_id)
    wish.state, wish.decided_by, wish.item_id = WishState.BOUGHT, person.id, item.id
    write_audit(tx, community.id, person.id, "wish", wish=wish.id, state=str(wish.state), item=item.id)
    await _tell(tx, community, wish)


async def _tell(tx: Writing, community: Community, wish: ShopWish) -> None:
    """Everybody who wished it, by day."""
    for person in await who_wished(tx, community.id, wish.id):
        tx.owe(
            Owed(
                key=f"wish-told/{community.id}/{wish.id}/{person.id}",
                community_id=community.id,
                chat_id=person.user_id,
                topic="shop_wish_told",
                facts={"community": community.id, "wish": wish.id, "item": wish.item_id},
                lane=Lane.REMINDER,
                not_before=community.by_day(tx.now),
            )
        )
