"""Where messages are written and noted: few at the same time, and whoever takes long makes room for the next."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LONG_SECONDS = 0.1


class Desk:
    """So many at the same time share the processor with whoever taps meanwhile; none of them holds up the others."""

    def __init__(self, places: int, *, long: float = LONG_SECONDS) -> None:
        """`long`: seconds after which somebody's place goes to the next, who works beside them."""
        self._free = asyncio.Semaphore(places)
        self._long = long

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place for a while."""
        await self._free.acquire()
        left = False

        def leave() -> None:
            nonlocal left
            if not left:
                left = True
                self._free.release()

        leaving = asyncio.get_running_loop().call_later(self._long, leave)
        try:
            yield
        finally:
            leaving.cancel()
            leave()
