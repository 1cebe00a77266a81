"""Every call the bot makes, held against the Bot API as data: the method exists, and so does each parameter.

The data is a file that is not part of this repository: WEIXIU_BOT_API_JSON names it.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import EXAMPLE, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

ROOT = Path(__file__).parents[2]
SPEC = Path(os.environ.get("WEIXIU_BOT_API_JSON", ROOT.parent / "shared" / "telegram" / "bot-api-10.0.json"))
LIBRARY_ONLY = {"getMe"}


@pytest.mark.skipif(not SPEC.exists(), reason=f"no Bot API data at {SPEC.name}: set WEIXIU_BOT_API_JSON to its path")
async def test_every_call_is_one_the_bot_api_knows(town: Town) -> None:
    spec: dict[str, Any] = json.loads(SPEC.read_text("utf-8"))["methods"]
    await play_everything(town)
    calls = [(call.method, set(call.params)) for call in town.world.calls]
    for method, given in calls:
        fields = {field["name"]: field for field in spec[method].get("fields", [])}
        assert given <= set(fields), (method, given - set(fields))
        needed = {name for name, field in fields.items() if field["required"]}
        assert needed <= given, (method, needed - given)
    made = {method for method, _ in calls} - LIBRARY_ONLY
    assert made >= {
        "sendMessage",
        "sendPhoto",
        "sendMediaGroup",
        "editMessageText",
        "deleteMessage",
        "answerCallbackQuery",
        "getChatMember",
        "setMyCommands",
    }


async def play_everything(town: Town) -> None:
    """The main job with pictures, refusals, settings and links."""
    await town.weixiu.menus.show_all([town.secretary.user_id])
    ann, bob = await town.volunteer("安"), town.actor("波")
    await town.secretary.says(f"/order {EXAMPLE}")
    draft = town.secretary.last
    await town.secretary.sends_photo()
    await town.secretary.sends_photo()
    await town.secretary.taps("发布", under=draft)
    card = town.card
    await ann.taps("我来修", under=card)
    tap = await bob.taps("我来修", under=card)
    await bob.follows(tap.url)
    await town.stranger("丹").says("修好了吗")
    await ann.taps("修好了")
    await ann.says("换了合页")
    await ann.sends_photo()
    await town.secretary.taps("确认")
    await town.order("5号楼 灯不亮")
    for command in ("/open", "/points", "/help", "/settings", "/invite", "/digest", "/language", "/status"):
        await town.secretary.says(command)
    await town.secretary.says("/cancel 1002 不用了")
