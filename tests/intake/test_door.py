"""The door: what comes in by webhook, and what is put aside so that its neighbours get in."""

import asyncio
from typing import Any

import httpx
from sqlalchemy import func, select

from bot.intake.polling import Poller
from bot.intake.reception import TRIES
from bot.intake.webhook import SECRET_HEADER
from bot.models import InboxUpdate
from bot.models.intake import InboxState
from bot.storage.post.inbox import note_failure
from tests.intake.delivered import SECRET, next_update
from tests.town import Town


async def stored(town: Town) -> int:
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return await tx.session.scalar(select(func.count()).select_from(InboxUpdate)) or 0


def an_update(town: Town) -> dict[str, Any]:
    """The secretary asks for something."""
    town.secretary.person.says("/open", in_=town.group)
    return next_update(town)


async def test_what_is_acknowledged_is_stored(town: Town, telegram: httpx.AsyncClient) -> None:
    before = await stored(town)
    answer = await telegram.post("/hook", json=an_update(town))
    assert (answer.status_code, await stored(town)) == (200, before + 1)
    await town.weixiu.reception.idle()
    assert (await telegram.get("/healthz")).status_code == 200
    ready = await telegram.get("/readyz")
    assert (ready.status_code, ready.json()["ready"]) == (503, False), "nobody ticks in this town"


async def test_what_could_not_be_stored_is_not_acknowledged(town: Town, telegram: httpx.AsyncClient) -> None:
    tried = asyncio.Event()

    async def fails(_: object) -> None:
        tried.set()
        raise OSError("the disk is full")

    town.weixiu.reception.receive = fails  # type: ignore[method-assign, assignment]
    answer = await telegram.post("/hook", json=an_update(town))
    await tried.wait()
    assert answer.status_code == 500


async def test_nothing_is_acknowledged_to_the_poll_before_it_is_stored(town: Town) -> None:
    """Asking with an offset is the receipt for everything below it."""
    stop = asyncio.Event()
    before = len(town.world.calls.of("getUpdates"))

    async def fails(_: object) -> None:
        raise OSError("the disk is full")

    def enough(_: object) -> None:
        if len(town.world.calls.of("getUpdates")) >= before + 2:
            stop.set()

    town.weixiu.reception.receive = fails  # type: ignore[method-assign, assignment]
    town.world.before_call.append(enough)
    town.secretary.person.says("/open", in_=town.group)
    await Poller(town.weixiu.account, town.weixiu.reception, town.clock).run(stop)
    asked = [call.params.get("offset") for call in town.world.calls.of("getUpdates")[before:]]
    assert (len(asked) >= 2, set(asked)) == (True, {None})


async def test_only_who_knows_the_secret_comes_in(town: Town, telegram: httpx.AsyncClient) -> None:
    before = await stored(town)
    update = an_update(town)
    for wrong in ("", "x", SECRET[:-1], SECRET + "x"):
        answer = await telegram.post("/hook", json=update, headers={SECRET_HEADER: wrong})
        assert answer.status_code == 403
    assert await stored(town) == before


async def test_the_fifth_failure_puts_an_update_aside(town: Town) -> None:
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        row = InboxUpdate(
            bot_id=1,
            update_id=1,
            lane="c1",
            payload=None,
            state=InboxState.PENDING,
            attempts=0,
            received_at=tx.now,
            lease_until=tx.now,
        )
        tx.session.add(row)
    states = []
    for _ in range(5):
        async with town.weixiu.uow.writing(town.clock.now()) as tx:
            states.append(await note_failure(tx.session, row.seq, "ValueError", tries=TRIES, retry_at=tx.now))
    assert states == [InboxState.PENDING] * 4 + [InboxState.DEAD]
