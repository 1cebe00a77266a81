"""Whether two people speak of the same trouble."""

from rapidfuzz import fuzz

from bot.language.lexicon import DEFAULT_LEXICON, Lexicon
from bot.language.script import fold

SAME_AT = 60
"""From here on it is worth asking: is it the same thing?"""


def similar(one: str, other: str, lexicon: Lexicon = DEFAULT_LEXICON) -> int:
    """How alike two descriptions of a trouble are: 0 nothing in common, 100 the same words."""
    del lexicon
    return round(fuzz.token_set_ratio(fold(one).lower(), fold(other).lower()))
