"""The words that residents are understood by: those built in, and those that a community adds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.danger import Danger
from bot.language.needs.danger_words import DANGERS, HARMLESS
from bot.language.needs.skills import TRADES
from bot.language.needs.trade_words import WEIGHTS
from bot.language.needs.trouble_words import AREAS, KINDS, REQUESTS, TROUBLES, URGENCIES

HEAVIEST = max(weight for _, weight in WEIGHTS)
CATEGORIES = TRADES

Lists = Mapping[str, tuple[str, ...]]


def _built_in_trades() -> dict[str, tuple[str, int]]:
    known: dict[str, tuple[str, int]] = {}
    for lists, weight in WEIGHTS:
        for category, words in lists.items():
            known.update({word: (category, weight) for word in words if word not in known})
    return known


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Word lists by subject, in half-width and lower-case letters. Two are the same only if they are one.

    Attributes:
        trades: Word → category (a skill's key) and weight.
        troubles: What goes wrong (堵, 漏, broken).
        requests: What is to be done (修, 换, fix).
        kinds: Words of each kind beside a repair.
        urgencies: Words of each urgency.
        areas: Words of each area.
        dangers: Rules of each danger, see danger_words.py.
        harmless: What sounds like danger and is none.
        intents: Whole messages by intent, beside those in intents.py.
    """

    trades: Mapping[str, tuple[str, int]] = field(default_factory=_built_in_trades)
    troubles: tuple[str, ...] = TROUBLES
    requests: tuple[str, ...] = REQUESTS
    kinds: Lists = field(default_factory=KINDS.copy)
    urgencies: Lists = field(default_factory=URGENCIES.copy)
    areas: Lists = field(default_factory=AREAS.copy)
    dangers: Mapping[Danger, tuple[str, ...]] = field(default_factory=DANGERS.copy)
    harmless: tuple[str, ...] = HARMLESS
    intents: Lists = field(default_factory=dict)


DEFAULT_LEXICON = Lexicon()
