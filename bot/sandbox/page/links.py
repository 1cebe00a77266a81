"""Where a link leads inside the pretend Telegram: to the bot, to a message of the group, or outside."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, parse_qs, urlsplit

from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.world import World

_TELEGRAM = {"t.me", "telegram.me"}
_TO_MESSAGE = re.compile(r"/c/(?P<chat>\d+)(?:/\d+)?/(?P<message>\d+)")


class Way(StrEnum):
    """What following a link does."""

    START = "start"
    JUMP = "jump"
    OUTSIDE = "outside"
    NOWHERE = "nowhere"


@dataclass(frozen=True)
class Lead:
    """A way and its `target`: a start payload, a message's number in the group, or an address."""

    way: Way
    target: str = ""


def _to_message(link: SplitResult, group: Chat | None) -> Lead | None:
    match = _TO_MESSAGE.fullmatch(link.path)
    if match is None or group is None or f"-100{match['chat']}" != str(group.id):
        return None
    return Lead(Way.JUMP, match["message"])


def lead_of(url: str, world: World, group: Chat | None) -> Lead:
    """Where `url` leads; anything but the web leads nowhere."""
    try:
        link = urlsplit(url)
    except ValueError:
        return Lead(Way.NOWHERE)
    if link.scheme not in {"http", "https"}:
        return Lead(Way.NOWHERE)
    if link.hostname not in _TELEGRAM:
        return Lead(Way.OUTSIDE, url)
    if link.path.strip("/").lower() == world.bot.username.lower():
        return Lead(Way.START, parse_qs(link.query).get("start", [""])[0])
    return _to_message(link, group) or Lead(Way.OUTSIDE, url)


def may_open(person: Person) -> bool:
    """Whether the private chat is open, so that a link to the bot needs no Start button."""
    return person.met_bot and not person.blocked
