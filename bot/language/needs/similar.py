"""Whether two people speak of the same trouble."""

import re

from rapidfuzz import fuzz

from bot.language.needs.troubles import plain, read_category, words_of_trouble
from bot.language.talk.lexicon import DEFAULT_LEXICON, Lexicon

SAME_AT = 60
"""From here on it is worth asking: is it the same thing?"""

_POLITE = re.compile(
    r"你好|您好|请|麻烦|谢谢|师傅|书记|帮忙|帮我|看看|一下|我家|我们|的|了|呢|吧|啊|\bplease\b|\bthanks\b|\bthe\b|\bmy\b|\bis\b|\W"
)
_SHARED, _LETTERS = 0.6, 0.4
_OTHER_TRADE = 0.6
_SAME_TRADE = 12
_MOST = 100


def similar(one: str, other: str, lexicon: Lexicon = DEFAULT_LEXICON) -> int:
    """How alike two descriptions of a trouble are: 0 nothing in common, 100 the same words.

    What is named (电梯) and how it fails (异响) weighs more than how the sentence is made; another trade speaks
    against it, the same one a little for it.
    """
    first, second = (_POLITE.sub("", plain(text)) for text in (one, other))
    if not first or not second or first == second:
        return _MOST if first == second else 0
    score = _LETTERS * max(fuzz.ratio(first, second), fuzz.partial_ratio(first, second)) + _SHARED * _shared(
        words_of_trouble(one, lexicon), words_of_trouble(other, lexicon)
    )
    trades = read_category(one, lexicon), read_category(other, lexicon)
    if None not in trades:
        score = score + _SAME_TRADE if trades[0] == trades[1] else score * _OTHER_TRADE
    return min(_MOST, round(score))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Which part of the shorter list of words both have."""
    shorter = min(len(one), len(other))
    return _MOST * len(one & other) / shorter if shorter else 0
