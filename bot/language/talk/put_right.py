"""What a sentence puts right about a request that was sent already: its telephone number, or its address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.language.persons.phones import find_phones
from bot.language.talk.corrections import read_correction
from bot.language.whereabouts.addresses import find_addresses, find_flats

PHONE, ADDRESS = "phone", "address"
_FIELDS = {"phone": PHONE, "building": ADDRESS}
_FILLING = re.compile(
    r"[\s,、。.!:;?，：；！]+|我们|您好|你好|不好意思|麻烦|我|家|的|了|吧|啊|哦|请|是|号码|手机|电话"
    r"|\b(?:phone|number|mobile|address|flat|room|is|was|it's|the|my|wrong|new|should|be|please|sorry)\b",
    re.IGNORECASE,
)
"""What may stand around the value, and says nothing of its own."""


@dataclass(frozen=True)
class PutRight:
    """What is wrong, and the words that say what is right; no words: it was said only that it is wrong."""

    field: str
    text: str

    @property
    def phone(self) -> str | None:
        """The number in E.164 form, where one is said."""
        return next((each.phone.e164 for each in find_phones(self.text)), None)


def read_put_right(text: str, *, asked: bool = False) -> PutRight | None:
    """What the words put right, if they say nothing else; `asked`: they answer what is to be put right."""
    correction = read_correction(text)
    rest = text if correction is None else correction.text
    phones = find_phones(rest)
    if len(phones) == 1:
        return PutRight(PHONE, rest) if _is_all(rest, [(phones[0].start, phones[0].end)]) else None
    meant = asked or (correction is not None and (correction.sure or correction.field == "building"))
    places = [(each.start, each.end) for each in find_addresses(rest)[:1] or find_flats(rest)[:1]]
    if meant and places:
        return PutRight(ADDRESS, rest) if _is_all(rest, places) else None
    field = None if correction is None else _FIELDS.get(correction.field or "")
    if correction is None or field is None or not correction.mistaken or not _is_all(rest, []):
        return None
    return PutRight(field, "")


def _is_all(text: str, spans: Iterable[tuple[int, int]]) -> bool:
    for start, end in spans:
        text = text[:start] + " " + text[end:]
    return not _FILLING.sub("", text)
