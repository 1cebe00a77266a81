"""Words that stand alone and set something: a trade, a number of people, urgency, size, time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.language.dates.times import is_when
from bot.language.letters.numbers import read_people
from bot.language.letters.script import is_han
from bot.language.needs.sizes import read_size
from bot.language.needs.skills import Skill, read_skill
from bot.language.needs.urgency import read_urgency


class Part(StrEnum):
    """What a stretch of an order line turned out to be."""

    COMMAND = "command"
    LABEL = "label"
    ADDRESS = "address"
    FLAT = "flat"
    WHAT = "what"
    SKILL = "skill"
    PEOPLE = "people"
    URGENCY = "urgency"
    SIZE = "size"
    WHEN = "when"
    NAME = "name"
    PHONE = "phone"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Mark:
    """One thing that was set: `value` is an Urgency, a Size, a count, a skill's key or a time's words."""

    part: Part
    value: str | int
    words: str


_BRACKETS = "[]()<>【】〔〕「」『』《》"
_AROUND = " \t\r\n.,;:!?。、~*'\"“”‘’…" + _BRACKETS
_LONGEST_COMPOUND = 12


def core(words: str) -> str:
    """A phrase without the brackets and punctuation around it: 【加急】！ is 加急."""
    return words.strip(_AROUND)


def read_marks(words: str, skills: Sequence[Skill]) -> tuple[Mark, ...]:
    """What a phrase standing alone sets; nothing if any of it says something else.

    Chinese writes several without a space between: 木工2人加急 sets three things.
    """
    plain = re.sub(r"\s+", " ", core(words))
    one = _read_one(plain, skills)
    if one:
        return (one,)
    glued = " " not in plain and len(plain) <= _LONGEST_COMPOUND
    return _read_compound(plain, skills) if glued else ()


def _read_one(words: str, skills: Sequence[Skill]) -> Mark | None:
    if urgency := read_urgency(words):
        return Mark(Part.URGENCY, urgency, words)
    if size := read_size(words):
        return Mark(Part.SIZE, size, words)
    if people := read_people(words):
        return Mark(Part.PEOPLE, people, words)
    if skill := read_skill(words, skills):
        return Mark(Part.SKILL, *skill)
    return Mark(Part.WHEN, words, words) if is_when(words) else None


def _read_compound(words: str, skills: Sequence[Skill]) -> tuple[Mark, ...]:
    if not any(map(is_han, words)):
        return ()
    for cut in range(len(words) - 1, 0, -1):
        first = _read_one(words[:cut].rstrip(), skills)
        rest = read_marks(words[cut:].lstrip(), skills) if first else ()
        if first and rest and first.part not in {mark.part for mark in rest}:
            return (first, *rest)
    return ()
