"""The less travelled roads: pins taken out, names and menus, closed topics, JPEGs, entities given by hand."""

import json
import struct
from typing import Any

import pytest
from telegram import (
    Bot,
    ForceReply,
    MenuButtonCommands,
    MenuButtonDefault,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest

from bot.sandbox.bot_api import answer_call
from bot.sandbox.errors import NotPossibleError, RefusalError
from bot.sandbox.files import picture_size
from bot.sandbox.groups import Group
from bot.sandbox.people import Person
from bot.sandbox.world import World


async def test_pins_are_taken_out_one_by_one(inside: Bot, group: Group) -> None:
    group.promote_bot(can_pin_messages=True)
    one, two = [await inside.send_message(group.id, text) for text in ("一", "二")]
    for message in (one, two):
        await inside.pin_chat_message(group.id, message.message_id)
    await inside.unpin_chat_message(group.id)
    assert [message.text for message in group.messages if message.pinned] == ["一"]
    await inside.unpin_chat_message(group.id, one.message_id)
    with pytest.raises(BadRequest, match="Message to unpin not found"):
        await inside.unpin_chat_message(group.id)


async def test_a_plain_member_cannot_pin(inside: Bot, world: World, ann: Person) -> None:
    group = world.supergroup("群", [ann])
    group.add_bot()
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages in the chat"):
        await inside.pin_chat_message(group.id, ann.says("好", in_=group).id)


async def test_the_bot_is_called_differently_in_each_language(inside: Bot) -> None:
    await inside.set_my_name("Weixiu", language_code="en")
    assert (await inside.get_my_name("en")).name == "Weixiu"
    assert (await inside.get_my_name()).name == "微修"
    await inside.set_my_name("", language_code="en")
    assert (await inside.get_my_name("en")).name == "微修"
    await inside.set_my_short_description("报修")
    assert (await inside.get_my_short_description("en")).short_description == "报修"
    with pytest.raises(BadRequest, match="too long"):
        await inside.set_my_short_description("长" * 121)


async def test_the_menu_button_is_set_for_all_or_for_one(inside: Bot, ann: Person, group: Group) -> None:
    await inside.set_chat_menu_button(ann.id, MenuButtonCommands())
    assert await inside.get_chat_menu_button(ann.id) == MenuButtonCommands()
    assert await inside.get_chat_menu_button() == MenuButtonDefault()
    with pytest.raises(BadRequest, match="Chat not found"):
        await inside.set_chat_menu_button(group.id, MenuButtonCommands())


async def test_a_closed_topic_takes_nothing_and_a_group_without_topics_has_none(
    inside: Bot, world: World, group: Group, ann: Person
) -> None:
    forum = world.supergroup("小区", [ann], is_forum=True)
    forum.add_bot()
    topic = forum.topic("报修")
    with pytest.raises(BadRequest, match="Not enough rights to create a topic"):
        await inside.create_forum_topic(forum.id, "水电")
    topic.closed = True
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await inside.send_message(forum.id, "好", message_thread_id=topic.id)
    with pytest.raises(BadRequest, match="The chat is not a forum"):
        await inside.create_forum_topic(group.id, "水电")


async def test_a_reply_keyboard_is_replaced_and_removed(inside: Bot, ann: Person) -> None:
    ann.starts()
    await inside.send_message(ann.id, "?", reply_markup=ReplyKeyboardMarkup([["是", "否"]]))
    assert ann.world.screen(ann.private, ann).endswith("⌨ [是] [否]")
    assert ann.presses("是").text == "是"
    await inside.send_message(ann.id, "好", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(NotPossibleError, match="no buttons"):
        ann.presses("是")


async def test_a_message_that_forces_a_reply_cannot_be_edited(inside: Bot, ann: Person) -> None:
    ann.starts()
    asked = await inside.send_message(ann.id, "几号楼?", reply_markup=ForceReply())
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await inside.edit_message_text("哪号楼?", ann.id, asked.message_id)


async def test_entities_can_be_given_instead_of_html(inside: Bot, group: Group, ann: Person) -> None:
    bold = MessageEntity(MessageEntity.BOLD, 0, 2)
    await inside.send_message(group.id, "🔧修", entities=[bold])
    assert group.last.html == "<b>🔧</b>修"
    with pytest.raises(BadRequest, match=r"(?i)entity_bounds_invalid"):
        await inside.send_message(group.id, "修", entities=[bold])


async def test_reactions_are_one_and_known(inside: Bot, group: Group) -> None:
    sent = await inside.send_message(group.id, "好")
    for wrong in (["🧰"], ["👍", "🎉"]):
        with pytest.raises(BadRequest, match=r"(?i)reaction"):
            await inside.set_message_reaction(group.id, sent.message_id, [ReactionTypeEmoji(e) for e in wrong])
    await inside.set_message_reaction(group.id, sent.message_id, "👍")
    assert group.world.screen(group).endswith("👍")


async def test_protected_and_service_messages_are_not_copied(inside: Bot, group: Group) -> None:
    sent = await inside.send_message(group.id, "密", protect_content=True)
    for number in (sent.message_id, group.messages[0].id):
        with pytest.raises(BadRequest, match="Message can't be copied"):
            await inside.copy_message(group.id, group.id, number)


async def test_a_private_chat_has_no_administrators_and_cannot_be_left(inside: Bot, ann: Person) -> None:
    ann.starts()
    with pytest.raises(BadRequest, match="no administrators in the private chat"):
        await inside.get_chat_administrators(ann.id)
    with pytest.raises(BadRequest, match="private chats"):
        await inside.leave_chat(ann.id)
    assert await inside.get_chat_member_count(ann.id) == 2


async def test_somebody_thrown_out_is_no_member_any_more(inside: Bot, group: Group, bob: Person) -> None:
    group.kicks(bob)
    assert (await inside.get_chat_member(group.id, bob.id)).status == "kicked"
    group.joins(bob, by=group.creator)
    group.promotes(bob)
    assert (await inside.get_chat_member(group.id, bob.id)).status == "administrator"


async def test_a_public_group_is_found_by_its_name(inside: Bot, world: World, ann: Person) -> None:
    group = world.supergroup("小区", [ann], username="xiaoqu")
    group.add_bot()
    assert (await inside.send_message("@XiaoQu", "好")).chat.id == group.id


def test_a_jpegs_size_is_read_from_its_frame() -> None:
    comment = b"\xff\xfe" + struct.pack(">H", 4) + b"ok"
    frame = b"\xff\xc2" + struct.pack(">HBHH", 11, 8, 480, 640) + bytes(6)
    assert picture_size(b"\xff\xd8" + comment + frame) == (640, 480)
    with pytest.raises(RefusalError, match="IMAGE_PROCESS_FAILED"):
        picture_size(b"\xff\xd8" + comment)


async def description(world: World, method: str, given: dict[str, Any]) -> str:
    """What is said to a call that python-telegram-bot would not make."""
    answer = await answer_call(world, world.bot.token, method, given)
    assert answer.status == 400
    return str(json.loads(answer.body)["description"])


ALBUMS: dict[str, list[dict[str, str]]] = {
    "there are no messages to send": [],
    "too many messages to send as an album": [{"type": "photo"}] * 11,
    "the sandbox knows no InputMedia 'x' with this type": [{"type": "x"}],
}


@pytest.mark.parametrize("words", ALBUMS)
async def test_an_album_has_one_to_ten_items_of_known_kinds(world: World, group: Group, words: str) -> None:
    given = {"chat_id": group.id, "media": json.dumps(ALBUMS[words])}
    assert await description(world, "sendMediaGroup", given) == f"Bad Request: {words}"


WRONG_CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "chat_id is empty": ("sendMessage", {"chat_id": "", "text": "好"}),
    "message identifier is not specified": ("editMessageText", {"text": "好"}),
    "wrong parameter action in request": ("sendChatAction", {"action": "dancing"}),
    "can't parse parameter \"message_id\" of deleteMessage: 'first'": ("deleteMessage", {"message_id": "first"}),
    "can't parse parameter \"reply_markup\" of sendMessage: '[]'": (
        "sendMessage",
        {"text": "好", "reply_markup": "[]"},
    ),
    'parameter "photo" of sendPhoto is required': ("sendPhoto", {}),
    "file part none not found": ("sendPhoto", {"photo": "attach://none"}),
    "wrong file identifier/HTTP URL specified": ("sendPhoto", {"photo": "nothing"}),
}


@pytest.mark.parametrize("words", WRONG_CALLS)
async def test_a_call_that_lacks_something_is_told_what(world: World, group: Group, words: str) -> None:
    method, given = WRONG_CALLS[words]
    told = await description(world, method, {"chat_id": group.id} | given)
    assert told == f"Bad Request: {words}"
