"""Points for goods (兑换): kept for somebody, handed over once, or given back; goods and points move together."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import NotEnoughPoints
from bot.domain.ids import PersonId
from bot.domain.shop import LONG_CODE, MOST_SHORT_CODES, REMINDED_BEFORE, SHORT_CODE, TOKEN_BYTES, UNDONE_WITHIN
from bot.domain.shop_errors import HandedOverLongAgo, ItemGone, LimitReached, PriceChanged, RedemptionOver, SoldOut
from bot.models import Community, Person, Redemption, ShopItem
from bot.models.ledger import EntryKind
from bot.models.shop import MoveKind, RedemptionState
from bot.storage.goods.redemptions import (
    Key,
    by_nonce,
    codes_in_use,
    next_id,
    redemption_for_change,
    taken_of,
)
from bot.storage.goods.shop import Move, item_of, move_stock
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.vault import token_hash
from bot.storage.members.people import people_with
from bot.storage.points.ledger import balance_of, lock_books, seq_of_key, unused_key
from bot.usecases.owed.owing import owe_word
from bot.usecases.owed.owing_community import owe_panel, owe_private
from bot.usecases.points.bookkeeping import RESERVE, SPENT, Booking, book, member


@dataclass(frozen=True)
class Deal:
    """What somebody agreed to: one piece of an item at the price they saw. `nonce` is of the question they answered."""

    item_id: int
    price: int
    nonce: int


async def may_have(tx: Reading, community: Community, person: Person, item_id: int, price: int) -> ShopItem:
    """The item, if the person may have one at this price now.

    Raises:
        ItemGone: it is on the shelf no more.
        PriceChanged: it costs more or less by now.
        SoldOut: there is none left.
        LimitReached: they have had as many as anybody may.
        NotEnoughPoints: they do not have as many points.
    """
    item = await item_of(tx, community.id, item_id)
    if item is None or not item.on_shelf:
        raise ItemGone(name=None if item is None else item.name)
    if item.price != price:
        raise PriceChanged(name=item.name, price=item.price)
    if item.stock < 1:
        raise SoldOut(name=item.name)
    if item.per_person is not None and await taken_of(tx, community.id, item_id, person.id) >= item.per_person:
        raise LimitReached(name=item.name, most=item.per_person)
    held = await balance_of(tx, community.id, person.id)
    if held < price:
        raise NotEnoughPoints(points=price, held=held)
    return item


async def redeem(tx: Writing, community: Community, person: Person, deal: Deal) -> Redemption:
    """Keep one piece for them and reserve their points, both or neither; the same yes does so once.

    Refusals come before anything is written.

    Raises:
        ItemGone: it is on the shelf no more.
        PriceChanged: it costs more or less by now.
        SoldOut: there is none left.
        LimitReached: they have had as many as anybody may.
        NotEnoughPoints: they do not have as many points.
    """
    await lock_books(tx, community.id)
    done = await by_nonce(tx, community.id, person.id, deal.nonce)
    if done is not None:
        return done
    item = await may_have(tx, community, person, deal.item_id, deal.price)
    kept = await _new_redemption(tx, community, person, item, deal.nonce)
    move = Move(MoveKind.HOLD, -1, person.id, redemption_id=kept.id)
    left = await move_stock(tx, item, move)
    await book(
        tx,
        community.id,
        Booking(EntryKind.HOLD, member(person.id), RESERVE, kept.price, key=f"hold/{kept.id}", by=person.id),
    )
    await owe_low_stock(tx, community, item, left)
    owe_ticket(tx, kept, person.user_id)
    return kept


async def _new_redemption(tx: Writing, community: Community, person: Person, item: ShopItem, nonce: int) -> Redemption:
    until, remind = _kept_until(community, tx.now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    kept = Redemption(
        community_id=community.id,
        id=await next_id(tx, community.id),
        item_id=item.id,
        person_id=person.id,
        price=item.price,
        state=RedemptionState.HELD,
        nonce=nonce,
        code=_new_code(await codes_in_use(tx, community.id)),
        token_hash=token_hash(token),
        token=tx.vault.seal(token),
        held_at=tx.now,
        remind_at=remind,
        expires_at=until,
    )
    tx.session.add(kept)
    await tx.session.flush()
    return kept


def _kept_until(community: Community, now: datetime) -> tuple[datetime, datetime | None]:
    """How long something is kept from now on, and when its owner is reminded, if there is time for that."""
    ways = community.ways()
    until = community.by_day(now + timedelta(days=ways.hold_days), ways)
    remind = community.by_day(until - REMINDED_BEFORE, ways)
    return until, remind if now < remind < until else None


def _new_code(used: frozenset[str]) -> str:
    digits = SHORT_CODE if len(used) < MOST_SHORT_CODES else LONG_CODE
    while (code := f"{secrets.randbelow(10**digits):0{digits}}") in used:
        pass
    return code


async def held_redemption(tx: Writing, key: Key) -> Redemption:
    """An exchange that is still held; the books are locked from then on, so of two who end it one comes second.

    Raises:
        ItemGone: there is no such exchange.
        RedemptionOver: it has ended.
    """
    await lock_books(tx, key.community_id)
    kept = await redemption_for_change(tx, *key)
    if kept is None:
        raise ItemGone
    if kept.state is not RedemptionState.HELD:
        ender = None if kept.ended_by is None else await tx.session.get_one(Person, kept.ended_by)
        raise RedemptionOver(state=kept.state, who=None if ender is None else tx.vault.open(ender.name))
    return kept


async def hand_over(tx: Writing, key: Key, clerk: Person) -> None:
    """The goods are with whoever they were kept for, and the points are spent; once.

    Raises:
        ItemGone: there is no such exchange.
        RedemptionOver: it has ended.
    """
    kept = await held_redemption(tx, key)
    kept.end(RedemptionState.HANDED_OVER, at=tx.now, by=clerk.id)
    spend = await unused_key(tx, kept.community_id, f"spend/{kept.id}")
    booking = Booking(EntryKind.SPEND, RESERVE, SPENT, kept.price, key=spend, by=clerk.id)
    await book(tx, kept.community_id, booking)
    await _owe_buyers_ticket(tx, kept)


async def undo_hand_over(tx: Writing, key: Key, clerk: Person, reason: str) -> None:
    """It was not handed over after all: it waits for them as before, and the points are reserved again.

    Its QR code is the one they have; the pick-up code is another one only where somebody got the old one meanwhile.

    Raises:
        ItemGone: there is no such exchange.
        RedemptionOver: it is not handed over, or not any more.
        HandedOverLongAgo: that was more than a day ago.
    """
    await lock_books(tx, key.community_id)
    kept = await redemption_for_change(tx, *key)
    if kept is None:
        raise ItemGone
    if kept.state is not RedemptionState.HANDED_OVER:
        raise RedemptionOver(state=kept.state, who=None)
    if kept.ended_at is None or tx.now - kept.ended_at > UNDONE_WITHIN:
        raise HandedOverLongAgo(hours=int(UNDONE_WITHIN / timedelta(hours=1)))
    community = await tx.session.get_one(Community, kept.community_id)
    used = await codes_in_use(tx, kept.community_id)
    code = _new_code(used) if kept.code in used else kept.code
    until, remind = _kept_until(community, tx.now)
    kept.wait_again(code=code, expires_at=until, remind_at=remind)
    await _reserve_again(tx, kept, clerk, reason)
    buyer = await _owe_buyers_ticket(tx, kept)
    owe_word(tx, buyer.user_id, "shop_waits_again", community=kept.community_id, redemption=kept.id)


async def _reserve_again(tx: Writing, kept: Redemption, clerk: Person, reason: str) -> None:
    spent = await unused_key(tx, kept.community_id, f"spend/{kept.id}")
    seq = await seq_of_key(tx, kept.community_id, spent)
    if seq is None:
        raise RedemptionOver(state=kept.state, who=None)
    booking = Booking(
        EntryKind.REVERSAL, SPENT, RESERVE, kept.price, f"reversal/{seq}", clerk.id, reverses=seq, reason=reason
    )
    await book(tx, kept.community_id, booking)


async def give_back(tx: Writing, key: Key, state: RedemptionState, *, by: PersonId | None) -> Redemption:
    """The goods go back on the shelf and the points to whoever had them: cancelled, or (by the clock) expired.

    Raises:
        ItemGone: there is no such exchange.
        RedemptionOver: it has ended.
    """
    kept = await held_redemption(tx, key)
    item = await item_of(tx, kept.community_id, kept.item_id)
    if item is None:
        raise ItemGone
    kept.end(state, at=tx.now, by=by)
    left = await move_stock(tx, item, Move(MoveKind.RETURN, 1, by, redemption_id=kept.id))
    booking = Booking(EntryKind.RETURN, RESERVE, member(kept.person_id), kept.price, key=f"return/{kept.id}", by=by)
    await book(tx, kept.community_id, booking)
    note_plenty(item, left, (await tx.session.get_one(Community, kept.community_id)).ways().low_stock)
    buyer = await _owe_buyers_ticket(tx, kept)
    if by != buyer.id:
        owe_word(tx, buyer.user_id, "shop_returned", community=kept.community_id, redemption=kept.id)
    return kept


async def _owe_buyers_ticket(tx: Writing, kept: Redemption) -> Person:
    buyer = await tx.session.get_one(Person, kept.person_id)
    owe_ticket(tx, kept, buyer.user_id)
    return buyer


def owe_ticket(tx: Writing, kept: Redemption, user_id: int, *, asking: bool = False) -> None:
    """The buyer's message with the pick-up code shows what became of it, or asks whether they do not want it."""
    key = f"ticket/{kept.community_id}/{kept.id}"
    owe_panel(tx, user_id, kept.community_id, "shop_ticket", key=key, redemption=kept.id, asking=asking)


async def owe_low_stock(tx: Writing, community: Community, item: ShopItem, left: int) -> None:
    """Staff hear once that an item runs out, by day; again only after there was plenty of it."""
    ways = community.ways()
    if left > ways.low_stock or item.low_told:
        return
    item.low_told = True
    for person in await people_with(tx, community.id):
        key, by_day = f"low/{community.id}/{item.id}/{tx.occasion}/{person.id}", community.by_day(tx.now, ways)
        owe_private(tx, person.user_id, community.id, "shop_low", key=key, not_before=by_day, item=item.id)


def note_plenty(item: ShopItem, left: int, low: int) -> None:
    """There is enough of it again: staff hear when it runs out the next time."""
    if left > low:
        item.low_told = False
