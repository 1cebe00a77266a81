"""What somebody sees: a text, buttons under it, pictures. Chat platforms draw it, each in its own way."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class File:
    """A file made for one message: drawn when that is sent, beside everything else that is going on."""

    name: str
    draw: Callable[[], bytes] = field(repr=False)
    picture: bool = False
    """Shown as a picture (PNG), where it is the only file of its message."""
    progress: "Progress | None" = field(default=None, repr=False)
    """Who waits for it sees how far it is; it is drawn by `progress.draw` then."""


@dataclass(frozen=True)
class Progress:
    """A file that takes long: a message of the same chat shows how much of it is made of how much."""

    message_id: int
    shows: "Callable[[int, int], Screen]"
    draw: Callable[[Callable[[int, int], None]], bytes]


@dataclass(frozen=True)
class Button:
    """One button; exactly one of `data`, `url`, `copies` says what pressing it does."""

    text: str
    data: str | None = None
    """Comes back to us when pressed."""
    url: str | None = None
    copies: str | None = None
    """Goes to the presser's clipboard."""


@dataclass(frozen=True)
class Clip:
    """A voice note, a film or a file that somebody sent, by its file id; `media` says which."""

    file_id: str
    media: str


@dataclass(frozen=True)
class Ballot:
    """A poll: a question in plain words, its options, and whether nobody may vote any more."""

    question: str
    options: tuple[str, ...]
    anonymous: bool = True
    several: bool = False
    closed: bool = False


@dataclass(frozen=True)
class Screen:
    """A message. `text` is HTML with the tags Telegram knows; everything people wrote in it is escaped."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    photos: tuple[str, ...] = ()
    """File ids; a screen with photos is sent as pictures with `text` as their caption."""
    files: tuple[File, ...] = ()
    """A screen with files is sent as documents with `text` as their caption; several of them carry no buttons."""
    picture: File | None = None
    """A picture drawn for this message, with `text` as its caption; once it is sent only its words change."""
    instead: File | None = None
    """A picture that takes the place of whatever the message carries so far."""
    clips: tuple[Clip, ...] = ()
    """What is sent after the photos, each as a message of its own; without photos the first carries `text`."""
    asks_contact: str | None = None
    """The label of a keyboard button that shares the presser's own phone number."""
    keyboard: tuple[tuple[str, ...], ...] = ()
    """Keys under the chat, which stay there; pressing one says its words. A screen with buttons shows no keys."""
    ballot: Ballot | None = None
    """A screen with a ballot is sent as a poll, and closed when it is shown again with the ballot closed."""
    silent: bool = False
