"""Messages as they are drawn: who, when, what, and what its buttons do when they are touched."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.sandbox.markup import Button
from bot.sandbox.messages import Message
from bot.sandbox.page.cast import Avatar, avatar_of
from bot.sandbox.page.formatting import formatted
from bot.sandbox.page.links import Way
from bot.sandbox.page.notes import Change, Place
from bot.sandbox.page.stage import Viewer
from bot.sandbox.page.timing import day_words, local
from bot.sandbox.polls import poll_of

QUOTED = 80
_KNOWN_SERVICE = {
    "left_chat_member": "left",
    "new_chat_title": "retitled",
    "forum_topic_created": "topic_made",
    "pinned_message": "pinned_something",
    "migrate_to_chat_id": "migrated",
    "migrate_from_chat_id": "migrated",
}


@dataclass(frozen=True)
class Key:
    """A button: `does` is tap, copy, start, jump, outside or nowhere, `value` what it needs for that."""

    number: int
    text: str
    does: str
    value: str


@dataclass(frozen=True)
class Quote:
    """The message a reply answers, in a line."""

    number: int
    name: str
    hue: int
    text: str


@dataclass(frozen=True)
class Choice:
    """An option of a poll: how many chose it, also of a hundred, and whether the viewer did."""

    number: int
    text: str
    count: int
    share: int
    mine: bool


@dataclass(frozen=True)
class PollLook:
    """A poll: `kind` says in a few words what sort it is and how many voted."""

    question: str
    kind: str
    choices: tuple[Choice, ...]
    closed: bool


@dataclass(frozen=True)
class MessageLook:
    """Everything the template needs for one message. `dom` is its id on the page."""

    dom: str
    number: int
    name: str
    avatar: Avatar
    mine: bool
    place: Place
    day: str
    time: str
    body: Markup
    plain: str
    edited: bool
    pinned: bool
    carries: str
    file: str
    file_name: str
    quote: Quote | None
    rows: tuple[tuple[Key, ...], ...]
    reactions: tuple[tuple[str, int], ...]
    service: str
    topic: str
    poll: PollLook | None


def dom_id(side: str, number: int) -> str:
    """The id of a message's element: g5 in the group, p17 in private."""
    return f"{side[0]}{number}"


def _key(number: int, button: Button, viewer: Viewer) -> Key:
    if button.url:
        lead = viewer.lead(button.url)
        return Key(number, button.text, lead.way.value, lead.target)
    if button.copied:
        return Key(number, button.text, "copy", button.copied)
    does = "tap" if button.data else Way.NOWHERE.value
    return Key(number, button.text, does, button.data)


def _rows(message: Message, viewer: Viewer) -> tuple[tuple[Key, ...], ...]:
    number, rows = 0, []
    for row in message.rows:
        rows.append(tuple(_key(number + index, button, viewer) for index, button in enumerate(row)))
        number += len(row)
    return tuple(rows)


def _carried(message: Message) -> str:
    return message.content.attachment.kind if message.content.attachment is not None else ""


def in_a_line(message: Message, viewer: Viewer) -> str:
    """The message in a few words."""
    if message.deleted:
        return viewer.say("gone")
    text = " ".join(message.text.split())
    kind = _carried(message)
    named = f"{viewer.say(kind)} · {text}" if kind and text else text or (viewer.say(kind) if kind else "")
    return named if len(named) <= QUOTED else f"{named[:QUOTED]}…"


def _quote(message: Message, viewer: Viewer) -> Quote | None:
    quoted = message.reply_to
    if quoted is None or quoted.chat is not message.chat:
        return None
    hue = avatar_of(quoted.sender).hue
    return Quote(quoted.id, quoted.sender.full_name, hue, in_a_line(quoted, viewer))


def _service(message: Message, viewer: Viewer) -> str:
    facts, say, actor = message.service, viewer.say, message.sender
    if not facts:
        return ""
    if people := facts.get("new_chat_members"):
        names = "、".join(person["first_name"] for person in people)
        alone = people[0]["id"] == actor.id
        return say("joined_self", names=names) if alone else say("joined", actor=actor.full_name, names=names)
    known = next((_KNOWN_SERVICE[name] for name in facts if name in _KNOWN_SERVICE), "happened")
    topic = facts.get("forum_topic_created") or {}
    return say(
        known,
        actor=actor.full_name,
        names=(facts.get("left_chat_member") or {}).get("first_name", ""),
        title=facts.get("new_chat_title") or topic.get("name", ""),
    )


def _reactions(message: Message) -> tuple[tuple[str, int], ...]:
    given = [str(one.get("emoji", "")) for ones in message.reactions.values() for one in ones]
    return tuple((emoji, given.count(emoji)) for emoji in dict.fromkeys(given) if emoji)


def _day(place: Place, viewer: Viewer) -> str:
    if place.day is None:
        return ""
    words = day_words(place.day, viewer.say.language)
    near = {0: "today", 1: "yesterday"}.get(place.days_ago)
    return f"{words} · {viewer.say(near)}" if near else words


def look_of(change: Change, side: str, viewer: Viewer) -> MessageLook:
    """One message as this viewer sees it."""
    message = change.message
    attachment = message.content.attachment
    stored = attachment.file if attachment is not None else None
    topic = message.chat.topics.get(message.thread_id) if message.thread_id is not None else None
    return MessageLook(
        dom=dom_id(side, message.id),
        number=message.id,
        name=message.sender.full_name,
        avatar=avatar_of(message.sender),
        mine=message.sender is viewer.person,
        place=change.place,
        day=_day(change.place, viewer),
        time=f"{local(message.sent_at):%H:%M}",
        body=formatted(message.content.words, viewer.lead),
        plain=in_a_line(message, viewer),
        edited=message.edited,
        pinned=message.pinned,
        carries=_carried(message),
        file=stored.id if stored is not None else "",
        file_name=stored.upload.name if stored is not None else _details(attachment.json if attachment else None),
        quote=_quote(message, viewer),
        rows=_rows(message, viewer),
        reactions=_reactions(message),
        service=_service(message, viewer),
        topic=topic.name if topic is not None else "",
        poll=_poll(message, viewer),
    )


def _poll(message: Message, viewer: Viewer) -> PollLook | None:
    poll = poll_of(viewer.world, message)
    if poll is None:
        return None
    closed, total = poll.closed(viewer.world.seconds()), len(poll.votes)
    mine = poll.votes.get(viewer.person, ())
    kind = [viewer.say("poll_anonymous" if poll.anonymous else "poll_public")]
    kind += [viewer.say("poll_several")] if poll.several else []
    kind += [viewer.say("poll_closed")] if closed else []
    choices = tuple(
        Choice(number, text, poll.count(number), round(100 * poll.count(number) / max(1, total)), number in mine)
        for number, text in enumerate(poll.options)
    )
    return PollLook(poll.question, " · ".join([*kind, viewer.say("poll_votes", count=total)]), choices, closed)


def _details(body: object) -> str:
    if not isinstance(body, dict):
        return ""
    if "phone_number" in body:
        return f"{body['first_name']} {body['phone_number']}"
    return f"{body.get('latitude', '')}, {body.get('longitude', '')}"
