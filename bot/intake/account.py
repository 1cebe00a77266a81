"""The bot's account, with one door the framework does not have: updates as Telegram wrote them."""

from typing import Any

from telegram import Bot

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member", "poll", "poll_answer")
"""All that is handled; Telegram keeps the rest to itself."""


class Account(Bot):
    """A bot whose updates can be fetched unparsed.

    The framework parses a whole batch before it hands any of it over, and one update it cannot parse stops the
    rest for ever (python-telegram-bot 22.8). Stored as they came, they fail one by one.
    """

    async def raw_updates(self, *, offset: int | None, timeout: int) -> list[dict[str, Any]]:  # noqa: ASYNC109
        """The next updates, oldest first, as JSON objects; waits up to `timeout` seconds for one.

        Asking with an `offset` acknowledges everything below it.
        """
        data: dict[str, Any] = {"timeout": timeout, "allowed_updates": list(ALLOWED_UPDATES)}
        if offset is not None:
            data["offset"] = offset
        result: Any = await self._post("getUpdates", data, read_timeout=timeout + 10)
        return [raw for raw in result if isinstance(raw, dict)]
