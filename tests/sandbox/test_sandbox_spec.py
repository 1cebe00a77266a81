"""The table of methods and every object that goes out are held against the Bot API as data.

The data is a file that is not part of this repository: WEIXIU_BOT_API_JSON names it.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto

from bot.sandbox.api.declaring import ChatId, FileSource, Method
from bot.sandbox.api.methods import METHODS
from bot.sandbox.api.reactions import REACTIONS
from bot.sandbox.files import picture
from bot.sandbox.groups import Group
from bot.sandbox.people import Person
from bot.sandbox.world import World

ROOT = Path(__file__).parents[2]
SPEC = Path(os.environ.get("WEIXIU_BOT_API_JSON", ROOT.parent / "shared" / "telegram" / "bot-api-10.0.json"))
pytestmark = pytest.mark.skipif(
    not SPEC.exists(), reason=f"no Bot API data at {SPEC.name}: set WEIXIU_BOT_API_JSON to its path"
)
SIMPLE: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "True": bool,
    "Float": (int, float),
}


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(SPEC.read_text("utf-8"))
    return loaded


def fits_type(declared: Any, types: list[str]) -> bool:
    """Whether a type in a signature says the same as the documentation's list of types."""
    if declared == ChatId:
        return set(types) == {"Integer", "String"}
    if declared == FileSource:
        return "InputFile" in types
    if declared in {int, str, bool, float}:
        return any(SIMPLE.get(name) in {declared, (int, float)} for name in types)
    if get_origin(declared) is list:
        inner = [name.removeprefix("Array of ") for name in types if name.startswith("Array of ")]
        item = get_args(declared)[0]
        return any(SIMPLE.get(name, dict) is (item if item in {int, str} else dict) for name in inner)
    return all(name not in SIMPLE for name in types)


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: str(method.name))
def test_a_method_takes_what_the_bot_api_takes(spec: dict[str, Any], method: Method) -> None:
    fields = {field["name"]: field for field in spec["methods"][method.name].get("fields", [])}
    assert set(method.parameters) - set(fields) == set()
    for parameter in method.parameters.values():
        assert parameter.required == fields[parameter.name]["required"], parameter.name
        assert fits_type(parameter.type, fields[parameter.name]["types"]), parameter.name
    needed = {name for name, field in fields.items() if field["required"]}
    assert needed - set(method.parameters) == set()


def test_bots_may_react_with_what_the_bot_api_lists(spec: dict[str, Any]) -> None:
    (emoji,) = [field for field in spec["types"]["ReactionTypeEmoji"]["fields"] if field["name"] == "emoji"]
    listed = set(emoji["description"].replace('"', " ").replace(",", " ").split())
    assert {reaction for reaction in REACTIONS if reaction not in listed} == set()


def faults_of(value: Any, types: list[str], spec: dict[str, Any], where: str) -> list[str]:
    """What is wrong with `value` as one of `types`; the closest type's faults if none fits."""
    tried = [list(_faults(value, name, spec, where)) for name in types]
    return min(tried, key=len)


def _faults(value: Any, name: str, spec: dict[str, Any], where: str) -> Iterator[str]:
    if name.startswith("Array of "):
        if not isinstance(value, list):
            yield f"{where} is no array"
            return
        for number, item in enumerate(value):
            yield from faults_of(item, [name.removeprefix("Array of ")], spec, f"{where}[{number}]")
    elif name in SIMPLE:
        if not isinstance(value, SIMPLE[name]):
            yield f"{where} is no {name}: {value!r}"
    elif "subtypes" in spec["types"][name]:
        yield from faults_of(value, spec["types"][name]["subtypes"], spec, where)
    else:
        yield from _object_faults(value, name, spec, where)


def _object_faults(value: Any, name: str, spec: dict[str, Any], where: str) -> Iterator[str]:
    fields = {field["name"]: field for field in spec["types"][name].get("fields", [])}
    if not isinstance(value, dict):
        yield f"{where} is no {name}: {value!r}"
        return
    yield from (f"{where}: {name} has no field {key}" for key in value if key not in fields)
    for key, field in fields.items():
        if key in value:
            yield from faults_of(value[key], field["types"], spec, f"{where}.{key}")
        elif field["required"]:
            yield f"{where}: {name} needs {key}"


async def busy_day(bot: Bot, world: World, ann: Person, bob: Person) -> list[dict[str, Any]]:
    """Lets about everything happen once; the updates it made."""
    world.updates.allowed = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
    world.updates.allowed += ("message_reaction", "poll", "poll_answer")
    basic = world.group("小群", [ann])
    basic.add_bot()
    basic.migrate()
    forum = world.supergroup("小区", [ann, bob], is_forum=True, username="xiaoqu")
    forum.add_bot()
    forum.promote_bot(can_delete_messages=True, can_pin_messages=True, can_manage_topics=True)
    ann.starts("abc")
    await bot_speaks(bot, forum, ann)
    people_answer(forum, ann, bob)
    ann.blocks_bot()
    forum.kick_bot()
    return [update.body for update in world.updates.pending]


async def bot_speaks(bot: Bot, forum: Group, ann: Person) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("键", callback_data="x")]])
    topic = await bot.create_forum_topic(forum.id, "报修")
    sent = await bot.send_message(
        forum.id, "<b>好</b> @li_shifu", parse_mode="HTML", reply_markup=keyboard,
        message_thread_id=topic.message_thread_id,
    )  # fmt: skip
    await bot.edit_message_text("更好", forum.id, sent.message_id, reply_markup=keyboard)
    await bot.pin_chat_message(forum.id, sent.message_id)
    photo = await bot.send_photo(ann.id, picture(), caption="图", reply_markup=keyboard)
    await bot.edit_message_media(InputMediaPhoto(photo.photo[-1].file_id, caption="新"), ann.id, photo.message_id)
    await bot.edit_message_caption(ann.id, photo.message_id, caption="更新")
    await bot.send_media_group(ann.id, [InputMediaPhoto(picture(shade=shade)) for shade in (1, 2)])
    await bot.send_document(ann.id, b"x", filename="x.csv")
    await bot.send_voice(ann.id, b"OggS" + bytes(9))
    await bot.send_video(ann.id, b"video")
    await bot.send_location(ann.id, 1.5, 2.5)
    await bot.send_contact(ann.id, "+8613800138000", "安")
    await bot.send_poll(forum.id, "哪天?", ["周六", "周日"], is_anonymous=False)
    poll = await bot.send_poll(forum.id, "几点?", ["早上", "晚上"], allows_multiple_answers=True, open_period=600)
    await bot.stop_poll(forum.id, poll.message_id)
    await bot.copy_message(ann.id, forum.id, sent.message_id)
    await bot.forward_message(ann.id, forum.id, sent.message_id)
    await bot.send_chat_action(ann.id, "typing")
    await bot.get_file(photo.photo[-1].file_id)
    for chat_id in (ann.id, forum.id):
        await bot.get_chat(chat_id)
        await bot.get_chat_member_count(chat_id)
        await bot.get_chat_member(chat_id, ann.id)
    await bot.get_chat_administrators(forum.id)
    await bot.get_webhook_info()
    await bot.get_my_name()
    await bot.get_chat_menu_button()
    await bot.set_webhook("https://example.invalid/")
    await bot.get_webhook_info()
    await bot.delete_webhook()
    await bot.get_me()


def people_answer(forum: Group, ann: Person, bob: Person) -> None:
    bot_sent = [message for message in forum.messages if message.buttons]
    ann.taps("键", under=bot_sent[0])
    bob.says("我来", reply_to=bot_sent[0])
    ann.edits(ann.says("水管 /help https://t.me/x", in_=forum), "水管漏水")
    ann.sends_album(2, caption="两张", in_=forum)
    ann.sends_document(b"x", "x.pdf", in_=forum)
    ann.sends_voice(in_=forum)
    ann.sends_location(1.0, 2.0)
    ann.shares_contact()
    ann.reacts("👍", bot_sent[0])
    ann.votes("周六", under=next(message for message in forum.messages if "poll" in message.as_json()))
    forum.leaves(bob)
    forum.renames("新小区")
    forum.world.remove(bot_sent[0])
    ann.forges("y", under=bot_sent[0])


async def test_every_update_is_as_documented(
    inside: Bot, world: World, ann: Person, bob: Person, spec: dict[str, Any]
) -> None:
    updates = await busy_day(inside, world, ann, bob)
    assert len(updates) > 25
    assert faults_of(updates, ["Array of Update"], spec, "updates") == []


async def test_every_answer_is_as_documented(
    inside: Bot, world: World, ann: Person, bob: Person, spec: dict[str, Any]
) -> None:
    await busy_day(inside, world, ann, bob)
    wrong = [
        fault
        for call in world.calls
        for fault in faults_of(call.result, spec["methods"][call.method]["returns"], spec, call.method)
    ]
    assert wrong == []
    assert [call.method for call in world.calls if not call.acted] == []
    assert world.breaches == []
