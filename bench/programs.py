"""The programs that are measured: ours and the bare ones, each a process of its own, started and stopped."""

import itertools
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.configuring import SECRET, TOKEN, values, write
from bench.databases import Databases
from bench.procfs import cpu_seconds, memory_mib
from bench.shares import confined
from bench.tapping import Taps, Town
from bench.telegram_process import Played, Tapping, Telegram
from bot.clock import Clock
from tests.fire.harness import free_port

STOP_SECONDS = 40
MODES = ("webhook", "polling")


@dataclass(frozen=True)
class Kind:
    """A program to be measured. `at_once`: what a bare one handles side by side; ours has no such setting."""

    name: str
    transport: str = ""
    at_once: int = 0

    @property
    def bare(self) -> bool:
        """Whether it is one of the applications with one handler."""
        return bool(self.transport)


OURS = Kind("ours")


@dataclass(frozen=True)
class Used:
    """CPU seconds of the program, of the database's server, and of the stub that is Telegram and the people."""

    program: float = 0.0
    database: float = 0.0
    stub: float = 0.0

    def __sub__(self, other: "Used") -> "Used":
        return Used(self.program - other.program, self.database - other.database, self.stub - other.stub)


@dataclass
class Running:
    """A program at work, or several of them behind one port."""

    kind: Kind
    database: str
    telegram: Telegram
    taps: Taps
    processes: list["subprocess.Popen[bytes]"]
    log: Path
    databases: Databases
    first_answer: float = 0.0
    """Seconds from the start of the process to the answer of a tap that was waiting, if there was one."""
    used: Used = Used()

    def play(self, taps: Sequence[Tapping]) -> Played:
        """Make these taps; what everybody used meanwhile is in `used`.

        Raises:
            RuntimeError: the program ended, or is ours and left a tap unanswered.
        """
        before = self._cpu()
        played = self.telegram.play(taps)
        self.used = self._cpu() - before
        if (played.unanswered and not self.kind.bare) or any(process.poll() is not None for process in self.processes):
            said = self.log.read_text(errors="replace")[-3000:]
            raise RuntimeError(f"{self.kind.name}: {played.unanswered} taps unanswered\n{said}")
        return played

    @property
    def memory(self) -> float:
        """MiB, of all its processes together."""
        return sum(memory_mib(process.pid) for process in self.processes)

    def _cpu(self) -> Used:
        return Used(
            cpu_seconds(process.pid for process in self.processes),
            self.databases.cpu_seconds(),
            cpu_seconds([self.telegram.pid]),
        )


@dataclass
class Stage:
    """Where programs are run: a stub, databases of one kind, and what they are copied from."""

    telegram: Telegram
    databases: Databases
    town: Town
    folder: Path
    profile: Path | None = None
    share: float | None = None
    """Of one core, for each process that is measured; None: all it can get."""
    _templates: dict[bool, str] = field(default_factory=dict)

    @contextmanager
    def program(self, kind: Kind, mode: str, *, processes: int = 1, first: int | None = None) -> Iterator[Running]:
        """The program on a fresh copy of the seeded database, ready for taps; it is stopped after the block.

        Args:
            kind: which one.
            mode: `webhook` or `polling`.
            processes: how many of it, behind one port.
            first: the order that somebody has tapped on before it starts.
        """
        address = self.databases.copy(self._template(bare=kind.bare))
        log = Path(tempfile.mkdtemp(dir=self.folder)) / "log.txt"
        self.telegram.forget()
        port = free_port() if mode == "webhook" else 0
        commands = self._bare(kind, address, port) if kind.bare else self._ours(address, port, log, processes)
        started: list[subprocess.Popen[bytes]] = []
        confinement = ExitStack()
        running = Running(kind, address, self.telegram, Taps(self.town, bare=kind.bare), started, log, self.databases)
        try:
            if first is not None:
                self.telegram.wait_with(running.taps.each_its_own(first, 1))
            begin = Clock().monotonic()
            for command in commands:
                started.append(_started(command, log))
                self._until_ready(mode, len(started), log)
            if self.share is not None:
                for process in started:
                    confinement.enter_context(confined(process.pid, self.share))
            if first is not None:
                running.first_answer = self.telegram.until("answerCallbackQuery") - begin
            yield running
        finally:
            for process in started:
                _stopped(process)
            confinement.close()
            self.telegram.forget()
            self.databases.drop(address)

    def _template(self, *, bare: bool) -> str:
        if bare not in self._templates:
            make = self.databases.seeded_bare if bare else self.databases.seeded
            self._templates[bare] = make(self.town)
        return self._templates[bare]

    def _ours(self, address: str, port: int, log: Path, processes: int) -> list[list[str]]:
        settings = values(address, self.telegram.base_url, webhook_port=port)
        file = write(self.databases.folder / f"{log.parent.name}.toml", settings)
        program = ["-m", "bot", "run", "--config", str(file)]
        return [[*_profiled(self.profile), *program]] * processes

    def _bare(self, kind: Kind, address: str, port: int) -> list[list[str]]:
        options = {
            "--token": TOKEN,
            "--base-url": self.telegram.base_url,
            "--database": self.databases.async_url(address),
            "--at-once": str(kind.at_once),
            "--port": str(port),
            "--secret": SECRET,
        }
        module = f"bench.bare.{'hook' if port else 'poll'}_{kind.transport}"
        return [[sys.executable, "-m", module, *itertools.chain(*options.items())]]

    def _until_ready(self, mode: str, times: int, log: Path) -> None:
        method = "setWebhook" if mode == "webhook" else "getUpdates"
        try:
            self.telegram.until(method, times=times)
        except TimeoutError:
            raise RuntimeError(f"the program did not start:\n{log.read_text(errors='replace')[-3000:]}") from None


def _profiled(file: Path | None) -> list[str]:
    """Python, under its profiler if a file for the findings is named."""
    return [sys.executable] if file is None else [sys.executable, "-m", "cProfile", "-o", str(file)]


def _started(command: Sequence[str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("ab") as output:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)  # noqa: S603 - our own


def _stopped(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
