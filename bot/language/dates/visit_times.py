"""Whether an answer to 什么时候方便上门 says when: a time, any time, or free words with a time in them."""

import re
from datetime import datetime

from bot.language.dates.moments import find_moments
from bot.language.dates.when import When, find_when
from bot.language.letters.script import fold, fold_case, utterance

_TIME = re.compile(
    r"放学|下班|上班|下课|回来|回家|到家|饭后|吃[完了过]|午休|午睡|睡醒|起床|有空|得空|在家|有人|周[一二三四五六日天末]|星期|礼拜"
    r"|今[天晚早]|明[天晚早]|后天|早上|上午|中午|下午|晚上|傍晚|夜里|白天|点[钟半]?|以后|之后|以前|之前|过后|过[一几两]天|月底|月初"
    r"|随时|随便|都行|都可|都成|马上|立刻|立即|现在|这会|越快越好|尽快|尽早|赶紧|早点|快点来|等.{1,8}(?:完|好|到|了|学|班|来)"
    r"|[0-9一二三四五六七八九十]{1,3}[号日点]"
    r"|\b(?:now|asap|soon|today|tonight|tomorrow|weekdays?|weekends?|morning|noon|afternoon|evening|after|before|when|whenever"
    r"|any ?time|home|mon|tues?|wed|thurs?|fri|satur|sun)(?:day)?s?\b"
)
_NO_TIME = re.compile(
    r"等[一]?[下等]|稍等|早上好|上午好|中午好|下午好|晚上好|好久"
    r"|good (?:morning|afternoon|evening)|[?]\s*$|[吗么呢]\W*$"
)
_ROUGHLY = re.compile(r"(?:前后|来钟|多钟?|差不多)(?=\W|到|来|去|过|上|我|$)")
_OVER = re.compile(r"昨[天晚日]|前天|上周|上个?星期|\byesterday\b")
_COMING_BEFORE = re.compile(
    r"(?:我们?|那|就|大概|大约|估计|可能|预计|应该|会|约|\s|,)+(?=[0-9一二两三四五六七八九十上中下早晚今明后大周这星礼])"
    r"|(?:(?:i|we)(?:'ll| will| can)? (?:be there|come|get there|arrive)|maybe|probably|around|about|at|by|\s)+(?=\w)"
)
_COMING_AFTER = re.compile(
    r"(?:能|就|会|再|可以)*(?:到|来|去|过去|过来|上门)(?:[您你他她]家|[您你]那[儿里边]?)?[吧哈了的啊哦]?[\s。.!,~]*$"
)
"""What stands around a time in the answer of whoever comes."""
_IDLE = re.compile(
    r"(?:好|好的|好吧|行|嗯|哦|噢|喔|啊|哈|在|在吗|在不在|有人吗|你好|您好|喂|收到|知道|知道了|明白|明白了|了解|什么|啥|你是谁"
    r"|谢谢|是|是的|对|对的|可以|没事|没问题|ok|okay|k|yes|yeah|yep|no|hi|hello|hey|fine|sure|good|what|thanks"
    r"|who are you|[呵哈嘿嗯哦啊]+)(?:的|了|呀|啊|呢|吧|哈|哦)*"
)


def read_coming(text: str, now: datetime) -> When | None:
    """When whoever is asked says that they come: 十点左右到 and 我明天去 as well as 明天下午三点."""
    said = _ROUGHLY.sub("左右", fold_case(text).strip())
    if _NO_TIME.search(said):
        return find_when(text, now)
    return find_when(_COMING_AFTER.sub("", _COMING_BEFORE.sub("", said)), now) or find_when(text, now)


def is_of_time(text: str, now: datetime) -> bool:
    """Whether the words name any time at all, if only one that is over."""
    return says_when(text, now) or bool(find_moments(text, now)) or _OVER.search(fold(text).lower()) is not None


def says_when(text: str, now: datetime) -> bool:
    """Whether the words name a time at which somebody may come, or leave it to whoever comes."""
    folded = fold(text).lower()
    if _NO_TIME.search(folded):
        return False
    return find_when(text, now) is not None or _TIME.search(folded) is not None


def is_idle(text: str) -> bool:
    """Whether somebody only made a sound: 好的, 在吗, 嗯, ?"""
    words = utterance(text)
    return not words or _IDLE.fullmatch(words.replace(" ", "") if not words.isascii() else words) is not None
