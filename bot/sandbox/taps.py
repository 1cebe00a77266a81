"""A tap on a button: what was tapped, and what the bot answered to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.sandbox.accounts import Account
from bot.sandbox.errors import Json, NotPossibleError
from bot.sandbox.markup import Button
from bot.sandbox.messages import Message

if TYPE_CHECKING:
    from bot.sandbox.world import World


@dataclass(frozen=True)
class CallbackAnswer:
    """What answerCallbackQuery said: a toast, an alert, a link to open, or nothing but "heard"."""

    at: datetime
    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass(eq=False)
class Tap:
    """One tap. Buttons that only open a link or copy a text have no `data` and are never answered.

    Attributes:
        id: the callback query's id; empty when nothing was sent to the bot.
        answer: what the bot answered, once it did.
        url: the link that opened: the button's own or the answer's.
        copied: what a copy button put on the clipboard.
    """

    world: "World"
    id: str
    by: Account
    under: Message
    at: datetime
    data: str = ""
    answer: CallbackAnswer | None = None
    opened: str = ""
    copied: str = ""

    @property
    def text(self) -> str:
        """The words of the answer; empty while there is none."""
        return self.answer.text if self.answer is not None else ""

    @property
    def alert(self) -> bool:
        """Whether the answer stands in a box that must be closed."""
        return self.answer is not None and self.answer.show_alert

    @property
    def url(self) -> str:
        """The link the tap opened."""
        return self.opened or (self.answer.url if self.answer is not None else "")

    @property
    def answered(self) -> bool:
        """Whether the spinner on the button has ended."""
        return self.answer is not None

    async def wait(self, seconds: float = 5.0) -> CallbackAnswer:
        """The bot's answer.

        Raises:
            NotPossibleError: none came within as many seconds of the wall clock.
        """
        return await self.world.until(lambda: self.answer, seconds=seconds, what=f"an answer to {self.data!r}")

    def as_query(self) -> Json:
        """The Bot API's CallbackQuery; a message that is gone is only named."""
        chat = self.under.chat
        gone = {"chat": chat.as_chat(), "message_id": self.under.id, "date": 0}
        return {
            "id": self.id,
            "from": self.by.as_user(),
            "chat_instance": str(-7_000_000_000_000_000_000 - chat.id),
            "message": gone if self.under.deleted else self.under.as_json(),
            "data": self.data,
        }

    def as_json(self) -> Json:
        """For a harness in another process."""
        return {
            "id": self.id,
            "by": self.by.id,
            "chat_id": self.under.chat.id,
            "message_id": self.under.id,
            "data": self.data,
            "answered": self.answered,
            "text": self.text,
            "show_alert": self.alert,
            "url": self.url,
            "copied": self.copied,
            "at": self.at.isoformat(),
            "answered_at": self.answer.at.isoformat() if self.answer is not None else None,
        }


def matching(buttons: Iterable[Button], words: str) -> list[Button]:
    """The buttons meant by `words`: those with exactly these words or data, else those that contain them."""
    every = list(buttons)
    exact = [button for button in every if words in {button.text, button.data}]
    return exact or [button for button in every if words in button.text]


def pick(buttons: Iterable[Button], words: str, where: str) -> Button:
    """The one button meant by `words`.

    Raises:
        NotPossibleError: none or several; the message names the buttons that are there.
    """
    every = list(buttons)
    found = matching(every, words)
    if len(found) != 1:
        seen = " ".join(f"[{button.text}]" for button in every) or "no buttons"
        raise NotPossibleError(f"{len(found) or 'no'} buttons say {words!r} {where}; there are: {seen}")
    return found[0]
