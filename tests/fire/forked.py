"""The program as a process forked from one that has loaded it already: it starts in a fraction of the time.

Loading the program takes over a second of a processor and does nothing else (`tests/test_house.py` holds it to
that). Here it is loaded once, in a process that does nothing but fork; each child then runs `weixiu run …` like
any other, with its own files, connections and signals, and dies by SIGKILL like any other.
"""

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Sequence
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Self

from bot.cli import main
from tests.fire.mine import Mine

LOADED = [
    "bot.app",
    "bot.cli.running",
    "bot.intake.webhook",
    "bot.storage.ground.migrating",
    "tests.fire.mine",
    "tests.fire.warm",
]
HARNESS = ["tests.databases", "tests.fire.minefield", "tests.fire.siege"]


def _run(arguments: Sequence[str], log: Path, mine: Sequence[str]) -> None:
    """What the child does: like `python -m bot`, with its output in the log."""
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.close(output)
    if mine:
        Mine(*mine).lay()
    sys.argv = ["weixiu", *arguments]
    main()


class Forked:
    """One such process, with the verbs of `asyncio.subprocess.Process`."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        self._ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(process.sentinel, self._note_end)

    @classmethod
    def start(cls, arguments: Sequence[str], log: Path, mine: Sequence[str]) -> Self:
        """Fork and run `weixiu` with these arguments; with a mine it dies at that commit."""
        process = _nursery().Process(target=_run, args=(arguments, log, mine))
        process.start()
        return cls(process)

    def _note_end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._process.join()
        self._ended.set()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        """The exit code, a signal as a negative number; None while it runs."""
        return self._process.exitcode if self._ended.is_set() else None

    async def wait(self) -> int:
        """Wait until it ends; its exit code."""
        await self._ended.wait()
        return self._process.exitcode or 0

    def kill(self) -> None:
        """SIGKILL."""
        self._process.kill()

    def terminate(self) -> None:
        """SIGTERM."""
        self._process.terminate()


def _nursery() -> ForkServerContext:
    """Where processes are forked. Each runs again what this process was started with, so that is loaded there too."""
    context = multiprocessing.get_context("forkserver")
    started_as = getattr(sys.modules["__main__"].__spec__, "name", None) or "__main__"
    context.set_forkserver_preload(LOADED if started_as.endswith("__main__") else [*LOADED, *HARNESS])
    return context
