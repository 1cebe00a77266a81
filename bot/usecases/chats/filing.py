"""Spreadsheets that were asked for: which conversation a file answers, and what becomes of its rows."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired, SheetUnreadable
from bot.domain.sheets import MOST_ANSWERED, Rows, SheetTrouble
from bot.models import Person
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.people import person_by_user
from bot.storage.requests.drafts import DraftFacts, drafts_of_kind
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.points import standard_changing
from bot.usecases.shop import goods_sheet

TakesSheet = Callable[[Writing, Person, DraftFacts, Rows], Awaitable[None]]

SHEETS: Mapping[str, TakesSheet] = {
    standard_changing.DRAFT: standard_changing.take_sheet,
    goods_sheet.GOODS: goods_sheet.take_goods,
}
"""What takes the rows, by the kind of the conversation that asks for a file."""


async def waits_for_sheet(actor: Actor, *, uow: UnitOfWork, now: datetime) -> bool:
    """Whether a file from them would answer a question; only then is it worth fetching."""
    async with uow.reading(now) as tx:
        person = await person_by_user(tx, actor.user_id)
        return person is not None and await _standing(tx, person, actor.chat_id) is not None


async def _standing(tx: Reading, person: Person, chat_id: int) -> DraftFacts | None:
    """The question for a file that was asked last."""
    found = [draft for kind in SHEETS for draft in await drafts_of_kind(tx, person.id, chat_id, kind)]
    return max(found, key=lambda draft: draft.touched_at or tx.now, default=None)


@dataclass(frozen=True)
class HearSheet:
    """Somebody sent a spreadsheet; its rows, as text."""

    actor: Actor
    rows: Rows


async def hear_sheet(cmd: HearSheet, *, uow: UnitOfWork, now: datetime) -> None:
    """Hand the rows to the conversation that asked for them.

    Raises:
        SheetUnreadable: it is longer than any sheet that was asked for.
        ButtonExpired: while the file was fetched, the question was answered or dropped.
    """
    if len(cmd.rows) > MOST_ANSWERED:
        raise SheetUnreadable(SheetTrouble.TOO_LONG)
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await _standing(tx, person, cmd.actor.chat_id)
        if draft is None:
            raise ButtonExpired
        await SHEETS[draft.kind](tx, person, draft, cmd.rows)
