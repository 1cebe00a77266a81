"""Topics and facts, and what is to be seen of what they say: every word, every button, every file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import Any

from bot.delivery.questions import saying_what_comes
from bot.delivery.rendering import Scene
from bot.delivery.topics import TOPICS
from bot.domain.ids import PersonId
from bot.models import Draft, OutboxMessage
from bot.storage.ground.uow import Writing
from bot.storage.members.people import person_by_user
from bot.views.screen import Button, File, Screen
from tests.delivery.neighbourhood import BROOK, MARY, NOW, Neighbourhood, chat_of

BOT = "weixiu_bot"
FIRST_SERIAL = 101
_OWN = re.compile(r"sqlite[^'\"]+|<[^<>]+ at 0x[0-9a-f]+>")
"""Addresses of the database, and of objects."""


@dataclass(frozen=True)
class Case:
    """One message: its topic, who reads it (or which chat), the facts it is owed with, the conversation it is about."""

    topic: str
    facts: dict[str, Any]
    to: int
    edits: bool = False
    kept: dict[str, Any] | None = None
    """What is known in the conversation; its kind, step and serial beside it."""
    row: dict[str, Any] = field(default_factory=dict)
    """What else the row says."""
    default_locale: str = "zh_CN"

    @property
    def name(self) -> str:
        """Its heading: the topic, the reader, whether it is an edit, the facts, the step of a conversation."""
        told = {**self.facts, **self.row, **({} if self.kept is None else {"step": self.kept["step"]})}
        said = " ".join(f"{name}={value}" for name, value in told.items() if (name, value) != ("community", BROOK))
        return f"{self.topic}{' again' if self.edits else ''} to {self.to}: {said}".strip()


def case(topic: str, to: PersonId | int = MARY, /, **facts: Any) -> Case:
    """A message that somebody reads, about Brook where nothing else is said.

    Two of the facts are none: `edits` says that it stands in the chat already, `row` what else its row says.
    """
    chat = to if to < 0 else chat_of(PersonId(to))
    edits, row = facts.pop("edits", False), facts.pop("row", {})
    return Case(topic, {"community": BROOK, **facts}, chat, edits, row=row)


def asked(topic: str, to: PersonId, kind: str, step: str, payload: dict[str, Any], /, **facts: Any) -> Case:
    """A message about a conversation that is under way."""
    kept = {"kind": kind, "step": step, "payload": {"community": BROOK, **payload}}
    return replace(case(topic, to, person=to, chat=chat_of(to), ended=None, **facts), kept=kept)


def numbered(cases: Sequence[Case]) -> list[Case]:
    """The same, each conversation with a serial of its own."""
    found, last = [], dict[str, int]()
    for each in cases:
        if each.kept is None:
            found.append(each)
            continue
        kind = each.kept["kind"]
        last[kind] = serial = last.get(kind, FIRST_SERIAL - 1) + 1
        found.append(replace(each, facts={**each.facts, "serial": serial}))
    return found


def begin(tx: Writing, cases: Sequence[Case]) -> None:
    """Write down the conversations that cases are about."""
    for each in cases:
        if each.kept is not None:
            person, chat, serial = each.facts["person"], each.facts["chat"], each.facts["serial"]
            draft = {"kind": each.kept["kind"], "step": each.kept["step"]}
            sealed = tx.vault.seal_json(each.kept["payload"])
            tx.session.add(
                Draft(person_id=person, chat_id=chat, serial=serial, payload=sealed, updated_at=NOW, **draft)
            )


async def said(here: Neighbourhood, of: Case) -> str:
    """All that is to be seen of a message."""
    async with here.uow.reading(NOW) as tx:
        told = {"topic": of.topic, "community_id": BROOK, "number": None, "sent_at": None, **of.row}
        row = OutboxMessage(chat_id=of.to, message_id=9 if of.edits else None, **told)
        reader = await person_by_user(tx, row.chat_id)
        scene = Scene(tx, of.facts, row, here.dictionary, BOT, of.default_locale, reader)
        return seen(await saying_what_comes(scene, await TOPICS[of.topic](scene)))


def seen(screen: Screen | None) -> str:
    """The text, and below it whatever else the screen has."""
    if screen is None:
        return "(nothing)"
    lines = [screen.text, *(" | ".join(map(_button, row)) for row in screen.buttons)]
    for part in fields(Screen)[2:]:
        value = getattr(screen, part.name)
        if value not in (part.default, ()):
            lines.append(f"{part.name}: {_shown(value)}")
    return "\n".join(lines)


def _button(button: Button) -> str:
    return f"[{button.text}] {button.data or button.url or f'copies {button.copies}'}"


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, File):
        told = "" if value.progress is None else f", told in {value.progress.message_id}"
        return f"{value.name}{told}: {_drawn(value.draw if value.progress is None else value.progress.draw)}"
    return str(value)


def _drawn(draw: Any) -> str:
    """What a file is made of, without what differs from one machine to the next."""
    if not isinstance(draw, partial):
        return _OWN.sub("…", repr(getattr(draw, "__self__", "")))
    parts = [*map(repr, draw.args), *(f"{name}={value!r}" for name, value in draw.keywords.items())]
    return _OWN.sub("…", f"{draw.func.__name__} {', '.join(parts)}")
