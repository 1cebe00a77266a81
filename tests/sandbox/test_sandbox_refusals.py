"""Every refusal has Telegram's own words, and python-telegram-bot makes the right exception of it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, ReactionTypeEmoji
from telegram.error import BadRequest, ChatMigrated, EndPointNotFound, Forbidden, InvalidToken, TelegramError

from bot.clock import StillClock
from bot.sandbox.files import Upload
from bot.sandbox.groups import Group
from bot.sandbox.inprocess import SandboxRequest
from bot.sandbox.people import Person
from bot.sandbox.world import World

CARD = InlineKeyboardMarkup([[InlineKeyboardButton("🙋 我来修", callback_data="claim:1")]])
NOT_MODIFIED = (
    "Message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "Query is too old and response timeout expired or query id is invalid"


async def refused(call: Awaitable[object], kind: type[TelegramError]) -> str:
    with pytest.raises(kind) as caught:
        await call
    assert type(caught.value) is kind
    return caught.value.message


async def test_a_person_who_never_started_cannot_be_written_to(bot: Bot, group: Group, ann: Person) -> None:
    words = await refused(bot.send_message(ann.id, "好"), Forbidden)
    assert words == "Forbidden: bot can't initiate conversation with a user"


async def test_a_person_the_bot_never_met_is_no_chat(bot: Bot, ann: Person) -> None:
    assert await refused(bot.send_message(ann.id, "好"), BadRequest) == "Chat not found"


async def test_a_person_who_blocked_the_bot_says_so(bot: Bot, ann: Person) -> None:
    ann.starts()
    ann.blocks_bot()
    assert await refused(bot.send_message(ann.id, "好"), Forbidden) == "Forbidden: bot was blocked by the user"
    ann.unblocks_bot()
    assert (await bot.send_message(ann.id, "好")).text == "好"


async def test_a_deleted_account_is_deactivated(bot: Bot, ann: Person) -> None:
    ann.starts()
    ann.deletes_account()
    assert await refused(bot.send_message(ann.id, "好"), Forbidden) == "Forbidden: user is deactivated"


async def test_bots_do_not_write_to_bots(bot: Bot, world: World, group: Group) -> None:
    other = world.person("别的机器人", is_bot=True)
    group.joins(other)
    words = await refused(bot.send_message(other.id, "好"), Forbidden)
    assert words == "Forbidden: the bot can't send messages to the bot"


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_group_that_threw_the_bot_out_is_closed(bot: Bot, world: World, ann: Person, kind: str) -> None:
    group = world.group("群", [ann]) if kind == "group" else world.supergroup("群", [ann])
    group.add_bot()
    group.kick_bot()
    words = await refused(bot.send_message(group.id, "好"), Forbidden)
    assert words == f"Forbidden: bot was kicked from the {kind} chat"


async def test_a_group_the_bot_left_or_that_is_gone_is_closed(bot: Bot, group: Group) -> None:
    group.bot_leaves()
    words = await refused(bot.send_message(group.id, "好"), Forbidden)
    assert words == "Forbidden: bot is not a member of the group chat"
    group.delete()
    words = await refused(bot.send_message(group.id, "好"), Forbidden)
    assert words == "Forbidden: the group chat was deleted"


async def test_an_upgraded_group_names_its_new_id(bot: Bot, group: Group) -> None:
    new = group.migrate()
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "好")
    assert caught.value.new_chat_id == new.id
    assert (await bot.send_message(new.id, "好")).chat.id == new.id


@pytest.mark.parametrize("chat_id", [-4_999, "@li_shifu", "@nobody"])
async def test_unknown_chats_and_names_of_users_are_not_found(bot: Bot, bob: Person, chat_id: int | str) -> None:
    bob.starts()
    assert await refused(bot.send_message(chat_id, "好"), BadRequest) == "Chat not found"


async def test_a_muted_group_takes_no_messages(bot: Bot, group: Group) -> None:
    group.sending_allowed = False
    words = await refused(bot.send_message(group.id, "好"), BadRequest)
    assert words == "Not enough rights to send text messages to the chat"


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, group: Group) -> None:
    sent = await bot.send_message(group.id, "<b>好</b>", parse_mode="HTML", reply_markup=CARD)
    same = bot.edit_message_text("<b>好</b>", group.id, sent.message_id, parse_mode="HTML", reply_markup=CARD)
    assert await refused(same, BadRequest) == NOT_MODIFIED
    again = bot.edit_message_reply_markup(group.id, sent.message_id, reply_markup=CARD)
    assert await refused(again, BadRequest) == NOT_MODIFIED


Act = Callable[[Bot, int], Awaitable[object]]
GONE: dict[str, Act] = {
    "Message to edit not found": lambda bot, chat: bot.edit_message_text("好", chat, 999),
    "Message to delete not found": lambda bot, chat: bot.delete_message(chat, 999),
    "Message to copy not found": lambda bot, chat: bot.copy_message(chat, chat, 999),
    "Message to forward not found": lambda bot, chat: bot.forward_message(chat, chat, 999),
    "Message to pin not found": lambda bot, chat: bot.pin_chat_message(chat, 999),
    "Message to react not found": lambda bot, chat: bot.set_message_reaction(chat, 999, [ReactionTypeEmoji("👍")]),
    "Message to be replied not found": lambda bot, chat: bot.send_message(chat, "好", reply_to_message_id=999),
    "Message thread not found": lambda bot, chat: bot.send_message(chat, "好", message_thread_id=999),
    "Message text is empty": lambda bot, chat: bot.send_message(chat, "  \n "),
    "Message is too long": lambda bot, chat: bot.send_message(chat, "修" * 4097),
    "Message caption is too long": lambda bot, chat: bot.send_document(chat, b"x", caption="修" * 1025),
    "User not found": lambda bot, chat: bot.get_chat_member(chat, 77),
    "Wrong file_id or the file is temporarily unavailable": lambda bot, _: bot.get_file("nothing"),
    "Unsupported parse_mode": lambda bot, chat: bot.send_message(chat, "好", parse_mode="BBCode"),
    "Image_process_failed": lambda bot, chat: bot.send_photo(chat, b"no picture"),
    "Bot_command_invalid": lambda bot, _: bot.set_my_commands([BotCommand("Große", "x")]),
}


@pytest.mark.parametrize("words", GONE)
async def test_what_is_missing_or_wrong_is_named(bot: Bot, group: Group, words: str) -> None:
    group.promote_bot(can_pin_messages=True)
    assert (await refused(GONE[words](bot, group.id), BadRequest)).lower() == words.lower()


async def test_only_own_texts_can_be_edited_as_texts(bot: Bot, group: Group, ann: Person) -> None:
    said = ann.says("/help@weixiu_bot", in_=group)
    assert await refused(bot.edit_message_text("好", group.id, said.id), BadRequest) == "Message can't be edited"
    document = await bot.send_document(group.id, b"x")
    words = await refused(bot.edit_message_text("好", group.id, document.message_id), BadRequest)
    assert words == "There is no text in the message to edit"
    text = await bot.send_message(group.id, "好")
    words = await refused(bot.edit_message_caption(group.id, text.message_id, caption="坏"), BadRequest)
    assert words == "There is no caption in the message to edit"


async def test_others_messages_are_deleted_only_with_the_right_to_do_so(bot: Bot, world: World, ann: Person) -> None:
    group = world.supergroup("群", [ann])
    group.add_bot()
    said = ann.says("电话 13800138000", in_=group)
    assert await refused(bot.delete_message(group.id, said.id), BadRequest) == "Message can't be deleted"
    group.promote_bot(can_pin_messages=True)
    assert await refused(bot.delete_message(group.id, said.id), BadRequest) == "Message can't be deleted"
    group.promote_bot(can_delete_messages=True)
    assert await bot.delete_message(group.id, said.id)


async def test_after_forty_eight_hours_even_own_messages_stay(bot: Bot, group: Group, clock: StillClock) -> None:
    young = await bot.send_message(group.id, "好")
    clock.move(timedelta(hours=47, minutes=59))
    assert await bot.delete_message(group.id, young.message_id)
    old = await bot.send_message(group.id, "好")
    clock.move(timedelta(hours=48))
    words = await refused(bot.delete_message(group.id, old.message_id), BadRequest)
    assert words == "Message can't be deleted for everyone"


async def test_a_tap_is_answered_in_time_or_not_at_all(
    bot: Bot, world: World, group: Group, ann: Person, clock: StillClock
) -> None:
    await bot.send_message(group.id, "#1024", reply_markup=CARD)
    tap = ann.taps("我来修", under=group.last)
    clock.move(timedelta(seconds=world.settings.answer_window + 1))
    assert (await refused(bot.answer_callback_query(tap.id, "好"), BadRequest)).lower() == TOO_OLD.lower()
    assert not tap.answered


async def test_a_tap_is_answered_only_once(bot: Bot, group: Group, ann: Person) -> None:
    await bot.send_message(group.id, "#1024", reply_markup=CARD)
    tap = ann.taps("我来修", under=group.last)
    await bot.answer_callback_query(tap.id, "一")
    assert (await refused(bot.answer_callback_query(tap.id, "二"), BadRequest)).lower() == TOO_OLD.lower()
    assert tap.text == "一"


async def test_an_answer_has_two_hundred_characters_and_only_own_links(bot: Bot, group: Group, ann: Person) -> None:
    await bot.send_message(group.id, "#1024", reply_markup=CARD)
    tap = ann.taps("我来修", under=group.last)
    assert await refused(bot.answer_callback_query(tap.id, "长" * 201), BadRequest) == "Message_too_long"
    words = await refused(bot.answer_callback_query(tap.id, url="https://example.org/"), BadRequest)
    assert words == "Url_invalid"


async def test_callback_data_has_at_most_sixty_four_bytes(bot: Bot, group: Group) -> None:
    longest = InlineKeyboardMarkup([[InlineKeyboardButton("键", callback_data="修" * 21 + "x")]])
    assert (await bot.send_message(group.id, "好", reply_markup=longest)).text == "好"
    longer = InlineKeyboardMarkup([[InlineKeyboardButton("键", callback_data="修" * 21 + "xx")]])
    words = await refused(bot.send_message(group.id, "好", reply_markup=longer), BadRequest)
    assert words == "Button_data_invalid"


async def test_files_over_twenty_megabytes_cannot_be_downloaded(inside: Bot, world: World) -> None:
    kept = world.files.keep(Upload(bytes(20 * 1024 * 1024 + 1)), "document")
    assert await refused(inside.get_file(kept.id), BadRequest) == "File is too big"


async def test_a_foreign_token_is_unauthorized(world: World) -> None:
    stranger = Bot("123456:WRONG", request=SandboxRequest(world), get_updates_request=SandboxRequest(world))
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await stranger.get_me()


async def test_an_unknown_method_is_a_breach_that_names_it(bot: Bot, world: World) -> None:
    with pytest.raises((BadRequest, EndPointNotFound), match=r"(?i)knows no method sendTelepathy"):
        await bot.do_api_request("sendTelepathy")
    assert world.breaches == ["sendTelepathy: Bad Request: the sandbox knows no method sendTelepathy"]


async def test_an_unknown_parameter_is_a_breach_that_names_it(bot: Bot, world: World, group: Group) -> None:
    words = await refused(bot.send_message(group.id, "好", api_kwargs={"colour": "red"}), BadRequest)
    assert words.lower() == "the sandbox knows no parameter colour of sendmessage"
    assert len(world.breaches) == 1
