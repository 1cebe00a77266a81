"""Names of people, told from the words around them."""

import re

from bot.language.letters.script import HAN, is_han
from bot.language.needs.faults import ENGLISH_WORDS, speaks_of_work
from bot.language.persons.surnames import (
    COMPOUND_SURNAMES,
    ENGLISH_TITLES,
    EVERYDAY_WORDS,
    HONORIFICS,
    NOT_IN_GIVEN_NAMES,
    PINYIN_SURNAMES,
    RELATIONS,
    SURNAMES,
)

NAME_LABELS = r"报修人|联系人|户主|业主|住户|居民|姓名|名字|称呼|resident|contact|name"
"""Words that announce a name, as a regular expression."""

_LONGEST = 4
_COMPOUND = len(COMPOUND_SURNAMES[0])
_GENERATION = ("小", "老", "阿")
_HONOURED = re.compile(rf"(?P<called>[{HAN}]{{1,4}}?)(?:家)?(?P<title>{'|'.join(HONORIFICS)})(?:家)?")
_LABELLED = re.compile(rf"(?:{NAME_LABELS})\s*[:是为]?\s*(?P<name>.+)", re.IGNORECASE)
_HOUSEHOLD = re.compile(rf"(?P<name>[{HAN}]{{2,6}}?)(?P<tie>家(?![具电用庭长属装政])(?:里|中)?的?)(?=[{HAN}])")
_CAPITAL = re.compile(r"[A-Z][a-z]*(?:['-][A-Za-z]+)?\.?")


def is_full_name(words: str) -> bool:
    """Two to four Chinese characters that begin with a surname and speak of nothing else.

    Four only behind a surname of two characters: 安全隐患 begins with a surname as well.
    """
    if not is_han(words) or words in EVERYDAY_WORDS or speaks_of_work(words):
        return False
    compound = words.startswith(COMPOUND_SURNAMES)
    given = words[_COMPOUND if compound else 1 :]
    if not given or len(words) > (_LONGEST if compound else _LONGEST - 1):
        return False
    known = compound or words[0] in SURNAMES
    return known and not set(given) & NOT_IN_GIVEN_NAMES


def is_honoured(words: str) -> bool:
    """A surname or a name with a form of address: 王阿姨, 刘运京先生, 小李师傅."""
    match = _HONOURED.fullmatch(words)
    if match is None:
        return False
    called, title = match["called"], match["title"]
    by_age = called[0] in _GENERATION and called[1:2] in SURNAMES
    known = by_age or called.startswith(COMPOUND_SURNAMES) or called[0] in SURNAMES
    short = len(title) == 1 and words in EVERYDAY_WORDS
    return known and not short and not speaks_of_work(words) and not _counts(called)


def is_familiar(words: str) -> bool:
    """小王, 老李, or who it is to the household (女儿): a name where a telephone number stands beside it."""
    by_age = len(words) == len("小王") and words[0] in _GENERATION and words[1] in SURNAMES
    return (by_age and not speaks_of_work(words)) or words in RELATIONS


def household(words: str) -> tuple[str, str] | None:
    """Whose home a phrase begins with, and what ties the name to the rest.

    ("刘运京", "家") in 刘运京家卧室门框开裂; nobody in 王家庄路灯.
    """
    match = _HOUSEHOLD.match(words)
    if match is None or not (is_full_name(match["name"]) or is_honoured(match["name"])):
        return None
    return match["name"], match["tie"]


def labelled_name(words: str) -> str | None:
    """The name behind a word that announces it without a colon: 联系人刘运京, 业主王阿姨."""
    match = _LABELLED.fullmatch(words)
    if match is None or not (is_full_name(match["name"]) or is_honoured(match["name"])):
        return None
    return match["name"]


def is_english_name(words: list[str]) -> bool:
    """One to three words written with capitals that are no everyday words: Liu Yunjing, Mrs Wang."""
    if not words or not all(map(_CAPITAL.fullmatch, words)):
        return False
    bare = [word.rstrip(".").lower() for word in words]
    return not any(word in ENGLISH_WORDS for word in bare) and bare[-1] not in ENGLISH_TITLES


def is_surely_english_name(words: list[str]) -> bool:
    """An English name that needs no telephone number beside it: a title or a Chinese surname tells it."""
    if not is_english_name(words) or len(words) == 1:
        return False
    bare = {word.rstrip(".").lower() for word in words}
    return bool(bare & PINYIN_SURNAMES) or words[0].lower() in ENGLISH_TITLES


def _counts(called: str) -> bool:
    """两位师傅 and 电工师傅 are wanted, not named."""
    return bool(called[0] in "一二两三四五六七八九十几每" or "位" in called) or called.endswith(("工", "匠"))


def surname_of(name: str) -> str | None:
    """What a Chinese full name begins with, 李 of 李建国, Li of Li Jianguo; None where it is none."""
    first, *given = name.split() or [""]
    if given and first.lower() in PINYIN_SURNAMES:
        return first
    if not is_full_name(name):
        return None
    return name[:_COMPOUND] if name.startswith(COMPOUND_SURNAMES) else name[0]
