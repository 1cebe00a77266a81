"""The wire to Telegram, over real sockets: the bytes of python-telegram-bot's own, and honest failures."""

import asyncio
import io
import logging
import os
import re
import socket
import ssl
import struct
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import IO, Any, Self, cast

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from telegram import Bot, InputFile, InputMediaPhoto
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest

from bot.clock import Clock, StillClock, Tasks
from bot.delivery.body import Body, Timeouts, paced
from bot.delivery.transport import AiohttpRequest, TelegramsClock, trusted_authorities, was_sent

TOKEN = "7123456789:AAF-canaryCanaryCanaryCanaryCanary0"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OK = b'{"ok":true,"result":true}'

Behave = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes = OK, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Content-Type: application/json", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def read_request(reader: asyncio.StreamReader) -> tuple[str, dict[str, str], bytes]:
    """One request: its first line, its headers in small letters, its body."""
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
        return first, headers, body
    return first, headers, await reader.readexactly(int(headers.get("content-length", 0)))


class Peer:
    """A server on this machine that behaves as told, and remembers what it was asked."""

    def __init__(self, behave: Behave | None = None, ssl_context: ssl.SSLContext | None = None) -> None:
        self.behave = behave or self.answers
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.connections = 0
        self.reached = asyncio.Event()
        self.over = asyncio.Event()
        self._ssl = ssl_context
        self._busy: set[asyncio.Task[Any] | None] = set()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, method: str = "getMe") -> str:
        return f"{'https' if self._ssl else 'http'}://{self.host}/bot{TOKEN}/{method}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", 0, ssl=self._ssl)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.over.set()
        self._server.close()
        for task in [task for task in self._busy if task]:
            await asyncio.wait([task])
        await self._server.wait_closed()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._busy.add(asyncio.current_task())
        self.connections += 1
        try:
            await self.behave(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            self._busy.discard(asyncio.current_task())

    async def hears(self, reader: asyncio.StreamReader) -> None:
        self.asked.append(await read_request(reader))
        self.reached.set()

    async def answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await self.hears(reader)
            writer.write(answer())

    async def says_nothing(self, reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await self.hears(reader)
        await self.over.wait()

    async def does_not_even_read(self, reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        self.reached.set()
        reader._transport.pause_reading()  # type: ignore[attr-defined]
        await self.over.wait()

    async def stops_in_the_middle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self.hears(reader)
        writer.write(answer()[:-5])
        await self.over.wait()

    async def hangs_up(self, reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await self.hears(reader)

    async def hangs_up_in_the_middle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self.hears(reader)
        writer.write(answer()[:-5])

    async def resets(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self.hears(reader)
        peer = writer.get_extra_info("socket")
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    async def speaks_another_language(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self.hears(reader)
        writer.write(b"220 mail.example.org ESMTP\r\n")


def always(reply: bytes) -> Behave:
    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await read_request(reader)
            writer.write(reply)

    return behave


@asynccontextmanager
async def opened(**settings: Any) -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(settings.pop("clock", Clock()), **settings) as transport:
        assert isinstance(transport, AiohttpRequest)
        yield transport


def told(error: BaseException) -> str:
    """All that a log could print of an error, its causes and contexts included."""
    return "".join(traceback.format_exception(error)) + repr(error) + repr(error.__cause__)


async def failure(transport: BaseRequest, url: str, **settings: Any) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        await transport.do_request(url, "POST", **settings)
    assert "canary" not in told(caught.value).lower()
    return caught.value


def bot_over(transport: BaseRequest, peer: Peer) -> Bot:
    return Bot(TOKEN, base_url=f"http://{peer.host}/bot", request=transport)


class Pipe(io.RawIOBase):
    """A file that can neither be measured nor rewound."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        return self._content.read(size)


def pipe(content: bytes) -> IO[bytes]:
    return cast("IO[bytes]", Pipe(content))


CALLS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "nothing": lambda _: {},
    "text": lambda _: {"chat_id": -100, "text": "门框 & 开裂 100% +1\n=?", "markup": {"a": [1, "中"]}},
    "a long text": lambda _: {"text": "长" * 40_000},
    "bytes": lambda _: {"chat_id": 1, "photo": InputFile(b"\x00\xff\r\n--x", filename="门.jpg"), "n": "门"},
    "an ugly name": lambda _: {"document": InputFile(b"x", filename='a"b\\c\r\nd\t;é.txt')},
    "no content": lambda _: {"document": InputFile(b"", filename="empty.bin")},
    "a big file": lambda _: {"document": InputFile(os.urandom(300_000))},
    "an open file": lambda path: {
        "chat_id": 1, "document": InputFile(path.open("rb"), filename="f.txt", read_file_handle=False),
    },
    "a pipe": lambda _: {"document": InputFile(pipe(b"p" * 100_000), filename="p", read_file_handle=False)},
    "an album": lambda _: {
        "media": [InputMediaPhoto(b"one", filename="1.png"), InputMediaPhoto(b"two", filename="2.png")],
    },
}  # fmt: skip


def comparable(asked: tuple[str, dict[str, str], bytes]) -> object:
    """A request without its random boundary and what only concerns the connection."""
    first, headers, body = asked
    kept = {"content-type", "content-length", "transfer-encoding", "user-agent", "host"}
    boundary = re.search("boundary=(.*)", headers.get("content-type", ""))
    secret = boundary[1] if boundary else "none"
    said = {name: value.replace(secret, "B") for name, value in headers.items() if name in kept}
    return first, said, body.replace(secret.encode(), b"B")


@pytest.mark.parametrize("call", CALLS)
async def test_telegram_receives_what_the_default_transport_would_send(tmp_path: Path, call: str) -> None:
    (tmp_path / "f").write_bytes(b"file " * 50_000)
    arguments = CALLS[call](tmp_path / "f")
    async with Peer() as peer, HTTPXRequest() as theirs, opened() as ours:
        await bot_over(theirs, peer).do_api_request("sendIt", api_kwargs=arguments)
        files = [value for value in arguments.values() if isinstance(value, InputFile)]
        for handle in [file.input_file_content for file in files if not isinstance(file.input_file_content, bytes)]:
            getattr(handle, "_content", handle).seek(0)
        await bot_over(ours, peer).do_api_request("sendIt", api_kwargs=arguments)
        for file in [file.input_file_content for file in files if not isinstance(file.input_file_content, bytes)]:
            file.close()
    assert comparable(peer.asked[1]) == comparable(peer.asked[0])
    assert peer.asked[1][0] == f"POST /bot{TOKEN}/sendIt HTTP/1.1"


async def test_a_file_is_fetched_as_the_default_transport_fetches_it() -> None:
    async with Peer() as peer, HTTPXRequest() as theirs, opened() as ours:
        url = f"http://{peer.host}/file/bot{TOKEN}/photos/%E9%97%A8%20%2F.jpg"
        assert await ours.retrieve(url) == await theirs.retrieve(url) == OK
    assert comparable(peer.asked[1]) == comparable(peer.asked[0])


async def test_telegrams_refusals_become_the_library_s_exceptions_and_count_as_sent() -> None:
    bad = b'{"ok":false,"error_code":400,"description":"Bad Request: message is not modified"}'
    async with Peer(always(answer(bad, "400 Bad Request"))) as peer, opened() as transport:
        with pytest.raises(BadRequest, match="Message is not modified") as caught:
            await bot_over(transport, peer).do_api_request("sendIt")
    assert was_sent(caught.value)


async def test_flood_control_and_a_blocked_bot_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # or python-telegram-bot warns of its own future
    flood = b'{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}'
    async with Peer(always(answer(flood, "429 Too Many Requests"))) as peer, opened() as transport:
        with pytest.raises(RetryAfter):
            await bot_over(transport, peer).do_api_request("sendIt")
    blocked = b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}'
    async with Peer(always(answer(blocked, "403 Forbidden"))) as peer, opened() as transport:
        with pytest.raises(Forbidden, match="blocked by the user"):
            await bot_over(transport, peer).do_api_request("sendIt")


async def test_no_free_connection_in_time_means_never_sent() -> None:
    tasks = Tasks()
    async with Peer() as peer, opened(connections=1) as transport:
        peer.behave = peer.says_nothing
        first = tasks.start(transport.do_request(peer.url(), "POST", read_timeout=None), name="first")
        await peer.reached.wait()
        error = await failure(transport, peer.url(), pool_timeout=0.01)
        first.cancel()
        await asyncio.wait([first])
    assert isinstance(error, TimedOut)
    assert not was_sent(error)
    assert len(peer.asked) == 1


async def test_a_cancelled_request_gives_its_place_back() -> None:
    tasks = Tasks()
    async with Peer() as peer, opened(connections=1) as transport:
        peer.behave = peer.says_nothing
        first = tasks.start(transport.do_request(peer.url(), "POST", read_timeout=None), name="first")
        await peer.reached.wait()
        first.cancel()
        await asyncio.wait([first])
        peer.behave = peer.answers
        assert await transport.do_request(peer.url(), "POST") == (200, OK)


async def test_a_refused_connection_means_never_sent() -> None:
    async with Peer() as peer:
        pass
    async with opened() as transport:
        error = await failure(transport, peer.url())
    assert not isinstance(error, TimedOut)
    assert not was_sent(error)
    assert f"127.0.0.1:{peer.port}" in str(error)


async def test_a_connection_that_is_never_completed_means_never_sent() -> None:
    async with Peer() as peer, opened() as transport:
        peer.behave = peer.does_not_even_read
        error = await failure(transport, peer.url().replace("http:", "https:"), connect_timeout=0.05)
    assert isinstance(error, TimedOut)
    assert not was_sent(error)


async def test_a_connect_timeout_of_zero_is_not_for_ever() -> None:
    async with Peer() as peer, opened() as transport:
        peer.behave = peer.does_not_even_read
        error = await failure(transport, peer.url().replace("http:", "https:"), connect_timeout=0)
    assert isinstance(error, TimedOut)


async def test_a_certificate_of_somebody_else_means_never_sent(tmp_path: Path) -> None:
    async with Peer(ssl_context=self_signed(tmp_path)) as peer, opened() as transport:
        error = await failure(transport, peer.url())
    assert not was_sent(error)
    assert "certificate" in str(error).lower()
    assert peer.asked == []


async def test_a_trusted_certificate_is_accepted(tmp_path: Path) -> None:
    served = self_signed(tmp_path)
    trusted = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    async with Peer(ssl_context=served) as peer, opened(ssl_context=trusted) as transport:
        assert await transport.do_request(peer.url(), "POST") == (200, OK)


async def test_where_no_address_is_encrypted_nobody_is_trusted(tmp_path: Path) -> None:
    plain = trusted_authorities("http://127.0.0.1:8081/bot", "http://127.0.0.1:8081/file/bot", "")
    async with Peer(ssl_context=self_signed(tmp_path)) as peer, opened(ssl_context=plain) as transport:
        assert "certificate" in str(await failure(transport, peer.url())).lower()
    assert plain.get_ca_certs() == []
    assert trusted_authorities("http://127.0.0.1:8081/bot", "", "https://proxy").get_ca_certs() != []


@pytest.mark.parametrize("url", ["http:///bot1:canary/x", "ftp://host/bot1:canary/x", "http://a:bc/bot1:canary"])
async def test_an_impossible_address_means_never_sent(url: str) -> None:
    async with opened() as transport:
        assert not was_sent(await failure(transport, url))


@pytest.mark.parametrize("behaviour", ["says_nothing", "stops_in_the_middle"])
async def test_silence_after_the_request_is_a_timeout_and_doubtful(behaviour: str) -> None:
    async with Peer() as peer, opened() as transport:
        peer.behave = getattr(peer, behaviour)
        error = await failure(transport, peer.url(), read_timeout=0.05)
    assert isinstance(error, TimedOut)
    assert was_sent(error)


@pytest.mark.parametrize("behaviour", ["hangs_up", "hangs_up_in_the_middle", "resets", "speaks_another_language"])
async def test_a_connection_that_breaks_after_the_request_is_doubtful(behaviour: str) -> None:
    async with Peer() as peer, opened() as transport:
        peer.behave = getattr(peer, behaviour)
        error = await failure(transport, peer.url())
    assert not isinstance(error, TimedOut)
    assert was_sent(error)
    assert len(peer.asked) == 1


async def test_a_peer_that_stops_reading_is_a_timeout_and_doubtful() -> None:
    async with Peer() as peer, opened(media_write_timeout=0.05) as transport:
        peer.behave = peer.does_not_even_read
        with pytest.raises(TimedOut) as caught:
            await bot_over(transport, peer).do_api_request(
                "sendIt", api_kwargs={"document": InputFile(bytes(30_000_000))}
            )
    assert was_sent(caught.value)
    assert "canary" not in told(caught.value)


async def test_the_time_to_write_begins_anew_with_every_chunk_and_ends_with_time_to_read() -> None:
    """Or a server that thinks about a photo for longer than it took to write would be cut off."""
    body = Body({}, [bytes(100_000), bytes(100_000)])
    now = asyncio.get_running_loop().time
    async with asyncio.timeout(None) as limit:
        stream = paced(body, limit, Timeouts(read=1000, write=100, connect=None, pool=None))
        assert not isinstance(stream, bytes)
        ends = [(len(chunk), limit.when()) async for chunk in stream]
        assert [size for size, _ in ends] == [65536, 100_000, 34464]
        assert [end for _, end in ends] == [pytest.approx(now() + 100, abs=10)] * 3
        assert limit.when() == pytest.approx(now() + 1100, abs=10)


@pytest.mark.parametrize(("read", "write"), [(None, 100), (1000, None)])
async def test_who_waits_for_ever_is_never_cut_off(read: float | None, write: float | None) -> None:
    async with asyncio.timeout(None) as limit:
        stream = paced(Body({}, [bytes(100_000)]), limit, Timeouts(read, write, None, None))
        assert not isinstance(stream, bytes)
        assert len([chunk async for chunk in stream]) == 2
        assert limit.when() is None


async def test_short_pieces_travel_together() -> None:
    async with asyncio.timeout(None) as limit:
        assert paced(Body({}, [b"a", b"b", b"c"]), limit, Timeouts(1, 1, 1, 1)) == b"abc"
        assert limit.when() is None


class Unreadable(Pipe):
    """A file on a disk that fails."""

    def read(self, _size: int = -1) -> bytes:
        raise OSError(5, "Input/output error")


async def test_a_file_that_cannot_be_read_is_a_network_error() -> None:
    broken = cast("IO[bytes]", Unreadable(b""))
    document = InputFile(broken, filename="f", read_file_handle=False)
    async with Peer() as peer, opened() as transport:
        with pytest.raises(NetworkError) as caught:
            await bot_over(transport, peer).do_api_request("sendIt", api_kwargs={"document": document})
    assert "canary" not in told(caught.value)


async def test_a_transport_that_was_never_opened_has_never_sent() -> None:
    assert not was_sent(await failure(AiohttpRequest(Clock()), f"http://127.0.0.1/bot{TOKEN}/getMe"))


async def test_opening_and_closing_twice_is_opening_and_closing() -> None:
    transport = AiohttpRequest(Clock())
    await transport.shutdown()
    await transport.initialize()
    await transport.initialize()
    async with Peer() as peer:
        assert (await transport.do_request(peer.url(), "POST"))[0] == 200
        await transport.shutdown()
        await transport.shutdown()
        assert not was_sent(await failure(transport, peer.url()))
        await transport.initialize()
        assert (await transport.do_request(peer.url(), "POST"))[0] == 200
        await transport.shutdown()


async def test_closing_ends_what_is_in_flight_as_doubtful_and_what_waits_as_never_sent() -> None:
    tasks = Tasks()
    async with Peer() as peer, opened(connections=1) as transport:
        peer.behave = peer.says_nothing
        flying = tasks.start(failure(transport, peer.url(), read_timeout=None), name="flying")
        await peer.reached.wait()
        waiting = tasks.start(failure(transport, peer.url(), pool_timeout=None), name="waiting")
        await asyncio.sleep(0)
        await transport.shutdown()
        assert was_sent(await flying)
        assert not was_sent(await waiting)


async def test_many_at_once_share_few_connections_and_get_their_own_answers() -> None:
    async with Peer() as peer, opened(connections=8, pool_timeout=None) as transport:

        async def echoes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while True:
                first, _, _ = await read_request(reader)
                writer.write(answer(first.encode()))

        peer.behave = echoes
        urls = [peer.url(f"m{number}") for number in range(300)]
        answers = await asyncio.gather(*(transport.do_request(url, "POST") for url in urls))
    assert [body.decode().split()[1].rpartition("/")[2] for _, body in answers] == [f"m{n}" for n in range(300)]
    assert peer.connections <= 8


async def test_a_redirection_is_not_followed() -> None:
    away = answer(b"", "302 Found", "Location: http://127.0.0.1:9/elsewhere")
    async with Peer(always(away)) as peer, opened() as transport:
        assert (await transport.do_request(peer.url(), "POST"))[0] == 302


async def test_an_http_proxy_gets_the_request_and_its_password() -> None:
    url = f"http://telegram.invalid/bot{TOKEN}/getMe"
    async with Peer() as proxy, opened(proxy=f"http://me:pass@{proxy.host}") as transport:
        assert await transport.do_request(url, "POST") == (200, OK)
    first, headers, _ = proxy.asked[0]
    assert first == f"POST {url} HTTP/1.1"
    assert headers["proxy-authorization"] == "Basic bWU6cGFzcw=="


async def test_a_proxy_that_refuses_the_tunnel_means_never_sent() -> None:
    refusal = answer(b"", "407 Proxy Authentication Required")
    async with Peer(always(refusal)) as proxy, opened(proxy=f"http://{proxy.host}") as transport:
        error = await failure(transport, f"https://telegram.invalid/bot{TOKEN}/getMe")
    assert not was_sent(error)
    assert "407" in str(error)


async def test_a_proxy_that_keeps_us_waiting_is_a_connect_timeout() -> None:
    async with Peer() as proxy, opened(proxy=f"http://{proxy.host}", connect_timeout=0.05) as transport:
        proxy.behave = proxy.does_not_even_read
        error = await failure(transport, f"https://telegram.invalid/bot{TOKEN}/getMe")
    assert isinstance(error, TimedOut)
    assert not was_sent(error)


def test_a_socks_proxy_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="SOCKS is not"):
        AiohttpRequest(Clock(), proxy="socks5://127.0.0.1:1080")


async def test_an_error_page_that_quotes_the_address_does_not_give_the_token_away() -> None:
    page = f"<h1>502</h1> upstream of /bot{TOKEN}/getMe and /bot{TOKEN.replace(':', '%3A')}/getMe".encode()
    async with Peer(always(answer(page, "502 Bad Gateway"))) as peer, opened() as transport:
        with pytest.raises(NetworkError, match="502") as caught:
            await bot_over(transport, peer).do_api_request("sendIt")
    assert "canary" not in told(caught.value)
    assert was_sent(caught.value)


async def test_a_page_where_json_was_expected_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with Peer(always(answer(b"<h1>canary</h1>"))) as peer, opened() as transport:
        with pytest.raises(TelegramError, match="Invalid server response") as caught:
            await transport.post(peer.url())
    assert "canary" not in caplog.text.lower() + told(caught.value)


async def test_the_transport_shows_no_secret_of_its_own() -> None:
    async with opened(proxy="http://me:canary@127.0.0.1:9") as transport:
        assert "canary" not in repr(transport)


def test_the_read_timeout_is_known_for_the_long_poll() -> None:
    assert AiohttpRequest(Clock(), read_timeout=12).read_timeout == 12


async def test_the_skew_is_unknown_before_the_first_answer_and_then_told_by_its_date() -> None:
    clock = StillClock(NOON)
    ahead = answer(OK, "200 OK", f"Date: {format_datetime(NOON + timedelta(minutes=5), usegmt=True)}")
    async with Peer(always(ahead)) as peer, opened(clock=clock) as transport:
        assert transport.clock_skew is None
        await transport.do_request(peer.url(), "POST")
    assert transport.clock_skew == pytest.approx(300, abs=0.6)


def date(at: datetime) -> str:
    return format_datetime(at, usegmt=True)


def test_half_the_round_trip_is_allowed_for() -> None:
    watch = TelegramsClock(StillClock(NOON + timedelta(seconds=4)))
    watch.look(date(NOON), elapsed=8)
    assert watch.skew == pytest.approx(0, abs=0.6)


def test_the_wait_of_a_long_poll_is_not_taken_for_transit() -> None:
    clock = StillClock(NOON)
    watch = TelegramsClock(clock)
    watch.look(date(NOON), elapsed=0.2)
    clock.move(timedelta(minutes=1))
    watch.look(date(NOON + timedelta(minutes=1)), elapsed=50)
    assert watch.skew == pytest.approx(0, abs=0.7)


def test_a_clock_that_is_set_back_is_noticed() -> None:
    clock = StillClock(NOON)
    watch = TelegramsClock(clock)
    watch.look(date(NOON), elapsed=0.1)
    clock.move(timedelta(hours=-1))
    watch.look(date(NOON + timedelta(seconds=1)), elapsed=0.1)
    assert watch.skew == pytest.approx(3601, abs=0.7)


@pytest.mark.parametrize("nonsense", [None, "", "yesterday", "Mon, 23 Nov 2026 12:00:00 -0000"])
def test_an_answer_without_a_usable_date_changes_nothing(nonsense: str | None) -> None:
    watch = TelegramsClock(StillClock(NOON))
    watch.look(date(NOON), elapsed=0)
    known = watch.skew
    watch.look(nonsense, elapsed=0)
    assert watch.skew == known


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server's context with a certificate for 127.0.0.1 that nobody has signed but itself (cert.pem)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(today.replace(year=2100))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
