"""An update and what it changes: one transaction, whole or not at all, once, and in the order of its chat."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from bot.domain.ids import CommunityId
from bot.models import Claim, Community, InboxUpdate
from bot.models.intake import InboxState
from bot.storage.ground.uow import AlreadyHandledError, NotYetError, UnitOfWork
from bot.storage.post.outbox import Owed
from bot.usecases.chats.acting import Actor
from bot.usecases.repairs.claiming import ClaimOrder, claim_together
from tests.town import Town

HERE = CommunityId(1)


async def waiting(town: Town, *lanes: str) -> Sequence[int]:
    """Updates that are stored and that nobody is at work on, one in each of these lanes; their numbers."""
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        rows = [
            InboxUpdate(
                bot_id=1,
                update_id=number,
                lane=lane,
                payload=b"",
                state=InboxState.PENDING,
                attempts=0,
                received_at=tx.now,
                lease_until=tx.now,
            )
            for number, lane in enumerate(lanes)
        ]
        tx.session.add_all(rows)
    return [row.seq for row in rows]


async def renames(uow: UnitOfWork, name: str, town: Town, *, fails: bool = False, owes: object = "a fact") -> None:
    """Handle an update: the community gets another name, and somebody has to hear of it."""
    async with uow.writing(town.clock.now()) as tx:
        community = await tx.session.get_one(Community, 1)
        community.name = name
        tx.owe(Owed(key=f"renamed/{name}", chat_id=1, topic="plain", facts={"text": owes}))
        if fails:
            raise RuntimeError(name)


async def state_of_things(town: Town, seq: int) -> tuple[str, str]:
    """The community's name, and how far the update has come."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        name = (await tx.session.scalars(select(Community.name))).one()
        row = await tx.session.get_one(InboxUpdate, seq)
        return name, str(row.state)


async def test_what_was_handled_before_changes_nothing_the_second_time(town: Town) -> None:
    (seq,) = await waiting(town, "c1")
    await renames(town.weixiu.uow.for_updates(seq), "一", town)
    with pytest.raises(AlreadyHandledError):
        await renames(town.weixiu.uow.for_updates(seq), "二", town)
    assert await state_of_things(town, seq) == ("一", "done")


async def test_what_failed_is_still_to_be_handled(town: Town) -> None:
    (seq,) = await waiting(town, "c1")
    with pytest.raises(RuntimeError):
        await renames(town.weixiu.uow.for_updates(seq), "一", town, fails=True)
    assert await state_of_things(town, seq) == ("阡上维修群", "pending")
    await renames(town.weixiu.uow.for_updates(seq), "二", town)
    assert await state_of_things(town, seq) == ("二", "done")


async def test_a_change_whose_messages_cannot_be_written_down_is_no_change(town: Town) -> None:
    (seq,) = await waiting(town, "c1")
    with pytest.raises(TypeError):
        await renames(town.weixiu.uow.for_updates(seq), "一", town, owes=object())
    assert await state_of_things(town, seq) == ("阡上维修群", "pending")


async def test_an_update_waits_for_the_earlier_one_of_its_chat_wherever_that_is_handled(town: Town) -> None:
    first, elsewhere, second = await waiting(town, "c1", "c2", "c1")
    other = town.another_process().uow
    with pytest.raises(NotYetError):
        await renames(other.for_updates(second), "三", town)
    await renames(other.for_updates(elsewhere), "二", town)
    await renames(town.weixiu.uow.for_updates(first), "一", town)
    await renames(other.for_updates(second), "三", town)
    assert await state_of_things(town, second) == ("三", "done")


async def test_several_of_one_chat_go_together_without_waiting_for_each_other(town: Town) -> None:
    first, second, done = await waiting(town, "c1", "c1", "c2")
    await renames(town.weixiu.uow.for_updates(done), "一", town)
    async with town.weixiu.uow.for_updates(first, second, done).writing(town.clock.now()) as tx:
        assert tx.settled == {first, second}


async def test_claims_that_were_decided_before_are_not_decided_again_among_others(town: Town) -> None:
    await town.order("5号楼 搬柜子 3人")
    before, fresh = await waiting(town, "c1", "c1")
    await renames(town.weixiu.uow.for_updates(before), "一", town)
    cmds = {
        seq: ClaimOrder(Actor(user_id=7_000_000 + seq, name="安", chat_id=town.group.id, private=False), HERE, 1001)
        for seq in (before, fresh)
    }
    outcomes = await claim_together(cmds, uow=town.weixiu.uow.for_updates(before, fresh), now=town.clock.now())
    assert {seq: outcome.refusal for seq, outcome in outcomes.items()} == {fresh: None}
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert len((await tx.session.scalars(select(Claim))).all()) == 1
