"""A request's body, as python-telegram-bot's own transport would send it, and the pace it is written at."""

import asyncio
import functools
import secrets
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import IO, Any, NamedTuple
from urllib.parse import urlencode

from telegram.request import RequestData

__all__ = ["Body", "Timeouts", "encode", "paced"]

CHUNK = 64 * 1024  # bytes; what asyncio buffers for a socket before a writer has to wait
QUOTED = str.maketrans({chr(code): f"%{code:02X}" for code in range(32)} | {'"': "%22", "\\": "\\\\"})


class Timeouts(NamedTuple):
    """Seconds to wait: for an answer, to write, to connect, for a free connection. None waits for ever."""

    read: float | None
    write: float | None
    connect: float | None
    pool: float | None


class Body(NamedTuple):
    """Pieces to be sent one after another, with the headers that describe them."""

    headers: Mapping[str, str]
    pieces: list[bytes | IO[bytes]]


def encode(data: RequestData) -> Body | None:
    """The body for these parameters and files; None when there are none."""
    if data.contains_files:
        return _multipart(data.json_parameters, data.multipart_data)
    if not (fields := urlencode(data.json_parameters).encode()):
        return None
    return Body(_headers("application/x-www-form-urlencoded", len(fields)), [fields])


def paced(body: Body, limit: asyncio.Timeout, timeouts: Timeouts) -> bytes | AsyncIterator[bytes]:
    """The body for aiohttp, which has no write timeout: `limit` moves on with each chunk that leaves.

    What fits the socket's buffer never waits for the peer and needs no watching.
    """
    whole = [piece for piece in body.pieces if isinstance(piece, bytes)]
    if len(whole) == len(body.pieces) and sum(map(len, whole)) <= CHUNK:
        return b"".join(whole)
    return _watched(body, limit, timeouts)


def _headers(content_type: str, length: int | None) -> dict[str, str]:
    """Without a length, aiohttp sends in HTTP's own chunks."""
    known = {} if length is None else {"Content-Length": str(length)}
    return {"Content-Type": content_type} | known


def _multipart(fields: Mapping[str, str], files: Mapping[str, Any]) -> Body:
    boundary = secrets.token_hex(16)
    pieces: list[bytes | IO[bytes]] = []
    for name, value in fields.items():
        pieces += [_head(boundary, "", name=name), value.encode(), b"\r\n"]
    for name, (filename, content, content_type) in files.items():
        kind = f"\r\nContent-Type: {content_type}"
        pieces += [_head(boundary, kind, name=name, filename=filename), content, b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode())
    lengths = [len(piece) if isinstance(piece, bytes) else _length(piece) for piece in pieces]
    length = None if None in lengths else sum(filter(None, lengths))
    return Body(_headers(f"multipart/form-data; boundary={boundary}", length), pieces)


def _head(boundary: str, kind: str, **parameters: str) -> bytes:
    """A part's head; names are quoted as browsers do, which is what Telegram understands for Chinese ones.

    https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
    """
    named = "; ".join(f'{key}="{value.translate(QUOTED)}"' for key, value in parameters.items())
    return f"--{boundary}\r\nContent-Disposition: form-data; {named}{kind}\r\n\r\n".encode()


def _length(file: IO[bytes]) -> int | None:
    """How many bytes the whole file has, from its beginning, where it then stands; None for a pipe."""
    try:
        length = file.seek(0, 2)
        file.seek(0)
    except (OSError, AttributeError):
        return None
    return length


async def _watched(body: Body, limit: asyncio.Timeout, timeouts: Timeouts) -> AsyncIterator[bytes]:
    now = asyncio.get_running_loop().time
    for chunk in _chunks(body.pieces):
        limit.reschedule(None if timeouts.write is None else now() + timeouts.write)
        yield chunk
    # The last chunk is still on its way, and the read timeout begins only behind it.
    known = timeouts.write is not None and timeouts.read is not None
    limit.reschedule(now() + (timeouts.write or 0) + (timeouts.read or 0) if known else None)


def _chunks(pieces: list[bytes | IO[bytes]]) -> Iterator[bytes]:
    """All pieces in chunks of one size, so that short heads do not travel alone."""
    waiting = bytearray()
    for block in _blocks(pieces):
        waiting += block
        if len(waiting) >= CHUNK:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def _blocks(pieces: list[bytes | IO[bytes]]) -> Iterator[bytes]:
    for piece in pieces:
        if isinstance(piece, bytes):
            yield from (piece[start : start + CHUNK] for start in range(0, len(piece), CHUNK))
        else:
            yield from iter(functools.partial(piece.read, CHUNK), b"")
