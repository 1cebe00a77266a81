"""Which calls an order costs, from the line in the group to its closing, alone and among many at the same time."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Coroutine
from pathlib import Path

from bench.databases import Databases
from bench.hall import Options
from bench.report import Table, progress
from bot.sandbox.people import Person
from tests.fire.harness import Stage, raised
from tests.fire.play import CONFIRM, FIXED, PHONE, Job, Neighbourhood, named, neighbourhood

PATIENCE = 180.0
FIRST_TOGETHER = 100
"""Where the numbers of orders that are under way together begin."""
NOTES = (
    (
        "Calls for an order: it is typed into the group, claimed by a tap, 修好了 by a tap, confirmed by a tap. A word "
        "about the result costs two edits more. All methods but getUpdates are counted. Alone: one order after the "
        "other, everything said before the next step. Together: several neighbourhoods at once, three orders at the "
        "same time in each."
    ),
)


def table(found: Databases, options: Options) -> Table:
    """The calls on one kind of database."""
    alone, together = asyncio.run(_counted(found, options))
    orders, many = options.orders, options.orders * options.neighbourhoods
    both = {f"alone ({orders})": (alone, orders), f"together ({many})": (together, many)}
    methods = sorted({method for calls, _ in both.values() for method in calls})
    shown = Table(["calls for an order", "all", *methods], caption=found.kind)
    for name, (calls, number) in both.items():
        shown.rows.append([name, f"{calls.total() / number:.2f}", *(f"{calls[one] / number:.2f}" for one in methods)])
        progress(f"{found.kind}: {calls.total() / number:.2f} calls for an order, {name}")
    return shown


async def _counted(found: Databases, options: Options) -> tuple[Counter[str], Counter[str]]:
    address = found.empty()
    with tempfile.TemporaryDirectory(dir=found.folder) as place:
        async with raised(address, Path(place)) as stage:
            everywhere = [
                neighbourhood(stage, number, options.orders, patience=PATIENCE)
                for number in range(options.neighbourhoods)
            ]
            await stage.program().start()
            await asyncio.gather(*(here.set_up() for here in everywhere))
            alone = await _calls_of(stage, _one_by_one(stage, everywhere[0], options.orders))
            together = await _calls_of(stage, _all_at_once(everywhere, options.orders))
    found.drop(address)
    return alone, together


async def _calls_of(stage: Stage, work: Coroutine[None, None, None]) -> Counter[str]:
    """Every call of the program from now until nothing is left to be said."""
    await stage.until_quiet()
    before = len(stage.world.calls)
    await work
    await stage.until_quiet(seconds=PATIENCE)
    methods = (stage.world.calls[place].method for place in range(before, len(stage.world.calls)))
    return Counter(method for method in methods if method != "getUpdates")


async def _one_by_one(stage: Stage, here: Neighbourhood, orders: int) -> None:
    for number in range(orders):
        await _whole(here, number)
        await stage.until_quiet()


async def _all_at_once(everywhere: list[Neighbourhood], orders: int) -> None:
    await asyncio.gather(*(_whole(here, FIRST_TOGETHER + number) for here in everywhere for number in range(orders)))


async def _whole(here: Neighbourhood, number: int) -> None:
    """The plain story of one order, by a volunteer of its own."""
    volunteer = here.volunteers[number % FIRST_TOGETHER % len(here.volunteers)]
    what = named(number)
    job = Job(what, f"{number % 9 + 1}号楼2单元1401 {what} 刘运京 {PHONE}", [volunteer])
    await here.claims(job, await here.posts(job))
    await _repairs(here, job, volunteer)
    await here.judges(job)


async def _repairs(here: Neighbourhood, job: Job, volunteer: Person) -> None:
    volunteer.taps(FIXED, under=await here.sees(volunteer.private, job.what, FIXED))
    await here.sees(here.secretary.private, job.what, CONFIRM)
