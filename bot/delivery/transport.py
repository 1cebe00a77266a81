"""The wire to Telegram: python-telegram-bot's transport over aiohttp, several times faster than its own.

It keeps python-telegram-bot's semantics (timeouts, multipart, exceptions) and adds two things a postman
needs: whether a request that failed may have arrived, and how far our clock is from Telegram's. No exception
that leaves here contains the bot's token: what aiohttp raises names the URL, so it is retold, not passed on.
"""

import asyncio
import json
import re
import ssl
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import aiohttp
import certifi
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.clock import Clock
from bot.delivery.body import Body, Timeouts, encode, paced

__all__ = ["AiohttpRequest", "NeverSent", "Unanswered", "trusted_authorities", "was_sent"]

IDLE_SECONDS = 30.0  # an idle connection is closed before middle boxes forget it
DNS_SECONDS = 300
BEFORE_SENDING = (  # what aiohttp raises before it has written anything of the request
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)


class NeverSent(Exception):
    """Nothing of the request left this machine: to send it again cannot double anything."""


class Unanswered(Exception):
    """The request was on its way and no whole answer came: Telegram may have acted on it."""


def was_sent(error: NetworkError) -> bool:
    """Whether the request may have reached Telegram.

    Only False is certain: no connection was free or could be made. True with `BadRequest` and 5xx (Telegram
    did answer), and whenever it cannot be known.
    """
    return not isinstance(error.__cause__, NeverSent)


class AiohttpRequest(BaseRequest):
    """Requests to the Bot API over kept-alive connections. Make two: one to send, one for the long poll."""

    def __init__(
        self,
        clock: Clock,
        *,
        connections: int = 64,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 1.0,
        media_write_timeout: float | None = 20.0,
        proxy: str = "",
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        """Prepare; nothing is opened before `initialize`.

        Args:
            clock: ours, to be compared with Telegram's.
            connections: how many may be open at once; more requests than that wait up to `pool_timeout`.
            read_timeout: seconds without a byte of the answer. All timeouts: None waits for ever.
            write_timeout: seconds without progress in writing.
            connect_timeout: seconds to look up the name, connect, pass the proxy and shake hands.
            pool_timeout: seconds to wait for a free connection.
            media_write_timeout: takes the place of `write_timeout` when files are sent.
            proxy: http:// or https://, with user and password if need be; empty for none.
            ssl_context: whom to trust; the system's and certifi's authorities unless given.

        Raises:
            ValueError: the proxy is of another kind, such as SOCKS.
        """
        if proxy and not proxy.startswith(("http://", "https://")):
            raise ValueError("only http:// and https:// proxies are supported; SOCKS is not")
        self._clock = clock
        self._connections = connections
        self._defaults = Timeouts(read_timeout, write_timeout, connect_timeout, pool_timeout)
        self._media_write_timeout = media_write_timeout
        self._proxy = proxy or None
        self._ssl = ssl_context
        self._places = asyncio.Semaphore(connections)
        self._session: aiohttp.ClientSession | None = None
        self._watch = TelegramsClock(clock)

    def __repr__(self) -> str:
        return f"AiohttpRequest(connections={self._connections}, open={self._session is not None})"

    @property
    def read_timeout(self) -> float | None:
        """The default read timeout in seconds; python-telegram-bot adds it to the long poll's own."""
        return self._defaults.read

    @property
    def clock_skew(self) -> float | None:
        """Seconds that Telegram's clock is ahead of ours (negative: behind); None before the first answer."""
        return self._watch.skew

    async def initialize(self) -> None:
        """Open the pool; does nothing when it is open."""
        if self._session is not None:
            return
        self._ssl = self._ssl or trusted_authorities()
        self._session = aiohttp.ClientSession(
            # The semaphore is the only limit: aiohttp would count waiting for a place as connecting.
            connector=aiohttp.TCPConnector(
                limit=0, ttl_dns_cache=DNS_SECONDS, keepalive_timeout=IDLE_SECONDS, ssl=self._ssl
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            skip_auto_headers={"Content-Type"},  # a request without a body has none
            proxy=self._proxy,
        )

    async def shutdown(self) -> None:
        """Close the pool; requests in flight end with `NetworkError`. Does nothing when it is closed."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - python-telegram-bot's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request; python-telegram-bot calls this.

        Returns:
            The HTTP status and the whole body of the answer.

        Raises:
            TimedOut: one of the timeouts passed.
            NetworkError: the connection failed. In both cases `was_sent` tells whether it may have arrived.
        """
        body = encode(request_data) if request_data is not None else None
        files = request_data is not None and request_data.contains_files
        defaults = self._defaults._replace(write=self._media_write_timeout) if files else self._defaults
        given = Timeouts(read_timeout, write_timeout, connect_timeout, pool_timeout)
        timeouts = Timeouts(*map(_chosen, given, defaults))
        await self._wait_for_place(timeouts.pool)
        try:
            return await self._exchange(method, url, body, timeouts)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            failure, cause = _retell(error)
        finally:
            self._places.release()
        raise failure from cause  # out here, so that aiohttp's error is not its context

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer as JSON. Unlike the inherited one, it does not log what came instead.

        Raises:
            TelegramError: it is something else, such as the page of a proxy.
        """
        try:
            return json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None

    async def _wait_for_place(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._places.acquire()
        except TimeoutError:
            cause = NeverSent("no free connection")
            raise TimedOut(f"Pool timeout: all {self._connections} connections are in use") from cause

    async def _exchange(self, method: str, url: str, body: Body | None, timeouts: Timeouts) -> tuple[int, bytes]:
        if self._session is None:
            raise NetworkError("The transport is not open") from NeverSent("not initialized, or shut down")
        started = self._clock.monotonic()
        async with asyncio.timeout(None) as limit:
            headers, data = (body.headers, paced(body, limit, timeouts)) if body else ({}, None)
            waits = aiohttp.ClientTimeout(connect=_wait(timeouts.connect), sock_read=_wait(timeouts.read))
            async with self._session.request(
                method, url, data=data, headers=headers, timeout=waits, allow_redirects=False
            ) as answer:
                limit.reschedule(None)
                self._watch.look(answer.headers.get("Date"), self._clock.monotonic() - started)
                payload = await answer.read()
        if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
            payload = _without_token(url, payload)
        return answer.status, payload


class TelegramsClock:
    """How far Telegram's clock is from ours, by the `Date` of its answers (whole seconds, cut off)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._shortest = float("inf")
        self._last = ""
        self._seen: tuple[datetime, float] | None = None
        """Telegram's instant, and when that was on our clock that never jumps."""

    @property
    def skew(self) -> float | None:
        """Seconds that Telegram's clock is ahead of ours at this moment; a jump of ours shows at once."""
        if self._seen is None:
            return None
        theirs, instant = self._seen
        passed = timedelta(seconds=self._clock.monotonic() - instant)
        return (theirs + passed - self._clock.now()).total_seconds()

    def look(self, date: str | None, elapsed: float) -> None:
        """Compare, when an answer has taken `elapsed` seconds.

        The way back is half the shortest round trip seen: of a long poll's minute most was waiting.
        """
        self._shortest = min(self._shortest, max(elapsed, 0.0))
        if not date or date == self._last:
            return
        self._last = date
        try:
            theirs = parsedate_to_datetime(date)
        except ValueError:
            return
        if theirs.tzinfo is not None:
            self._seen = theirs + timedelta(seconds=0.5 + self._shortest / 2), self._clock.monotonic()


def _chosen(given: Any, default: float | None) -> float | None:
    """The timeout given for one call, or the default; python-telegram-bot wraps "not given" in a type."""
    return default if isinstance(given, type(BaseRequest.DEFAULT_NONE)) else given


def _wait(seconds: float | None) -> float | None:
    """Seconds for aiohttp, which takes 0 for "as long as it takes"."""
    return None if seconds is None else max(seconds, 0.001)


def trusted_authorities(*addresses: str) -> ssl.SSLContext:
    """The system's certificate authorities and certifi's: slim images and macOS have none of their own.

    Reading them is a good part of a start. Where none of the addresses is encrypted, none is read and nobody trusted.
    """
    if addresses and not any(address.startswith("https:") for address in addresses):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _retell(error: Exception) -> tuple[NetworkError, NeverSent | Unanswered]:
    """python-telegram-bot's exception, and a cause that tells what is known, for one of aiohttp's."""
    what = type(error).__name__ if type(error) is not TimeoutError else "write timeout"
    if isinstance(error, aiohttp.ClientConnectorError):
        what += f": {error.host}:{error.port}: {error.os_error.strerror or type(error.os_error).__name__}"
    elif isinstance(error, aiohttp.ClientHttpProxyError):
        what += f": the proxy answered {error.status}"
    cause = NeverSent(what) if isinstance(error, BEFORE_SENDING) else Unanswered(what)
    return (TimedOut(f"Timed out ({what})") if isinstance(error, TimeoutError) else NetworkError(what)), cause


def _without_token(url: str, payload: bytes) -> bytes:
    """Proxies like to quote the address in their error pages, and those end up in exceptions."""
    for token in re.findall(r"/bot([^/]+)", url):
        for spelt in {token, quote(token, safe="")}:
            payload = payload.replace(spelt.encode(), b"[token]")
    return payload
