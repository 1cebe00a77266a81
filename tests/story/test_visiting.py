"""When somebody comes: both sides know it, may change it, and are reminded; nobody of what is off."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.visits import Reminders, reminders
from tests.story.test_knowing import resident_of
from tests.story.test_ladder import order_now
from tests.town import Town

SHANGHAI = ZoneInfo("Asia/Shanghai")
once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What asks the databases nothing that the other tests here do not ask them."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("begins", "until", "eve", "hour"),
    [
        ("2026-11-24 15:00", "2026-11-24 15:00", "2026-11-23 18:00", "2026-11-24 14:00"),
        ("2026-11-23 11:00", "2026-11-23 12:00", None, "2026-11-23 10:00"),
        ("2026-11-24 08:00", None, "2026-11-23 18:00", None),
        ("2026-11-28 00:00", "2026-11-29 23:59", None, None),
        ("2026-11-23 09:30", None, None, None),
    ],
    ids=["tomorrow", "today", "the hour before is night", "a whole weekend", "in a moment"],
)
def test_both_reminders_lie_ahead_and_neither_at_night(
    begins: str, until: str | None, eve: str | None, hour: str | None
) -> None:
    found = reminders(
        at(begins),
        None if until is None else at(until),
        now=at("2026-11-23 09:00").astimezone(UTC),
        zone=SHANGHAI,
        night=(21, 8),
    )
    assert found == Reminders(*(None if each is None else at(each) for each in (eve, hour)))


@once
async def test_the_holder_sets_a_time_the_resident_refuses_it_and_both_are_reminded_of_the_one_that_holds(
    town: Town,
) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)  # 明天下午
    await ann.taps("我来修", under=town.card)
    job = ann.last
    await ann.taps("约时间", under=job)
    await ann.says("昨天下午三点")
    assert "这个时间已经过了,请再说一个,例如:明天下午三点" in ann.last.text
    await ann.taps("明天上午")
    assert "前一晚和前一小时提醒您" in ann.screen
    assert "安约好 11月24日(周二)9:00-12:00 来" in wang.last.text
    assert "🕒 11月24日(周二)9:00-12:00" in town.card.text
    first = wang.last
    tap = await wang.taps("这个时间不行")
    assert "再约时间" in tap.text
    assert "住户说那个时间不行" in ann.last.text
    assert "🕒" not in town.card.text
    await town.secretary.says("/calendar")
    assert "取消了的预约" in town.secretary.last.caption
    assert b"STATUS:CANCELLED" in list(town.world.files.by_id.values())[-1].upload.content
    assert "过期" in (await wang.taps("这个时间不行", under=first)).text
    await ann.taps("约时间")
    await ann.says("明天下午三点")
    assert "11月24日(周二)15:00" in wang.last.text
    assert "11月24日(周二)15:00" in job.text
    for reader in (ann, town.secretary):
        await reader.says("/history 1001")
        assert "约好了时间 · 安\n11月24日(周二)15:00" in reader.last.text
    stranger = await town.volunteer("波")
    assert "没有找到" in (await stranger.forges("1:date:1:1001", under=town.card)).text
    stamp = int(at("2026-11-24 15:00").timestamp())
    assert "没有找到" in (await stranger.forges(f"1:nodate:1:1001:{stamp}", under=town.card)).text
    await town.passes(hours=9, minutes=5)
    assert "明天去 #1001" in ann.last.text
    assert "明天 安来" in wang.last.text
    await town.passes(hours=20)
    assert "再过一小时去 #1001" in ann.last.text
    assert "再过一小时 安来" in wang.last.text
    await ann.taps("我去不了了", under=job)
    await ann.taps("临时有事")
    assert "🕒" not in town.card.text, "the time was the holder's and went with them"


@once
async def test_what_the_resident_said_is_a_time_too_in_both_languages_and_nobody_is_reminded_of_what_is_off(
    town: Town,
) -> None:
    ann = await town.volunteer("安")
    await ann.says("/language")
    await ann.taps("English")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    order = await order_now(town)
    assert order.appointment_at == at("2026-11-24 12:00")
    await town.passes(hours=9, minutes=5)
    assert "Tomorrow you go to #1001" in ann.last.text
    assert "明天 安来" in wang.last.text
    await wang.taps("改一改")
    await wang.taps("时间")
    await wang.says("后天上午十点")
    assert (await order_now(town)).appointment_at == at("2026-11-25 10:00")
    await town.passes(hours=16)  # Tuesday 10:05: nothing is said of the time that was
    assert "In an hour" not in ann.screen
    await town.secretary.says("/cancel 1001 不修了")
    await town.passes(hours=24)
    assert "In an hour" not in ann.screen
    assert "再过一小时" not in wang.screen
    assert (await order_now(town)).status == "cancelled"
