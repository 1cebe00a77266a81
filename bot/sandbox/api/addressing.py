"""Finding the chat and the message a call means, and saying no in the server's words."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat, Member
from bot.sandbox.errors import RefusalError, bad_request, described, forbidden
from bot.sandbox.messages import Message
from bot.sandbox.people import Person

if TYPE_CHECKING:
    from bot.sandbox.world import World


def _named(world: "World", name: str) -> Chat | None:
    wanted = name.removeprefix("@").lower()
    # The @name of a user finds nothing: only public groups can be addressed so.
    return next(
        (chat for chat in world.chats.values() if chat.is_group and wanted and chat.username.lower() == wanted),
        None,
    )


def any_chat(world: "World", chat_id: int | str) -> Chat:
    """The chat, if the bot has ever heard of it.

    Raises:
        RefusalError: 400 chat not found, or chat_id is empty.
    """
    if chat_id == "":
        raise bad_request("chat_id is empty")
    chat = _named(world, chat_id) if isinstance(chat_id, str) else world.chats.get(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    unheard = (
        not world.knows(chat.peer)
        if isinstance(chat.peer, Person)
        else world.bot.id not in chat.roster and not chat.username
    )
    if unheard:
        raise bad_request("chat not found")
    return chat


def readable_chat(world: "World", chat_id: int | str) -> Chat:
    """The chat, if the bot may look at it.

    Raises:
        RefusalError: 403 kicked, left or deleted; 400 not found.
    """
    chat = any_chat(world, chat_id)
    if not chat.is_group:
        return chat
    kind = f"the {chat.type} chat"
    if chat.deleted:
        raise forbidden("the group chat was deleted")
    status = chat.member(world.bot).status
    if status == "kicked":
        raise forbidden(f"bot was kicked from {kind}")
    if status == "left":
        raise forbidden(f"bot is not a member of {kind}")
    return chat


def _check_person(person: Person) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.is_bot:
        raise forbidden("the bot can't send messages to the bot")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.met_bot:
        raise forbidden("bot can't initiate conversation with a user")


def writable_chat(world: "World", chat_id: int | str) -> Chat:
    """The chat, if the bot may change something in it.

    Raises:
        RefusalError: as for reading; 400 upgraded to a supergroup; 403 about a person.
    """
    chat = readable_chat(world, chat_id)
    if isinstance(chat.peer, Person):
        _check_person(chat.peer)
    if chat.migrated_to is not None:
        raise RefusalError(
            HTTPStatus.BAD_REQUEST,
            described(400, "group chat was upgraded to a supergroup chat"),
            {"migrate_to_chat_id": chat.migrated_to.id},
        )
    return chat


def speakable_chat(world: "World", chat_id: int | str) -> Chat:
    """The chat, if the bot may send to it.

    Raises:
        RefusalError: as for writing; 400 not enough rights where members are muted.
    """
    chat = writable_chat(world, chat_id)
    if not chat.sending_allowed and not chat.member(world.bot).is_admin:
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def find_message(chat: Chat, message_id: int, called: str) -> Message:
    """The message, if it is still there.

    Raises:
        RefusalError: 400 "<called> not found".
    """
    message = chat.history.get(message_id)
    if message is None or message.deleted:
        raise bad_request(f"{called} not found")
    return message


def member_bot(world: "World", chat: Chat) -> Member:
    """The bot's own standing in the chat."""
    return chat.member(world.bot)
