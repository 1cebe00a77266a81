"""The main job, played on the page with the real bot: post, claim, fixed, confirm, points."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from pytest_asyncio import fixture

from bot import app
from bot.clock import Tasks
from bot.config import build
from bot.sandbox.demo_world import DemoWorld
from bot.sandbox.server import RunningServer
from bot.storage.ground.migrating import migrate
from tests.browser.conftest import PHONE, Opened

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.asyncio(loop_scope="session"),
]
PATIENCE = 20_000  # milliseconds: the real program, its database and a browser share the machine


@fixture(loop_scope="session")
async def real_bot(server: RunningServer, demo: DemoWorld, tmp_path: Path) -> AsyncIterator[None]:
    """The program itself, connected over HTTP, after the demo's first steps."""
    telegram = {"token": demo.world.bot.token, "base_url": server.base_url, "operators": demo.operator_ids}
    config = build({"telegram": telegram, "log": {"level": "warning"}}, folder=tmp_path)
    await asyncio.to_thread(migrate, config.database.sync_url)
    stop, tasks = asyncio.Event(), Tasks()
    running = tasks.start(app.run(config, demo.world.clock, stop, tick_seconds=1.0), name="the program")
    demo.first_steps()
    yield
    stop.set()
    await running


async def tap(page: Page, side: str, words: str) -> None:
    await page.locator(f"#{side}-list .key", has_text=words).last.click()


async def test_an_order_goes_from_the_chip_to_the_points(opened: Opened, demo: DemoWorld, real_bot: None) -> None:
    secretary = await opened(demo.secretary)
    secretary.set_default_timeout(PATIENCE)
    await expect(secretary.locator("#group-list .key", has_text="我来修")).to_have_count(2, timeout=PATIENCE)
    await secretary.locator("#private .chips button").first.click()
    await secretary.locator("#private").get_by_label("发送").click()
    await tap(secretary, "private", "发布")
    cards = secretary.locator("#group-list .message", has_text="加急").filter(has_text="门框开裂")
    await expect(cards).to_have_count(1, timeout=PATIENCE)

    an = await opened(demo.volunteers[0], size=PHONE)
    an.set_default_timeout(PATIENCE)
    await tap(an, "group", "我来修")
    await expect(an.locator(".toast")).to_contain_text("接单成功", timeout=PATIENCE)
    li = await opened(demo.volunteers[1])
    li.set_default_timeout(PATIENCE)
    await tap(li, "group", "我来修")
    await expect(cards).to_contain_text("已接单", timeout=PATIENCE)
    await expect(cards).to_contain_text("安师傅")
    await expect(cards.locator(".key", has_text="我来修")).to_have_count(0)

    await expect(li.locator("#private-list")).to_contain_text("刘运京", timeout=PATIENCE)
    await expect(li.locator("#private-list")).to_contain_text("13800138000")
    await tap(li, "private", "修好了")
    await expect(li.locator("#private-list")).to_contain_text("您说修好了", timeout=PATIENCE)
    await li.get_by_placeholder("对机器人说……").fill("换了合页,门能关严了")
    await li.get_by_placeholder("对机器人说……").press("Enter")

    await expect(secretary.locator("#private-list")).to_contain_text("换了合页", timeout=PATIENCE)
    await tap(secretary, "private", "确认")
    await expect(cards).to_contain_text("已修好", timeout=PATIENCE)
    await expect(li.locator("#private-list")).to_contain_text("积分 +", timeout=PATIENCE)
    await li.get_by_placeholder("对机器人说……").fill("/points")
    await li.get_by_placeholder("对机器人说……").press("Enter")
    await expect(li.locator("#private-list .bubble[data-line^='积分 15']")).to_have_count(1, timeout=PATIENCE)
    group = demo.world.screen(demo.group)
    assert "1401" not in group
    assert "13800138000" not in group
    assert not demo.world.breaches
