"""A neighbourhood behind its web page, a tiny bot, and a real Chromium to look at it with."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Error, Page, async_playwright
from pytest_asyncio import fixture

from bot.clock import ShiftedClock
from bot.sandbox.demo_world import DemoWorld, demo_world
from bot.sandbox.people import Person
from bot.sandbox.server import RunningServer, serve
from tests.browser.tiny_bot import TinyBot

ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = (1280, 860)
PHONE = (390, 844)
PATIENCE = 10_000  # milliseconds, on a machine that is busy with other tests
Opened = Callable[..., Awaitable[Page]]


def chromium() -> str:
    """The browser's path; without one the tests are skipped, and where all must run they fail."""
    path = os.environ.get("WEIXIU_CHROMIUM", "/usr/bin/chromium")
    if Path(path).exists():
        return path
    reason = f"there is no Chromium at {path}; install one or name it in WEIXIU_CHROMIUM"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        await running.close()


@pytest.fixture
def demo() -> DemoWorld:
    made = demo_world(ShiftedClock())
    made.world.limits.on = False
    return made


@fixture(loop_scope="session")
async def server(demo: DemoWorld) -> AsyncIterator[RunningServer]:
    running = await serve(demo.world, page=True)
    yield running
    await running.close()


@fixture(loop_scope="session")
async def tiny_bot(server: RunningServer) -> AsyncIterator[TinyBot]:
    async with TinyBot(server) as bot:
        yield bot


@fixture(loop_scope="session")
async def opened(browser: Browser, server: RunningServer) -> AsyncIterator[Opened]:
    """Opens the page as somebody; whatever goes wrong in a page's scripts fails the test at its end."""
    wrong: list[str] = []
    contexts = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 422" not in message.text:
            wrong.append(message.text)

    def failed(error: Error) -> None:
        wrong.append(str(error))

    async def open_as(person: Person, *, size: tuple[int, int] = DESKTOP, language: str = "zh") -> Page:
        context = await browser.new_context(viewport={"width": size[0], "height": size[1]})
        contexts.append(context)
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", heard)
        page.on("pageerror", failed)
        await page.goto(f"{server.origin}/?as={person.id}&lang={language}")
        return page

    yield open_as
    for context in contexts:
        await context.close()
    assert not [line for line in wrong if "Response Status Error Code 422" not in line]
