"""Round trips a second of our transport beside python-telegram-bot's own, in the same run.

    python -m bench.transport [--seconds 1.5] [--rounds 3]

Beside its default pool of 256 connections, a pool of 32, with which httpx does better under many tasks.
A server in a process of its own answers every request, at once or after 50 ms. As many tasks as the
concurrency says send one small message after another; the transports take turns, and the median of the
rounds counts.
"""

import argparse
import asyncio
import itertools
import multiprocessing
import re
import statistics
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.clock import Clock
from bot.delivery.transport import AiohttpRequest

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 25\r\n\r\n{"ok":true,"result":true}'
MESSAGE = {
    "chat_id": -1001234567890,
    "text": "🔧 #1024 · 待接单\n📍 2号楼2单元\n📝 厨房水管漏水",
    "parse_mode": "HTML",
}
LATENCIES = (0.0, 0.05)  # seconds
CONCURRENCIES = (1, 16, 256)
TOKEN = "123456:ABC"  # noqa: S105 - nobody's
MAKERS: dict[str, Callable[[], BaseRequest]] = {
    "httpx": lambda: HTTPXRequest(connection_pool_size=256, pool_timeout=None, read_timeout=60),  # its default
    "httpx/32": lambda: HTTPXRequest(connection_pool_size=32, pool_timeout=None, read_timeout=60),
    "aiohttp": lambda: AiohttpRequest(Clock(), connections=256, pool_timeout=None, read_timeout=60),
}


class Answering(asyncio.Protocol):
    """Just enough of a server to be faster than what is measured; the path begins with the latency in ms."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client is there."""
        self._transport = transport
        self._waiting = b""

    def data_received(self, data: bytes) -> None:
        """Answer once the whole request is there."""
        self._waiting += data
        head, end, body = self._waiting.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        if not end or length is None or len(body) < int(length[1]):
            return
        self._waiting = b""
        latency = re.match(rb"POST /(\d+)/", head)
        delay = int(latency[1]) / 1000 if latency else 0
        loop = asyncio.get_running_loop()
        loop.call_later(delay, self._answer) if delay else self._answer()

    def _answer(self) -> None:
        if isinstance(self._transport, asyncio.WriteTransport) and not self._transport.is_closing():
            self._transport.write(ANSWER)


async def serve(port: Connection) -> None:
    """Answer for ever, and tell the port."""
    server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0, backlog=1024)
    port.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def run_server(port: Connection) -> None:
    """The server's process."""
    asyncio.run(serve(port))


async def rate(kind: str, base_url: str, concurrency: int, seconds: float) -> float:
    """Round trips a second."""
    async with MAKERS[kind]() as transport:
        bot = Bot(TOKEN, base_url=base_url, request=transport)

        async def send_until(end: float) -> int:
            sent = 0
            while time.perf_counter() < end:
                await bot.do_api_request("sendIt", api_kwargs=MESSAGE)
                sent += 1
            return sent

        await asyncio.gather(*(bot.do_api_request("sendIt") for _ in range(concurrency)))  # connect
        begin = time.perf_counter()
        counts = await asyncio.gather(*(send_until(begin + seconds) for _ in range(concurrency)))
        return sum(counts) / (time.perf_counter() - begin)


def measure(port: int, seconds: float, rounds: int) -> None:
    """Print the table, line by line."""
    titles = ["latency", "tasks", *(f"{kind} /s" for kind in MAKERS), "to httpx", "to better"]
    sys.stdout.write("".join(f"{title:>12}" for title in titles) + "\n")
    for latency, concurrency in itertools.product(LATENCIES, CONCURRENCIES):
        base_url = f"http://127.0.0.1:{port}/{latency * 1000:.0f}/bot"
        rates: dict[str, list[float]] = {kind: [] for kind in MAKERS}
        for _ in range(rounds):
            for kind, found in rates.items():
                found.append(asyncio.run(rate(kind, base_url, concurrency, seconds)))
        *theirs, ours = (statistics.median(found) for found in rates.values())
        sys.stdout.write(f"{latency * 1000:>9.0f} ms{concurrency:>12}")
        sys.stdout.write("".join(f"{figure:>12.0f}" for figure in [*theirs, ours]))
        sys.stdout.write(f"{ours / theirs[0]:>12.1f}{ours / max(theirs):>12.1f}\n")
        sys.stdout.flush()


def main() -> None:
    """Start the server, measure, stop it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=1.5, help="per measurement")
    parser.add_argument("--rounds", type=int, default=3, help="measurements per figure")
    options = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=run_server, args=(theirs,), daemon=True)
    server.start()
    try:
        measure(ours.recv(), options.seconds, options.rounds)
    finally:
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
