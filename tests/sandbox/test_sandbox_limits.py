"""The budgets refuse what is too much and say for how long."""

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from bot.clock import StillClock
from bot.sandbox.groups import Group
from bot.sandbox.people import Person
from bot.sandbox.world import World


@pytest.fixture(autouse=True)
def budgets_hold(world: World) -> None:
    world.limits.on = True


async def test_one_chat_takes_a_short_burst_and_then_one_a_second(
    bot: Bot, world: World, ann: Person, clock: StillClock
) -> None:
    ann.starts()
    for number in range(3):
        await bot.send_message(ann.id, str(number))
    with pytest.raises(RetryAfter, match="Retry in 0:00:01"):
        await bot.send_message(ann.id, "太快")
    clock.move(timedelta(seconds=1))
    await bot.send_message(ann.id, "好")
    assert world.limits.refusals == 1


async def test_a_group_takes_twenty_a_minute_and_edits_count(inside: Bot, group: Group, clock: StillClock) -> None:
    sent = await inside.send_message(group.id, "0")
    for number in range(1, 20):
        clock.move(timedelta(seconds=1))
        await inside.edit_message_text(str(number), group.id, sent.message_id)
    clock.move(timedelta(seconds=1))
    with pytest.raises(RetryAfter, match="Retry in 0:00:40"):
        await inside.edit_message_text("20", group.id, sent.message_id)
    clock.move(timedelta(seconds=40))
    await inside.edit_message_text("20", group.id, sent.message_id)


async def test_thirty_a_second_over_all_chats(inside: Bot, world: World, clock: StillClock) -> None:
    people = [world.person(f"邻居{number}") for number in range(31)]
    for person in people:
        person.starts()
    for person in people[:30]:
        await inside.send_message(person.id, "通知")
    with pytest.raises(RetryAfter):
        await inside.send_message(people[30].id, "通知")
    clock.move(timedelta(seconds=1))
    await inside.send_message(people[30].id, "通知")


async def test_an_album_costs_as_many_as_it_holds(inside: Bot, world: World) -> None:
    world.limits.charge(-1, group=True, cost=10)
    world.limits.charge(-2, group=True, cost=1)
    assert [len(said) for said in world.limits._groups.values()] == [10, 1]


async def test_private_chats_have_no_minute(inside: Bot, ann: Person, clock: StillClock) -> None:
    ann.starts()
    for number in range(25):
        clock.move(timedelta(seconds=1))
        await inside.send_message(ann.id, str(number))
    assert len(ann.private.messages) == 26


async def test_a_refused_message_is_not_in_the_chat(inside: Bot, world: World, ann: Person) -> None:
    ann.starts()
    for number in range(3):
        await inside.send_message(ann.id, str(number))
    with pytest.raises(RetryAfter):
        await inside.send_message(ann.id, "太快")
    assert ann.private.last.text == "2"
    assert world.calls[-1].refusal is not None
    assert world.calls[-1].refusal.parameters == {"retry_after": 1}
