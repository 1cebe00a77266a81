"""Notes of what every message looked like when it was last looked at, so that only changes are sent."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.page.timing import local

TOGETHER = timedelta(minutes=10)
"""Messages of one sender that are closer than this stand together."""


@dataclass(frozen=True)
class Place:
    """Where a message stands: right after one of the same sender, or first on a day so many days ago."""

    follows: bool = False
    day: date | None = None
    days_ago: int = 0


@dataclass
class Note:
    """One message: how it looked, and at which revision it was first seen, last changed, and gone."""

    face: object
    place: Place
    born: int
    changed: int
    gone: bool = False


@dataclass
class Change:
    """What became of a message since a revision."""

    message: Message
    place: Place
    is_new: bool = False
    is_gone: bool = False


def _place(message: Message, before: Message | None, today: date) -> Place:
    day = local(message.sent_at).date()
    if before is None or local(before.sent_at).date() != day:
        return Place(day=day, days_ago=(today - day).days)
    same = before.sender is message.sender and not before.service and not message.service
    return Place(follows=same and message.sent_at - before.sent_at < TOGETHER)


def _face(message: Message, place: Place) -> object:
    quoted = message.reply_to
    return (
        message.content,
        message.edited_at,
        message.pinned,
        repr(message.reactions),
        quoted is not None and (quoted.deleted, quoted.content),
        place,
    )


@dataclass
class Notes:
    """Notes of all chats that were looked at; `revision` grows whenever a look finds something new."""

    revision: int = 0
    _chats: dict[int, dict[int, Note]] = field(default_factory=dict)

    def look(self, chat: Chat, now: datetime) -> None:
        """Compare the chat with its notes."""
        notes, coming, before = self._chats.setdefault(chat.id, {}), self.revision + 1, None
        for message in chat.history.values():
            if message.deleted:
                self._note_gone(notes.get(message.id), coming)
                continue
            self._note(notes, message, _place(message, before, local(now).date()), coming)
            before = message

    def _note(self, notes: dict[int, Note], message: Message, place: Place, coming: int) -> None:
        note, face = notes.get(message.id), _face(message, place)
        if note is None:
            notes[message.id] = Note(face, place, coming, coming)
        elif note.face != face:
            note.face, note.place, note.changed = face, place, coming
        else:
            return
        self.revision = coming

    def _note_gone(self, note: Note | None, coming: int) -> None:
        if note is not None and not note.gone:
            note.gone, note.changed = True, coming
            self.revision = coming

    def shown(self, chat: Chat) -> list[Change]:
        """Everything that stood there at the last look, oldest first."""
        return [change for change in self.since(chat, 0) if not change.is_gone]

    def since(self, chat: Chat, revision: int) -> list[Change]:
        """What changed after `revision`, oldest first; what came and went in between is left out."""
        return [
            Change(chat.history[number], note.place, note.born > revision, note.gone)
            for number, note in self._chats.get(chat.id, {}).items()
            if note.changed > revision and not (note.gone and note.born > revision)
        ]
