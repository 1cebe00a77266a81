"""A bell: whoever waits for a change sleeps until it rings."""

import asyncio
from dataclasses import dataclass, field


@dataclass
class Bell:
    """Rung from ordinary code, heard by coroutines; it belongs to no event loop until someone listens."""

    _listeners: set["asyncio.Future[None]"] = field(default_factory=set)

    def ring(self) -> None:
        """Wake everybody who listens now."""
        for listener in self._listeners:
            if not listener.done():
                listener.set_result(None)
        self._listeners.clear()

    async def listen(self, seconds: float) -> bool:
        """Whether it rang within as many seconds of the wall clock."""
        listener: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._listeners.add(listener)
        try:
            async with asyncio.timeout(seconds):
                await listener
        except TimeoutError:
            return False
        finally:
            self._listeners.discard(listener)
        return True
