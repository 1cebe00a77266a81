"""Keeping the data: backups every night while people work, and who hears when there is none."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, text

from bot.domain.roles import Role
from bot.models import Invite, SheetImport, SheetPage, Slot
from bot.models.base import UtcDateTime
from bot.models.past import ImportState
from bot.settings import Backup
from bot.storage.upkeep.checkup import verify_file
from bot.storage.upkeep.shelf import Done, Task, backups_in
from bot.storage.upkeep.shelving import carry_out
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import KEY, MORNING, Town


async def night_falls(town: Town, **time: float) -> None:
    """Time goes by, and whatever backup is begun then is finished."""
    await town.passes(**time)
    await town.weixiu.ticks.backups.finished()
    await town.settle()


@AT_LENGTH_ON_POSTGRESQL
async def test_there_is_a_backup_of_every_day_and_only_who_looks_after_the_machine_hears_that_there_is_none(
    town: Town, tmp_path: Path
) -> None:
    shelf = tmp_path / "shelf"
    backups = town.weixiu.ticks.backups
    backups.on_duty = lambda: True
    backups.plan = Backup(folder=shelf, keep_daily=1, keep_weekly=0, keep_monthly=0)
    await town.order()
    group = town.group_screen
    await night_falls(town, seconds=20)
    await town.passes(minutes=59)
    assert town.secretary.screen.count("备份没有做成") == 1
    assert "文件夹打不开" in town.secretary.screen
    shelf.mkdir()
    (shelf / ".weixiu-2026-11-22.db.left_by_a_crash").mkdir()
    (shelf / "weixiu-2026-11-01.db").write_text("an old one")
    (shelf / "weixiu-holiday.db").write_text("somebody's own")
    await night_falls(town, minutes=2)
    assert sorted(one.name for one in shelf.glob("*weixiu-*")) == ["weixiu-2026-11-23.db", "weixiu-holiday.db"]
    assert await verify_file(shelf / "weixiu-2026-11-23.db", [KEY], MORNING, called="it")
    assert (shelf / "weixiu-2026-11-23.db").stat().st_mode & 0o777 == 0o600
    await night_falls(town, hours=17)
    assert [*backups_in(shelf)] == [MORNING.date()], "03:00 is too early"
    assert backups.under_way is None
    assert town.secretary.screen.count("备份没有做成") == 1
    assert "备份" not in town.group_screen
    assert town.group_screen.startswith(group[:20])


@contextmanager
def no_room(size: int) -> Iterator[None]:
    """No file of this process may be longer: what SQLite meets is what it meets on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_the_shelf_as_it_was(sqlite_file: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "weixiu-2026-11-22.db").write_text("yesterday's")
    task = Task(
        url=f"sqlite:///{sqlite_file}", keys=(KEY.decode(),), folder=str(shelf), day="2026-11-23",
        now=MORNING.isoformat(), daily=1, weekly=0, monthly=0,
    )  # fmt: skip
    with no_room(100_000):
        done = carry_out(task)
    assert (done.made, done.wrong) == ("", "full"), done
    assert [one.name for one in shelf.glob("*weixiu-*")] == ["weixiu-2026-11-22.db"]
    assert carry_out(task) == Done(made="weixiu-2026-11-23.db", removed=1)
    assert carry_out(replace(task, day="2026-11-24")).removed == 1
    wrong = carry_out(replace(task, url=f"sqlite:///{shelf}/nowhere.db", day="2026-11-25"))
    assert (wrong.wrong, [*backups_in(shelf)]) == ("damaged", [MORNING.date() + timedelta(days=1)])


async def kinds_of(town: Town, question: str) -> list[str]:
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return [str(kind) for kind in await tx.session.scalars(text(question))]


@AT_LENGTH_ON_POSTGRESQL
async def test_what_nobody_needs_any_more_is_gone_after_a_night_and_an_alarm_stands(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.says("煤气漏了,5号楼")
    town.world.malformed_update()
    await town.settle()
    now, old = town.clock.now(), town.clock.now() - timedelta(days=800)
    async with town.weixiu.uow.writing(now) as tx:
        usual: dict[str, Any] = {"community_id": 1, "role": Role.VOLUNTEER, "created_at": old}
        tx.session.add_all(
            [
                *(Slot(community_id=1, kind=kind, day=(old + timedelta(days=day)).date(), taken_at=old, outcome="owed")
                  for kind, day in (("often", 1), ("often", 2), ("seldom", 1))),
                Invite(**usual, token_hash="a", expires_at=old),
                Invite(**usual, token_hash="b", expires_at=now + timedelta(days=1)),
                SheetImport(community_id=1, id=1, at=old, state=ImportState.READ, counts={}),
                SheetImport(community_id=1, id=2, at=now, state=ImportState.READ, counts={}),
            ]
        )  # fmt: skip
        await tx.session.flush()
        pages = [SheetPage(community_id=1, import_id=each, page=0, content=tx.vault.seal("[]")) for each in (1, 2)]
        tx.session.add_all(pages)
        for statement in ("UPDATE inbox SET received_at = :old, state = 'dead'", "UPDATE draft SET updated_at = :old"):
            await tx.session.execute(text(statement).bindparams(bindparam("old", old, UtcDateTime())))
    assert "report" in await kinds_of(town, "SELECT kind FROM draft")
    await town.passes(hours=19)
    assert await kinds_of(town, "SELECT kind FROM draft") == ["alarm"]
    assert await kinds_of(town, "SELECT state FROM inbox WHERE state = 'dead'") == []
    assert await kinds_of(town, "SELECT token_hash FROM invite") == ["b"]
    assert await kinds_of(town, "SELECT state FROM sheet_import ORDER BY id") == ["dropped", "read"]
    assert await kinds_of(town, "SELECT import_id FROM sheet_page") == ["2"]
    assert await kinds_of(town, "SELECT kind FROM slot WHERE outcome = 'owed' ORDER BY kind") >= ["often", "seldom"]
    assert await kinds_of(town, "SELECT count(*) FROM slot WHERE kind IN ('often', 'clearing')") == ["2"]
