"""Files in the private chat: a spreadsheet that was asked for, or a record that staff bring in, is fetched and read."""

import asyncio

from telegram import Document, Update
from telegram.error import TelegramError

from bot.domain.errors import NotAllowed, SheetUnreadable
from bot.domain.sheets import MOST_BYTES, SheetTrouble
from bot.handlers import people
from bot.handlers.visit import Visit
from bot.language.sheets.past_rows import read_past
from bot.reports.sheets import read_rows
from bot.usecases.chats import filing
from bot.usecases.record import bringing

SHEETS = (".xlsx", ".xls", ".csv", ".ods", ".et")


async def on_document(update: Update, visit: Visit) -> None:
    """A file that is no picture. Fetched between transactions, and only while a question stands, or from staff.

    Raises:
        NotAllowed: a spreadsheet that nobody asked them for.
    """
    document = visit.message.document
    waits = await filing.waits_for_sheet(visit.actor, uow=visit.uow, now=visit.now)
    today = None if waits else await bringing.may_bring(visit.actor, uow=visit.uow, now=visit.now)
    if document is not None and not (waits or today) and (document.file_name or "").lower().endswith(SHEETS):
        raise NotAllowed(what="import")
    if document is None or not (waits or today):
        await people.on_anything(update, visit)
        return
    rows = await asyncio.to_thread(read_rows, await _fetched(document))
    if today is None:
        await filing.hear_sheet(filing.HearSheet(visit.actor, rows), uow=visit.uow, now=visit.now)
        return
    sheet = await asyncio.to_thread(read_past, rows, today.date())
    await bringing.bring_sheet(bringing.BringSheet(visit.actor, rows, sheet), uow=visit.uow, now=visit.now)


async def _fetched(document: Document) -> bytes:
    if (document.file_size or 0) > MOST_BYTES:
        raise SheetUnreadable(SheetTrouble.TOO_LARGE)
    try:
        file = await document.get_file()
        return bytes(await file.download_as_bytearray())
    except TelegramError as error:
        raise SheetUnreadable(SheetTrouble.NOT_FETCHED) from error
