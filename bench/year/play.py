"""The days, from tick to tick."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from bench.year.calendar import BEGINS, LOCAL, local
from bench.year.cast import VOLUNTEERS, Cast
from bench.year.gatherings import Gatherings
from bench.year.moving_in import move_in
from bench.year.network import Network
from bench.year.residents import Residents
from bench.year.staff import Office
from bench.year.volunteers import Volunteers
from tests.town import Town, new_world, open_town

NIGHT = (21, 8)
QUIET_AT_THE_END = 14
"""Days on which nobody reports anything any more: what was begun goes on."""
OFTEN = (0.5, 1.5, 3, 3, 3, 3, 10)
"""Hours from tick to tick, beginning at eight in the morning; together a day."""
SELDOM = (0.75, 6.25, 17)


@dataclass(frozen=True)
class Terms:
    """What is played."""

    days: int
    begins: date = BEGINS
    seed: int = 1
    a_day: float = 1.0
    """Reports on a usual day: what a community of 3,000 households is told of by hand."""
    hours: tuple[float, ...] = OFTEN
    volunteers: int = VOLUNTEERS


@dataclass(frozen=True)
class Played:
    """What there is to look at when it is over."""

    town: Town
    cast: Cast
    network: Network
    url: str
    begun: datetime


async def play(
    terms: Terms,
    url: str,
    folder: Path,
    look: Callable[[Played], Awaitable[None]],
    each_day: Callable[[Played, int], Awaitable[None]],
) -> None:
    """Play it. `each_day` comes when a day has ended, with its number; `look` when all have."""
    begun = datetime.combine(terms.begins, time(8), tzinfo=UTC) - LOCAL
    world = new_world(begun)
    async with open_town(url, folder, world) as town:
        cast = Cast(town, Random(terms.seed))  # noqa: S311 - a play, not a secret
        await move_in(cast, terms.volunteers)
        network = Network(world, terms.seed)
        network.begin()
        played = Played(town, cast, network, url, begun)
        company = Company(cast, terms)
        for day in range(terms.days):
            await company.live_through(day)
            await each_day(played, day)
        await look(played)


class Company:
    """All who play, and what each does between two ticks."""

    def __init__(self, cast: Cast, terms: Terms) -> None:
        self.cast, self.terms = cast, terms
        self.residents = Residents(cast, terms.a_day)
        self.volunteers, self.office, self.gatherings = Volunteers(cast), Office(cast), Gatherings(cast)

    async def live_through(self, day: int) -> None:
        """One day, from morning to morning."""
        self.residents.quiet = day >= self.terms.days - min(QUIET_AT_THE_END, self.terms.days // 4)
        await self.gatherings.begin_day(day)
        await self.residents.danger(day)
        for hours in self.terms.hours:
            self.cast.town.clock.move(timedelta(hours=hours))
            await self.cast.town.tick()
            await self.residents.report(1 / len(self.terms.hours))
            if NIGHT[1] <= local(self.cast.town.clock.now()).hour < NIGHT[0]:
                await self._go_about()
        await self.gatherings.end_activity(day)
        await self.office.call()

    async def _go_about(self) -> None:
        for order in await self.cast.unfinished():
            await self.residents.think_of(order)
            await self.office.see_to(order)
            await self.volunteers.see_to(order)
        await self.volunteers.answer_offers()
