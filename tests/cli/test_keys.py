"""Another key, from the command line: made, taken up, and the old one put aside when nothing needs it any more."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.dialects import sqlite
from typer.testing import CliRunner

from bot.cli.table import commands
from bot.models import Person
from bot.storage.ground.occupancy import only_process
from bot.storage.ground.vault import Sealer
from bot.storage.upkeep.resealing import PAGE, sealed_columns, sealed_tables
from tests.cli.killed import FileMine, dies
from tests.cli.operator import Operator
from tests.databases import copy_sqlite
from tests.fire.mine import Mine
from tests.town import KEY, Beginning

TOKEN = "7123456789:AAF-canaryCanaryCanaryCanaryCanary0"
ROTATE, PRUNE = ("keys", "rotate"), ("keys", "prune")
SEALING = "storage.upkeep.resealing.seal_anew"


@pytest.fixture
def kept(operator: Operator, sqlite_beginning: Beginning) -> Operator:
    """An operator whose community was set up, and whose bot rests."""
    operator.writes(f'[telegram]\ntoken = "{TOKEN}"\n[database]\nurl = "sqlite:///{operator.database}"\n')
    copy_sqlite(Path(sqlite_beginning.database_url.removeprefix("sqlite:///")), operator.database)
    operator.has_key()
    return operator


def keys_of(file: Path) -> list[bytes]:
    assert file.stat().st_mode & 0o777 == 0o600
    return file.read_bytes().split()


async def test_a_key_is_changed_in_two_commands_which_may_be_repeated(kept: Operator, tmp_path: Path) -> None:
    backup = shutil.copy(kept.database, tmp_path / "before.db")
    rotated = await kept.types_here("keys", "rotate")
    assert (rotated.code, "rows were sealed anew" in rotated.out) == (0, True), rotated
    new, old = keys_of(kept.key_file)
    assert (old, new == KEY) == (KEY, False)
    assert new.decode() not in rotated.out
    assert "\n0 rows were" in "\n" + (await kept.types_here("keys", "rotate")).out
    assert keys_of(kept.key_file) == [new, old], "a key that is there is used, and no third one made"
    pruned = await kept.types_here("keys", "prune")
    assert pruned.code == 0, pruned
    assert keys_of(kept.key_file) == [new]
    (aside,) = kept.folder.glob("weixiu.key.dropped-*")
    assert (keys_of(aside), str(aside) in pruned.out) == ([KEY], True)
    assert "There is one key" in (await kept.types_here("keys", "prune")).out
    shutil.copy(backup, kept.database)
    refused = await kept.types_here("keys", "rotate")
    assert (refused.code, "put the right key back" in refused.err) == (2, True)
    assert keys_of(kept.key_file) == [new], "no key is added to what opens nothing"


async def test_while_the_bot_works_it_seals_anew_itself_and_no_key_is_taken_from_it_too_early(kept: Operator) -> None:
    with only_process(kept.database):
        rotated = await kept.types_here("keys", "rotate")
        assert (rotated.code, "The bot is at work" in rotated.out) == (0, True), rotated
        waiting = await kept.types_here("keys", "prune")
        assert (waiting.code, "secret 2" in waiting.out) == (1, True), waiting
    assert (await kept.types_here("keys", "rotate")).code == 0
    with only_process(kept.database):
        waiting = await kept.types_here("keys", "prune")
        assert (waiting.code, "the bot is at work with a new key" in waiting.out) == (1, True), waiting
        assert len(keys_of(kept.key_file)) == 2
        os.utime(kept.key_file, (0, 0))
        assert (await kept.types_here("keys", "prune")).code == 0
    assert len(keys_of(kept.key_file)) == 1


async def test_keys_that_only_the_operator_can_change_are_left_to_the_operator(kept: Operator) -> None:
    kept.environment["WEIXIU_SECURITY__KEY"] = KEY.decode()
    refused = await kept.types_here("keys", "rotate")
    assert (refused.code, "weixiu keys new" in refused.err) == (2, True), refused
    new = CliRunner().invoke(commands(), ("keys", "new")).stdout.strip()
    assert Sealer([new.encode()]).seal("x")
    kept.environment["WEIXIU_SECURITY__KEY"] = f"{new},{KEY.decode()}"
    assert (await kept.types_here("keys", "rotate")).code == 0
    assert "take the others out" in (await kept.types_here("keys", "prune")).out


def sealed_in(database: Path) -> list[bytes]:
    """Whatever is sealed there."""
    with closing(sqlite3.connect(database)) as connection:
        queries = [str(select(column)) for table in sealed_tables() for column in sealed_columns(table)]
        return [value for query in queries for (value,) in connection.execute(query) if value is not None]


def crowded(database: Path, people: int) -> None:
    """More people than are sealed anew in one go, all of one name."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.row_factory = sqlite3.Row
        one = dict(connection.execute("SELECT * FROM person LIMIT 1").fetchone())
        rows = [one | {"id": 1000 + at, "user_id": 9000 + at} for at in range(people)]
        connection.executemany(str(insert(Person).compile(dialect=sqlite.dialect(paramstyle="named"))), rows)


def test_a_change_of_keys_that_is_killed_at_each_of_its_steps_goes_on_and_nothing_is_unreadable_at_any_time(
    kept: Operator,
) -> None:
    crowded(kept.database, 2 * PAGE)
    sealed = sealed_in(kept.database)
    mines: list[Mine | FileMine] = [FileMine("before", 1), FileMine("after", 1), Mine("before", SEALING)]
    died = 0
    while dies(kept, mines[died] if died < len(mines) else Mine("after", SEALING), *ROTATE):
        died += 1
        keys = keys_of(kept.key_file)
        assert len(keys) == (1 if died == 1 else 2)
        assert len([Sealer(keys).open(value) for value in sealed_in(kept.database)]) == len(sealed)
    assert died >= len(mines) + 3
    new, old = keys_of(kept.key_file)
    assert old == KEY
    assert all(Sealer([new]).is_fresh(value) for value in sealed_in(kept.database))
    for mine in (FileMine("before", 1), FileMine("after", 1), FileMine("before", 1)):
        assert dies(kept, mine, *PRUNE)
        assert keys_of(kept.key_file) == [new, KEY]
    assert not dies(kept, FileMine("before", 2), *PRUNE)
    assert keys_of(kept.key_file) == [new]
    (aside,) = kept.folder.glob("weixiu.key.dropped-*")
    assert keys_of(aside) == [KEY]
    assert not [*kept.folder.glob(".weixiu.key.*")], "no key lies about in what was half written"
