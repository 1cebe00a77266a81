"""The stock as staff see it: the list, the purchase log, and taking stock (盘点) with what is missing explained."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import BadInput, ButtonExpired
from bot.domain.ids import CommunityId
from bot.domain.roles import STAFF
from bot.domain.shop import MOST_STOCK
from bot.models import Community, Person
from bot.models.shop import MoveKind
from bot.storage.community.communities import write_audit
from bot.storage.goods.shop import Move, held_of_item, item_of, items_of, move_stock
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.points.ledger import lock_books
from bot.storage.requests.drafts import DraftFacts, draft_of, open_draft
from bot.usecases.chats.acting import Actor, recognise, require_staff, staff_here
from bot.usecases.chats.asking import own_communities
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft
from bot.usecases.owed.owing_community import owe_panel
from bot.usecases.shop.goods_sheet import ask_for_goods
from bot.usecases.shop.redeeming import note_plenty, owe_low_stock
from bot.usecases.shop.shopping import new_serial

COUNT = "count"
"""The conversation, and the step that asks how many there are."""
WHY = "why"
"""The step that asks where the difference comes from."""
REASONS = frozenset({MoveKind.LOST, MoveKind.USED, MoveKind.MISCOUNTED})


@dataclass(frozen=True)
class ShowStock:
    """A member of staff wants to see what there is."""

    actor: Actor


async def show_stock(cmd: ShowStock, *, uow: UnitOfWork, now: datetime) -> None:
    """The list, in the private chat.

    Raises:
        NotAllowed: the actor is staff nowhere, or not of this group.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        for community in await own_communities(tx, person, cmd.actor, STAFF, "shop"):
            owe_stock(tx, person, community.id, serial=new_serial())


def owe_stock(tx: Writing, person: Person, community_id: CommunityId, *, serial: int, shown: str = "stock") -> None:
    """One message shows the stock page by page, or the log: `shown` is stock or log, and behind a slash the page."""
    key = f"stock/{person.user_id}/{community_id}/{serial}"
    owe_panel(tx, person.user_id, community_id, "shop_stock", key=key, serial=serial, shown=shown)


@dataclass(frozen=True)
class PressStock:
    """A button of the list: stock or log with a page, count, or sheet."""

    actor: Actor
    community_id: int
    serial: int
    act: str
    value: int


async def press_stock(cmd: PressStock, *, uow: UnitOfWork, now: datetime) -> None:
    """Turn the page, or begin to take stock.

    Raises:
        ButtonExpired: there is no such button, or nothing to be counted.
        NoCommunity: there is no such community.
        NotAllowed: the actor is not staff there.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "shop")
        if cmd.act in ("stock", "log"):
            owe_stock(tx, person, community.id, serial=cmd.serial, shown=f"{cmd.act}/{max(0, cmd.value)}")
            return
        if cmd.act == "sheet":
            await ask_for_goods(tx, person, cmd.actor.user_id, community.id)
            return
        items = [item.id for item in await items_of(tx, community.id) if item.on_shelf or item.stock or item.held]
        if cmd.act != COUNT or not items:
            raise ButtonExpired
        payload = {"community": community.id, "items": items, "at": 0, "counted": None, "right": 0, "wrong": 0}
        await begin_question(tx, person, cmd.actor.user_id, kind=COUNT, step=COUNT, payload=payload)


async def answer_count(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """The number that was counted.

    Raises:
        BadInput: it is none, or the question was where a difference comes from.
        NotAllowed: the person is no longer staff.
    """
    digits = text.strip()
    fits = digits.isdecimal() and len(digits) <= len(str(MOST_STOCK)) and int(digits) <= MOST_STOCK
    if draft.step != COUNT or not fits:
        raise BadInput(field="count", example="28")
    await _take(tx, person, draft, int(digits))


@dataclass(frozen=True)
class PressCount:
    """A button of the question: same, skip, stop, or the reason for a difference."""

    actor: Actor
    serial: int
    at: int
    """Which of the items the button asked about."""
    act: str


async def press_count(cmd: PressCount, *, uow: UnitOfWork, now: datetime) -> None:
    """Take the answer, once, and ask about the next item.

    Raises:
        ButtonExpired: the question has been answered.
        NotAllowed: the person is no longer staff.
        StockTooLow: more is missing than is not promised to anybody.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, COUNT, cmd.serial)
        if draft is None or draft.payload["at"] != cmd.at:
            raise ButtonExpired
        if cmd.act == "same" and draft.step == COUNT:
            await _next(tx, draft, right=1)
        elif cmd.act == "skip":
            await _next(tx, draft)
        elif cmd.act == "stop":
            await _finish(tx, draft)
        elif draft.step == WHY and cmd.act in REASONS:
            await _explain(tx, person, draft, MoveKind(cmd.act))
        else:
            raise ButtonExpired


async def _community(tx: Writing, person: Person, draft: DraftFacts) -> Community:
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_staff(tx, community.id, person, "shop")
    return community


async def _take(tx: Writing, person: Person, draft: DraftFacts, counted: int) -> None:
    draft = await _anew(tx, draft)
    community = await _community(tx, person, draft)
    await lock_books(tx, community.id)
    if await _missing(tx, draft, counted) == 0:
        await _next(tx, draft, right=1)
    else:
        await keep_draft(tx, replace(draft, step=WHY, payload={**draft.payload, "counted": counted}))


async def _missing(tx: Writing, draft: DraftFacts, counted: int) -> int:
    """How many more there are than the books say; what lies there for somebody was counted too."""
    community_id, item_id = draft.payload["community"], draft.payload["items"][draft.payload["at"]]
    item = await item_of(tx, community_id, item_id)
    if item is None:
        raise ButtonExpired
    return counted - item.stock - await held_of_item(tx, community_id, item_id)


async def _explain(tx: Writing, person: Person, draft: DraftFacts, reason: MoveKind) -> None:
    """The books say from now on what was counted; the difference is worked out anew, for goods may have moved since."""
    community = await _community(tx, person, draft)
    await lock_books(tx, community.id)
    change = await _missing(tx, draft, draft.payload["counted"])
    if change:
        item = await item_of(tx, community.id, draft.payload["items"][draft.payload["at"]])
        if item is None:
            raise ButtonExpired
        left = await move_stock(tx, item, Move(reason, change, person.id))
        note_plenty(item, left, community.ways().low_stock)
        await owe_low_stock(tx, community, item, left)
        write_audit(tx, community.id, person.id, "stock", item=item.id, change=change, reason=str(reason))
    await _next(tx, draft, wrong=1)


async def _next(tx: Writing, draft: DraftFacts, *, right: int = 0, wrong: int = 0) -> None:
    known = draft.payload
    payload = {
        **known,
        "at": known["at"] + 1,
        "counted": None,
        "right": known["right"] + right,
        "wrong": known["wrong"] + wrong,
    }
    draft = replace(draft, step=COUNT, payload=payload)
    if payload["at"] < len(payload["items"]):
        await keep_draft(tx, draft)
    else:
        await _finish(tx, draft)


async def _finish(tx: Writing, draft: DraftFacts) -> None:
    await end_draft(tx, draft, "changed", right=draft.payload["right"], wrong=draft.payload["wrong"])


async def _anew(tx: Writing, draft: DraftFacts) -> DraftFacts:
    """What was typed stands below the question; the next one comes below that."""
    await end_draft(tx, draft, "moved", counted=draft.payload["at"])
    return await open_draft(tx, draft.person_id, draft.chat_id, kind=COUNT, step=draft.step, payload=draft.payload)
