"""The headings of sheets in which repairs are kept by hand: which column is what (pure, no I/O)."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from bot.domain.past import NEEDED, Column
from bot.language.letters.script import fold

ALIKE = 66
"""Of a hundred: from here on a heading that nobody knows may be meant for one that is known."""
MOST_ABOVE = 30
"""Rows of titles and remarks above the headings."""
LONGEST_HEAD = 20
_NAMES: Mapping[Column, str] = {
    Column.NAME: """报修人姓名 报修人 报修居民 报修住户 报修姓名 住户姓名 住户 业主姓名 业主 居民姓名 居民 户主
    联系人 姓名 reportedby resident name reporter""",
    Column.BUILDING: """楼号 楼栋 楼栋号 楼号房号 楼房号 楼号单元 地址 住址 房号 门牌 门牌号 报修地址 维修地址 位置 地点
    building address where place""",
    Column.WHAT: """维修事项 事项 报修事项 报修内容 维修内容 内容 故障 故障描述 问题 问题描述 维修项目 项目
    what problem description""",
    Column.PHONE: """联系电话 电话 电话号码 手机 手机号 手机号码 联系方式 报修人电话
    phone telephone mobile tel""",
    Column.VOLUNTEERS: """维修人姓名 维修人 维修人员 维修员 维修师傅 师傅 志愿者 志愿者姓名 接单人 处理人
    repairedby volunteer""",
    Column.DAY: """维修日期 日期 维修时间 完成日期 完成时间 修好日期 办结日期 处理日期 时间
    repairedon date day""",
    Column.RESULT: """维修结果 结果 处理结果 办理结果 完成情况 维修情况 办理情况
    result outcome""",
    Column.POINTS: """积分 得分 分值 奖励积分 志愿积分
    points""",
    Column.NUMBER: """单号 订单号
    order orderno""",
}
KNOWN: Mapping[str, Column] = {name: column for column, names in _NAMES.items() for name in names.split()}


class Heads(NamedTuple):
    """Where the headings stand, and which column is what."""

    row: int
    """Counted from 0."""
    columns: Mapping[Column, int]
    guessed: tuple[tuple[str, Column], ...]

    @property
    def missing(self) -> tuple[Column, ...]:
        """What nobody named and has to be there."""
        return tuple(column for column in NEEDED if column not in self.columns)


def _plain(heading: str) -> str:
    """Without spaces, marks and what stands in brackets: 联系电话(手机) is 联系电话."""
    return re.sub(r"\(.*?\)|[\W_]", "", fold(heading).lower())


def find_heads(rows: Sequence[Sequence[str]], *, guess: bool = True) -> Heads | None:
    """The row that names the columns, below whatever titles; None: there is none."""
    best: Heads | None = None
    for at, row in enumerate(rows[:MOST_ABOVE]):
        heads = Heads(at, *_columns(row, guess=guess))
        if len(heads.columns) > (1 if best is None else len(best.columns)):
            best = heads
    return best


def _columns(row: Sequence[str], *, guess: bool) -> tuple[dict[Column, int], tuple[tuple[str, Column], ...]]:
    found: dict[Column, int] = {}
    cells = [(at, _plain(cell)) for at, cell in enumerate(row) if 0 < len(cell) <= LONGEST_HEAD]
    for at, cell in cells:
        if cell in KNOWN:
            found.setdefault(KNOWN[cell], at)
    guessed: list[tuple[str, Column]] = []
    if guess and len(found) > 1:
        for at, cell in cells:
            column = None if cell in KNOWN else _alike(cell, set(Column) - found.keys())
            if column is not None:
                found[column] = at
                guessed.append((row[at], column))
    return found, tuple(guessed)


def _alike(cell: str, left: set[Column]) -> Column | None:
    scores = [(fuzz.ratio(cell, name), str(column)) for name, column in KNOWN.items() if column in left]
    score, column = max(scores, default=(0.0, ""))
    return Column(column) if score >= ALIKE else None
