"""Buttons on the page: toasts, alerts, Start, copying, sharing, the race, the clock, a phone, English."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from bot.sandbox.demo_world import DemoWorld
from bot.sandbox.page.timing import local
from tests.browser.conftest import PHONE, Opened
from tests.browser.tiny_bot import TinyBot

pytestmark = [
    pytest.mark.long,
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.asyncio(loop_scope="session"),
]


async def claim(page: Page) -> None:
    await page.locator("#group-list .key", has_text="我来修").last.click()


async def test_a_tap_is_answered_by_a_toast_and_the_card_changes(
    opened: Opened, demo: DemoWorld, tiny_bot: TinyBot
) -> None:
    demo.secretary.starts()
    page = await opened(demo.secretary)
    await page.get_by_placeholder("在群里说……").fill("/order 5号楼 灯不亮")
    await page.get_by_placeholder("在群里说……").press("Enter")
    await claim(page)
    await expect(page.locator(".toast")).to_have_text("✅ 接单成功!")
    await expect(page.locator("#group-list .bubble", has_text="已接单 🔵 刘书记")).to_contain_text("已编辑")
    await expect(page.locator("#group-list .key")).to_have_count(0)
    await expect(page.locator(".toast")).to_have_count(0)


async def test_an_alert_stays_until_it_is_closed(opened: Opened, demo: DemoWorld, tiny_bot: TinyBot) -> None:
    ann = demo.volunteers[0]
    ann.starts()
    await tiny_bot.contact(ann.id)
    page = await opened(ann)
    await page.locator(".key", has_text="我去不了了").click()
    await expect(page.get_by_role("dialog")).to_contain_text("为什么去不了?")
    await page.get_by_role("dialog").get_by_role("button").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_winner_who_never_started_is_led_to_the_start_button(
    opened: Opened, demo: DemoWorld, tiny_bot: TinyBot
) -> None:
    await tiny_bot.post(demo.group.id, "门锁")
    page = await opened(demo.volunteers[2], size=PHONE)
    await claim(page)
    await expect(page.get_by_role("button", name="START")).to_be_visible()
    await page.get_by_role("button", name="START").click()
    await expect(page.locator("#private-list")).to_contain_text("/start claim_1")
    await expect(page.locator("#private-list")).to_contain_text("归您啦")
    await expect(page.get_by_placeholder("对机器人说……")).to_be_visible()


async def test_who_has_started_follows_a_link_without_the_button(
    opened: Opened, demo: DemoWorld, tiny_bot: TinyBot
) -> None:
    ann = demo.volunteers[0]
    ann.starts()
    await tiny_bot.bot.send_message(demo.group.id, '<a href="https://t.me/weixiu_bot?start=x1">打开</a>', "HTML")
    page = await opened(ann)
    await page.locator("#group-list").get_by_text("打开").click()
    await expect(page.locator("#private-list")).to_contain_text("您好!/start x1")


async def test_a_link_to_a_card_jumps_to_it(opened: Opened, demo: DemoWorld, tiny_bot: TinyBot) -> None:
    await tiny_bot.post(demo.group.id, "第一单")
    card = demo.group.last
    for number in range(40):
        demo.secretary.says(f"聊天 {number}", in_=demo.group)
    demo.secretary.starts()
    link = f'<a href="https://t.me/c/{str(demo.group.id)[4:]}/{card.id}">#1024</a>'
    await tiny_bot.bot.send_message(demo.secretary.id, link, "HTML")
    page = await opened(demo.secretary)
    await expect(page.locator(f"#g{card.id}")).not_to_be_in_viewport()
    await page.locator("#private-list").get_by_text("#1024").click()
    await expect(page.locator(f"#g{card.id}")).to_be_in_viewport()


async def test_a_copy_button_fills_the_clipboard(opened: Opened, demo: DemoWorld, tiny_bot: TinyBot) -> None:
    ann = demo.volunteers[0]
    ann.starts()
    await tiny_bot.contact(ann.id)
    page = await opened(ann)
    await page.locator(".key", has_text="复制电话").click()
    await expect(page.locator(".toast")).to_have_text("已复制:13800138000")
    assert await page.evaluate("navigator.clipboard.readText()") == "13800138000"


async def test_sharing_the_number_hides_the_one_time_keyboard(
    opened: Opened, demo: DemoWorld, tiny_bot: TinyBot
) -> None:
    page = await opened(demo.residents[0])
    await page.get_by_role("button", name="START").click()
    await page.locator("#keyboard").get_by_text("分享手机号").click()
    await expect(page.locator("#private-list")).to_contain_text("+8613900139000")
    await expect(page.locator("#private-list")).to_contain_text("已收到 ✅")
    await expect(page.locator("#keyboard button")).to_have_count(0)


async def test_twenty_tap_at_once_one_wins_and_nineteen_are_told(
    opened: Opened, demo: DemoWorld, tiny_bot: TinyBot
) -> None:
    for person in demo.volunteers:
        person.starts()
    await tiny_bot.post(demo.group.id, "下水道")
    page = await opened(demo.secretary)
    await page.get_by_role("button", name="20 位志愿者同时抢单").click()
    await expect(page.locator(".race-won")).to_have_count(1)
    await expect(page.locator(".race-sum")).to_have_text("19 位当场被告知")
    winner = await page.locator(".race-won b").inner_text()
    await expect(page.locator(".race-told")).to_contain_text(f"{winner}抢先一步")
    await expect(page.locator("#group-list .bubble").last).to_contain_text(f"已接单 🔵 {winner}")


async def test_without_a_card_the_race_says_what_to_do(opened: Opened, demo: DemoWorld) -> None:
    page = await opened(demo.secretary)
    await page.get_by_role("button", name="20 位志愿者同时抢单").click()
    await expect(page.locator("#race")).to_have_text("群里没有可以抢的卡片:先发一单。")


async def test_the_clock_goes_to_tomorrow_morning_and_never_back(opened: Opened, demo: DemoWorld) -> None:
    page = await opened(demo.secretary)
    today = local(demo.world.clock.now()).date()
    await page.get_by_role("button", name="明早 08:30").click()
    await expect(page.locator("#clock b")).to_have_text(re.compile("08:3[01]"))
    assert local(demo.world.clock.now()).date() == today + timedelta(days=1)
    await page.get_by_role("button", name="+1 小时").click()
    await expect(page.locator("#clock b")).to_have_text(re.compile("09:3[0-2]"))


async def test_the_days_of_messages_follow_the_clock(opened: Opened, demo: DemoWorld) -> None:
    page = await opened(demo.secretary)
    await expect(page.locator("#group .day").first).to_contain_text("今天")
    await page.get_by_role("button", name="明早 08:30").click()
    await expect(page.locator("#group .day").first).to_contain_text("昨天")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_phone_has_nothing_beyond_its_edge(
    opened: Opened, demo: DemoWorld, tiny_bot: TinyBot, language: str
) -> None:
    ann = demo.volunteers[0]
    ann.starts()
    await tiny_bot.contact(ann.id)
    await tiny_bot.post(demo.group.id, "https://example.org/" + "very-long-" * 12)
    page = await opened(ann, size=PHONE, language=language)
    for tab in ("group", "private", "tools"):
        await page.locator(f"[data-show={tab}]").click()
        await expect(page.locator(f"#{tab}")).to_be_in_viewport()
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
        assert await page.locator(f"#{tab}").evaluate("part => part.scrollWidth - part.clientWidth") == 0


async def test_a_phone_keeps_its_tab_when_somebody_else_is_acted_as(opened: Opened, demo: DemoWorld) -> None:
    page = await opened(demo.secretary, size=PHONE)
    await page.locator("[data-show=private]").click()
    await page.locator("[data-actor=李师傅]").click()
    await expect(page.locator("#private")).to_contain_text("李师傅与机器人的私聊")
    await expect(page.locator("#private")).to_be_visible()


async def test_the_page_speaks_english_and_the_clients_say_so(
    opened: Opened, demo: DemoWorld, tiny_bot: TinyBot
) -> None:
    page = await opened(demo.volunteers[2])
    await page.get_by_role("link", name="English").click()
    await expect(page.get_by_role("button", name="20 volunteers tap at once")).to_be_visible()
    await expect(page.get_by_placeholder("Write to the group …")).to_be_visible()
    assert not re.search("[一-鿿]", await page.locator(".tools .tool-keys").inner_text())
    await page.get_by_role("button", name="START").click()
    await expect(page.locator("#private-list")).to_contain_text("您好!/start")
    assert demo.volunteers[2].language_code == "en"


async def test_the_help_is_closed_once_and_for_all(opened: Opened, demo: DemoWorld) -> None:
    page = await opened(demo.secretary)
    await expect(page.locator("#help li")).to_have_count(3)
    await page.get_by_role("button", name="知道了").click()
    await page.reload()
    await expect(page.locator("#help")).to_be_hidden()


async def test_a_button_that_is_gone_says_so(opened: Opened, demo: DemoWorld, tiny_bot: TinyBot) -> None:
    await tiny_bot.post(demo.group.id, "窗户")
    page = await opened(demo.volunteers[0])
    await page.route("**/page/live**", lambda route: route.fulfill(status=204))
    demo.world.edit(demo.group.last, demo.group.messages[0].content)
    await claim(page)
    await expect(page.locator(".toast")).to_have_text("这个按钮已经不在了")


async def test_a_page_from_before_a_restart_loads_itself_anew(opened: Opened, demo: DemoWorld) -> None:
    page = await opened(demo.secretary)
    await page.locator("#seen").evaluate("mark => { mark.value = 'another 1'; }")
    await expect(page.locator("#seen")).to_have_value(re.compile("^(?!another)"))
    await expect(page.locator("#group-list .service")).to_be_visible()


async def test_a_vote_is_cast_changed_and_taken_back_and_a_closed_poll_takes_none(
    opened: Opened, demo: DemoWorld, tiny_bot: TinyBot
) -> None:
    sent = await tiny_bot.bot.send_poll(demo.group.id, "哪天扫楼道?", ["周六", "周日"], is_anonymous=False)
    page = await opened(demo.volunteers[0])
    saturday, sunday = page.locator(".choice", has_text="周六"), page.locator(".choice", has_text="周日")
    await saturday.click()
    await expect(saturday).to_contain_text("1 · 100%")
    await sunday.click()
    await expect(saturday).to_contain_text("0 · 0%")
    await expect(sunday).to_have_attribute("aria-pressed", "true")
    await sunday.click()
    await expect(page.locator(".poll small")).to_have_text("公开投票 · 0 人投票")
    await tiny_bot.bot.stop_poll(demo.group.id, sent.message_id)
    await expect(page.locator(".poll small")).to_have_text("公开投票 · 已结束 · 0 人投票")
    await expect(sunday).to_be_disabled()
