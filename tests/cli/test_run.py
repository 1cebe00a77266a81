"""`run` as a process: it works, it ends when told to, and every mistake of the operator's is one line."""

import asyncio
import signal
import socket
import sqlite3
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.sandbox.groups import Group
from bot.sandbox.people import Person
from bot.sandbox.server import RunningServer
from bot.storage.ground.migrating import migrate
from tests.cli.operator import Operator, Outcome

OTHER_KEY = b"OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg="
TOKEN = "7123456789:AAF-canaryCanaryCanaryCanaryCanary0"
GOOD = f'[telegram]\ntoken = "{TOKEN}"\nbase_url = "http://127.0.0.1:9/bot"\n'
PATIENCE = 20.0


def is_one_line_about(setting: str, outcome: Outcome) -> None:
    assert (outcome.code, outcome.out, len(outcome.lines)) == (2, "", 1), outcome
    assert setting in outcome.err
    assert "canary" not in outcome.err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_answers_a_start_and_ends_in_peace(
    operator: Operator, server: RunningServer, secretary: Person, number: signal.Signals
) -> None:
    operator.configures(server)
    async with operator.running() as program:
        secretary.starts()
        private = secretary.private
        await server.world.until(lambda: private.last.sender.is_bot, seconds=PATIENCE, what="an answer to /start")
        outcome = await program.ends_by(number)
    assert outcome.code == 0, outcome.err
    assert "Traceback" not in outcome.err
    assert server.world.bot.token not in outcome.err
    assert server.world.updates_pending == 0
    assert server.world.breaches == []


async def test_what_was_set_up_before_a_restart_is_there_after_it(
    operator: Operator, server: RunningServer, secretary: Person, group: Group
) -> None:
    operator.configures(server)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        operator.environment["WEIXIU_METRICS__PORT"] = str(port)
        is_one_line_about("metrics.port", await operator.types_here("run"))
    async with operator.running() as program:
        secretary.says("/setup", in_=group)
        await server.world.until(lambda: "开张了" in server.world.screen(group), seconds=PATIENCE, what="the card")
        await a_machine_hears_how_it_stands(f"http://127.0.0.1:{port}")
        await program.ends_by(signal.SIGTERM)
    del operator.environment["WEIXIU_METRICS__PORT"]
    async with operator.running() as program:
        secretary.says("/order 1号楼 灯不亮", in_=group)
        await server.world.until(
            lambda: "灯不亮" in group.last.text and group.last.buttons, seconds=PATIENCE, what="a card"
        )
        assert (await program.ends_by(signal.SIGTERM)).code == 0


async def a_machine_hears_how_it_stands(url: str) -> None:
    async with httpx.AsyncClient(base_url=url) as machine:
        assert (await machine.get("/healthz")).text == "alive"
        assert (await machine.get("/readyz")).json() == {"ready": True, "reasons": []}
        page = (await machine.get("/metrics")).text
        assert page.endswith("\n")
        found = {family.name for family in text_string_to_metric_families(page)}
    assert found >= {"weixiu_updates", "weixiu_outbox_oldest_seconds", "weixiu_orders_late", "process_open_fds"}


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("[telegram]\n", "telegram.token"),
        ('[telegram]\ntoken = "canary"\n', "telegram.token"),
        ('[telegram]\ntoken_file = "nowhere.txt"\n', "telegram.token_file"),
        (GOOD + 'mode = "pigeon"\n', "telegram.mode"),
        (GOOD + 'mode = "webhook"\n', "telegram.webhook.url"),
        (GOOD + "operator = [1]\n", "telegram.operator"),
        (GOOD + 'proxy = "socks5://canary@127.0.0.1:1"\n', "telegram.proxy"),
        (GOOD + '[database]\nurl = "mysql://canary@host/db"\n', "database.url"),
        (GOOD + '[database]\nurl = "sqlite:///no/such/folder/weixiu.db"\n', "database.url"),
        (GOOD + '[database]\nurl = "postgresql://weixiu:canary@127.0.0.1:9/weixiu"\n', "database.url"),
        (GOOD + '[security]\nkey = ["canary"]\n', "security.key"),
        (GOOD + '[defaults]\ndigest_time = "25:00"\n', "defaults.digest_time"),
        (GOOD + '[defaults]\ntimezone = "Mars/Olympus"\n', "defaults.timezone"),
        (GOOD + "[colours]\nred = 1\n", "colours"),
    ],
)
async def test_a_bad_configuration_is_refused_in_one_line(operator: Operator, text: str, setting: str) -> None:
    operator.writes(text)
    is_one_line_about(setting, await operator.types_here("run"))


async def test_without_a_configuration_the_operator_hears_where_to_begin(operator: Operator) -> None:
    is_one_line_about("config.example.toml", await operator.types("run"))


async def test_a_variable_that_is_no_setting_is_refused_in_one_line(operator: Operator) -> None:
    operator.writes(GOOD)
    operator.environment["WEIXIU_TELEGRAM__TOKN"] = "canary"
    is_one_line_about("WEIXIU_TELEGRAM__TOKN", await operator.types_here("run"))


@pytest.mark.long
async def test_the_environment_alone_is_enough(operator: Operator, server: RunningServer, secretary: Person) -> None:
    operator.environment |= {
        "WEIXIU_TELEGRAM__TOKEN": server.world.bot.token,
        "WEIXIU_TELEGRAM__BASE_URL": server.base_url,
    }
    async with operator.running("run") as program:
        secretary.starts()
        await server.world.until(lambda: secretary.private.last.sender.is_bot, seconds=PATIENCE, what="an answer")
        assert (await program.ends_by(signal.SIGTERM)).code == 0
    assert operator.database.exists()


@pytest.mark.long
async def test_while_telegram_is_out_of_reach_it_tries_again_and_can_be_stopped(operator: Operator) -> None:
    operator.writes(GOOD)
    async with operator.running() as program:
        await program.complains("trying again")
        outcome = await program.ends_by(signal.SIGTERM)
    assert (outcome.code, outcome.out) == (0, "")
    assert "canary" not in outcome.err


async def test_a_folder_that_cannot_be_written_to_is_one_line(operator: Operator, server: RunningServer) -> None:
    operator.configures(server)
    (operator.folder / "weixiu.db.lock").mkdir()
    is_one_line_about("weixiu.db.lock", await operator.types_here("run"))


@pytest.mark.long
async def test_a_token_that_telegram_refuses_is_one_line(operator: Operator, server: RunningServer) -> None:
    operator.configures(server, token=TOKEN)
    operator.has_key()
    is_one_line_about("telegram.token", await operator.runs())


@pytest.mark.long
async def test_a_newer_database_is_left_alone(operator: Operator, server: RunningServer) -> None:
    operator.configures(server)
    migrate(f"sqlite:///{operator.database}")
    with sqlite3.connect(operator.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    outcome = await operator.types_here("run")
    is_one_line_about("database.url", outcome)
    assert "newer" in outcome.err


@pytest.mark.long
async def test_a_file_that_is_no_database_is_left_alone(operator: Operator, server: RunningServer) -> None:
    operator.configures(server)
    operator.database.write_text("这不是数据库" * 1000, encoding="utf-8")
    is_one_line_about("database.url", await operator.types_here("run"))
    assert operator.database.read_text(encoding="utf-8").startswith("这不是数据库")


async def test_the_wrong_key_is_noticed_at_once(operator: Operator, server: RunningServer, secretary: Person) -> None:
    operator.configures(server)
    operator.has_key()
    async with operator.running() as program:
        secretary.starts()
        await server.world.until(lambda: secretary.private.last.sender.is_bot, seconds=PATIENCE, what="an answer")
        await program.ends_by(signal.SIGTERM)
    operator.has_key(OTHER_KEY)
    is_one_line_about("security.key_file", await operator.runs())


async def test_a_second_process_on_one_sqlite_file_is_refused(
    operator: Operator, server: RunningServer, secretary: Person
) -> None:
    operator.configures(server)
    async with operator.running() as program:
        secretary.starts()
        await server.world.until(lambda: secretary.private.last.sender.is_bot, seconds=PATIENCE, what="an answer")
        is_one_line_about("database.url", await operator.types_here("run"))
        assert (await program.ends_by(signal.SIGTERM)).code == 0


@pytest.mark.long
async def test_a_webhook_port_in_use_is_one_line(operator: Operator, server: RunningServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        hook = f'[telegram.webhook]\nurl = "http://127.0.0.1:{port}/hook"\nport = {port}\nsecret = "canary"\n'
        operator.configures(server, more=f'mode = "webhook"\n{hook}')
        operator.has_key()
        outcome = await operator.runs()
    assert outcome.code == 2
    assert "telegram.webhook.port" in outcome.lines[-1]
    assert "Traceback" not in outcome.err


@pytest.mark.long
async def test_a_second_signal_does_not_wait_for_what_is_in_hand(
    operator: Operator, server: RunningServer, secretary: Person
) -> None:
    operator.configures(server)
    server.world.faults.slow("sendMessage", 60)
    in_hand = asyncio.Event()
    server.world.before_call.append(lambda call: in_hand.set() if call.method == "sendMessage" else None)
    async with operator.running() as program:
        secretary.starts()
        await asyncio.wait_for(in_hand.wait(), PATIENCE)
        program.process.send_signal(signal.SIGTERM)
        outcome = await program.ends_by(signal.SIGINT)
    assert outcome.code in {128 + signal.SIGTERM, 128 + signal.SIGINT}, outcome.err


def test_the_console_script_and_the_module_are_the_same_program() -> None:
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert 'weixiu = "bot.cli:main"' in text
