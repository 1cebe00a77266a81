"""Long polling: fetch, store, and only then ask for what comes after."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock, Tasks, growing_pause
from bot.counts import Counts, Sign
from bot.intake.account import Account
from bot.intake.reception import Reception
from bot.storage.post.inbox import has_number

logger = logging.getLogger(__name__)

LONG_POLL_SECONDS = 30
LONGEST_PAUSE = 30.0
CONFLICT_PAUSE = 5.0


class Poller:
    """Fetches updates until it is stopped. Killed at any instant it loses none: the next offset is the receipt."""

    def __init__(self, account: Account, reception: Reception, clock: Clock, counts: Counts | None = None) -> None:
        self._counts = counts or Counts()
        self._account = account
        self._reception = reception
        self._clock = clock
        self._offset: int | None = None
        self._failures = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; a poll under way is dropped, for nothing of it has been acknowledged."""
        tasks = Tasks()
        stopped = tasks.start(stop.wait(), name="stop polling")
        while not stop.is_set():
            fetch = tasks.start(self._fetch(), name="getUpdates")
            await asyncio.wait({fetch, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not fetch.done():
                fetch.cancel()
                await asyncio.wait({fetch})
            elif raws := fetch.result():
                # Outside the task that a stop cancels: a cancelled transaction leaves its connection in doubt.
                await self._store(raws)
        await tasks.finish(seconds=1)

    async def _fetch(self) -> list[dict[str, Any]]:
        try:
            raws = await self._account.raw_updates(offset=self._offset, timeout=LONG_POLL_SECONDS)
        except TelegramError as error:
            await self._rest(error)
            return []
        except Exception:
            # A parser gives up on an answer that is nested beyond all measure; the next one may be readable.
            self._failures += 1
            logger.exception(
                "what Telegram answered could not be read; asking again", extra={"key": "polling.unreadable"}
            )
            await self._clock.sleep(self._pause())
            return []
        if not raws:
            self._all_is_well()
        return raws

    async def _store(self, raws: list[dict[str, Any]]) -> None:
        """Store them and move on; what cannot be stored is not acknowledged, and is fetched again."""
        try:
            await self._reception.receive(raws)
        except Exception:
            self._failures += 1
            logger.exception("updates could not be stored; they are fetched again", extra={"key": "polling.not_stored"})
            await self._clock.sleep(self._pause())
            return
        numbers = [raw["update_id"] for raw in raws if has_number(raw)]
        if numbers:
            self._offset = max(numbers) + 1
            self._all_is_well()
            return
        self._failures += 1
        logger.error("none of %s updates has a number; asking again", len(raws), extra={"key": "polling.no_numbers"})
        await self._clock.sleep(self._pause())

    def _all_is_well(self) -> None:
        self._failures = 0
        self._counts.give(Sign.FETCHED, self._clock.monotonic())

    def _pause(self) -> float:
        return growing_pause(self._failures, first=0.5, longest=LONGEST_PAUSE)

    async def _rest(self, error: TelegramError) -> None:
        self._failures += 1
        pause = pause_after(error, self._pause())
        if isinstance(error, Conflict):
            pause = CONFLICT_PAUSE
            logger.warning(
                "another program fetches this bot's updates; stop it, or use a webhook",
                extra={"key": "polling.conflict"},
            )
        elif isinstance(error, InvalidToken):
            pause = LONGEST_PAUSE
            logger.error(
                "Telegram does not accept the token any more; set telegram.token and start again",
                extra={"key": "polling.token_refused"},
            )
        else:
            logger.warning("no updates from Telegram: %s", error.message, extra={"key": "polling.no_answer"})
        await self._clock.sleep(pause)


def pause_after(error: TelegramError, usual: float) -> float:
    """Seconds to wait after a call that failed: as long as Telegram says, where it says so, but never very long."""
    if isinstance(error, RetryAfter):
        asked = error.retry_after
        usual = asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
    return min(LONGEST_PAUSE, usual)
