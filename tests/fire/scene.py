"""A scene of a day in which everything happens once: who takes part, and the commits at which the program dies.

People act, and wait for what they should see, however often the program dies meanwhile: what is seen in the end was
neither lost nor done twice. The scenes are independent of each other, and may be played side by side.
"""

import re
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import closing
from typing import Any, NamedTuple

import psycopg

from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from tests.fire.harness import Stage
from tests.fire.play import CLAIM, FIXED, Job, Neighbourhood, neighbourhood

PATIENCE = 60.0
ALWAYS_DAY = 'UPDATE community SET practice = \'{"night_begins": 0, "night_ends": 0}\''
LINK = re.compile(r"https://t\.me/\S+start=\S+?(?=\"|$|\s)")


class Day:
    """Everybody who takes part in one scene, and what they do again and again."""

    def __init__(self, stage: Stage, *, basic: bool = False) -> None:
        self.stage = stage
        self.world = stage.world
        self.place: Neighbourhood = neighbourhood(stage, 0, 3, basic=basic, patience=PATIENCE)
        self.group = self.place.group
        self.secretary = self.place.secretary
        self.ann, self.bob, self.cai = self.place.volunteers
        self.malformed = 0
        """Updates that nobody can read."""
        self.ordered: list[str] = []
        """What is to be repaired, of every order anybody posts."""

    async def hears(self, person: Person, words: str, act: Callable[[], object], button: str = "") -> Message:
        """Somebody acts, and privately gets a message with these words that was not there before."""
        before = max((message.id for message in person.private.messages), default=0)
        act()
        return await self.place.sees(person.private, words, button, also=lambda message: message.id > before)

    async def posts(self, what: str, people: int = 1) -> tuple[Job, Message]:
        """The secretary types an order that everybody wants into the group; its card."""
        line = f"{len(self.place.jobs) + 1}号楼2单元1401 {what} {people}人 刘运京 13800138000"
        job = Job(what, line, self.place.volunteers, people)
        self.ordered.append(what)
        return job, await self.place.posts(job)

    async def gets(self, person: Person, what: str) -> Message:
        """Somebody claims the newest card of an order; their own message about it."""
        card = await self.place.sees(self.group, what, CLAIM)
        return await self.hears(person, what, lambda: person.taps(CLAIM, under=card), FIXED)

    def number(self, what: str) -> int:
        """What people call an order."""
        return next(number for _, number, named, *_ in self.stage.books.orders() if named == what)

    def time_passes(self, statement: str) -> None:
        """What was written down as of now is of long ago, or has faded."""
        books = self.stage.books
        if books.file is not None:
            with closing(sqlite3.connect(books.file, timeout=10)) as connection, connection:
                connection.execute(statement)
            return
        with psycopg.connect(books.url) as postgres:
            postgres.execute(statement.encode())


Act = Callable[[Day], Coroutine[Any, Any, object]]


class Step(NamedTuple):
    """Something that happens, and the commits at which the program dies while it does.

    A commit is named by the function that opens the transaction, or by one that works in it where it has several
    kinds. It may be named again, but not as the next one: what died before it is handled anew after the start.
    `anew`: the program has to be started once more to learn of what was done.
    """

    act: Act
    dies_at: tuple[str, ...]
    anew: bool = False


class Scene(NamedTuple):
    """Steps one after another. `basic`: the group is not a supergroup yet."""

    steps: tuple[Step, ...]
    basic: bool = False


def privately(who: str, text: str, answer: str = "") -> Act:
    """Somebody writes to the bot, and gets an answer."""

    async def act(day: Day) -> None:
        person: Person = getattr(day, who)
        await day.hears(person, answer, lambda: person.says(text))

    return act


async def nothing(day: Day) -> None:
    """The program works by itself."""


async def everybody_starts(day: Day) -> None:
    await day.place.set_up()
