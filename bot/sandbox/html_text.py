"""Telegram's HTML, read as strictly as the server reads it, with its errors and their byte offsets.

The grammar follows tdlib/td, MessageEntity.cpp (parse_html): a handful of tags, attributes of which only a
few mean something, four named character references, and no mercy for what is left open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.sandbox.entities import slice_utf16, utf16_length
from bot.sandbox.errors import Json, bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_REFERENCE = re.compile(rb"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot));")
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_PLAIN = re.compile(rb"[^<&]+|&")
_SPACE = re.compile(rb"\s*")
_TAG_NAME = re.compile(rb"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(rb"[^\s=>/\"']*")
_TOKEN = re.compile(rb"[A-Za-z0-9.\-]*")


def _wrong(what: str) -> Exception:
    return bad_request(f"can't parse entities: {what}")


def _reference(match: re.Match[bytes]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name is not None:
        return _NAMED[name]
    return chr(int(decimal) if decimal is not None else int(hexadecimal, 16))


def _decoded(raw: bytes) -> str:
    return _REFERENCE.sub(lambda match: _reference(match).encode(), raw).decode()


@dataclass
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


@dataclass
class _Reader:
    raw: bytes
    at: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def take(self, pattern: re.Pattern[bytes]) -> bytes:
        match = pattern.match(self.raw, self.at)
        if match is None:
            return b""
        self.at = match.end()
        return match[0]

    def here(self) -> bytes:
        return self.raw[self.at : self.at + 1]

    def say(self, words: str) -> None:
        self.text.append(words)
        self.length += utf16_length(words)

    def read(self) -> None:
        while self.at < len(self.raw):
            if (reference := _REFERENCE.match(self.raw, self.at)) is not None:
                self.at = reference.end()
                self.say(_reference(reference))
            elif self.here() != b"<":
                self.say(self.take(_PLAIN).decode())
            elif self.raw[self.at + 1 : self.at + 2] == b"/":
                self.end_tag()
            else:
                self.start_tag()
        if self.opened:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self.take(_TAG_NAME).decode().lower()
        if self.at >= len(self.raw):
            raise _wrong(f"Unclosed start tag at byte offset {begin}")
        if tag not in _KINDS:
            raise _wrong(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes = dict(self.attributes(tag, begin))
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.at += 1
        self.opened.append(_Open(tag, self.length, attributes))

    def attributes(self, tag: str, begin: int) -> Iterator[tuple[str, str]]:
        while True:
            self.take(_SPACE)
            if self.here() == b">":
                return
            if self.at >= len(self.raw):
                raise _wrong(f"Unclosed start tag at byte offset {begin}")
            name = self.take(_ATTRIBUTE_NAME).decode()
            if not name:
                raise _wrong(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self.take(_SPACE)
            if self.here() == b"=":
                self.at += 1
                self.take(_SPACE)
                yield name, self.value(begin)
            else:
                yield name, ""

    def value(self, begin: int) -> str:
        quote = self.here()
        if quote not in {b'"', b"'"}:
            start = self.at
            token = self.take(_TOKEN).decode().lower()
            if self.here() != b">" and not self.here().isspace():
                raise _wrong(f"Unexpected end of name token at byte offset {start}")
            return token
        end = self.raw.find(quote, self.at + 1)
        if end < 0:
            raise _wrong(f"Unclosed start tag at byte offset {begin}")
        raw = self.raw[self.at + 1 : end]
        self.at = end + 1
        return _decoded(raw)

    def end_tag(self) -> None:
        begin = self.at
        if not self.opened:
            raise _wrong(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        name = self.take(_TAG_NAME).decode()
        self.take(_SPACE)
        if self.here() != b">":
            raise _wrong(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag = self.opened.pop()
        if name and name.lower() != tag.tag:
            raise _wrong(f'Unmatched end tag at byte offset {begin}, expected "</{tag.tag}>", found "</{name}>"')
        if self.length > tag.offset:
            self.entities += self.meant(tag)

    def meant(self, tag: _Open) -> list[Json]:
        kind = _KINDS[tag.tag]
        entity: Json = {"type": kind, "offset": tag.offset, "length": self.length - tag.offset}
        if kind == "text_link":
            return [entity | {"url": url}] if (url := self.link(tag)) else []
        if kind == "custom_emoji":
            return [entity | {"custom_emoji_id": tag.attributes.get("emoji-id", "")}]
        if kind == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        language = tag.attributes.get("class", "").removeprefix("language-")
        if kind == "code" and language and self.opened and self.opened[-1].tag == "pre":
            self.opened[-1].attributes["language"] = language
            return []
        if kind == "pre" and "language" in tag.attributes:
            entity["language"] = tag.attributes["language"]
        return [entity]

    def link(self, tag: _Open) -> str:
        shown = slice_utf16("".join(self.text), tag.offset, self.length - tag.offset)
        url = tag.attributes.get("href") or shown
        if "://" in url:
            return url
        return f"http://{url}" if "." in url else ""


def read_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and the entities of `source`, outermost first.

    Raises:
        RefusalError: Telegram would not parse it; the description names the byte offset.
    """
    reader = _Reader(source.encode())
    reader.read()
    entities = sorted(reader.entities, key=lambda e: (e["offset"], -e["length"]))
    return "".join(reader.text), entities
