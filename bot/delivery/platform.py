"""What the postman asks of a chat platform; Telegram is one (`bot.delivery.telegram_chat`)."""

from typing import Protocol

from bot.delivery.outcomes import Outcome
from bot.views.screen import Screen


class ChatPlatform(Protocol):
    """Where screens are put, changed and taken down. Nothing raises: how an attempt ended is its outcome."""

    @property
    def username(self) -> str:
        """The bot's own name there, for links into the private chat."""

    async def send(self, chat_id: int, screen: Screen, *, thread_id: int | None = None, quiet: bool = False) -> Outcome:
        """Put a new message into a chat; `quiet`: without a sound, where it is words alone."""

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> Outcome:
        """Let a message show this from now on."""

    async def delete(self, chat_id: int, message_id: int) -> Outcome:
        """Take a message down."""
