"""What tests of the points shop share: points given, goods on the shelf, and what the books say of both."""

import io
from typing import NamedTuple

import zxingcpp
from PIL import Image
from sqlalchemy import func, select

from bot.domain.ids import CommunityId
from bot.domain.roles import Role
from bot.models import Account, Redemption, ShopItem, StockMove
from bot.models.ledger import EntryKind
from bot.sandbox.messages import Message
from bot.storage.members.people import add_role, meet
from bot.usecases.points.bookkeeping import MINT, Booking, book, member
from tests.town import Actor, Town

HERE = CommunityId(1)


async def customer(town: Town, name: str, points: int) -> Actor:
    """Somebody of the team with points."""
    actor = await town.volunteer(name)
    async with town.weixiu.uow.writing(town.clock.now(), occasion="gift") as tx:
        person = await meet(tx, actor.user_id, name)
        await add_role(tx, HERE, person.id, Role.VOLUNTEER)
        gift = Booking(EntryKind.GIFT, MINT, member(person.id), points, key=f"gift/{person.id}", by=None)
        await book(tx, HERE, gift)
    return actor


async def clerk(town: Town, name: str) -> Actor:
    """Somebody who hands goods over."""
    actor = await town.volunteer(name)
    async with town.weixiu.uow.writing(town.clock.now(), occasion="role") as tx:
        await add_role(tx, HERE, (await meet(tx, actor.user_id, name)).id, Role.CLERK)
    return actor


async def stocked(town: Town, *lines: str, photo: bool = False) -> None:
    """The secretary puts goods on the shelf, one line each."""
    for line in lines:
        if photo:
            await town.secretary.sends_photo(caption=line)
        else:
            await town.secretary.says(line)
        await town.secretary.taps("上架")


async def takes(actor: Actor, item: str) -> Message:
    """They choose something from the list, say yes, and get a ticket."""
    await actor.says("/shop")
    await actor.taps(item)
    await actor.taps("换")
    return actor.sees("取货码")


def code_on(ticket: Message) -> str:
    """The digits on a ticket."""
    return ticket.caption.partition("取货码 ")[2][:4]


def scanned(ticket: Message) -> str:
    """What a phone finds in the ticket's picture."""
    carried = ticket.content.attachment
    assert carried is not None
    assert carried.file is not None
    with Image.open(io.BytesIO(carried.file.upload.content)) as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    return code.text


class Books(NamedTuple):
    """What is where: points by account, pieces that can be promised, exchanges by state."""

    members: int
    reserve: int
    spent: int
    stock: int
    states: dict[str, int]


async def books(town: Town) -> Books:
    """As they are now; the stock of each item is the sum of its moves."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        kinds = await tx.session.execute(select(Account.kind, func.sum(Account.balance)).group_by(Account.kind))
        points = {str(kind): int(balance) for kind, balance in kinds}
        stock = dict((await tx.session.execute(select(ShopItem.id, ShopItem.stock))).all())
        moved = select(StockMove.item_id, func.sum(StockMove.change)).group_by(StockMove.item_id)
        assert {item: int(change) for item, change in await tx.session.execute(moved)} == stock
        states = await tx.session.execute(select(Redemption.state, func.count()).group_by(Redemption.state))
        held = await tx.session.scalar(select(func.sum(Redemption.price)).where(Redemption.state == "held"))
        assert points.get("reserve", 0) == int(held or 0)
        return Books(
            points.get("member", 0),
            points.get("reserve", 0),
            points.get("spent", 0),
            sum(stock.values()),
            {str(state): count for state, count in states},
        )
