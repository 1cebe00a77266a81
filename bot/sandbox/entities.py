"""Text and what stands in it: commands, mentions, links, and formatting; offsets count UTF-16 units."""

import html
import re
from collections.abc import Iterator, Sequence

from bot.sandbox.errors import Json, bad_request

_WORD = r"[^\W_]|_"
_FOUND = (
    ("url", re.compile(r"(?:https?|tg)://[^\s<>\"，。）]+")),
    ("email", re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")),
    ("mention", re.compile(r"(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])")),
    ("hashtag", re.compile(rf"(?<![\w#])#(?=\d*(?:[^\W\d]))(?:{_WORD}){{1,256}}")),
)
_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
}
_OPAQUE = {"code", "pre", "text_link", "text_mention"}


def utf16_length(text: str) -> int:
    """How many UTF-16 units `text` takes; Telegram measures offsets and lengths in them."""
    return len(text.encode("utf-16-le")) // 2


def slice_utf16(text: str, offset: int, length: int) -> str:
    """The part of `text` that an entity covers."""
    units = text.encode("utf-16-le")
    return units[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def _overlaps(one: Json, other: Json) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def found_in(text: str) -> Iterator[Json]:
    """The entities Telegram finds by itself; an earlier kind wins where two overlap."""
    taken: list[Json] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            entity = {
                "type": kind,
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(match[0]),
            }
            if not any(_overlaps(entity, other) for other in taken):
                taken.append(entity)
                yield entity


def with_found(text: str, given: Sequence[Json]) -> list[Json]:
    """The given entities and those Telegram finds, in order; nothing is found inside code and links."""
    opaque = [entity for entity in given if entity["type"] in _OPAQUE]
    found = [e for e in found_in(text) if not any(_overlaps(e, o) for o in opaque)]
    return sorted([*given, *found], key=lambda e: (e["offset"], -e["length"]))


def trimmed(text: str, entities: Sequence[Json]) -> tuple[str, list[Json]]:
    """The text without white space around it, and the entities moved and cut to fit."""
    shift = utf16_length(text) - utf16_length(text.lstrip())
    bare = text.strip()
    end = utf16_length(bare)
    fitted: list[Json] = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        stop = min(end, entity["offset"] + entity["length"] - shift)
        if stop > start:
            fitted.append(entity | {"offset": start, "length": stop - start})
    return bare, fitted


def checked(text: str, entities: Sequence[Json]) -> list[Json]:
    """Entities as a caller gave them.

    Raises:
        RefusalError: one lies outside the text or has no type.
    """
    size = utf16_length(text)
    for entity in entities:
        if "type" not in entity:
            raise bad_request("can't parse MessageEntity: Can't find field \"type\"")
        if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > size:
            raise bad_request("ENTITY_BOUNDS_INVALID")
    return [dict(entity) for entity in entities]


def _tags(entity: Json) -> tuple[str, str] | None:
    if entity["type"] == "text_link":
        return f'<a href="{html.escape(entity["url"])}">', "</a>"
    if entity["type"] == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    return _TAGS.get(entity["type"])


def to_html(text: str, entities: Sequence[Json]) -> str:
    """The text as HTML, with the formatting in it; what Telegram found by itself is left plain."""
    opened: list[tuple[int, str]] = []
    marks: dict[int, str] = {}

    def close_until(position: int) -> None:
        while opened and opened[-1][0] <= position:
            stop, tag = opened.pop()
            marks[stop] = marks.get(stop, "") + tag

    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        tags = _tags(entity)
        if tags is not None:
            close_until(entity["offset"])
            marks[entity["offset"]] = marks.get(entity["offset"], "") + tags[0]
            opened.append((entity["offset"] + entity["length"], tags[1]))
    close_until(utf16_length(text))
    parts: list[str] = []
    last = 0
    for position in sorted(marks):
        parts += [html.escape(slice_utf16(text, last, position - last), quote=False), marks[position]]
        last = position
    parts.append(html.escape(slice_utf16(text, last, utf16_length(text) - last), quote=False))
    return "".join(parts)
