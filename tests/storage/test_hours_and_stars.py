"""Hours of service: written down once, taken back once, certified by the year; stars for them; who stood for a vote."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.certificate import Service
from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.domain.polls import PollKind, PollState
from bot.domain.shown_as import ShownAs
from bot.domain.standard import Sharing, Standard
from bot.models import Community, HoursEntry, Order, Poll, StandardVersion, Volunteer
from bot.models.hours import HoursKind
from bot.storage.points.certificates import certificate_code, is_certified, service_of
from bot.storage.points.honours import Candidate, account_numbers, candidates, honours_with
from bot.storage.points.hours import (
    Minutes,
    add_minutes,
    minutes_of,
    minutes_under,
    standing_keys,
    take_back_minutes,
    unused_minutes_key,
)
from bot.storage.points.standards import note_version, published, shared_orders, standard_of
from bot.storage.points.stars import StarFacts, minutes_by, stars_between, take_new_stars, unseen_hours
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.ledgers import ANN, BO, HERE, NOON, SECRETARY, THERE, Books, open_books
from tests.storage.test_points_of_entries import HOUR, moves

STAR = 100 * 60
"""Minutes for the first star."""

pytestmark = AT_LENGTH_ON_POSTGRESQL


@pytest.fixture
async def books(database_url: str, tmp_path: Path) -> AsyncIterator[Books]:
    async with open_books(database_url, tmp_path) as here:
        yield here


async def serves(books: Books, who: PersonId, minutes: int, key: str, at: datetime = NOON, **more: Any) -> int | None:
    """Minutes are written down under a key; the entry's seq."""
    where: CommunityId = more.pop("where", HERE)
    async with books.uow.writing(NOON) as tx:
        return await add_minutes(tx, where, Minutes(HoursKind.ORDER, who, minutes, key, SECRETARY, at, **more))


async def takes_back(books: Books, key: str) -> int | None:
    async with books.uow.writing(NOON + HOUR) as tx:
        return await take_back_minutes(tx, HERE, key, by=BO)


async def test_the_same_work_is_written_down_once_and_taken_back_once(books: Books) -> None:
    assert [await serves(books, ANN, 30, key, number=OrderNumber(1001), activity_id=7) for key in "aab"] == [1, None, 2]
    assert await serves(books, ANN, 30, "a", where=THERE) == 1
    assert [await takes_back(books, key) for key in ("a", "a", "back/a", "c")] == [3, None, None, None]
    async with books.uow.reading(NOON) as tx:
        given, taken = [await tx.session.get_one(HoursEntry, (HERE, seq)) for seq in (1, 3)]
        assert [await minutes_under(tx, HERE, key) for key in ("a", "back/a", "c")] == [30, -30, 0]
        assert await minutes_under(tx, THERE, "b") == 0
    assert (given.kind, given.minutes, given.actor_id, given.at) == (HoursKind.ORDER, 30, SECRETARY, NOON)
    assert (taken.kind, taken.minutes, taken.actor_id, taken.key) == (HoursKind.REVERSAL, -30, BO, "back/a")
    assert (taken.person_id, taken.at, taken.number, taken.activity_id) == (ANN, NOON, 1001, 7)


async def test_the_keys_that_stand_for_an_order_are_those_not_taken_back(books: Books) -> None:
    for key, number in (("b", 1001), ("a", 1001), ("c", 1001), ("other", 1002)):
        await serves(books, ANN, 30, key, number=OrderNumber(number))
    await serves(books, ANN, 30, "there", where=THERE, number=OrderNumber(1001))
    await takes_back(books, "a")
    async with books.uow.reading(NOON) as tx:
        assert await standing_keys(tx, HERE, 1001) == ["b", "c"]


async def test_what_counts_again_has_the_next_key(books: Books) -> None:
    keys = []
    for tried in ("a", "a/2", "a/3"):
        async with books.uow.reading(NOON) as tx:
            keys.append(await unused_minutes_key(tx, HERE, "a"))
            assert await unused_minutes_key(tx, THERE, "a") == "a"
        await serves(books, ANN, 30, tried)
        await takes_back(books, tried)
    assert keys == ["a", "a/2", "a/3"]


async def test_minutes_are_somebodys_in_one_community_and_in_a_stretch_of_time(books: Books) -> None:
    for hours, minutes in ((0, 1), (1, 10), (2, 100)):
        await serves(books, ANN, minutes, str(hours), NOON + hours * HOUR)
    await serves(books, BO, 1000, "bo")
    await serves(books, ANN, 5000, "there", where=THERE)
    async with books.uow.reading(NOON) as tx:
        assert await minutes_of(tx, HERE, ANN) == 111
        assert await minutes_of(tx, HERE, ANN, since=NOON + HOUR) == 110
        assert await minutes_of(tx, HERE, ANN, since=NOON, until=NOON + HOUR) == 1
        assert await minutes_of(tx, HERE, SECRETARY) == 0
        assert await minutes_by(tx, HERE, [ANN, BO, SECRETARY]) == {ANN: 111, BO: 1000}
        assert await minutes_by(tx, HERE, [ANN], since=NOON + HOUR) == {ANN: 110}


async def test_a_year_is_counted_by_the_communitys_calendar_and_without_what_was_taken_back(books: Books) -> None:
    """It begins when it is midnight in Shanghai."""
    begins, ends = (datetime(year, 12, 31, 16, tzinfo=UTC) for year in (2025, 2026))
    moment = timedelta(microseconds=1)
    await serves(books, ANN, 1000, "before", begins - moment, number=OrderNumber(1001))
    await serves(books, ANN, 1, "first", begins, number=OrderNumber(1002))
    await serves(books, ANN, 2, "again", begins, number=OrderNumber(1002))
    await serves(books, ANN, 4, "gone", begins, number=OrderNumber(1003))
    await takes_back(books, "gone")
    await serves(books, ANN, 8, "activity", ends - moment, activity_id=5)
    await serves(books, ANN, 16, "other activity", ends - moment, activity_id=6)
    await serves(books, ANN, 32, "third activity", ends - moment, activity_id=7)
    await serves(books, ANN, 2000, "after", ends, activity_id=8)
    await serves(books, BO, 3000, "bo", begins, number=OrderNumber(1004))
    await serves(books, ANN, 4000, "there", begins, where=THERE, number=OrderNumber(1005))
    async with books.uow.reading(NOON) as tx:
        community = await tx.session.get_one(Community, HERE)
        year = await service_of(tx, community, ANN, 2026)
        assert year == Service(HERE, ANN, 2026, 59, 1, 3)
        assert await service_of(tx, community, ANN, 2024) == Service(HERE, ANN, 2024, 0, 0, 0)
        code = certificate_code(tx.vault, year)
        assert len(code) == 10
        assert is_certified(tx.vault, year, code)
        assert not is_certified(tx.vault, Service(HERE, ANN, 2026, 60, 1, 3), code)
        assert not is_certified(tx.vault, year, code[::-1])


async def test_new_hours_are_looked_through_once_for_stars(books: Books) -> None:
    await serves(books, BO, STAR - 1, "bo", where=THERE)
    for who, minutes in ((BO, 300 * 60), (ANN, STAR), (SECRETARY, STAR - 1)):
        await serves(books, who, minutes, f"of {who}")
    async with books.uow.writing(NOON) as tx:
        assert await unseen_hours(tx) == [HERE, THERE]
        assert list((await take_new_stars(tx, HERE)).items()) == [(ANN, 1), (BO, 2)]
        await tx.session.flush()
        assert await unseen_hours(tx) == [THERE]
        assert await take_new_stars(tx, HERE) == {}
        assert await take_new_stars(tx, THERE) == {}
        await tx.session.flush()
        assert await unseen_hours(tx) == []
    await serves(books, SECRETARY, 1, "one more")
    await serves(books, ANN, 1, "one more of Ann")
    async with books.uow.writing(NOON + HOUR) as tx:
        assert await unseen_hours(tx) == [HERE]
        assert await take_new_stars(tx, HERE) == {SECRETARY: 1}


async def test_who_reached_a_star_is_named_as_they_want_the_highest_star_first(books: Books) -> None:
    await moves(books, "award there", BO, 1, community=THERE)
    await moves(books, "award", BO, 1)
    await moves(books, "award 2", ANN, 1)
    for who, minutes in ((ANN, 300 * 60), (BO, STAR), (SECRETARY, STAR)):
        await serves(books, who, minutes, f"of {who}")
        await serves(books, who, 600 * 60, f"of {who}", where=THERE)
    async with books.uow.writing(NOON) as tx:
        await take_new_stars(tx, HERE)
        await take_new_stars(tx, THERE)
        usual: dict[str, Any] = {"community_id": HERE, "updated_at": NOON}
        tx.session.add(Volunteer(person_id=ANN, shown_as=ShownAs.NUMBER, **usual))
        tx.session.add(Volunteer(person_id=SECRETARY, ranked=False, **{**usual, "community_id": THERE}))
    async with books.uow.writing(NOON) as tx:
        numbers = [next(iter(await account_numbers(tx, HERE, who)), 0) for who in (ANN, SECRETARY, BO)]
        assert await stars_between(tx, HERE, NOON, NOON + HOUR) == [
            StarFacts("安", ShownAs.NUMBER, numbers[0], 2),
            StarFacts("刘书记", ShownAs.NAME, 0, 1),
            StarFacts("波", ShownAs.NAME, numbers[2], 1),
        ]
        assert await stars_between(tx, HERE, NOON - HOUR, NOON) == []
        tx.session.add(Volunteer(person_id=BO, ranked=False, **usual))
        await tx.session.flush()
        assert [star.name for star in await stars_between(tx, HERE, NOON, NOON + HOUR)] == ["安", "刘书记"]


async def test_who_stood_for_a_vote_is_known_by_the_number_of_their_account(books: Books) -> None:
    for where in (THERE, HERE):
        for who in (BO, ANN):
            await moves(books, f"award {who}", who, 1, community=where)
    async with books.uow.writing(NOON) as tx:
        own: dict[str, Any] = {"updated_at": NOON, "shown_as": ShownAs.TITLE}
        tx.session.add(Volunteer(community_id=HERE, person_id=BO, **own))
        tx.session.add(Volunteer(community_id=THERE, person_id=ANN, **own))
        (bo,), (ann,) = [await account_numbers(tx, HERE, who) for who in (BO, ANN)]
        assert await account_numbers(tx, HERE, SECRETARY) == frozenset()
        assert await candidates(tx, HERE, [ann, 99, bo, 1]) == [
            Candidate(ann, "安", ShownAs.NAME),
            Candidate(99, None, ShownAs.NAME),
            Candidate(bo, "波", ShownAs.TITLE),
            Candidate(1, None, ShownAs.NAME),
        ]
        for where, number, kind, stood in (
            (THERE, 1, PollKind.HONOUR, [bo, ann]),
            (HERE, 3, PollKind.HONOUR, [ann]),
            (HERE, 2, PollKind.HONOUR, [ann, bo]),
            (HERE, 1, PollKind.HONOUR, [bo]),
            (HERE, 4, PollKind.DELIBERATION, [ann]),
        ):
            tx.session.add(a_poll(where, number, kind, tx.vault.seal_json([str(each) for each in stood])))
        await tx.session.flush()
        found = [(poll.community_id, poll.number) for poll in await honours_with(tx, ANN)]
        assert found == [(HERE, 2), (HERE, 3), (THERE, 1)]
        assert await honours_with(tx, SECRETARY) == []


def a_poll(where: CommunityId, number: int, kind: PollKind, options: bytes) -> Poll:
    return Poll(
        community_id=where, number=number, kind=kind, subject=202611, round=1, question=b"", options=options,
        anonymous=True, several=False, state=PollState.OPEN, invited={}, opened_at=NOON, closes_at=NOON,
    )  # fmt: skip


async def test_an_order_keeps_the_standard_it_was_made_under(books: Books) -> None:
    shared, each = Standard(night=7, sharing=Sharing.SPLIT), Standard(night=8)
    async with books.uow.writing(NOON) as tx:
        community = await tx.session.get_one(Community, HERE)
        for version, standard in ((3, shared), (4, each)):
            community.standard_version, community.standard = version, standard.to_json()
            note_version(tx, community)
            await tx.session.flush()
        tx.session.add(StandardVersion(community_id=THERE, version=5, standard=Standard(night=9).to_json(), at=NOON))
        orders = [await tx.session.get_one(Order, (HERE, number)) for number in range(1001, 1005)]
        for order, made_under, people in zip(orders, (3, 3, 4, None), (2, 1, 2, 2), strict=True):
            order.standard_version, order.people_needed = made_under, people
        kept = await published(tx, HERE, 3)
        assert kept is not None
        assert (kept.version, kept.standard.night, kept.at) == (3, 7, NOON)
        assert [await published(tx, HERE, version) for version in (None, 5)] == [None, None]
        assert [(await standard_of(tx, order)).night for order in orders] == [7, 7, 8, 0]
        assert (await standard_of(tx, orders[3], unknown=each)).night == 8
        assert (await standard_of(tx, orders[0], unknown=each)).night == 7
        assert await shared_orders(tx, orders) == {1001}
