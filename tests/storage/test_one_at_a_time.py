"""Upgrades with several processes starting at once: one migrates, the others wait for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from filelock import FileLock, Timeout
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from bot.storage.ground import migrating
from bot.storage.ground.migrating import LOCK_KEY, migrate
from tests.databases import Postgres

IMPATIENT = "-clock_timeout=50"
"""Milliseconds after which PostgreSQL's waiting ends in an error, which shows that it was waited at all."""


@contextmanager
def somebody_migrating(url: str) -> Iterator[None]:
    """Another process holds what whoever migrates has to hold."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        with FileLock(f"{parsed.database}.migrating.lock"):
            yield
        return
    with psycopg.connect(url.replace("+psycopg", "", 1)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK_KEY,))
        yield


@pytest.fixture(params=["sqlite", "postgres"])
def fresh_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, where waiting ends soon."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/fresh.db"
        return
    server: Postgres = request.getfixturevalue("postgres")
    address = server.new_database(migrated=False)
    url = make_url(address).set(drivername="postgresql+psycopg").update_query_dict({"options": IMPATIENT})
    yield url.render_as_string(hide_password=False)
    server.drop(address)


def test_who_migrates_waits_for_whoever_migrates_already(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "LOCK_SECONDS", 0.05)
    with somebody_migrating(fresh_database), pytest.raises((Timeout, OperationalError), match="lock"):
        migrate(fresh_database)
    assert migrate(fresh_database)
