"""有合适的单: who asked for it is told privately of new orders that suit them, in one line, and nobody else is."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.ids import CommunityId
from bot.domain.roles import Role
from bot.storage.members.people import add_role, person_by_user
from bot.storage.members.team import volunteer_for_change
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Actor, Town

HERE = CommunityId(1)
LIGHT = "5号楼3单元702 灯不亮 电工 王阿姨 13912345678"

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What asks the databases nothing that the other tests here do not ask them."""


async def who_wants_to_be_told(town: Town, name: str, **said: Any) -> Actor:
    """A member who has switched it on, and what else they say of themselves."""
    actor = await town.volunteer(name)
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        person = await person_by_user(tx, actor.user_id)
        assert person is not None
        await add_role(tx, HERE, person.id, Role.VOLUNTEER)
        row = await volunteer_for_change(tx, HERE, person.id)
        for field, value in {"notices": True, **said}.items():
            setattr(row, field, value)
    return actor


def told(*people: Actor) -> list[str]:
    """Who of them has a line about an order."""
    return [each.person.first_name for each in people if "🔔 #" in each.screen]


@AT_LENGTH_ON_POSTGRESQL
async def test_an_order_is_told_to_those_whom_it_suits_and_unsaid_when_it_is_taken(town: Town) -> None:
    ann, fay = [await who_wants_to_be_told(town, name) for name in ("安", "飞")]
    others = [
        await who_wants_to_be_told(town, "波", skills=["plumbing"]),
        await who_wants_to_be_told(town, "陈", buildings=["6号楼", "15号楼"]),
        await who_wants_to_be_told(town, "丹", resting=True),
        await who_wants_to_be_told(town, "恩", notices=False),
    ]
    await who_wants_to_be_told(town, "安", skills=["electrical"], buildings=["5号楼"])
    card = await town.order(LIGHT)
    assert told(ann, fay, *others) == ["安", "飞"]
    line, other = ann.last, fay.last
    assert line.text == "🔔 #1001 · 5号楼3单元 · 灯不亮 · 🎁 10 分"
    assert line.button_texts == ["🙋 我来修", "🙅 不方便"]
    assert "过期" in (await others[0].forges("1:notnow:1:1001", under=others[0].last)).text
    await ann.taps("我来修", under=line)
    assert "13912345678" in ann.last.text
    assert "已接单" in card.text
    assert not any(message.deleted for message in town.group.messages)
    await town.tick()
    assert "归您了" in line.text
    assert "已经有人去了" in other.text
    assert [*line.button_texts, *other.button_texts] == []
    late = await fay.forges("1:claim:1:1001", under=other)
    assert "安抢先一步" in late.text


@once
async def test_five_are_told_and_who_was_told_least_lately_comes_first(town: Town) -> None:
    everybody = [await who_wants_to_be_told(town, name) for name in ("甲", "乙", "丙", "丁", "戊", "己")]
    await town.order("5号楼 灯不亮")
    assert told(*everybody) == ["甲", "乙", "丙", "丁", "戊"]
    await everybody[0].taps("不方便")
    assert everybody[0].last.text == "好的,#1001 不再提醒您。"
    town.clock.move(timedelta(minutes=1))
    await town.order("6号楼 门锁坏了")
    assert ["#1002" in each.screen for each in everybody] == [True, True, True, True, False, True]


@once
async def test_at_night_only_what_presses_is_told_and_the_rest_in_the_morning_if_it_still_waits(town: Town) -> None:
    (ann,) = [await who_wants_to_be_told(town, name) for name in ("安",)]
    town.clock.move(timedelta(hours=14))
    await town.order("5号楼 灯不亮")
    await town.order("6号楼 门锁坏了")
    await town.order("7号楼 水管漏水 加急")
    assert "🔔 #1003 · 7号楼 · 水管漏水 〔加急〕" in ann.last.text
    assert ann.last.content.silent, "it goes on at night, and wakes nobody"
    assert [number in ann.screen for number in ("#1001", "#1002")] == [False, False]
    assert not town.card_of(1003).content.silent, "who posts is awake"
    for minutes in (121, 31, 16, 16):
        await town.passes(minutes=minutes)
    assert town.card_of(1003).content.silent, "it is posted again by the clock"
    assert town.secretary.sees("#1003 还没有人接").content.silent
    bob = await town.volunteer("波")
    await bob.taps("我来修", under=town.card_of(1001))
    await town.passes(hours=5, minutes=57)
    assert [number in ann.screen for number in ("#1001", "#1002")] == [False, True]
