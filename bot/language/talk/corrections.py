"""What is put right in words: 是6号楼不是4号楼, 地址错了,3单元, 不是厨房,是卫生间."""

import re
from dataclasses import dataclass

from bot.language.letters.script import fold

_LABELS = {
    "building": r"地址|住址|楼号|楼栋号?|楼层|单元号?|门牌号?|房号|房间号|室号|哪栋",
    "phone": r"联系电话|电话号码|电话|手机号码?|手机|号码|联系方式",
    "when": r"上门时间|时间|日期",
    "name": r"名字|姓名|称呼",
}
_LABEL = rf"(?:{'|'.join(_LABELS.values())})"
_SAID = "(?:写|说|打|填|搞|弄|发|报|输|记|选|讲)"
_AT = r"(?:^|(?<=[,。;!?\n ]))"
_END = r"(?=[,。;!?\n ]|$)"
_REFUTED = re.compile(
    r"(?<!是)不是(?P<wrong>[^,。;!?\n]{1,12}?)(?=[,。;!?\n ]|而?(?:应该)?是|$)"
    r"|\bnot (?:the |in |at )?(?P<other>[a-z0-9 ]{1,20}?)(?=[,.;!?\n]|$)"
)
_SWAPPED = re.compile(
    r"不是(?P<wrong>[^,。;!?\n]{1,12}?)[, ]*(?:而是|应该是|是)(?P<right>[^,。;!?\n]{1,30})"
    r"|(?:^|[,。; ]|是)(?P<before>[^,。;!?\n是]{1,30}?)[, ]*不是(?P<after>[^,。;!?\n是]{1,12})"
)
_FINE = re.compile(
    rf"(?:{_LABEL}|(?P<value>[^,。;!?\n]{{1,12}}))?(?:没有?|不){_SAID}?错(?:的|了|啊)*|{_LABEL}(?:是)?对的?{_END}|{_LABEL}(?:不用改|不变)"
)
_WRONG = re.compile(
    rf"(?:我|刚才|刚刚|前面|上面)*(?:把)?{_LABEL}?(?:我)?(?<!没)(?<!没有){_SAID}(?:错|反)(?:字|地方)?了?"
    rf"|{_LABEL}(?:好像|都|又)?(?:不对|不正确|有误|有错|错)了?"
    rf"|{_AT}(?:哎呀|哦|啊|呃|等等)*(?:不对|错)了?(?:不对|错了)*(?=[,。;!?\n ]|$|是)"
    r"|^(?:no|nope|sorry|oops|wait|wrong|correction)\b[, ]*(?:no\b[, ]*)?"
)
_CHANGE = re.compile(
    rf"(?:请|麻烦|帮我|给我|把|再)*{_LABEL}(?:想|要|能不能)?(?:改|换)(?:成|为|到|一个|一下|个|打这个|,)*"
    rf"|(?:请|麻烦|帮我|给我|再)*(?:改|更正|修改|更改)(?:一下|下|个)?(?:{_LABEL})?(?:成|为|到)?(?={_END}|[,0-9一二三四五六七八九十明后周今])"
    rf"|{_LABEL}不用了|(?:上面|前面|刚才)(?:那个|的)?{_LABEL}不(?:用|要)了"
)
_MEANT = re.compile(
    rf"{_AT}(?:其实|应该|正确的?|实际)(?:是|在|为)?|{_AT}(?:我家|我们家|我|{_LABEL})?(?:是|在|用|打)(?=[0-9一二三四五六七八九十东西])"
    rf"|{_AT}(?:{_LABEL})(?:是|:)?(?=[0-9一二三四五六七八九十])|\bit(?:'s| is)\b|\bshould be\b"
)
_ENGLISH_FLAT = re.compile(r"\b(?:flat|room|apartment|apt)\.? ?(?=[0-9])")
_NUMBERED = re.compile(r"[0-9一二三四五六七八九十]|这个|那个|我家|本人")


@dataclass(frozen=True)
class Correction:
    """Words that put something right.

    Attributes:
        text: What holds now, without what was refuted; it may hold nothing.
        swaps: Words that were wrong, and those that are right.
        field: What is said to be wrong (building, phone, when, name), where that is named.
        mistaken: That something was said wrong altogether (说错了), so what is said now stands instead of it.
        fine: That something is right as it is (地址没错).
        sure: That it puts something right; 我家是3单元 may as well tell it for the first time.
    """

    text: str
    swaps: tuple[tuple[str, str], ...] = ()
    field: str | None = None
    mistaken: bool = False
    fine: bool = False
    sure: bool = True


def read_correction(text: str, what: str | None = None) -> Correction | None:
    """What is put right by the words; None if they do not look like it.

    Args:
        text: The message.
        what: The words that say what is wrong by now: one of them may be refuted.
    """
    folded = fold(text).strip()
    lowered = folded.lower().replace("’", "'")
    swaps = tuple(_swaps(lowered, what or ""))
    refuted = [each for each in _REFUTED.finditer(lowered) if _NUMBERED.search(each[0]) or swaps]
    mistaken, changed, meant = _WRONG.search(lowered), _CHANGE.search(lowered), _MEANT.search(lowered)
    fine = _FINE.search(lowered)
    if not (refuted or mistaken or changed or fine or swaps or meant):
        return None
    rest = _cut(lowered, [*refuted])
    rest = _FINE.sub(lambda each: (each["value"] or "") + ",", rest)
    for pattern in (_WRONG, _CHANGE, _MEANT, _MEANT):
        rest = pattern.sub(",", rest)
    rest = _ENGLISH_FLAT.sub("", rest)
    field = next((name for name, words in _LABELS.items() if re.search(words, lowered)), None)
    sure = bool(refuted or mistaken or changed or fine or swaps)
    return Correction(rest.strip(" ,。;!"), swaps, field, mistaken is not None, fine is not None, sure)


def _cut(text: str, matches: list[re.Match[str]]) -> str:
    for match in reversed(matches):
        text = text[: match.start()] + "," + text[match.end() :]
    return text


def _swaps(text: str, what: str) -> list[tuple[str, str]]:
    """Words of `what` that are refuted, with what is right instead."""
    found = [(each["wrong"] or each["after"], each["right"] or each["before"]) for each in _SWAPPED.finditer(text)]
    return [(wrong.strip(), right.strip()) for wrong, right in found if wrong and wrong.strip() in what]
