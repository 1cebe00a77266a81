"""Commands, wherever they stand: in a text, in a caption, with or without the bot's name behind them."""

import re
from typing import Any

from telegram import Message
from telegram.ext import filters

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)


class Command(filters.MessageFilter):
    """A message that is the command `name`, for this bot; what stands behind it is found as `rest`.

    The framework's own handler knows no captions, and an order may come as the caption of a picture.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name=f"/{name}", data_filter=True)
        self._command = name

    def filter(self, message: Message) -> dict[str, Any] | None:
        """The rest of the message, if it is this command."""
        match = _COMMAND.fullmatch((message.text or message.caption or "").strip())
        if match is None or match[1].lower() != self._command:
            return None
        if match[2] is not None and match[2].lower() != message.get_bot().username.lower():
            return None
        return {"rest": [(match[3] or "").strip()]}
