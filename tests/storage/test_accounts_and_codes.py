"""Accounts, and the codes that people write down of the books' end."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.domain.errors import NotEnoughPoints
from bot.domain.ids import PersonId, Points
from bot.models import Account, EntryReason, Order, Person
from bot.models.ledger import AccountKind
from bot.storage.points.ledger import NOBODY, account_of, allow_below_zero, balance_of, communities_with_points
from bot.storage.points.ledger_chain import CODE, bears, booked_since, first_reworded, head_of
from bot.storage.points.statements import account_id_of, account_with
from bot.usecases.points.awarding import award
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.ledgers import ANN, BO, HERE, NOON, SECRETARY, THERE, Books, open_books
from tests.storage.test_points_of_entries import HOUR, moves

pytestmark = AT_LENGTH_ON_POSTGRESQL


@pytest.fixture
async def books(database_url: str, tmp_path: Path) -> AsyncIterator[Books]:
    async with open_books(database_url, tmp_path) as here:
        yield here


async def test_an_account_is_somebodys_in_one_community(books: Books) -> None:
    await moves(books, "award 1", ANN, 10)
    await moves(books, "award 2", BO, 3, community=THERE)
    async with books.uow.writing(NOON) as tx:
        bos = await account_of(tx, HERE, AccountKind.MEMBER, BO)
        assert (bos.community_id, bos.kind, bos.owner_id, bos.balance) == (HERE, AccountKind.MEMBER, BO, 0)
        assert (await account_of(tx, HERE, AccountKind.MINT)).owner_id == NOBODY
        found = {(where, who): await account_id_of(tx, where, who) for where in (HERE, THERE) for who in (ANN, BO)}
        assert found[THERE, ANN] is None
        assert [found[HERE, ANN] is None, found[THERE, BO] is None] == [False, False]
        ann = await account_with(tx, HERE, found[HERE, ANN] or 0)
        assert (ann.owner_id, ann.balance) == (ANN, 10)
        await tx.session.execute(
            update(Account).where(Account.id == ann.id).values(balance=11).execution_options(synchronize_session=False)
        )
        assert (await account_with(tx, HERE, ann.id)).balance == 11


async def test_where_somebody_has_points_they_are_asked_of_member_or_not(books: Books) -> None:
    await moves(books, "award 1", ANN, 10, community=THERE)
    await moves(books, "award 2", ANN, 10)
    await moves(books, "award 3", BO, 10)
    await moves(books, "hold 4", BO, -10)
    async with books.uow.reading(NOON) as tx:
        had = {who: [each.id for each in await communities_with_points(tx, who)] for who in (ANN, BO, PersonId(0))}
    assert had == {ANN: [HERE, THERE], BO: [], PersonId(0): []}


async def test_a_member_falls_below_zero_just_as_far_as_was_said(books: Books) -> None:
    await moves(books, "award 1", ANN, 10)
    async with books.uow.writing(NOON) as tx:
        ann, mint = [await account_of(tx, HERE, *of) for of in ((AccountKind.MEMBER, ANN), (AccountKind.MINT, NOBODY))]
        for account, amount in ((ann, 10), (mint, 99), (ann, 15)):
            await allow_below_zero(tx, account, amount)
    with pytest.raises(NotEnoughPoints) as refused:
        await moves(books, "hold 2", ANN, -16)
    assert (refused.value.points, refused.value.held) == (16, 10)
    await moves(books, "hold 3", ANN, -15)
    async with books.uow.reading(NOON) as tx:
        assert await balance_of(tx, HERE, ANN) == -5
        account = await account_with(tx, HERE, ann.id)
        assert (account.overdraft, (await account_with(tx, HERE, mint.id)).overdraft) == (5, 0)
    await moves(books, "award 4", ANN, 3)
    async with books.uow.reading(NOON) as tx:
        assert (await account_with(tx, HERE, ann.id)).overdraft == 2


async def test_the_last_entry_has_a_code_that_it_bears_as_long_as_nobody_bends_it(books: Books) -> None:
    async with books.uow.reading(NOON) as tx:
        assert await head_of(tx, HERE) is None
        assert await booked_since(tx, HERE, None) == 0
    for hours in range(3):
        await moves(books, f"award {hours}", ANN, 10, NOON + hours * HOUR)
    await moves(books, "award there", ANN, 10, community=THERE)
    async with books.uow.reading(NOON) as tx:
        head = await head_of(tx, HERE)
        assert head is not None
        seq, code = head
        assert (seq, len(code)) == (3, CODE)
        assert [await bears(tx, HERE, at, code) for at in (3, 2, 4)] == [True, False, False]
        assert not await bears(tx, THERE, 1, code)
        since = [await booked_since(tx, HERE, NOON + timedelta(hours=hours)) for hours in (0, 1, 2, 3)]
        assert [*since, await booked_since(tx, HERE, None)] == [3, 2, 1, 0, 3]
        assert await booked_since(tx, THERE, NOON) == 1


async def test_a_reason_may_be_removed_with_its_person_but_not_reworded(books: Books) -> None:
    for number in (1, 2, 3):
        await moves(books, f"manual {number}", BO, number, reason=f"帮忙 {number}")
    await moves(books, "award 4", BO, 4)
    await moves(books, "manual 1", BO, 1, reason="帮忙", community=THERE)
    found = []
    for seq, words in ((0, b""), (1, None), (3, "别的"), (2, b"a seal that no key opens")):
        async with books.uow.writing(NOON) as tx:
            sealed = tx.vault.seal(words) if isinstance(words, str) else words
            here = (EntryReason.community_id == HERE, EntryReason.seq == seq)
            await tx.session.execute(update(EntryReason).where(*here).values(words=sealed))
            found.append((await first_reworded(tx, HERE), await first_reworded(tx, THERE)))
    assert found == [(None, None), (None, None), (3, None), (2, None)]


async def test_nobody_has_points_who_was_given_none(books: Books) -> None:
    async with books.uow.reading(NOON) as tx:
        assert [await balance_of(tx, HERE, who) for who in (ANN, SECRETARY)] == [0, 0]


async def test_an_order_pays_anew_what_was_taken_back_and_says_by_whom_and_why(books: Books) -> None:
    assert await books.give(1001, ANN, 10)
    await moves(books, "reversal 2", ANN, -10, reverses=1, reason="算错了")
    assert await books.give(1001, ANN, 10)
    async with books.uow.writing(NOON) as tx:
        order, bo = await tx.session.get_one(Order, (HERE, 1002)), await tx.session.get_one(Person, BO)
        assert await award(tx, order, bo, Points(5), by=None, reason="两个人的活")
    entries = await books.entries()
    assert [entry.actor_id for entry in entries] == [SECRETARY, SECRETARY, SECRETARY, None]
    assert [line.reason for line in await books.statement(BO)] == ["两个人的活"]
