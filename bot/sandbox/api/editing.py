"""The methods that change, remove, pin and react to messages, and answer taps."""

# ruff: noqa: ARG001 - a signature declares what the Bot API takes, also what changes nothing here

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from bot.sandbox.api.addressing import find_message, member_bot, writable_chat
from bot.sandbox.api.composing import compose_caption, compose_text
from bot.sandbox.api.declaring import ChatId
from bot.sandbox.api.reactions import REACTIONS
from bot.sandbox.api.sending import read_media
from bot.sandbox.chats import Chat
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.markup import Markup, read_markup
from bot.sandbox.messages import Content, Message
from bot.sandbox.taps import CallbackAnswer
from bot.sandbox.world import World

DELETABLE = timedelta(hours=48)
MAX_ANSWER = 200
MAX_DELETED = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def _editable(world: World, chat_id: ChatId | None, message_id: int | None) -> Message:
    if chat_id is None:
        raise bad_request("chat_id is empty")
    if message_id is None:
        raise bad_request("message identifier is not specified")
    chat = writable_chat(world, chat_id)
    message = find_message(chat, message_id, "message to edit")
    fixed = message.content.markup is not None and not message.content.markup.is_inline
    if message.sender is not world.bot or message.service or message.content.origin or fixed:
        raise bad_request("message can't be edited")
    return message


def _inline(raw: Json | None) -> Markup | None:
    markup = read_markup(raw)
    if markup is not None and not markup.is_inline:
        raise bad_request("inline keyboard expected")
    return markup


def _changed(world: World, message: Message, content: Content) -> Json:
    chat = message.chat
    world.limits.charge(chat.id, group=chat.is_group)
    if content == message.content:
        raise bad_request(NOT_MODIFIED)
    return world.edit(message, content).as_json()


def edit_message_text(
    world: World,
    *,
    text: str,
    chat_id: ChatId | None = None,
    message_id: int | None = None,
    parse_mode: str = "",
    entities: list[Json] | None = None,
    link_preview_options: Json | None = None,
    reply_markup: Json | None = None,
) -> Json:
    """Change a text and its buttons; without reply_markup the buttons go."""
    message = _editable(world, chat_id, message_id)
    if message.content.attachment is not None:
        raise bad_request("there is no text in the message to edit")
    words = compose_text(text, parse_mode, entities)
    content = replace(message.content, words=words, markup=_inline(reply_markup), preview=link_preview_options)
    return _changed(world, message, content)


def edit_message_caption(
    world: World,
    *,
    chat_id: ChatId | None = None,
    message_id: int | None = None,
    caption: str = "",
    parse_mode: str = "",
    caption_entities: list[Json] | None = None,
    reply_markup: Json | None = None,
) -> Json:
    """Change a caption and the buttons; without reply_markup the buttons go."""
    message = _editable(world, chat_id, message_id)
    carried = message.content.attachment
    if carried is None or carried.file is None:
        raise bad_request("there is no caption in the message to edit")
    words = compose_caption(caption, parse_mode, caption_entities)
    return _changed(world, message, replace(message.content, words=words, markup=_inline(reply_markup)))


def edit_message_media(
    world: World,
    *,
    media: Json,
    chat_id: ChatId | None = None,
    message_id: int | None = None,
    reply_markup: Json | None = None,
) -> Json:
    """Change what a message carries, with its caption and buttons."""
    message = _editable(world, chat_id, message_id)
    words, attachment = read_media(world, media)
    content = replace(message.content, words=words, attachment=attachment, markup=_inline(reply_markup))
    return _changed(world, message, content)


def edit_message_reply_markup(
    world: World,
    *,
    chat_id: ChatId | None = None,
    message_id: int | None = None,
    reply_markup: Json | None = None,
) -> Json:
    """Change the buttons only."""
    message = _editable(world, chat_id, message_id)
    return _changed(world, message, replace(message.content, markup=_inline(reply_markup)))


def _check_deletable(world: World, message: Message) -> None:
    chat, bot = message.chat, member_bot(world, message.chat)
    own = message.sender is world.bot or chat.type == "private"
    admin = bot.is_admin if chat.type == "group" else bot.may("can_delete_messages")
    if not own and not admin:
        raise bad_request("message can't be deleted")
    if world.clock.now() - message.sent_at >= DELETABLE:
        for_everyone = "" if chat.type == "supergroup" else " for everyone"
        raise bad_request(f"message can't be deleted{for_everyone}")


def delete_message(world: World, *, chat_id: ChatId, message_id: int) -> bool:
    """Delete one message."""
    message = find_message(writable_chat(world, chat_id), message_id, "message to delete")
    _check_deletable(world, message)
    world.remove(message)
    return True


def delete_messages(world: World, *, chat_id: ChatId, message_ids: list[int]) -> bool:
    """Delete several; those that are gone are skipped."""
    chat = writable_chat(world, chat_id)
    if not 1 <= len(message_ids) <= MAX_DELETED:
        raise bad_request(
            "too many message identifiers specified" if message_ids else "there are no messages to delete"
        )
    there = [message for number in message_ids if (message := chat.history.get(number)) and not message.deleted]
    for message in there:
        _check_deletable(world, message)
    for message in there:
        world.remove(message)
    return True


def _pinning_chat(world: World, chat_id: ChatId) -> Chat:
    chat = writable_chat(world, chat_id)
    bot = member_bot(world, chat)
    allowed = bot.is_admin if chat.type == "group" else bot.may("can_pin_messages")
    if chat.is_group and not allowed:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


def pin_chat_message(world: World, *, chat_id: ChatId, message_id: int, disable_notification: bool = False) -> bool:
    """Pin a message; a service message tells so."""
    chat = _pinning_chat(world, chat_id)
    message = find_message(chat, message_id, "message to pin")
    message.pinned = True
    pinned = message.as_json(with_reply=False)
    world.post(chat, world.bot, Content(silent=disable_notification, service={"pinned_message": pinned}))
    return True


def unpin_chat_message(world: World, *, chat_id: ChatId, message_id: int | None = None) -> bool:
    """Take a pin out: of a message, or of the one pinned last."""
    chat = _pinning_chat(world, chat_id)
    if message_id is not None:
        find_message(chat, message_id, "message to unpin").pinned = False
        return True
    pinned = [message for message in chat.messages if message.pinned]
    if not pinned:
        raise bad_request("message to unpin not found")
    pinned[-1].pinned = False
    return True


def set_message_reaction(
    world: World,
    *,
    chat_id: ChatId,
    message_id: int,
    reaction: list[Json] | None = None,
    is_big: bool = False,
) -> bool:
    """Put one emoji under a message, or take it back."""
    message = find_message(writable_chat(world, chat_id), message_id, "message to react")
    given = reaction or []
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(item.get("type") != "emoji" or item.get("emoji") not in REACTIONS for item in given):
        raise bad_request("REACTION_INVALID")
    message.reactions[world.bot.id] = given
    world.bell.ring()
    return True


def _check_answer_url(world: World, url: str) -> None:
    link = urlsplit(url)
    own = link.hostname == "t.me" and link.path.strip("/").lower() == world.bot.username.lower()
    if url and not own:
        # Without a game only links that open the bot itself are taken (Bot API, answerCallbackQuery).
        raise bad_request("URL_INVALID")


def answer_callback_query(
    world: World,
    *,
    callback_query_id: str,
    text: str = "",
    show_alert: bool = False,
    url: str = "",
    cache_time: int = 0,
) -> bool:
    """Answer a tap, once and in time."""
    tap = world.taps.get(callback_query_id)
    late = tap is not None and world.seconds() - tap.at.timestamp() > world.settings.answer_window
    if tap is None or tap.answered or late:
        raise bad_request(TOO_OLD)
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    _check_answer_url(world, url)
    tap.answer = CallbackAnswer(world.clock.now(), text, show_alert, url)
    world.bell.ring()
    return True
