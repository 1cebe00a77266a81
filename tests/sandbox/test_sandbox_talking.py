"""python-telegram-bot starts on the pretend Telegram and talks, over both faces."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.sandbox.errors import NotPossibleError
from bot.sandbox.files import picture
from bot.sandbox.groups import Group
from bot.sandbox.inprocess import SandboxRequest
from bot.sandbox.people import Person
from bot.sandbox.world import World

CARD = InlineKeyboardMarkup([[InlineKeyboardButton("🙋 我来修", callback_data="claim:1")]])


async def test_the_bot_learns_who_it_is(bot: Bot, world: World) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.can_read_all_group_messages) == (world.bot.id, "weixiu_bot", False)


async def test_a_card_is_shown_with_its_formatting_and_its_button(bot: Bot, group: Group) -> None:
    sent = await bot.send_message(group.id, "<b>#1024</b> 水管 &lt;漏&gt;", parse_mode="HTML", reply_markup=CARD)
    assert group.last.text == "#1024 水管 <漏>"
    assert group.last.html == "<b>#1024</b> 水管 &lt;漏&gt;"
    assert group.last.button_texts == ["🙋 我来修"]
    assert sent.text_html == group.last.html
    assert "[🙋 我来修]" in group.world.screen(group)


async def test_a_tap_is_answered_once_with_a_toast(bot: Bot, group: Group, ann: Person) -> None:
    await bot.send_message(group.id, "#1024", reply_markup=CARD)
    tap = ann.taps("我来修", under=group.last)
    update = (await bot.get_updates(allowed_updates=["callback_query"]))[-1]
    assert update.callback_query is not None
    assert update.callback_query.data == "claim:1"
    await update.callback_query.answer("接单成功", show_alert=True)
    assert (tap.text, tap.alert, tap.answered) == ("接单成功", True, True)
    assert "接单成功" in group.world.screen(group, ann)


async def test_a_taps_answer_opens_the_private_chat_by_its_link(bot: Bot, group: Group, ann: Person) -> None:
    await bot.send_message(group.id, "#1024", reply_markup=CARD)
    tap = ann.taps("我来修", under=group.last)
    await bot.answer_callback_query(tap.id, url="https://t.me/weixiu_bot?start=abc_1")
    ann.follows(tap.url)
    assert ann.private.last.text == "/start abc_1"
    assert ann.met_bot


async def test_an_edit_changes_words_and_buttons(bot: Bot, group: Group) -> None:
    sent = await bot.send_message(group.id, "待接单", reply_markup=CARD)
    edited = await bot.edit_message_text("已接单", group.id, sent.message_id)
    assert isinstance(edited, object)
    assert (group.last.text, group.last.buttons, group.last.edited) == ("已接单", [], True)


async def test_a_photo_goes_out_and_comes_back_byte_for_byte(bot: Bot, ann: Person) -> None:
    ann.starts()
    content = picture(400, 300)
    sent = await bot.send_photo(ann.id, content, caption="水管")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (400, 300)
    file = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == content


async def test_a_photo_somebody_sent_can_be_sent_on_by_its_id(bot: Bot, ann: Person, group: Group) -> None:
    photo = ann.sends_photo(caption="漏水").photo
    assert photo is not None
    await bot.send_photo(group.id, photo.id)
    assert group.last.photo is photo


async def test_an_album_is_several_messages_with_one_album_id(bot: Bot, group: Group) -> None:
    media = [InputMediaPhoto(picture(shade=shade), caption=str(shade)) for shade in (10, 20, 30)]
    sent = await bot.send_media_group(group.id, media)
    assert [message.caption for message in sent] == ["10", "20", "30"]
    assert len({message.media_group_id for message in sent}) == 1


async def test_documents_voices_and_places_arrive(bot: Bot, ann: Person) -> None:
    ann.starts()
    document = await bot.send_document(ann.id, b"a,b\n", filename="账.csv")
    voice = await bot.send_voice(ann.id, b"OggS" + bytes(20), duration=4)
    place = await bot.send_location(ann.id, 36.1, 120.4)
    assert document.document is not None
    assert voice.voice is not None
    assert place.location is not None
    assert (document.document.file_name, voice.voice.to_dict()["duration"]) == ("账.csv", 4)


async def test_a_private_chat_shows_the_contact_key_and_hands_over_the_number(bot: Bot, ann: Person) -> None:
    ann.starts()
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("分享电话", request_contact=True)]])
    await bot.send_message(ann.id, "您的电话?", reply_markup=keyboard)
    ann.presses("分享电话")
    contact = (await bot.get_updates())[-1].effective_message
    assert contact is not None
    assert contact.contact is not None
    assert (contact.contact.phone_number, contact.contact.user_id) == ("+8613800138000", ann.id)


async def test_copy_buttons_copy_and_url_buttons_open(bot: Bot, ann: Person) -> None:
    ann.starts()
    rows = [
        [InlineKeyboardButton("复制电话", copy_text=CopyTextButton("13800138000"))],
        [InlineKeyboardButton("看卡片", url="https://t.me/c/1/2")],
    ]
    await bot.send_message(ann.id, "#1024", reply_markup=InlineKeyboardMarkup(rows))
    assert ann.taps("复制电话").copied == "13800138000"
    assert ann.taps("看卡片").url == "https://t.me/c/1/2"


async def test_a_message_can_be_pinned_reacted_to_copied_forwarded_and_deleted(
    bot: Bot, group: Group, ann: Person
) -> None:
    ann.starts()
    group.promote_bot(can_pin_messages=True, can_delete_messages=True)
    said = ann.says("厨房漏水", in_=group)
    await bot.pin_chat_message(group.id, said.id)
    await bot.set_message_reaction(group.id, said.id, [ReactionTypeEmoji("👍")])
    copied = await bot.copy_message(ann.id, group.id, said.id)
    forwarded = await bot.forward_message(ann.id, group.id, said.id)
    assert said.pinned
    assert said.reactions[group.world.bot.id] == [{"type": "emoji", "emoji": "👍"}]
    assert ann.private.history[copied.message_id].text == "厨房漏水"
    assert forwarded.forward_origin is not None
    await bot.delete_message(group.id, said.id)
    assert said not in group.messages


async def test_several_messages_are_deleted_and_missing_ones_skipped(bot: Bot, group: Group) -> None:
    first = await bot.send_message(group.id, "一")
    second = await bot.send_message(group.id, "二")
    assert await bot.delete_messages(group.id, [first.message_id, 9999, second.message_id])
    assert [message.text for message in group.messages if not message.service] == []


async def test_an_answer_stands_under_the_message_it_answers(bot: Bot, group: Group, ann: Person) -> None:
    said = ann.says("/help@weixiu_bot", in_=group)
    sent = await bot.send_message(group.id, "好", reply_to_message_id=said.id)
    assert sent.reply_to_message is not None
    assert group.last.reply_to is said
    lone = await bot.send_message(group.id, "好", reply_to_message_id=999, allow_sending_without_reply=True)
    assert lone.reply_to_message is None


async def test_a_topic_keeps_its_messages(bot: Bot, world: World, ann: Person) -> None:
    forum = world.supergroup("小区", [ann], is_forum=True)
    forum.add_bot()
    forum.promote_bot(can_manage_topics=True)
    topic = await bot.create_forum_topic(forum.id, "报修")
    sent = await bot.send_message(forum.id, "卡片", message_thread_id=topic.message_thread_id)
    reply = ann.says("我来", reply_to=forum.last)
    assert (sent.is_topic_message, reply.thread_id) == (True, topic.message_thread_id)


async def test_menus_and_descriptions_are_kept_by_scope_and_language(bot: Bot, world: World) -> None:
    await bot.set_my_commands([BotCommand("help", "帮助")], language_code="zh")
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_description("报修", language_code="zh")
    assert [command.description for command in await bot.get_my_commands(language_code="zh")] == ["帮助"]
    assert [command.description for command in await bot.get_my_commands()] == ["Help"]
    assert (await bot.get_my_description("zh")).description == "报修"
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()


async def test_chats_and_members_are_told_as_they_stand(bot: Bot, group: Group, ann: Person, bob: Person) -> None:
    group.promote_bot(can_delete_messages=True)
    assert (await bot.get_chat(group.id)).title == "阡上维修群"
    assert (await bot.get_chat_member(group.id, ann.id)).status == "creator"
    assert (await bot.get_chat_member(group.id, bob.id)).status == "member"
    admins = {member.user.id for member in await bot.get_chat_administrators(group.id)}
    assert admins == {ann.id, group.world.bot.id}
    assert await bot.get_chat_member_count(group.id) == 3
    await bot.leave_chat(group.id)
    assert group.member(group.world.bot).status == "left"


async def test_link_previews_are_returned_as_asked(bot: Bot, group: Group) -> None:
    options = LinkPreviewOptions(is_disabled=True)
    sent = await bot.send_message(group.id, "https://example.org", link_preview_options=options)
    assert sent.link_preview_options == options
    assert [entity.type for entity in sent.entities] == ["url"]


async def test_nothing_in_all_this_is_a_breach(bot: Bot, world: World, group: Group) -> None:
    await bot.send_chat_action(group.id, "typing")
    assert world.breaches == []
    assert [call.method for call in world.calls.acted("sendChatAction")] == ["sendChatAction"]


async def test_a_whole_application_polls_and_answers(world: World, group: Group, ann: Person) -> None:
    async def say_hello(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text("您好", reply_markup=CARD)

    async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("归您啦")

    builder = Application.builder().token(world.bot.token).request(SandboxRequest(world))
    application = builder.get_updates_request(SandboxRequest(world)).build()
    application.add_handler(MessageHandler(filters.TEXT, say_hello))
    application.add_handler(CallbackQueryHandler(answer))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0)
        ann.starts()
        await world.until(lambda: ann.private.last.text == "您好")
        tap = ann.taps("我来修")
        await tap.wait()
        await application.updater.stop()
        await application.stop()
    assert tap.text == "归您啦"


def test_a_tap_on_a_missing_button_names_the_buttons_there_are(world: World, group: Group, ann: Person) -> None:
    message = ann.says("没有按钮", in_=group)
    with pytest.raises(NotPossibleError, match="no buttons"):
        ann.taps("我来修", under=message)
