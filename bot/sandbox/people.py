"""People, and everything they can do with a thumb: write, tap, send, share, block, join, leave."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from bot.sandbox import media
from bot.sandbox.accounts import Account
from bot.sandbox.chats import Chat, Member, Topic
from bot.sandbox.entities import found_in
from bot.sandbox.errors import Json, NotPossibleError
from bot.sandbox.files import Upload, picture
from bot.sandbox.markup import Button, Markup
from bot.sandbox.messages import Attachment, Content, Message, Words
from bot.sandbox.polls import Voter
from bot.sandbox.taps import Tap, matching, pick

if TYPE_CHECKING:
    from bot.sandbox.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ALBUM = 10
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
_OGG = b"OggS\x00\x02" + bytes(58)
_MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(52)


class Person(Voter):
    """Somebody with a telephone. Every verb does what the client would do, and refuses what it would refuse.

    Attributes:
        private: the private chat with the bot.
        met_bot: whether they ever wrote to the bot; before that it cannot write to them.
        blocked: whether they blocked it.
        deactivated: whether the account was deleted.
        phone: their own number, shared by the contact button.
        keyboard: the reply keyboard the bot put under the private chat.
    """

    def __init__(self, world: "World", account: Account, *, phone: str = "") -> None:
        super().__init__(**vars(account))
        self.world = world
        self.phone = phone
        self.private = Chat(self.id, "private", peer=self)
        self.met_bot = False
        self.blocked = False
        self.deactivated = False
        self.keyboard: Markup | None = None

    # Writing

    def says(
        self,
        text: str,
        *,
        in_: Chat | None = None,
        reply_to: Message | None = None,
        thread: Topic | int | None = None,
    ) -> Message:
        """Write into a chat; without one, answer where `reply_to` stands, or write to the bot in private."""
        if not 1 <= len(text.strip()) <= MAX_TEXT:
            raise NotPossibleError(f"a message has 1 to {MAX_TEXT} characters")
        bare = text.strip()
        return self._post(Content(Words(bare, tuple(found_in(bare)))), in_, reply_to, thread)

    def starts(self, payload: str = "") -> Message:
        """Press Start, or follow a link t.me/<bot>?start=<payload>; unblocks the bot if need be."""
        if not _PAYLOAD.fullmatch(payload):
            raise NotPossibleError("a start payload is up to 64 of A-Z a-z 0-9 _ -")
        if self.blocked:
            self.unblocks_bot()
        return self.says(f"/start {payload}".strip())

    def follows(self, url: str) -> Message:
        """Open a link to the bot, as a tap on it would."""
        link = urlsplit(url)
        name = link.path.strip("/")
        if link.hostname not in {"t.me", "telegram.me"} or name.lower() != self.world.bot.username.lower():
            raise NotPossibleError(f"{url!r} does not lead to the bot")
        return self.starts(parse_qs(link.query).get("start", [""])[0])

    def edits(self, message: Message, text: str) -> Message:
        """Change the words of an own message."""
        if message.sender is not self or message.deleted:
            raise NotPossibleError("only an own message can be edited")
        words = Words(text, tuple(found_in(text)))
        self.world.edit(message, replace(message.content, words=words))
        self.world.tell_message("edited_message", message)
        return message

    def deletes(self, message: Message) -> None:
        """Delete a message for everybody; no bot is told."""
        if message.sender is not self and message.chat is not self.private:
            raise NotPossibleError("only an own message can be deleted")
        self.world.remove(message)

    def reacts(self, emoji: str, to: Message) -> None:
        """Put an emoji under a message; an empty one takes it back."""
        self._may_see(to)
        old = to.reactions.get(self.id, [])
        new: list[Json] = [{"type": "emoji", "emoji": emoji}] if emoji else []
        to.reactions[self.id] = new
        self.world.tell_reaction(to, self, old, new)

    # Sending things

    def sends_photo(
        self,
        photo: bytes | None = None,
        *,
        caption: str = "",
        in_: Chat | None = None,
        reply_to: Message | None = None,
        thread: Topic | int | None = None,
        album: str = "",
    ) -> Message:
        """Send a PNG or JPEG, or a grey picture. Photos with the same `album` arrive as one."""
        upload = Upload(photo if photo is not None else picture(), "photo.jpg", "image/jpeg")
        carried = media.carried(self.world.files, upload, "photo")
        return self._send(carried, caption, in_, reply_to, thread=thread, album=album)

    def sends_album(
        self, count: int, *, caption: str = "", in_: Chat | None = None, reply_to: Message | None = None
    ) -> list[Message]:
        """Send 2 to 10 photos as one album; the caption stands under the first."""
        if not 2 <= count <= MAX_ALBUM:  # noqa: PLR2004 - one photo is no album
            raise NotPossibleError(f"an album has 2 to {MAX_ALBUM} photos")
        album = str(13_000_000_000_000_000 + self.world.number("album"))
        return [
            self.sends_photo(
                picture(shade=10 * number),
                caption="" if number else caption,
                in_=in_,
                reply_to=reply_to,
                album=album,
            )
            for number in range(count)
        ]

    def sends_document(
        self,
        content: bytes,
        name: str,
        *,
        mime: str = "application/octet-stream",
        caption: str = "",
        in_: Chat | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Send a file as it is."""
        carried = media.carried(self.world.files, Upload(content, name, mime), "document")
        return self._send(carried, caption, in_, reply_to)

    def sends_voice(
        self,
        content: bytes = _OGG,
        *,
        seconds: int = 3,
        in_: Chat | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Send a voice note."""
        upload = Upload(content, "voice.oga", "audio/ogg")
        carried = media.carried(self.world.files, upload, "voice", duration=seconds)
        return self._send(carried, "", in_, reply_to)

    def sends_video(
        self,
        content: bytes = _MP4,
        *,
        seconds: int = 3,
        caption: str = "",
        in_: Chat | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Send a film."""
        upload = Upload(content, "video.mp4", "video/mp4")
        carried = media.carried(self.world.files, upload, "video", duration=seconds)
        return self._send(carried, caption, in_, reply_to)

    def sends_location(
        self, latitude: float, longitude: float, *, in_: Chat | None = None, reply_to: Message | None = None
    ) -> Message:
        """Send a point on the map."""
        return self._send(media.location(latitude, longitude), "", in_, reply_to)

    def shares_contact(
        self,
        phone: str = "",
        *,
        user_id: int | None = None,
        first_name: str = "",
        reply_to: Message | None = None,
    ) -> Message:
        """Share a number with the bot: their own, or somebody else's with another `user_id` (0 for none)."""
        number = phone or self.phone
        if not number:
            raise NotPossibleError(f"{self.first_name} has no telephone number")
        owner = self.id if user_id is None else user_id or None
        return self._send(media.contact(number, first_name or self.first_name, user_id=owner), "", None, reply_to)

    # Buttons

    def taps(self, words: str, *, under: Message | None = None, in_: Chat | None = None) -> Tap:
        """Tap the inline button that says (or carries) `words`.

        Without a message, the newest one with such a button is meant: in the chat, or in private.

        Raises:
            NotPossibleError: there is no such button, or several; the message names those there are.
        """
        message = under or self._newest_with(words, in_ or self.private)
        if message.deleted:
            raise NotPossibleError("the message is gone")
        self._may_see(message)
        return self._tap(pick(message.buttons, words, f"under message {message.id}"), message)

    def forges(self, data: str, *, under: Message) -> Tap:
        """Send callback data that no button need have, as a changed client can; even after deletion."""
        return self._tap(Button("", "callback_data", data), under)

    def presses(self, words: str) -> Message:
        """Press a key of the reply keyboard in the private chat."""
        keys = self.keyboard.buttons() if self.keyboard is not None else ()
        key = pick(keys, words, "on the keyboard")
        if key.kind == "request_contact":
            return self.shares_contact()
        return self.says(key.text)

    # Coming and going

    def blocks_bot(self) -> None:
        """Stop the bot; it learns it by my_chat_member."""
        self._set_blocked("member", "kicked")

    def unblocks_bot(self) -> None:
        """Let the bot write again."""
        self._set_blocked("kicked", "member")

    def deletes_account(self) -> None:
        """Leave Telegram; what remains is "Deleted Account", which nobody can write to."""
        self.deactivated = True
        self.first_name, self.last_name, self.username = "Deleted Account", "", ""

    def _set_blocked(self, old: str, new: str) -> None:
        self.blocked = new == "kicked"
        bot = self.world.bot
        self.world.tell_member(self.private, Member(bot, old).as_json(), Member(bot, new).as_json(), by=self)

    def _newest_with(self, words: str, chat: Chat) -> Message:
        for message in reversed(chat.messages):
            if matching(message.buttons, words):
                return message
        raise NotPossibleError(f"no button says {words!r} in:\n{self.world.screen(chat, self)}")

    def _tap(self, button: Button, message: Message) -> Tap:
        world = self.world
        number = str(4_000_000_000_000_000_000 + world.number("query")) if button.kind == "callback_data" else ""
        tap = Tap(world, number, self, message, world.clock.now(), button.data, None, button.url, button.copied)
        if number:
            world.tell_tap(tap)
        return tap

    def _may_see(self, message: Message) -> None:
        chat = message.chat
        if not (chat is self.private or chat.member(self).is_in):
            raise NotPossibleError(f"{self.first_name} is not in {chat.title or 'that private chat'}")

    def _send(
        self,
        attachment: Attachment,
        caption: str,
        in_: Chat | None,
        reply_to: Message | None,
        *,
        thread: Topic | int | None = None,
        album: str = "",
    ) -> Message:
        if len(caption) > MAX_CAPTION:
            raise NotPossibleError(f"a caption has at most {MAX_CAPTION} characters")
        words = Words(caption, tuple(found_in(caption)))
        return self._post(Content(words, attachment, group_id=album), in_, reply_to, thread)

    def _post(
        self, content: Content, in_: Chat | None, reply_to: Message | None, thread: Topic | int | None
    ) -> Message:
        chat = in_ or (reply_to.chat if reply_to is not None else self.private)
        if chat is self.private:
            if self.blocked:
                raise NotPossibleError(f"{self.first_name} has blocked the bot")
            self.met_bot = True
        elif not chat.member(self).is_in or chat.deleted or chat.migrated_to is not None:
            raise NotPossibleError(f"{self.first_name} cannot write in {chat.title or 'a foreign chat'}")
        thread_id = thread.id if isinstance(thread, Topic) else thread
        if thread_id is None and reply_to is not None:
            thread_id = reply_to.thread_id
        return self.world.post(chat, self, replace(content, thread_id=thread_id), reply_to=reply_to)
