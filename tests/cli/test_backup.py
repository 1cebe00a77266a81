"""Backup and restore: hot, verified, all or nothing, and between both databases."""

import asyncio
import base64
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError

from bot.clock import Tasks
from bot.models import Base
from bot.settings import Database
from bot.storage.ground.migrating import NewerDatabaseError, migrate
from bot.storage.ground.occupancy import InUseError, only_process
from bot.storage.ground.vault import WrongKeyError
from bot.storage.upkeep.backup import BackupError, backup, plain_engine
from bot.storage.upkeep.checkup import DamagedError, verify_file
from bot.storage.upkeep.restoring import restore
from tests.databases import AT_LENGTH_ON_POSTGRESQL, Postgres, books_of, database_at
from tests.town import KEY, MORNING, Town, open_town

OTHER_KEY = base64.urlsafe_b64encode(b"9" * 32)
APPEND_ONLY = ("order_event", "audit", "ledger_entry")


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def backed_up(database: Database, target: Path, **how: bool) -> Path:
    backup(database, [KEY], target, now=MORNING, report=quiet, **how)
    return target


def restored(database: Database, source: Path, *, key: bytes = KEY, force: bool = False) -> Path | None:
    return restore(database, [key], source, now=MORNING, report=quiet, force=force)


async def a_days_work(town: Town, what: str = "灯不亮") -> None:
    """An order from the first word to the points."""
    ann = await town.volunteer("安")
    card = await town.order(f"2号楼2单元1401 {what} 刘运京 13800138000")
    await ann.taps("我来修", under=card)
    await ann.taps("修好了")
    await ann.says("换了合页")
    await town.secretary.taps("确认")


@pytest.fixture
def source(database_url: str, tmp_path: Path) -> Database:
    return database_at(database_url, tmp_path)


async def test_the_books_are_the_same_wherever_they_are_restored(
    town: Town, source: Database, elsewhere: Database, tmp_path: Path
) -> None:
    await a_days_work(town)
    file = await asyncio.to_thread(backed_up, source, tmp_path / "backup.db")
    await asyncio.to_thread(restored, elsewhere, file)
    books = books_of(source)
    assert books["ledger_entry"].rows == 1
    assert books_of(elsewhere) == books
    with plain_engine(elsewhere.sync_url) as engine:
        for table in APPEND_ONLY:
            with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
                connection.execute(delete(Base.metadata.tables[table]))


@AT_LENGTH_ON_POSTGRESQL
async def test_the_restored_database_is_one_to_go_on_with(
    town: Town, source: Database, elsewhere: Database, tmp_path: Path
) -> None:
    await a_days_work(town)
    file = await asyncio.to_thread(backed_up, source, tmp_path / "backup.db")
    await asyncio.to_thread(restored, elsewhere, file)
    url = elsewhere.url.get_secret_value()
    async with open_town(url, tmp_path) as again:
        again.clock.move(timedelta(days=1))
        again.world.updates._next += 1_000_000  # this Telegram is a new one, whose numbers must not be those of the old
        zhao = again.actor("赵姐")
        await zhao.starts()
        await again.secretary.says("/order 3号楼 门锁坏了", in_=again.group)
        await zhao.taps("我来修", under=again.card_of(1002))
    books = await asyncio.to_thread(books_of, elsewhere)
    assert (books["repair_order"].rows, books["claim"].rows) == (2, 2)


async def under_load(town: Town, source: Database, folder: Path, turns: int) -> tuple[list[Path], int]:
    """Backups while orders go from the first word to the points, one or more during each; how many orders went."""
    files: list[Path] = []
    done = 0

    async def back_up() -> None:
        for turn in range(turns):
            files.append(await asyncio.to_thread(backed_up, source, folder / f"backup{turn}.db"))
            while done < turn // 2:  # what is copied next must not be what was copied before
                await asyncio.sleep(0.01)

    working = Tasks().start(back_up(), name="backups")
    while not working.done() or not done:
        await a_days_work(town, f"灯不亮 第{done + 1}处")
        done += 1
    await working
    return files, done


async def test_a_backup_under_load_holds_one_state_and_stops_nobody(
    town: Town, source: Database, tmp_path: Path
) -> None:
    await a_days_work(town)
    files, done = await under_load(town, source, tmp_path, 3)
    assert done >= 1
    for file in files:
        entries, closed, balance, moved = await asyncio.to_thread(figures, file)
        assert (entries, balance) == (closed, moved)


@pytest.mark.long
@pytest.mark.whole
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("elsewhere", ["into postgres"], indirect=True)
async def test_fifty_of_fifty_backups_under_load_restore_to_the_same_whole_books(
    town: Town, source: Database, elsewhere: Database, tmp_path: Path
) -> None:
    """Each into a SQLite file, every tenth into PostgreSQL as well; `restore` proves books and chains on the way."""
    await a_days_work(town)
    files, done = await under_load(town, source, tmp_path, 50)
    seen = []
    for turn, file in enumerate(files):
        books = books_of(database_at(f"sqlite:///{file}", tmp_path))
        targets = [database_at(f"sqlite:///{tmp_path}/restored.db", tmp_path), *([] if turn % 10 else [elsewhere])]
        for target in targets:
            await asyncio.to_thread(restored, target, file, force=True)
            assert books_of(target) == books, file
        entries, closed, balance, moved = figures(file)
        assert (entries, balance) == (closed, moved), file
        seen.append(entries)
    assert seen == sorted(seen)
    assert done >= seen[-1] - seen[0] >= 20


def figures(file: Path) -> tuple[int, int, int, int]:
    """Ledger entries and closed orders, points that members have and that were ever given: equal in every state."""
    connection = sqlite3.connect(file)
    questions = (
        "SELECT count(*) FROM ledger_entry",
        "SELECT count(*) FROM repair_order WHERE status = 'closed'",
        "SELECT sum(balance) FROM account WHERE kind = 'member'",
        "SELECT sum(amount) FROM ledger_entry",
    )
    try:
        entries, closed, balance, moved = (int(connection.execute(question).fetchone()[0]) for question in questions)
    finally:
        connection.close()
    return entries, closed, balance, moved


@AT_LENGTH_ON_POSTGRESQL
def test_a_backup_is_one_file_that_only_its_owner_reads(source: Database, tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir()
    file = backed_up(source, folder / "backup.db")
    assert [one.name for one in folder.iterdir()] == ["backup.db"]
    assert file.stat().st_mode & 0o777 == 0o600
    restored(database_at(f"sqlite:///{folder / 'new.db'}", tmp_path), file)
    assert (folder / "new.db").stat().st_mode & 0o777 == 0o600


@AT_LENGTH_ON_POSTGRESQL
def test_a_backup_replaces_nothing_unless_told_to(source: Database, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    file.write_text("precious")
    with pytest.raises(BackupError, match="--force"):
        backed_up(source, file)
    assert file.read_text() == "precious"
    backed_up(source, file, force=True)
    assert file.read_bytes().startswith(b"SQLite format 3")


@AT_LENGTH_ON_POSTGRESQL
async def test_a_backup_of_bent_books_is_refused(town: Town, source: Database, tmp_path: Path) -> None:
    await a_days_work(town)
    with plain_engine(source.sync_url) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE account SET balance = balance + 5 WHERE kind = 'member'"))
    with pytest.raises(DamagedError, match="not the sum"):
        await asyncio.to_thread(backed_up, source, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


@AT_LENGTH_ON_POSTGRESQL
async def test_a_backup_with_an_altered_ledger_is_refused(town: Town, source: Database, tmp_path: Path) -> None:
    await a_days_work(town)
    file = await asyncio.to_thread(backed_up, source, tmp_path / "backup.db")
    connection = sqlite3.connect(file)
    connection.execute("DROP TRIGGER ledger_entry_no_update")
    connection.execute("UPDATE ledger_entry SET amount = amount + 1")
    connection.execute("UPDATE account SET balance = balance + 1 WHERE kind = 'member'")
    connection.execute("UPDATE account SET balance = balance - 1 WHERE kind = 'mint'")
    connection.commit()
    connection.close()
    with pytest.raises(DamagedError, match="altered at entry 1"):
        await asyncio.to_thread(restored, database_at(f"sqlite:///{tmp_path}/new.db", tmp_path), file)
    assert not (tmp_path / "new.db").exists()


@AT_LENGTH_ON_POSTGRESQL
async def test_a_backup_of_a_broken_file_is_refused(town: Town, source: Database, tmp_path: Path) -> None:
    await a_days_work(town)
    file = await asyncio.to_thread(backed_up, source, tmp_path / "backup.db")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedError):
        await asyncio.to_thread(restored, source, file, force=True)


@AT_LENGTH_ON_POSTGRESQL
async def test_another_key_does_not_open_a_backup(town: Town, source: Database, tmp_path: Path) -> None:
    await a_days_work(town)
    file = await asyncio.to_thread(backed_up, source, tmp_path / "backup.db")
    with pytest.raises(WrongKeyError):
        await asyncio.to_thread(backup, source, [OTHER_KEY], tmp_path / "other.db", now=MORNING, report=quiet)
    before = books_of(source)
    with pytest.raises(BackupError, match=r"security\.key"):
        await asyncio.to_thread(restored, source, file, key=OTHER_KEY, force=True)
    assert books_of(source) == before


@AT_LENGTH_ON_POSTGRESQL
def test_a_newer_backup_is_refused(source: Database, tmp_path: Path) -> None:
    file = backed_up(source, tmp_path / "backup.db")
    connection = sqlite3.connect(file)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(BackupError, match="newer"):
        restored(source, file)


@AT_LENGTH_ON_POSTGRESQL
def test_a_newer_database_is_not_backed_up(source: Database, tmp_path: Path) -> None:
    with plain_engine(source.sync_url) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError):
        backed_up(source, tmp_path / "backup.db")


@AT_LENGTH_ON_POSTGRESQL
async def test_a_database_with_people_in_it_is_replaced_only_when_told_to(
    town: Town, source: Database, tmp_path: Path
) -> None:
    await a_days_work(town)
    file = await asyncio.to_thread(backed_up, source, tmp_path / "backup.db")
    then = books_of(source)
    await a_days_work(town, "门锁坏了")
    now = books_of(source)
    with pytest.raises(BackupError, match="--force"):
        await asyncio.to_thread(restored, source, file)
    assert books_of(source) == now
    await town.weixiu.uow.database.close()
    aside = await asyncio.to_thread(restored, source, file, force=True)
    assert books_of(source) == then
    if_kept = [] if aside is None else [books_of(database_at(f"sqlite:///{aside}", tmp_path))]
    assert if_kept == ([now] if source.sqlite_path else [])


def test_a_database_in_use_is_not_replaced(sqlite_file: Path, tmp_path: Path) -> None:
    used = database_at(f"sqlite:///{tmp_path}/used.db", tmp_path)
    migrate(used.sync_url)
    file = backed_up(used, tmp_path / "backup.db")
    with only_process(used.sqlite_path), pytest.raises(InUseError):
        restored(used, file)
    assert restored(used, file) is not None
    assert sqlite_file.exists()


def test_a_postgresql_with_a_postman_on_duty_is_not_replaced(postgres: Postgres, tmp_path: Path) -> None:
    address = postgres.new_database()
    used = database_at(address, tmp_path)
    file = backed_up(used, tmp_path / "backup.db")
    with plain_engine(used.sync_url) as engine, engine.begin() as connection:
        connection.execute(
            text("INSERT INTO lease (name, owner, until) VALUES ('postman', 'somebody', :until)"),
            {"until": MORNING + timedelta(seconds=5)},
        )
    with pytest.raises(InUseError):
        restored(used, file)
    assert books_of(used)["lease"].rows == 1
    postgres.drop(address)


@AT_LENGTH_ON_POSTGRESQL
async def test_a_file_that_is_no_database_is_no_backup(source: Database, tmp_path: Path) -> None:
    for name, content in (("text.db", "早上好" * 500), ("empty.db", "")):
        file = tmp_path / name
        file.write_text(content, encoding="utf-8")
        with pytest.raises(DamagedError):
            await asyncio.to_thread(restored, source, file)
    with pytest.raises(DamagedError, match="no file"):
        await verify_file(tmp_path / "nowhere.db", [KEY], MORNING, called="nowhere")


def test_a_database_is_not_its_own_backup(tmp_path: Path) -> None:
    used = database_at(f"sqlite:///{tmp_path}/used.db", tmp_path)
    migrate(used.sync_url)
    assert used.sqlite_path is not None
    with pytest.raises(BackupError, match="the database itself"):
        restored(used, used.sqlite_path, force=True)
