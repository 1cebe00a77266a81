"""What nobody needs any more, table by table, once a night; docs/DATA.md says what is kept for how long, and why."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import aliased

from bot.models import ChatPause, Draft, InboxUpdate, Invite, OutboxMessage, SheetImport, SheetPage, Slot
from bot.models.intake import InboxState
from bot.models.outbox import Kind, Lane, OutState
from bot.models.past import ImportState
from bot.storage.ground.uow import Writing
from bot.storage.post.inbox import newest_number
from bot.storage.requests.alarms import ALARM

AT_ONCE = 500
FOUND = "find"
"""The topic of an answer to /find."""
FOUND_SHOWN = timedelta(days=1)
"""So long an answer to /find shows what it found."""


async def forget_dead_letters(tx: Writing, before: datetime) -> int:
    """Updates that failed every time, and whatever somebody wrote in them: whoever wanted to look has looked.

    They are at the beginning of the primary key, since what was done goes long before them. The newest of all updates
    is emptied instead: its number must not be given again (see `forget_done`).
    """
    oldest = await tx.session.execute(
        select(InboxUpdate.seq, InboxUpdate.received_at, InboxUpdate.state).order_by(InboxUpdate.seq).limit(AT_ONCE)
    )
    dead = [seq for seq, received_at, state in oldest if state is InboxState.DEAD and received_at < before]
    if not dead:
        return 0
    newest = (InboxUpdate.seq.in_(dead), InboxUpdate.seq == newest_number())
    emptied = update(InboxUpdate).where(*newest).values(state=InboxState.DONE, payload=None, error=None)
    await tx.session.execute(emptied.execution_options(synchronize_session=False))
    gone = (InboxUpdate.seq.in_(dead), InboxUpdate.state == InboxState.DEAD)
    return await _done(tx, delete(InboxUpdate).where(*gone))


async def forget_drafts(tx: Writing, before: datetime) -> int:
    """Conversations that nobody took up again; an alarm stands until somebody says that it is over.

    Their messages say so from now on, and nothing any more of what was said in them.
    """
    old = (Draft.updated_at < before, Draft.kind != ALARM)
    rows = await tx.session.execute(select(Draft.chat_id, Draft.kind, Draft.serial).where(*old))
    keys = [f"draft/{chat_id}/{kind}/{serial}" for chat_id, kind, serial in rows]
    for at in range(0, len(keys), AT_ONCE):
        await _say_again(tx, keys[at : at + AT_ONCE])
    return await _done(tx, delete(Draft).where(*old))


async def _say_again(tx: Writing, keys: Sequence[str]) -> None:
    """Kept messages are said anew, from what is true now."""
    shown = (OutboxMessage.key.in_(keys), OutboxMessage.kind == Kind.KEEP, OutboxMessage.state == OutState.SAID)
    again = {"state": OutState.OWED, "wanted": OutboxMessage.wanted + 1, "attempts": 0, "lane": Lane.DIGEST}
    statement = update(OutboxMessage).where(*shown, OutboxMessage.message_id.is_not(None))
    await tx.session.execute(statement.values(**again, not_before=tx.now).execution_options(synchronize_session=False))


async def empty_found(tx: Writing, before: datetime) -> int:
    """Answers of /find, with names and numbers in them, are said again once they are old: then they are empty.

    Their keys begin like their topic, and lie between these two however a database sorts.
    """
    old = (OutboxMessage.sent_at < before, OutboxMessage.sent_at >= before - timedelta(days=2))
    near = (OutboxMessage.key >= FOUND, OutboxMessage.key < "finz", OutboxMessage.topic == FOUND)
    keys = (await tx.session.scalars(select(OutboxMessage.key).where(*near, *old))).all()
    for at in range(0, len(keys), AT_ONCE):
        await _say_again(tx, keys[at : at + AT_ONCE])
    return len(keys)


async def drop_sheets(tx: Writing, before: datetime) -> int:
    """Spreadsheets that were sent, and about which nobody said whether they are to be taken in."""
    unanswered = (SheetImport.state == ImportState.READ, SheetImport.at < before)
    sheets = select(SheetImport.id).where(
        *unanswered, SheetImport.community_id == SheetPage.community_id, SheetImport.id == SheetPage.import_id
    )
    await _done(tx, delete(SheetPage).where(sheets.exists()))
    return await _done(tx, update(SheetImport).where(*unanswered).values(state=ImportState.DROPPED, ended_at=tx.now))


async def forget_links(tx: Writing, before: datetime) -> int:
    """Links that ran out; who came through one stands in the audit."""
    return await _done(tx, delete(Invite).where(Invite.expires_at < before))


async def forget_slots(tx: Writing, before: datetime) -> int:
    """Occasions of the schedule dealt with long ago; the last of each kind stays, for the next is counted from it."""
    newer = aliased(Slot)
    followed = select(newer.day).where(
        newer.community_id == Slot.community_id, newer.kind == Slot.kind, newer.day > Slot.day
    )
    return await _done(tx, delete(Slot).where(Slot.taken_at < before, followed.exists()))


async def forget_pauses(tx: Writing, before: datetime) -> int:
    """Silences that Telegram asked for, long over."""
    return await _done(tx, delete(ChatPause).where(ChatPause.until < before))


async def _done(tx: Writing, statement: Any) -> int:
    result = await tx.session.execute(statement.execution_options(synchronize_session=False))
    return result.rowcount if isinstance(result, CursorResult) else 0
