"""Which calls an order costs, from the line in the group to its closing, alone and among many at the same time."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Coroutine
from pathlib import Path
from typing import NamedTuple

from bench.databases import Databases
from bench.hall import Options
from bench.report import Table, progress
from bot.sandbox.people import Person
from tests.fire.harness import Stage, free_port, raised
from tests.fire.play import CONFIRM, FIXED, PHONE, Job, Neighbourhood, named, neighbourhood

PATIENCE = 180.0
FIRST_TOGETHER = 100
"""Where the numbers of orders that are under way together begin."""
NOTES = (
    (
        "Calls for an order: it is typed into the group, claimed by a tap, 修好了 by a tap, confirmed by a tap. A word "
        "about the result costs two edits more. All methods but getUpdates are counted; those that stand in the reply "
        "to a delivery are no requests of their own. Alone: one order after the other, everything said before the next "
        "step. Together: several neighbourhoods at once, three orders at the same time in each."
    ),
)
WAYS = ("polling", "webhook")


def table(found: Databases, options: Options) -> Table:
    """The calls on one kind of database."""
    orders, many = options.orders, options.orders * options.neighbourhoods
    counted: dict[str, tuple[Calls, int]] = {}
    for way in WAYS:
        alone, together = asyncio.run(_counted(found, options, way))
        counted |= {f"{way}, alone ({orders})": (alone, orders), f"{way}, together ({many})": (together, many)}
    methods = sorted({method for calls, _ in counted.values() for method in calls.by_method})
    shown = Table(["calls for an order", "all", "requests", *methods], caption=found.kind)
    for name, (calls, number) in counted.items():
        each = [calls.by_method.total(), calls.requests, *(calls.by_method[one] for one in methods)]
        shown.rows.append([name, *(f"{one / number:.2f}" for one in each)])
        progress(f"{found.kind}, {name}: {shown.rows[-1][1]} calls, {shown.rows[-1][2]} requests for an order")
    return shown


class Calls(NamedTuple):
    """Calls by their method, and how many of them were requests of their own."""

    by_method: Counter[str]
    requests: int


async def _counted(found: Databases, options: Options, way: str) -> tuple[Calls, Calls]:
    address = found.empty()
    with tempfile.TemporaryDirectory(dir=found.folder) as place:
        async with raised(address, Path(place)) as stage:
            everywhere = [
                neighbourhood(stage, number, options.orders, patience=PATIENCE)
                for number in range(options.neighbourhoods)
            ]
            await stage.program(webhook_port=free_port() if way == "webhook" else None).start()
            await asyncio.gather(*(here.set_up() for here in everywhere))
            alone = await _calls_of(stage, _one_by_one(stage, everywhere[0], options.orders))
            together = await _calls_of(stage, _all_at_once(everywhere, options.orders))
    found.drop(address)
    return alone, together


async def _calls_of(stage: Stage, work: Coroutine[None, None, None]) -> Calls:
    """Every call of the program from now until nothing is left to be said."""
    await stage.until_quiet()
    before = len(stage.world.calls)
    await work
    await stage.until_quiet(seconds=PATIENCE)
    made = [stage.world.calls[place] for place in range(before, len(stage.world.calls))]
    counted = [call for call in made if call.method != "getUpdates"]
    return Calls(Counter(call.method for call in counted), sum(not call.by_reply for call in counted))


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
