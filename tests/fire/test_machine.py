"""The machine fails, not the program: no room on the disk, no database, the wrong time. All goes on when it is well."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock, Tasks
from bot.sandbox.calls import Call
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.taps import Tap
from tests.databases import AT_LENGTH_ON_POSTGRESQL, Postgres
from tests.fire.audit import Findings, audit
from tests.fire.books import Books
from tests.fire.harness import Stage, free_port, noon_zone, raised
from tests.fire.machine import SmallDisk, TurnedClock, cut_connections, database_on, own_server, small_disk, with_mounts
from tests.fire.machine_wire import wire_to
from tests.fire.play import CLAIM, DIGEST, FIXED, Job, Neighbourhood, named, neighbourhood, newest
from tests.fire.program import Program

TROUBLE_SECONDS = 3.0
LOCKED_SECONDS = 11.5
"""Longer than the program waits for a lock."""
CUTS, BETWEEN_CUTS = 25, 0.15
SWALLOWED = 5
PATIENCE = 60.0
LONG = "这句话很长" * 600
"""Longer than what is left of the pages that a database has begun."""
DAY, HOUR = 86_400, 3_600
SET_IT_RIGHT, ALARM = "set it right", "时钟"


@dataclass
class Scene:
    """One neighbourhood, one order that everybody wants and one gets, and who tapped."""

    stage: Stage
    place: Neighbourhood
    order: Job
    taps: list[Tap] = field(default_factory=list)
    shown: Message | None = None
    """The card as it was when somebody tapped first: on a screen it may still be so when it is edited already."""
    data: str = ""

    def tap(self, *people: Person) -> list[Tap]:
        """These people tap the card; all who want the order unless some are named."""
        card = newest(self.place.group, self.order.what, CLAIM)
        if card is not None:
            self.shown, self.data = card, next(button.data or "" for button in card.buttons if CLAIM in button.text)
        assert self.shown is not None
        fresh = [person.forges(self.data, under=self.shown) for person in people or self.order.claimers]
        self.taps += fresh
        return fresh

    @property
    def answered(self) -> int:
        """How many of the taps were."""
        return sum(tap.answered for tap in self.taps)

    async def ends_well(self) -> Findings:
        """The order goes its way to the end, and then everything is as if nothing had been."""
        (winner,) = await self.place.winners(self.order)
        await self.place.works(self.order, winner)
        await self.place.judges(self.order)
        return await self.is_well(winner)

    async def is_well(self, winner: Person) -> Findings:
        """Nothing is lost, nothing happened twice, everybody was told the truth."""
        await self.stage.until_quiet()
        for person in self.order.claimers:
            assert (newest(person.private, self.order.what) is not None) == (person is winner)
        for tap in self.taps:
            assert tap.answered
            # An empty answer ends the waiting of somebody whose toast was lost; a wrong one would mislead them.
            assert tap.by is winner or tap.text == "" or winner.first_name in tap.text
        found = audit(self.stage, [self.place])
        assert (found.lost, found.doubled, found.unanswered, found.refused) == ([], [], 0, 0)
        return found


async def settled(stage: Stage, *, volunteers: int = 6) -> Neighbourhood:
    """One neighbourhood, set up."""
    place = neighbourhood(stage, 0, volunteers, patience=PATIENCE)
    await place.set_up()
    return place


async def opened(stage: Stage, place: Neighbourhood | None = None) -> Scene:
    """A neighbourhood with an order on a card; nothing is owed any more."""
    here = place or await settled(stage)
    what = named(0)
    order = Job(what, f"2号楼2单元1401 {what} 加急 刘运京 13800138000", here.volunteers)
    await here.posts(order)
    await stage.until_quiet()
    return Scene(stage, here, order)


# The database goes and comes back


async def test_connections_cut_again_and_again_lose_nothing(postgres_stage: Stage) -> None:
    stage, tasks = postgres_stage, Tasks()
    cut: list[int] = []

    async def cut_again_and_again() -> None:
        while sum(cut) < CUTS:
            await asyncio.sleep(BETWEEN_CUTS)
            cut.append(await asyncio.to_thread(cut_connections, stage.database_url))

    await stage.program().start()
    scene = await opened(stage)
    cutting = tasks.start(cut_again_and_again(), name="cutting connections")
    scene.tap()
    await cutting
    await scene.ends_well()


@pytest.mark.long
async def test_commits_of_which_nobody_hears_take_effect_once(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.new_database()
    async with wire_to(url) as wire, raised(wire.address(url), tmp_path) as stage:
        stage.books = Books(url)
        await stage.program().start()
        scene = await opened(stage)
        wire.swallow(every=6)
        scene.tap()
        await scene.ends_well()
        assert wire.swallowed >= SWALLOWED
    postgres.drop(url)


@pytest.mark.long
async def test_a_server_that_crashes_and_comes_back_is_waited_for(tmp_path: Path) -> None:
    with own_server() as server:
        async with raised(server.databases.new_database(), tmp_path) as stage:
            await stage.program().start()
            scene = await opened(stage)
            await server.crash()
            scene.tap()
            await asyncio.sleep(TROUBLE_SECONDS)
            assert scene.answered == 0
            await server.start()
            await scene.ends_well()
            assert "updates could not be stored; they are fetched again" in stage.logs


async def test_a_lock_held_for_longer_than_the_program_waits_loses_nothing(sqlite_stage: Stage) -> None:
    await sqlite_stage.program().start()
    scene = await opened(sqlite_stage)
    with closing(sqlite3.connect(sqlite_stage.books.file or "", isolation_level=None)) as rival:
        rival.execute("BEGIN IMMEDIATE")
        scene.tap()
        await asyncio.sleep(LOCKED_SECONDS)
        assert scene.answered == 0
        rival.execute("ROLLBACK")
    await scene.ends_well()


# The disk is full


@asynccontextmanager
async def sqlite_on(disk: SmallDisk, template: Path, folder: Path) -> AsyncIterator[Stage]:
    """A stage whose database lies on that disk."""
    path = disk.folder / "weixiu.db"
    shutil.copy(template, path)
    async with raised(f"sqlite:///{path}", folder) as stage:
        yield stage


def at_the_next(stage: Stage, method: str, deed: Callable[[], None]) -> None:
    """Do it in the moment before Telegram looks at the next such call."""
    before = stage.world.before_call

    def look(call: Call) -> None:
        if call.method == method:
            before.remove(look)
            deed()

    before.append(look)


async def live_through_a_full_disk(stage: Stage, disk: SmallDisk, full: str) -> None:
    """It fills up just when the winner is being told, and stays full until the log says so and for a while longer."""
    await stage.program().start()
    scene = await opened(stage)
    first, *others = scene.order.claimers
    at_the_next(stage, "sendMessage", disk.fill)
    scene.tap(first)
    await scene.place.sees(first.private, scene.order.what, FIXED)
    for person in others:
        person.says(LONG)
    scene.tap(*others)
    await stage.until_books(lambda _: full in stage.logs, what=f"{full!r} in the log")
    await asyncio.sleep(TROUBLE_SECONDS)
    disk.free()
    found = await scene.ends_well()
    assert found.resent <= 1


@with_mounts
async def test_a_full_disk_delays_and_loses_nothing_on_sqlite(sqlite_file: Path, tmp_path: Path) -> None:
    with small_disk(8) as disk:
        async with sqlite_on(disk, sqlite_file, tmp_path) as stage:
            await live_through_a_full_disk(stage, disk, "database or disk is full")


@pytest.mark.long
@with_mounts
async def test_a_full_disk_delays_and_loses_nothing_on_postgresql(tmp_path: Path) -> None:
    # A server of its own: with a full disk it can make no checkpoint, for anybody.
    with own_server() as server, small_disk(64) as disk, database_on(disk, server.databases) as url:
        async with raised(url, tmp_path) as stage:
            await live_through_a_full_disk(stage, disk, "No space left on device")


@with_mounts
async def test_a_disk_that_cannot_be_written_is_told_in_one_line(sqlite_file: Path, tmp_path: Path) -> None:
    with small_disk(8) as disk:
        async with sqlite_on(disk, sqlite_file, tmp_path) as stage:
            disk.make_read_only()
            program = stage.program()
            await program.launch()
            assert await program.ended() == 2
            assert len(program.said.splitlines()) == 1
            disk.make_read_only(read_only=False)
            await program.start()


# The clock jumps


def hurried(program: Program, clock: TurnedClock) -> Program:
    """It reads that clock, and its heart beats quickly."""
    program.module = "tests.fire.hurried"
    program.environment = clock.environment
    return program


@AT_LENGTH_ON_POSTGRESQL
async def test_whatever_the_clock_does_there_is_one_digest_a_day(stage: Stage) -> None:
    clock = TurnedClock(stage.folder)
    minute = (Clock().now() + timedelta(seconds=90)).replace(second=0)
    ahead = (minute - Clock().now()).total_seconds() + 10
    zone = noon_zone(minute)  # no clock that is an hour or a day wrong is at the end of a day
    at = f"{minute.astimezone(ZoneInfo(zone)):%H:%M}"
    program = stage.program(digest_time=at, timezone=zone, digest_when_empty=True)
    await hurried(program, clock).start()
    place = await settled(stage)
    for wrong in (-HOUR, DAY):
        clock.turn(wrong)
        await found_wrong(stage, program)
    assert digests(place) == 0
    clock.turn(ahead)
    await stage.world.until(lambda: digests(place) == 1, seconds=20, what="the digest")
    place.digests_asked = 1
    for wrong in (-HOUR, DAY):
        clock.turn(wrong)
        await found_wrong(stage, program)
    clock.turn(0)
    scene = await opened(stage, place)
    scene.tap()
    await scene.ends_well()
    assert digests(place) == 1
    told = [message.text for message in place.secretary.private.history.values() if ALARM in message.text]
    assert 1 <= len(told) <= 3, "once for each day that the clock showed"


async def found_wrong(stage: Stage, program: Program) -> None:
    """Wait until the program has noticed, at two heartbeats from now, that its clock is wrong."""
    before = program.said.count(SET_IT_RIGHT)
    await stage.until_books(
        lambda _: program.said.count(SET_IT_RIGHT) >= before + 2, seconds=20, what="a wrong clock to be noticed"
    )


def digests(place: Neighbourhood) -> int:
    """How many digests the group has ever seen."""
    seen = place.group.history.values()
    return sum(message.sender.is_bot and DIGEST in message.text for message in seen)


async def test_a_process_whose_clock_is_a_day_ahead_keeps_nobody_from_delivering(postgres_stage: Stage) -> None:
    stage, port, clock = postgres_stage, free_port(), TurnedClock(postgres_stage.folder)
    ahead = hurried(stage.program(webhook_port=port), clock)
    await ahead.start()
    scene = await opened(stage)
    clock.turn(DAY)
    await found_wrong(stage, ahead)
    await stage.program(webhook_port=port).start()
    await ahead.kill()
    scene.tap()
    await scene.ends_well()
