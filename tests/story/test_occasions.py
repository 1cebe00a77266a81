"""Occasions of the schedule: dealt with once, however many processes saw them coming."""

from datetime import timedelta

from bot.models.slots import SlotOutcome
from bot.usecases.deadlines.digesting import digests_due, take_digest
from tests.town import Town

NEXT_MORNING = timedelta(hours=23, minutes=30)
GRACE = timedelta(hours=3)


async def test_an_occasion_is_dealt_with_once_however_many_saw_it_due(town: Town) -> None:
    await town.order("5号楼 灯不亮")
    town.clock.move(NEXT_MORNING)
    now = town.clock.now()
    programs = [town.weixiu.uow, town.another_process().uow]
    seen = [(await digests_due(uow=uow, now=now))[-1] for uow in programs]
    assert seen[0] == seen[1]
    outcomes = [await take_digest(due, grace=GRACE, uow=uow, now=now) for due, uow in zip(seen, programs, strict=True)]
    assert outcomes == [SlotOutcome.OWED, None]
    assert seen[0] not in await digests_due(uow=programs[1], now=now)
