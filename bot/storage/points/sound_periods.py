"""Whether closed periods are what they were: sworn, one behind the other, and what their entries come to."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from bot.domain.ids import CommunityId, PersonId
from bot.domain.tally import Tally
from bot.models import SettledLine, SettledPeriod
from bot.storage.ground.uow import Reading
from bot.storage.points.settled import lines_of, sworn_text
from bot.storage.points.settling import add_moved


async def first_unsound_period(tx: Reading, community_id: CommunityId) -> int | None:
    """The id of the first closed period that was altered, removed or slipped in; None: all are sound."""
    expected, after, closings = 1, 0, dict[PersonId, int]()
    periods = await tx.session.scalars(
        select(SettledPeriod).where(SettledPeriod.community_id == community_id).order_by(SettledPeriod.id)
    )
    for period in periods.all():
        lines = await lines_of(tx, community_id, period.id)
        sworn = period.mac == tx.vault.ledger_mac(sworn_text(period, lines))
        if not (period.id == expected and period.after_seq == after and sworn):
            return expected
        if not await _says_what_entries_say(tx, period, lines, closings):
            return expected
        expected, after = expected + 1, period.until_seq
        closings = {line.person_id: line.closing for line in lines}
    return None


async def _says_what_entries_say(
    tx: Reading, period: SettledPeriod, lines: Sequence[SettledLine], closings: Mapping[PersonId, int]
) -> bool:
    """Whether each member begins with what they had, and ends with what the entries made of it."""
    found = {person_id: Tally(opening=opening) for person_id, opening in closings.items() if opening}
    await add_moved(tx, period.community_id, (period.after_seq, period.until_seq), found)
    ends = {person_id: (tally.opening, tally.closing) for person_id, tally in found.items()}
    told = {line.person_id: (line.opening, line.closing) for line in lines}
    return all(told.get(person_id, (0, 0)) == ends.get(person_id, (0, 0)) for person_id in {*told, *ends})
