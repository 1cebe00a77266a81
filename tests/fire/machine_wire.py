"""A wire between the program and PostgreSQL that can be cut: also between a commit and the news of it."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bot.clock import Tasks

SOCKET = ".s.PGSQL.5432"
COMMIT = b"COMMIT"
CHUNK = 65536


class Wire:
    """Passes everything on between the two sides of each connection, until it is told otherwise.

    Attributes:
        commits: how many commits have passed.
        swallowed: how many of them were carried out while the program was left without their answer.
    """

    def __init__(self, server: Path, folder: Path) -> None:
        self.commits = 0
        self.swallowed = 0
        self._server = server
        self._folder = folder
        self._every = 0
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks = Tasks()
        self._listener: asyncio.Server | None = None

    def address(self, url: str) -> str:
        """The address of the same database over this wire."""
        head = url.partition("?")[0]
        return f"{head}?host={self._folder}"

    def swallow(self, every: int) -> None:
        """From now on the connection breaks after every so many commits, when the answer is due; 0: never."""
        self._every = every

    async def mend(self) -> None:
        """Let connections be made."""
        self._listener = await asyncio.start_unix_server(self._connected, self._folder / SOCKET)

    async def cut(self) -> None:
        """Break all connections, and let none be made until it is mended."""
        if self._listener is not None:
            self._listener.close()
            (self._folder / SOCKET).unlink(missing_ok=True)
            self._listener = None
        for writer in list(self._open):
            writer.transport.abort()
        await asyncio.sleep(0)

    async def end(self) -> None:
        """Cut for good."""
        await self.cut()
        await self._tasks.finish(seconds=2)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            from_server, to_server = await asyncio.open_unix_connection(self._server)
        except OSError:
            writer.transport.abort()
            return
        both = (writer, to_server)
        self._open.update(both)
        answers = self._tasks.start(_carry(from_server, writer), name="answers")
        try:
            with suppress(ConnectionError):
                while data := await reader.read(CHUNK):
                    if self._swallows(data):
                        await _without_answer(data, from_server, to_server, answers)
                        return
                    to_server.write(data)
                    await to_server.drain()
        finally:
            for one in both:
                one.transport.abort()
            self._open.difference_update(both)

    def _swallows(self, data: bytes) -> bool:
        if COMMIT not in data:
            return False
        self.commits += 1
        if not self._every or self.commits % self._every:
            return False
        self.swallowed += 1
        return True


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
    writer.transport.abort()


async def _without_answer(
    data: bytes, from_server: asyncio.StreamReader, to_server: asyncio.StreamWriter, answers: "asyncio.Task[None]"
) -> None:
    """Have the commit carried out, and keep to ourselves that it was."""
    answers.cancel()
    await asyncio.wait({answers})
    to_server.write(data)
    await to_server.drain()
    await from_server.read(CHUNK)


@asynccontextmanager
async def wire_to(url: str) -> AsyncIterator[Wire]:
    """A wire to the server of this database, for as long as the block lasts."""
    (host,) = parse_qs(urlsplit(url).query)["host"]
    folder = Path(tempfile.mkdtemp(prefix="weixiu-wire-"))
    wire = Wire(Path(host) / SOCKET, folder)
    await wire.mend()
    try:
        yield wire
    finally:
        await wire.end()
        shutil.rmtree(folder)
