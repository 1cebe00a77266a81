"""When somebody may come, found anywhere in a text: 明天下午三点, 周六上午, 都可以.

Residents also say when it broke (昨天晚上开始漏, 一到晚上就黑); only what proposes a visit is read: words of coming or
being at home stand beside it, or it stands alone, or it lies ahead at the edge of what is said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.language.dates.moments import Moments, find_moments
from bot.language.dates.soon import find_soon
from bot.language.letters.script import HOLE, fold_case

_ANY = re.compile(
    r"随时都?(?:可以|行|在家|有人|欢迎|能来|方便|来)*|(?:任何|什么|啥|哪个|哪天|几点)(?:时间|时候|时|点)?(?:来|上门"
    r"|过来)?(?:都|均)(?:可以|可|行|有人|方便|在家|成|能)|(?:全天|整天|一整天|成天|天天|一直|每天|平时|白天"
    r"|我)?(?<![不没])都?(?<![不没人])(?:在家|(?<!没)有人)(?:呢|的|都行|都可以)?(?=\W|$)"
    r"|(?:什么|啥)时候有空(?:什么|啥)时候来|(?:时间)(?:都可以|都行|都成|均可|不限|随意|您定|你们定|随便)|(?:都可以"
    r"|都行|都成|都中|哪天都行|几点都行|随便)(?:的|啊|哈|吧)?(?=\W|$)|看(?:你们|师傅|您|你)的?(?:时间|方便)|(?:师傅"
    r"|您|你们|你)(?:定|看着办|安排)(?=\W|$)"
    r"|\bany ?time\b|\bwhenever\b(?: (?:you|suits|is)[^,.!?]{0,12})?|\ball day\b|\b(?:always|usually) (?:at )?home\b"
    r"|\bi(?:'m| am) (?:always |usually )?(?:at )?home\b"
)
_VAGUE = re.compile(
    r"(?:每天|天天|平时|平常)的?(?:早上|上午|中午|下午|傍晚|晚上|白天)"
    r"(?:[0-9一二两三四五六七八九十]{1,3}点(?:钟|半)?)?(?:以后|之后|后|以前|之前|前)?"
    r"|(?:每天|天天|平时)(?:[0-9一二两三四五六七八九十]{1,3}点(?:钟|半)?)(?:以后|之后|后|以前|之前|前)?"
    r"|(?:工作日|平日|上班时间|节假日|放假|休息日)的?(?:早上|上午|中午|下午|傍晚|晚上|白天)?"
    r"(?:[0-9一二两三四五六七八九十]{1,3}点(?:钟|半)?)?(?:以后|之后|后|以前|之前|前)?"
    r"|(?:每天)?(?:下班|晚饭|吃完饭|吃完晚饭|吃了饭|午饭|饭|午休|午睡|放学|接完孩子|跳完舞|买完菜)(?:以后|之后|后|回来)"
    r"|\bafter (?:work|dinner|lunch|school)\b|\b(?:on )?weekdays?\b|\bevery (?:day|evening|morning|afternoon)\b"
    r"|\b(?:in the )?(?:evenings|mornings|afternoons)\b"
)
_COMING = re.compile(
    r"(?<!起)(?<!以)(?<!出)(?<!下)(?<!原)来(?!电|水)|上门|在家|在$|有人|有空|有时间|方便|可以|都行|都成|行不|行吗"
    r"|行吧|行[,。!]?$|修|派|约|到家|等着|等你|等您|安排|时间|最好|之前|以前|希望|麻烦|开门|都在|看看|看一下|处理|换"
    r"|装|通一下|弄|能"
    r"|\bhome\b|\bcome\b|\bvisit\b|\bfree\b|\bavailable\b|\bconvenient\b|\bsuits?\b|\bpossible\b|\bplease\b|\bcan\b"
    r"|\bcould\b|\bsend\b|\bok\b|\bfine\b|\bworks\b|\bbest\b|\bgood\b|\bafter\b|\bbefore\b|\bin$|\bi'm in\b|\bfix\b"
    r"|\bsomeone\b|\bsomebody\b"
)
_AWAY = re.compile(
    r"(?:都|也|可能|全天|一天|得|要|我|家里)*(?:不在|没人|没有人|无人|不方便|不行|没空|没时间|没有时间|没在家|不得空"
    r"|上班|上学|别来|不要来|不用来|出门|有事|去医院|去外地|回老家)"
    r"|[^,.!?]{0,10}?\b(?:not (?:at )?home|not in|away|out|not convenient|not available|busy|don't come|no one|nobody"
    r"|at work|doesn't suit|won't be home)\b"
)
_AWAY_BEFORE = re.compile(
    r"(?:别|不要|不用|不方便(?:的时间)?(?:是|:)?|not|won't be home|away|busy|don't come)\s*(?:on )?$"
)
_BROKE = re.compile(
    r"\s*(?:的时候|那会|那阵)?(?:我|家里|就|突然|忽然|又|还|才|刚|一直|全|都|也|开始|发现|起就|起$|以来|已经"
    r"|好好的)*(?:开始|发现|突然|忽然|又|还好好|刚|一直|起就|以来|到现在|坏|漏|堵|断|停|跳|掉|裂|爆|没电|没水|没网"
    r"|不亮|黑|吵|闹|响|冷|臭|起来|睡觉|洗澡|做饭|打|听|看不|看见|走|摔|过|经过)"
    r"|[^,.!?]{0,12}?\b(?:started|happened|noticed|broke|stopped|went|ago|tripped|dropped)\b"
)
_BROKE_BEFORE = re.compile(
    r"(?:从|自从|自|打从|打|一到|到了|每到|每|天天|昨天|前天|大前天|昨|上周|上个|前几天|since|last|every|all|yesterday"
    r"|at)\s*(?:this|the|last)?\s*$"
)
_END = re.compile(rf"[,、;。!?\n~()]|(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])|\. |{HOLE}+")
_PARTICLES = re.compile(
    r"[\s,。!?~的吧呢啊哈呀哦嘛了:是就]|时间|或者|或|和|都|还有|\b(?:on|at|in|the|by|time|is|or|and)\b"
)
_NEAR_BEFORE, _NEAR_AFTER = 10, 14


@dataclass(frozen=True)
class When:
    """A time in a text and what it means, in the time zone of the `now` it was read with.

    Attributes:
        text: The words as written (明天下午三点).
        begins: The first moment; None where the words name no date (下班以后) or only an end.
        ends: The last moment; the same as `begins` for a time of the clock; None where it is open.
        any_time: 随时, 都可以.
        away: It says when nobody is there (明天上午不在家).
    """

    text: str
    begins: datetime | None = None
    ends: datetime | None = None
    any_time: bool = False
    away: bool = False


@dataclass(frozen=True)
class FoundWhen:
    """A time in a text: `text[start:end]`."""

    when: When
    start: int
    end: int


@dataclass(frozen=True)
class _Around:
    """What is said before and after in the same clause."""

    before: str
    after: str

    @property
    def alone(self) -> bool:
        return not _PARTICLES.sub("", self.before + self.after)


def find_when(text: str, now: datetime) -> When | None:
    """The time that a text proposes, wherever it stands; None if it proposes none.

    Times in the past and times at which something broke are no proposals.
    """
    found = find_time(text, now)
    return found.when if found else None


def find_time(text: str, now: datetime) -> FoundWhen | None:
    """As `find_when`, with where it stands. Being there is told before being away, a date before any time."""
    found = sorted(_proposals(text, now), key=lambda each: (each.when.away, _vagueness(each.when), each.start))
    return found[0] if found else None


def _vagueness(when: When) -> int:
    return 2 if when.any_time else int(when.begins is None and when.ends is None)


def _proposals(text: str, now: datetime) -> Iterator[FoundWhen]:
    folded = rest = fold_case(text)
    vague = [match for match in _VAGUE.finditer(folded) if _alone_or_coming(_around(folded, *match.span()))]
    for match in vague:
        rest = rest[: match.start()] + HOLE * len(match[0]) + rest[match.end() :]
        yield FoundWhen(When(text[match.start() : match.end()]), *match.span())
    if soon := find_soon(rest, now):
        rest = rest[: soon.start] + HOLE * (soon.end - soon.start) + rest[soon.end :]
        yield FoundWhen(When(text[soon.start : soon.end], soon.at, soon.at), soon.start, soon.end)
    for moments in find_moments(rest, now):
        if found := _proposal(text, _around(folded, moments.start, moments.end), moments, now):
            rest = rest[: moments.start] + HOLE * (moments.end - moments.start) + rest[moments.end :]
            yield found
    for match in _ANY.finditer(rest):
        yield FoundWhen(When(text[match.start() : match.end()], any_time=True), *match.span())


def _around(folded: str, start: int, end: int) -> _Around:
    return _Around(_END.split(folded[:start])[-1], _END.split(folded[end:])[0])


def _alone_or_coming(around: _Around) -> bool:
    near = around.before[-_NEAR_BEFORE:] + " " + around.after[:_NEAR_AFTER]
    return around.alone or bool(_COMING.search(near))


def _proposal(text: str, around: _Around, moments: Moments, now: datetime) -> FoundWhen | None:
    away = bool(_AWAY.match(around.after) or _AWAY_BEFORE.search(around.before))
    broke = _BROKE.match(around.after) or _BROKE_BEFORE.search(around.before)
    ahead = moments.dated and moments.begins is not None and moments.begins.date() > now.date()
    edge = bool(around.before.strip()) and not around.after.strip(" 的了吧啊")
    proposed = away or _alone_or_coming(around) or edge or (ahead and not around.before.strip())
    if moments.past or (broke and not away) or not proposed:
        return None
    words = text[moments.start : moments.end]
    return FoundWhen(When(words, moments.begins, moments.ends, away=away), moments.start, moments.end)
