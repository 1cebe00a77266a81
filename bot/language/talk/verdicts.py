"""What a sentence says of work that was done: 没修好,还在漏 · 修好了,谢谢小王."""

import re
from enum import StrEnum

from bot.language.letters.script import fold, fold_case, utterance


class Opinion(StrEnum):
    """What somebody thinks of the work."""

    GOOD = "good"
    NOT_DONE = "not_done"


_ASKS = re.compile(r"[?]\s*$|[吗么呢]\W*$|(?:好|完|修|弄)了?(?:没|没有)\W*$")
_NOT_REPAIRED = re.compile(
    r"(?:没|未|冇|(?<![什怎那这多要])么)(?:有|能)?(?:给)?(?:我|我家|咱|俺)?(?:完全|真正?|彻底|全)?(?:修|弄|搞|整|解决|处理)(?:好|完|成|了|理)?(?!人)"
    r"|\bnot (?:fixed|repaired|mended|done)\b"
)
_NOT_DONE = re.compile(
    _NOT_REPAIRED.pattern + r"|(?:修|弄|搞|治)不好|没好"
    r"|(?:还是?|还在|仍[然旧]?|依然|依旧|照样|又|继续|一直)(?:是|在|会|有|有点|开始|老|给我)*"
    r"(?:漏|滴|堵|渗|响|坏|臭|黑|卡|晃|松|闪|断|跳闸|打不开|关不|流不|不[亮通行好热转动灵响冷]|不[能出]|不制冷|没[水电好用亮通热]"
    r"|老样|一样|那样|这样|原样|有问题|犯(?:病)?了|出(?:了)?(?:毛病|问题|故障))"
    r"|(?:毛病|问题)(?:都|也)?还在|不太行"
    r"|白(?:修|弄|搞)|没得?用|不管用|不顶用|跟没修|和没修|等于没修|更(?:严重|厉害|坏|大了)|修得?(?:不好|不行|差)|不满意|^(?:不行|不好|不可以)"
    r"|\bnot (?:fixed|repaired|working|mended|done)\b|\bstill (?:leak|drip|broken|not|block|doesn|the same)"
    r"|\b(?:doesn't|does not|isn't) work|\b(?:broke|leaking|dripping|blocked|broken) again\b|\bno better\b"
)
_OF_NO_THING = re.compile(
    r"(?:sorry,? )?(?:but )?(?:(?:it|this|that)(?:'s| is)? )?(?:still |again )*(?:(?:does|is|was)(?:n't| not) |not )"
    r"(?:work(?:ing|s)?|fixed|repaired)(?: again| yet| at all| properly)*[.! ]*"
)
_TWICE_NO = re.compile(
    r"(?:没有?|无)(?:什么|啥|哪里|任何|觉得)*(?:不好|不满意?|没修好|不行|毛病|可?挑剔|(?:可|话|得|的|啥)说)的?(?:地方)?"
    r"|不(?:是|能说)(?:没|不)(?:有)?(?:修好|满意|好)|挑不出(?:什么|啥)?毛病|(?:说|找)不出(?:什么|啥)?(?:不好|毛病)|修得?不(?:差|错)|没有?再(?:漏|滴|堵|坏|响|渗|闪|臭|跳闸)过?"
)
"""Two noes are a yes: 没有不好的, 不是没修好."""
_GOOD = re.compile(
    r"满意|(?:修|弄|搞|整|装|换|通)好了|^好了|都好了"
    r"|[不没]再?(?:漏|滴|堵|响|渗|臭|跳闸)了|(?<![不没])(?:通|亮|热)了|(?<!不)能用了|解决了|没问题了"
    r"|(?:修|弄|干|做|服务)得?(?:真|很|挺|非常|特别|太)?(?:好|不错|棒|快|仔细|细心)|很好|挺好|非常好|真不错|太好了"
    r"|\b(?:it(?:'s| is) )?(?:fixed|perfect|works (?:now|well|fine|again)|all good|great|good job|very good)\b"
)


_DONE = re.compile(
    r"(?:修|弄|搞|整|装|换|通|补|治)好(?:了|啦)|都好了|[不没]再?(?:漏|滴|堵|响|渗|臭|跳闸)了|(?<![不没天])(?:通|亮|热)了"
    r"|(?<!不)能用了|解决了|\b(?:fixed|repaired|mended|works (?:now|again))\b"
)
_IF_DONE = re.compile(
    r"等|要是|如果|只要|希望|争取|什么时候|啥时候|几时|好了?(?:再|就|以后|之后|的话|记得|麻烦|请|告诉|通知|叫|喊|跟我|和我|给我|说一声)"
    r"|\b(?:when|if|once|until|hope|please|tell me|let me)\b"
)
"""With these it is not done yet: 修好了告诉我一声."""


def says_done(text: str) -> bool:
    """Whether the sentence says that the thing itself is in order again: 很好 alone may be of anything."""
    said = fold_case(text).strip()
    return _DONE.search(said) is not None and _IF_DONE.search(said) is None and read_opinion(text) is Opinion.GOOD


def names_no_thing(text: str) -> bool:
    """Whether the words say that it is not done and nothing of what: still not working."""
    return _OF_NO_THING.fullmatch(fold_case(text).strip()) is not None


def says_not_repaired(text: str) -> bool:
    """Whether the words say that the work is not done, and not only that something is wrong: 水管还是没修好."""
    return _NOT_REPAIRED.search(_TWICE_NO.sub("", fold(text).lower())) is not None


def read_opinion(text: str) -> Opinion | None:
    """What the sentence says; None if it says nothing of it, or asks. In doubt it was not done."""
    said = fold_case(text).strip()
    if _ASKS.search(said) or not utterance(text):
        return None
    rest = _TWICE_NO.sub("", said)
    if _NOT_DONE.search(rest):
        return Opinion.NOT_DONE
    return Opinion.GOOD if rest != said or _GOOD.search(said) else None
