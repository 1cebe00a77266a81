"""The shelf by spreadsheet: asked for, looked at before anything changes, and put in place, row by row."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired
from bot.domain.ids import CommunityId
from bot.language.lines.item_line import ItemLine
from bot.language.sheets.goods_rows import RowTrouble, read_goods
from bot.models import Community, Person
from bot.storage.goods.shop import item_named
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.points.ledger import lock_books
from bot.storage.requests.drafts import DraftFacts, draft_of, open_draft
from bot.usecases.chats.acting import Actor, recognise, require_staff
from bot.usecases.owed.owing import begin_question, end_draft, owe_draft
from bot.usecases.shop.stocking import hear_item_line, put_on_shelf

GOODS = "goods"
"""The conversation, and the step that asks for a file."""
LOOK = "look"
"""The step in which what was read is looked at."""
MOST_WRONG = 50
"""Wrong rows that are remembered to be shown."""


async def ask_for_goods(tx: Writing, person: Person, chat_id: int, community_id: CommunityId) -> None:
    """Which file? With it goes the sheet as it is now, to be filled in."""
    payload: dict[str, Any] = {"community": community_id, "good": [], "wrong": [], "count": 0}
    await begin_question(tx, person, chat_id, kind=GOODS, step=GOODS, payload=payload)


async def take_goods(tx: Writing, person: Person, draft: DraftFacts, rows: list[list[str]]) -> None:
    """The rows of the file that was sent; nothing changes before they were looked at.

    Raises:
        BadInput: no row of it names the columns.
        NotAllowed: the person is no longer staff.
    """
    community_id = CommunityId(draft.payload["community"])
    await require_staff(tx, community_id, person, "shop")
    read = read_goods(rows)
    if read is None:
        raise BadInput(field="goods", example="名称 积分 进货")
    good, wrong = [], list(read.wrong)
    for line in read.good:
        complete = line.price is not None and line.count is not None
        if complete or await item_named(tx, community_id, line.name) is not None:
            good.append(asdict(line))
        else:
            at = next(number for number, row in enumerate(rows, start=1) if line.name in _squeezed(row))
            wrong.append((at, RowTrouble.INCOMPLETE))
    payload = {**draft.payload, "good": good, "wrong": sorted(wrong)[:MOST_WRONG], "count": len(wrong)}
    await end_draft(tx, draft, "moved")
    owe_draft(tx, await open_draft(tx, person.id, draft.chat_id, kind=GOODS, step=LOOK, payload=payload))


def _squeezed(row: list[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in row]


async def answer_goods(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """Words where a file was asked for: one line about goods is taken, too.

    Raises:
        BadInput: it is no such line.
    """
    if not await hear_item_line(tx, person, draft.chat_id, text):
        raise BadInput(field="goods", example="名称 积分 进货")


@dataclass(frozen=True)
class PressGoods:
    """放上货架, under what was read."""

    actor: Actor
    serial: int


async def press_goods(cmd: PressGoods, *, uow: UnitOfWork, now: datetime) -> int:
    """Put the good rows on the shelf, all of them or none; how many.

    Raises:
        BadInput: there would be too many kinds of goods.
        ButtonExpired: it was done, or dropped.
        NotAllowed: the person is no longer staff.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, GOODS, cmd.serial)
        if draft is None or not draft.payload["good"]:
            raise ButtonExpired
        community = await tx.session.get_one(Community, draft.payload["community"])
        await require_staff(tx, community.id, person, "shop")
        await lock_books(tx, community.id)
        for line in draft.payload["good"]:
            await put_on_shelf(tx, community, person, ItemLine(**line))
        await end_draft(tx, draft, "changed", done=len(draft.payload["good"]))
        return len(draft.payload["good"])
