"""What has to be true of the books at any time, looked at every night, by the doctor and by `ledger verify`.

Whoever keeps books of their own (the shop's stock, say) adds the questions that show whether they are whole.
"""

from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy import Subquery, case, func, select, union_all
from sqlalchemy.orm import aliased

from bot.domain.breach import Breach, Wrong
from bot.domain.ids import CommunityId
from bot.models import Account, HoursEntry, LedgerEntry
from bot.models.ledger import FOR_WORK, AccountKind
from bot.storage.goods.shop_invariants import reserve_is_what_waits, stock_is_its_moves
from bot.storage.ground.uow import Reading
from bot.storage.points.ledger_chain import first_broken, first_reworded
from bot.storage.points.sound_periods import first_unsound_period
from bot.storage.records.kept_sums import first_not_its_sum
from bot.storage.repairs.history_chain import histories_hold

Invariant = Callable[[Reading, CommunityId], Awaitable[Breach | None]]
"""The first thing wrong in one community; None: it is as it has to be. Nothing is changed."""


async def chain_holds(tx: Reading, community_id: CommunityId) -> Breach | None:
    """Every entry proves the one before it, and the last is the one that is known to be the last."""
    seq = await first_broken(tx, community_id)
    return None if seq is None else Breach(Wrong.ENTRY, community_id, seq)


async def reasons_stand(tx: Reading, community_id: CommunityId) -> Breach | None:
    """What was done by hand has the reason it was done with, unless that was removed with a person."""
    seq = await first_reworded(tx, community_id)
    return None if seq is None else Breach(Wrong.REASON, community_id, seq)


def _sums(community_id: CommunityId) -> Subquery:
    """By account: all that came in, less all that went out."""
    here = LedgerEntry.community_id == community_id
    moves = union_all(
        select(LedgerEntry.target_id.label("of"), LedgerEntry.amount).where(here),
        select(LedgerEntry.source_id, -LedgerEntry.amount).where(here),
    ).subquery()
    return select(moves.c.of, func.sum(moves.c.amount).label("total")).group_by(moves.c.of).subquery()


async def balances_are_sums(tx: Reading, community_id: CommunityId) -> Breach | None:
    """Each balance is the sum of its account's entries; so all balances together are nothing."""
    wrong = await first_not_its_sum(tx, Account, Account.balance, community_id, _sums(community_id))
    return None if wrong is None else Breach(Wrong.BALANCE, community_id, wrong)


async def work_is_its_entries(tx: Reading, community_id: CommunityId) -> Breach | None:
    """What an account has earned by work is what came in for it, without what was taken back."""
    back = aliased(LedgerEntry)
    taken_back = select(back.seq).where(back.community_id == community_id, back.reverses == LedgerEntry.seq).exists()
    sums = (
        select(LedgerEntry.target_id.label("of"), func.sum(LedgerEntry.amount).label("total"))
        .join(Account, (Account.community_id == LedgerEntry.community_id) & (Account.id == LedgerEntry.target_id))
        .where(LedgerEntry.community_id == community_id, LedgerEntry.kind.in_(FOR_WORK), ~taken_back)
        .where(Account.kind == AccountKind.MEMBER)
        .group_by(LedgerEntry.target_id)
        .subquery()
    )
    wrong = await first_not_its_sum(tx, Account, Account.worked, community_id, sums)
    return None if wrong is None else Breach(Wrong.WORK, community_id, wrong)


async def nobody_owes_unsaid(tx: Reading, community_id: CommunityId) -> Breach | None:
    """A member is below zero just as far as they were let, and so far only; the reserve and the spent never are."""
    below = case((Account.balance < 0, -Account.balance), else_=0)
    own = Account.kind.in_((AccountKind.MEMBER, AccountKind.RESERVE, AccountKind.SPENT))
    wrong = await tx.session.scalar(
        select(Account.id)
        .where(Account.community_id == community_id, own, Account.overdraft != below)
        .order_by(Account.id)
        .limit(1)
    )
    return None if wrong is None else Breach(Wrong.OVERDRAFT, community_id, wrong)


async def hours_are_hours(tx: Reading, community_id: CommunityId) -> Breach | None:
    """Nobody has served less than nothing."""
    wrong = await tx.session.scalar(
        select(HoursEntry.person_id)
        .where(HoursEntry.community_id == community_id)
        .group_by(HoursEntry.person_id)
        .having(func.sum(HoursEntry.minutes) < 0)
        .order_by(HoursEntry.person_id)
        .limit(1)
    )
    return None if wrong is None else Breach(Wrong.HOURS, community_id, wrong)


async def periods_are_sound(tx: Reading, community_id: CommunityId) -> Breach | None:
    """Each settled period is what was closed, and what its entries come to."""
    period = await first_unsound_period(tx, community_id)
    return None if period is None else Breach(Wrong.PERIOD, community_id, period)


INVARIANTS: tuple[Invariant, ...] = (
    chain_holds,
    reasons_stand,
    balances_are_sums,
    work_is_its_entries,
    nobody_owes_unsaid,
    hours_are_hours,
    periods_are_sound,
    stock_is_its_moves,
    reserve_is_what_waits,
)
"""Of points, hours and goods, in the order in which trouble explains other trouble."""
HISTORIES: tuple[Invariant, ...] = (histories_hold,)
"""Of what happened to orders."""


async def breaches(
    tx: Reading, community_id: CommunityId, of: Sequence[Invariant] = (*INVARIANTS, *HISTORIES)
) -> list[Breach]:
    """Everything that is wrong with a community's books, one thing of each sort."""
    found = [await holds(tx, community_id) for holds in of]
    return [breach for breach in found if breach is not None]
