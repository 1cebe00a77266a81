"""The webhook's door, knocked at by anybody: wrong secrets, endless bodies, half requests, noise."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.clock import Tasks
from bot.intake.webhook import MOST_BYTES, SECRET_HEADER, WebhookServer, listening_socket, webhook_app
from tests.hostile.strategies import thorough
from tests.town import Town

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SECRET, PATH = "between-us", "/hook"
CHUNK = 65536
ENDLESS = 64 * 1_000_000
"""More than anybody would send who does not mean to fill the memory."""
BUFFERS = 16 * 1_000_000
"""What may lie in the buffers of both ends of a connection at most."""
HALVES = (
    b"",
    b"POST",
    b"POST /hook HTTP/1.1\r\nHost: x\r\nX-Telegr",
    b"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
)


@dataclass
class Door:
    """Where to knock."""

    town: Town
    port: int

    async def sends(self, raw: bytes, *, hangs_up: bool = False) -> bytes:
        """Send these bytes and read the answer to its end; who hangs up meanwhile may get none."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(raw)
            if hangs_up:
                writer.write_eof()
            return await reader.read()
        except ConnectionError:
            return b""
        finally:
            writer.close()

    async def posts(
        self, body: bytes, *, secret: str = SECRET, method: str = "POST", path: str = PATH, length: int | None = None
    ) -> int:
        """One whole request; the status of its answer."""
        size = len(body) if length is None else length
        head = f"{method} {path} HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {secret}\r\nContent-Length: {size}\r\n"
        answer = await self.sends(f"{head}Connection: close\r\n\r\n".encode() + body)
        return int(answer.split()[1])

    async def is_open(self) -> bool:
        """Whether a whole update is taken in and handled."""
        self.town.secretary.person.says("/points")
        (update,) = self.town.world.updates.read(10)
        self.town.world.updates.pending.clear()
        status = await self.posts(json.dumps(update.body).encode())
        await self.town.weixiu.reception.idle()
        return status == 200


@pytest.fixture
async def door(town: Town, unlogged: None) -> AsyncIterator[Door]:
    """The real server on a port of its own, in front of the town's bot."""
    listener = listening_socket("127.0.0.1", 0)
    server = WebhookServer(
        webhook_app(town.weixiu.reception, town.weixiu.watched.readiness.reasons, path=PATH, secret=SECRET)
    )
    tasks = Tasks()
    serving = tasks.start(server.serve(sockets=[listener]), name="the door")
    yield Door(town, listener.getsockname()[1])
    server.should_exit = True
    server.force_exit = True
    await serving


async def test_a_body_without_end_is_refused_long_before_it_fills_the_memory(door: Door) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\nTransfer-Encoding: chunked\r\n\r\n"
    writer.write(head.encode())
    answer = Tasks().start(reader.read(12), name="the answer")
    sent = 0
    while not answer.done() and sent < ENDLESS:
        writer.write(f"{CHUNK:x}\r\n".encode() + b" " * CHUNK + b"\r\n")
        sent += CHUNK
        await asyncio.wait({answer}, timeout=0 if writer.transport.get_write_buffer_size() < CHUNK else 0.01)
    writer.transport.abort()
    await asyncio.wait({answer})
    assert sent < BUFFERS
    assert await door.is_open()


async def test_who_does_not_know_the_secret_or_the_way_gets_no_further(door: Door) -> None:
    body = b'{"update_id": 1, "message": {}}'
    assert [
        await door.posts(body, secret=wrong) for wrong in ("", "x", SECRET.upper(), "微".encode().decode("latin1"))
    ] == [403] * 4
    assert [await door.posts(body, method=wrong) for wrong in ("GET", "PUT", "DELETE", "PATCH")] == [405] * 4
    elsewhere = ("/", "/hook/x", "/hook%00", "//hook", "/hook.php")
    assert [await door.posts(body, path=wrong) for wrong in elsewhere] == [404] * len(elsewhere)
    assert await door.is_open()


async def test_what_is_no_update_is_refused_and_not_stored(door: Door) -> None:
    wrong = [
        *(b"", b"null", b"[]", b"1", b'"x"', b"{}", b"{", b"\xff\xfe", b'{"update_id": true}', b'{"update_id": "1"}'),
        *(b'{"update_id": 1e3}', b'{"update_id": -1}', b'{"update_id": 9223372036854775808}', b'{"update_id": NaN}'),
        *(b"[" * 100_000, b'{"update_id":' + b"1" * 5000 + b"}", b" " * (MOST_BYTES + 1)),
    ]
    assert [await door.posts(body) for body in wrong] == [400] * len(wrong)
    assert await door.is_open()


async def test_half_requests_that_stand_in_the_door_let_others_past(door: Door) -> None:
    standing = [await asyncio.open_connection("127.0.0.1", door.port) for _ in range(100)]
    for number, (_, writer) in enumerate(standing):
        writer.write(HALVES[number % len(HALVES)])
        await writer.drain()
    assert await door.is_open()
    for _, writer in standing:
        writer.close()


@given(noise=st.binary(max_size=200) | st.sampled_from(HALVES))
@example(noise=b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200))
@example(noise=b"GET /hook HTTP/9.9\r\n\r\n")
@example(noise=b"POST /hook HTTP/1.1\r\nContent-Length: -1\r\n\r\n")
@example(noise=b"POST /hook HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
@example(noise=b"POST /hook HTTP/1.1\r\n" + b"X: y\r\n" * 10_000 + b"\r\n")
@thorough(25)
async def test_noise_is_refused_and_the_door_stays_open(door: Door, noise: bytes) -> None:
    answer = await door.sends(noise, hangs_up=True)
    assert not answer.startswith((b"HTTP/1.1 2", b"HTTP/1.1 5")), answer
    assert await door.is_open()
