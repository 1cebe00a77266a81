"""What is said after danger was told of: all of it is for whoever helps, but what asks the bot for something."""

import re

from bot.language.letters.script import HAN, fold_case, utterance
from bot.language.talk.intents import read_intent
from bot.language.talk.lexicon import DEFAULT_LEXICON, Lexicon
from bot.language.talk.wishes import Wish

_OF_THE_BOT = frozenset({Wish.MENU, Wish.RESTART, Wish.THANKS, Wish.POINTS, Wish.OPEN, Wish.CANCEL})
_BUTTON = re.compile(
    r"(?:对 ?)?(?:帮我)?报上去吧?|提交|不报了|yes report it|report it|submit|don't report it|drop(?: it)?"
)
_ENGLISH_WORD = re.compile(r"(?<![a-z])(?!sos\b)[a-z]{3,}(?![a-z])", re.IGNORECASE)
_CHINESE = re.compile(f"[{HAN}]")
_LOOKED_UP = re.compile(r"查|进度|#|\bstatus\b")


_SAFE = re.compile(
    r"(?:没有?|不|无)(?:再|什么|任何|那么|闻到|闻见|觉得|感觉|看到|看见|怎么|大|会){0,2}(?:煤气|烟|焦|糊|气|异)?"
    r"(?:味[道儿]?|烟|火花?|头?晕|头?疼|头?痛|恶心|难受|怕|响|麻|流血|出血)|不好意思|麻烦|油烟机"
    r"|\b(?:no|not|don't|doesn't|isn't|without) (?:more |longer |any |smell |feel |a )*"
    r"(?:smell\w*|smoke|gas|dizzy|fire|pain|hurt\w*|worse|worry)"
)
_UNSAFE = re.compile(
    r"味|烟|火|臭|呛|晕|恶心|想吐|呕|难受|不舒服|胸闷|喘|疼|痛|血|发麻|麻手|麻了|漏气|嘶嘶|报警|危险|害怕|好怕|救|快来|赶紧来|快点来"
    r"|不对劲|不对头|不太对|不大对|不正常|没好|没有好|没解除|没解决|又(?:来|开始|犯|这样|响|冒|漏)了?|更(?:大|重|严重|厉害)|越来越|严重"
    r"|\b(?:smell\w*|smoke|dizzy|sick|nausea|fire|sparks?|pain|hurts?|worse|help|danger\w*|scared|not right|wrong"
    r"|not over|still there|came back|is back|coming back|again)\b"
)


def adds_to_danger(text: str, lexicon: Lexicon = DEFAULT_LEXICON) -> bool:
    """Whether the words are to reach whoever helps: 人呢 and 没有 are answers now, and no questions of state."""
    if _BUTTON.fullmatch(utterance(text)):
        return False
    intent = read_intent(text, lexicon)
    if intent.kind is Wish.STATUS:
        return _LOOKED_UP.search(text.lower()) is None
    return intent.kind not in _OF_THE_BOT


def sounds_unsafe(text: str) -> bool:
    """Whether the words, said after danger, tell that it is not over: 又有味道了, 还是头晕, 好像不对劲."""
    return _UNSAFE.search(_SAFE.sub("□", fold_case(text))) is not None


def is_english(text: str) -> bool:
    """Whether somebody who writes this reads English: a word of it, and none in Chinese."""
    return _ENGLISH_WORD.search(text) is not None and _CHINESE.search(text) is None
