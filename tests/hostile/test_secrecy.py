"""What residents confide reaches whoever is to help them, and is in no group, no log, and in the clear on no disk."""

import logging
import re

import pytest

from tests.story.test_privacy import bytes_of
from tests.town import Actor, Town

PHONE, NAME, FLAT, NEW_FLAT = "13987654321", "欧阳金雀", "1419", "2023"
LINE, BACK, COMMENT, TO_STAFF, GAS = "蓝鲸暗语", "灰鹤暗语", "白鹭暗语", "红隼暗语", "紫貂暗语"
LATITUDE, LONGITUDE = 36.067_123, 120.382_987
CANARIES = (PHONE, "139 8765 4321", NAME, FLAT, NEW_FLAT, LINE, BACK, COMMENT, TO_STAFF, GAS, "36.067123", "120.382987")
MOST_QUESTIONS = 6
HASH = re.compile(r"[0-9a-f]{64}")
"""Sixty-four hexadecimal digits may hold any four of a flat by chance."""


async def reports(who: Actor, words: str) -> None:
    """Somebody says what is wrong, and skips whatever they are asked."""
    await who.says(words)
    for _ in range(MOST_QUESTIONS):
        card = who.sees("您要报的事")
        if "✅ 对,帮我报上去" in card.button_texts:
            await who.taps("对,帮我报上去", under=card)
            return
        await who.taps("跳过", under=card)


def shown_to(who: Actor) -> str:
    """Everything the bot ever said to somebody, as it was sent."""
    calls = [call.params for call in who.town.world.calls if str(call.params.get("chat_id")) == str(who.user_id)]
    return "".join(map(str, calls))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_residents_confide_is_nowhere_but_with_those_who_help(
    town: Town, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, logger="bot")
    wang, ann = town.stranger("王阿姨", phone="+8613912345678"), await town.volunteer("安")
    await wang.starts()
    await reports(wang, f"2号楼2单元{FLAT} 厨房水管漏水 {NAME} {PHONE}")
    await town.secretary.taps("发布", under=town.secretary.sees("#1001"))
    await ann.taps("我来修", under=town.card)
    await wang.taps("给师傅留言")
    await wang.says(f"先打电话,{LINE}")
    await ann.taps("回一句")
    await ann.says(f"好的,{BACK}")
    await wang.taps("改一改")
    await wang.taps("地址")
    await wang.says(f"2号楼2单元{NEW_FLAT}")
    await ann.taps("修好了", under=ann.sees("归您啦"))
    await wang.taps("满意")
    await wang.says(f"师傅修得好,{COMMENT}")
    await wang.presses("找书记")
    await wang.says(TO_STAFF)
    await wang.says(f"3号楼1单元{FLAT} 家里一股煤气味 {GAS}")
    wang.person.sends_location(LATITUDE, LONGITUDE)
    await town.settle()
    helped = shown_to(ann) + shown_to(town.secretary)
    assert [
        canary for canary in (PHONE, NAME, FLAT, NEW_FLAT, LINE, COMMENT, TO_STAFF, GAS) if canary not in helped
    ] == []
    assert BACK in shown_to(wang)
    groups = [call.params for call in town.world.calls if str(call.params.get("chat_id")) == str(town.group.id)]
    assert "厨房水管漏水" in str(groups)
    places = {
        "the group": town.group_screen + str(groups),
        "the log": caplog.text,
        "the disk": HASH.sub("", bytes_of(database_url).decode(errors="ignore")),
    }
    assert [(place, canary) for place in places for canary in CANARIES if canary in places[place]] == []
