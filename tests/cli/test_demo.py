"""The demo as a process: the page is there, the bot is at work, and Ctrl-C ends it in peace."""

import asyncio
import re
import signal
import socket
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.sandbox.page.timing import until_morning
from tests.cli.operator import Operator

PATIENCE = 30.0


async def json_of(session: aiohttp.ClientSession, url: str, **query: str) -> Any:
    async with session.get(url, params=query) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json()


async def test_it_shows_a_page_and_the_first_card_and_ends_in_peace(operator: Operator) -> None:
    async with operator.running("demo", "--port", "0") as program, aiohttp.ClientSession() as session:
        chinese, english = await program.line(), await program.line()
        found = re.search(r"http://[^/]+", chinese)
        assert found, chinese
        assert found[0] in english
        async with session.get(found[0] + "/") as page:
            assert (page.status, page.content_type) == (200, "text/html")
        world = await json_of(session, f"{found[0]}/sandbox/world")
        group = next(chat for chat in world["chats"] if chat["type"] == "supergroup")
        card = await json_of(
            session,
            f"{found[0]}/sandbox/chats/{group['id']}/wait",
            text="#1001",
            button="我来修",
            seconds=str(PATIENCE),
        )
        assert "待接单" in card["text"]
        outcome = await program.ends_by(signal.SIGINT)
    assert (outcome.code, outcome.err) == (0, "")
    assert list(operator.folder.iterdir()) == []


async def test_moving_the_demos_clock_brings_the_digest(operator: Operator) -> None:
    async with operator.running("demo", "--port", "0") as program, aiohttp.ClientSession() as session:
        found = re.search(r"http://[^/]+", await program.line())
        assert found
        world = await json_of(session, f"{found[0]}/sandbox/world")
        group = next(chat for chat in world["chats"] if chat["type"] == "supergroup")
        chat = f"{found[0]}/sandbox/chats/{group['id']}"
        await json_of(session, f"{chat}/wait", text="#1002", button="我来修", seconds=str(PATIENCE))
        ahead = until_morning(datetime.fromisoformat(world["now"])) + timedelta(minutes=1)
        async with session.post(f"{found[0]}/sandbox/clock", json={"seconds": ahead.total_seconds()}) as moved:
            assert moved.status == 200, await moved.text()
        await json_of(session, f"{chat}/wait", text="简报", seconds=str(PATIENCE))
        outcome = await program.ends_by(signal.SIGTERM)
    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.long
async def test_a_port_in_use_is_one_line(operator: Operator) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        outcome = await operator.types("demo", "--port", str(taken.getsockname()[1]))
    assert (outcome.code, outcome.out, len(outcome.lines)) == (2, "", 1), outcome
    assert "--port" in outcome.err


@pytest.mark.long
async def test_data_is_kept_where_it_is_wanted_and_not_mixed_with_an_earlier_demos(operator: Operator) -> None:
    folder = operator.folder / "kept"
    async with operator.running("demo", "--port", "0", "--data", str(folder)) as program:
        await program.line()
        assert (await program.ends_by(signal.SIGTERM)).code == 0
    assert {"weixiu.db", "weixiu.key"} <= {one.name for one in await asyncio.to_thread(lambda: list(folder.iterdir()))}
    outcome = await operator.types("demo", "--port", "0", "--data", str(folder))
    assert (outcome.code, len(outcome.lines)) == (2, 1)
    assert "--data" in outcome.err
