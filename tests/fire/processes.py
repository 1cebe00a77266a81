"""Many processes behind one door: started together, killed in turn while people act, and counted afterwards."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from tests.fire.audit import Findings, audit
from tests.fire.harness import HOOK, Stage, free_port
from tests.fire.play import CLAIM, PHONE, Job, Neighbourhood, named, neighbourhood
from tests.fire.program import Program

NAME = "刘运京"
PUBLISH = "发布"
CLAIMERS = 3
"""How many want each order. Nobody wants two, because a repairer's answers belong to one of them at a time."""
PATIENCE = 120.0
START_SECONDS = 60.0
MOMENT = 0.5
"""Seconds, at most, between an update and the kill that hits it."""
ALONE = 1.5
"""Seconds, at most, before a process that was killed is started again."""
Tell = Callable[[str], None]


class Door:
    """What stands before the processes: every update goes to their common port over a connection of its own.

    The kernel gives each new connection to one of those that listen, so that an update and the next of the same
    chat are rarely stored by the same process. It keeps nothing: when nobody answers, Telegram is told so.
    """

    def __init__(self, port: int, behind: int) -> None:
        self.port = port
        self.behind = behind
        self.refused = 0
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True, limit=0))

    async def pass_on(self, request: web.Request) -> web.Response:
        """One update, and what the process says to it."""
        url = f"http://127.0.0.1:{self.behind}{request.path}"
        try:
            async with self._session.post(url, data=await request.read(), headers=request.headers) as answer:
                return web.Response(status=answer.status, body=await answer.read())
        except (aiohttp.ClientError, OSError):
            self.refused += 1
            return web.Response(status=502)

    async def close(self) -> None:
        """Let go of the processes."""
        await self._session.close()


@asynccontextmanager
async def door() -> AsyncIterator[Door]:
    """A door, open for as long as the block lasts."""
    here = Door(free_port(), free_port())
    app = web.Application()
    app.router.add_post(HOOK, here.pass_on)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", here.port).start()
    try:
        yield here
    finally:
        await runner.cleanup()
        await here.close()


async def started_together(stage: Stage, here: Door, count: int) -> list[Program]:
    """As many processes, started in the same instant; returns when all of them take updates in."""
    programs = [stage.program(webhook_port=here.behind, public_port=here.port) for _ in range(count)]
    calls = stage.world.calls
    await asyncio.gather(*(program.launch() for program in programs))
    await stage.world.until(
        lambda: len(calls.of("setWebhook")) >= count, seconds=START_SECONDS, what=f"{count} processes"
    )
    return programs


@dataclass(frozen=True)
class Plan:
    """How many processes, how often each is killed, how many neighbourhoods live through how many volleys."""

    processes: int
    rounds: int
    neighbourhoods: int
    volleys: int = 1
    seed: int = 1


@dataclass
class Relay:
    """One day of many processes.

    Attributes:
        disorder: what took effect before something that was said earlier in the same chat.
        kills: how many processes have been killed.
    """

    stage: Stage
    plan: Plan
    here: Door
    tell: Tell = print
    disorder: list[str] = field(default_factory=list)
    kills: int = 0
    places: list[Neighbourhood] = field(default_factory=list)
    _said: list[Sequence[Job]] = field(default_factory=list)

    async def run(self) -> Findings:
        """Play it to the end and count."""
        programs = await started_together(self.stage, self.here, self.plan.processes)
        claimers = 4 * CLAIMERS
        self.places = [
            neighbourhood(self.stage, number, claimers, patience=PATIENCE) for number in range(self.plan.neighbourhoods)
        ]
        await asyncio.gather(*(place.set_up() for place in self.places))
        async with asyncio.TaskGroup() as everything:
            everything.create_task(self._kill_in_turn(programs))
            for number, place in enumerate(self.places):
                everything.create_task(self._live(place, 4 * self.plan.volleys * number))
        await self.stage.until_quiet(seconds=PATIENCE)
        self._judge_order()
        return audit(self.stage, self.places)

    async def _kill_in_turn(self, programs: Sequence[Program]) -> None:
        rng = random.Random(self.plan.seed)
        for program in [program for _ in range(self.plan.rounds) for program in programs]:
            made = self.stage.updates_made
            await self._until_made(made + rng.randint(1, 5))
            await asyncio.sleep(rng.uniform(0, MOMENT))
            await program.kill()
            self.kills += 1
            self.tell(f"kill {self.kills}/{self.plan.rounds * len(programs)}, update {self.stage.updates_made}")
            await asyncio.sleep(rng.uniform(0, ALONE))
            await program.start()

    async def _until_made(self, number: int) -> None:
        """Wait for an update to kill beside; when all has been said, there is none to wait for."""
        stage = self.stage

        def made() -> bool:
            return stage.updates_made >= number or all(self._is_over(place) for place in self.places)

        await stage.world.until(made, seconds=PATIENCE, what=f"update {number}")

    def _is_over(self, place: Neighbourhood) -> bool:
        return place.digests_asked > 0

    async def _live(self, place: Neighbourhood, first: int) -> None:
        for volley in range(self.plan.volleys):
            await self._volley(place, first + 4 * volley)
        await place.asks_for_digest()

    async def _volley(self, place: Neighbourhood, first: int) -> None:
        """Four orders: two typed into the group, two in the private chat line by line, all in one breath."""
        jobs = [Job(named(first + number), _line(named(first + number)), _share(place, number)) for number in range(4)]
        self._said += [jobs[:2], jobs[2:]]
        for job in jobs[:2]:
            place.says_order(job)
        for job in jobs[2:]:
            place.jobs.append(job)
            for line in (f"/order 3号楼2单元1401 {job.what}", NAME, PHONE, PUBLISH):
                place.secretary.says(line)
        await asyncio.gather(*(self._whole(place, job) for job in jobs))

    async def _whole(self, place: Neighbourhood, job: Job) -> None:
        card = await place.sees(place.group, job.what, CLAIM)
        place.chronicle.posted(job.what, _claim_button(card))
        (winner,) = await place.claims(job, card)
        contact = await place.sees(winner.private, job.what)
        if NAME not in contact.text or PHONE not in contact.text:
            self.disorder.append(f"{job.what}: name and telephone were {contact.text!r}")
        await place.works(job, winner)
        await place.judges(job)

    def _judge_order(self) -> None:
        """In one chat numbers are given in the order in which the orders were said."""
        numbers = {what: number for _, number, what, *_ in self.stage.books.orders()}
        for said in self._said:
            given = [numbers.get(job.what, 0) for job in said]
            if given != sorted(given):
                self.disorder.append(f"{[job.what for job in said]} became {given}")


def _line(what: str) -> str:
    return f"2号楼2单元1401 {what} 加急 {NAME} {PHONE}"


def _share(place: Neighbourhood, number: int) -> list[Person]:
    return place.volunteers[CLAIMERS * number : CLAIMERS * (number + 1)]


def _claim_button(card: Message) -> str:
    return next(button.data for button in card.buttons if CLAIM in button.text)
