"""The methods that look at chats and members, and those by which the bot describes itself."""

import re
from http import HTTPStatus

from bot.sandbox.api.addressing import member_bot, readable_chat, writable_chat
from bot.sandbox.api.declaring import ChatId
from bot.sandbox.chats import Chat, Member
from bot.sandbox.errors import Json, RefusalError, bad_request
from bot.sandbox.files import MAX_DOWNLOAD_BYTES
from bot.sandbox.groups import Group
from bot.sandbox.profile import scope_key
from bot.sandbox.world import World

MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
MAX_NAME = 64
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_DEFAULT_MENU: Json = {"type": "default"}


def get_me(world: World) -> Json:
    """Who the bot is."""
    return world.bot.as_me()


def log_out(world: World) -> bool:
    """Leave the cloud server."""
    return world.bot.is_bot


def close(world: World) -> bool:
    """Close the bot's instance on the server."""
    return world.bot.is_bot


def get_chat(world: World, *, chat_id: ChatId) -> Json:
    """Everything about a chat."""
    return readable_chat(world, chat_id).as_full()


def get_chat_member(world: World, *, chat_id: ChatId, user_id: int) -> Json:
    """One account's standing in a chat."""
    chat = readable_chat(world, chat_id)
    if chat.peer is not None:
        account = world.bot if user_id == world.bot.id else chat.peer if user_id == chat.peer.id else None
        member = None if account is None else Member(account)
    elif user_id in chat.roster:
        member = chat.roster[user_id]
    else:
        stranger = world.people.get(user_id)
        member = Member(stranger, "left") if stranger is not None and world.knows(stranger) else None
    if member is None:
        raise bad_request("user not found")
    return member.as_json()


def get_chat_administrators(world: World, *, chat_id: ChatId) -> list[Json]:
    """Creator and administrators, without other bots."""
    chat = readable_chat(world, chat_id)
    if chat.peer is not None:
        raise bad_request("there are no administrators in the private chat")
    admins = chat.administrators()
    return [member.as_json() for member in admins if not member.account.is_bot or member.account is world.bot]


def get_chat_member_count(world: World, *, chat_id: ChatId) -> int:
    """How many accounts are in a chat."""
    chat = readable_chat(world, chat_id)
    return len(chat.members) if chat.is_group else 2


def leave_chat(world: World, *, chat_id: ChatId) -> bool:
    """Go."""
    chat = writable_chat(world, chat_id)
    if not isinstance(chat, Group):
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_leaves()
    return True


def _forum(world: World, chat: Chat) -> Group:
    if not isinstance(chat, Group) or not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not member_bot(world, chat).may("can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    return chat


def create_forum_topic(world: World, *, chat_id: ChatId, name: str, icon_color: int = 0) -> Json:
    """Open a thread in a forum."""
    chat = _forum(world, writable_chat(world, chat_id))
    topic = chat.topic(name, by=world.bot)
    created: Json = chat.history[topic.id].service["forum_topic_created"]
    if icon_color:
        created["icon_color"] = icon_color
    return {"message_thread_id": topic.id} | created


def get_file(world: World, *, file_id: str) -> Json:
    """Where a file can be downloaded."""
    file = world.files.by_id.get(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.upload.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return file.as_file()


def _check_command(command: Json) -> Json:
    if not _COMMAND.fullmatch(str(command.get("command", ""))):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= MAX_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command["command"], "description": command["description"]}


def _check_scope(world: World, scope: Json | None) -> None:
    if scope is not None and "chat_id" in scope:
        readable_chat(world, scope["chat_id"])


def set_my_commands(world: World, *, commands: list[Json], scope: Json | None = None, language_code: str = "") -> bool:
    """The command menu of a scope and a language."""
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    _check_scope(world, scope)
    world.profile.commands[scope_key(scope, language_code)] = [_check_command(command) for command in commands]
    return True


def delete_my_commands(world: World, *, scope: Json | None = None, language_code: str = "") -> bool:
    """Forget the menu of a scope and a language."""
    _check_scope(world, scope)
    world.profile.commands.pop(scope_key(scope, language_code), None)
    return True


def get_my_commands(world: World, *, scope: Json | None = None, language_code: str = "") -> list[Json]:
    """The menu of exactly this scope and language."""
    return world.profile.commands.get(scope_key(scope, language_code), [])


def _keep(texts: dict[str, str], text: str, language: str, most: int) -> bool:
    if len(text) > most:
        raise RefusalError(HTTPStatus.BAD_REQUEST, "Bad Request: text is too long")
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    return True


def set_my_name(world: World, *, name: str = "", language_code: str = "") -> bool:
    """The bot's name in a language."""
    return _keep(world.profile.names, name, language_code, MAX_NAME)


def get_my_name(world: World, *, language_code: str = "") -> Json:
    """The bot's name in a language."""
    names = world.profile.names
    return {"name": names.get(language_code) or names.get("") or world.bot.first_name}


def set_my_description(world: World, *, description: str = "", language_code: str = "") -> bool:
    """What an empty chat with the bot shows."""
    return _keep(world.profile.descriptions, description, language_code, MAX_DESCRIPTION)


def get_my_description(world: World, *, language_code: str = "") -> Json:
    """What an empty chat with the bot shows."""
    texts = world.profile.descriptions
    return {"description": texts.get(language_code) or texts.get("", "")}


def set_my_short_description(world: World, *, short_description: str = "", language_code: str = "") -> bool:
    """What the bot's profile shows."""
    return _keep(world.profile.short_descriptions, short_description, language_code, MAX_SHORT_DESCRIPTION)


def get_my_short_description(world: World, *, language_code: str = "") -> Json:
    """What the bot's profile shows."""
    texts = world.profile.short_descriptions
    return {"short_description": texts.get(language_code) or texts.get("", "")}


def set_chat_menu_button(world: World, *, chat_id: int = 0, menu_button: Json | None = None) -> bool:
    """The button beside the input field, in one private chat or in all."""
    if chat_id and readable_chat(world, chat_id).type != "private":
        raise bad_request("chat not found")
    world.profile.menu_buttons[chat_id] = menu_button or _DEFAULT_MENU
    return True


def get_chat_menu_button(world: World, *, chat_id: int = 0) -> Json:
    """The button beside the input field."""
    buttons = world.profile.menu_buttons
    return buttons.get(chat_id) or buttons.get(0) or _DEFAULT_MENU
