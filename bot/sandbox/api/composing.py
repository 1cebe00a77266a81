"""Words on their way out: parsed, trimmed, measured."""

from collections.abc import Sequence

from bot.sandbox.entities import checked, trimmed, with_found
from bot.sandbox.errors import Json, bad_request, breach
from bot.sandbox.html_text import read_html
from bot.sandbox.messages import Words

MAX_TEXT = 4096
MAX_CAPTION = 1024
_UNREAD = {"markdown", "markdownv2"}


def _parsed(text: str, parse_mode: str, entities: Sequence[Json]) -> tuple[str, list[Json]]:
    mode = parse_mode.lower()
    if mode == "html":
        return read_html(text)
    if mode in _UNREAD:
        raise breach(f"the sandbox reads HTML only, not {parse_mode}")
    if mode:
        raise bad_request("unsupported parse_mode")
    return text, checked(text, entities)


def compose(text: str, parse_mode: str = "", entities: Sequence[Json] = ()) -> Words:
    """Text as it will stand in the message: formatting read, white space around it gone, links found.

    Raises:
        RefusalError: it cannot be parsed; the description names the byte offset.
    """
    bare, fitted = trimmed(*_parsed(text, parse_mode, entities))
    return Words(bare, tuple(with_found(bare, fitted)))


def compose_text(text: str, parse_mode: str = "", entities: Sequence[Json] | None = None) -> Words:
    """The text of a message: 1 to 4096 characters after parsing.

    Raises:
        RefusalError: unreadable, empty or too long.
    """
    words = compose(text, parse_mode, entities or ())
    if not words.text:
        raise bad_request("message text is empty")
    if len(words.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return words


def compose_caption(text: str, parse_mode: str = "", entities: Sequence[Json] | None = None) -> Words:
    """A caption: up to 1024 characters after parsing.

    Raises:
        RefusalError: unreadable or too long.
    """
    words = compose(text, parse_mode, entities or ())
    if len(words.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return words
