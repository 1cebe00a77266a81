"""The stub in a process of its own, and the handle by which the benches play taps on it."""

import asyncio
import contextlib
import multiprocessing
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from bench.telegram_stub import Answering, Handover, Stub
from bench.webhook_sender import Sender
from bot.clock import Clock, Tasks

PATIENCE = 45.0
"""Seconds without any answer, or without the calls that are waited for, after which nobody waits any longer."""


@dataclass(frozen=True)
class Tapping:
    """One tap to be made: its update, and when, in seconds after the beginning."""

    update: Handover
    at: float = 0.0


@dataclass(frozen=True)
class Played:
    """What came of some taps. `waits`: seconds from each tap that was answered to its answer."""

    taps: int
    seconds: float
    waits: tuple[float, ...]
    winners: int
    repeated: int
    failed: int
    calls: Counter[str]

    @property
    def rate(self) -> float:
        """Taps answered in a second."""
        return len(self.waits) / self.seconds if self.seconds else 0.0

    @property
    def unanswered(self) -> int:
        """Taps that nobody answered."""
        return self.taps - len(self.waits)

    def percentile(self, share: float) -> float:
        """The wait, in seconds, that this share of the taps did not exceed."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")

    @property
    def median(self) -> float:
        """The wait in the middle, in seconds."""
        return statistics.median(self.waits) if self.waits else float("inf")


@dataclass(frozen=True)
class Telegram:
    """The handle. Every method waits until the stub has done it."""

    pid: int
    port: int
    _wire: Connection

    @property
    def base_url(self) -> str:
        """What comes before the token."""
        return f"http://127.0.0.1:{self.port}/bot"

    def forget(self) -> None:
        """Be as new for the next program."""
        self._ask("forget")

    def play(self, taps: Sequence[Tapping]) -> Played:
        """Make the taps and wait until all are answered, or nothing has happened for a long time."""
        played: Played = self._ask("play", list(taps))
        return played

    def wait_with(self, taps: Sequence[Tapping]) -> None:
        """These taps are there for whoever comes to fetch them."""
        self._ask("wait_with", list(taps))

    def until(self, *methods: str, times: int = 1) -> float:
        """Wait until these methods were called as often together; the monotonic instant.

        Raises:
            TimeoutError: they were not.
        """
        instant: float = self._ask("until", methods, times)
        return instant

    def calls(self) -> Counter[str]:
        """How often each method was called since `forget`."""
        counted: Counter[str] = self._ask("calls")
        return counted

    def _ask(self, what: str, *given: Any) -> Any:
        self._wire.send((what, given))
        answer = self._wire.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer


@contextmanager
def telegram() -> Iterator[Telegram]:
    """A stub that runs as long as the block."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=run, args=(theirs,), daemon=True)
    process.start()
    theirs.close()  # so that the end of the process is heard
    try:
        yield Telegram(process.pid or 0, ours.recv(), ours)
    finally:
        process.terminate()
        process.join()


def run(wire: Connection) -> None:
    """The process."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(wire))


async def _serve(wire: Connection) -> None:
    loop, tasks = asyncio.get_running_loop(), Tasks()
    stub = Stub(Clock())
    player = Player(stub, Sender(stub, tasks))
    server = await loop.create_server(lambda: Answering(stub), "127.0.0.1", 0, backlog=1024)

    async def obey(what: str, given: tuple[Any, ...]) -> None:
        try:
            answer = await player.orders[what](*given)
        except Exception as error:  # noqa: BLE001 - whoever asked hears of it; without an answer they would wait for ever
            answer = error
        wire.send(answer)

    # Read at once: until that is done, the loop calls again.
    loop.add_reader(wire.fileno(), lambda: tasks.start(obey(*wire.recv()), name="an order"))
    wire.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


class Player:
    """Carries out, in the stub's process, what the handle asks for."""

    def __init__(self, stub: Stub, sender: Sender) -> None:
        self._stub = stub
        self._sender = sender
        self.orders: dict[str, Callable[..., Any]] = {
            "forget": self.forget, "play": self.play, "until": self.until, "calls": self.calls,
            "wait_with": self.wait_with,
        }  # fmt: skip

    async def forget(self) -> None:
        """Be as new."""
        self._stub.forget()
        self._sender.forget()

    async def calls(self) -> Counter[str]:
        """How often each method was called."""
        return Counter(self._stub.calls)

    async def wait_with(self, taps: Sequence[Tapping]) -> None:
        """Hand taps over and wait for nothing."""
        self._stub.hand_over(*(tap.update for tap in taps))

    async def until(self, methods: Sequence[str], times: int) -> float:
        """Wait for calls of these methods."""
        await self._happens(lambda: sum(self._stub.calls[method] for method in methods) >= times)
        return self._stub.clock.monotonic()

    async def play(self, taps: Sequence[Tapping]) -> Played:
        """Make taps."""
        stub, loop = self._stub, asyncio.get_running_loop()
        before = Counter(stub.calls)
        stub.answered.clear()
        stub.alerts = stub.repeated = self._sender.failed = 0
        begin = stub.clock.monotonic()
        made = {tap.update.id: begin + tap.at for tap in taps}
        stub.hand_over(*(tap.update for tap in taps if not tap.at))
        for tap in taps:
            if tap.at:
                loop.call_at(begin + tap.at, stub.hand_over, tap.update)
        await self._all_answered(len(taps))
        answers = {number: at for number, at in stub.answered.items() if number in made}
        waits = tuple(at - made[number] for number, at in answers.items())
        seconds = max(answers.values(), default=begin) - begin
        winners = len(answers) - stub.alerts
        return Played(
            len(taps), seconds, waits, winners, stub.repeated, self._sender.failed, Counter(stub.calls) - before
        )

    async def _all_answered(self, taps: int) -> None:
        """Wait for as many answers, as long as some still come."""
        answered = -1
        while answered < len(self._stub.answered) < taps:
            answered = len(self._stub.answered)
            with contextlib.suppress(TimeoutError):
                await self._happens(lambda: len(self._stub.answered) >= taps)

    async def _happens(self, condition: Callable[[], bool]) -> None:
        happened = asyncio.Event()

        def look() -> None:
            if condition():
                happened.set()

        self._stub.called = look
        look()
        try:
            await asyncio.wait_for(happened.wait(), PATIENCE)
        finally:
            self._stub.called = lambda: None
