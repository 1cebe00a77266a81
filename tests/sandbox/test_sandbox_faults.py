"""Faults happen on demand, once, to the call they wait for, the same through both faces."""

from datetime import timedelta

import aiohttp
import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.clock import StillClock
from bot.sandbox.faults import StreamFaults
from bot.sandbox.people import Person
from bot.sandbox.server import RunningServer
from bot.sandbox.world import World

SOON = 0.3  # seconds until the caller over HTTP gives up; the sandbox itself never answers


@pytest.fixture(autouse=True)
def started(ann: Person) -> None:
    ann.starts()


async def test_a_refusal_comes_once_and_nothing_is_sent(bot: Bot, world: World, ann: Person) -> None:
    world.faults.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(ann.id, "一")
    await bot.send_message(ann.id, "二")
    assert [message.text for message in ann.private.messages] == ["/start", "二"]
    assert [call.acted for call in world.calls.of("sendMessage")] == [False, True]


async def test_a_429_is_given_as_often_as_asked_and_only_to_its_chat(
    bot: Bot, world: World, ann: Person, bob: Person
) -> None:
    bob.starts()
    world.faults.refuse("*", retry_after=7, times=2, chat_id=ann.id)
    for _ in range(2):
        await bot.send_message(bob.id, "好")
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(ann.id, "好")
        assert caught.value.retry_after == timedelta(seconds=7)
    await bot.send_message(ann.id, "好")


@pytest.mark.parametrize("acts", [True, False])
async def test_after_a_timeout_the_message_is_there_or_not(bot: Bot, world: World, ann: Person, *, acts: bool) -> None:
    world.faults.time_out("sendMessage", acts=acts)
    with pytest.raises(TimedOut):
        await bot.send_message(ann.id, "好", read_timeout=SOON)
    assert (ann.private.last.text == "好") is acts


@pytest.mark.parametrize("acts", [True, False])
async def test_a_broken_connection_is_a_network_error(bot: Bot, world: World, ann: Person, *, acts: bool) -> None:
    world.faults.reset("sendMessage", acts=acts)
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(ann.id, "好")
    assert type(caught.value) is NetworkError
    assert (ann.private.last.text == "好") is acts
    assert (await bot.send_message(ann.id, "又好")).text == "又好"


async def test_half_an_answer_is_no_answer(bot: Bot, world: World, ann: Person) -> None:
    world.faults.truncate("sendMessage")
    with pytest.raises(TelegramError, match="Invalid server response"):
        await bot.send_message(ann.id, "好")
    assert ann.private.last.text == "好"


@pytest.mark.parametrize("code", [500, 502, 504])
async def test_a_gateway_in_trouble_answers_with_a_page(bot: Bot, world: World, ann: Person, code: int) -> None:
    world.faults.fail("sendMessage", code)
    with pytest.raises(NetworkError, match=str(code)):
        await bot.send_message(ann.id, "好")
    assert ann.private.last.text == "/start"


async def test_a_slow_answer_is_late_by_the_worlds_clock(
    bot: Bot, world: World, ann: Person, clock: StillClock
) -> None:
    before = clock.now()
    world.faults.slow("sendMessage", 12)
    await bot.send_message(ann.id, "好")
    assert clock.now() - before == timedelta(seconds=12)
    assert world.calls[-1].fault == "slow 12"


async def test_the_headers_say_when_to_come_back(server: RunningServer, world: World) -> None:
    world.faults.refuse("getMe", retry_after=9)
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{server.base_url}{world.bot.token}/getMe") as response,
    ):
        assert (response.status, response.headers["Retry-After"]) == (429, "9")
        assert (await response.json())["parameters"] == {"retry_after": 9}


async def test_faults_can_be_called_off(inside: Bot, world: World, ann: Person) -> None:
    world.faults.refuse("sendMessage", times=100)
    world.faults.clear()
    await inside.send_message(ann.id, "好")
    assert ann.private.last.text == "好"


async def read_all(bot: Bot, world: World) -> list[int]:
    """Poll as a client does, from the last update's number on, until nothing comes any more."""
    seen: list[int] = []
    offset = 0
    while batch := await bot.get_updates(offset=offset, limit=7):
        seen += [update.update_id for update in batch]
        offset = batch[-1].update_id + 1
        if not world.updates.pending and not world.faults.stream.holds:
            break
    return seen


@pytest.mark.parametrize("seed", range(5))
async def test_repeated_and_reordered_updates_all_arrive(inside: Bot, world: World, ann: Person, seed: int) -> None:
    for number in range(50):
        ann.says(str(number))
    sent = [update.id for update in world.updates.pending]
    world.faults.stream = StreamFaults(repeat=0.2, reorder=0.2, seed=seed)
    seen = await read_all(inside, world)
    assert set(seen) == set(sent)
    assert len(seen) > len(sent)
    assert seen != sorted(seen)


async def test_an_undisturbed_stream_is_in_order_and_single(inside: Bot, world: World, ann: Person) -> None:
    for number in range(50):
        ann.says(str(number))
    sent = [update.id for update in world.updates.pending]
    assert await read_all(inside, world) == sent


async def test_a_held_back_update_that_was_not_confirmed_comes_again(inside: Bot, world: World, ann: Person) -> None:
    world.faults.stream = StreamFaults(reorder=1.0)
    ann.says("一")
    world.updates.confirm(world.updates.pending[0].id + 1)
    (held,) = await inside.get_updates()
    assert [update.update_id for update in await inside.get_updates()] == [held.update_id]
    assert await inside.get_updates(offset=held.update_id + 1) == ()


async def test_a_malformed_update_blocks_a_client_that_parses_first(inside: Bot, world: World, ann: Person) -> None:
    number = world.malformed_update()
    ann.says("好")
    with pytest.raises(KeyError, match="date"):
        await inside.get_updates()
    texts = [update.effective_message for update in await inside.get_updates(offset=number + 1)]
    assert [message and message.text for message in texts] == ["好"]
