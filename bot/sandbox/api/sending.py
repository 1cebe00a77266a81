"""The methods that put new messages into a chat."""

# ruff: noqa: ARG001 - a signature declares what the Bot API takes, also what changes nothing here

from dataclasses import replace
from typing import Unpack

from bot.sandbox import media
from bot.sandbox.api.addressing import readable_chat, speakable_chat
from bot.sandbox.api.composing import compose_caption, compose_text
from bot.sandbox.api.declaring import ChatId, FileSource, Sending
from bot.sandbox.chats import Chat
from bot.sandbox.errors import Json, bad_request, breach
from bot.sandbox.markup import Markup, read_markup
from bot.sandbox.messages import Attachment, Content, Message, Words
from bot.sandbox.people import Person
from bot.sandbox.world import World

MAX_ALBUM = 10
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def _answered(world: World, chat: Chat, reply: Json | None) -> Message | None:
    if not reply:
        return None
    place = readable_chat(world, reply["chat_id"]) if "chat_id" in reply else chat
    message = place.history.get(int(reply["message_id"]))
    if message is not None and not message.deleted:
        return message
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _thread(chat: Chat, thread_id: int | None, answered: Message | None) -> int | None:
    if thread_id is None:
        return answered.thread_id if answered is not None and answered.chat is chat else None
    topic = chat.topics.get(thread_id)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed:
        raise bad_request("TOPIC_CLOSED")
    return thread_id


def _put_keyboard(chat: Chat, markup: Markup | None) -> None:
    if isinstance(chat.peer, Person) and markup is not None and not markup.is_inline:
        chat.peer.keyboard = markup if markup.kind == "keyboard" else None


def put(
    world: World,
    chat_id: ChatId,
    contents: list[Content],
    options: Sending,
) -> list[Message]:
    """Post the contents as the bot, within the budgets, where and how the options say.

    Raises:
        RefusalError: the chat, the reply, the thread, the keyboard or the budget does not allow it.
    """
    chat = speakable_chat(world, chat_id)
    markup = read_markup(options.get("reply_markup"))
    answered = _answered(world, chat, options.get("reply_parameters"))
    thread_id = _thread(chat, options.get("message_thread_id"), answered)
    world.limits.charge(chat.id, group=chat.is_group, cost=len(contents))
    _put_keyboard(chat, markup)
    common = {
        "markup": markup,
        "thread_id": thread_id,
        "protected": options.get("protect_content", False),
        "silent": options.get("disable_notification", False),
    }
    return [
        world.post(chat, world.bot, replace(content, **common), reply_to=answered)  # type: ignore[arg-type]
        for content in contents
    ]


def put_one(world: World, chat_id: ChatId, content: Content, options: Sending) -> Json:
    """Post one content as the bot.

    Raises:
        RefusalError: as for several.
    """
    return put(world, chat_id, [content], options)[0].as_json()


def send_message(
    world: World,
    *,
    chat_id: ChatId,
    text: str,
    parse_mode: str = "",
    entities: list[Json] | None = None,
    link_preview_options: Json | None = None,
    **options: Unpack[Sending],
) -> Json:
    """Send a text."""
    speakable_chat(world, chat_id)
    words = compose_text(text, parse_mode, entities)
    return put_one(world, chat_id, Content(words, preview=link_preview_options), options)


def send_photo(
    world: World,
    *,
    chat_id: ChatId,
    photo: FileSource,
    caption: str = "",
    parse_mode: str = "",
    caption_entities: list[Json] | None = None,
    show_caption_above_media: bool = False,
    has_spoiler: bool = False,
    **options: Unpack[Sending],
) -> Json:
    """Send a photo."""
    words = compose_caption(caption, parse_mode, caption_entities)
    return put_one(world, chat_id, Content(words, media.carried(world.files, photo, "photo")), options)


def send_document(
    world: World,
    *,
    chat_id: ChatId,
    document: FileSource,
    thumbnail: FileSource | None = None,
    caption: str = "",
    parse_mode: str = "",
    caption_entities: list[Json] | None = None,
    disable_content_type_detection: bool = False,
    **options: Unpack[Sending],
) -> Json:
    """Send a file."""
    words = compose_caption(caption, parse_mode, caption_entities)
    return put_one(world, chat_id, Content(words, media.carried(world.files, document, "document")), options)


def send_voice(
    world: World,
    *,
    chat_id: ChatId,
    voice: FileSource,
    caption: str = "",
    parse_mode: str = "",
    caption_entities: list[Json] | None = None,
    duration: int = 0,
    **options: Unpack[Sending],
) -> Json:
    """Send a voice note."""
    words = compose_caption(caption, parse_mode, caption_entities)
    carried = media.carried(world.files, voice, "voice", duration=duration)
    return put_one(world, chat_id, Content(words, carried), options)


def send_video(
    world: World,
    *,
    chat_id: ChatId,
    video: FileSource,
    duration: int = 0,
    caption: str = "",
    parse_mode: str = "",
    caption_entities: list[Json] | None = None,
    **options: Unpack[Sending],
) -> Json:
    """Send a video."""
    words = compose_caption(caption, parse_mode, caption_entities)
    carried = media.carried(world.files, video, "video", duration=duration)
    return put_one(world, chat_id, Content(words, carried), options)


def send_location(
    world: World, *, chat_id: ChatId, latitude: float, longitude: float, **options: Unpack[Sending]
) -> Json:
    """Send a point on the map."""
    return put_one(world, chat_id, Content(attachment=media.location(latitude, longitude)), options)


def send_contact(
    world: World,
    *,
    chat_id: ChatId,
    phone_number: str,
    first_name: str,
    last_name: str = "",
    **options: Unpack[Sending],
) -> Json:
    """Send a telephone number with a name."""
    attachment = media.contact(phone_number, f"{first_name} {last_name}".strip())
    return put_one(world, chat_id, Content(attachment=attachment), options)


def _album_item(world: World, item: Json) -> Content:
    kind = str(item.get("type", ""))
    unknown = set(item) - {
        "type",
        "media",
        "caption",
        "parse_mode",
        "caption_entities",
        "thumbnail",
        "has_spoiler",
    }
    if kind not in {"photo", "document", "video", "audio"} or unknown:
        raise breach(f"the sandbox knows no InputMedia {kind!r} with {', '.join(sorted(unknown)) or 'this type'}")
    words = compose_caption(item.get("caption", ""), item.get("parse_mode", ""), item.get("caption_entities"))
    return Content(words, media.carried(world.files, item["media"], kind))


def read_media(world: World, item: Json) -> tuple[Words, Attachment | None]:
    """Words and attachment of one InputMedia.

    Raises:
        RefusalError: its type is unknown or its file unusable.
    """
    content = _album_item(world, item)
    return content.words, content.attachment


def send_media_group(
    world: World,
    *,
    chat_id: ChatId,
    media: list[Json],
    message_thread_id: int | None = None,
    disable_notification: bool = False,
    protect_content: bool = False,
    message_effect_id: str = "",
    allow_paid_broadcast: bool = False,
    reply_parameters: Json | None = None,
) -> list[Json]:
    """Send photos, documents or videos as one album."""
    if not media:
        raise bad_request("there are no messages to send")
    if len(media) > MAX_ALBUM:
        raise bad_request("too many messages to send as an album")
    album = str(13_000_000_000_000_000 + world.number("album")) if len(media) > 1 else ""
    contents = [replace(_album_item(world, item), group_id=album) for item in media]
    options = Sending(disable_notification=disable_notification, protect_content=protect_content)
    if message_thread_id is not None:
        options["message_thread_id"] = message_thread_id
    if reply_parameters is not None:
        options["reply_parameters"] = reply_parameters
    return [message.as_json() for message in put(world, chat_id, contents, options)]


def send_chat_action(world: World, *, chat_id: ChatId, action: str, message_thread_id: int | None = None) -> bool:
    """Show "typing" and the like."""
    chat = speakable_chat(world, chat_id)
    if action.lower() not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    _thread(chat, message_thread_id, None)
    return True
