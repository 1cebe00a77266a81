"""A siege: neighbourhoods live their day while the program is killed at random, again and again."""

import asyncio
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from tests.fire.audit import Findings, audit
from tests.fire.harness import Stage
from tests.fire.play import PHONE, Job, Neighbourhood, named, neighbourhood
from tests.fire.program import Program

PATIENCE = 120.0
STARTING = 0.25
"""The share of kills that hit the program while it is still starting."""
MOMENT = 0.6
"""Seconds, at most, between an update and the kill that hits it."""
BETWEEN_QUESTIONS = 0.8
GIVEN_BACK, SENT_BACK = 2, 3
"""Which of a few orders are given back by a winner, and found wanting by the secretary."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """How long and how hard."""

    kills: int
    updates: int
    neighbourhoods: int
    volunteers: int = 6
    seed: int = 1


@dataclass
class Siege:
    """One siege under way."""

    stage: Stage
    plan: Plan
    program: Program
    tell: Tell = print
    killed: int = 0
    places: list[Neighbourhood] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether there were enough kills and enough updates."""
        return self.killed >= self.plan.kills and self.stage.updates_made >= self.plan.updates

    async def lay(self) -> Findings:
        """Play it to the end and count."""
        self.places = [
            neighbourhood(self.stage, number, self.plan.volunteers, patience=PATIENCE)
            for number in range(self.plan.neighbourhoods)
        ]
        await self.program.start()
        await asyncio.gather(*(place.set_up() for place in self.places))
        names = (named(number) for number in itertools.count())
        async with asyncio.TaskGroup() as everything:
            everything.create_task(self._kill())
            for place in self.places:
                everything.create_task(self._live(place, names))
                everything.create_task(self._ask_again_and_again(place))
        await self.stage.until_quiet()
        return audit(self.stage, self.places)

    async def _kill(self) -> None:
        """Each kill comes after its share of the updates, a random moment after one that has just been made."""
        rng = random.Random(self.plan.seed)
        step = (self.plan.updates - self.stage.updates_made) / (self.plan.kills + 1)
        while self.killed < self.plan.kills:
            await self._until_made(self.stage.updates_made + step)
            await asyncio.sleep(rng.uniform(0, MOMENT))
            await self.program.kill()
            self.killed += 1
            self.tell(f"kill {self.killed}/{self.plan.kills}, update {self.stage.updates_made}/{self.plan.updates}")
            if self.killed < self.plan.kills and rng.random() < STARTING:
                await self.program.launch()
            else:
                await self.program.start()

    async def _until_made(self, number: float) -> None:
        world = self.stage.world
        await world.until(lambda: self.stage.updates_made >= number, seconds=PATIENCE, what=f"update {number:.0f}")

    async def _ask_again_and_again(self, place: Neighbourhood) -> None:
        """Somebody who cannot wait asks every moment, whether or not the bot is there to answer."""
        for person in itertools.cycle(place.volunteers):
            if self.over:
                return
            person.says("/status")
            await asyncio.sleep(BETWEEN_QUESTIONS)

    async def _live(self, place: Neighbourhood, names: Iterator[str]) -> None:
        turn = 0
        while not self.over:
            people = 1 + turn % 2
            what = next(names)
            line = f"{turn % 9 + 1}号楼2单元1401 {what} {people}人 加急 刘运京 {PHONE}"
            await self._order(place, Job(what, line, place.volunteers, people))
            turn += 1
        await place.asks_for_digest()

    async def _order(self, place: Neighbourhood, job: Job) -> None:
        """One order, while those who came too late ask how it stands; one of them looks at an old screen."""
        card = await place.posts(job)
        button = card.buttons[0].data
        winners = await self._decided(place, job, card)
        losers = [person for person in place.volunteers if person not in winners]
        for person in losers[:2]:
            person.says("/status")
        losers[-1].forges(button, under=card)
        await place.works(job, winners[0])
        if len(place.jobs) % 4 == SENT_BACK:
            await place.sends_back(job, winners[0])
            await place.works(job, winners[0])
        await place.judges(job)
        winners[0].says("/points")

    async def _decided(self, place: Neighbourhood, job: Job, card: Message) -> list[Person]:
        """Who has it in the end; now and then somebody gives it back and it is claimed anew."""
        winners = await place.claims(job, card)
        if len(place.jobs) % 3 != GIVEN_BACK:
            return winners
        return await place.claims(job, await place.gives_back(job, winners[0]))
