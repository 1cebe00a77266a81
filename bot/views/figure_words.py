"""How figures are said: each one's name, its definition, and its value beside the one of the period before."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.domain.figures import GRID, Answerable, Counts, Figure, Figures, Share, Thanked, Wait
from bot.domain.kind import Kind
from bot.domain.shown_as import ShownAs
from bot.models.places import PartyKind
from bot.views.entries import hours
from bot.views.labels import kind_word, party_kind_word, skill_word
from bot.views.naming import public_name
from bot.views.words import Words

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_NAME = 24
"""Of a name beside a figure, in units."""


def figure_name(words: Words, figure: Figure) -> str:
    """What a figure is called."""
    return {
        Figure.RECEIVED: words._("收到"),
        Figure.DONE: words._("办结"),
        Figure.OPEN: words._("未结"),
        Figure.OVERDUE: words._("超时未结"),
        Figure.TO_CLAIM: words._("接单用时"),
        Figure.TO_FINISH: words._("修好用时"),
        Figure.CLAIMED_IN_TIME: words._("按时接单"),
        Figure.FINISHED_IN_TIME: words._("按时办结"),
        Figure.SATISFACTION: words._("满意率"),
        Figure.RESPONSE: words._("评价率"),
        Figure.CALLS: words._("回访"),
        Figure.HOURS: words._("服务时长"),
        Figure.POINTS: words._("发出积分"),
        Figure.THANKS: words._("感谢"),
        Figure.PAST: words._("旧表导入"),
        Figure.BOARD: words._("红黑榜"),
    }[figure]


def definition(words: Words, figure: Figure) -> str:
    """What a figure is: `Figure` in the words of people."""
    return {
        Figure.RECEIVED: words._("这段时间里报上来的单,不论后来怎样。"),
        Figure.DONE: words._("这段时间里办结的单;返修过的按最后一次办结算。撤单、不受理、合并的不算。"),
        Figure.OPEN: words._("到最后一天为止,报了还没有结束的单。"),
        Figure.OVERDUE: words._(
            "未结的单里有时限的:到最后一天(还没过完的,到现在)过了时限还没修好、没答复的。"
            "时限没到就停下等配件、等人的不算。"
        ),
        Figure.TO_CLAIM: words._("志愿者修好的办结单:从发给志愿者到第一个人接单。"),
        Figure.TO_FINISH: words._("志愿者修好的办结单:从报修到修好(返修过的按最后一次),夜里、等配件也算在内。"),
        Figure.CLAIMED_IN_TIME: words._(
            "这段时间里按时接了的单,占按时接了的和接单时限到了的单的比例,办没办结都算。"
            "时限没到就撤单、停下等、转出去的不算。"
        ),
        Figure.FINISHED_IN_TIME: words._("办结单里有时限的:按时修好、按时答复的比例。还没办结的看「超时未结」。"),
        Figure.SATISFACTION: words._("志愿者修好的办结单里有评价的:评价都是满意的比例。还行不算满意;没人评价的不算。"),
        Figure.RESPONSE: words._("志愿者修好的办结单里:有评价的比例。"),
        Figure.CALLS: words._("给办结单的住户打的回访电话(最后一次修),其中打通的。"),
        Figure.HOURS: words._("这段时间里做的事记下的时长,撤销了的不算。"),
        Figure.POINTS: words._("这段时间里为做事发的积分(接单、活动、手工奖励),撤销了的不算。"),
        Figure.THANKS: words._("这段时间里做事得了积分、愿意上榜的人,多的在前。"),
        Figure.PAST: words._("从旧表导入、维修日期在这段时间里的记录;别的数里都不算它们。"),
        Figure.BOARD: words._(
            "各责任单位、各网格办结的单:按时的比例,和有评价的单里满意的比例。超时未结的另写,排名次时算没按时。"
            "时限没到就转给单位的只算单位,过了时限才转的只算网格。"
        ),
    }[figure]


def about_waits(words: Words) -> str:
    """How the two numbers of a wait are to be read."""
    return words._("用时:一半的单没超过前一个数(中位数),九成的单没超过后一个;两个数一样就只写一个。")


def quiet(words: Words, figures: Figures) -> str | None:
    """Said of a time in which no order came in or was done, instead of drawing nothing."""
    if figures.all.received or figures.all.done:
        return None
    return words._("这段时间里没有收到新的单,也没有办结的单。")


def change(now: int, before: int) -> str:
    """How much more or less than in the period before: +3, −2; nothing where it is the same."""
    return "" if now == before else f"({now - before:+d})".replace("-", "−")


def span_words(words: Words, span: timedelta) -> str:
    """How long something took, to what people say: 40 分钟, 5 小时, 2.5 天."""
    if span < HOUR:
        return words._("%(minutes)s分钟") % {"minutes": max(1, round(span.total_seconds() / 60))}
    if span < 2 * DAY:
        return words._("%(hours)s 小时") % {"hours": hours(round(span.total_seconds() / 60))}
    return words._("%(days)s 天") % {"days": f"{span / DAY:.1f}".removesuffix(".0")}


def wait_words(words: Words, wait: Wait) -> str:
    """Half of them within this, nine tenths within that; where both are one, that one."""
    if span_words(words, wait.median) == span_words(words, wait.ninety):
        return words._("九成的单不超过 %(ninety)s") % {"ninety": span_words(words, wait.ninety)}
    return words._("一半的单不超过 %(median)s,九成不超过 %(ninety)s") % {
        "median": span_words(words, wait.median),
        "ninety": span_words(words, wait.ninety),
    }


def share_words(words: Words, share: Share) -> str:
    """95%(19/20)."""
    return words._("%(percent)s%%(%(part)s/%(whole)s)") % {
        "percent": share.percent,
        "part": share.part,
        "whole": share.whole,
    }


def amounts(words: Words, now: Figures, before: Figures) -> list[tuple[Figure, str]]:
    """Each figure that has data, with its value; changes against the period before stand behind it."""
    satisfied, calls = now.satisfaction, now.calls
    spoken = words._("%(made)s 次,打通 %(reached)s 次") % {"made": calls.made, "reached": calls.reached}
    found: dict[Figure, str | None] = {
        Figure.RECEIVED: f"{now.all.received}{change(now.all.received, before.all.received)}",
        Figure.DONE: f"{now.all.done}{change(now.all.done, before.all.done)}",
        Figure.OPEN: f"{now.all.open}{change(now.all.open, before.all.open)}",
        Figure.OVERDUE: f"{now.overdue}{change(now.overdue, before.overdue)}"
        if now.all.open or before.overdue
        else None,
        Figure.TO_CLAIM: wait_words(words, now.to_claim) if now.to_claim else None,
        Figure.TO_FINISH: wait_words(words, now.to_finish) if now.to_finish else None,
        Figure.CLAIMED_IN_TIME: _shared(words, now.claimed_in_time, before.claimed_in_time),
        Figure.FINISHED_IN_TIME: _shared(words, now.finished_in_time, before.finished_in_time),
        Figure.SATISFACTION: _shared(
            words,
            Share(satisfied.satisfied, satisfied.rated),
            Share(before.satisfaction.satisfied, before.satisfaction.rated),
        ),
        Figure.RESPONSE: _shared(
            words,
            Share(satisfied.rated, satisfied.finished),
            Share(before.satisfaction.rated, before.satisfaction.finished),
        ),
        Figure.CALLS: spoken if calls.made else None,
        Figure.HOURS: _hours(words, now.minutes, before.minutes) if now.minutes or before.minutes else None,
        Figure.POINTS: f"{now.points}{change(now.points, before.points)}" if now.points or before.points else None,
        Figure.PAST: words._("%(count)s 条") % {"count": now.past} if now.past else None,
    }
    return [(figure, value) for figure, value in found.items() if value is not None]


def _shared(words: Words, now: Share, before: Share) -> str | None:
    if now.percent is None:
        return None
    if before.percent is None:
        return share_words(words, now)
    return words._("%(share)s,上期 %(before)s") % {"share": share_words(words, now), "before": f"{before.percent}%"}


def _hours(words: Words, minutes: int, before: int) -> str:
    more = "" if minutes == before else f"({'+' if minutes > before else '−'}{hours(abs(minutes - before))})"
    return words._("%(hours)s 小时") % {"hours": hours(minutes)} + more


def kinds(words: Words, by_kind: Mapping[Kind, Counts]) -> list[tuple[str, Counts]]:
    """By kind, where there is more than one."""
    return [(kind_word(words, kind), counts) for kind, counts in by_kind.items()] if len(by_kind) > 1 else []


def categories(words: Words, by_category: Mapping[str | None, Counts]) -> list[tuple[str, Counts]]:
    """By trade, where there is any; what has none is called so."""
    if set(by_category) <= {None}:
        return []
    return [(skill_word(words, key) or words._("没分工种"), counts) for key, counts in by_category.items()]


def most_and_rest(words: Words, named: Sequence[tuple[str, Counts]], most: int) -> list[tuple[str, int]]:
    """How many were received of each, of the first of them by name, of the others together: no line too many."""
    some = [(name, counts.received) for name, counts in named if counts.received]
    if len(some) <= most:
        return some
    return [*some[: most - 1], (words._("其余"), sum(count for _, count in some[most - 1 :]))]


def responsible(words: Words, one: Answerable) -> str:
    """What stands on the board: its own name, or its kind."""
    return one.name or party_kind_word(words, PartyKind(one.kind))


def names(words: Words, thanked: Sequence[Thanked]) -> list[str]:
    """As they want to be called."""
    return [public_name(words, one.name, ShownAs(one.shown_as), one.number) for one in thanked]


def board_lines(words: Words, board: Sequence[Answerable], most: int) -> list[dict[str, str]]:
    """The first of the responsible parties, each with what is known of it."""
    return [
        {
            "sign": "🧭" if one.kind == GRID else "🏢",
            "name": responsible(words, one),
            "done": str(one.done),
            "in_time": share_words(words, one.in_time) if one.in_time.whole else "",
            "satisfied": share_words(words, one.satisfied) if one.satisfied.whole else "",
            "overdue": str(one.overdue) if one.overdue else "",
        }
        for one in board[:most]
    ]
