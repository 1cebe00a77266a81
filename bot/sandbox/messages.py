"""A message: what it says, what hangs under it, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.sandbox.accounts import Account
from bot.sandbox.entities import to_html
from bot.sandbox.errors import Json
from bot.sandbox.files import StoredFile
from bot.sandbox.markup import Button, Markup

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat


@dataclass(frozen=True)
class Words:
    """Text with its entities: the text of a message or the caption of what it carries."""

    text: str = ""
    entities: tuple[Json, ...] = ()


@dataclass(frozen=True)
class Attachment:
    """What a message carries: `kind` and `json` as in the Bot API's Message, and the stored file if any."""

    kind: str
    json: object
    file: StoredFile | None = None


@dataclass(frozen=True)
class Content:
    """Everything a sender decides: words, what is carried, the keyboard, and the small print."""

    words: Words = Words()
    attachment: Attachment | None = None
    markup: Markup | None = None
    thread_id: int | None = None
    group_id: str = ""
    protected: bool = False
    silent: bool = False
    preview: Json | None = None
    origin: Json | None = None
    service: Json | None = None


@dataclass(eq=False)
class Message:
    """A message in a chat. People and tests look at it; only the world changes it."""

    chat: "Chat"
    id: int
    sender: Account
    sent_at: datetime
    content: Content
    reply_to: "Message | None" = None
    edited_at: datetime | None = None
    deleted: bool = False
    pinned: bool = False
    reactions: dict[int, list[Json]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text, or the caption of what it carries."""
        return self.content.words.text

    @property
    def caption(self) -> str:
        """The caption; empty for a plain text."""
        return self.text if self.content.attachment is not None else ""

    @property
    def html(self) -> str:
        """Text or caption as Telegram HTML."""
        return to_html(self.text, self.content.words.entities)

    @property
    def edited(self) -> bool:
        """Whether its words were changed after sending."""
        return self.edited_at is not None

    @property
    def thread_id(self) -> int | None:
        """The topic it stands in."""
        return self.content.thread_id

    @property
    def rows(self) -> tuple[tuple[Button, ...], ...]:
        """The inline keyboard, row by row."""
        markup = self.content.markup
        return markup.rows if markup is not None and markup.is_inline else ()

    @property
    def buttons(self) -> list[Button]:
        """All inline buttons in reading order."""
        return [button for row in self.rows for button in row]

    @property
    def button_texts(self) -> list[str]:
        """The words on the inline buttons."""
        return [button.text for button in self.buttons]

    @property
    def photo(self) -> StoredFile | None:
        """The photo it carries."""
        carried = self.content.attachment
        return carried.file if carried is not None and carried.kind == "photo" else None

    @property
    def service(self) -> Json:
        """What happened, for a service message; empty for anything people said."""
        return self.content.service or {}

    def as_json(self, *, with_reply: bool = True) -> Json:
        """The Bot API's Message. A reply shows the message it answers, but not what that one answered."""
        body: Json = {
            "message_id": self.id,
            "from": self.sender.as_user(),
            "chat": self.chat.as_chat(),
            "date": int(self.sent_at.timestamp()),
        }
        if self.reply_to is not None and with_reply and not self.reply_to.deleted:
            body["reply_to_message"] = self.reply_to.as_json(with_reply=False)
        if self.edited_at is not None:
            body["edit_date"] = int(self.edited_at.timestamp())
        return body | self._place_json() | self._said_json() | self.service

    def _place_json(self) -> Json:
        content, body = self.content, dict[str, object]()
        if content.thread_id is not None:
            body |= {"message_thread_id": content.thread_id, "is_topic_message": True}
        if content.group_id:
            body["media_group_id"] = content.group_id
        if content.protected:
            body["has_protected_content"] = True
        if content.origin is not None:
            body["forward_origin"] = content.origin
        return body

    def _said_json(self) -> Json:
        content, body = self.content, dict[str, object]()
        prefix = ""
        if content.attachment is not None:
            body[content.attachment.kind] = content.attachment.json
            prefix = "caption_"
        if content.words.text:
            body["caption" if prefix else "text"] = content.words.text
        if content.words.entities:
            body[f"{prefix}entities"] = [dict(entity) for entity in content.words.entities]
        if content.preview:
            body["link_preview_options"] = content.preview
        if content.markup is not None and content.markup.is_inline:
            body["reply_markup"] = content.markup.raw
        return body
