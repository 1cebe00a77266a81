"""The methods about polls: asking a question in a chat, and closing it."""

from typing import Unpack

from bot.sandbox.api.addressing import find_message, speakable_chat, writable_chat
from bot.sandbox.api.composing import compose
from bot.sandbox.api.declaring import ChatId, Sending
from bot.sandbox.api.sending import put
from bot.sandbox.errors import Json, bad_request, breach
from bot.sandbox.markup import read_markup
from bot.sandbox.messages import Content
from bot.sandbox.polls import FIRST_POLL, Poll, carried_poll, poll_of, repaint
from bot.sandbox.world import World

MAX_QUESTION = 300
MAX_OPTION = 100
MAX_OPTIONS = 12
SHORTEST_PERIOD, LONGEST_PERIOD = 5, 2_628_000
"""Seconds. Source: https://core.telegram.org/bots/api#sendpoll"""


def _line(text: str, limit: int, called: str) -> str:
    bare = compose(text).text
    if not bare:
        raise bad_request("text must be non-empty")
    if len(bare) > limit:
        raise bad_request(f"poll {called} length must not exceed {limit}")
    return bare


def _option(item: object) -> str:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise bad_request("can't parse InputPollOption: Can't find field \"text\"")
    if unknown := set(item) - {"text"}:
        raise breach(f"the sandbox knows no {', '.join(sorted(unknown))} of an InputPollOption")
    return _line(item["text"], MAX_OPTION, "options")


def _options(items: list[Json]) -> tuple[str, ...]:
    if not items:
        raise bad_request("poll must have at least 1 option")
    if len(items) > MAX_OPTIONS:
        raise bad_request(f"poll can't have more than {MAX_OPTIONS} options")
    return tuple(_option(item) for item in items)


def _closes(world: World, period: int, date: int) -> int | None:
    if period and date:
        raise bad_request("can't use both open_period and close_date")
    if not period and not date:
        return None
    seconds = period or date - int(world.seconds())
    if not SHORTEST_PERIOD <= seconds <= LONGEST_PERIOD:
        raise bad_request(f"open period must be between {SHORTEST_PERIOD} and {LONGEST_PERIOD} seconds")
    return int(world.seconds()) + seconds


def send_poll(
    world: World,
    *,
    chat_id: ChatId,
    question: str,
    options: list[Json],
    is_anonymous: bool = True,
    type: str = "regular",  # noqa: A002 - the Bot API's own parameter
    allows_multiple_answers: bool = False,
    allows_revoting: bool = True,
    open_period: int = 0,
    close_date: int = 0,
    is_closed: bool = False,
    **sending: Unpack[Sending],
) -> Json:
    """Send a poll."""
    speakable_chat(world, chat_id)
    if type != "regular":
        raise breach(f"the sandbox knows no polls of the type {type!r}")
    poll = Poll(
        id=str(FIRST_POLL + len(world.polls)),
        question=_line(question, MAX_QUESTION, "question"),
        options=_options(options),
        anonymous=is_anonymous,
        several=allows_multiple_answers,
        revoting=allows_revoting,
        closes=_closes(world, open_period, close_date),
        period=open_period or None,
        stopped=is_closed,
    )
    content = Content(attachment=carried_poll(poll, world.seconds()))
    # Known before it stands in the chat, where people may see it at once; forgotten if it may not be posted.
    world.polls[poll.id] = poll
    try:
        return put(world, chat_id, [content], sending)[0].as_json()
    except Exception:
        del world.polls[poll.id]
        raise


def stop_poll(world: World, *, chat_id: ChatId, message_id: int, reply_markup: Json | None = None) -> Json:
    """Close a poll of the bot's own; the final result."""
    chat = writable_chat(world, chat_id)
    message = find_message(chat, message_id, "message with poll to stop")
    poll = poll_of(world, message)
    if poll is None:
        raise bad_request("message is not a poll")
    if poll.closed(world.seconds()):
        raise bad_request("poll has already been closed")
    if message.sender is not world.bot or message.content.origin:
        raise bad_request("poll can't be stopped")
    world.limits.charge(chat.id, group=chat.is_group)
    poll.stopped = True
    world.set_markup(message, read_markup(reply_markup))
    repaint(world, message, poll)
    return poll.as_json(world.seconds())
