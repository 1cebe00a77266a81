"""The methods that say again what was said before: copies and forwards."""

# ruff: noqa: ARG001 - a signature declares what the Bot API takes, also what changes nothing here

from typing import Unpack

from bot.sandbox.api.addressing import find_message, readable_chat
from bot.sandbox.api.composing import compose_caption
from bot.sandbox.api.declaring import ChatId, Sending
from bot.sandbox.api.sending import put, put_one
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.messages import Content, Message
from bot.sandbox.world import World


def _source(world: World, from_chat_id: ChatId, message_id: int, verb: str) -> Message:
    message = find_message(readable_chat(world, from_chat_id), message_id, f"message to {verb}")
    if message.service or message.content.protected:
        raise bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


def copy_message(
    world: World,
    *,
    chat_id: ChatId,
    from_chat_id: ChatId,
    message_id: int,
    caption: str | None = None,
    parse_mode: str = "",
    caption_entities: list[Json] | None = None,
    **options: Unpack[Sending],
) -> Json:
    """Send the same again, without a trace of whose it was."""
    content = _source(world, from_chat_id, message_id, "copy").content
    words = content.words if caption is None else compose_caption(caption, parse_mode, caption_entities)
    copied = Content(words, content.attachment, preview=content.preview)
    return {"message_id": put(world, chat_id, [copied], options)[0].id}


def forward_message(
    world: World,
    *,
    chat_id: ChatId,
    from_chat_id: ChatId,
    message_id: int,
    message_thread_id: int | None = None,
    disable_notification: bool = False,
    protect_content: bool = False,
    message_effect_id: str = "",
) -> Json:
    """Send the same again, naming whose it was."""
    message = _source(world, from_chat_id, message_id, "forward")
    origin = {
        "type": "user",
        "sender_user": message.sender.as_user(),
        "date": int(message.sent_at.timestamp()),
    }
    options = Sending(disable_notification=disable_notification, protect_content=protect_content)
    if message_thread_id is not None:
        options["message_thread_id"] = message_thread_id
    return put_one(world, chat_id, Content(message.content.words, message.content.attachment, origin=origin), options)
