"""The books of one community say the same, whatever stands in those of another."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.domain.roles import Role
from bot.domain.shown_as import ShownAs
from bot.domain.tally import SUMS
from bot.models import (
    Community,
    EntryReason,
    LedgerHead,
    Membership,
    Order,
    Person,
    SettledLine,
    SettledName,
    SettledPeriod,
    Volunteer,
)
from bot.models.hours import HoursKind
from bot.models.ledger import EntryKind
from bot.storage.ground.uow import Reading
from bot.storage.points.certificates import service_of
from bot.storage.points.earnings import earned_by_work, judgements_paid, paid_for_judging
from bot.storage.points.honours import account_numbers, candidates
from bot.storage.points.hours import Minutes, add_minutes, minutes_of, standing_keys, take_back_minutes
from bot.storage.points.lapses import LapseKey, lapse_of, lapsing_points, write_lapse
from bot.storage.points.ledger import balance_of, seq_of_key, unused_key
from bot.storage.points.ledger_chain import bears, booked_since, first_broken, first_reworded, head_of, prove_head
from bot.storage.points.ranking import ranking
from bot.storage.points.settled import (
    last_settled,
    lines_of,
    moved_in,
    period_ending,
    settled_facts,
    settled_page,
    settled_period,
    settled_with,
)
from bot.storage.points.settling import open_span, tallies_in
from bot.storage.points.sound_periods import first_unsound_period
from bot.storage.points.stars import minutes_by, stars_between, take_new_stars
from bot.storage.points.statements import entries_of, reversal_of, standing_for_order, statement_of
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.ledgers import ANN, BO, HERE, NOON, SECRETARY, THERE, Books, open_books
from tests.storage.test_points_of_entries import HOUR, moves

pytestmark = AT_LENGTH_ON_POSTGRESQL
DAY = timedelta(days=1)
STAR = 100 * 60


@pytest.fixture
async def books(database_url: str, tmp_path: Path) -> AsyncIterator[Books]:
    async with open_books(database_url, tmp_path) as here:
        yield here


async def asked(tx: Reading, here: CommunityId) -> dict[str, Any]:
    """Everything that can be asked of a community's books."""
    community = await tx.session.get_one(Community, here)
    told: dict[str, Any] = {
        "head": await head_of(tx, here),
        "since": [await booked_since(tx, here, at) for at in (None, NOON, NOON + HOUR)],
        "broken": [await first_broken(tx, here), await first_reworded(tx, here), await first_unsound_period(tx, here)],
        "ranks": [await ranking(tx, community, since) for since in (None, NOON - DAY, NOON + HOUR)],
        "lapsing": await lapsing_points(tx, here, NOON + HOUR),
        "judged": await paid_for_judging(tx, here, "rating 3"),
        "candidates": await candidates(tx, here, range(1, 6)),
        "stars": await stars_between(tx, here, NOON - DAY, NOON + DAY),
        "minutes": await minutes_by(tx, here, [ANN, BO]),
        "keys": [await seq_of_key(tx, here, key) for key in ("award 1", "award 2", "award 9")],
        "back": [await reversal_of(tx, here, seq) for seq in range(1, 7)],
        "standing": [entry.seq for entry in await standing_for_order(tx, here, OrderNumber(1001), {EntryKind.AWARD})],
        "standing minutes": await standing_keys(tx, here, 1001),
    }
    for who in (ANN, BO):
        told[f"of {who}"] = [
            await statement_of(tx, here, who, limit=9),
            await entries_of(tx, here, who),
            await balance_of(tx, here, who),
            await minutes_of(tx, here, who),
            await service_of(tx, community, who, 2026),
            await account_numbers(tx, here, who),
            await earned_by_work(tx, here, who, since=NOON, until=NOON + DAY),
            await judgements_paid(tx, here, who, since=NOON, until=NOON + DAY),
            getattr(await lapse_of(tx, LapseKey(here, who, date(2026, 11, 1))), "announced", None),
        ]
    return told | await _settled(tx, community)


async def _settled(tx: Reading, community: Community) -> dict[str, Any]:
    here, span = community.id, await open_span(tx, community)
    periods, count = await settled_page(tx, here, limit=2, offset=0)
    last, first = await last_settled(tx, here), await settled_period(tx, here, 1)
    ending = [await period_ending(tx, here, day) for day in (date(2026, 10, 1), date(2026, 10, 2))]
    return {
        "span": None if span is None else (span.period, span.after_seq, span.until_seq, span.until_minutes),
        "tallies": None if span is None else await tallies_in(tx, community, span),
        "page": ([period.id for period in periods], count),
        "ends": [None if each is None else (each.title, each.id) for each in (last, first, *ending)],
        "lines": [(line.person_id, line.closing) for line in await lines_of(tx, here, 1)],
        "facts": [await settled_facts(tx, period) for period in periods],
        "moved": [await moved_in(tx, period) for period in periods],
        "with": [(each.community_id, each.id) for each in await settled_with(tx, ANN) if each.community_id == here],
    }


async def fill(books: Books, where: CommunityId, who: tuple[PersonId, PersonId], scale: int) -> None:
    """The same keys and the same numbers in each community, for other people and other amounts."""
    one, other = who
    async with books.uow.writing(NOON) as tx:
        here = (Order.community_id == where, Order.number.in_((1001, 1002)))
        await tx.session.execute(update(Order).where(*here).values(done_at=NOON + scale * HOUR))
    paid = await moves(books, "award 1", one, 10 * scale, community=where, number=1001)
    await moves(books, "award 2", other, 7 * scale, community=where, number=1001)
    await moves(books, "rating 3", other, scale, community=where)
    if scale > 1:
        wrong = {"reverses": paid, "reason": "算错了", "number": 1001, "community": where}
        await moves(books, "reversal 4", one, -10 * scale, NOON + HOUR, **wrong)
    await moves(books, "manual 5", one, 3 * scale, NOON + HOUR, community=where, reason=f"帮忙 {scale}")
    async with books.uow.writing(NOON) as tx:
        for key, person, at in (("a", one, NOON), ("b", other, NOON + HOUR)):
            given = Minutes(HoursKind.ORDER, person, STAR * scale, key, None, at, number=OrderNumber(1001))
            await add_minutes(tx, where, given)
        if scale > 1:
            await take_back_minutes(tx, where, "b", by=None)
        await take_new_stars(tx, where)
        await write_lapse(tx, LapseKey(where, one, date(2026, 11, 1)), scale, NOON + scale * HOUR)
        tx.session.add(Membership(community_id=where, person_id=one, role=Role.VOLUNTEER, since=NOON))
        shown = ShownAs.TITLE if scale > 1 else ShownAs.NUMBER
        tx.session.add(Volunteer(community_id=where, person_id=one, shown_as=shown, ranked=scale == 1, updated_at=NOON))
        if scale > 1:
            await tx.session.execute(
                update(EntryReason).where(EntryReason.community_id == where).values(words=tx.vault.seal("别的"))
            )
    await _settle(books, where, one, scale)


async def _settle(books: Books, where: CommunityId, who: PersonId, scale: int) -> None:
    async with books.uow.writing(NOON) as tx:
        for number in range(1, scale + 1):
            tx.session.add(
                SettledPeriod(
                    community_id=where,
                    id=number,
                    begins=date(2026, 9, number),
                    ends=date(2026, 10, number),
                    after_seq=0,
                    until_seq=scale,
                    until_minutes=scale,
                    closed_at=NOON,
                    closed_by=SECRETARY,
                    title=f"of {where}",
                    timezone="Asia/Shanghai",
                    locale="zh_CN",
                    lapse_months=0,
                    mac="",
                )
            )
            await tx.session.flush()
            own: dict[str, Any] = {"community_id": where, "period_id": number, "person_id": who}
            sums = dict.fromkeys(SUMS, 0) | {"earned": scale}
            tx.session.add(SettledLine(account_id=2, closing=scale, **own, **sums))
            await tx.session.flush()
            tx.session.add(SettledName(name=tx.vault.seal(f"{who} of {where}"), **own))


@pytest.mark.parametrize(("here", "there"), [(HERE, THERE), (THERE, HERE)], ids=["the first", "the second"])
async def test_a_communitys_books_say_the_same_beside_those_of_another(
    books: Books, here: CommunityId, there: CommunityId
) -> None:
    await fill(books, here, (ANN, BO), 1)
    async with books.uow.reading(NOON) as tx:
        alone = await asked(tx, here)
    assert [alone["page"], alone["with"], alone["keys"]] == [([1], 1), [(here, 1)], [1, 2, None]]
    await fill(books, there, (BO, ANN), 2)
    async with books.uow.reading(NOON) as tx:
        beside = await asked(tx, here)
    assert beside == alone


async def test_a_head_without_a_proof_is_proved_once_the_chain_was_seen_to_hold(books: Books) -> None:
    await moves(books, "award 1", ANN, 10)
    for proof, holds in (("", None), ("of somebody else", 2)):
        async with books.uow.writing(NOON) as tx:
            await tx.session.execute(update(LedgerHead).values(proof=proof))
        async with books.uow.writing(NOON) as tx:
            assert await first_broken(tx, HERE) == holds
            await prove_head(tx, HERE)
            await prove_head(tx, THERE)
        async with books.uow.reading(NOON) as tx:
            assert await first_broken(tx, HERE) == holds
            kept = await tx.session.scalar(select(LedgerHead.proof))
            assert kept is not None
            assert len(kept) == (64 if holds is None else len(proof))


async def test_what_was_paid_again_elsewhere_has_no_new_key_here(books: Books) -> None:
    paid = await moves(books, "award 1", ANN, 10, community=THERE)
    await moves(books, "reversal 2", ANN, -10, community=THERE, reverses=paid, reason="算错了")
    await moves(books, "award 1", ANN, 10)
    async with books.uow.writing(NOON) as tx:
        assert [await unused_key(tx, where, "award 1") for where in (HERE, THERE)] == ["award 1", "award 1/2"]
        assert not await bears(tx, THERE, 2, (await head_of(tx, HERE) or (0, ""))[1])
        assert await tx.session.get(Person, ANN) is not None
