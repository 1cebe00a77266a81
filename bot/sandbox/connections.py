"""uvicorn's connections, so that one of them can be broken off in the middle of a call."""

import asyncio
import socket
import struct
from dataclasses import dataclass, field
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

_NO_LINGER = struct.pack("ii", 1, 0)


@dataclass
class Connections:
    """The open transports by the address of the other side."""

    transports: dict[tuple[str, int], asyncio.Transport] = field(default_factory=dict)

    def protocol(self) -> type[H11Protocol]:
        """Uvicorn's HTTP protocol, keeping this book."""
        book = self

        class NotedProtocol(H11Protocol):
            """An HTTP connection that is in the book while it is open."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                if self.client is not None:
                    book.transports[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                if self.client is not None:
                    book.transports.pop(self.client, None)
                super().connection_lost(exc)

        return NotedProtocol

    def reset(self, client: Any) -> None:
        """Break off the connection with this address: the other side sees a reset, not an end."""
        transport = self.transports.get((client[0], client[1]))
        if transport is None:
            return
        raw: socket.socket | None = transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        transport.abort()
