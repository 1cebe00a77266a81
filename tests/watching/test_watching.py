"""Watching: the figures are those of the books, readiness is lost for a reason that is said, and no secret is told."""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.clock import Clock
from bot.counts import Counts, Sign
from bot.domain.ids import CommunityId
from bot.storage.ground.engine import Database
from bot.storage.ground.uow import UnitOfWork
from bot.storage.upkeep.pulse import Pulse
from bot.watching.exposition import MOST_COMMUNITIES, LogTally, exposed
from bot.watching.listener import watching_app
from bot.watching.readiness import Readiness
from tests.town import Town

PRIVATE = ("刘运京", "13800138000", "1401", "阡上", "安", "卧室")
"""What the order, its resident, its volunteer and the group are called."""


ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def figures(text: str) -> dict[str, float]:
    """Every sample of a page, under its name and labels as Prometheus shows them."""
    return {
        sample.name + "".join(f"{{{value}}}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
async def machine(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    """A machine that asks how the town's bot stands."""
    app = watching_app(town.weixiu.watched, LogTally())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        yield client


def give_signs(town: Town) -> None:
    """What the loops of a program at work do again and again."""
    town.clock.move(timedelta(seconds=10))
    for sign in Sign:
        town.weixiu.watched.counts.give(sign, town.clock.monotonic())


async def test_the_figures_are_those_of_the_books(town: Town, machine: httpx.AsyncClient) -> None:
    ann, bert = await town.volunteer("安"), await town.volunteer("伯")
    card = await town.order()
    await town.order("5号楼 灯不亮")
    for actor in (ann, ann, bert):
        await actor.taps("我来修", under=card)
    await town.secretary.says("/order", in_=town.group)
    await town.passes(days=5)
    town.secretary.person.says("/open")
    (update,) = town.world.updates.read(1)
    await town.weixiu.reception.receive([update.body])
    await town.weixiu.reception.idle()
    page = await machine.get("/metrics")
    seen = figures(page.text)
    assert seen["weixiu_claims_total{won}"] == 2
    assert seen["weixiu_claims_total{refused}"] == seen["weixiu_refusals_total{AlreadyYours}"] == 1
    assert seen["weixiu_claims_held{held}"] == 2
    assert seen["weixiu_orders_late{1}"] == seen["weixiu_orders_unfinished"] == 2
    assert seen["weixiu_updates_total{stored}"] == seen["weixiu_updates_total{handled}"] > 5
    assert seen["weixiu_updates_pending"] == 0
    assert seen["weixiu_outbox_owed{waiting}"] == 1
    assert seen["weixiu_messages_total{said}"] > 5
    assert seen["weixiu_books_readable"] == 1
    assert seen["process_resident_memory_bytes"] > 1e7
    assert [word for word in PRIVATE if re.search(rf"(?<![\d.]){re.escape(word)}(?!\d)", page.text)] == []
    town.clock.move(timedelta(seconds=2))
    assert figures((await machine.get("/metrics")).text)["weixiu_outbox_oldest_seconds{waiting}"] == 0, (
        "asked too often"
    )
    town.clock.move(timedelta(seconds=4))
    assert figures((await machine.get("/metrics")).text)["weixiu_outbox_oldest_seconds{waiting}"] == 6


def test_however_many_communities_there_are_few_are_named() -> None:
    log, late = LogTally(), {number: number for number in range(1, 1001)}
    empty = Pulse(0, 0.0, {}, 0.0, {}, {}, 0, {CommunityId(number): many for number, many in late.items()})
    seen = figures(exposed(empty, Counts(), instant=0, budget={}, log=log).decode())
    named = [name for name in seen if name.startswith("weixiu_orders_late")]
    assert len(named) == MOST_COMMUNITIES + 1
    assert sum(seen[name] for name in named) == sum(late.values())


@ON_SQLITE
async def test_it_is_ready_while_everything_gives_signs_of_life(town: Town, machine: httpx.AsyncClient) -> None:
    assert (await machine.get("/readyz")).status_code == 503
    give_signs(town)
    answer = await machine.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "reasons": []})
    town.secretary.person.says("/open")
    (update,) = town.world.updates.read(1)
    await town.weixiu.reception.receive([update.body])
    await town.weixiu.reception.idle()
    town.clock.move(timedelta(minutes=10))
    answer = await machine.get("/readyz")
    assert answer.status_code == 503
    assert [reason.split(":")[0] for reason in answer.json()["reasons"]] == [
        "postman",
        "updates",
        "postman",
        "heartbeat",
    ]
    assert (await machine.get("/healthz")).status_code == 200


@ON_SQLITE
async def test_a_database_that_cannot_be_written_to_is_why_it_is_not_ready(
    town: Town, machine: httpx.AsyncClient
) -> None:
    assert town.database.url.database is not None
    file = Path(town.database.url.database)
    give_signs(town)
    town.weixiu.watched.readiness.patience = 0.05
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = await machine.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["database: gave no answer in time"])
    town.weixiu.watched.readiness.patience = 5
    assert (await machine.get("/readyz")).status_code == 200
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '0001'")
    give_signs(town)
    assert "revision 0001" in (await machine.get("/readyz")).json()["reasons"][0]
    away = file.rename(file.with_name("away.db"))
    give_signs(town)
    assert (await machine.get("/readyz")).json()["reasons"] == ["database: the file is gone"]
    away.rename(file)
    await a_server_out_of_reach_is_told_without_its_password(town)


async def a_server_out_of_reach_is_told_without_its_password(town: Town) -> None:
    nowhere = Database("postgresql+psycopg://weixiu:canary@127.0.0.1:9/weixiu")
    uow = UnitOfWork(nowhere, town.vault, wake=lambda: None)
    reasons = await Readiness(uow, Clock(), Counts(), fetches=False, file=None).reasons()
    await nowhere.close()
    assert reasons[0] == "database: cannot be used (OperationalError)"
    assert "canary" not in str(reasons)
