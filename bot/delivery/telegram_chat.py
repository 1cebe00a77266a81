"""Screens on Telegram: sent, edited, deleted."""

import asyncio
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
from telegram.error import BadRequest

from bot.clock import Tasks
from bot.delivery import ballots
from bot.delivery.answers import outcome_of
from bot.delivery.outcomes import Doubtful, MessageGone, Outcome, Said
from bot.views.screen import Ballot, Button, Clip, File, Screen

PROGRESS_SECONDS = 4.0
"""Between two words on how far a long file is: seldom enough for a chat's limits."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_CARRIES_A_PICTURE = "there is no text in the message to edit"


class TelegramChat:
    """One Bot API account as a chat platform."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.tells_every = PROGRESS_SECONDS

    @property
    def username(self) -> str:
        """The bot's own name, for links into the private chat."""
        return self._bot.username

    async def send(self, chat_id: int, screen: Screen, *, thread_id: int | None = None, quiet: bool = False) -> Outcome:
        """Put a new message into a chat; `quiet`: without a sound, where it is words alone."""
        if screen.ballot is not None:
            return await self._post_ballot(chat_id, screen.ballot, thread_id)
        if screen.files:
            contents = [await self._drawn(chat_id, file) for file in screen.files]
            return await outcome_of(lambda: self._send_files(chat_id, screen, contents, thread_id))
        if screen.picture is not None:
            drawn = await asyncio.to_thread(screen.picture.draw)
            return await outcome_of(lambda: self._send_photo(chat_id, drawn, screen, thread_id))
        if screen.photos or screen.clips:
            return await outcome_of(lambda: self._send_media(chat_id, screen, thread_id))
        return await outcome_of(lambda: self._send_text(chat_id, screen, thread_id, quiet=quiet))

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
        """Make a message show something else; of a poll the only other thing is that it is closed.

        One that carries a picture keeps it, where the screen has none: pictures can be exchanged, not taken out.
        """
        if screen.ballot is not None:
            return await outcome_of(lambda: ballots.close(self._bot, chat_id, message_id))

        async def attempt() -> int:
            if screen.photos:
                await self._edit_photo(chat_id, message_id, screen.photos[0], screen)
            elif screen.instead is not None:
                drawn = await asyncio.to_thread(screen.instead.draw)
                await self._edit_photo(chat_id, message_id, drawn, screen)
            elif screen.picture is not None:
                await self._edit_caption(chat_id, message_id, screen)
            else:
                await self._edit_words(chat_id, message_id, screen)
            return message_id

        return await outcome_of(attempt, unchanged=message_id)

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

    async def _edit_photo(self, chat_id: int, message_id: int, photo: str | bytes, screen: Screen) -> None:
        media = InputMediaPhoto(photo, caption=screen.text, parse_mode=ParseMode.HTML)
        await self._bot.edit_message_media(media, chat_id=chat_id, message_id=message_id, reply_markup=_inline(screen))

    async def delete(self, chat_id: int, message_id: int) -> Outcome:
        """Take a message down; one that is gone already is as good."""

        async def attempt() -> int | None:
            await self._bot.delete_message(chat_id, message_id)
            return None

        outcome = await outcome_of(attempt)
        return Said(None) if isinstance(outcome, MessageGone) else outcome

    async def _post_ballot(self, chat_id: int, ballot: Ballot, thread_id: int | None) -> Outcome:
        try:
            return await outcome_of(lambda: ballots.post(self._bot, chat_id, ballot, thread_id))
        except TypeError as error:
            # Posted, but the answer is not what the library takes for a poll (a server of another version).
            return Doubtful(str(error))

    async def _send_text(self, chat_id: int, screen: Screen, thread_id: int | None, *, quiet: bool) -> int:
        message = await self._bot.send_message(
            chat_id,
            screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=_inline(screen) or _keyboard(screen),
            link_preview_options=_NO_PREVIEW,
            message_thread_id=thread_id,
            disable_notification=quiet or None,
        )
        return message.message_id

    async def _send_media(self, chat_id: int, screen: Screen, thread_id: int | None) -> Said:
        sent = await self._send_photos(chat_id, screen, thread_id) if screen.photos else []
        parts = [(message_id, "photo") for message_id in sent]
        for clip in screen.clips:
            message_id = await self._send_clip(chat_id, clip, None if parts else screen.text, thread_id)
            parts.append((message_id, clip.media))
        return Said(parts[0][0], parts=tuple(parts))

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

    async def _send_photos(self, chat_id: int, screen: Screen, thread_id: int | None) -> list[int]:
        if len(screen.photos) == 1:
            return [await self._send_photo(chat_id, screen.photos[0], screen, thread_id)]
        media = [InputMediaPhoto(photo) for photo in screen.photos]
        messages = await self._bot.send_media_group(
            chat_id, media, caption=screen.text, parse_mode=ParseMode.HTML, message_thread_id=thread_id
        )
        return [message.message_id for message in messages]

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
