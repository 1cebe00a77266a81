"""Addresses in English: Building 2 Unit 2 Flat 1401."""

import re
from collections.abc import Iterator

from bot.language.letters.spots import FoundAddress

_NUM = r"(?:no\.?\s*|#\s*)?(?P<{0}>[A-Za-z]?[0-9]{{1,4}}[A-Za-z]?|(?-i:[A-Z]))(?![0-9A-Za-z])"
_FLAT = rf"(?:flat|apt\.?|apartment|room|rm\.?|suite|unit(?=\s*#?[0-9]{{3}}))\s*{_NUM.format('flat')}"
_GAP = r"[\s,;/-]{0,3}"
_ADDRESS = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?:in|at|for)\s+)?(?:(?P<word>building|bldg\.?|block|blk\.?|tower)\s*{_NUM.format('building')}"
    rf"(?:{_GAP}(?:unit|entrance|stairwell|staircase)\s*(?:no\.?\s*|#\s*)?(?P<unit>[0-9]{{1,2}}|(?-i:[A-Z]))(?![0-9A-Za-z]))?"
    rf"(?:{_GAP}floor\s*{_NUM.format('floor')})?"
    rf"(?:{_GAP}(?:{_FLAT}|#?(?P<bare>[A-Za-z]?[0-9]{{3,4}}[A-Za-z]?)(?![0-9A-Za-z])))?"
    rf"|(?:unit|entrance)\s*(?:no\.?\s*|#\s*)?(?P<only>[0-9]{{1,2}})[\s,;/-]{{1,3}}(?:(?:flat|apt\.?|apartment|room|rm\.?)\s*)?"
    rf"#?(?P<door>[0-9]{{3,4}}[A-Za-z]?)(?![0-9A-Za-z])|\Aunit (?P<alone>[0-9]{{1,2}})\Z"
    rf"|{_FLAT.replace('<flat>', '<lone>')})",
    re.IGNORECASE,
)
_WRITTEN_OUT = {"bldg": "Building", "blk": "Block"}


def find_english(folded: str) -> Iterator[FoundAddress]:
    """All English addresses of a folded text, the public part spelt in English."""
    for match in _ADDRESS.finditer(folded):
        flat = match["flat"] or match["bare"] or match["door"] or match["lone"]
        yield FoundAddress(match.start(), match.end(), _public_part(match), flat.upper() if flat else None)


def _public_part(match: re.Match[str]) -> str | None:
    if not match["word"]:
        unit = match["only"] or match["alone"]
        return f"Unit {unit}" if unit else None
    word = match["word"].lower().rstrip(".")
    parts = [f"{_WRITTEN_OUT.get(word, word.capitalize())} {match['building'].lstrip('0').upper()}"]
    parts += [f"{name.capitalize()} {match[name].upper()}" for name in ("unit", "floor") if match[name]]
    return " ".join(parts)
