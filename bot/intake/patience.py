"""Calling Telegram until it answers, however long it is out of reach."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import InvalidToken, TelegramError

from bot.clock import growing_pause
from bot.intake.polling import LONGEST_PAUSE, pause_after

logger = logging.getLogger(__name__)


async def until_heard(call: Callable[[], Awaitable[object]], stop: asyncio.Event) -> bool:
    """Call Telegram until it answers; False if the program is stopped meanwhile.

    Raises:
        InvalidToken: it will never answer this.
    """
    failures = 0
    while not stop.is_set():
        try:
            await call()
        except InvalidToken:
            raise
        except TelegramError as error:
            failures += 1
            pause = pause_after(error, growing_pause(failures, first=1.0, longest=LONGEST_PAUSE))
            logger.warning(
                "Telegram cannot be reached (%s); trying again in %.0f s",
                error.message,
                pause,
                extra={"key": "telegram.out_of_reach"},
            )
            await _either(stop, pause)
        else:
            return True
    return False


async def _either(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
