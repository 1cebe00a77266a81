"""Fixtures everybody shares: databases of both kinds, and a town of people around a running bot."""

import gc
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import Phase, settings

from bot.sandbox.world import World
from bot.settings import Database
from tests.compiled import compiled_once, one_dictionary
from tests.databases import SHARED_VARIABLE, Postgres, copy_sqlite, database_at, postgres_server, sqlite_template
from tests.town import Beginning, Town, open_town

WAITING = ("fire", "browser", "cli", "bench")
"""Folders of tests that spend their time waiting for real processes."""
SIEGE = ("fire", "hostile", "bench")
"""Folders of tests that besiege the program: kills, faults, floods, nonsense, load."""
OUTSIDE = (*SIEGE, "browser")
"""Folders of tests of what runs in processes of its own, or only repeats with other input what others reach."""

settings.register_profile("untimed", deadline=None)  # how long an example takes says something about the machine
settings.register_profile("unshrunk", deadline=None, database=None, phases=(Phase.explicit, Phase.generate))
settings.load_profile("untimed")
gc.disable()  # until all tests are collected
os.environ.setdefault("PTB_TIMEDELTA", "true")  # as `bot.app.run` does


def pytest_itemcollected(item: pytest.Item) -> None:
    """What need not be measured is named, to be run apart: measuring takes half as long again."""
    database = (
        item.callspec.params.get("database_url")
        if isinstance(item, pytest.Function) and hasattr(item, "callspec")
        else None
    )
    if item.path.parent.name in OUTSIDE or database == "postgres":
        item.add_marker("outside")
    if item.path.parent.name in SIEGE:
        item.add_marker("siege")


def pytest_collection_finish() -> None:
    """Modules and tests stay until the end: the collector need not look through them again and again."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that wait, and those that count for long, begin first, each on every second worker; others are stolen.

    Each worker begins with an equal part of the list (`--dist worksteal`); a long test that begins last keeps
    everybody waiting. Those that need a browser stay together, because each worker has to start one of its own.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers == 1:
        return
    seeing = [item for item in items if item.get_closest_marker("browser")]
    waiting = [item for item in items if item.path.parent.name in WAITING and item not in seeing]
    counting = [item for item in items if item.path.parent.name not in WAITING and item.get_closest_marker("outside")]
    others = [item for item in items if item.path.parent.name not in WAITING and item not in counting]
    part, spread = len(items) // workers, (workers + 1) // 2
    ordered: list[pytest.Item] = []
    for worker in range(workers):
        begins = counting[worker // 2 :: workers // 2] if worker % 2 else waiting[worker // 2 :: spread]
        begins += seeing if worker == 1 else []
        room = part - len(begins) if worker < workers - 1 else len(others)
        ordered += [*begins, *others[: max(0, room)]]
        del others[: max(0, room)]
    items[:] = [*ordered, *others]


@pytest.fixture(scope="session", autouse=True)
def _one_dictionary() -> Iterator[None]:
    """The languages are read and their templates compiled once for each test process, not for each town."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.app.Dictionary", one_dictionary)
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Statements are compiled once for each test process, not for each town."""
    with compiled_once():
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL server; the test processes of one run share it."""
    with postgres_server(shared_as=os.environ.get("PYTEST_XDIST_TESTRUNUID", "")) as server:
        yield server


@pytest.fixture(scope="session")
def of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the test processes of one run share, or as many runs as name the same."""
    if named := os.environ.get(SHARED_VARIABLE):
        return Path(named)
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def sqlite_file(of_this_run: Path) -> Path:
    """A migrated SQLite file that tests copy."""
    with FileLock(of_this_run / "template.lock"):
        path = of_this_run / "template.db"
        return path if path.exists() else sqlite_template(of_this_run)


@pytest.fixture(scope="session")
def sqlite_beginning(sqlite_file: Path, of_this_run: Path) -> Beginning:
    """A town that was set up, on SQLite, once for a run."""

    def empty() -> str:
        return f"sqlite:///{shutil.copy(sqlite_file, of_this_run / 'beginning.db')}"

    return Beginning.once("sqlite", of_this_run, empty)


@pytest.fixture(scope="session")
def postgres_beginning(postgres: Postgres, of_this_run: Path) -> Iterator[Beginning]:
    """A town that was set up, on PostgreSQL, once for each server."""
    beginning = Beginning.once(postgres.template, of_this_run, postgres.new_database)
    yield beginning
    if not postgres.shared_as:
        postgres.drop(beginning.database_url)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database as a configuration has it, once of each kind.

    It is empty, or the town's for a test that asks for `town`.
    """
    settled = "town" in request.fixturenames
    if request.param == "sqlite":
        path = tmp_path / "weixiu.db"
        if settled:
            copy_sqlite(Path(request.getfixturevalue("sqlite_beginning").database_url.removeprefix("sqlite:///")), path)
        else:
            shutil.copy(request.getfixturevalue("sqlite_file"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    like = request.getfixturevalue("postgres_beginning").database_url if settled else None
    address = server.new_database(like=like)
    yield address
    server.drop(address)


@pytest.fixture
def settled_world(request: pytest.FixtureRequest, database_url: str) -> World:
    """What Telegram knew when the town in this database had been set up."""
    kind = "sqlite" if database_url.startswith("sqlite") else "postgres"
    beginning: Beginning = request.getfixturevalue(f"{kind}_beginning")
    return beginning.once_more()


@pytest.fixture
async def town(database_url: str, settled_world: World, tmp_path: Path) -> AsyncIterator[Town]:
    """Qianshang: a group, its secretary, volunteers and residents, and the bot, set up and quiet."""
    async with open_town(database_url, tmp_path, settled_world) as here:
        yield here


@pytest.fixture
async def empty_town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """The same people before anybody has said /setup."""
    async with open_town(database_url, tmp_path) as here:
        yield here


@pytest.fixture(params=["into sqlite", "into postgres"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database that does not exist yet, or is empty."""
    if request.param == "into sqlite":
        yield database_at(f"sqlite:///{tmp_path}/elsewhere.db", tmp_path)
        return
    server: Postgres = request.getfixturevalue("postgres")
    address = server.new_database(migrated=False)
    yield database_at(address, tmp_path)
    server.drop(address)
