"""The stage as a fixture: empty, on a fresh database of each kind."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import Postgres
from tests.fire.harness import Stage, raised


@pytest.fixture
async def stage(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """The pretend Telegram over HTTP with real time, and no program started yet."""
    async with raised(database_url, tmp_path) as here:
        yield here


@pytest.fixture
async def postgres_stage(postgres: Postgres, tmp_path: Path) -> AsyncIterator[Stage]:
    """The same, for what only PostgreSQL can do: several processes."""
    address = postgres.new_database()
    async with raised(address, tmp_path) as here:
        yield here
    postgres.drop(address)


@pytest.fixture
async def sqlite_stage(sqlite_file: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The same, for what only SQLite does: one process, one file, one lock."""
    path = tmp_path / "weixiu.db"
    shutil.copy(sqlite_file, path)
    async with raised(f"sqlite:///{path}", tmp_path) as here:
        yield here
