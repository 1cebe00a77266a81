"""An operator at a terminal: a folder with a configuration, and the real program started from it."""

import asyncio
import logging
import os
import signal
import sys
import tomllib
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from typer.testing import CliRunner

from bot.cli.table import commands
from bot.config import Config, load
from bot.sandbox.server import RunningServer
from tests.town import KEY, OPERATOR

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
TERMINAL = {"LC_ALL": "en_US.UTF-8"}
ENGLISH = TERMINAL | {"WEIXIU_DEFAULTS__LOCALE": "en"}
"""Commands are typed in English, unless a test says otherwise."""


@contextmanager
def log_left_as_it_was() -> Iterator[None]:
    """Commands say where the log goes, and how errors that nobody catches are told."""
    root, hook = logging.getLogger(), sys.excepthook
    level, handlers = root.level, root.handlers[:]
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        root.setLevel(level)
        root.handlers[:] = handlers
        sys.excepthook = hook


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What stood on standard error."""
        return self.err.splitlines()


@dataclass
class Operator:
    """Somebody with a folder, in which there is a configuration and whatever the program puts there."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        """The configuration."""
        return self.folder / "config.toml"

    @property
    def database(self) -> Path:
        """The SQLite file, where the configuration does not name another database."""
        return self.folder / "weixiu.db"

    @property
    def key_file(self) -> Path:
        """The key's file."""
        return self.folder / "weixiu.key"

    @property
    def config(self) -> Config:
        """The configuration as the program reads it."""
        return load(self.file, self.environment)

    def writes(self, text: str) -> None:
        """Put a configuration there."""
        tomllib.loads(text)
        self.file.write_text(text, encoding="utf-8")
        self.file.chmod(0o600)

    def configures(self, server: RunningServer, *, token: str = "", database: str = "", more: str = "") -> None:
        """Put a good configuration for this pretend Telegram there; `more` belongs to [telegram]."""
        url = database or f"sqlite:///{self.database}"
        self.writes(
            f'[telegram]\ntoken = "{token or server.world.bot.token}"\nbase_url = "{server.base_url}"\n'
            f'operators = [{OPERATOR}]\n{more}\n[database]\nurl = "{url}"\n'
        )

    def has_key(self, key: bytes = KEY) -> None:
        """Put a key there before the first start."""
        self.key_file.write_bytes(key + b"\n")
        self.key_file.chmod(0o600)

    async def types(self, *words: str) -> Outcome:
        """Run a command to its end."""
        process = await self._start(*words)
        try:
            out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        except TimeoutError:
            process.kill()
            await process.communicate()
            raise
        assert process.returncode is not None
        return Outcome(process.returncode, out.decode(), err.decode())

    async def runs(self) -> Outcome:
        """`run` with the configuration, for when it is expected to end by itself."""
        return await self.types("run", "--config", str(self.file))

    async def types_here(self, *words: str) -> Outcome:
        """Run a command in this process, which is faster; it has to leave the signals alone."""
        return await asyncio.to_thread(self.invokes, *words)

    def invokes(self, *words: str) -> Outcome:
        """The same, where nothing else is going on."""
        environment: dict[str, str | None] = dict.fromkeys(name for name in os.environ if name.startswith("WEIXIU_"))
        words = (*words, "--config", str(self.file))
        with log_left_as_it_was():
            done = CliRunner().invoke(commands(), words, env=environment | ENGLISH | self.environment)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Outcome(done.exit_code, done.stdout, done.stderr)

    @asynccontextmanager
    async def running(self, *words: str) -> AsyncIterator["Running"]:
        """A command that goes on until it is told to stop; killed if the test ends before it."""
        process = await self._start(*(words or ("run", "--config", str(self.file))))
        try:
            yield Running(process)
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()

    async def _start(self, *words: str) -> Process:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WEIXIU_")}
        spoken = TERMINAL if "run" in words else ENGLISH  # a bot at work speaks as its configuration says
        environment = kept | spoken | self.environment | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *words, cwd=self.folder, env=environment, stdout=PIPE, stderr=PIPE
        )


@dataclass
class Running:
    """A program at work."""

    process: Process

    async def line(self) -> str:
        """The next line on standard output."""
        assert self.process.stdout is not None
        return (await asyncio.wait_for(self.process.stdout.readline(), PATIENCE)).decode().strip()

    async def complains(self, words: str) -> None:
        """Wait for a line on standard error with these words in it."""
        assert self.process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while words not in (line := (await self.process.stderr.readline()).decode()):
                assert line, f"ended without a word about {words!r}"

    async def ends_by(self, number: signal.Signals, *, within: float = 10.0) -> Outcome:
        """Send a signal and wait for the end."""
        self.process.send_signal(number)
        out, err = await asyncio.wait_for(self.process.communicate(), within)
        assert self.process.returncode is not None
        return Outcome(self.process.returncode, out.decode(), err.decode())
