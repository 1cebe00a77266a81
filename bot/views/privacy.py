"""What is told of what is kept about somebody."""

import json
from collections.abc import Mapping
from functools import partial
from importlib.resources import files
from typing import Any

from bot.storage.requests.drafts import DraftFacts
from bot.views.buttons import data
from bot.views.screen import Button, File, Screen
from bot.views.words import Words

FILE_NAME = "weixiu-my-data.json"


def privacy(words: Words, *, days: int) -> Screen:
    """What is kept, why, and how long: in plain words."""
    return Screen(words.render("privacy", days=days))


def emptied(words: Words, media: str | None) -> Screen:
    """A message whose time is over; `media` is what it carried. A voice note cannot be exchanged for anything."""
    if media is None:
        return Screen("🔒 " + words._("这条消息已按约定删除。"))
    if media == "voice":
        return Screen("🔒 " + words._("时间到了,请您长按这段语音,把它删掉。我自己删不了。"))
    return Screen("🔒 " + words._("照片已按约定删除。"), instead=File("removed.png", _blank, picture=True))


def _blank() -> bytes:
    """Drawn by `bot/reports/templates/removed.typ`."""
    return files("bot.views").joinpath("pictures", "removed.png").read_bytes()


def my_data(words: Words, held: Mapping[str, Any]) -> Screen:
    """Everything that is held about somebody, as a file."""
    return Screen(words.render("my_data"), files=(File(FILE_NAME, partial(_written, held)),))


def _written(held: Mapping[str, Any]) -> bytes:
    return json.dumps(held, ensure_ascii=False, indent=2, default=str).encode()


def forget_draft(words: Words, draft: DraftFacts) -> Screen:
    """Really?"""
    yes = Button("🗑 " + words._("是的,删掉我的资料"), data=data("forget", draft.serial))
    keep = Button("⬅️ " + words._("不删了"), data=data("keepset", draft.kind, draft.serial))
    return Screen(words.render("draft_forget"), ((yes,), (keep,)))


def forget_ended(words: Words) -> Screen:
    """They thought better of it."""
    return Screen(words._("没有改动"))


def forgotten(words: Words) -> str:
    """The last word to somebody who is not known any more."""
    return words._("已收到 ✅ 您的资料都删了,手上的单已退回。以后再来,从头认识。聊天记录请您自己清空。")
