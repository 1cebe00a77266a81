"""What is said after danger was told of: all of it is for whoever helps, but what asks the bot for something."""

import re

from bot.language.intents import read_intent
from bot.language.lexicon import DEFAULT_LEXICON, Lexicon
from bot.language.script import HAN, utterance
from bot.language.wishes import Wish

_OF_THE_BOT = frozenset({Wish.MENU, Wish.RESTART, Wish.THANKS, Wish.POINTS, Wish.OPEN, Wish.CANCEL})
_BUTTON = re.compile(
    r"(?:对 ?)?(?:帮我)?报上去吧?|提交|不报了|yes report it|report it|submit|don't report it|drop(?: it)?"
)
_ENGLISH_WORD = re.compile(r"(?<![a-z])(?!sos\b)[a-z]{3,}(?![a-z])", re.IGNORECASE)
_CHINESE = re.compile(f"[{HAN}]")
_LOOKED_UP = re.compile(r"查|进度|#|\bstatus\b")


def adds_to_danger(text: str, lexicon: Lexicon = DEFAULT_LEXICON) -> bool:
    """Whether the words are to reach whoever helps: 人呢 and 没有 are answers now, and no questions of state."""
    if _BUTTON.fullmatch(utterance(text)):
        return False
    intent = read_intent(text, lexicon)
    if intent.kind is Wish.STATUS:
        return _LOOKED_UP.search(text.lower()) is None
    return intent.kind not in _OF_THE_BOT


def is_english(text: str) -> bool:
    """Whether somebody who writes this reads English: a word of it, and none in Chinese."""
    return _ENGLISH_WORD.search(text) is not None and _CHINESE.search(text) is None
