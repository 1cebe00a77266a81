"""The wire's small print: whose timeout counts, how much is under way at once, what an error says of itself."""

import asyncio
from datetime import timedelta
from typing import IO, cast

import aiohttp
import pytest
from telegram import InputFile
from telegram.error import NetworkError, TimedOut

from bot.clock import Clock, StillClock, Tasks
from bot.delivery.body import CHUNK, Body, Timeouts, paced
from bot.delivery.transport import AiohttpRequest, TelegramsClock, was_sent
from tests.delivery.test_transport import (
    NOON,
    OK,
    TOKEN,
    Peer,
    Pipe,
    always,
    answer,
    bot_over,
    date,
    failure,
    opened,
    read_request,
)

LONG = "x" * 16_000_000
"""More than the sockets of both sides take in before somebody reads."""


async def test_a_text_has_the_time_to_write_that_texts_have() -> None:
    settings = {"write_timeout": 0.05, "media_write_timeout": None, "read_timeout": None}
    async with Peer() as peer, opened(**settings) as transport:
        peer.behave = peer.does_not_even_read
        with pytest.raises(TimedOut, match="write timeout"):
            await bot_over(transport, peer).do_api_request("sendIt", api_kwargs={"text": LONG})


async def test_a_file_has_the_time_to_write_that_files_have() -> None:
    settings = {"write_timeout": None, "media_write_timeout": 0.05, "read_timeout": None}
    async with Peer() as peer, opened(**settings) as transport:
        peer.behave = peer.does_not_even_read
        with pytest.raises(TimedOut, match="write timeout"):
            await bot_over(transport, peer).do_api_request("sendIt", api_kwargs={"document": InputFile(LONG.encode())})


async def test_the_timeouts_of_one_call_go_before_the_transports_own() -> None:
    async with Peer() as peer, opened(read_timeout=None) as transport:
        peer.behave = peer.says_nothing
        assert isinstance(await failure(transport, peer.url(), read_timeout=0.05), TimedOut)


async def test_no_time_at_all_to_answer_is_the_shortest_there_is_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[float | None, float | None]] = []
    timeout = aiohttp.ClientTimeout

    def remembered(*, connect: float | None, sock_read: float | None) -> aiohttp.ClientTimeout:
        told.append((connect, sock_read))
        return timeout(connect=connect, sock_read=sock_read)

    monkeypatch.setattr(aiohttp, "ClientTimeout", remembered)
    async with Peer() as peer, opened() as transport:
        peer.behave = peer.says_nothing
        assert isinstance(await failure(transport, peer.url(), connect_timeout=7, read_timeout=0), TimedOut)
    assert told == [(7, 0.001)]


@pytest.mark.parametrize(("write", "read"), [(100, 0), (0, 1000), (100, 1000)])
async def test_behind_the_last_chunk_there_is_time_to_write_it_and_to_read(
    monkeypatch: pytest.MonkeyPatch, write: float, read: float
) -> None:
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: 5.0)
    async with asyncio.timeout(None) as limit:
        stream = paced(Body({}, [bytes(CHUNK + 1)]), limit, Timeouts(read, write, None, None))
        assert not isinstance(stream, bytes)
        assert [limit.when() async for _ in stream] == [5 + write] * 2
        assert limit.when() == 5 + write + read
        limit.reschedule(None)


async def test_the_transports_own_time_for_a_free_connection_counts_where_a_call_names_none() -> None:
    tasks = Tasks()
    async with Peer() as peer, opened(connections=1, pool_timeout=0.01) as transport:
        peer.behave = peer.says_nothing
        first = tasks.start(transport.do_request(peer.url(), "POST", read_timeout=None), name="first")
        await peer.reached.wait()
        error = await failure(transport, peer.url())
        first.cancel()
        await asyncio.wait([first])
    assert not was_sent(error)
    assert "1 connections" in str(error)


async def test_as_many_requests_are_under_way_at_once_as_there_are_connections() -> None:
    many = 101  # one more than aiohttp has by itself
    everybody, waiting = asyncio.Event(), 0

    async def answers_when_all_have_asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal waiting
        await read_request(reader)
        waiting += 1
        if waiting == many:
            everybody.set()
        await everybody.wait()
        writer.write(answer())

    patience = {"connect_timeout": None, "read_timeout": None}
    async with Peer(answers_when_all_have_asked) as peer, opened(connections=many, **patience) as transport:
        answers = await asyncio.gather(*(transport.do_request(peer.url(), "POST") for _ in range(many)))
    assert answers == [(200, OK)] * many


async def test_no_cookie_is_brought_back() -> None:
    with_cookie = answer(OK, "200 OK", "Set-Cookie: who=you; Path=/")
    asked: list[dict[str, str]] = []

    async def hands_out_cookies(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            asked.append((await read_request(reader))[1])
            writer.write(with_cookie)

    async with Peer(hands_out_cookies) as peer, opened() as transport:
        url = peer.url().replace("127.0.0.1", "localhost")  # an address of numbers is never given any
        for _ in range(2):
            await transport.do_request(url, "POST")
    assert ["cookie" in headers for headers in asked] == [False, False]


@pytest.mark.parametrize("proxy", ["", "http://127.0.0.1:8080", "https://me:secret@proxy.example.org"])
def test_proxies_of_both_kinds_are_taken(proxy: str) -> None:
    assert "secret" not in repr(AiohttpRequest(Clock(), proxy=proxy))


async def test_the_transport_says_how_many_connections_it_may_have_and_whether_it_is_open() -> None:
    async with opened(connections=8) as transport:
        assert repr(transport) == "AiohttpRequest(connections=8, open=True)"
    assert repr(transport) == "AiohttpRequest(connections=8, open=False)"


async def test_an_error_says_what_failed_and_where_and_its_cause_says_the_same() -> None:
    async with Peer() as peer:
        pass
    async with opened() as transport:
        refused = await failure(transport, peer.url())
    assert str(refused).startswith(f"ClientConnectorError: 127.0.0.1:{peer.port}: ")
    assert "connect" in str(refused).rpartition(": ")[2].lower()
    assert str(refused.__cause__) == str(refused)


async def test_an_error_of_a_proxy_says_what_it_answered() -> None:
    async with (
        Peer(always(answer(b"", "407 Proxy Authentication Required"))) as proxy,
        opened(proxy=f"http://{proxy.host}") as transport,
    ):
        error = await failure(transport, f"https://telegram.invalid/bot{TOKEN}/getMe")
    assert str(error) == "ClientHttpProxyError: the proxy answered 407"


async def test_a_timeout_says_which_one_it_was() -> None:
    async with Peer() as peer, opened(read_timeout=0.05) as transport:
        peer.behave = peer.says_nothing
        error = await failure(transport, peer.url())
    assert str(error) == "Timed out (SocketTimeoutError)"
    assert str(error.__cause__) == "SocketTimeoutError"


@pytest.mark.parametrize("status", ["300 Multiple Choices", "502 Bad Gateway"])
async def test_a_page_that_is_no_answer_of_telegrams_keeps_all_but_the_token(status: str) -> None:
    page = f"upstream of /bot{TOKEN}/getMe and /bot{TOKEN.replace(':', '%3A')}/getMe".encode()
    async with Peer(always(answer(page, status))) as peer, opened() as transport:
        _, payload = await transport.do_request(peer.url(), "POST")
    assert payload == b"upstream of /bot[token]/getMe and /bot[token]/getMe"


async def test_letters_that_are_none_do_not_spoil_an_answer() -> None:
    torn = b'{"ok":true,"result":"\xe9\x97"}'
    async with Peer(always(answer(torn))) as peer, opened() as transport:
        assert cast("object", await transport.post(peer.url())) == "\ufffd"


async def test_the_round_trip_is_measured_from_its_own_beginning() -> None:
    """An answer that took eight seconds was stamped four seconds ago, however long the program has been running."""
    clock = StillClock(NOON)
    clock.move(timedelta(hours=1))

    async def takes_its_time(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        stamped = clock.now() + timedelta(seconds=4)
        clock.move(timedelta(seconds=8))
        writer.write(answer(OK, "200 OK", f"Date: {date(stamped)}"))

    async with Peer(takes_its_time) as peer, opened(clock=clock) as transport:
        await transport.do_request(peer.url(), "POST")
    assert transport.clock_skew == pytest.approx(0.5)


def test_a_date_stands_for_the_middle_of_its_second() -> None:
    watch = TelegramsClock(StillClock(NOON))
    watch.look(date(NOON), elapsed=0)
    assert watch.skew == pytest.approx(0.5)


def test_the_first_answer_of_a_second_is_the_one_that_counts() -> None:
    clock = StillClock(NOON)
    watch = TelegramsClock(clock)
    for _ in range(9):
        watch.look(date(NOON), elapsed=0)
        clock.move(timedelta(seconds=0.1))
    assert watch.skew == pytest.approx(0.5)


async def test_what_fits_one_chunk_is_sent_in_one_piece() -> None:
    async with asyncio.timeout(None) as limit:
        assert paced(Body({}, [bytes(CHUNK)]), limit, Timeouts(1, 1, 1, 1)) == bytes(CHUNK)
        assert not isinstance(paced(Body({}, [bytes(CHUNK + 1)]), limit, Timeouts(1, 1, 1, 1)), bytes)


class Measured(Pipe):
    """A file that remembers how much of it was asked for at once."""

    asked: list[int]

    def read(self, size: int = -1) -> bytes:
        self.asked.append(size)
        return super().read(size)


async def test_a_file_is_never_read_whole_into_memory() -> None:
    file = Measured(bytes(3 * CHUNK))
    file.asked = []
    async with asyncio.timeout(None) as limit:
        stream = paced(Body({}, [cast("IO[bytes]", file)]), limit, Timeouts(1, 1, 1, 1))
        assert not isinstance(stream, bytes)
        assert sum([len(chunk) async for chunk in stream]) == 3 * CHUNK
    assert set(file.asked) == {CHUNK}


async def test_a_transport_that_is_not_open_says_so() -> None:
    with pytest.raises(NetworkError, match=r"^The transport is not open$"):
        await AiohttpRequest(Clock()).do_request(f"http://127.0.0.1/bot{TOKEN}/getMe", "POST")
