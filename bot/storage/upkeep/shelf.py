"""What stands on the shelf of backups, and what its process (`bot.storage.upkeep.shelving`) is told and says."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

_NAME = re.compile(r"weixiu-(\d{4}-\d{2}-\d{2})\.db")


@dataclass(frozen=True)
class Task:
    """What is to be copied where, and how much of what is there stays."""

    url: str
    keys: tuple[str, ...]
    folder: str
    day: str
    now: str
    daily: int
    weekly: int
    monthly: int

    def text(self) -> str:
        """For the process that does it."""
        return json.dumps(asdict(self))


@dataclass(frozen=True)
class Done:
    """What became of it: the backup's name, or in one word why there is none, and in one sentence what to do."""

    made: str = ""
    removed: int = 0
    wrong: str = ""
    said: str = ""


def backups_in(folder: Path) -> dict[date, Path]:
    """The backups that the program made by itself, by day; whatever else is there is somebody's own."""
    return dict(_backups(folder))


def _backups(folder: Path) -> Iterator[tuple[date, Path]]:
    for path in folder.glob("weixiu-*.db") if folder.is_dir() else ():
        if found := _NAME.fullmatch(path.name):
            try:
                yield date.fromisoformat(found[1]), path
            except ValueError:  # of no such day: it is not ours
                continue
