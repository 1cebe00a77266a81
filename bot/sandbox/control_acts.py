"""Turns JSON into acts: a verb of a person or of a group, with chats and messages named by their ids."""

import base64
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.accounts import Account
from bot.sandbox.chats import Topic
from bot.sandbox.control_views import chat_view, message_view
from bot.sandbox.errors import Json, NotPossibleError
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.taps import Tap
from bot.sandbox.world import World

PERSON_VERBS = frozenset({
    "says", "starts", "follows", "edits", "deletes", "reacts", "sends_photo", "sends_album", "sends_document",
    "sends_voice", "sends_location", "shares_contact", "taps", "forges", "presses", "blocks_bot",
    "unblocks_bot", "deletes_account", "votes",
})  # fmt: skip
GROUP_VERBS = frozenset({
    "add_bot", "promote_bot", "demote_bot", "kick_bot", "joins", "leaves", "kicks", "promotes", "topic",
    "renames", "migrate", "delete",
})  # fmt: skip
_MESSAGES = {"reply_to", "under", "message", "to"}
_PEOPLE = {"by", "account"}
_BYTES = {"photo", "content"}


class UnknownNameError(LookupError):
    """A person, chat, message or verb that does not exist; the message says which."""


def person_of(world: World, name: int | str) -> Person:
    """Somebody by id or by first name.

    Raises:
        UnknownNameError: there is nobody, or several have the name.
    """
    found = [person for person in world.people.values() if name in {person.id, str(person.id), person.first_name}]
    if len(found) != 1:
        raise UnknownNameError(f"{len(found) or 'no'} people are called {name!r}")
    return found[0]


def chat_of(world: World, chat_id: int | str) -> Any:
    """A chat by id.

    Raises:
        UnknownNameError: there is none.
    """
    if int(chat_id) not in world.chats:
        raise UnknownNameError(f"there is no chat {chat_id}")
    return world.chats[int(chat_id)]


def message_of(world: World, place: Mapping[str, int]) -> Message:
    """A message by {"chat_id": …, "id": …}; a deleted one too.

    Raises:
        UnknownNameError: there never was one.
    """
    message = chat_of(world, place["chat_id"]).history.get(place["id"])
    if not isinstance(message, Message):
        raise UnknownNameError(f"there is no message {place['id']} in {place['chat_id']}")
    return message


def _argument(world: World, name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "in_":
        return chat_of(world, value)
    if name in _MESSAGES:
        return message_of(world, value)
    if name in _PEOPLE:
        return world.bot if value == world.bot.id else person_of(world, value)
    if name in _BYTES:
        return base64.b64decode(value)
    return value


def _perform(world: World, act: Callable[..., Any], given: Mapping[str, Any]) -> Any:
    arguments = {name: _argument(world, name, value) for name, value in given.items()}
    try:
        bound = inspect.signature(act).bind(**arguments)
    except TypeError as error:
        raise NotPossibleError(f"{act.__name__}: {error}") from error
    return act(*bound.args, **bound.kwargs)


def person_acts(world: World, name: int | str, verb: str, given: Mapping[str, Any]) -> Any:
    """Let somebody do something; `given` are the verb's arguments by name.

    Raises:
        UnknownNameError: somebody or something does not exist.
        NotPossibleError: no client would let them.
    """
    if verb not in PERSON_VERBS:
        raise UnknownNameError(f"people cannot {verb}; they can {', '.join(sorted(PERSON_VERBS))}")
    return _perform(world, getattr(person_of(world, name), verb), given)


def group_acts(world: World, chat_id: int | str, verb: str, given: Mapping[str, Any]) -> Any:
    """Let something happen in a group; the same rules."""
    group = chat_of(world, chat_id)
    if verb not in GROUP_VERBS or not isinstance(group, Group):
        raise UnknownNameError(f"a group cannot {verb}; it can {', '.join(sorted(GROUP_VERBS))}")
    return _perform(world, getattr(group, verb), given)


def outcome_view(outcome: Any) -> Json | list[Json] | bool:
    """What came of an act, as JSON."""
    if isinstance(outcome, list):
        return [message_view(message) for message in outcome]
    if isinstance(outcome, Message):
        return message_view(outcome)
    if isinstance(outcome, Tap):
        return outcome.as_json()
    if isinstance(outcome, Group):
        return chat_view(outcome)
    if isinstance(outcome, Topic):
        return {"id": outcome.id, "name": outcome.name}
    return outcome.as_user() if isinstance(outcome, Account) else True
