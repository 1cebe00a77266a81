"""Keeping the data: backups every night while people work, and who hears when there is none."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.settings import Backup
from bot.storage.checkup import verify_file
from bot.storage.shelf import Done, Task, backups_in
from bot.storage.shelving import carry_out
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
