"""A chat as its people see it, in plain text: for tests, logs and people at a terminal."""

from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.polls import poll_lines

if TYPE_CHECKING:
    from bot.sandbox.people import Person
    from bot.sandbox.world import World

_CARRIED = {
    "photo": "🖼 photo",
    "document": "📄 document",
    "voice": "🎤 voice",
    "video": "🎬 video",
    "audio": "🎵 audio",
    "location": "📍 location",
    "contact": "👤 contact",
}


def _service_line(message: Message) -> str:
    return f"· {message.sender.full_name}: {', '.join(message.service)}"


def _head(message: Message) -> str:
    marks = [
        "📌" if message.pinned else "",
        "(edited)" if message.edited else "",
        f"↩ {message.reply_to.id}" if message.reply_to is not None else "",
        f"# {message.chat.topics[message.thread_id].name}" if message.thread_id in message.chat.topics else "",
    ]
    return " ".join([f"{message.id} {message.sender.full_name}:", *filter(None, marks)])


def lines_of(message: Message) -> list[str]:
    """One message: who, what it carries, the words, the buttons in brackets, row by row."""
    if message.service:
        return [_service_line(message)]
    lines = [_head(message)]
    carried = message.content.attachment
    if carried is not None and isinstance(carried.json, dict) and carried.kind == "poll":
        lines += poll_lines(carried.json)
    elif carried is not None:
        lines.append(f"  <{_CARRIED[carried.kind]}>")
    lines += [f"  {line}" for line in message.text.splitlines()]
    lines += ["  " + " ".join(f"[{button.text}]" for button in row) for row in message.rows]
    emoji = [str(reaction.get("emoji", "?")) for given in message.reactions.values() for reaction in given]
    return [*lines, *(["  " + " ".join(emoji)] if emoji else [])]


def _own_lines(world: "World", chat: Chat, person: "Person") -> list[str]:
    lines: list[str] = []
    toasts = [tap for tap in world.taps.values() if tap.by is person and tap.under.chat is chat and tap.text]
    if toasts:
        lines.append(f"({'alert' if toasts[-1].alert else 'toast'}) {toasts[-1].text}")
    keyboard = person.keyboard if chat is person.private else None
    if keyboard is not None:
        lines += ["⌨ " + " ".join(f"[{button.text}]" for button in row) for row in keyboard.rows]
    return lines


def screen_of(world: "World", chat: Chat, person: "Person | None") -> str:
    """The chat's title and everything that is still in it; for one person also their toast and keyboard."""
    title = chat.title or (chat.peer.full_name if chat.peer is not None else "")
    lines = [f"── {title} ──", *(line for message in chat.messages for line in lines_of(message))]
    if person is not None:
        lines += _own_lines(world, chat, person)
    return "\n".join(lines)
