"""Screens on Telegram: what stands in the chat, and what each of Telegram's answers means to the postman."""

from collections.abc import Callable
from threading import Event

import pytest
from telegram import Bot
from telegram.error import BadRequest
from telegram.warnings import PTBDeprecationWarning

from bot.delivery import ballots
from bot.delivery.outcomes import (
    Doubtful,
    MessageGone,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    Said,
    Unreachable,
    Wait,
)
from bot.delivery.telegram_chat import PROGRESS_SECONDS, TelegramChat
from bot.delivery.transport import AiohttpRequest
from bot.sandbox.files import picture
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.world import World
from bot.views import privacy
from bot.views.screen import Ballot, Button, Clip, File, Progress, Screen
from bot.views.words import Dictionary

HELLO = Screen("<b>#1001</b> a &lt; b")
PRESSED = Button("我来修", data="1:claim:1:1001")


async def test_a_screen_is_sent_as_html_without_a_preview_of_its_links(chat: TelegramChat, forum: Group) -> None:
    thread = forum.topic("维修").id
    outcome = await chat.send(forum.id, HELLO, thread_id=thread)
    message = forum.messages[-1]
    assert outcome == Said(message.id)
    assert message.html == "<b>#1001</b> a &lt; b"
    assert message.thread_id == thread
    assert message.content.preview == {"is_disabled": True}


async def test_who_waits_for_a_long_file_sees_how_far_it_is(chat: TelegramChat, ann: Person) -> None:
    said = await chat.send(ann.id, Screen("0/2"))
    assert isinstance(said, Said)
    assert said.message_id is not None
    seen = Event()

    def shows(done: int, total: int) -> Screen:
        seen.set()
        return Screen(f"{done}/{total}")

    def draw(tell: Callable[[int, int], None]) -> bytes:
        tell(1, 2)
        return b"whole" if seen.wait(20) else b"nobody looked"

    assert chat.tells_every == PROGRESS_SECONDS
    chat.tells_every = 0.01
    file = File("a.csv", lambda: b"", progress=Progress(said.message_id, shows, draw))
    await chat.send(ann.id, Screen("here", files=(file,)))
    assert [message.text or message.caption for message in ann.private.messages[-2:]] == ["1/2", "here"]


async def test_a_long_file_that_cannot_be_made_says_so(
    chat: TelegramChat, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    def draw(_: Callable[[int, int], None]) -> bytes:
        raise OSError(28, "No space left on device")

    file = File("a.csv", lambda: b"", progress=Progress(1, lambda *_: HELLO, draw))
    with pytest.raises(OSError, match="No space"):
        await chat.send(ann.id, Screen("here", files=(file,)))
    assert "detached work a file failed" in caplog.messages


async def test_buttons_stand_in_their_rows_and_do_what_they_say(chat: TelegramChat, ann: Person) -> None:
    private = Button("打开私聊", url="https://t.me/weixiu_bot?start=hello")
    await chat.send(ann.id, Screen("?", ((PRESSED,), (private, Button("复制", copies="1401")))))
    shown = ann.private.messages[-1].rows
    assert [[button.text for button in row] for row in shown] == [["我来修"], ["打开私聊", "复制"]]
    assert [shown[0][0].data, shown[1][0].url, shown[1][1].copied] == ["1:claim:1:1001", private.url, "1401"]


async def test_the_phone_is_asked_for_by_a_small_keyboard_that_goes_away(chat: TelegramChat, ann: Person) -> None:
    await chat.send(ann.id, Screen("?", asks_contact="分享我的手机号"))
    markup = ann.private.messages[-1].content.markup
    assert markup is not None
    assert markup.raw == {
        "keyboard": [[{"text": "分享我的手机号", "request_contact": True}]],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }


async def test_a_screen_without_buttons_has_no_keyboard(chat: TelegramChat, ann: Person) -> None:
    await chat.send(ann.id, HELLO)
    assert ann.private.messages[-1].content.markup is None


def file_id(ann: Person, shade: int) -> str:
    """The file id of a picture that somebody sent."""
    photo = ann.sends_photo(picture(shade=shade)).photo
    assert photo is not None
    return photo.id


async def test_one_picture_carries_the_text_as_its_caption(chat: TelegramChat, forum: Group, ann: Person) -> None:
    thread = forum.topic("维修").id
    photo = file_id(ann, 1)
    outcome = await chat.send(forum.id, Screen("<i>漏水</i>", photos=(photo,)), thread_id=thread)
    message = forum.messages[-1]
    assert outcome == Said(message.id, parts=((message.id, "photo"),))
    assert [message.html, message.thread_id] == ["<i>漏水</i>", thread]
    assert message.photo is not None
    assert message.photo.id == photo


async def test_two_pictures_are_one_album_with_one_caption(chat: TelegramChat, forum: Group, ann: Person) -> None:
    thread = forum.topic("维修").id
    photos = tuple(file_id(ann, shade) for shade in (1, 2))
    outcome = await chat.send(forum.id, Screen("<i>漏水</i>", photos=photos), thread_id=thread)
    album = forum.messages[-2:]
    assert outcome == Said(album[0].id, parts=tuple((message.id, "photo") for message in album))
    assert [message.html for message in album] == ["<i>漏水</i>", ""]
    assert tuple(message.photo.id for message in album if message.photo is not None) == photos
    assert {message.thread_id for message in album} == {thread}
    assert len({message.content.group_id for message in album}) == 1


async def test_pictures_of_every_kind_give_way_to_a_drawn_one_and_a_voice_note_says_that_it_cannot(
    chat: TelegramChat, forum: Group, ann: Person
) -> None:
    words, photos = Dictionary().words("zh_CN"), tuple(file_id(ann, shade) for shade in (1, 2))
    voice = ann.sends_voice().content.attachment
    assert voice is not None
    assert voice.file is not None
    outcome = await chat.send(forum.id, Screen("漏水", photos=photos, clips=(Clip(voice.file.id, "voice"),)))
    assert isinstance(outcome, Said)
    assert [media for _, media in outcome.parts] == ["photo", "photo", "voice"]
    for message_id, media in outcome.parts:
        assert await chat.edit(forum.id, message_id, privacy.emptied(words, media)) == Said(message_id)
    shown = [message.content.attachment for message in forum.messages[-3:]]
    assert ["已按约定删除" in message.caption for message in forum.messages[-3:]] == [True, True, False]
    assert "长按这段语音" in forum.messages[-1].caption
    drawn = [each.file.upload.content[:4] for each in shown if each is not None and each.file is not None]
    assert drawn[:2] == [b"\x89PNG"] * 2
    assert not {each.file.id for each in shown if each is not None and each.file is not None} & set(photos)


async def test_one_file_is_drawn_when_it_is_sent_and_keeps_its_name(chat: TelegramChat, ann: Person) -> None:
    file = File("海报.pdf", draw=lambda: b"%PDF-1.7")
    outcome = await chat.send(ann.id, Screen("<i>请打印</i>", ((PRESSED,),), files=(file,)))
    message = ann.private.messages[-1]
    assert outcome == Said(message.id)
    assert [message.html, message.button_texts] == ["<i>请打印</i>", ["我来修"]]
    assert uploads_of(message) == ("海报.pdf", b"%PDF-1.7")


async def test_two_files_are_one_album_with_one_caption(chat: TelegramChat, ann: Person) -> None:
    files = (File("海报.pdf", draw=lambda: b"%PDF-1.7"), File("poster.png", draw=picture))
    outcome = await chat.send(ann.id, Screen("请打印", files=files))
    album = ann.private.messages[-2:]
    assert outcome == Said(album[0].id)
    assert [message.html for message in album] == ["请打印", ""]
    assert [uploads_of(message) for message in album] == [("海报.pdf", b"%PDF-1.7"), ("poster.png", picture())]


def uploads_of(message: Message) -> tuple[str, bytes]:
    """Name and bytes of the document a message carries."""
    carried = message.content.attachment
    assert carried is not None
    assert carried.kind == "document"
    assert carried.file is not None
    return carried.file.upload.name, carried.file.upload.content


async def test_an_edit_changes_words_and_buttons_of_that_message(chat: TelegramChat, ann: Person) -> None:
    for text in ("一", "二"):
        await chat.send(ann.id, Screen(text, ((PRESSED,),)))
    first, second = ann.private.messages[-2:]
    changed = Screen("<b>三</b>", ((Button("修好了", data="1:fixed:1:1001"),),))
    assert await chat.edit(ann.id, first.id, changed) == Said(first.id)
    assert [first.html, first.button_texts] == ["<b>三</b>", ["修好了"]]
    assert first.content.preview == {"is_disabled": True}
    assert [second.html, second.button_texts] == ["二", ["我来修"]]
    assert await chat.edit(ann.id, first.id, HELLO) == Said(first.id)
    assert first.button_texts == []


async def test_an_edit_that_changes_nothing_is_as_good_as_done(chat: TelegramChat, ann: Person, world: World) -> None:
    await chat.send(ann.id, HELLO)
    message = ann.private.messages[-1]
    assert await chat.edit(ann.id, message.id, HELLO) == Said(message.id)
    refusal = world.calls.of("editMessageText")[-1].refusal
    assert refusal is not None
    assert "not modified" in refusal.description


async def test_a_message_that_is_gone_cannot_be_edited(chat: TelegramChat, ann: Person, world: World) -> None:
    await chat.send(ann.id, HELLO)
    message = ann.private.messages[-1]
    world.remove(message)
    outcome = await chat.edit(ann.id, message.id, Screen("?"))
    assert isinstance(outcome, MessageGone)
    assert "not found" in outcome.error


async def test_a_message_is_taken_down_once_and_gone_is_as_good(chat: TelegramChat, ann: Person) -> None:
    for _ in range(2):
        await chat.send(ann.id, HELLO)
    kept, message = ann.private.messages[-2:]
    assert await chat.delete(ann.id, message.id) == Said(None)
    assert [kept.deleted, message.deleted] == [False, True]
    assert await chat.delete(ann.id, message.id) == Said(None)


async def test_a_message_that_may_not_be_taken_down_is_refused(chat: TelegramChat, forum: Group, ann: Person) -> None:
    message = ann.says("2号楼1401 刘运京 13800138000", in_=forum)
    outcome = await chat.delete(forum.id, message.id)
    assert isinstance(outcome, Refused)
    assert outcome.error
    assert not message.deleted


BLOCKED = "Forbidden: bot was blocked by the user"
KICKED = "Forbidden: bot was kicked from the supergroup chat"
DEACTIVATED = "Forbidden: user is deactivated"
NO_PERSON = "Bad Request: chat not found"
NO_RIGHT = "Bad Request: have no rights to send a message"
TOO_FEW_RIGHTS = "Bad Request: not enough rights to send text messages to the chat"
NO_ADMINISTRATOR = "Bad Request: need administrator rights in the channel chat"
INVALID = "Bad Request: MESSAGE_ID_INVALID"
NO_MESSAGE = "Bad Request: message to edit not found"
BAD_ENTITIES = "Bad Request: can't parse entities"


@pytest.mark.parametrize(
    ("refusal", "outcome"),
    [
        ((403, BLOCKED), Unreachable(BLOCKED, blocked=True)),
        ((403, DEACTIVATED), Unreachable(DEACTIVATED, blocked=True)),
        ((403, KICKED), Unreachable(KICKED, blocked=False)),
        ((400, NO_PERSON), Unreachable("Chat not found", blocked=False)),
        ((400, NO_RIGHT), Unreachable("Have no rights to send a message", blocked=False)),
        ((400, TOO_FEW_RIGHTS), Unreachable("Not enough rights to send text messages to the chat", blocked=False)),
        ((400, NO_ADMINISTRATOR), Unreachable("Need administrator rights in the channel chat", blocked=False)),
        ((400, INVALID), MessageGone("Message_id_invalid")),
        ((400, NO_MESSAGE), MessageGone("Message to edit not found")),
        ((400, BAD_ENTITIES), Refused("Can't parse entities")),
        ((502, "Bad Gateway"), Doubtful("Bad Gateway")),
        ((401, "Unauthorized"), NotSent("Unauthorized")),
    ],
)
async def test_what_telegram_refuses_tells_the_postman_what_to_do(
    chat: TelegramChat, ann: Person, world: World, refusal: tuple[int, str], outcome: Outcome
) -> None:
    world.faults.refuse("sendMessage", *refusal)
    assert await chat.send(ann.id, HELLO) == outcome


async def test_a_429_says_how_long_that_chat_rests(chat: TelegramChat, ann: Person, world: World) -> None:
    world.faults.refuse("sendMessage", retry_after=7)
    assert await chat.send(ann.id, HELLO) == Wait(7.0, everywhere=False)


async def test_a_429_says_the_same_where_durations_are_still_plain_numbers(
    chat: TelegramChat, ann: Person, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "false")
    world.faults.refuse("sendMessage", retry_after=7)
    with pytest.warns(PTBDeprecationWarning, match="retry_after"):
        assert await chat.send(ann.id, HELLO) == Wait(7.0, everywhere=False)


async def test_a_group_that_became_a_supergroup_tells_its_new_id(chat: TelegramChat, world: World, ann: Person) -> None:
    group = world.group("阡上", [ann])
    group.add_bot()
    new = group.migrate()
    assert await chat.send(group.id, HELLO) == Migrated(new.id)


@pytest.mark.parametrize("acts", [True, False])
async def test_silence_leaves_it_in_doubt(chat: TelegramChat, ann: Person, world: World, *, acts: bool) -> None:
    world.faults.time_out("sendMessage", acts=acts)
    assert isinstance(await chat.send(ann.id, HELLO), Doubtful)


async def test_a_broken_connection_leaves_it_in_doubt(chat: TelegramChat, ann: Person, world: World) -> None:
    world.faults.reset("sendMessage")
    outcome = await chat.send(ann.id, HELLO)
    assert isinstance(outcome, Doubtful)
    assert "ConnectionResetError" in outcome.error


async def test_half_an_answer_leaves_it_in_doubt(chat: TelegramChat, ann: Person, world: World) -> None:
    world.faults.truncate("sendMessage")
    assert await chat.send(ann.id, HELLO) == Doubtful("Invalid server response")


async def test_what_never_left_this_machine_may_be_sent_again(world: World) -> None:
    closed = AiohttpRequest(world.clock)
    chat = TelegramChat(Bot(world.bot.token, request=closed, get_updates_request=closed))
    assert await chat.send(1, HELLO) == NotSent("The transport is not open")


async def test_closing_a_poll_reads_what_was_counted_and_closing_it_once_more_reads_nothing(
    chat: TelegramChat, forum: Group
) -> None:
    posted = await ballots.post(chat._bot, forum.id, Ballot("几点?", ("早", "晚"), anonymous=False), None)
    assert posted.message_id is not None
    assert posted.tally is not None
    assert posted.tally[1:] == ((0, 0), 0, False)
    closed = await ballots.close(chat._bot, forum.id, posted.message_id)
    assert closed == Said(posted.message_id, posted.tally._replace(closed=True))
    assert await ballots.close(chat._bot, forum.id, posted.message_id) == Said(posted.message_id)
    with pytest.raises(BadRequest):
        await ballots.close(chat._bot, forum.id, posted.message_id + 99)
