"""A record that was kept by hand, brought in from the command line, and taken back."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import NamedTuple

from bot.clock import Clock
from bot.config import Config, ConfigError
from bot.domain.errors import BadInput, SheetUnreadable
from bot.domain.past import PastSheet
from bot.domain.schedule import local_day
from bot.domain.sheets import Rows
from bot.invitations import choose, require_ready
from bot.language.sheets.past_rows import read_past
from bot.models import Community
from bot.reports.sheets import read_rows
from bot.storage.community.communities import all_communities
from bot.storage.ground.engine import Database
from bot.storage.ground.keyring import open_vault
from bot.storage.ground.uow import UnitOfWork
from bot.usecases.members.inviting import CommunityName
from bot.usecases.record.bringing_by_operator import bring_by_operator, take_back_by_operator
from bot.views.bringing import column_word, errors, trouble_word
from bot.views.explain import explain
from bot.views.words import Dictionary, Words


@dataclass(frozen=True)
class Bringing:
    """What is to be brought in, and how."""

    file: Path
    community: str
    taking: bool
    """Otherwise it is only looked at."""
    linked: bool
    """Volunteers of the sheet who are called like one member of the team are that member."""
    errors: Path | None
    """Where the sheet goes with what is wrong in it; None: beside it, under a name that is free."""


class WrongRow(NamedTuple):
    """A row that was not taken: where it stands, and why, in the operator's language."""

    row: int
    why: str


@dataclass(frozen=True)
class Brought:
    """What came of it."""

    counts: dict[str, int]
    bad: Sequence[WrongRow]
    errors: Path | None
    """Where the sheet with the errors is; None: there are none."""
    years: Sequence[int]
    """Which years days were given that were written without one."""


async def imported(config: Config, keys: Sequence[bytes], clock: Clock, what: Bringing) -> Brought:
    """Bring the rows of a spreadsheet in, or only look; how many are new, known and wrong, and the wrong ones.

    Raises:
        ConfigError: the database is not ready, it is not clear which community is meant, or it is no such file.
        NewerDatabaseError: the database is a later program's.
        WrongKeyError: the database was sealed with another key.
    """
    if what.errors is not None and what.errors.exists():
        raise ConfigError("--errors", f"{what.errors} is there already; name another file")
    words = Dictionary().words(config.defaults.locale)
    rows = await asyncio.to_thread(_read, what.file, words)
    async with _here(config, keys, clock, what.community) as (uow, here):
        read = read_past(rows, local_day(clock.now(), here.zone))
        try:
            counts = await bring_by_operator(
                here.id, rows, read, taking=what.taking, linked=what.linked, uow=uow, now=clock.now()
            )
        except BadInput as error:
            missing = ", ".join(column_word(words, column) for column in read.missing)
            raise ConfigError("FILE", f"{what.file} has no column for: {missing}") from error
        written = _written(what, words, _explained(words, rows, read)) if read.bad else None
        wrong = [WrongRow(row.row, trouble_word(words, row.why, row.said)) for row in read.bad]
        return Brought(counts, wrong, written, read.years)


async def taken_back(config: Config, keys: Sequence[bytes], clock: Clock, community: str) -> str:
    """Take back what was brought in last; what came of that, in one line.

    Raises:
        ConfigError: the database is not ready, it is not clear which community is meant, or nothing was brought in.
        NewerDatabaseError: the database is a later program's.
        WrongKeyError: the database was sealed with another key.
    """
    async with _here(config, keys, clock, community) as (uow, here):
        try:
            at, gone, left = await take_back_by_operator(here.id, uow=uow, now=clock.now())
        except BadInput as error:
            raise ConfigError("--undo", f"nothing was brought in at {here.name} that could be taken back") from error
        said = f"{here.name}: {gone} rows taken back that were brought in on {at.astimezone(here.zone):%Y-%m-%d %H:%M}"
        return f"{said}, {left} stay: they were changed since." if left else f"{said}."


@asynccontextmanager
async def _here(
    config: Config, keys: Sequence[bytes], clock: Clock, community: str
) -> AsyncIterator[tuple[UnitOfWork, Community]]:
    """The community that is meant, and its books."""
    await require_ready(config)
    database = Database(config.database.async_url, pooled=config.database.pooled)
    try:
        uow = UnitOfWork(database, await open_vault(database, keys), wake=_nobody)
        async with uow.reading(clock.now()) as tx:
            there_are = {one.id: one for one in await all_communities(tx)}
        yield uow, there_are[choose([CommunityName(one.id, one.name) for one in there_are.values()], community).id]
    finally:
        await database.close()


def _read(file: Path, words: Words) -> Rows:
    try:
        return read_rows(file.read_bytes())
    except OSError as error:
        raise ConfigError("FILE", f"{file} cannot be read: {error.strerror}") from error
    except SheetUnreadable as error:
        raise ConfigError("FILE", f"{file}: {explain(words, error)}") from error


def _explained(words: Words, rows: Rows, read: PastSheet) -> bytes:
    """The sheet that the chat gives back."""
    return errors(words, [{"head": read.head, "rows": rows, "bad": read.bad}]).files[0].draw()


def _written(what: Bringing, words: Words, content: bytes) -> Path:
    """Where the sheet with the errors is; one that says the same already stays."""
    file = what.errors or next(_free(what.file, words, content))
    if not file.exists():
        _write(file, content)
    return file


def _free(file: Path, words: Words, content: bytes) -> Iterator[Path]:
    """Names beside a file under which nothing else is: somebody may be putting the last one right."""
    what = words._("错误说明").replace(" ", "-")
    for at in count(1):
        name = file.with_name(f"{file.stem}-{what}{f'-{at}' if at > 1 else ''}.xlsx")
        if not name.exists() or _says(name, content):
            yield name


def _says(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:  # nothing that could be read is another's
        return False


def _write(file: Path, content: bytes) -> None:
    try:
        file.touch(mode=0o600, exist_ok=False)
        file.write_bytes(content)
    except OSError as error:
        raise ConfigError("--errors", f"{file} cannot be written: {error.strerror}") from error


def _nobody() -> None:
    """Past repairs are news to nobody."""
