"""The shelf, kept by staff with one line in the chat: 毛巾 20分 30条 每人2 (with a photo), 毛巾 +10, 毛巾 下架."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired, NotAllowed
from bot.domain.ids import CommunityId, Points
from bot.domain.roles import STAFF
from bot.domain.shop import LONGEST_NAME, MOST_ITEMS, MOST_PRICE, MOST_STOCK
from bot.language.lines.item_line import ItemLine, read_item_line
from bot.models import Community, Person, ShopItem
from bot.models.shop import MoveKind
from bot.storage.community.communities import write_audit
from bot.storage.goods.shop import Move, add_item, count_items, item_named, move_stock
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.people import communities_where
from bot.storage.points.ledger import lock_books
from bot.storage.requests.drafts import DraftFacts, draft_of, open_draft
from bot.usecases.chats.acting import Actor, recognise, require_staff
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft, owe_draft
from bot.usecases.shop.redeeming import note_plenty
from bot.usecases.shop.wishing import ITEM, grant_wish

EXAMPLE = "毛巾 20分 30条 每人2"
USUAL_UNIT = "件"


async def hear_item_line(tx: Writing, person: Person, chat_id: int, text: str, photo: str | None = None) -> bool:
    """Take what a member of staff says or shows as goods for the shop, if it is that; it is shown to be confirmed."""
    line = read_item_line(text)
    payload = None if line is None else await _asked_about(tx, person, line, photo)
    if payload is None:
        return False
    await begin_question(tx, person, chat_id, kind=ITEM, step=ITEM, payload=payload)
    return True


async def _asked_about(tx: Writing, person: Person, line: ItemLine, photo: str | None) -> dict[str, Any] | None:
    """What is to be confirmed of a line; None: the person has no shelf, or the line is no goods for certain."""
    own = list(await communities_where(tx, person.id, STAFF))
    if not own:
        return None
    known = [community for community in own if await item_named(tx, community.id, line.name) is not None]
    if not known and (line.price is None or line.count is None):
        return None
    chosen = (known or own)[0] if len(known or own) == 1 else None
    return {
        "community": None if chosen is None else chosen.id,
        "choices": [community.id for community in known or own],
        "line": asdict(checked(line)),
        "photo": photo,
        "wish": None,
    }


async def hear_more_of_known(tx: Writing, person: Person, chat_id: int, text: str) -> bool:
    """毛巾 +10, of goods that the shop has: as `hear_item_line`; False: it is nothing as clear as that."""
    line = read_item_line(text)
    return line is not None and line.more is not None and await hear_item_line(tx, person, chat_id, text)


def checked(line: ItemLine) -> ItemLine:
    """The line, if the shop can hold what it says.

    Raises:
        BadInput: a number is too large or none at all, or the name too long.
    """
    fits = (
        0 < len(line.name) <= LONGEST_NAME
        and (line.price is None or 0 < line.price <= MOST_PRICE)
        and all(number is None or number <= MOST_STOCK for number in (line.count, line.more, line.per_person))
        and line.per_person != 0
        and line.more != 0
    )
    if not fits:
        raise BadInput(field="item", example=EXAMPLE)
    return line


def line_of(draft: DraftFacts) -> ItemLine:
    """What was said of it so far."""
    return ItemLine(**draft.payload["line"])


async def answer_item(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """The line said anew, or one of other goods, for which a card of its own is shown; for a wish, said at first.

    Raises:
        BadInput: it is no such line, or lacks what something new needs.
        NotAllowed: the person is no longer staff.
    """
    line = read_item_line(text)
    if line is None:
        raise BadInput(field="item", example=EXAMPLE)
    await _require_staff(tx, person, draft)
    before = draft.payload["line"]
    if before is not None and draft.payload["wish"] is None and before["name"] != line.name:
        payload = await _asked_about(tx, person, line, None)
        if payload is not None:
            owe_draft(tx, await open_draft(tx, person.id, draft.chat_id, kind=ITEM, step=ITEM, payload=payload))
            return
    await keep_draft(tx, replace(draft, payload={**draft.payload, "line": asdict(checked(line))}))


async def add_item_photo(tx: Writing, person: Person, draft: DraftFacts, photo: str, caption: str | None) -> None:
    """A picture for the item that is asked about, perhaps with the line.

    Raises:
        BadInput: the caption is no such line.
        NotAllowed: the person is no longer staff.
    """
    draft = replace(draft, payload={**draft.payload, "photo": photo})
    if caption:
        await answer_item(tx, person, draft, caption)
    else:
        await keep_draft(tx, draft)


async def _require_staff(tx: Writing, person: Person, draft: DraftFacts) -> None:
    for community_id in draft.payload["choices"]:
        await require_staff(tx, CommunityId(community_id), person, "shop")


async def known_item(tx: Reading, draft: DraftFacts) -> ShopItem | None:
    """The item that the line is about, if it is on the list already."""
    community_id = draft.payload["community"]
    if community_id is None or draft.payload["line"] is None:
        return None
    return await item_named(tx, CommunityId(community_id), line_of(draft).name)


@dataclass(frozen=True)
class PressItem:
    """A button under what was understood: `yes` (0), or the community it is for."""

    actor: Actor
    serial: int
    community_id: int


async def press_item(cmd: PressItem, *, uow: UnitOfWork, now: datetime) -> None:
    """Put it on the shelf as it was understood, once; or take down which community's shelf is meant.

    Raises:
        BadInput: something new lacks its price or its number, or there are too many kinds of goods.
        ButtonExpired: the question has been answered.
        NotAllowed: the person is no longer staff there.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, ITEM, cmd.serial)
        if draft is None:
            raise ButtonExpired
        if cmd.community_id:
            await _choose(tx, person, draft, cmd.community_id)
            return
        community = await tx.session.get(Community, draft.payload["community"] or 0)
        if community is None or draft.payload["line"] is None:
            raise ButtonExpired
        await require_staff(tx, community.id, person, "shop")
        await lock_books(tx, community.id)
        item = await put_on_shelf(tx, community, person, line_of(draft), draft.payload["photo"])
        if draft.payload["wish"] is not None:
            await grant_wish(tx, community, person, draft.payload["wish"], item)
        await end_draft(tx, draft, "changed", item=item.id)


async def _choose(tx: Writing, person: Person, draft: DraftFacts, community_id: int) -> None:
    if community_id not in draft.payload["choices"]:
        raise NotAllowed(what="shop")
    await require_staff(tx, CommunityId(community_id), person, "shop")
    await keep_draft(tx, replace(draft, payload={**draft.payload, "community": community_id}))


async def put_on_shelf(
    tx: Writing, community: Community, person: Person, line: ItemLine, photo: str | None = None
) -> ShopItem:
    """Make the shelf say what the line says; the books are locked by then.

    Raises:
        BadInput: something new lacks its price or its number, or there are too many kinds of goods.
    """
    item = await item_named(tx, community.id, line.name)
    if item is None:
        item = await _new_item(tx, community, line, photo)
    else:
        _change(item, line, photo)
    write_audit(tx, community.id, person.id, "shop_item", **_said(line), item=item.id, photo=photo is not None)
    come = line.more or line.count or 0
    if come:
        await tx.session.flush()
        move = Move(MoveKind.PURCHASE, come, person.id, cost=line.cost)
        note_plenty(item, await move_stock(tx, item, move), community.ways().low_stock)
    return item


async def _new_item(tx: Writing, community: Community, line: ItemLine, photo: str | None) -> ShopItem:
    if line.price is None or (line.count is None and line.more is None):
        raise BadInput(field="item", example=EXAMPLE)
    if await count_items(tx, community.id) >= MOST_ITEMS:
        raise BadInput(field="items", example=str(MOST_ITEMS))
    return await add_item(
        tx,
        community.id,
        name=line.name,
        unit=line.unit or USUAL_UNIT,
        price=Points(line.price),
        per_person=line.per_person,
        photo=photo,
        on_shelf=line.on_shelf is not False,
    )


def _change(item: ShopItem, line: ItemLine, photo: str | None) -> None:
    if line.price is not None:
        item.price = Points(line.price)
    if line.per_person is not None:
        item.per_person = line.per_person
    if line.unit is not None:
        item.unit = line.unit
    if photo is not None:
        item.photo = photo
    # What comes in is to be had again, unless it was said otherwise.
    if line.on_shelf is not None or line.more or line.count:
        item.on_shelf = line.on_shelf is not False


def _said(line: ItemLine) -> dict[str, Any]:
    return {name: value for name, value in asdict(line).items() if value is not None}
