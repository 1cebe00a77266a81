"""The shelf of backups that the program fills by itself: `python -m bot.storage.upkeep.shelving`, a process of its own.

To copy and to verify may take minutes, for which nobody should wait; and what it costs ends with the process. A backup
has its name only when it is whole and verified, so whatever a crash leaves behind is not taken for one.
"""

import errno
import json
import os
import shutil
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy.exc import DBAPIError

from bot.domain.shelf import Keep, kept
from bot.settings import Database as Settings
from bot.storage.ground.revisions import NewerDatabaseError
from bot.storage.ground.vault import WrongKeyError
from bot.storage.upkeep.backup import BackupError, NoRoomError, backup, is_without_room
from bot.storage.upkeep.checkup import DamagedError
from bot.storage.upkeep.shelf import Done, Task, backups_in

_LEFT_OVER = ".weixiu-????-??-??.db.*"
LOCK = ".weixiu.lock"
NICE = 10
"""How far those who wait for an answer go before the one who makes a backup."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def carry_out(task: Task) -> Done:
    """Make the backup of a day, then take away those that have served their time."""
    try:
        return _carried_out(task)
    except Exception as error:  # noqa: BLE001 - told to people, and the process ends
        wrong, said = _why(error)
        return Done(wrong=wrong, said=" ".join(said.split())[:500])


def _carried_out(task: Task) -> Done:
    folder, day = Path(task.folder), date.fromisoformat(task.day)
    if not folder.is_dir():
        raise BackupError(f"there is no folder {folder}; make it, or connect the disk it is on")
    with FileLock(folder / LOCK, timeout=0):
        for left in folder.glob(_LEFT_OVER):
            shutil.rmtree(left, ignore_errors=True)
        target = folder / f"weixiu-{day}.db"
        if not target.exists():
            _make(task, target)
        there = backups_in(folder)
        stay = kept(there, Keep(task.daily, task.weekly, task.monthly))
        for old in there.keys() - stay:
            there[old].unlink(missing_ok=True)
    return Done(made=target.name, removed=len(there.keys() - stay))


def _make(task: Task, target: Path) -> None:
    settings = Settings.model_validate({"url": task.url})
    keys = [key.encode() for key in task.keys]
    backup(settings, keys, target, now=datetime.fromisoformat(task.now), report=_nobody_watches)


def _nobody_watches(_what: str, _done: int, _total: int) -> None:
    """It is night."""


def _why(error: Exception) -> tuple[str, str]:
    if isinstance(error, Timeout):
        return "busy", "another process is making a backup there"
    if _is_full(error):
        return "full", "there is no room for the backup; make room there, or keep fewer backups"
    if isinstance(error, DamagedError):
        return "damaged", str(error)
    if isinstance(error, WrongKeyError | NewerDatabaseError):
        return "damaged", f"the copy cannot be read ({type(error).__name__}); run `weixiu doctor`"
    if isinstance(error, BackupError | OSError):
        return "folder", str(error)
    return "other", f"{type(error).__name__}; run `weixiu backup` by hand to see what it says"


def _is_full(error: BaseException | None) -> bool:
    """Whether an error, or what it came from, says that the disk is full."""
    while error is not None:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, NoRoomError) or is_without_room(cause):
            return True
        if isinstance(cause, OSError) and cause.errno in FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def main() -> None:
    """Read the task, do it, and say what became of it."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    order: dict[str, Any] = json.load(sys.stdin.buffer)
    done = carry_out(Task(**{**order, "keys": tuple(order["keys"])}))
    sys.stdout.write(json.dumps(asdict(done)))


if __name__ == "__main__":
    main()
