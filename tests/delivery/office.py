"""A post office: the postman of a bot that belongs to no community yet, and plain messages that are owed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.delivery.budget import MARGIN, PER_CHAT_SECONDS
from bot.delivery.platform import ChatPlatform
from bot.delivery.postman import Postman
from bot.models import OutboxMessage
from bot.models.outbox import Kind
from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.storage.post.outbox import Owed
from tests.town import Town

SPOKEN = ("sendMessage", "editMessageText", "deleteMessage")
A_SECOND = PER_CHAT_SECONDS + MARGIN
"""How long a chat rests after a message, for the budget's clock."""
FAR = 60.0
"""A longer wait than any that Telegram's limits need for a few messages."""


class Office:
    """What is owed, what was said when, and the rows behind it."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.world = town.world
        self.clock = town.clock
        self.postman = town.weixiu.postman
        self._before = len(self._calls)

    def another_postman(self, *, chat: ChatPlatform | None = None, default_locale: str = "zh_CN") -> Postman:
        """One that delivers for the same bot, as another process would, or in another language."""
        here = self.postman
        return Postman(
            uow=self.town.weixiu.uow,
            chat=chat or here._chat,
            clock=self.clock,
            dictionary=here._dictionary,
            default_locale=default_locale,
            woken=here._wake,
        )

    def group(self, title: str) -> Group:
        """A group the bot is in."""
        group = self.world.supergroup(title, [self.town.secretary.person])
        group.add_bot()
        return group

    async def owes(self, chat: Chat | int, text: str, *, key: str = "", **more: Any) -> None:
        """Owe a plain message; its key is its text unless another is named."""
        await self.owes_all(self.plain(chat, text, key=key, **more))

    @staticmethod
    def plain(chat: Chat | int, text: str, *, key: str = "", **more: Any) -> Owed:
        """A plain message to be owed."""
        chat_id = chat if isinstance(chat, int) else chat.id
        facts = {"text": text}
        return Owed(**{"key": key or text, "chat_id": chat_id, "topic": "plain", "facts": facts, **more})

    async def owes_all(self, *owed: Owed) -> None:
        """Owe several messages in one transaction."""
        async with self.town.weixiu.uow.writing(self.clock.now()) as tx:
            tx.owe(*owed)

    async def takes_down(self, message: Message, *, key: str = "down", **more: Any) -> None:
        """Owe that a message is deleted."""
        row = self.plain(message.chat, "", key=key, kind=Kind.DELETE, message_id=message.id, **more)
        await self.owes_all(row)

    async def delivers(self) -> float:
        """Say what may be said in this instant; seconds until more may be."""
        return await self.postman.settle()

    async def works(self, *, seconds: float) -> None:
        """Deliver for so many seconds of the clock, going from each instant to the next that matters."""
        end = self.clock.now() + timedelta(seconds=seconds)
        for _ in range(200):
            wait = await self.delivers()
            left = (end - self.clock.now()).total_seconds()
            if wait > left:
                self.clock.move(timedelta(seconds=left))
                return
            self.clock.move(timedelta(seconds=wait))

    @property
    def attempts(self) -> list[Call]:
        """Every call since the office opened that would say something, in order."""
        return self._calls[self._before :]

    @property
    def _calls(self) -> list[Call]:
        return self.world.calls.of(*SPOKEN)

    def times(self, since: datetime) -> list[float]:
        """When these calls were made, in seconds since an instant."""
        return [round((call.at - since).total_seconds(), 2) for call in self.attempts]

    async def row(self, key: str) -> OutboxMessage:
        """The row under a key, as it is committed."""
        async with self.town.weixiu.uow.reading(self.clock.now()) as tx:
            found = await tx.session.scalar(select(OutboxMessage).where(OutboxMessage.key == key))
        assert found is not None
        return found


def texts(chat: Chat) -> list[str]:
    """What the bot has said in a chat and still stands there, in order."""
    return [message.text for message in chat.messages if message.sender.is_bot and not message.deleted and message.text]
