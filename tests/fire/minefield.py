"""Playing a scene with a mine under each of its commits: the program dies at it, is started again, and it goes on."""

import asyncio
import itertools
import signal
from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Tasks
from bot.sandbox.errors import NotPossibleError
from tests.fire.audit import resent
from tests.fire.harness import Stage
from tests.fire.program import Program
from tests.fire.scene import Day, Scene

MOMENTS = ("before", "after")
NOWHERE = ("after", "nowhere")
"""A mine that nobody steps on."""
PATIENCE = 60.0
SOON = PATIENCE
"""Seconds in which what follows from a step has happened too."""


@dataclass(frozen=True)
class Mines:
    """Which of a scene's commits are mined.

    Attributes:
        first: the moment of the first one, `before` or `after`; they alternate.
        every: 1 mines all of them, 3 every third.
        offset: how many are left out at first.
    """

    first: str = "before"
    every: int = 1
    offset: int = 0

    def under(self, scene: Scene) -> list[list[tuple[str, str]]]:
        """For each step, the mines that are stepped on in it: moment and commit."""
        moments = itertools.islice(itertools.cycle(MOMENTS), MOMENTS.index(self.first), None)
        chosen = (count >= self.offset and (count - self.offset) % self.every == 0 for count in itertools.count())
        return [[(next(moments), boundary) for boundary in step.dies_at if next(chosen)] for step in scene.steps]


@dataclass
class Minefield:
    """One scene under way, with one program that dies again and again."""

    stage: Stage
    scene: Scene
    mines: Mines
    program: Program
    tell: Callable[[str], None] = print
    laid: tuple[str, str] = NOWHERE

    async def play(self) -> int:
        """Play the scene to its end; how often the program died.

        Raises:
            AssertionError: a mine was passed by, or the end is not what it should be.
            NotPossibleError: somebody waited in vain.
        """
        day, field = Day(self.stage, basic=self.scene.basic), self.mines.under(self.scene)
        await self._lay(next(iter(field[0]), NOWHERE))
        for number, (mines, step) in enumerate(zip(field, self.scene.steps, strict=True)):
            if mines and self.laid != mines[0]:
                await self._until_written_down()
                await self._lay(mines[0])
            coming = next(iter(next(iter(field[number + 1 :]), [])), NOWHERE)
            try:
                await self._through(Tasks().start(step.act(day), name="a step"), mines, coming)
                if step.anew:
                    await self._lay(self.laid)
            except (AssertionError, NotPossibleError):
                self.tell(f"step {number} went wrong, mined {' '.join(self.laid)}\n{self.program.said[-8000:]}")
                raise
        await self.stage.until_quiet()
        self._judge(day)
        return sum(map(len, field))

    async def _through(
        self, doing: asyncio.Task[object], mines: list[tuple[str, str]], coming: tuple[str, str]
    ) -> None:
        """One step over all its mines; then the one that is to come lies ready."""
        for mine, following in zip(mines, [*mines[1:], coming], strict=False):
            await self._explosion(mine, doing)
            await self._lay(following)
        await self._done(doing)

    async def _until_written_down(self) -> None:
        """A program killed in between would say again what it said last, and people would read the older copy."""
        if self.stage.books.in_use:
            await self.stage.until_quiet()

    async def _lay(self, mine: tuple[str, str]) -> None:
        """Start the program with this mine; where another one lies, it is killed first."""
        await self.program.end()
        self.laid = mine
        await self.program.launch(*mine)

    async def _done(self, doing: asyncio.Task[object]) -> None:
        """Wait for the end of a step; who steps on the mine of the next one already is started again with it.

        On a busy machine a call may time out where nobody planned it, and what follows is a commit like any other.
        """
        while not doing.done():
            dying = Tasks().start(self.program.gone(), name="a death too early")
            await asyncio.wait({doing, dying}, return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                assert dying.result() == -signal.SIGKILL, self.program.said[-4000:]
                self.tell(f"dead too early {' '.join(self.laid)}")
                await self._lay(self.laid)
            dying.cancel()
        doing.result()

    async def _explosion(self, mine: tuple[str, str], doing: asyncio.Task[object]) -> None:
        """The program dies while the step is under way, or at the latest soon after."""
        tasks = Tasks()
        dying = tasks.start(self.program.gone(), name="the program's death")
        await asyncio.wait({doing, dying}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            doing.result()
            await asyncio.wait({dying}, timeout=SOON)
        assert dying.done(), f"nobody stepped on the mine {mine}"
        assert dying.result() == -signal.SIGKILL, self.program.said[-4000:]
        self.tell(f"dead {' '.join(mine)}")

    def _judge(self, day: Day) -> None:
        """Every update took effect, every order is there once, nobody holds one twice.

        That nothing was left to be said was seen a moment ago (`until_quiet`); a tick may owe something new by now.
        """
        books = self.stage.books
        dead = {"dead": day.malformed} if day.malformed else {}
        assert books.inbox() == {"done": self.stage.updates_made - day.malformed, **dead}
        assert sorted(order[2] for order in books.orders()) == sorted(day.ordered)
        assert set(books.holders().values()) <= {1}
        assert resent(self.stage) >= 0
