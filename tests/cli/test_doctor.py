"""The doctor: in a good world all is well; whatever is wrong is named, with what to do; nothing is disturbed."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import StillClock
from bot.doctor.findings import Mark
from bot.doctor.machine import LITTLE_SPACE, NO_SPACE, font_finding, space_finding, zone_findings
from bot.doctor.platform import proxy_finding
from bot.sandbox.groups import Group
from bot.sandbox.server import RunningServer, serve
from bot.sandbox.webhook_settings import WebhookSettings
from bot.sandbox.world import World
from bot.storage.ground.migrating import migrate
from tests.cli.operator import Operator, Outcome
from tests.databases import Postgres

OTHER_KEY = b"OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg="
TOKEN = "7123456789:AAF-canaryCanaryCanaryCanaryCanary0"


async def examined(operator: Operator) -> Outcome:
    return await operator.types_here("doctor")


def line_about(subject: str, outcome: Outcome) -> str:
    found = [line for line in outcome.out.splitlines() if line[2:].startswith(f"{subject}:")]
    assert found, outcome
    return found[-1]


@pytest.mark.usefixtures("at_work")
async def test_in_a_good_world_all_is_well_while_the_bot_works(operator: Operator, world: World) -> None:
    world.bot.privacy = False
    outcome = await examined(operator)
    assert outcome.code == 0, outcome
    assert "✗" not in outcome.out
    for subject in (
        "configuration",
        "operators",
        "database",
        "database file",
        "schema",
        "books",
        "key",
        "time zone",
        "font",
    ):
        assert line_about(subject, outcome).startswith("✓")
    for subject in ("token", "clock", "privacy mode", "updates", "group 阡上维修群"):
        assert line_about(subject, outcome).startswith("✓")
    assert f"@{world.bot.username}" in line_about("token", outcome)
    assert world.bot.token not in outcome.out


@pytest.mark.usefixtures("at_work")
async def test_programs_get_the_same_as_json(operator: Operator) -> None:
    operator.environment["WEIXIU_DEFAULTS__LOCALE"] = "zh_CN"
    outcome = await operator.types_here("doctor", "--json")
    report: dict[str, Any] = json.loads(outcome.out)
    assert report["ok"] is True
    assert any("还剩" in finding["sentence"] for finding in report["findings"]), "told in the configured language"
    assert {"good"} <= {finding["mark"] for finding in report["findings"]} <= {"good", "warning"}


@pytest.mark.usefixtures("at_work")
async def test_lost_rights_in_a_group_are_named(operator: Operator, group: Group) -> None:
    group.demote_bot()
    outcome = await examined(operator)
    line = line_about("group 阡上维修群", outcome)
    assert line.startswith("!")
    assert "delete" in line
    assert outcome.code == 0
    group.kick_bot()
    outcome = await examined(operator)
    assert line_about("group 阡上维修群", outcome).startswith("✗")
    assert outcome.code == 1


@pytest.mark.usefixtures("at_work")
async def test_a_lost_key_and_a_wrong_key_are_told_apart(operator: Operator) -> None:
    right = operator.key_file.read_bytes()
    operator.has_key(OTHER_KEY)
    outcome = await examined(operator)
    assert outcome.code == 1
    assert line_about("books", outcome).startswith("✗")
    operator.key_file.unlink()
    outcome = await examined(operator)
    assert outcome.code == 1
    assert "there is no file" in line_about("key", outcome)
    assert not operator.key_file.exists()
    operator.key_file.write_bytes(OTHER_KEY + b"\n" + right)
    operator.key_file.chmod(0o644)
    outcome = await examined(operator)
    assert "chmod 600" in line_about("key", outcome)
    assert line_about("old keys", outcome).startswith("! old keys: 1 beside the present one")


@pytest.mark.usefixtures("at_work")
async def test_a_shelf_without_a_fresh_backup_is_a_problem(operator: Operator) -> None:
    assert line_about("backups", await examined(operator)).startswith("! backups: none are made by themselves")
    shelf = operator.folder / "shelf"
    operator.environment["WEIXIU_BACKUP__FOLDER"] = str(shelf)
    assert line_about("backups", await examined(operator)).startswith(f"✗ backups: there is no folder {shelf}")
    shelf.mkdir()
    (shelf / "weixiu-2026-01-01.db").touch()
    assert line_about("backups", await examined(operator)).startswith("✗ backups: 1 in")
    (shelf / f"weixiu-{datetime.now(UTC).date()}.db").touch()  # noqa: TID251 - the real clock is asked
    assert line_about("backups", await examined(operator)).startswith("✓ backups: 2 in")


async def test_before_the_first_start_nothing_is_made(operator: Operator, server: RunningServer) -> None:
    operator.configures(server)
    outcome = await examined(operator)
    assert outcome.code == 0, outcome
    assert line_about("database", outcome).startswith("!")
    assert line_about("key", outcome).startswith("!")
    assert [one.name for one in operator.folder.iterdir()] == ["config.toml"]


async def test_a_terminal_that_cannot_show_a_sign_shows_the_words(operator: Operator, server: RunningServer) -> None:
    operator.configures(server)
    operator.environment |= {"PYTHONIOENCODING": "gbk"}
    outcome = await operator.types("doctor", "--config", str(operator.file))
    assert outcome.code == 0, outcome
    assert "? configuration: can be read" in outcome.out


async def test_a_refused_token_is_a_problem(operator: Operator, server: RunningServer) -> None:
    operator.configures(server, token=TOKEN)
    outcome = await examined(operator)
    assert outcome.code == 1
    assert "telegram.token" in line_about("token", outcome)
    assert "canary" not in outcome.out + outcome.err


async def test_a_telegram_and_a_proxy_out_of_reach_are_problems(operator: Operator) -> None:
    """And a configuration with a token in it that others can read is worth a warning."""
    proxy = "http://me:canary@127.0.0.1:9"
    operator.writes(f'[telegram]\ntoken = "{TOKEN}"\nbase_url = "http://127.0.0.1:9/bot"\nproxy = "{proxy}"\n')
    operator.file.chmod(0o644)
    outcome = await examined(operator)
    assert outcome.code == 1
    assert "telegram.proxy" in line_about("token", outcome)
    assert line_about("proxy", outcome).startswith("✗ proxy: nobody listens at 127.0.0.1:9")
    assert "canary" not in outcome.out
    assert line_about("operators", outcome).startswith("!")
    assert "chmod 600" in line_about("configuration", outcome)
    listening = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    there = await proxy_finding(f"http://me:canary@127.0.0.1:{listening.sockets[0].getsockname()[1]}")
    listening.close()
    assert str(there).startswith("✓ proxy: 127.0.0.1:")


def test_little_space_an_unknown_time_zone_and_a_lost_font_are_each_named(tmp_path: Path) -> None:
    marks = [space_finding(free, tmp_path).mark for free in (NO_SPACE - 1, NO_SPACE, LITTLE_SPACE - 1, LITTLE_SPACE)]
    assert marks == [Mark.PROBLEM, Mark.WARNING, Mark.WARNING, Mark.GOOD]
    assert [str(finding)[0] for finding in zone_findings(["Asia/Shanghai", "Mars/Olympus"])] == ["✗"]

    def missing() -> Path:
        raise ImportError("no such package")

    assert [font_finding(find).mark for find in (missing, lambda: tmp_path / "no.otf")] == [Mark.PROBLEM] * 2


async def test_a_webhook_in_the_way_of_polling_is_named(operator: Operator, server: RunningServer) -> None:
    operator.configures(server)
    server.world.webhook = WebhookSettings(url="http://127.0.0.1:9/elsewhere")
    outcome = await examined(operator)
    assert line_about("updates", outcome).startswith("!")
    assert server.world.webhook is not None


async def test_a_webhook_that_is_not_ours_is_named(operator: Operator, server: RunningServer) -> None:
    hook = '[telegram.webhook]\nurl = "http://127.0.0.1:9/hook"\nsecret = "canary"\n'
    operator.configures(server, more=f'mode = "webhook"\n{hook}')
    outcome = await examined(operator)
    assert "telegram.webhook.url" in line_about("updates", outcome)


async def test_privacy_mode_is_explained(operator: Operator, server: RunningServer) -> None:
    operator.configures(server)
    outcome = await examined(operator)
    assert "/setprivacy" in line_about("privacy mode", outcome)


@pytest.mark.parametrize(("ahead", "sign"), [(30, "!"), (900, "✗")])
async def test_a_clock_that_is_wrong_is_named(operator: Operator, ahead: int, sign: str) -> None:
    world = World(StillClock(datetime.now(UTC) + timedelta(seconds=ahead)))  # noqa: TID251 - the real one is compared
    server = await serve(world)
    operator.configures(server)
    outcome = await examined(operator)
    await server.close()
    assert line_about("clock", outcome).startswith(sign)


async def test_an_old_a_new_and_a_broken_database_are_told_apart(operator: Operator, server: RunningServer) -> None:
    operator.configures(server)
    operator.database.touch()
    assert line_about("schema", await examined(operator)).startswith("!")
    migrate(f"sqlite:///{operator.database}")
    connection = sqlite3.connect(operator.database)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    assert line_about("schema", await examined(operator)).startswith("✗")
    operator.database.write_bytes("坏了".encode() * 4096)
    outcome = await examined(operator)
    assert line_about("database", outcome).startswith("✗")
    assert outcome.code == 1


@pytest.mark.usefixtures("at_work")
async def test_bent_books_are_named(operator: Operator) -> None:
    def bend() -> None:
        with closing(sqlite3.connect(operator.database)) as connection, connection:
            connection.execute(
                "INSERT INTO account (community_id, id, kind, owner_id, balance) VALUES (1, 1, 'member', 1, 7)"
            )

    await asyncio.to_thread(bend)  # the bot, in this thread, may be in the middle of writing
    outcome = await examined(operator)
    assert "not the sum" in line_about("books", outcome)
    assert outcome.code == 1


async def test_a_postgresql_is_looked_over_as_well(
    operator: Operator, server: RunningServer, postgres: Postgres
) -> None:
    address = postgres.new_database()
    operator.configures(server, database=address)
    operator.has_key()
    outcome = await examined(operator)
    postgres.drop(address)
    assert line_about("database", outcome).startswith("✓")
    assert line_about("schema", outcome).startswith("✓")
    assert outcome.code == 0


async def test_a_postgresql_out_of_reach_is_a_problem_without_its_password(
    operator: Operator, server: RunningServer
) -> None:
    operator.configures(server, database="postgresql://weixiu:canary@127.0.0.1:9/weixiu")
    outcome = await examined(operator)
    assert outcome.code == 1
    assert "database.url" in line_about("database", outcome)
    assert "canary" not in outcome.out + outcome.err


async def test_a_configuration_that_cannot_be_read_is_a_mistake_of_its_own(operator: Operator) -> None:
    operator.writes("[telegram]\n")
    outcome = await examined(operator)
    assert (outcome.code, outcome.out, len(outcome.lines)) == (2, "", 1)
