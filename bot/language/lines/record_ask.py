"""Which part of the record is meant: 2026-10, 上月, 2026-10-01 2026-10-31 维修 (pure, no I/O)."""

import re
from dataclasses import replace
from datetime import date

from bot.domain.kind import Kind
from bot.domain.periods import Every, period_of
from bot.domain.record import Form, Wanted
from bot.domain.record_errors import NoSuchDay, NotUnderstood, StillToCome
from bot.language.dates.named_days import ONE_DAY, find_days
from bot.language.letters.script import fold

_ALL = re.compile(r"全部|所有|\ball\b")
_CSV = re.compile(r"\bcsv\b")
_KINDS = {
    Kind.REPAIR: re.compile(r"维修|报修|\brepairs?\b"),
    Kind.HAZARD: re.compile(r"隐患|\bhazards?\b"),
    Kind.WISH: re.compile(r"微?心愿|\bwish(?:es)?\b"),
    Kind.OPINION: re.compile(r"意见|建议|\bopinions?\b"),
}
_FILLERS = re.compile(
    r"导出|统计表|表格?|台账|记录|数据|类别|日期|的|份|和|从|[\s,、。.:;!?()~-]"
    r"|\b(?:xlsx|excel|records?|the|of|for|from|to|as|in|and|kinds?|days)\b"
)


def read_wanted(text: str, today: date, *, command: str = "export") -> Wanted:
    """What a line asks for, this month where it names no days.

    Raises:
        NoSuchDay: it names a day that there is not.
        NotUnderstood: something in it is nothing that can be asked for.
        StillToCome: the days have not begun.
    """
    line = fold(text).strip().casefold()
    form = Form.CSV if _CSV.search(line) else Form.XLSX
    kind = next((kind for kind, pattern in _KINDS.items() if pattern.search(line)), None)
    line = _CSV.sub(" ", line if kind is None else _KINDS[kind].sub(" ", line))
    try:
        period, left = find_days(line, today)
    except ValueError as error:
        raise NoSuchDay from error
    everything = _ALL.search(left) is not None
    if unread := _FILLERS.sub("", _ALL.sub(" ", left)):
        raise NotUnderstood(said=unread, command=command)
    wanted = Wanted(kind=kind, form=form)
    if everything and period is None:
        return wanted
    days = period or period_of(today, Every.MONTH)
    if days.begins > today:
        raise StillToCome(day=days.begins)
    return replace(wanted, since=days.begins, until=days.ends - ONE_DAY)
