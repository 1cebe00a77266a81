"""What the source says, found by Babel as `make messages` finds it, and what the English catalogue makes of it."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
KEYWORDS: dict[str, Any] = {**DEFAULT_KEYWORDS, "_": None}


@cache
def extracted() -> frozenset[str]:
    """Every message in the source, by its (singular) Chinese."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    found = extract_from_dir(ROOT / "bot", methods, keywords=KEYWORDS)
    return frozenset(singular(message) for _file, _line, message, _comments, _context in found)


def catalogue() -> Catalog:
    """The English catalogue, as it is kept."""
    with files("bot.views").joinpath("locales", "en", "LC_MESSAGES", "weixiu.po").open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def messages() -> list[Message]:
    """Its messages, without its header."""
    return [message for message in catalogue() if message.id]


def singular(message: Any) -> str:
    """What a message is known by: its text, or the first of its forms."""
    return message if isinstance(message, str) else str(message[0])


def forms(text: Any) -> tuple[str, ...]:
    """The text, or all its forms."""
    return (text,) if isinstance(text, str) else tuple(text)
