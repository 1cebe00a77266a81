"""What people write has any length, what Telegram shows has not: cutting so that it fits and still reads well.

Telegram counts UTF-16 code units, after the tags are taken out and the character references are read.
Source: https://core.telegram.org/bots/api#sendmessage and https://core.telegram.org/api/entities#entity-length
"""

import re
from collections.abc import Iterable
from html import unescape

MOST_TEXT = 4096
"""Units of a message."""
MOST_CAPTION = 1024
"""Units under a picture."""
MOST_TOAST = 200
"""Units of the answer to a tap. Source: https://core.telegram.org/bots/api#answercallbackquery"""
MOST_COPIED = 256
"""Units a button copies. Source: https://core.telegram.org/bots/api#copytextbutton"""

_CUT = "…"
_TAG = re.compile(r"<[^>]*>")
_DANGLING = "\u200d\ufe0f \n"
"""What joins or ends a character and means nothing once its other half is cut off."""


_HARMFUL = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C)) | dict.fromkeys(
    (*range(9), *range(11, 32), 127, *range(0xD800, 0xE000)), " "
)


def harmless(text: str) -> str:
    """What somebody wrote, without what is no character, and without marks that turn round the words after it.

    A name that ends in U+202E would show the rest of its line, which is ours, from right to left.
    """
    return text.translate(_HARMFUL)


def units(text: str) -> int:
    """The length of a plain text as Telegram counts it."""
    return len(text.encode("utf-16-le", errors="replace")) // 2


def clip(text: str, most: int) -> str:
    """The text made harmless, and cut off behind a whole character where it is longer than `most` units."""
    text = harmless(text)
    if units(text) <= most:
        return text
    kept = text.encode("utf-16-le")[: 2 * (most - len(_CUT))].decode("utf-16-le", errors="ignore")
    return kept.rstrip(_DANGLING) + _CUT


def brief(text: str, most: int) -> str:
    """The text as a part of one line, cut off like `clip`."""
    return clip(" ".join(text.split()), most)


def fit(lines: Iterable[str], most: int = MOST_TEXT) -> list[str]:
    """As many whole lines of HTML as a message takes; every line closes its own tags, so none is left open."""
    kept: list[str] = []
    room = most
    for line in lines:
        room -= units(unescape(_TAG.sub("", line))) + 1
        if room < len(_CUT):
            return [*kept, _CUT]
        kept.append(line)
    return kept
