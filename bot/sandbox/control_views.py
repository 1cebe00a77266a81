"""What another process gets to see: people, chats, messages and buttons as JSON."""

from bot.sandbox.chats import Chat
from bot.sandbox.errors import Json
from bot.sandbox.markup import Button
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.world import World


def button_view(button: Button) -> Json:
    """One button: its words and what it does."""
    return {
        "text": button.text,
        "kind": button.kind,
        "data": button.data,
        "url": button.url,
        "copied": button.copied,
    }


def message_view(message: Message) -> Json:
    """One message as people see it, with the buttons row by row."""
    carried = message.content.attachment
    return {
        "id": message.id,
        "chat_id": message.chat.id,
        "from_id": message.sender.id,
        "from": message.sender.full_name,
        "at": message.sent_at.isoformat(),
        "text": message.text,
        "html": message.html,
        "buttons": [[button_view(button) for button in row] for row in message.rows],
        "poll": carried.json if carried is not None and carried.kind == "poll" else None,
        "carries": carried.kind if carried is not None else "",
        "file": carried.file.path if carried is not None and carried.file is not None else "",
        "album": message.content.group_id,
        "reply_to": message.reply_to.id if message.reply_to is not None else None,
        "thread_id": message.thread_id,
        "edited": message.edited,
        "deleted": message.deleted,
        "pinned": message.pinned,
        "reactions": [item for given in message.reactions.values() for item in given],
        "service": message.service,
    }


def person_view(person: Person) -> Json:
    """One person, and what the bot is to them."""
    keyboard = person.keyboard.rows if person.keyboard is not None else ()
    return person.as_user() | {
        "met_bot": person.met_bot,
        "blocked": person.blocked,
        "phone": person.phone,
        "keyboard": [[button_view(button) for button in row] for row in keyboard],
    }


def chat_view(chat: Chat) -> Json:
    """One chat: who is in it, what state it is in."""
    return chat.as_chat() | {
        "members": [account.id for account in chat.members],
        "administrators": [member.account.id for member in chat.administrators()],
        "topics": [{"id": topic.id, "name": topic.name} for topic in chat.topics.values()],
        "deleted": chat.deleted,
        "migrated_to": chat.migrated_to.id if chat.migrated_to is not None else None,
    }


def world_view(world: World) -> Json:
    """Everything but the messages."""
    return {
        "now": world.clock.now().isoformat(),
        "bot": world.bot.as_me(),
        "people": [person_view(person) for person in world.people.values()],
        "chats": [chat_view(chat) for chat in world.chats.values() if chat.is_group],
        "updates_pending": world.updates_pending,
        "calls": len(world.calls),
        "breaches": world.breaches,
    }
