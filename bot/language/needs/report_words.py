"""A resident's words without what is written down elsewhere: what remains says what is wrong."""

import re

from bot.language.letters.script import HOLE
from bot.language.lines.sheet import Sheet

_BREAK = re.compile(rf"([,、;。!?\n~]+|{HOLE}+|(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])|(?<=[a-z0-9])\. )")
_GREETING = re.compile(
    r"^(?:(?:书记|社区|物业|师傅|同志|各位|大家|亲|领导|管家|请问|那个|就是|呃|嗯|喂|哎|唉|诶|额|嗨|你好|您好|大家好"
    r"|早上好|上午好|中午好|下午好|晚上好|早|在吗|在不在|在不|有人吗|有人在吗|麻烦(?:您|你|了|一下)?|打扰(?:了|一下)?"
    r"|不好意思|请|哦|啊|呀|哈|嘛|呢|吧|了|hello|hi|hey|dear (?:sir|all)|good (?:morning|afternoon|evening)|please"
    r"|pls)[ ,!]*)+",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:非常|万分|十分|太|先|多)?(?:感谢|谢谢|多谢|谢了|拜托|辛苦)(?:了|您|你|啦|大家|各位|师傅|书记|啊)*$"
    r"|\b(?:thank you|thanks|thx|many thanks|cheers)(?: (?:very|so) much| a lot| in advance)?[!. ]*$",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"^(?:(?:我(?:们)?(?:家)?|俺(?:家)?|咱(?:家)?)?(?:的)?(?:是|叫|姓|住|住在|住址|地址|家住|住的是|在|位于"
    r"|家在)*(?:是|在)?|我是|这里是|这边是|地址是?|住址是?|位置是?|(?:我的?|联系)?(?:电话|手机|手机号|电话号码"
    r"|联系电话|联系方式|号码)(?:号码)?(?:是|为|:)?|(?:我)?(?:姓|叫)|名字(?:是|叫)?|的?业主|居民|住户|户主|家|的|i am"
    r"|i'm|my (?:name|phone|number|phone number|address)(?: is)?|this is|i live (?:in|at)|call|at|in|on|phone|tel)$",
    re.IGNORECASE,
)
_PARTICLES_AHEAD = re.compile(
    r"^(?:的|呢|呀|啊|吧|嘛|哈|是|上门|都|也|左右|方便|有空|在家|可以|来(?:修|看看|一下|弄|吧|都行)?)+$"
)
_FOR_SOMEBODY = re.compile(r"[帮替给为]\S{1,8}?(?:报修|报个修|报一下|报)[吧呀啊]?")
"""帮我妈报修: for whom, and not what is wrong."""
_PRONOUN = re.compile(r"[他她](?:们)?(?:家|的|那边|那儿)*(?:住|住在|在|是)?|老人家?")
_EDGES = " \t\r\n,.;:!?。、~·-—…()\"'“”‘’【】<>*_" + HOLE


def words_left(sheet: Sheet) -> str | None:
    """What is wrong, in the resident's words: greetings, thanks and introductions are no part of it."""
    pieces = _BREAK.split(sheet.rest)
    kept: list[tuple[int, int]] = []
    position = 0
    for piece in pieces:
        start, position = position, position + len(piece)
        if _BREAK.fullmatch(piece) or not piece:
            continue
        if span := _said(sheet.rest, start, position):
            kept.append(span)
    return _joined(sheet, _without_whom(sheet.rest, kept)) or None


def _without_whom(rest: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without those that only say for whom it is, where others say more."""
    more = [each for each in spans if not _FOR_SOMEBODY.fullmatch(rest[slice(*each)])]
    return more or spans


def _said(rest: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without politeness around it; None if nothing remains."""
    words = rest[start:end]
    if greeting := _GREETING.match(words.lstrip(_EDGES)):
        start += len(words) - len(words.lstrip(_EDGES)) + greeting.end()
    if thanks := _THANKS.search(rest[start:end].rstrip(_EDGES)):
        end = start + thanks.start()
    words = rest[start:end]
    start += len(words) - len(words.lstrip(_EDGES))
    end -= len(words) - len(words.rstrip(_EDGES))
    words = rest[start:end]
    if start >= end or _INTRODUCTION.match(words) or _PRONOUN.fullmatch(words) or _PARTICLES_AHEAD.match(words):
        return None
    return start, end


def _joined(sheet: Sheet, spans: list[tuple[int, int]]) -> str:
    words = ""
    last = 0
    for start, end in spans:
        between = sheet.text[last:start]
        if words and HOLE in sheet.rest[last:start]:
            between = "，" if not sheet.text.isascii() else ", "
        words += (between if words else "") + sheet.text[start:end]
        last = end
    return re.sub(r"\s*\n\s*", "，" if not sheet.text.isascii() else ", ", words)
