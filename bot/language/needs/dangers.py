"""Danger in a resident's words: never missed, and not cried for a cooker that does not light.

What only sounds like danger is taken out of the text first (烟雾报警器坏了), then the rules are looked for; a danger
that is denied, feared or remembered (没有煤气味, 怕着火, 上次电梯困过人) is none. In doubt it is one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.domain.danger import Danger
from bot.language.letters.script import fold, fold_case
from bot.language.letters.vocabulary import any_of
from bot.language.needs.danger_words import DENIALS, FEARED, LIMBS, LONG_AGO, PREVENTED, SOMEBODY
from bot.language.talk.lexicon import DEFAULT_LEXICON, Lexicon

_END = re.compile(r"[,、;。!?:\n~]|(?<=[^a-z]) (?=[^a-z])|\. ")
_GAP = "[^,、;。!?:\n]{0,8}?"
_ENGLISH_GAP = "[^,;.!?\n]{0,24}?"
_MASKED = "□"
_ACROSS = ".{0,14}?"
_DENIED = re.compile(rf"(?<![a-z])(?:{'|'.join(DENIALS)})\s*(?:到|有|过|什么|任何|any|a)?\s*$")
_FEARED = re.compile(rf"(?<!不)(?:{any_of(FEARED).pattern})(?!是)[^又再现]{{0,12}}$")
_LONG_AGO = re.compile(rf"(?:{any_of(LONG_AGO).pattern})[^又再现]{{0,12}}$")
_PREVENTED = re.compile(rf"(?:{any_of(PREVENTED).pattern}).{{0,12}}$")
_UNREAL = re.compile(rf"(?<!不)(?:{any_of((*FEARED, *PREVENTED)).pattern})(?!是)")
_REMEMBERED = re.compile(r"过(?![来去程])|隐患|的?风险|怎么办(?:才好)?$")
_BELIEVED = frozenset((Danger.GAS, Danger.ELECTRIC))
"""Who fears these, or has met them yesterday, is in danger of them now."""
_LIFT = re.compile(r"电梯|升降梯|[客货]梯|\b(?:lifts?|elevators?)\b")
_FIRST = (Danger.FIRE, Danger.GAS, Danger.TRAPPED, Danger.FALLEN, Danger.ELECTRIC)
"""Which is told when there are several: fire is fire even where it began with sparks."""


def read_danger(text: str, lexicon: Lexicon = DEFAULT_LEXICON) -> Danger | None:
    """What threatens somebody now, in any text whatever else it says; None if nothing does."""
    found = set(_dangers(text, lexicon))
    return next((danger for danger in _FIRST if danger in found), None)


def cannot_leave(text: str, lexicon: Lexicon = DEFAULT_LEXICON) -> bool:
    """Whether somebody cannot get out of where they are, and it is no lift: the words would say so."""
    return Danger.TRAPPED in _dangers(text, lexicon) and _LIFT.search(fold(text).lower()) is None


def _dangers(text: str, lexicon: Lexicon) -> Iterator[Danger]:
    folded = fold_case(text)
    masked = _harmless(lexicon).sub(lambda each: _MASKED * len(each[0]), folded)
    for danger, rule in _rules(lexicon).items():
        for match in rule.finditer(masked):
            if _is_there(danger, _END.split(masked[: match.start()])[-1], match[0], masked[match.end() :]):
                yield danger


def _is_there(danger: Danger, before: str, said: str, after: str) -> bool:
    if _DENIED.search(before) or _PREVENTED.search(before):
        return False
    if danger in _BELIEVED:
        return True
    feared = _FEARED.search(before) or _UNREAL.search(said)
    return not (feared or _LONG_AGO.search(before) or _REMEMBERED.match(after))


@lru_cache(maxsize=8)
def _harmless(lexicon: Lexicon) -> re.Pattern[str]:
    return any_of(lexicon.harmless)


@lru_cache(maxsize=8)
def _rules(lexicon: Lexicon) -> dict[Danger, re.Pattern[str]]:
    return {danger: re.compile("|".join(map(_rule, words))) for danger, words in lexicon.dangers.items()}


def _rule(words: str) -> str:
    """A rule as people write it, as a regular expression."""
    english = words.isascii() or re.search("[a-z]", words) is not None
    pattern = re.sub(r"\s*/\s*", "|", words).replace("(", "(?:").replace("(?:?", "(?")
    pattern = (
        pattern.replace("……", _ACROSS).replace("…", _ENGLISH_GAP if english else _GAP).replace("@", f"(?:{SOMEBODY})")
    )
    for limb, expression in LIMBS.items():
        pattern = pattern.replace(limb, expression)
    return rf"(?<![a-z])(?:{pattern})(?:e?s)?(?![a-z])" if english and words[-1].isalpha() else pattern
