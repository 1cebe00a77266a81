"""Screens on Telegram: sent, edited, deleted; and what Telegram's answers mean."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.clock import Tasks
from bot.delivery import ballots
from bot.delivery.outcomes import (
    Doubtful,
    MessageGone,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    Said,
    Unreachable,
    Wait,
)
from bot.delivery.transport import was_sent
from bot.views.screen import Ballot, Button, Clip, File, Screen

PROGRESS_SECONDS = 4.0
"""Between two words on how far a long file is: seldom enough for a chat's limits."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_GONE = (
    "message to edit not found",
    "message with poll to stop not found",
    "message to delete not found",
    "message_id_invalid",
)
_NOT_MODIFIED = "message is not modified"
_CARRIES_A_PICTURE = "there is no text in the message to edit"
_NO_SUCH_CHAT = ("chat not found", "have no rights to send", "not enough rights", "need administrator rights")


class TelegramChat:
    """One Bot API account as a chat platform."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.tells_every = PROGRESS_SECONDS

    @property
    def username(self) -> str:
        """The bot's own name, for links into the private chat."""
        return self._bot.username

    async def send(self, chat_id: int, screen: Screen, *, thread_id: int | None = None) -> Outcome:
        """Put a new message into a chat."""
        if screen.ballot is not None:
            return await self._post_ballot(chat_id, screen.ballot, thread_id)
        if screen.files:
            contents = [await self._drawn(chat_id, file) for file in screen.files]
            return await _outcome(lambda: self._send_files(chat_id, screen, contents, thread_id))
        if screen.picture is not None:
            drawn = await asyncio.to_thread(screen.picture.draw)
            return await _outcome(lambda: self._send_photo(chat_id, drawn, screen, thread_id))
        if screen.photos or screen.clips:
            return await _outcome(lambda: self._send_media(chat_id, screen, thread_id))
        return await _outcome(lambda: self._send_text(chat_id, screen, thread_id))

    async def _drawn(self, chat_id: int, file: File) -> bytes:
        """A file, made beside everything else; a message tells now and then how far it is, best effort."""
        progress = file.progress
        if progress is None:
            return await asyncio.to_thread(file.draw)
        told: list[tuple[int, int]] = []
        making = Tasks().start(
            asyncio.to_thread(progress.draw, lambda done, total: told.append((done, total))), name="a file"
        )
        while not (await asyncio.wait({making}, timeout=self.tells_every))[0]:
            if told:
                await self.edit(chat_id, progress.message_id, progress.shows(*told[-1]))
        made: bytes = await making
        return made

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> Outcome:
        """Make a message show something else; of a poll the only other thing is that it is closed."""
        if screen.ballot is not None:
            return await _outcome(lambda: ballots.close(self._bot, chat_id, message_id))
        """Make a message show something else.

        One that carries a picture keeps it, where the screen has none: pictures can be exchanged, not taken out.
        """

        async def attempt() -> int:
            if screen.photos:
                await self._edit_photo(chat_id, message_id, screen)
            elif screen.picture is not None:
                await self._edit_caption(chat_id, message_id, screen)
            else:
                await self._edit_words(chat_id, message_id, screen)
            return message_id

        return await _outcome(attempt, unchanged=message_id)

    async def _edit_words(self, chat_id: int, message_id: int, screen: Screen) -> None:
        try:
            await self._bot.edit_message_text(
                screen.text,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=_inline(screen),
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as error:
            if _CARRIES_A_PICTURE not in error.message.lower():
                raise
            await self._edit_caption(chat_id, message_id, screen)

    async def _edit_caption(self, chat_id: int, message_id: int, screen: Screen) -> None:
        await self._bot.edit_message_caption(
            chat_id=chat_id,
            message_id=message_id,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=_inline(screen),
        )

    async def _edit_photo(self, chat_id: int, message_id: int, screen: Screen) -> None:
        media = InputMediaPhoto(screen.photos[0], caption=screen.text, parse_mode=ParseMode.HTML)
        await self._bot.edit_message_media(media, chat_id=chat_id, message_id=message_id, reply_markup=_inline(screen))

    async def delete(self, chat_id: int, message_id: int) -> Outcome:
        """Take a message down; one that is gone already is as good."""

        async def attempt() -> int | None:
            await self._bot.delete_message(chat_id, message_id)
            return None

        outcome = await _outcome(attempt)
        return Said(None) if isinstance(outcome, MessageGone) else outcome

    async def _post_ballot(self, chat_id: int, ballot: Ballot, thread_id: int | None) -> Outcome:
        try:
            return await _outcome(lambda: ballots.post(self._bot, chat_id, ballot, thread_id))
        except TypeError as error:
            # Posted, but the answer is not what the library takes for a poll (a server of another version).
            return Doubtful(str(error))

    async def _send_text(self, chat_id: int, screen: Screen, thread_id: int | None) -> int:
        message = await self._bot.send_message(
            chat_id,
            screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=_inline(screen) or _keyboard(screen),
            link_preview_options=_NO_PREVIEW,
            message_thread_id=thread_id,
        )
        return message.message_id

    async def _send_media(self, chat_id: int, screen: Screen, thread_id: int | None) -> int:
        sent = [await self._send_photos(chat_id, screen, thread_id)] if screen.photos else []
        for clip in screen.clips:
            sent.append(await self._send_clip(chat_id, clip, None if sent else screen.text, thread_id))
        return sent[0]

    async def _send_clip(self, chat_id: int, clip: Clip, caption: str | None, thread_id: int | None) -> int:
        small_print: dict[str, Any] = {
            "caption": caption,
            "parse_mode": ParseMode.HTML,
            "message_thread_id": thread_id,
        }
        if clip.media == "voice":
            message = await self._bot.send_voice(chat_id, clip.file_id, **small_print)
        elif clip.media == "video":
            message = await self._bot.send_video(chat_id, clip.file_id, **small_print)
        else:
            message = await self._bot.send_document(chat_id, clip.file_id, **small_print)
        return message.message_id

    async def _send_photos(self, chat_id: int, screen: Screen, thread_id: int | None) -> int:
        if len(screen.photos) == 1:
            return await self._send_photo(chat_id, screen.photos[0], screen, thread_id)
        media = [InputMediaPhoto(photo) for photo in screen.photos]
        messages = await self._bot.send_media_group(
            chat_id, media, caption=screen.text, parse_mode=ParseMode.HTML, message_thread_id=thread_id
        )
        return messages[0].message_id

    async def _send_photo(
        self, chat_id: int, photo: str | bytes, screen: Screen, thread_id: int | None, *, filename: str | None = None
    ) -> int:
        message = await self._bot.send_photo(
            chat_id,
            photo,
            filename=filename,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=_inline(screen),
            message_thread_id=thread_id,
        )
        return message.message_id

    async def _send_files(self, chat_id: int, screen: Screen, contents: list[bytes], thread_id: int | None) -> int:
        if len(contents) == 1 and screen.files[0].picture:
            return await self._send_photo(chat_id, contents[0], screen, thread_id, filename=screen.files[0].name)
        if len(contents) == 1:
            message = await self._bot.send_document(
                chat_id,
                contents[0],
                filename=screen.files[0].name,
                caption=screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=_inline(screen),
                message_thread_id=thread_id,
            )
            return message.message_id
        named = zip(screen.files, contents, strict=True)
        media = [InputMediaDocument(content, filename=file.name) for file, content in named]
        messages = await self._bot.send_media_group(
            chat_id, media, caption=screen.text, parse_mode=ParseMode.HTML, message_thread_id=thread_id
        )
        return messages[0].message_id


def _inline(screen: Screen) -> InlineKeyboardMarkup | None:
    if not screen.buttons:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in screen.buttons])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.text,
        callback_data=button.data,
        url=button.url,
        copy_text=None if button.copies is None else CopyTextButton(button.copies),
    )


def _keyboard(screen: Screen) -> ReplyKeyboardMarkup | None:
    """Keys under the chat: the one that shares the phone above those that stay."""
    rows = [[KeyboardButton(key) for key in row] for row in screen.keyboard]
    if screen.asks_contact is not None:
        rows.insert(0, [KeyboardButton(screen.asks_contact, request_contact=True)])
    if not rows:
        return None
    if screen.keyboard:
        return ReplyKeyboardMarkup(rows, resize_keyboard=True, is_persistent=True)
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)


async def _outcome(attempt: Callable[[], Awaitable[int | Said | None]], *, unchanged: int | None = None) -> Outcome:
    """Attempt once and say how it ended; nothing is tried again here, the postman decides."""
    try:
        result = await attempt()
        return result if isinstance(result, Said) else Said(result)
    except TelegramError as error:
        if isinstance(error, BadRequest) and _NOT_MODIFIED in error.message.lower():
            return Said(unchanged)
        return _meaning(error)


def _meaning(error: TelegramError) -> Outcome:
    match error:
        case RetryAfter():
            return Wait(_seconds(error))
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Forbidden():
            gone = "blocked" in error.message or "deactivated" in error.message
            return Unreachable(error.message, blocked=gone)
        case BadRequest():
            return _bad_request(error)
        case NetworkError() if was_sent(error):
            return Doubtful(error.message)
        case _:
            return NotSent(error.message)


def _bad_request(error: BadRequest) -> Outcome:
    text = error.message.lower()
    if any(sign in text for sign in _GONE):
        return MessageGone(error.message)
    if any(sign in text for sign in _NO_SUCH_CHAT):
        return Unreachable(error.message, blocked=False)
    return Refused(error.message)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
