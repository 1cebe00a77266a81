"""Orders that were not got: what those who missed them are told, asked about many at once."""

from sqlalchemy import select

from bot.domain.ids import CommunityId, OrderNumber
from bot.domain.life import ClaimState, Status
from bot.models import Claim, OutboxMessage
from bot.storage.members.people import person_by_user
from bot.storage.post.messages import in_hand
from bot.storage.post.outbox import Owed
from bot.storage.repairs.missed import Missed, missed_orders
from bot.storage.repairs.order_facts import order_facts
from tests.statements import statements
from tests.town import Town


async def test_many_missed_orders_are_asked_about_at_once(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    alone, both, _, gone = [await town.order(line) for line in ("1号楼 灯", "2号楼 搬柜子 2人", "3号楼 灯", "4号楼 灯")]
    await ann.taps("我来修", under=alone)
    await bob.taps("我来修", under=both)
    await ann.taps("我来修", under=both)
    await town.secretary.says("/cancel 1004 不用了", in_=town.group)
    asked = [(1, number) for number in (1001, 1002, 1003, 1004, 9999)]
    with statements(town) as heard:
        async with town.weixiu.uow.reading(town.clock.now()) as tx:
            found = await missed_orders(tx, asked)
            nothing = await missed_orders(tx, [])
    assert len([each for each in heard if each.startswith("SELECT")]) == 3
    assert nothing == {}
    assert "已撤单" in gone.text, gone.text
    assert found == {
        (1, 1001): Missed(Status.CLAIMED, 0, ("安",), 1),
        (1, 1002): Missed(Status.CLAIMED, 0, ("波", "安"), 1),
        (1, 1003): Missed(Status.OPEN, 0, (), 0),
        (1, 1004): Missed(Status.CANCELLED, 0, (), 1),
    }


async def test_who_did_it_before_and_left_is_not_named_as_faster(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order("1号楼 灯 2人")
    await ann.taps("我来修", under=card)
    await bob.taps("我来修", under=card)
    now = town.clock.now()
    async with town.weixiu.uow.writing(now) as tx:
        before = (await tx.session.scalars(select(Claim).order_by(Claim.id))).first()
        assert before is not None
        before.end(ClaimState.FULFILLED, at=now)
    async with town.weixiu.uow.reading(now) as tx:
        missed = (await missed_orders(tx, [(1, 1001)]))[1, 1001]
        facts = await order_facts(tx, CommunityId(1), OrderNumber(1001))
    assert missed.holders == ("波",)
    assert facts is not None
    assert [holder.person.name for holder in facts.holders] == ["波"]


async def test_a_message_to_a_group_has_no_reader_though_somebody_forgotten_has_its_number(town: Town) -> None:
    bob = await town.volunteer("波")
    async with town.weixiu.uow.writing(town.clock.now(), occasion="forgotten") as tx:
        person = await person_by_user(tx, bob.user_id)
        assert person is not None
        person.user_id = town.group.id
        tx.owe(Owed("to the group", town.group.id, "plain", {"text": "甲"}))
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        row_id = await tx.session.scalar(select(OutboxMessage.id).where(OutboxMessage.key == "to the group"))
        assert row_id is not None
        found = await in_hand(tx, row_id)
    assert found is not None
    assert found.reader is None
