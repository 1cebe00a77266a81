"""Words that belong to no request: a greeting, and whether what was said before has been handed over."""

import re

from bot.language.letters.script import utterance

_GREETING = re.compile(
    r"(?:你好|您好|大家好|早上好|上午好|中午好|下午好|晚上好|早安|晚安|早|喂|哈喽|嗨|hi|hello|hey|good(?:morning|afternoon|evening))"
    r"(?:呀|啊|哈|书记|师傅|微修|there)*"
)
_SENT = re.compile(
    r"(?:我的?|那|这|刚才|到底|现在|请问|报修|单子|已经|是不是|有没有)*"
    r"(?:报上去?|报成功|报好|提交上去|提交|提交成功|发上去|发出去|报出去)(?:了没有?|了吗|了么|没有?|成功了?吗|吗)"
    r"|(?:isit|wasit|hasitbeen|didit)(?:sent|reported|submitted)(?:yet)?"
)


def greets(text: str) -> bool:
    """Whether somebody only says 你好."""
    return _GREETING.fullmatch(utterance(text).replace(" ", "")) is not None


def asks_if_sent(text: str) -> bool:
    """报上了吗?"""
    return _SENT.fullmatch(utterance(text).replace(" ", "")) is not None
