"""People write, answer and send pictures on the page, and see at once what others and the bot say."""

import pytest
from playwright.async_api import expect

from bot.sandbox.demo_world import DemoWorld
from bot.sandbox.files import picture
from tests.browser.conftest import Opened
from tests.browser.tiny_bot import TinyBot

pytestmark = [
    pytest.mark.long,
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.asyncio(loop_scope="session"),
]


async def test_what_one_person_writes_another_reads_without_reloading(opened: Opened, demo: DemoWorld) -> None:
    ann, bob = demo.volunteers[:2]
    anns, bobs = await opened(ann), await opened(bob)
    await anns.get_by_placeholder("在群里说……").fill("大家好")
    await anns.get_by_placeholder("在群里说……").press("Enter")
    await expect(bobs.locator("#group-list .bubble", has_text="大家好")).to_have_attribute("data-name", "安师傅")
    await expect(anns.locator("#group-list .mine .bubble", has_text="大家好")).to_be_visible()
    await expect(anns.get_by_placeholder("在群里说……")).to_have_value("")
    assert demo.group.last.sender is ann


async def test_tags_in_what_people_write_stay_letters(opened: Opened, demo: DemoWorld) -> None:
    evil = "<img src=x onerror=alert(1)><b>粗</b> &amp;"
    demo.secretary.says(evil, in_=demo.group)
    page = await opened(demo.volunteers[0])
    await expect(page.locator("#group-list .bubble").last).to_contain_text(evil)
    assert await page.locator("#group-list .bubble img, #group-list .text b").count() == 0


async def test_half_a_sentence_and_the_cursor_survive_news(opened: Opened, demo: DemoWorld) -> None:
    page = await opened(demo.volunteers[0])
    field = page.get_by_placeholder("在群里说……")
    await field.fill("我下午")
    demo.secretary.says("今天几点有空?", in_=demo.group)
    await expect(page.locator("#group-list")).to_contain_text("今天几点有空?")
    await expect(field).to_be_focused()
    await field.press_sequentially("三点有空")
    await expect(field).to_have_value("我下午三点有空")


async def test_reading_older_messages_is_not_disturbed_by_new_ones(opened: Opened, demo: DemoWorld) -> None:
    for number in range(40):
        demo.secretary.says(f"第 {number} 条", in_=demo.group)
    page = await opened(demo.volunteers[0])
    old = page.locator("#group-list [data-line='第 5 条']")
    await old.scroll_into_view_if_needed()
    before = await old.evaluate("bubble => bubble.getBoundingClientRect().top")
    demo.secretary.says("新的一条", in_=demo.group)
    await expect(page.locator("#group.unseen")).to_be_visible()
    assert await old.evaluate("bubble => bubble.getBoundingClientRect().top") == pytest.approx(before, abs=2)
    await page.locator("#group").get_by_label("回到最新").click()
    await expect(page.get_by_text("新的一条")).to_be_in_viewport()


async def test_a_reply_carries_what_it_answers(opened: Opened, demo: DemoWorld, tiny_bot: TinyBot) -> None:
    await tiny_bot.post(demo.group.id, "水管漏水")
    page = await opened(demo.volunteers[0])
    await page.locator("#group-list .bubble", has_text="水管漏水").click()
    await expect(page.locator("#group [data-reply-bar]")).to_contain_text("微修")
    await page.get_by_placeholder("在群里说……").fill("我来")
    await page.locator("#group").get_by_label("发送").click()
    answer = page.locator("#group-list .message", has_text="收到:#1024")
    await expect(answer.locator(".quote")).to_contain_text("我来")
    await expect(page.locator("#group [data-reply-bar]")).to_be_hidden()


async def test_the_thing_to_try_answers_the_newest_card(opened: Opened, demo: DemoWorld, tiny_bot: TinyBot) -> None:
    await tiny_bot.post(demo.group.id, "灯不亮")
    page = await opened(demo.volunteers[0])
    await page.locator("#group .chips").get_by_text("我来").click()
    await page.locator("#group").get_by_label("发送").click()
    await expect(page.locator("#group-list")).to_contain_text("收到:#1024 · 待接单 🟡 灯不亮")


async def test_a_sample_photo_is_sent_with_its_words(opened: Opened, demo: DemoWorld, tiny_bot: TinyBot) -> None:
    page = await opened(demo.residents[0])
    await page.get_by_role("button", name="START").click()
    await page.locator("#private").get_by_label("发照片").click()
    await page.get_by_role("button", name="示例照片:水管漏水").click()
    await page.get_by_placeholder("对机器人说……").fill("厨房漏水")
    await page.get_by_placeholder("对机器人说……").press("Enter")
    await expect(page.get_by_text("照片收到:厨房漏水")).to_be_visible()
    shown = page.locator("#private-list .photo img")
    assert await shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 640
    await expect(page.locator("#private [data-photo-bar]")).to_be_hidden()


async def test_an_own_photo_is_uploaded(opened: Opened, demo: DemoWorld) -> None:
    page = await opened(demo.volunteers[0])
    photo = {"name": "门.png", "mimeType": "image/png", "buffer": picture(50, 40)}
    await page.locator("#group input[type=file]").set_input_files(photo)  # type: ignore[arg-type]
    await expect(page.locator("#group [data-photo-bar]")).to_contain_text("门.png")
    await page.locator("#group").get_by_label("发送").click()
    await expect(page.locator("#group-list .photo img")).to_be_visible()
    sent = demo.group.last.photo
    assert sent is not None
    assert sent.size == (50, 40)


async def test_a_file_that_is_no_photo_is_refused_and_kept_in_hand(opened: Opened, demo: DemoWorld) -> None:
    page = await opened(demo.volunteers[0])
    text = {"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"}
    await page.locator("#group input[type=file]").set_input_files(text)  # type: ignore[arg-type]
    await page.locator("#group").get_by_label("发送").click()
    await expect(page.locator(".toast")).to_have_text("这不是 PNG 或 JPEG 照片")
    await expect(page.locator("#group [data-photo-bar]")).to_be_visible()


async def test_a_slash_shows_the_menu_of_this_person_and_place(
    opened: Opened, demo: DemoWorld, tiny_bot: TinyBot
) -> None:
    page = await opened(demo.volunteers[0])
    await page.get_by_role("button", name="START").click()
    await page.get_by_placeholder("对机器人说……").fill("/p")
    menu = page.locator("#private [data-menu]")
    await expect(menu.get_by_text("我的积分")).to_be_visible()
    await expect(menu.get_by_text("看待接的单")).to_be_hidden()
    await menu.get_by_text("/points").click()
    await expect(page.locator("#private-list .mine").last).to_contain_text("/points")


async def test_what_is_deleted_goes_and_what_is_edited_says_so(opened: Opened, demo: DemoWorld) -> None:
    first, second = (demo.secretary.says(text, in_=demo.group) for text in ("第一", "第二"))
    page = await opened(demo.volunteers[0])
    await expect(page.locator("#group-list")).to_contain_text("第一")
    demo.secretary.deletes(first)
    demo.secretary.edits(second, "第二,改过")
    await expect(page.locator("#group-list .bubble", has_text="第二,改过")).to_contain_text("已编辑")
    await expect(page.locator("#group-list").get_by_text("第一")).to_have_count(0)


async def test_a_resident_sees_the_group_but_cannot_write_there(opened: Opened, demo: DemoWorld) -> None:
    page = await opened(demo.residents[0])
    await expect(page.locator("#group .closed")).to_contain_text("王阿姨不在这个群里")
    await expect(page.get_by_placeholder("在群里说……")).to_have_count(0)


async def test_others_unread_messages_are_counted_beside_their_names(
    opened: Opened, demo: DemoWorld, tiny_bot: TinyBot
) -> None:
    page = await opened(demo.secretary)
    demo.volunteers[0].starts()
    badge = page.locator("[data-actor=安师傅] .badge")
    await expect(badge).to_have_text("1")
    await page.locator("[data-actor=安师傅]").click()
    await expect(page.locator("#private-list")).to_contain_text("您好!/start")
    await expect(page.locator("[data-actor=安师傅] .badge")).to_be_empty()
