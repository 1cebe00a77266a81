"""The record for the command line: which part of which community, into which file."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO

from bot.clock import Clock
from bot.config import Config, ConfigError
from bot.domain.errors import DomainError
from bot.domain.record import Form, Wanted
from bot.domain.record_errors import NotUnderstood
from bot.domain.schedule import local_day
from bot.invitations import choose, require_ready
from bot.language.lines.record_ask import read_wanted
from bot.record_making import Making, Tell
from bot.storage.community.communities import all_communities
from bot.storage.ground.engine import Database
from bot.storage.ground.keyring import open_vault
from bot.storage.ground.uow import UnitOfWork
from bot.usecases.members.inviting import CommunityName
from bot.usecases.record.exporting import export_by_operator
from bot.views.explain import explain
from bot.views.words import Dictionary


async def exported(
    config: Config,
    keys: Sequence[bytes],
    clock: Clock,
    file: Path,
    asked: tuple[str, str],
    *,
    community: str,
    full: bool,
    force: bool,
    tell: Tell,
) -> int:
    """Write the lines that are asked for, by the days and the kind as they were typed; how many.

    Raises:
        ConfigError: the database is not ready, it is not clear what is meant, or the file cannot be written.
        NewerDatabaseError: the database is a later program's.
        WrongKeyError: the database was sealed with another key.
    """
    form = _form(file, force=force)
    await require_ready(config)
    database = Database(config.database.async_url, pooled=config.database.pooled)
    try:
        uow = UnitOfWork(database, await open_vault(database, keys), wake=_nobody)
        async with uow.reading(clock.now()) as tx:
            there_are = {one.id: one for one in await all_communities(tx)}
            here = there_are[choose([CommunityName(one.id, one.name) for one in there_are.values()], community).id]
            wanted = replace(_wanted(asked, local_day(tx.now, here.zone), config), form=form, full=full)
            with _whole(file) as out:
                count = await Making(tx, here, wanted, Dictionary().words(config.defaults.locale), tell, None).into(out)
        await export_by_operator(here.id, wanted, uow=uow, now=clock.now())
    except OSError as error:
        raise ConfigError("FILE", f"{file} cannot be written: {error.strerror}") from error
    finally:
        await database.close()
    return count


def _wanted(asked: tuple[str, str], today: date, config: Config) -> Wanted:
    days, kind = asked
    option = "--days"
    try:
        wanted = read_wanted(days, today, command="file")
        option = "--kind"
        named = read_wanted(f"all {kind}", today, command="file")
        if kind.strip() and (named.kind is None or named.since is not None):
            raise NotUnderstood(said=kind.strip(), command="file")
    except DomainError as error:
        raise ConfigError(option, explain(Dictionary().words(config.defaults.locale), error)) from error
    return replace(wanted, kind=named.kind or wanted.kind)


@contextmanager
def _whole(file: Path) -> Iterator[IO[bytes]]:
    """The file, which nobody else may read, written whole or not at all."""
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            yield out
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _form(file: Path, *, force: bool) -> Form:
    if file.suffix.lower() not in {f".{form}" for form in Form}:
        raise ConfigError("FILE", f"{file} ends neither in .xlsx nor in .csv")
    if file.exists() and not force:
        raise ConfigError("FILE", f"{file} is there already; --force replaces it")
    return Form(file.suffix.lower()[1:])


def _nobody() -> None:
    """A file is owed to nobody."""
