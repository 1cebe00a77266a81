"""The command menu a person sees when they type a slash, found as a client finds it.

The order of scopes follows https://core.telegram.org/bots/api#determining-list-of-commands
"""

from collections.abc import Iterator

from bot.sandbox.chats import Chat
from bot.sandbox.errors import Json
from bot.sandbox.people import Person
from bot.sandbox.profile import scope_key
from bot.sandbox.world import World


def _scopes(chat: Chat, person: Person) -> Iterator[Json]:
    here: Json = {"chat_id": chat.id}
    if not chat.is_group:
        yield here | {"type": "chat"}
        yield {"type": "all_private_chats"}
    else:
        yield here | {"type": "chat_member", "user_id": person.id}
        if chat.member(person).is_admin:
            yield here | {"type": "chat_administrators"}
        yield here | {"type": "chat"}
        if chat.member(person).is_admin:
            yield {"type": "all_chat_administrators"}
        yield {"type": "all_group_chats"}
    yield {"type": "default"}


def commands_for(world: World, chat: Chat, person: Person) -> list[Json]:
    """The first list that was set, from the narrowest scope to the widest, each in the person's language first."""
    for scope in _scopes(chat, person):
        for language in (person.language_code[:2], ""):
            if commands := world.profile.commands.get(scope_key(scope, language)):
                return commands
    return []
