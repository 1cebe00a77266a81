"""What is wrong, as the words tell: the trade, the kind, how urgent, whose business it is."""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from bot.domain.danger import Danger
from bot.domain.kind import Area, Kind
from bot.domain.urgency import Urgency
from bot.language.letters.script import fold_case
from bot.language.letters.vocabulary import Vocabulary, any_of
from bot.language.needs.trouble_words import ON_BEHALF, UNHURRIED
from bot.language.talk.lexicon import Lexicon

_MASKED = "□"
_CLOSE = 80
_SHORTEST = 3
_SHORTEST_LATIN = 6
_NO_TROUBLE = re.compile(
    r"(?:没|没有|无|不)(?:什么)?(?:坏|漏|堵|毛病|问题|故障)|坏人|坏了的话|坏处|坏蛋|破费|破例|烂漫|爆米花|歪打|漏洞"
    r"|渗透|不漏|没毛病|新搬|搬来|搬家|有问题吗|没问题|没有问题|问题不大|缺点|不通过|打通"
    r"|no problem|break the news"
)
_NEGATED = re.compile(
    r"[不没勿冇唔](?!错|用|客气|知道|是|要紧|关系|事|会|懂|好意思|在家|太明白|明白|行吗|行不)|\b(?:not|no|never|won't"
    r"|wont|doesn't|doesnt|don't|dont|isn't|isnt|can't|cant)\b"
)
_INQUIRY = re.compile(
    r"[?]|费|怎么|如何|哪|几点|多少|什么|啥|吗|谁|办理|政策|规定|介绍|知识|通知|积分|广告|谢|买|卖|吃|喝|\b(?:what"
    r"|when|where|who|how|why|bill|price|buy|sell)\b"
)
_WORD = re.compile(r"[\u3400-\u9fff]|[a-z0-9']+")
_FEWEST_MORE = 2
_SIGN = 2
_WANTED_NEW = re.compile(
    r"(?:想|希望|能不能|可不可以|可以|能否|需要|申请)[^,。]{0,10}(?:装|安装|加装|安|添|增设|增加|加)(?:个|一个"
    r"|些|一些|几个|上|点|台)"
)
_PICTURED = str.maketrans(
    {
        "💡": "灯",
        "🚽": "马桶",
        "🚿": "花洒",
        "🔌": "插座",
        "🚰": "水龙头",
        "🔑": "钥匙",
        "🔒": "锁",
        "🪟": "窗",
        "🚪": "门",
    }
    | {"📺": "电视", "🛗": "电梯", "🛁": "浴缸", "🪑": "椅子", "🛏": "床"}
)
_A_LITTLE = "一下"
_AIRED = re.compile(r"(?:打?开[了着]窗户?|开窗)(?![^,、;。!?]{0,6}[不坏掉裂破漏])")
"""Somebody has opened the window: it is not the window that is broken."""
_SAID_AS_LE = re.compile(r"(?<![哗滋呼噼])[咧咯喽啦](?!吱|啰)")
"""了, as it is said up and down the country."""
_LATIN = re.compile(r"[a-z]")


def plain(text: str) -> str:
    """The text as words are looked for in it."""
    return _SAID_AS_LE.sub("了", fold_case(text).translate(_PICTURED))


def read_category(text: str, lexicon: Lexicon) -> str | None:
    """The trade that most of the words belong to; None if none of them is known."""
    weights: dict[str, int] = {}
    folded = _AIRED.sub(_MASKED, plain(text).replace(_A_LITTLE, _MASKED))
    for found in _trades(lexicon).find(folded):
        category, weight = found.meaning
        weights[category] = max(weights.get(category, 0), 10 * weight) + 1
    if weights:
        return max(weights, key=lambda each: weights[each])
    return _nearly(folded, lexicon)


def _nearly(folded: str, lexicon: Lexicon) -> str | None:
    """The trade of the word that is most like a part of the text, for words misspelt."""
    best, category = float(_CLOSE), None
    for word, (own, weight) in lexicon.trades.items():
        if (
            len(word) >= (_SHORTEST_LATIN if word.isascii() else _SHORTEST)
            and weight > _SIGN
            and bool(_LATIN.search(word)) == folded.isascii()
        ):
            likeness = fuzz.partial_ratio(word, folded) if len(folded) >= len(word) else 0
            if likeness > best:
                best, category = likeness, own
    return category


def names_a_thing(text: str, lexicon: Lexicon) -> bool:
    """Whether it names something that breaks."""
    return next(_trades(lexicon).find(plain(text)), None) is not None


def words_of_trouble(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The things and troubles that it names."""
    folded = plain(text).replace(_A_LITTLE, _MASKED)
    things = {found.word for found in _trades(lexicon).find(folded)}
    return frozenset(things | {match[0] for match in _troubles(lexicon).finditer(folded)})


def tells_trouble(text: str, lexicon: Lexicon) -> bool:
    """Whether it says that something is wrong, or to be done to a thing, or brings a wish or an opinion."""
    folded = _NO_TROUBLE.sub(_MASKED, plain(text))
    if _troubles(lexicon).search(folded) or read_kind(folded, lexicon) is not Kind.REPAIR:
        return True
    if not names_a_thing(folded, lexicon):
        return False
    asked = bool(_requests(lexicon).search(folded) or _NEGATED.search(folded))
    return asked or (_says_something_of_a_thing(folded, lexicon) and not _INQUIRY.search(folded))


def _says_something_of_a_thing(folded: str, lexicon: Lexicon) -> bool:
    """Whether a thing that breaks is named for sure, and something is said of it (电灯泡憋了)."""
    things = [found for found in _trades(lexicon).find(folded) if found.meaning[1] > _SIGN]
    words = _WORD.findall(folded)
    return bool(things) and len(words) >= len(_WORD.findall(things[0].word)) + _FEWEST_MORE


def read_kind(text: str, lexicon: Lexicon) -> Kind:
    """What is brought; a hazard before a wish before an opinion, and a repair if nothing says otherwise."""
    folded = plain(text)
    if _WANTED_NEW.search(folded):
        return Kind.WISH
    for kind in (Kind.HAZARD, Kind.WISH, Kind.OPINION):
        if _words(lexicon.kinds.get(kind, ())).search(folded):
            return kind
    return Kind.REPAIR


def read_hurry(text: str, lexicon: Lexicon, danger: Danger | None) -> Urgency | None:
    """How urgent the words are; any danger is critical."""
    if danger:
        return Urgency.CRITICAL
    folded = _words(UNHURRIED).sub(_MASKED, plain(text))
    for urgency in (Urgency.CRITICAL, Urgency.URGENT):
        if _words(lexicon.urgencies.get(urgency, ())).search(folded):
            return urgency
    return None


def read_area(text: str, lexicon: Lexicon) -> Area | None:
    """Whose business it is; the more words of one, the surer. None where they do not tell."""
    folded = plain(text)
    counts = {area: _count(lexicon.areas.get(area, ()), folded) for area in Area}
    if counts[Area.HOME] == counts[Area.PUBLIC]:
        return Area.PUBLIC if counts[Area.PUBLIC] else None
    return Area.HOME if counts[Area.HOME] > counts[Area.PUBLIC] else Area.PUBLIC


def is_on_behalf(text: str) -> bool:
    """Whether somebody speaks for somebody else."""
    return _words(ON_BEHALF).search(plain(text)) is not None


def _count(words: tuple[str, ...], folded: str) -> int:
    return len({match[0] for match in _words(words).finditer(folded)})


@lru_cache(maxsize=8)
def _trades(lexicon: Lexicon) -> Vocabulary[tuple[str, int]]:
    return Vocabulary(lexicon.trades)


@lru_cache(maxsize=8)
def _troubles(lexicon: Lexicon) -> re.Pattern[str]:
    return any_of(lexicon.troubles)


@lru_cache(maxsize=8)
def _requests(lexicon: Lexicon) -> re.Pattern[str]:
    return any_of(lexicon.requests)


@lru_cache(maxsize=64)
def _words(words: Iterable[str]) -> re.Pattern[str]:
    return any_of(words)
