"""A harness in another process acts, looks and makes trouble through the control endpoints."""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import Forbidden

from bot.clock import Clock, Tasks
from bot.sandbox.files import picture
from bot.sandbox.groups import Group
from bot.sandbox.people import Person
from bot.sandbox.server import RunningServer
from bot.sandbox.world import World

CARD = InlineKeyboardMarkup([[InlineKeyboardButton("🙋 我来修", callback_data="claim:1")]])


class Harness:
    """JSON in, JSON out."""

    def __init__(self, session: aiohttp.ClientSession, origin: str) -> None:
        self._session = session
        self._origin = f"{origin}/sandbox"

    async def get(self, path: str, *, status: int = 200) -> Any:
        async with self._session.get(self._origin + path) as response:
            assert response.status == status, await response.text()
            is_json = response.content_type == "application/json"
            return await response.json() if is_json else await response.text()

    async def post(self, path: str, *, status: int = 200, **body: Any) -> Any:
        async with self._session.post(self._origin + path, json=body) as response:
            assert response.status == status, await response.text()
            return await response.json()

    async def delete(self, path: str) -> Any:
        async with self._session.delete(self._origin + path) as response:
            return await response.json()


@pytest.fixture
async def harness(server: RunningServer) -> AsyncIterator[Harness]:
    async with aiohttp.ClientSession() as session:
        yield Harness(session, server.origin)


async def test_a_story_can_be_told_from_outside(harness: Harness, outside: Bot) -> None:
    ann = await harness.post("/people", first_name="安", phone="+8613800138000")
    bob = await harness.post("/people", first_name="李师傅")
    group = await harness.post("/groups", title="阡上维修群", members=[ann["id"], "李师傅"])
    await harness.post(f"/chats/{group['id']}/add_bot")
    await harness.post(f"/chats/{group['id']}/promote_bot", can_delete_messages=True)
    sent = await outside.send_message(group["id"], "#1024", reply_markup=CARD)
    place = {"chat_id": group["id"], "id": sent.message_id}
    tap = await harness.post("/people/李师傅/taps", words="我来修", under=place)
    await outside.answer_callback_query(tap["id"], "归您啦", show_alert=True)
    answered = await harness.get(f"/taps/{tap['id']}?wait=5")
    assert (answered["text"], answered["show_alert"], answered["by"]) == ("归您啦", True, bob["id"])
    reply = await harness.post("/people/李师傅/says", text="我来", reply_to=place)
    assert reply["reply_to"] == sent.message_id
    screen = await harness.get(f"/chats/{group['id']}/screen?for={bob['id']}")
    assert "[🙋 我来修]" in screen
    assert "归您啦" in screen


async def test_fifty_taps_come_in_at_once(harness: Harness, outside: Bot, world: World, group: Group) -> None:
    people = [world.person(f"邻居{number}") for number in range(50)]
    for person in people:
        group.joins(person)
    sent = await outside.send_message(group.id, "#1024", reply_markup=CARD)
    under = {"chat_id": group.id, "id": sent.message_id}
    taps = await harness.post("/taps", people=[person.id for person in people], words="我来修", under=under)
    updates = await outside.get_updates(offset=-50)
    assert [update.callback_query and update.callback_query.id for update in updates] == [tap["id"] for tap in taps]


async def test_a_photo_from_outside_is_the_photo_the_bot_gets(harness: Harness, outside: Bot, ann: Person) -> None:
    content = picture(64, 48)
    sent = await harness.post(f"/people/{ann.id}/sends_photo", photo=base64.b64encode(content).decode(), caption="漏水")
    assert (sent["carries"], sent["text"]) == ("photo", "漏水")
    (update,) = await outside.get_updates()
    assert update.effective_message is not None
    file = await update.effective_message.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == content


async def test_waiting_for_a_message_ends_when_it_comes(harness: Harness, outside: Bot, group: Group) -> None:
    tasks = Tasks()
    waiting = tasks.start(harness.get(f"/chats/{group.id}/wait?text=1024&button=我来修&seconds=5"), name="wait")
    await outside.send_message(group.id, "#1023", reply_markup=CARD)
    await outside.send_message(group.id, "#1024", reply_markup=CARD)
    found = await waiting
    assert found["text"] == "#1024"
    assert found["buttons"][0][0] == {
        "text": "🙋 我来修",
        "kind": "callback_data",
        "data": "claim:1",
        "url": "",
        "copied": "",
    }


async def test_faults_set_from_outside_happen(harness: Harness, outside: Bot, ann: Person) -> None:
    ann.starts()
    blocked = "Forbidden: bot was blocked by the user"
    await harness.post("/faults", kind="refuse", method="sendMessage", code=403, description=blocked, times=9)
    with pytest.raises(Forbidden):
        await outside.send_message(ann.id, "好")
    assert await harness.delete("/faults") == {"waiting": 0}
    await outside.send_message(ann.id, "好")
    calls = await harness.get("/calls?method=sendMessage")
    assert [call["acted"] for call in calls] == [False, True]
    assert await harness.get(f"/calls?after={calls[-1]['number']}") == []


async def test_time_and_settings_are_moved_from_outside(harness: Harness, world: World) -> None:
    before = world.clock.now()
    await harness.post("/clock", seconds=3600)
    assert (world.clock.now() - before).total_seconds() == 3600
    settings = await harness.post("/settings", budgets=True, privacy=False, answer_window=5)
    assert (world.limits.on, world.bot.privacy, world.settings.answer_window) == (True, False, 5)
    assert settings["answer_window"] == 5
    await harness.post("/settings", gravity=1, status=404)


async def test_the_stream_is_disturbed_from_outside(harness: Harness, world: World) -> None:
    await harness.post("/stream", repeat=0.5, seed=4)
    assert (world.faults.stream.repeat, world.faults.stream.seed) == (0.5, 4)
    number = (await harness.post("/malformed"))["update_id"]
    assert [update.id for update in world.updates.pending] == [number]


async def test_the_world_is_shown_whole(harness: Harness, world: World, group: Group, ann: Person) -> None:
    ann.starts()
    seen = await harness.get("/world")
    assert [person["first_name"] for person in seen["people"]] == ["安", "李师傅"]
    assert seen["chats"][0]["members"] == [ann.id, group.members[1].id, world.bot.id]
    assert (seen["updates_pending"], seen["breaches"]) == (3, [])
    said = ann.says("删我")
    ann.deletes(said)
    assert said.id not in [message["id"] for message in await harness.get(f"/chats/{ann.id}/messages")]
    assert said.id in [message["id"] for message in await harness.get(f"/chats/{ann.id}/messages?all=1")]


async def test_groups_are_led_from_outside(harness: Harness, world: World, bob: Person) -> None:
    forum = await harness.post("/groups", title="小区", members=[bob.id], supergroup=True, is_forum=True)
    topic = await harness.post(f"/chats/{forum['id']}/topic", name="报修")
    said = await harness.post("/people/李师傅/says", text="好", in_=forum["id"], thread=topic["id"])
    assert said["thread_id"] == topic["id"]
    group = await harness.post("/groups", title="群", members=[bob.id])
    new = await harness.post(f"/chats/{group['id']}/migrate")
    seen = {chat["id"]: chat for chat in (await harness.get("/world"))["chats"]}
    assert seen[group["id"]]["migrated_to"] == new["id"]
    album = await harness.post("/people/李师傅/sends_album", count=3)
    assert len({message["album"] for message in album}) == 1


async def test_what_does_not_exist_is_404_and_what_cannot_be_is_409(
    harness: Harness, world: World, group: Group, ann: Person
) -> None:
    assert "nobody" in (await harness.post("/people/nobody/says", status=404, text="x"))["error"]
    assert "cannot fly" in (await harness.post(f"/people/{ann.id}/fly", status=404))["error"]
    assert "cannot fly" in (await harness.post(f"/chats/{group.id}/fly", status=404))["error"]
    await harness.get("/chats/1/screen", status=404)
    await harness.post("/faults", status=404, kind="earthquake")
    place = {"chat_id": group.id, "id": 999}
    await harness.post(f"/people/{ann.id}/taps", status=404, words="x", under=place)
    await harness.post(f"/people/{ann.id}/says", status=409, words="x")
    assert "no button says" in (await harness.post(f"/people/{ann.id}/taps", status=409, words="x"))["error"]
    await harness.get(f"/chats/{group.id}/wait?text=never&seconds=0", status=409)
    world.clock = Clock()
    await harness.post("/clock", status=409, seconds=1)


async def test_the_bot_api_takes_every_form_of_request(server: RunningServer, world: World, group: Group) -> None:
    url = f"{server.base_url}{world.bot.token}"
    escaped = url.replace(":TEST", "%3ATEST")
    wanted: dict[str, str | int] = {"chat_id": group.id, "text": "好"}
    json_type = {"Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:

        async def status(method: str, address: str, **how: Any) -> int:
            async with session.request(method, address, **how) as response:
                await response.read()
                return response.status

        assert await status("POST", f"{url}/sendMessage", data=wanted) == 200
        assert await status("POST", f"{url}/SENDMESSAGE", json=wanted) == 200
        assert await status("GET", f"{escaped}/sendMessage", params=wanted) == 200
        assert await status("GET", f"{server.origin}/bot") == 404
        assert await status("POST", f"{url}/sendMessage", data="{", headers=json_type) == 400
        assert await status("GET", f"{server.base_file_url}{world.bot.token}/photos/none.jpg") == 404
        assert await status("GET", f"{server.base_file_url}1:x/photos/none.jpg") == 401
    assert len(world.calls.acted("sendMessage")) == 3


async def test_closing_lets_a_call_go_that_was_never_to_be_answered(
    outside: Bot, server: RunningServer, world: World, group: Group
) -> None:
    world.faults.time_out("sendMessage", acts=True)
    tasks = Tasks()
    call = tasks.start(outside.send_message(group.id, "好"), name="call")
    await world.until(lambda: world.calls.acted("sendMessage"))
    await server.close()
    await asyncio.wait([call])
    assert call.exception() is not None
