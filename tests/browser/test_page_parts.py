"""What the page is made of, without a browser: who is let in, formatting, links, menus, notes, the morning."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from bot.clock import Clock, StillClock
from bot.sandbox.files import Upload
from bot.sandbox.groups import Group
from bot.sandbox.messages import Words
from bot.sandbox.page.formatting import formatted
from bot.sandbox.page.guard import is_loopback
from bot.sandbox.page.links import Lead, Way, lead_of
from bot.sandbox.page.menus import commands_for
from bot.sandbox.page.notes import Notes
from bot.sandbox.page.timing import local, move, until_morning
from bot.sandbox.page.words import LANGUAGES, phrases, things_to_try
from bot.sandbox.people import Person
from bot.sandbox.profile import scope_key
from bot.sandbox.server import create_app
from bot.sandbox.world import World

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> StillClock:
    return StillClock(NOON)


@pytest.fixture
def world(clock: StillClock) -> World:
    return World(clock)


@pytest.fixture
def ann(world: World) -> Person:
    return world.person("安", user_id=1001)


@pytest.fixture
def group(world: World, ann: Person) -> Group:
    return world.supergroup("阡上维修群", [ann])


@pytest.fixture
async def client(world: World) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(world, page=True))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
        yield client


def nowhere(_: str) -> Lead:
    return Lead(Way.NOWHERE)


@pytest.mark.parametrize("name", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "weixiu.localhost"])
def test_this_machine_has_many_names(name: str) -> None:
    assert is_loopback(name)


@pytest.mark.parametrize("name", ["", "example.org", "10.0.0.1", "127.0.0.1.example.org", "localhost.org"])
def test_other_machines_are_not_this_one(name: str) -> None:
    assert not is_loopback(name)


@pytest.mark.parametrize("path", ["/", "/sandbox/world", "/page/live", "/static/page.js"])
@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
async def test_strangers_are_sent_away_at_every_door(
    client: httpx.AsyncClient, ann: Person, path: str, headers: dict[str, str]
) -> None:
    assert (await client.get(path)).status_code == 200
    assert (await client.get(path, headers=headers)).status_code == 403


async def test_the_own_page_may_act(client: httpx.AsyncClient, ann: Person) -> None:
    form = {"as": "1001", "side": "private", "text": "你好"}
    answer = await client.post("/page/say", data=form, headers={"Origin": "http://localhost:8080"})
    assert (answer.status_code, ann.private.last.text) == (204, "你好")


async def test_the_page_runs_no_script_but_its_own(client: httpx.AsyncClient, ann: Person) -> None:
    policy = (await client.get("/")).headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy


async def test_an_empty_world_says_so(client: httpx.AsyncClient) -> None:
    assert (await client.get("/")).status_code == 404
    assert (await client.post("/page/say", data={"side": "group"})).status_code == 404
    assert (await client.get("/page/menu?side=group")).status_code == 404


async def test_a_person_alone_needs_no_group(client: httpx.AsyncClient, ann: Person) -> None:
    assert "安" in (await client.get("/")).text
    assert "先发一单" in (await client.post("/page/crowd", data={"as": "1001"})).text


@pytest.mark.parametrize(
    "form",
    [
        {"side": "group", "text": "我不在群里"},
        {"side": "private", "text": "   "},
        {"side": "private", "text": "长" * 4097},
        {"side": "private", "sample": "broken", "text": "长" * 1025},
        {"side": "elsewhere", "text": "?"},
        {"side": "private", "text": "?", "reply": "seven"},
    ],
)
async def test_what_cannot_be_said_is_refused_with_a_word(
    client: httpx.AsyncClient, ann: Person, group: Group, form: dict[str, str]
) -> None:
    group.leaves(ann)
    answer = await client.post("/page/say", data=form | {"as": "1001"})
    assert (answer.status_code, "toast" in answer.text) == (422, True)
    assert not ann.private.messages


async def test_a_blocked_bot_can_be_started_again(client: httpx.AsyncClient, ann: Person) -> None:
    ann.starts()
    ann.blocks_bot()
    assert "屏蔽了机器人" in (await client.get("/?as=1001")).text
    await client.post("/page/start", data={"as": "1001"})
    assert not ann.blocked


async def test_a_clock_that_cannot_be_moved_says_so(group: Group) -> None:
    transport = httpx.ASGITransport(create_app(still := World(Clock()), page=True))
    still.person("安", user_id=1001)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.post("/page/clock", data={"as": "1001", "by": "hour"})
        assert (answer.status_code, "不能拨动" in answer.text) == (422, True)
        assert 'hx-post="/page/clock"' not in (await client.get("/")).text


async def test_only_true_photos_are_shown_other_files_are_saved(client: httpx.AsyncClient, world: World) -> None:
    page = world.files.keep(Upload(b"<script>alert(1)</script>", "a.html", "text/html"), "document")
    answer = await client.get(f"/page/file/{page.id}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert (await client.get("/page/file/none")).status_code == 404


async def test_nothing_new_is_answered_by_nothing(client: httpx.AsyncClient, ann: Person, group: Group) -> None:
    html = (await client.get("/?as=1001")).text
    seen = html.split('id="seen" name="seen" value="')[1].split('"')[0]
    assert (await client.get("/page/live", params={"as": "1001", "seen": seen})).status_code == 204
    ann.says("新消息", in_=group)
    news = (await client.get("/page/live", params={"as": "1001", "seen": seen})).text
    assert news.count("<li") == news.count("beforeend:#group-list") == 1


@pytest.mark.parametrize(
    ("service", "shown"),
    [
        ({"new_chat_title": "新名字"}, "安 把群名改为「新名字」"),
        ({"left_chat_member": {"id": 1, "first_name": "李"}}, "李 离开了群"),
        ({"new_chat_members": [{"id": 1, "first_name": "李"}]}, "安 邀请了 李"),
        ({"new_chat_members": [{"id": 1001, "first_name": "安"}]}, "安 加入了群"),
        ({"something_newer": True}, "群里有变化"),
    ],
)
async def test_service_messages_are_sentences(
    client: httpx.AsyncClient, ann: Person, group: Group, service: dict[str, object], shown: str
) -> None:
    group.serve(ann, service)
    assert shown in (await client.get("/?as=1001")).text


@given(st.text(), st.lists(st.tuples(st.sampled_from(["bold", "code", "spoiler", "bot_command"]), st.integers(0, 20))))
def test_whatever_is_formatted_the_letters_stay_the_same(text: str, marks: list[tuple[str, int]]) -> None:
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    clean = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    entities = [
        {"type": kind, "offset": start, "length": min(5, units - start)} for kind, start in marks if start < units
    ]
    assert "<script" not in formatted(Words(clean, tuple(entities)), nowhere)
    bare = formatted(Words(clean, ()), nowhere)
    assert bare == escape(clean)


def test_entities_that_overlap_are_cut_where_they_cross() -> None:
    words = Words("abcdef", ({"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}))
    assert formatted(words, nowhere) == "<b>ab<i>cd</i></b><i>ef</i>"


def test_an_emoji_before_bold_moves_nothing() -> None:
    words = Words("🔧 #1", ({"type": "bold", "offset": 3, "length": 2},))
    assert formatted(words, nowhere) == "🔧 <b>#1</b>"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "tg://user?id=1", "data:text/html,x", "//[", "ftp://x"])
def test_a_link_that_leads_nowhere_is_plain_text(world: World, group: Group, address: str) -> None:
    words = Words("click", ({"type": "text_link", "offset": 0, "length": 5, "url": address},))
    assert formatted(words, lambda url: lead_of(url, world, group)) == "click"


@pytest.mark.parametrize(
    ("url", "lead"),
    [
        ("https://t.me/weixiu_bot?start=abc", Lead(Way.START, "abc")),
        ("https://t.me/Weixiu_Bot", Lead(Way.START, "")),
        ("https://t.me/c/2000000101/7", Lead(Way.JUMP, "7")),
        ("https://t.me/c/2000000101/2/7", Lead(Way.JUMP, "7")),
        ("https://t.me/c/999/7", Lead(Way.OUTSIDE, "https://t.me/c/999/7")),
        ("https://example.org/", Lead(Way.OUTSIDE, "https://example.org/")),
    ],
)
def test_links_lead_to_the_bot_to_cards_and_outside(world: World, group: Group, url: str, lead: Lead) -> None:
    assert lead_of(url, world, group) == lead


def test_the_narrowest_menu_in_the_persons_language_is_shown(world: World, group: Group, ann: Person) -> None:
    menus = world.profile.commands
    for scope, language in [
        ({"type": "default"}, ""),
        ({"type": "all_private_chats"}, "zh"),
        ({"type": "all_chat_administrators"}, ""),
    ]:
        menus[scope_key(scope, language)] = [{"command": scope["type"], "description": language or "any"}]
    assert commands_for(world, ann.private, ann)[0]["command"] == "all_private_chats"
    assert commands_for(world, group, ann)[0]["command"] == "all_chat_administrators"
    bob = world.person("Bob", language_code="en")
    group.joins(bob)
    assert commands_for(world, group, bob)[0]["command"] == "default"
    assert commands_for(world, bob.private, bob)[0]["command"] == "default"


def test_notes_leave_out_what_came_and_went_unseen(clock: StillClock, group: Group, ann: Person) -> None:
    notes = Notes()
    kept = ann.says("留下", in_=group)
    notes.look(group, clock.now())
    seen = notes.revision
    gone = ann.says("很快删掉", in_=group)
    notes.look(group, clock.now())
    ann.deletes(gone)
    notes.look(group, clock.now())
    assert notes.since(group, seen) == []
    ann.deletes(kept)
    notes.look(group, clock.now())
    assert [(change.message, change.is_gone) for change in notes.since(group, seen)] == [(kept, True)]


def test_a_message_stands_anew_when_the_one_before_it_goes(clock: StillClock, group: Group, ann: Person) -> None:
    notes = Notes()
    first, second = ann.says("一", in_=group), ann.says("二", in_=group)
    notes.look(group, clock.now())
    assert [change.place.follows for change in notes.shown(group)] == [False, True]
    ann.deletes(first)
    notes.look(group, clock.now())
    assert [(change.message, change.place.follows) for change in notes.shown(group)] == [(second, False)]


@pytest.mark.parametrize("hour", [0, 4, 15, 16, 23])
def test_the_morning_is_tomorrows_wherever_the_server_stands(hour: int) -> None:
    now = datetime(2026, 11, 22, hour, 5, tzinfo=UTC)
    morning = local(now + until_morning(now))
    assert (morning.hour, morning.minute) == (8, 30)
    assert morning.date() == local(now).date() + timedelta(days=1)


def test_moving_the_clock_wakes_whoever_waits(world: World, clock: StillClock) -> None:
    assert move(world, "quarter")
    assert clock.now() == NOON + timedelta(minutes=15)


@pytest.mark.parametrize("role", ["secretary", "volunteer", "resident"])
@pytest.mark.parametrize("place", ["group", "private"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_finds_something_to_try(role: str, place: str, language: str) -> None:
    assert bool(things_to_try(role, place, language)) == ((role, place) != ("resident", "group"))


def test_an_unknown_language_is_chinese() -> None:
    assert phrases("fr")("send") == "发送"
