"""Satisfaction is counted in one statement; here it is counted once more, row by row and by hand."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select

from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.domain.life import Status
from bot.domain.roles import Part
from bot.domain.satisfaction import Satisfaction
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.models import Base, FollowUp, Order, Rating
from bot.models.residents import CallResult, Verdict
from bot.storage.ground.uow import Reading
from bot.storage.requests.satisfaction import satisfaction
from tests.town import Town

HERE, SECRETARY = CommunityId(1), PersonId(1)
MONTH = timedelta(days=30)


def endings(town: Town) -> Iterator[Base]:
    """Orders that ended in every way, with every verdict and every call, on the last round or the one before."""
    now = town.clock.now()
    ways = product((Status.CLOSED, Status.CANCELLED), (None, *Verdict), (None, *CallResult), (1, 2), (1, 40), (1, None))
    for number, (status, verdict, result, spoken, days, finisher) in enumerate(ways, 1):
        key = {"community_id": HERE, "number": OrderNumber(number)}
        yield Order(
            **key, status=status, building="5号楼", what="灯不亮", size=Size.MEDIUM, urgency=Urgency.NORMAL,
            people_needed=1, points=Points(10), posted_by=SECRETARY, opened_at=now, round=2, finished_by=finisher,
            closed_by=Part.CLOCK if verdict is None else Part.REPORTER, ended_at=now - timedelta(days=days),
        )  # fmt: skip
        if verdict is not None:
            yield Rating(**key, round=spoken, person_id=SECRETARY, verdict=verdict, at=now)
        if result is not None:
            yield FollowUp(**key, round=spoken, attempt=1, due_at=now, result=result, called_at=now)


async def by_hand(tx: Reading) -> Satisfaction:
    """From the rows alone."""
    words: dict[int, list[object]] = {}
    orders = {row.number: row for row in await tx.session.scalars(select(Order))}
    for rating in await tx.session.scalars(select(Rating)):
        if rating.round == orders[rating.number].round:
            words.setdefault(rating.number, []).append(rating.verdict)
    for call in await tx.session.scalars(select(FollowUp)):
        if call.round == orders[call.number].round and call.result in (CallResult.SATISFIED, CallResult.REDO):
            words.setdefault(call.number, []).append(call.result)
    finished = [
        each.number
        for each in orders.values()
        if each.status is Status.CLOSED and each.finished_by and each.ended_at and tx.now - each.ended_at < MONTH
    ]
    rated = [number for number in finished if number in words]
    good = {Verdict.SATISFIED, CallResult.SATISFIED}
    return Satisfaction(len(finished), len(rated), sum(set(words[number]) <= good for number in rated))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_satisfied_are_those_who_said_so_of_those_who_said_anything(town: Town) -> None:
    rows = list(endings(town))
    async with town.weixiu.uow.writing(town.clock.now(), occasion="rows") as tx:
        tx.session.add_all(row for row in rows if isinstance(row, Order))
        await tx.session.flush()
        tx.session.add_all(row for row in rows if not isinstance(row, Order))
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        counted = await satisfaction(tx, HERE, tx.now - MONTH, tx.now)
        assert counted == await by_hand(tx)
    assert (counted.finished, counted.rated, counted.satisfied) == (40, 17, 5)
    assert (counted.share, counted.response) == (29, 43)
    await town.secretary.says("/inbox")
    assert "近30天:17 单有评价,5 单满意(29%)· 评价率 43%" in town.secretary.last.text
