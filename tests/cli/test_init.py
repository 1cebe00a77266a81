"""init: three answers make a configuration that works; nothing is overwritten unasked, bad answers get a sentence."""

import asyncio
import os
import pty
import stat
import sys
import tomllib
from pathlib import Path

from bot.config import load
from bot.sandbox.server import RunningServer
from tests.cli.operator import ROOT, Operator, Outcome

TOKEN = "7123456789:AAF-canaryCanaryCanaryCanaryCanary0"
OUT_OF_REACH = "http://127.0.0.1:9/bot"
PATIENCE = 30.0


async def begins(operator: Operator, *words: str) -> Outcome:
    return await operator.types_here("init", *words)


async def at_a_terminal(operator: Operator, *answers: str, options: tuple[str, ...]) -> tuple[int, str]:
    """The exit code and everything that the terminal showed, to somebody who types these answers."""
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "init", *options),
        cwd=operator.folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "LANG": "zh_CN.UTF-8"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    async with asyncio.timeout(PATIENCE):
        for answer in answers:
            asked = len(shown)
            while not shown[asked:].endswith(b": "):
                shown += await read(ours)
            os.write(ours, f"{answer}\n".encode())
        code = await process.wait()
    shown += await read(ours)
    os.close(ours)
    return code, shown.decode()


async def read(terminal: int) -> bytes:
    """What it shows next."""
    loop, something = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(terminal, something.set)
    await something.wait()
    loop.remove_reader(terminal)
    return os.read(terminal, 65536)


async def test_three_answers_at_a_terminal_make_a_configuration_that_works(
    operator: Operator, server: RunningServer
) -> None:
    """A slip is asked again, the token is not shown, and what comes next is said in the terminal's language."""
    data = operator.folder / "数据"
    answers = ("not a token", server.world.bot.token, "@刘书记", "1001，1002", str(data))
    code, shown = await at_a_terminal(operator, *answers, options=("--base-url", server.base_url))
    assert code == 0, shown
    assert "不像令牌" in shown
    assert "一串数字,不是 @用户名" in shown
    assert f"@{server.world.bot.username}" in shown
    assert "weixiu doctor" in shown
    assert "/setup" in shown
    assert server.world.bot.token not in shown
    config = load(operator.file, {})
    assert config.telegram.operators == (1001, 1002)
    assert config.database.sqlite_path == data / "weixiu.db"
    assert config.defaults.locale == "zh_CN"
    assert stat.S_IMODE(operator.file.stat().st_mode) == 0o600
    examined = await operator.types_here("doctor")
    assert examined.code == 0, examined.out


async def test_without_a_terminal_options_are_the_answers_and_nothing_is_overwritten(operator: Operator) -> None:
    options = ("--yes", "--language", "en", "--operator", "1001", "--base-url", OUT_OF_REACH)
    operator.environment["WEIXIU_TELEGRAM__TOKEN"] = TOKEN
    first = await begins(operator, *options)
    assert first.code == 0, first
    assert "out of reach" in first.out
    assert TOKEN not in first.out + first.err
    written = operator.file.read_text(encoding="utf-8")
    assert tomllib.loads(written)["database"]["url"] == f"sqlite:///{operator.database}"
    again = await begins(operator, *options, "--operator", "2002")
    assert (again.code, "--force" in again.err) == (2, True)
    assert operator.file.read_text(encoding="utf-8") == written
    assert (await begins(operator, *options, "--operator", "2002", "--force")).code == 0
    assert load(operator.file, {}).telegram.operators == (2002,)
    assert [one.name for one in operator.folder.iterdir()] == ["config.toml"]


async def test_every_bad_answer_is_one_line_and_nothing_is_written(operator: Operator, server: RunningServer) -> None:
    Path(operator.folder / "a file").touch()
    good = {"--token": TOKEN, "--operator": "1001", "--base-url": OUT_OF_REACH, "--language": "en"}
    for option, answer, about in (
        ("--token", "", "--token"),
        ("--operator", "@liu", "--operator"),
        ("--data", str(operator.folder / "a file" / "data"), "--data"),
        ("--proxy", "socks5://canary@h:1", "telegram.proxy"),
        ("--base-url", server.base_url, "telegram.token: is not accepted"),
    ):
        words = [word for pair in (good | {option: answer}).items() for word in pair]
        outcome = await begins(operator, *words)
        assert (outcome.code, len(outcome.lines)) == (2, 1), (option, outcome)
        assert outcome.err.startswith(f"weixiu: {about}"), outcome
        assert "canary" not in outcome.err + outcome.out
        assert not operator.file.exists()
