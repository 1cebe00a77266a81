"""Answers to taps: said by a call of their own, or on the reply to the delivery that brought the tap."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.clock import Tasks

SPEAKING = 48
"""Answers under way at once, fewer than the transport has connections."""
LISTENING_SECONDS = 0.5
"""How long a delivery waits for the answer to the tap it brought: long enough for a decision in a crowd, and short, for
the connection brings nothing else meanwhile. Telegram itself would wait for a minute."""


@dataclass(frozen=True)
class Answer:
    """What is left to be said to whoever tapped once the effect is committed: best effort, and nobody waits for it.

    Attributes:
        call: the call of the Bot API, `method` and parameters, as the reply to a delivery may hold it.
        give: makes that call.
        afterwards: what else there is to do, whichever way the call was made.
    """

    call: Mapping[str, Any]
    give: Callable[[], Awaitable[None]]
    afterwards: Callable[[], Awaitable[None]] | None = None


@dataclass
class Answers:
    """Answers under way, and the deliveries that wait for theirs. `ended`: called after each that was given."""

    tasks: Tasks
    ended: Callable[[], None]
    under_way: int = 0
    _speaking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SPEAKING))
    _listening: dict[int, "asyncio.Future[Answer | None]"] = field(default_factory=dict)

    async def heard_by(self, update_id: int, storing: Awaitable[None]) -> Answer | None:
        """Have an update stored and wait for the answer to it; None: there is none, or it comes later, by a call.

        Raises:
            Exception: what `storing` raises; nobody waits any longer.
        """
        if update_id in self._listening:  # brought twice at the same time: whoever came first hears it
            await storing
            return None
        loop = asyncio.get_running_loop()
        heard: asyncio.Future[Answer | None] = loop.create_future()
        self._listening[update_id] = heard
        try:
            await storing
            patience = loop.call_later(LISTENING_SECONDS, _settle, heard, None)
            try:
                return await heard
            finally:
                patience.cancel()
        finally:
            if self._listening.get(update_id) is heard:
                del self._listening[update_id]

    def give(self, update_id: int, answer: Answer | None) -> None:
        """Give it to the delivery that waits for it, or by a call. None: there will be none."""
        heard = self._listening.pop(update_id, None)
        rides = heard is not None and _settle(heard, answer)
        if answer is not None and not (rides and answer.afterwards is None):
            self.under_way += 1
            self.tasks.start(self._say(answer, by_call=not rides), name="an answer")

    async def _say(self, answer: Answer, *, by_call: bool) -> None:
        try:
            async with self._speaking:
                if by_call:
                    await answer.give()
                if answer.afterwards is not None:
                    await answer.afterwards()
        finally:
            self.under_way -= 1
            self.ended()


def _settle(heard: "asyncio.Future[Answer | None]", answer: Answer | None) -> bool:
    """Tell whoever waits; False if nobody does any more."""
    if heard.done():
        return False
    heard.set_result(answer)
    return True
