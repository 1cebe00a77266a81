"""What a report needs beside the figures: the period before, thanks, the board of responsible parties."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import and_, select

from bot.domain.figures import GRID, Answerable, Report, Share, Thanked
from bot.domain.ids import CommunityId
from bot.domain.lateness import party_answers
from bot.domain.periods import Period, period_before
from bot.models import Community, FollowUp, Order, Party, Rating, Slot
from bot.models.residents import Verdict
from bot.models.slots import SlotOutcome
from bot.storage.ground.slots import take_slot
from bot.storage.ground.uow import Reading, Writing
from bot.storage.points.ranking import ranking
from bot.storage.records.figures import (
    Due,
    Ended,
    ended_in,
    figures_of,
    grid_names,
    overdue_in,
    share_of,
    span_of,
    stretches,
)
from bot.storage.repairs.history import handed_over

PARTY = "party"
Who = tuple[str, int | None]
"""An outside party or a grid, by its number; of orders that have neither, a grid without one."""
Row = TypeVar("Row", bound=Due)
POSTED, BEHIND_POSTED = "posted/", "posted0"
"""Slots between these two, which no other kind does, say that the group has a bulletin."""


async def report_of(tx: Reading, community: Community, period: Period) -> Report:
    """Everything about one period, as the books are now."""
    return Report(
        figures=await figures_of(tx, community, period),
        before=await figures_of(tx, community, period_before(period)),
        stretches=await stretches(tx, community, period),
        thanked=await _thanked(tx, community, period),
        board=await board_of(tx, community, period) if community.ways().board else (),
    )


async def _thanked(tx: Reading, community: Community, period: Period) -> list[Thanked]:
    begin, end = span_of(community, period)
    rows = await ranking(tx, community, begin, until=end)
    return [Thanked(row.name, row.shown_as, row.number, row.points) for row in rows]


async def board_of(tx: Reading, community: Community, period: Period) -> list[Answerable]:
    """红黑榜: outside parties, then grids, that ended something or are late; the most often in time first."""
    ended = await ended_in(tx, community.id, *span_of(community, period))
    late = await overdue_in(tx, community, period)
    all_due: Sequence[Due] = (*ended, *late)
    handed = await handed_over(tx, community.id, [each.number for each in all_due if each.party_id is not None])
    rated = await _verdicts(tx, community.id, *span_of(community, period)) if ended else {}
    done_by, late_with = _shared_out(ended, handed), _shared_out(late, handed)
    named: list[tuple[str, int, str, str]] = [
        (PARTY, party.id, party.name, party.kind) for party in await _parties(tx, community.id)
    ]
    named += [(GRID, key, name, GRID) for key, name in (await grid_names(tx, community.id)).items()]
    lines = [
        _line(name, kind, done_by[sort, key], rated, len(late_with[sort, key]))
        for sort, key, name, kind in named
        if done_by[sort, key] or late_with[sort, key]
    ]
    return sorted(lines, key=_place)


def _shared_out(orders: Sequence[Row], handed: Mapping[int, datetime]) -> defaultdict[Who, list[Row]]:
    """By the one who answers for each: the outside party that has it, or the grid; never both."""
    found: defaultdict[Who, list[Row]] = defaultdict(list)
    for each in orders:
        outside = each.party_id is not None and party_answers(handed.get(each.number), each.finish_by)
        found[(PARTY, each.party_id) if outside else (GRID, each.grid_id)].append(each)
    return found


async def _parties(tx: Reading, community_id: CommunityId) -> Sequence[Party]:
    return (await tx.session.scalars(select(Party).where(Party.community_id == community_id))).all()


def _line(name: str, kind: str, ended: Sequence[Ended], rated: dict[int, list[Verdict]], overdue: int) -> Answerable:
    in_time = share_of(each.in_time for each in ended if each.in_time is not None)
    return Answerable(name, kind, len(ended), in_time, _satisfied(ended, rated), overdue)


def _place(line: Answerable) -> tuple[bool, float, int, int, str]:
    return line.kind == GRID, -line.standing, line.overdue, -line.done, line.name


def _satisfied(ended: Sequence[Ended], rated: dict[int, list[Verdict]]) -> Share:
    """Of those about which somebody said something, where all who did are satisfied; as `Satisfaction` has it."""
    said = [rated[each.number] for each in ended if each.number in rated]
    return share_of(all(verdict is Verdict.SATISFIED for verdict in verdicts) for verdicts in said)


async def _verdicts(tx: Reading, community_id: CommunityId, begin: datetime, end: datetime) -> dict[int, list[Verdict]]:
    """What residents said of the last round of what ended in between, by a button or when they were called."""
    here = (Order.community_id == community_id, Order.ended_at >= begin, Order.ended_at < end)
    found: defaultdict[int, list[Verdict]] = defaultdict(list)
    for said, in_words in ((Rating, Rating.verdict), (FollowUp, FollowUp.result)):
        last = and_(said.community_id == Order.community_id, said.number == Order.number, said.round == Order.round)
        rows = await tx.session.execute(select(said.number, in_words).select_from(Order).join(said, last).where(*here))
        for number, word in rows:
            if word in tuple(Verdict):
                found[number].append(Verdict(word))
    return found


async def note_posted(tx: Writing, community_id: CommunityId, period: Period) -> None:
    """The group has the bulletin about this period: an occasion of its own, on the day on which it was posted."""
    kind = f"{POSTED}{period.begins:%Y%m%d}-{period.ends:%Y%m%d}"
    await take_slot(tx, community_id, kind, tx.now.date(), SlotOutcome.OWED)


async def posted_in(tx: Reading, community_id: CommunityId) -> list[Period]:
    """The periods that the group has a bulletin about, the one posted last first."""
    kinds = await tx.session.scalars(
        select(Slot.kind)
        .where(Slot.community_id == community_id, Slot.kind > POSTED, Slot.kind < BEHIND_POSTED)
        .order_by(Slot.day.desc(), Slot.kind)
    )
    return [Period(*(date.fromisoformat(day) for day in kind.removeprefix(POSTED).split("-"))) for kind in kinds]
