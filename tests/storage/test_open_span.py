"""What is to be settled next: up to the first entry that was made when the period was over."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.periods import Period
from bot.models import Community, SettledPeriod
from bot.models.hours import HoursKind
from bot.storage.points.hours import Minutes, add_minutes
from bot.storage.points.settling import Span, open_span
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.ledgers import ANN, HERE, SECRETARY, THERE, Books, open_books
from tests.storage.test_points_of_entries import moves

pytestmark = AT_LENGTH_ON_POSTGRESQL
NOVEMBER = datetime(2026, 10, 31, 16, tzinfo=UTC)
"""When it begins in Shanghai."""
MOMENT, DAY = timedelta(microseconds=1), timedelta(days=1)


@pytest.fixture
async def books(database_url: str, tmp_path: Path) -> AsyncIterator[Books]:
    async with open_books(database_url, tmp_path) as here:
        yield here


async def span_of(books: Books) -> Span | None:
    async with books.uow.reading(NOVEMBER) as tx:
        return await open_span(tx, await tx.session.get_one(Community, HERE))


async def test_a_span_ends_before_the_first_entry_that_was_made_when_it_was_over(books: Books) -> None:
    assert await span_of(books) is None
    await moves(books, "award there", ANN, 1, NOVEMBER, community=THERE)
    for number, at in enumerate((NOVEMBER - DAY, NOVEMBER - MOMENT)):
        await moves(books, f"award {number}", ANN, 1, at)
    assert await span_of(books) == Span(Period(date(2026, 10, 1), date(2026, 11, 1)), None, 2, 0)
    for number, at in enumerate((NOVEMBER, NOVEMBER - DAY), 2):
        await moves(books, f"award {number}", ANN, 1, at)
    async with books.uow.writing(NOVEMBER) as tx:
        for key in "ab":
            await add_minutes(tx, HERE, Minutes(HoursKind.ORDER, ANN, 5, key, None, NOVEMBER))
        await add_minutes(tx, THERE, Minutes(HoursKind.ORDER, ANN, 5, "a", None, NOVEMBER))
    assert await span_of(books) == Span(Period(date(2026, 10, 1), date(2026, 11, 1)), None, 2, 2)
    async with books.uow.writing(NOVEMBER) as tx:
        (await tx.session.get_one(Community, HERE)).practice = {"settle_every": "quarter"}
    assert await span_of(books) == Span(Period(date(2026, 10, 1), date(2027, 1, 1)), None, 4, 2)


async def test_a_span_begins_behind_what_was_settled(books: Books) -> None:
    for number, at in enumerate((NOVEMBER - DAY, NOVEMBER, NOVEMBER + 31 * DAY)):
        await moves(books, f"award {number}", ANN, 1, at)
    await moves(books, "award there", ANN, 1, NOVEMBER - 90 * DAY, community=THERE)
    own: dict[str, Any] = {"community_id": HERE, "id": 1, "begins": date(2026, 10, 1), "ends": date(2026, 11, 1)}
    own |= {
        "after_seq": 0,
        "until_seq": 1,
        "until_minutes": 0,
        "closed_at": NOVEMBER,
        "closed_by": SECRETARY,
        "mac": "",
    }
    async with books.uow.writing(NOVEMBER) as tx:
        usual: dict[str, Any] = {"title": "阡上", "timezone": "Asia/Shanghai", "locale": "zh_CN", "lapse_months": 0}
        tx.session.add(SettledPeriod(**own, **usual))
    span = await span_of(books)
    assert span is not None
    assert (span.period, span.after_seq, span.until_seq) == (Period(date(2026, 11, 1), date(2026, 12, 1)), 1, 2)
