"""What reaches Telegram, call by call: every parameter of every way to show a screen."""

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from telegram import Bot

from bot.delivery.outcomes import Doubtful, Said
from bot.delivery.telegram_chat import TelegramChat
from bot.sandbox.files import picture
from bot.sandbox.groups import Group
from bot.sandbox.inprocess import BASE_URL, SandboxRequest
from bot.sandbox.people import Person
from bot.sandbox.world import World
from bot.views.screen import Ballot, Button, Clip, File, Screen


class Kept(NamedTuple):
    """File ids of what somebody sent before; in the calls they stand by these names."""

    photo: str
    other: str
    voice: str


Calls = list[tuple[str, dict[str, Any]]]

ROW = ((Button("我来修", data="1:claim:1:1001"),),)
PDF = File("海报.pdf", draw=lambda: b"%PDF-1.7")
DRAWN = File("grid.png", draw=picture, picture=True)
WITH_ROW = {"reply_markup": {"inline_keyboard": [[{"text": "我来修", "callback_data": "1:claim:1:1001"}]]}}
HTML = {"parse_mode": "HTML"}
TEXT = {"text": "<b>漏水</b>", "link_preview_options": {"is_disabled": True}} | HTML
CAPTION = {"caption": "<b>漏水</b>"} | HTML
PHOTO = {"type": "photo", "media": "photo"}
BALLOT = Ballot("几点?", ("早", "晚"), anonymous=False, several=True)


def keys(*rows: list[dict[str, Any]], **how: bool) -> dict[str, Any]:
    return {"reply_markup": {"keyboard": list(rows), "resize_keyboard": True} | how}


def size(drawn: str) -> str:
    return f"{drawn} {len(picture())} B"


SENT: dict[str, tuple[Callable[[Kept], Screen], Calls, list[str]]] = {
    "words": (
        lambda _: Screen("<b>漏水</b>", ROW, keyboard=(("我的",),)),
        [("sendMessage", TEXT | WITH_ROW | {"disable_notification": "true"})],
        [],
    ),
    "keys that stay": (
        lambda _: Screen("<b>漏水</b>", keyboard=(("我的", "帮助"), ("积分",)), asks_contact="我的手机号"),
        [
            (
                "sendMessage",
                {"disable_notification": "true"}
                | TEXT
                | keys(
                    [{"text": "我的手机号", "request_contact": True}],
                    [{"text": "我的"}, {"text": "帮助"}],
                    [{"text": "积分"}],
                    is_persistent=True,
                ),
            )
        ],
        [],
    ),
    "one photo": (
        lambda kept: Screen("<b>漏水</b>", ROW, photos=(kept.photo,)),
        [("sendPhoto", {"photo": "photo"} | CAPTION | WITH_ROW)],
        ["photo"],
    ),
    "two photos": (
        lambda kept: Screen("<b>漏水</b>", ROW, photos=(kept.photo, kept.other)),
        [
            (
                "sendMediaGroup",
                {"media": [{"type": "photo", "media": "photo"} | CAPTION, {"type": "photo", "media": "other"}]},
            )
        ],
        ["photo", "photo"],
    ),
    "clips alone": (
        lambda kept: Screen(
            "<b>漏水</b>", clips=tuple(Clip(kept.voice, kind) for kind in ("voice", "video", "document"))
        ),
        [
            ("sendVoice", {"voice": "voice"} | CAPTION),
            ("sendVideo", {"video": "voice"} | HTML),
            ("sendDocument", {"document": "voice"} | HTML),
        ],
        ["voice", "video", "document"],
    ),
    "a photo and a clip": (
        lambda kept: Screen("<b>漏水</b>", photos=(kept.photo,), clips=(Clip(kept.voice, "voice"),)),
        [("sendPhoto", {"photo": "photo"} | CAPTION), ("sendVoice", {"voice": "voice"} | HTML)],
        ["photo", "voice"],
    ),
    "a picture drawn for it": (
        lambda _: Screen("<b>漏水</b>", ROW, picture=DRAWN),
        [("sendPhoto", {"file photo": size("application.octet-stream")} | CAPTION | WITH_ROW)],
        [],
    ),
    "one file": (
        lambda _: Screen("<b>漏水</b>", ROW, files=(PDF,)),
        [("sendDocument", {"file document": "海报.pdf 8 B"} | CAPTION | WITH_ROW)],
        [],
    ),
    "one file that is a picture": (
        lambda _: Screen("<b>漏水</b>", ROW, files=(DRAWN,)),
        [("sendPhoto", {"file photo": size("grid.png")} | CAPTION | WITH_ROW)],
        [],
    ),
    "two files": (
        lambda _: Screen("<b>漏水</b>", ROW, files=(DRAWN, PDF)),
        [
            (
                "sendMediaGroup",
                {
                    "media": [
                        {"type": "document", "media": "attach://upload 1"} | CAPTION,
                        {"type": "document", "media": "attach://upload 2"},
                    ],
                    "file upload 1": size("grid.png"),
                    "file upload 2": "海报.pdf 8 B",
                },
            )
        ],
        [],
    ),
    "a poll": (
        lambda _: Screen("", ballot=BALLOT),
        [
            (
                "sendPoll",
                {
                    "question": "几点?",
                    "options": [{"text": "早"}, {"text": "晚"}],
                    "is_anonymous": "false",
                    "allows_multiple_answers": "true",
                },
            )
        ],
        [],
    ),
}
"""What is sent quietly into a topic, the calls it takes, and the kinds of messages it says that it has become."""

EDITED: dict[str, tuple[Callable[[Kept], Screen], Callable[[Kept], Screen], Calls]] = {
    "words": (
        lambda _: Screen("?"),
        lambda _: Screen("<b>漏水</b>", ROW),
        [("editMessageText", TEXT | WITH_ROW)],
    ),
    "the words under a photo": (
        lambda kept: Screen("?", photos=(kept.photo,)),
        lambda _: Screen("<b>漏水</b>", ROW),
        [("editMessageText", TEXT | WITH_ROW), ("editMessageCaption", CAPTION | WITH_ROW)],
    ),
    "the words under a drawn picture": (
        lambda _: Screen("?", picture=DRAWN),
        lambda _: Screen("<b>漏水</b>", ROW, picture=DRAWN),
        [("editMessageCaption", CAPTION | WITH_ROW)],
    ),
    "one photo for another": (
        lambda kept: Screen("?", photos=(kept.photo,)),
        lambda kept: Screen("<b>漏水</b>", ROW, photos=(kept.other,)),
        [("editMessageMedia", {"media": {"type": "photo", "media": "other"} | CAPTION} | WITH_ROW)],
    ),
    "a drawn picture for a photo": (
        lambda kept: Screen("?", photos=(kept.photo,)),
        lambda _: Screen("<b>漏水</b>", ROW, instead=DRAWN),
        [
            (
                "editMessageMedia",
                {
                    "media": {"type": "photo", "media": "attach://upload 1"} | CAPTION,
                    "file upload 1": size("application.octet-stream"),
                }
                | WITH_ROW,
            )
        ],
    ),
    "a poll": (
        lambda _: Screen("", ballot=BALLOT),
        lambda _: Screen("", ballot=BALLOT),
        [("stopPoll", {})],
    ),
}
"""What stood there, what it is to show, and the calls that takes."""


@pytest.fixture
def kept(ann: Person) -> Kept:
    """What somebody sent before."""
    sent = [ann.sends_photo(picture(shade=1)), ann.sends_photo(picture(shade=2)), ann.sends_voice()]
    return Kept(*(carried.file.id for message in sent if (carried := message.content.attachment) and carried.file))


def calls(world: World, since: int, kept: Kept) -> Calls:
    """The calls from this one on, their parameters read, with names for file ids and for what was uploaded."""
    return [(call.method, _readable(call.params, kept)) for call in world.calls.calls[since:]]


def _readable(params: dict[str, Any], kept: Kept) -> dict[str, Any]:
    told = json.dumps(params)
    uploads = dict.fromkeys(re.findall("attached[0-9a-f]{32}", told))
    names = {each: name for name, each in kept._asdict().items()} | {
        each: f"upload {number}" for number, each in enumerate(uploads, 1)
    }
    for each, name in names.items():
        told = told.replace(each, name)
    return {key: json.loads(value) if value[0] in "[{" else value for key, value in json.loads(told).items()}


@pytest.mark.parametrize("what", SENT)
async def test_a_screen_is_sent_with_all_that_belongs_to_it(
    chat: TelegramChat, world: World, forum: Group, kept: Kept, what: str
) -> None:
    screen, expected, kinds = SENT[what]
    thread, stood, before = forum.topic("维修").id, len(forum.messages), len(world.calls)
    outcome = await chat.send(forum.id, screen(kept), thread_id=thread, quiet=True)
    here = {"chat_id": str(forum.id), "message_thread_id": str(thread)}
    assert calls(world, before, kept) == [(method, here | params) for method, params in expected]
    ids = [message.id for message in forum.messages[stood:]]
    assert isinstance(outcome, Said)
    assert outcome.message_id == ids[0]
    assert outcome.parts == tuple(zip(ids, kinds, strict=False) if kinds else ())


async def test_who_does_not_ask_for_quiet_is_heard_and_no_topic_is_named_where_there_is_none(
    chat: TelegramChat, world: World, ann: Person, kept: Kept
) -> None:
    before = len(world.calls)
    await chat.send(ann.id, Screen("<b>漏水</b>"))
    assert calls(world, before, kept) == [("sendMessage", {"chat_id": str(ann.id)} | TEXT)]


@pytest.mark.parametrize("what", EDITED)
async def test_a_message_is_edited_with_all_that_belongs_to_it(
    chat: TelegramChat, world: World, forum: Group, kept: Kept, what: str
) -> None:
    first, then, expected = EDITED[what]
    await chat.send(forum.id, first(kept))
    message, before = forum.messages[-1], len(world.calls)
    outcome = await chat.edit(forum.id, message.id, then(kept))
    there = {"chat_id": str(forum.id), "message_id": str(message.id)}
    assert calls(world, before, kept) == [(method, there | params) for method, params in expected]
    assert isinstance(outcome, Said)
    assert outcome.message_id == message.id


class OfAnotherVersion(SandboxRequest):
    """A server that tells less of a poll than the library wants to know."""

    async def do_request(self, *arguments: Any, **settings: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*arguments, **settings)
        return status, body.replace(b'"total_voter_count"', b'"voters"')


async def test_a_poll_of_another_version_may_stand_there(world: World, forum: Group) -> None:
    request = OfAnotherVersion(world)
    async with Bot(world.bot.token, base_url=BASE_URL, request=request, get_updates_request=request) as bot:
        outcome = await TelegramChat(bot).send(forum.id, Screen("", ballot=BALLOT))
    assert isinstance(outcome, Doubtful)
    assert "total_voter_count" in outcome.error
    assert forum.messages[-1].content.attachment is not None
