"""Characters: one shape for each, without moving any of them."""

import re
import unicodedata

_FULL_WIDTH: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys((0x3000, 0x00A0, 0x2002, 0x2003, 0x2009), " ")
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200E, 0x200F, 0x2060, 0xFEFF), " ")
_SHAPES: dict[int, int | str] = {**_FULL_WIDTH, **_SPACES, **_DASHES, **_INVISIBLE}

HOLE = "\uffff"
"""Stands where something was already found: no letter, no separator, so nothing is read across it."""

HAN = r"\u3400-\u9fff"
"""Chinese characters, for use inside a regular expression's brackets."""

_MENTION = re.compile(r"@\w{3,32}")
_SIGNS_KEPT = "+#"


def fold(text: str) -> str:
    """Half-width forms of full-width letters, digits, punctuation, spaces and dashes.

    Every character stays where it is (`len(fold(text)) == len(text)`), so that a span found in the folded
    text can be cut from the text as it was written.
    """
    return text.translate(_SHAPES)


def fold_case(text: str) -> str:
    """The same in small letters and with the one apostrophe that can be typed, for patterns to look through."""
    return fold(text).lower().replace("’", "'")


def phrases(block: str) -> tuple[str, ...]:
    """A list of phrases as people write and mend it: `one | two words | three`, on any number of lines."""
    return tuple(" ".join(each.split()) for each in block.split("|"))


def is_han(text: str) -> bool:
    """Whether the text is nothing but Chinese characters, and not empty."""
    return bool(re.fullmatch(f"[{HAN}]+", text))


def utterance(text: str) -> str:
    """A short message reduced to its words: folded, lower case, single spaces, no mentions, no marks.

    >>> utterance("＠weixiu_bot 我来！！💪")
    '我来'
    """
    words = _MENTION.sub(" ", fold(text)).casefold().replace("’", "'")
    return " ".join("".join(map(_kept, words)).split())


def _kept(char: str) -> str:
    """The character itself, or a space for what carries no word (punctuation, emoji, invisible marks)."""
    if char in _SIGNS_KEPT or char == "'":
        return char
    return " " if unicodedata.category(char)[0] in "PSCZ" or _is_emoji_mark(char) else char


def _is_emoji_mark(char: str) -> bool:
    """Variation selectors and key caps: marks that belong to the emoji before them."""
    return unicodedata.category(char) in {"Mn", "Me"}
