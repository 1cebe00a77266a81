"""What the books of points say when they are asked: of entries, of what was earned, of ranks, of what lapses."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.domain.roles import Role
from bot.domain.shown_as import ShownAs
from bot.models import Community, Membership, Order, SettledPeriod, Volunteer
from bot.models.ledger import EntryKind
from bot.storage.points.earnings import earned_by_work, judgements_paid, paid_for_judging
from bot.storage.points.lapses import LapseKey, lapse_of, lapses_due, lapsing_points, write_lapse
from bot.storage.points.ledger import (
    seq_of_key,
    standing_entry,
    unused_key,
)
from bot.storage.points.ranking import RankFacts, ranking
from bot.storage.points.statements import (
    entries_of,
    entry_facts,
    entry_of,
    reversal_of,
    standing_for_order,
    statement_of,
)
from bot.usecases.points.bookkeeping import ADJUSTMENT, MINT, RESERVE, Booking, Holder, book, member
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.ledgers import ANN, BO, HERE, NOON, SECRETARY, THERE, Books, open_books

HOUR = timedelta(hours=1)

pytestmark = AT_LENGTH_ON_POSTGRESQL


@pytest.fixture
async def books(database_url: str, tmp_path: Path) -> AsyncIterator[Books]:
    async with open_books(database_url, tmp_path) as here:
        yield here


async def moves(books: Books, said: str, to: PersonId, points: int, at: datetime = NOON, **more: Any) -> int:
    """Points reach a member from the mint, or leave them for `side`; the entry's seq. A kind, and what for."""
    kind = EntryKind(said.partition(" ")[0])
    where: CommunityId = more.pop("community", HERE)
    side: Holder = more.pop("side", MINT)
    sides = (member(to), side) if points < 0 else (side, member(to))
    async with books.uow.writing(at) as tx:
        booking = Booking(kind, *sides, abs(points), said, SECRETARY, **more)
        seq = await book(tx, where, booking)
    assert seq is not None
    return seq


async def test_what_was_earned_by_work_is_asked_by_when_it_was_done_and_booked(books: Books) -> None:
    """Order 1001 was done at noon, 1002 an hour later; nothing that was taken back or earned elsewhere counts."""
    async with books.uow.writing(NOON) as tx:
        for number, done in ((1001, NOON), (1002, NOON + HOUR), (1003, NOON)):
            await tx.session.execute(update(Order).where(Order.number == number).values(done_at=done))
    await moves(books, "award 1", ANN, 10, number=1001)
    await moves(books, "award 2", ANN, 5, NOON + HOUR, number=1002)
    await moves(books, "award 3", BO, 70, number=1001)
    await moves(books, "rating 4", ANN, 300, number=1001)
    await moves(books, "award 5", ANN, 2000, number=1001, community=THERE)
    wrong = await moves(books, "award 6", ANN, 40, number=1003)
    await moves(books, "reversal 7", ANN, -40, reverses=wrong, reason="算错了")
    await moves(books, "award 8", ANN, 100, NOON - HOUR, number=1001)
    earned = {}
    async with books.uow.reading(NOON) as tx:
        for since, until in ((0, 2), (0, 1), (1, 2), (2, 3), (-1, 1)):
            span = {"since": NOON + since * HOUR, "until": NOON + until * HOUR}
            earned[since, until] = await earned_by_work(tx, HERE, ANN, **span)
        nobody = await earned_by_work(tx, HERE, SECRETARY, since=NOON, until=NOON + HOUR)
    assert earned == {(0, 2): 15, (0, 1): 10, (1, 2): 5, (2, 3): 0, (-1, 1): 110}
    assert nobody == 0


async def test_judgements_are_counted_by_when_they_were_paid_and_each_has_its_points(books: Books) -> None:
    for hours, points in ((0, 2), (1, 3), (2, 4)):
        await moves(books, f"rating {hours}", ANN, points, NOON + hours * HOUR)
    await moves(books, "award", ANN, 9)
    await moves(books, "rating of bo", BO, 9)
    await moves(books, "rating 1", ANN, 9, community=THERE)
    async with books.uow.reading(NOON) as tx:
        assert await judgements_paid(tx, HERE, ANN, since=NOON, until=NOON + 2 * HOUR) == 2
        assert await judgements_paid(tx, HERE, ANN, since=NOON + HOUR, until=NOON + 3 * HOUR) == 2
        assert await judgements_paid(tx, HERE, SECRETARY, since=NOON, until=NOON + HOUR) == 0
        assert [await paid_for_judging(tx, HERE, key) for key in ("rating 1", "rating 9")] == [3, 0]
        assert await paid_for_judging(tx, THERE, "rating 1") == 9


async def ranked(books: Books, since: datetime | None, until: datetime | None = None) -> list[RankFacts]:
    async with books.uow.reading(NOON) as tx:
        return await ranking(tx, await tx.session.get_one(Community, HERE), since, until=until)


async def join(books: Books, *people: PersonId) -> None:
    async with books.uow.writing(NOON) as tx:
        for who in people:
            tx.session.add(Membership(community_id=HERE, person_id=who, role=Role.VOLUNTEER, since=NOON))


async def test_who_earned_most_comes_first_and_who_earned_the_same_shares_a_place(books: Books) -> None:
    await join(books, ANN, BO, SECRETARY)
    await moves(books, "award 1", BO, 10)
    await moves(books, "manual 2", ANN, 10, NOON + HOUR, reason="帮忙")
    await moves(books, "activity 3", SECRETARY, 4, NOON + HOUR)
    await moves(books, "gift 4", SECRETARY, 500, NOON + HOUR)
    await moves(books, "award 5", ANN, 700, NOON + HOUR, community=THERE)
    wrong = await moves(books, "award 6", BO, 30, NOON + HOUR)
    await moves(books, "reversal 7", BO, -30, NOON + HOUR, reverses=wrong, reason="算错了")
    for rows in (await ranked(books, None), await ranked(books, NOON)):
        assert [(row.person_id, row.name, row.place, row.points) for row in rows] == [
            (BO, "波", 1, 10),
            (ANN, "安", 1, 10),
            (SECRETARY, "刘书记", 3, 4),
        ]
        assert [(row.shown_as, row.minutes) for row in rows] == [(ShownAs.NAME, 0)] * 3
        assert [row.number for row in rows] == sorted(row.number for row in rows)
    late = await ranked(books, NOON + timedelta(seconds=1))
    assert [(row.person_id, row.place) for row in late] == [(ANN, 1), (SECRETARY, 2)]
    assert [row.person_id for row in await ranked(books, NOON, NOON + HOUR)] == [BO]


async def test_who_left_or_has_something_against_it_stands_in_no_list(books: Books) -> None:
    await join(books, ANN, BO)
    for who in (ANN, BO, SECRETARY):
        await moves(books, f"award {who}", who, 10)
    async with books.uow.writing(NOON) as tx:
        usual: dict[str, Any] = {"updated_at": NOON}
        tx.session.add(Volunteer(community_id=HERE, person_id=ANN, shown_as=ShownAs.TITLE, **usual))
        tx.session.add(Volunteer(community_id=HERE, person_id=BO, ranked=False, **usual))
        tx.session.add(Volunteer(community_id=THERE, person_id=ANN, ranked=False, **usual))
        tx.session.add(Membership(community_id=THERE, person_id=SECRETARY, role=Role.VOLUNTEER, since=NOON))
    assert [(row.person_id, row.shown_as) for row in await ranked(books, None)] == [(ANN, ShownAs.TITLE)]


async def test_what_was_settled_before_is_not_looked_through_again(books: Books) -> None:
    """An entry that claims a later time than its settled period does not count; one behind the period does."""
    await join(books, ANN, BO)
    settled = await moves(books, "award 1", ANN, 10, NOON + HOUR)
    await moves(books, "award 2", BO, 20, NOON + HOUR)
    today = date(2026, 11, 23)
    async with books.uow.writing(NOON) as tx:
        usual = {"begins": date(2026, 10, 1), "after_seq": 0, "until_minutes": 0, "closed_at": NOON, "title": "阡上"}
        usual |= {"closed_by": SECRETARY, "timezone": "Asia/Shanghai", "locale": "zh_CN", "lapse_months": 0, "mac": ""}
        tx.session.add(SettledPeriod(community_id=HERE, id=1, ends=today, until_seq=settled, **usual))
        tx.session.add(SettledPeriod(community_id=HERE, id=2, ends=today + timedelta(days=1), until_seq=9, **usual))
        tx.session.add(SettledPeriod(community_id=THERE, id=1, ends=today, until_seq=9, **usual))
    assert [row.person_id for row in await ranked(books, NOON)] == [BO]
    assert [row.person_id for row in await ranked(books, NOON - timedelta(days=1))] == [BO, ANN]


async def test_what_lapses_was_announced_and_comes_due_in_order(books: Books) -> None:
    month = date(2026, 11, 1)
    keys = [LapseKey(where, who, month) for where, who in ((HERE, BO), (HERE, ANN), (THERE, ANN))]
    async with books.uow.writing(NOON) as tx:
        for key, hours in zip(keys, (1, 0, 2), strict=True):
            await write_lapse(tx, key, 10 + hours, NOON + hours * HOUR)
        await write_lapse(tx, LapseKey(THERE, BO, month), 1, NOON)
        ended = await lapse_of(tx, LapseKey(THERE, BO, month))
        assert ended is not None
        ended.ended_at, ended.lapsed = NOON, ended.announced
    async with books.uow.reading(NOON) as tx:
        assert await lapses_due(tx, NOON + HOUR) == [keys[1], keys[0]]
        assert await lapses_due(tx, NOON - HOUR) == []
        told = await lapse_of(tx, keys[0])
        assert told is not None
        assert (told.announced, told.lapses_at, told.boundary, told.ended_at) == (11, NOON + HOUR, month, None)
        assert await lapse_of(tx, LapseKey(HERE, BO, date(2026, 12, 1))) is None


async def test_only_what_is_old_and_still_there_lapses_and_everybody_is_asked_apart(books: Books) -> None:
    later = NOON + HOUR
    await moves(books, "award 1", ANN, 10)
    await moves(books, "award 2", ANN, 5, later)
    await moves(books, "hold 3", ANN, -8, later, side=RESERVE)
    await moves(books, "return 4", ANN, 3, later, side=RESERVE)
    await moves(books, "award 5", BO, 1)
    await moves(books, "award 6", SECRETARY, 4, later)
    await moves(books, "award 7", BO, 50, community=THERE)
    wrong = await moves(books, "award 8", BO, 20)
    await moves(books, "reversal 9", BO, -20, later, reverses=wrong, reason="算错了")
    async with books.uow.reading(NOON) as tx:
        assert await lapsing_points(tx, HERE, later) == {ANN: 5, BO: 1}
        assert await lapsing_points(tx, HERE, later, only=BO) == {BO: 1}
        assert await lapsing_points(tx, HERE, NOON) == {}
        assert await lapsing_points(tx, THERE, later) == {BO: 50}


async def test_a_line_of_a_statement_says_what_for_with_whom_and_what_it_takes_back(books: Books) -> None:
    await moves(books, "opening elsewhere", ANN, 1, community=THERE)
    paid = await moves(books, "award 1", ANN, 10, number=1001)
    given = await moves(books, "donation 2", ANN, -4, NOON + HOUR, side=member(BO), reason="谢谢")
    await moves(books, "manual 3", ANN, 9, reason="帮忙")
    back = await moves(books, "reversal 4", ANN, -10, NOON + HOUR, reverses=paid, side=ADJUSTMENT, reason="算错了")
    async with books.uow.reading(NOON) as tx:
        lines = {line.seq: line for line in await statement_of(tx, HERE, ANN, limit=9)}
        entry = await entry_of(tx, HERE, given)
        assert entry is not None
        bos = await entry_facts(tx, entry, entry.target_id)
        assert [await entries_of(tx, HERE, who) for who in (ANN, BO, SECRETARY)] == [4, 1, 0]
        assert [await reversal_of(tx, HERE, seq) for seq in (paid, given)] == [back, None]
        assert await reversal_of(tx, THERE, paid) is None
    first, gift, undone = lines[paid], lines[given], lines[back]
    assert (first.at, first.kind, first.amount, first.number) == (NOON, EntryKind.AWARD, 10, 1001)
    assert (first.what, first.other, first.reason, first.reverses, first.reversed_by) == (
        "灯不亮",
        None,
        None,
        None,
        back,
    )
    assert (gift.amount, gift.other, gift.reason, gift.what, gift.reversed_by) == (-4, "波", "谢谢", None, None)
    assert (undone.amount, undone.reverses, undone.reason) == (-10, EntryKind.AWARD, "算错了")
    assert bos == replace(gift, amount=4, other="安")


async def test_what_stands_for_an_order_was_not_taken_back(books: Books) -> None:
    wrong = await moves(books, "award 1", ANN, 10, number=1001)
    await moves(books, "reversal 2", ANN, -10, reverses=wrong, reason="算错了", number=1001)
    stands = [await moves(books, f"award {who}", who, 5, number=1001) for who in (BO, ANN)]
    await moves(books, "rating 3", BO, 1, number=1001)
    await moves(books, "award 9", BO, 1, number=1002)
    await moves(books, "award 9", BO, 1, number=1001, community=THERE)
    async with books.uow.reading(NOON) as tx:
        found = await standing_for_order(tx, HERE, OrderNumber(1001), {EntryKind.AWARD, EntryKind.REVERSAL})
        assert [entry.seq for entry in found if entry.kind is EntryKind.AWARD] == stands


async def test_what_was_taken_back_is_paid_again_under_the_next_key(books: Books) -> None:
    keys = []
    async with books.uow.reading(NOON) as tx:
        keys.append(await unused_key(tx, HERE, "award 1"))  # type: ignore[arg-type]
    for tried in ("award 1", "award 1/2"):
        paid = await moves(books, tried, ANN, 10)
        async with books.uow.writing(NOON) as tx:
            stands = await standing_entry(tx, HERE, "award 1")
            assert stands is not None
            assert stands.seq == paid == await seq_of_key(tx, HERE, tried)
            assert await standing_entry(tx, THERE, "award 1") is None
            assert await seq_of_key(tx, THERE, tried) is None
        await moves(books, f"reversal of {tried}", ANN, -10, reverses=paid, reason="算错了")
        async with books.uow.writing(NOON) as tx:
            keys.append(await unused_key(tx, HERE, "award 1"))
            assert await standing_entry(tx, HERE, "award 1") is None
    assert keys == ["award 1", "award 1/2", "award 1/3"]
