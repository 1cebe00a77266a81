"""Another key, from the command line: made, taken up, and the old one put aside when nothing needs it any more."""

import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import commands
from bot.storage.occupancy import only_process
from bot.storage.vault import Sealer
from tests.cli.operator import Operator
from tests.databases import copy_sqlite
from tests.town import KEY, Beginning

TOKEN = "7123456789:AAF-canaryCanaryCanaryCanaryCanary0"


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
        assert (waiting.code, "2 of secret" in waiting.out) == (1, True), waiting
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
