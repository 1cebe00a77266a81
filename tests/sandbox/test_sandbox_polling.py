"""getUpdates: offsets, waiting, forgetting, and two pollers at once."""

from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import Conflict

from bot.clock import StillClock, Tasks
from bot.sandbox.people import Person
from bot.sandbox.updates import Updates
from bot.sandbox.world import World


async def texts(bot: Bot, **how: Any) -> list[str]:
    return [str(update.effective_message and update.effective_message.text) for update in await bot.get_updates(**how)]


async def test_updates_stay_until_the_offset_passes_them(bot: Bot, ann: Person) -> None:
    for text in ("一", "二", "三"):
        ann.says(text)
    first = (await bot.get_updates())[0]
    assert await texts(bot) == ["一", "二", "三"]
    assert await texts(bot, offset=first.update_id + 1) == ["二", "三"]
    assert await texts(bot, offset=first.update_id) == ["二", "三"]


async def test_numbers_are_consecutive_and_begin_large(bot: Bot, ann: Person) -> None:
    ann.says("一")
    ann.says("二")
    one, two = await bot.get_updates()
    assert two.update_id == one.update_id + 1
    assert one.update_id > 2_000_000


async def test_a_negative_offset_keeps_only_the_last(bot: Bot, ann: Person) -> None:
    for text in ("一", "二", "三"):
        ann.says(text)
    assert await texts(bot, offset=-1) == ["三"]
    assert await texts(bot) == ["三"]


async def test_an_offset_far_past_the_end_is_ignored(bot: Bot, ann: Person) -> None:
    ann.says("一")
    number = (await bot.get_updates())[0].update_id
    assert await texts(bot, offset=number + 5000) == ["一"]


async def test_a_limit_is_kept(bot: Bot, ann: Person) -> None:
    for number in range(5):
        ann.says(str(number))
    assert await texts(bot, limit=2) == ["0", "1"]


async def test_a_waiting_poll_ends_with_the_first_update(bot: Bot, world: World, ann: Person) -> None:
    tasks = Tasks()
    poll = tasks.start(bot.get_updates(timeout=30), name="poll")
    await world.until(lambda: world.polling.turn)
    ann.says("来了")
    assert [update.effective_message.text for update in await poll] == ["来了"]


async def test_an_empty_poll_ends_after_its_timeout(inside: Bot) -> None:
    assert await inside.get_updates(timeout=0) == ()


async def test_the_older_of_two_pollers_is_sent_away(bot: Bot, inside: Bot, world: World, ann: Person) -> None:
    tasks = Tasks()
    older = tasks.start(bot.get_updates(timeout=30), name="older")
    await world.until(lambda: world.polling.turn == 1)
    newer = tasks.start(inside.get_updates(timeout=30), name="newer")
    with pytest.raises(Conflict, match="make sure that only one bot instance is running"):
        await older
    ann.says("好")
    assert len(await newer) == 1


async def test_polling_beside_a_webhook_is_a_conflict(bot: Bot) -> None:
    await bot.set_webhook("https://example.invalid/hook")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_setting_a_webhook_ends_a_waiting_poll(bot: Bot, world: World) -> None:
    tasks = Tasks()
    poll = tasks.start(bot.get_updates(timeout=30), name="poll")
    await world.until(lambda: world.polling.turn)
    await bot.set_webhook("https://example.invalid/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll


async def test_allowed_updates_stay_as_they_were_set_and_hold_from_then_on(bot: Bot, world: World, ann: Person) -> None:
    ann.says("前")
    await bot.get_updates(allowed_updates=["callback_query"])
    ann.says("后")
    assert await texts(bot) == ["前"]
    await bot.get_updates(allowed_updates=[])
    ann.says("再后")
    assert await texts(bot) == ["前", "再后"]


async def test_old_updates_are_forgotten_taps_after_minutes_messages_after_a_day(
    inside: Bot, world: World, ann: Person, clock: StillClock
) -> None:
    ann.starts()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("键", callback_data="x")]])
    await inside.send_message(ann.id, "好", reply_markup=keyboard)
    ann.taps("键")
    clock.move(timedelta(seconds=151))
    assert await texts(inside) == ["/start"]
    clock.move(timedelta(hours=24))
    assert world.updates_pending == 0


async def test_asking_for_the_same_again_and_again_is_slowed_down(inside: Bot, world: World, ann: Person) -> None:
    world.settings.poll_guard = 0.05
    ann.says("一")
    ann.says("二")
    assert await texts(inside, offset=7) == ["一", "二"]
    assert await texts(inside, offset=7) == ["一"]


async def test_a_second_conflict_is_held_back(inside: Bot, world: World) -> None:
    world.settings.conflict_pause = 0.01
    await inside.set_webhook("https://example.invalid/hook")
    for _ in range(2):
        with pytest.raises(Conflict):
            await inside.get_updates()
    assert world.polling.conflict_at > 0


def test_a_full_queue_takes_no_more() -> None:
    updates = Updates(lambda: 0.0)
    for _ in range(100_001):
        updates.add("message", {}, line="")
    assert len(updates.pending) == 100_000


async def test_a_bell_that_does_not_ring_is_not_heard(world: World) -> None:
    assert not await world.bell.listen(0)
