"""Whether an answer to 什么时候方便上门 says when: a time, any time, or free words with a time in them."""

import re
from datetime import datetime

from bot.language.dates.when import find_when
from bot.language.letters.script import fold, utterance

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
_IDLE = re.compile(
    r"(?:好|好的|好吧|行|嗯|哦|噢|喔|啊|哈|在|在吗|在不在|有人吗|你好|您好|喂|收到|知道|知道了|明白|明白了|了解|什么|啥|你是谁"
    r"|谢谢|是|是的|对|对的|可以|没事|没问题|ok|okay|k|yes|yeah|yep|no|hi|hello|hey|fine|sure|good|what|thanks"
    r"|who are you|[呵哈嘿嗯哦啊]+)(?:的|了|呀|啊|呢|吧|哈|哦)*"
)


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
