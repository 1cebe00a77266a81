"""The pretend Telegram's answers carry the time of its world."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import aiohttp

from bot.clock import StillClock
from bot.sandbox.server import RunningServer


async def test_answers_are_dated_by_the_worlds_clock(server: RunningServer, clock: StillClock) -> None:
    clock.move(timedelta(days=3))
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{server.base_url}{server.world.bot.token}/getMe") as got,
    ):
        dates = got.headers.getall("Date")
    assert [parsedate_to_datetime(date) for date in dates] == [clock.now()]
