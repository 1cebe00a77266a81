"""A line about an outside party: what it is, what it is called, whom to call there."""

import re
from dataclasses import dataclass

from bot.language.letters.script import fold
from bot.language.persons.phones import REGION, find_phones

PROPERTY, STREET, HOTLINE, OTHER = "property", "street", "hotline", "other"
"""As `bot.models.places.PartyKind` has them."""
_KINDS = (
    (PROPERTY, ("物业", "property")),
    (STREET, ("街道", "street", "社区服务中心")),
    (HOTLINE, ("12345", "热线", "hotline")),
)
_BARE = frozenset(
    {
        "物业",
        "物业公司",
        "街道",
        "街道办",
        "街道办事处",
        "热线",
        "其他",
        "其它",
        "property",
        "street",
        "hotline",
        "other",
    }
)
_GAPS = re.compile(r"[\s,,、;;]+")
LONGEST_NAME = 64
LONGEST_CONTACT = 120


@dataclass(frozen=True)
class PartyLine:
    """What was said; `name` is empty where only the kind was said."""

    kind: str
    name: str
    contact: str | None


def read_party_line(text: str, region: str = REGION) -> PartyLine | None:
    """Read `物业 阳光物业 张经理 13800138000`: kind, name, person and number, each but the first may be missing.

    None: there is nothing to call it by, or something is too long.
    """
    words = [word for word in _GAPS.split(fold(text).strip()) if word]
    if not words:
        return None
    kind = next(
        (kind for kind, signs in _KINDS if any(sign in word.lower() for word in words[:2] for sign in signs)), OTHER
    )
    if words[0].lower() in _BARE:
        del words[0]
    named = bool(words) and not find_phones(words[0], region)
    name = words.pop(0) if named else ""
    contact = " ".join(words) or None
    if (not name and kind == OTHER) or len(name) > LONGEST_NAME or len(contact or "") > LONGEST_CONTACT:
        return None
    return PartyLine(kind, name, contact)
