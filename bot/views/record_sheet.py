"""The record as sheets (维修统计表): the eight columns that are kept by hand everywhere, and what is known beside."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.domain.figures import Figure, InTime
from bot.domain.ids import PersonId
from bot.domain.record import Wanted
from bot.language.persons.phones import mask_phone
from bot.models import Community
from bot.models.hours import HoursKind
from bot.models.residents import CallResult, Verdict
from bot.reports.sheets import Cell
from bot.storage.records.record import RecordRow, Repairer, local
from bot.storage.records.record_books import CallRow, HoursRow, MovedRow
from bot.views.entries import kind_word as entry_word
from bot.views.figure_words import definition
from bot.views.labels import call_word, full_address, kind_word, skill_word, status_word, urgency_word, verdict_word
from bot.views.spans import days_words
from bot.views.words import Words

WIDTHS = (12, 22, 32, 16, 16, 13, 26, 8, 8, 10, 10, 12, 8, 17, 17, 17, 17, 10, 17, 10)
BESIDE = (10, 18, 14, 14, 10, 10, 30)
HOW = (24, 80)


class Names(NamedTuple):
    """What the sheets are called."""

    record: str
    repairers: str
    points: str
    hours: str
    calls: str
    how: str


def names(words: Words) -> Names:
    """In this language."""
    return Names(
        words._("维修统计表"), words._("维修人"), words._("积分"), words._("服务时长"), words._("回访"),
        words._("怎么得出来的"),
    )  # fmt: skip


class Made(NamedTuple):
    """When a file was made, for whom, and by which version of the program; nobody: for whoever holds the machine."""

    at: datetime
    who: str | None
    version: str


def how_head(words: Words) -> Sequence[str]:
    """Of the sheet that explains the others."""
    return words._("项目"), words._("说明")


def head(words: Words) -> Sequence[str]:
    """The columns; the first eight are those of the sheets that people keep by hand."""
    return (
        words._("报修人姓名"), words._("楼号"), words._("维修事项"), words._("联系电话"), words._("维修人姓名"),
        words._("维修日期"), words._("维修结果"), words._("积分"),
        words._("单号"), words._("状态"), words._("类别"), words._("工种"), words._("紧急程度"), words._("报修时间"),
        words._("接单时间"), words._("修好时间"), words._("办结时间"), words._("居民评价"),
        words._("办结时限"), words._("按时"),
    )  # fmt: skip


def line(words: Words, row: RecordRow, community: Community, *, full: bool) -> Sequence[Cell]:
    """One line. Not in full, nobody can be recognised by a stranger, and nobody be called."""
    phone = row.phone if full or row.phone is None else mask_phone(row.phone)
    result = [status_word(words, row.status), *([row.result] if full and row.result else [])]
    return (
        row.name if full else masked_name(row.name),
        full_address(row.building, row.flat if full else None),
        row.what,
        None if phone is None else phone.removeprefix("+86"),
        "、".join(row.volunteers),
        row.day,
        ":".join(result),
        row.points,
        row.number,
        status_word(words, row.status),
        kind_word(words, row.kind),
        skill_word(words, row.skill),
        urgency_word(words, row.urgency),
        *(local(instant, community) for instant in (row.reported, row.claimed, row.done, row.ended)),
        None if row.verdict is None else _said(words, row.verdict),
        local(row.finish_by, community),
        None if row.in_time is None else in_time_word(words, row.in_time),
    )


def _said(words: Words, verdict: Verdict | CallResult) -> str:
    """满意, or 满意(回访): on the telephone."""
    if isinstance(verdict, Verdict):
        return verdict_word(words, verdict).partition(" ")[2]
    return words._("%(result)s(回访)") % {"result": call_word(words, verdict).partition(" ")[2]}


def in_time_word(words: Words, in_time: InTime) -> str:
    """How an order stands to its limit."""
    return {
        InTime.YES: words._("按时"),
        InTime.LATE: words._("超时"),
        InTime.OVERDUE: words._("超时未结"),
    }[in_time]


def masked_name(name: str | None) -> str | None:
    """The first character, and that there is more: 王**."""
    return name and name[0] + "**"


def repairers_head(words: Words) -> Sequence[str]:
    """Of the sheet of those who repair."""
    return words._("姓名"), words._("办结的单"), words._("导入的旧记录"), words._("是不是队员")


def repairers(
    words: Words, tally: Mapping[Repairer, Mapping[bool, int]], linked: Mapping[PersonId, str]
) -> list[Sequence[Cell]]:
    """Who repaired how much, the most first; what was brought in stands apart from what was done here."""
    most_first = sorted(tally.items(), key=lambda item: (-item[1].get(False, 0), -item[1].get(True, 0), str(item[0])))
    return [
        (
            one if isinstance(one, str) else linked[one],
            counts.get(False, 0),
            counts.get(True, 0),
            words._("表里的名字") if isinstance(one, str) else words._("队员"),
        )
        for one, counts in most_first
    ]


def moved_head(words: Words) -> Sequence[str]:
    """Of the sheet of points."""
    return words._("序号"), words._("时间"), words._("事由"), words._("姓名"), words._("积分"), words._("单号")


def moved_line(words: Words, row: MovedRow, community: Community) -> Sequence[Cell]:
    """Points that moved."""
    why = entry_word(words, row.kind).rpartition(" ")[2]
    return row.seq, local(row.at, community), why, row.member, row.points, row.number


def hours_head(words: Words) -> Sequence[str]:
    """Of the sheet of hours."""
    return words._("时间"), words._("姓名"), words._("事由"), words._("分钟"), words._("单号")


def hours_line(words: Words, row: HoursRow, community: Community) -> Sequence[Cell]:
    """Hours that were served."""
    why = {
        HoursKind.ORDER: words._("维修"),
        HoursKind.ACTIVITY: words._("参加活动"),
        HoursKind.MANUAL: words._("手工"),
        HoursKind.REVERSAL: words._("撤销"),
    }[row.kind]
    return local(row.at, community), row.member, why, row.minutes, row.number


def calls_head(words: Words) -> Sequence[str]:
    """Of the sheet of calls."""
    return (
        words._("单号"), words._("时间"), words._("第几轮"), words._("第几次"), words._("谁打的"), words._("结果"),
        words._("备注"),
    )  # fmt: skip


def call_line(words: Words, row: CallRow, community: Community, *, full: bool) -> Sequence[Cell]:
    """A call that was made."""
    result = None if row.result is None else call_word(words, row.result).partition(" ")[2]
    at = local(row.at, community)
    return row.number, at, row.round, row.attempt, row.caller, result, row.note if full else None


def how_it_was_made(
    words: Words, community: Community, wanted: Wanted, counts: dict[str, int], made: Made
) -> list[Sequence[Cell]]:
    """What is in the file, and what each figure means."""
    kind = words._("全部") if wanted.kind is None else kind_word(words, wanted.kind)
    seen = words._("完整") if wanted.full else words._("姓名、电话打码,不含门牌和备注")
    return [
        (words._("社区"), community.name),
        (words._("日期"), range_words(words, wanted)),
        (words._("类别"), kind),
        (words._("个人信息"), seen),
        (words._("导出人"), made.who or words._("管理这台机器的人,用命令行")),
        (words._("导出时间"), words.moment_of_year(made.at, community.zone)),
        (words._("时区"), community.timezone),
        (words._("程序版本"), made.version),
        *((words._("%(sheet)s 行数") % {"sheet": name}, count) for name, count in counts.items()),
        (words._("选哪些单"), words._("报修时间(导入的旧记录:维修日期)在这段日期里,头尾两天都算")),
        (words._("维修日期"), words._("维修人报修好的那天;没有时,办结那天")),
        (words._("维修结果"), words._("现在的状态;完整导出时加上维修人写的话")),
        (words._("积分"), words._("这一单实际发出的积分,几个人就是合计;导入的旧记录照原表写,队员的积分不因此增加")),
        (words._("按时"), words._("有时限的单:按时办结、超时才办结,或超时未结;空着的没有时限或时限没到")),
        (words._("超时未结"), definition(words, Figure.OVERDUE)),
        (words._("居民评价"), words._("最后一轮里居民自己的评价;没评价、回访时说了的,写「回访」;都没有的空着")),
        (words._("单号"), words._("空着的是导入的旧记录")),
        (words._("维修人"), words._("办结的单按接单的人数;导入的旧记录单独一列,照原表的名字或认出的队员")),
        (words._("服务时长"), words._("这段日期里做的事;撤销的是负数")),
        (words._("回访"), words._("这段日期里打的电话,每打一次一行")),
    ]


def range_words(words: Words, wanted: Wanted) -> str:
    """Of which days: 2026年10月1日 到 2026年10月31日."""
    if wanted.since is None and wanted.until is None:
        return words._("全部日期")
    days = [day for day in (wanted.since, wanted.until) if day is not None]
    return days_words(words, days[0], days[-1])
