"""Who is using a SQLite file: one process at a time, and the lock goes with the process, however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


class InUseError(Exception):
    """Another process is at work on this database."""


@contextmanager
def only_process(path: Path | None) -> Iterator[None]:
    """Keep everybody else away from a SQLite file; with PostgreSQL (None) there is nothing to do.

    Raises:
        InUseError: another process has it.
    """
    if path is None:
        yield
        return
    lock = FileLock(f"{path}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise InUseError(str(path)) from None
    try:
        yield
    finally:
        lock.release()
