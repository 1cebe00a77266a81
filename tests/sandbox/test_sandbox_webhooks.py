"""Updates are brought to the webhook: with the secret, in order, again until they are taken."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest

from bot.sandbox.faults import StreamFaults
from bot.sandbox.people import Person
from bot.sandbox.server import RunningServer
from bot.sandbox.webhooks import SECRET_HEADER
from bot.sandbox.world import World


@dataclass
class Receiver:
    """A webhook's other end: notes what comes and answers as told, 200 after that."""

    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answers: list[Callable[[], web.Response]] = field(default_factory=list)

    async def receive(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.json())
        self.secrets.append(request.headers.get(SECRET_HEADER))
        return self.answers.pop(0)() if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [body["message"]["text"] for body in self.bodies]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    application = web.Application()
    application.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(application, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


@pytest.fixture
async def hooked(outside: Bot, receiver: Receiver) -> Bot:
    await outside.set_webhook(receiver.url, secret_token="geheim")
    return outside


async def delivered(world: World) -> None:
    await world.until(lambda: not world.updates.pending or None, what="an empty queue")


@pytest.fixture(autouse=True)
def deliveries_are_heard(world: World) -> None:
    # A delivered update changes the queue, not the chats; let those who wait for the world hear of it.
    world.updates.bell = world.bell


async def test_updates_come_in_order_with_the_secret(
    hooked: Bot, world: World, receiver: Receiver, ann: Person
) -> None:
    for text in ("一", "二", "三"):
        ann.says(text)
    await delivered(world)
    assert receiver.texts == ["一", "二", "三"]
    assert set(receiver.secrets) == {"geheim"}


async def test_what_waited_before_the_webhook_is_delivered(
    outside: Bot, world: World, receiver: Receiver, ann: Person
) -> None:
    ann.says("早")
    await outside.set_webhook(receiver.url)
    await delivered(world)
    assert (receiver.texts, receiver.secrets) == (["早"], [None])


async def test_a_refused_update_comes_again_before_the_next_of_its_chat(
    hooked: Bot, world: World, receiver: Receiver, ann: Person
) -> None:
    receiver.answers = [lambda: web.Response(status=500), lambda: web.Response(status=403)]
    ann.says("一")
    ann.says("二")
    await delivered(world)
    assert receiver.texts == ["一", "一", "一", "二"]
    info = await hooked.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 403 Forbidden"
    assert info.pending_update_count == 0


async def test_retry_after_is_kept(hooked: Bot, world: World, receiver: Receiver, ann: Person) -> None:
    before = world.clock.now()
    receiver.answers = [lambda: web.Response(status=503, headers={"Retry-After": "90"})]
    ann.says("一")
    await delivered(world)
    assert (world.clock.now() - before).total_seconds() == 90


async def test_an_answer_can_hold_a_call(hooked: Bot, world: World, receiver: Receiver, ann: Person) -> None:
    receiver.answers = [
        lambda: web.json_response({"method": "sendMessage", "chat_id": ann.id, "text": "您好"}),
        lambda: web.json_response({"method": "getMe"}),
    ]
    ann.says("一")
    ann.says("二")
    await delivered(world)
    assert ann.private.last.text == "您好"
    assert world.calls.of("getMe")[1:] == []


async def test_nobody_listening_is_told_in_the_webhook_info(
    outside: Bot, world: World, receiver: Receiver, ann: Person
) -> None:
    await outside.set_webhook("http://127.0.0.1:9/hook")
    ann.says("一")
    await world.until(lambda: world.webhook is not None and world.webhook.error)
    assert (await outside.get_webhook_info()).last_error_message == "Connection refused"
    await outside.set_webhook(receiver.url)
    await delivered(world)
    assert receiver.texts == ["一"]


async def test_a_webhook_gone_for_a_day_is_forgotten(
    hooked: Bot, world: World, receiver: Receiver, ann: Person
) -> None:
    receiver.answers = [lambda: web.Response(status=410, headers={"Retry-After": "3600"})] * 30
    ann.says("一")
    await world.until(lambda: world.webhook is None or None)
    assert (await hooked.get_webhook_info()).url == ""
    assert len(receiver.bodies) == 24


async def test_repeated_and_reordered_updates_reach_the_webhook(
    outside: Bot, world: World, receiver: Receiver, ann: Person
) -> None:
    for number in range(20):
        ann.says(str(number))
    world.faults.stream = StreamFaults(repeat=0.3, reorder=0.3, seed=3)
    await outside.set_webhook(receiver.url)
    await delivered(world)
    assert set(receiver.texts) == {str(number) for number in range(20)}
    assert len(receiver.texts) > 20
    assert receiver.texts != sorted(receiver.texts, key=int)


WRONG: dict[str, tuple[str, str]] = {
    "secret token contains unallowed characters": ("https://example.invalid/hook", "ge heim"),
    "secret token is too long": ("https://example.invalid/hook", "x" * 257),
    "bad webhook: An HTTPS URL must be provided for webhook": ("ftp://example.invalid/", ""),
}


@pytest.mark.parametrize("words", WRONG)
async def test_a_wrong_webhook_is_refused(bot: Bot, words: str) -> None:
    url, secret = WRONG[words]
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.set_webhook(url, secret_token=secret)


async def test_pending_updates_can_be_dropped(bot: Bot, world: World, ann: Person) -> None:
    ann.says("一")
    await bot.delete_webhook(drop_pending_updates=True)
    assert world.updates_pending == 0


async def test_closing_the_server_lets_a_waiting_delivery_go(server: RunningServer, world: World, ann: Person) -> None:
    await server.close()
    ann.says("一")
    assert world.updates_pending == 1


async def test_a_server_that_is_cut_off_leaves_its_port(server: RunningServer) -> None:
    (serving,) = (task for task in asyncio.all_tasks() if task.get_name() == "the pretend Telegram's server")
    serving.cancel()
    await asyncio.wait([serving])
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(server.host, server.port)
