"""A message's text and entities as HTML in which nobody's words can become tags."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.sandbox.errors import Json
from bot.sandbox.messages import Words
from bot.sandbox.page.links import Lead, Way

Leading = Callable[[str], Lead]

_WRAPPED = {
    "bold": Markup("<b>{}</b>"),
    "italic": Markup("<i>{}</i>"),
    "underline": Markup("<u>{}</u>"),
    "strikethrough": Markup("<s>{}</s>"),
    "code": Markup("<code>{}</code>"),
    "pre": Markup("<pre>{}</pre>"),
    "blockquote": Markup("<blockquote>{}</blockquote>"),
    "expandable_blockquote": Markup("<blockquote>{}</blockquote>"),
    "spoiler": Markup('<span class="spoiler" tabindex="0">{}</span>'),
}
_LIT = {"mention", "text_mention", "hashtag", "cashtag", "email", "phone_number"}


def anchor(lead: Lead, inside: Markup) -> Markup:
    """A link that does what following it would do; one that leads nowhere is plain text."""
    match lead.way:
        case Way.START:
            return Markup('<a href="#" class="link" data-open="{}">{}</a>').format(lead.target, inside)
        case Way.JUMP:
            return Markup('<a href="#g{}" class="link" data-jump="g{}">{}</a>').format(lead.target, lead.target, inside)
        case Way.OUTSIDE:
            return Markup('<a href="{}" class="link" target="_blank" rel="noopener noreferrer">{}</a>').format(
                lead.target, inside
            )
    return inside


@dataclass
class _Formatter:
    units: bytes
    leading: Leading

    def words(self, start: int, stop: int) -> Markup:
        return Markup("{}").format(self.plain(start, stop))

    def plain(self, start: int, stop: int) -> str:
        return self.units[2 * start : 2 * stop].decode("utf-16-le", "replace")

    def between(self, start: int, stop: int, entities: Sequence[Json]) -> Markup:
        """Everything from start to stop; an entity that sticks out of the one before it is cut in two."""
        parts, at, left = [Markup()], start, list(entities)
        while left:
            outer = left.pop(0)
            begin, end = outer["offset"], outer["offset"] + outer["length"]
            inside = [_cut(e, begin, end) for e in left if e["offset"] < end]
            left = [_cut(e, end, stop) for e in left if e["offset"] + e["length"] > end]
            parts += [self.words(at, begin), self.tagged(outer, self.between(begin, end, inside))]
            at = end
        return Markup().join([*parts, self.words(at, stop)])

    def tagged(self, entity: Json, inside: Markup) -> Markup:
        kind, text = entity["type"], self.plain(entity["offset"], entity["offset"] + entity["length"])
        if kind in _WRAPPED:
            return _WRAPPED[kind].format(inside)
        if kind in {"url", "text_link"}:
            return anchor(self.leading(entity.get("url") or text), inside)
        if kind == "bot_command":
            return Markup('<button type="button" class="link" data-say="{}">{}</button>').format(text, inside)
        return Markup('<span class="link">{}</span>').format(inside) if kind in _LIT else inside


def _cut(entity: Json, start: int, stop: int) -> Json:
    begin = max(start, entity["offset"])
    return entity | {"offset": begin, "length": min(stop, entity["offset"] + entity["length"]) - begin}


def formatted(words: Words, leading: Leading) -> Markup:
    """The words with their formatting; `leading` says where a link leads."""
    units = words.text.encode("utf-16-le")
    entities = sorted(words.entities, key=lambda e: (e["offset"], -e["length"]))
    return _Formatter(units, leading).between(0, len(units) // 2, entities)
