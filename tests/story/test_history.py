"""What happened to an order is never overwritten, and whoever changes it behind the program's back is found out."""

from contextlib import suppress

from sqlalchemy import text

from bot.domain.breach import Breach, Wrong
from bot.domain.ids import CommunityId
from bot.storage.invariants import HISTORIES, breaches
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

HERE = CommunityId(1)
LINE = "5号楼3单元702 灯不亮 王阿姨 13912345678"
COLUMNS = "community_id, number, seq, at, step, actor_id, now, details, mac"
EDITS = {
    "another volunteer": ("UPDATE order_event SET actor_id = 1 WHERE seq = 2", Wrong.STEP),
    "another moment": ("UPDATE order_event SET at = '2026-01-01 00:00:00.000000' WHERE seq = 3", Wrong.STEP),
    "another step": ("UPDATE order_event SET step = 'expire' WHERE seq = 4", Wrong.STEP),
    "other facts": ("UPDATE order_event SET details = '{}' WHERE seq = 2", Wrong.STEP),
    "one not proved": ("UPDATE order_event SET mac = NULL WHERE seq = 4", Wrong.STEP),
    "one of the middle gone": ("DELETE FROM order_event WHERE seq = 2", Wrong.STEP),
    "the last one gone": ("DELETE FROM order_event WHERE seq = 4", Wrong.STEP),
    "one slipped in": (
        f"INSERT INTO order_event ({COLUMNS}) SELECT {COLUMNS.replace('seq', '5')} FROM order_event WHERE seq = 4",  # noqa: S608 - our own names
        Wrong.STEP,
    ),
    "a whole history gone": ("DELETE FROM order_event", Wrong.STEPS),
    "none proved any more": ("UPDATE order_event SET mac = NULL", Wrong.STEPS),
    "fewer of them noted": ("UPDATE history_mark SET steps = 0", Wrong.STEPS),
}


class TakenBackError(Exception):
    """Nothing of it stays."""


async def found_after(town: Town, edit: str) -> list[Breach]:
    """What is wrong once somebody has changed the database itself; it is changed back."""
    found: list[Breach] = []
    with suppress(TakenBackError):
        async with town.weixiu.uow.writing(town.clock.now()) as tx:
            if town.database.is_sqlite:
                for act in ("update", "delete"):
                    await tx.session.execute(text(f"DROP TRIGGER order_event_no_{act}"))
            else:
                await tx.session.execute(text("ALTER TABLE order_event DISABLE TRIGGER ALL"))
            await tx.session.execute(text(edit))
            found = await breaches(tx, HERE, HISTORIES)
            raise TakenBackError
    return found


async def test_whoever_changes_what_happened_is_found_out(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order(LINE))
    await ann.taps("修好了", under=ann.sees("归您啦"))
    await town.secretary.taps("确认", under=town.secretary.sees("请您确认"))
    await town.passes(hours=22)
    assert await found_after(town, "SELECT 1") == []
    for name, (edit, wrong) in EDITS.items():
        assert [breach.wrong for breach in await found_after(town, edit)] == [wrong], name
    (breach,) = await found_after(town, EDITS["another step"][0])
    assert breach.at == 1001
