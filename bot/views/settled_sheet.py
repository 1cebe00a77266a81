"""The file of a closed period: a summary, every entry, and how it was made; the same bytes whenever it is asked for.

Everything in it comes from rows that do not change. A name, or a reason given for an entry, is missing when the
person it speaks of was removed since.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from bot.domain.stars import HOUR
from bot.models import SettledPeriod
from bot.models.ledger import AccountKind
from bot.reports.sheets import Cell
from bot.reports.workbooks import Sheet, xlsx
from bot.storage.members.people import NAMELESS
from bot.storage.points.settled import MovedFacts, SettledFacts
from bot.views.entries import kind_word, reason_words
from bot.views.screen import File
from bot.views.spans import day_words, period_words
from bot.views.words import Words

MAC_SHOWN = 16
"""Hexadecimal digits of a proof that are shown: enough to compare two files by eye."""


def settled_file(
    words: Words, period: SettledPeriod, members: Sequence[SettledFacts], moved: Sequence[MovedFacts]
) -> File:
    """The XLSX file; `words` are of the language the period was closed in."""
    names = {member.number: member.name or NAMELESS for member in members}
    sheets = (
        _summary(words, members),
        _entries(words, period, moved, names),
        _how(words, period, len(members), len(moved)),
    )
    title = words._("清算表")
    name = f"{title}-{period_words(words, period.period)}.xlsx".replace(" ", "-")
    return File(name, partial(xlsx, sheets, made=period.closed_at))


def _summary(words: Words, members: Sequence[SettledFacts]) -> Sheet:
    head = (
        words._("编号"), words._("姓名"), words._("期初"), words._("收入"), words._("捐赠"), words._("兑换"),
        words._("撤销"), words._("过期"), words._("期末"), words._("服务小时"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [(member.number, member.name or NAMELESS, *_figures(member)) for member in members]
    columns = list(zip(*map(_figures, members), strict=True)) or [()] * len(head[2:])
    total: tuple[Cell, ...] = (None, words._("合计"), *(round(sum(column), 2) for column in columns))
    return Sheet(words._("汇总"), head, [*rows, total])


def _figures(member: SettledFacts) -> tuple[float, ...]:
    tally = member.tally
    points = (tally.opening, tally.earned, tally.donated, tally.redeemed, tally.reversed, tally.expired, tally.closing)
    return (*points, round(tally.minutes / HOUR, 2))


def _entries(words: Words, period: SettledPeriod, moved: Sequence[MovedFacts], names: Mapping[int, str]) -> Sheet:
    head = (
        words._("序号"), words._("时间"), words._("事由"), words._("转出"), words._("转入"), words._("积分"),
        words._("单号"), words._("撤销第几笔"), words._("经手"), words._("原因"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            entry.seq,
            entry.at.astimezone(period.zone).replace(tzinfo=None),
            kind_word(words, entry.kind),
            _holder(words, entry.source, names),
            _holder(words, entry.target, names),
            entry.points,
            entry.number,
            entry.reverses,
            words._("人工") if entry.by_hand else words._("自动"),
            reason_words(words, entry.reason),
        )
        for entry in moved
    ]
    return Sheet(words._("明细"), head, rows)


def _holder(words: Words, holder: tuple[AccountKind, int], names: Mapping[int, str]) -> str:
    kind, number = holder
    if kind is AccountKind.MEMBER:
        return f"{number} {names.get(number, NAMELESS)}"
    return {
        AccountKind.MINT: words._("发放"),
        AccountKind.RESERVE: words._("预留"),
        AccountKind.SPENT: words._("已兑换"),
        AccountKind.ADJUSTMENT: words._("调整"),
    }[kind]


def _how(words: Words, period: SettledPeriod, members: int, entries: int) -> Sheet:
    lapse = words._("挣到 %(months)s 个整月后过期,先挣的先用") % {"months": period.lapse_months}
    rows: list[tuple[Cell, ...]] = [
        (words._("社区"), period.title),
        (words._("清算期"), period_words(words, period.period)),
        (words._("起止"), f"{day_words(words, period.begins)} 00:00 – {day_words(words, period.ends)} 00:00"),
        (words._("时区"), period.timezone),
        (words._("清算时间"), period.closed_at.astimezone(period.zone).replace(tzinfo=None)),
        (words._("第几期"), period.id),
        (words._("人数"), members),
        (words._("笔数"), entries),
        (words._("账目序号"), f"{period.after_seq + 1} – {period.until_seq}"),
        (words._("积分过期"), lapse if period.lapse_months else words._("不过期")),
        (words._("算法"), words._("期末 = 期初 + 收入 + 捐赠 + 兑换 + 撤销 + 过期;减少的写负数")),
        (words._("归期"), words._("按账目序号归期;清算以后的更正记在下一期")),
        (words._("服务时长"), words._("本期结束前做的、清算时已记下的、以前没算过的")),
        (words._("校验码"), period.mac[:MAC_SHOWN]),
    ]
    return Sheet(words._("怎么算的"), (words._("项目"), words._("内容")), rows)
