"""What every part is given: the stub, the databases, and how much is to be measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.databases import Databases
from bench.programs import Stage
from bench.tapping import Town
from bench.telegram_process import Telegram


@dataclass(frozen=True)
class Options:
    """How much, and of what."""

    modes: tuple[str, ...]
    rounds: int = 3
    taps: int = 2000
    """In each phase."""
    people: int = 500
    """Who tap on one card within a second."""
    chats: int = 200
    owed: int = 5
    """To each of the chats."""
    orders: int = 3
    """Whose calls are counted; as many in each of the neighbourhoods."""
    neighbourhoods: int = 6
    sizes: tuple[int, ...] = (1_000, 1_000_000)
    """How many orders lie behind."""
    updates: int = 10_000
    """Before memory is looked at."""
    processes: tuple[int, ...] = (1, 2, 4)
    ours_alone: bool = False
    profile: Path | None = None


@dataclass(frozen=True)
class Hall:
    """Where the parts are played."""

    telegram: Telegram
    databases: Sequence[Databases]
    options: Options

    def stages(self, town: Town, *kinds: str) -> list[Stage]:
        """A stage on each kind of database that is there (and is of `kinds`, if any are named)."""
        wanted = [one for one in self.databases if not kinds or one.kind in kinds]
        return [Stage(self.telegram, one, town, one.folder, self.options.profile) for one in wanted]
