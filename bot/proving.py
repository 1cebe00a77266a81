"""Proofs for the command line: whether a community's books, or its certificates, are the ones that were written."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.clock import Clock
from bot.config import Config, ConfigError
from bot.domain.breach import Breach, Wrong
from bot.domain.certificate import Service, read_line
from bot.invitations import choose, require_ready
from bot.models import Person
from bot.storage.community.communities import all_communities
from bot.storage.ground.uow import Reading
from bot.storage.points.certificates import is_certified
from bot.storage.points.ledger_chain import bears, head_of
from bot.storage.repairs.history_chain import all_steps
from bot.storage.upkeep.checkup import looking_into, sentence
from bot.storage.upkeep.invariants import HISTORIES, INVARIANTS, breaches
from bot.usecases.members.inviting import CommunityName

_NOTED = re.compile(r"#?(?P<seq>\d{1,15})[:：·\s]+(?P<code>[0-9a-f]{4,64})", re.IGNORECASE)


@dataclass(frozen=True)
class Proof:
    """How one community's books stand: where they end, and what is wrong with them."""

    community: str
    seq: int
    code: str
    wrong: tuple[Breach, ...]

    def __str__(self) -> str:
        """One line."""
        if self.wrong:
            return f"✗ {self.community}: {'; '.join(sentence(breach) for breach in self.wrong)}"
        end = f"{self.seq} entries, head {self.seq}:{self.code}" if self.seq else "no entries yet"
        return f"✓ {self.community}: {end}"


def read_noted(text: str) -> tuple[int, str] | None:
    """An entry and its code, as `1284:3f9a7c21d04b` or as the daily note has it: `#1284 · 3f9a 7c21 d04b`."""
    match = _NOTED.fullmatch(re.sub(r"(?<=[0-9a-fA-F]) (?=[0-9a-fA-F])", "", text.strip()))
    return None if match is None else (int(match["seq"]), match["code"].lower())


@asynccontextmanager
async def looking(config: Config, keys: Sequence[bytes], clock: Clock) -> AsyncIterator[Reading | None]:
    """The database, only looked at; None: there is nothing in it yet.

    Raises:
        ConfigError: the database is not ready.
        NewerDatabaseError: the database is a later program's.
        WrongKeyError: the database was sealed with another key.
    """
    await require_ready(config)
    async with looking_into(config.database.async_url, keys, clock.now()) as tx:
        yield tx


async def proofs(config: Config, keys: Sequence[bytes], clock: Clock, *, community: str, head: str) -> list[Proof]:
    """How the books of one community, or of all, stand; `head` is what a secretary was told on some morning.

    Raises:
        ConfigError: the database is not ready, or it is not clear which community is meant, or what `head` says.
        NewerDatabaseError: the database is a later program's.
        WrongKeyError: the database was sealed with another key.
    """
    noted = read_noted(head) if head else None
    if head and noted is None:
        raise ConfigError("--head", "write it as in the note of the day: 1284:3f9a7c21d04b")
    async with looking(config, keys, clock) as tx:
        there_are = [] if tx is None else [CommunityName(one.id, one.name) for one in await all_communities(tx)]
        if community or noted is not None:
            there_are = [choose(there_are, community)]
        return [] if tx is None else [await _proof(tx, one, noted) for one in there_are]


async def _proof(tx: Reading, one: CommunityName, noted: tuple[int, str] | None) -> Proof:
    seq, code = await head_of(tx, one.id) or (0, "")
    wrong = await breaches(tx, one.id, INVARIANTS)
    if noted is not None and not await bears(tx, one.id, *noted):
        wrong.append(Breach(Wrong.HEAD, one.id, noted[0]))
    return Proof(one.name, seq, code, tuple(wrong))


@dataclass(frozen=True)
class HistoryProof:
    """Whether the histories of one community's orders are the ones that were written."""

    community: str
    steps: int
    wrong: tuple[Breach, ...]

    def __str__(self) -> str:
        """One line."""
        if self.wrong:
            return f"✗ {self.community}: {'; '.join(sentence(breach) for breach in self.wrong)}"
        return f"✓ {self.community}: {self.steps} steps"


async def history_proofs(config: Config, keys: Sequence[bytes], clock: Clock, *, community: str) -> list[HistoryProof]:
    """How the histories of one community's orders, or of all communities', stand.

    Raises:
        ConfigError: the database is not ready, or it is not clear which community is meant.
        NewerDatabaseError: the database is a later program's.
        WrongKeyError: the database was sealed with another key.
    """
    async with looking(config, keys, clock) as tx:
        if tx is None:
            return []
        there_are = [CommunityName(one.id, one.name) for one in await all_communities(tx)]
        chosen = [choose(there_are, community)] if community else there_are
        return [
            HistoryProof(one.name, await all_steps(tx, one.id), tuple(await breaches(tx, one.id, HISTORIES)))
            for one in chosen
        ]


async def certified(config: Config, keys: Sequence[bytes], clock: Clock, *, line: str) -> tuple[str, Service] | None:
    """Whose certificate bears this line, and what it says; None: this program never gave it out.

    Raises:
        ConfigError: the database is not ready, or it is no such line.
        NewerDatabaseError: the database is a later program's.
        WrongKeyError: the database was sealed with another key.
    """
    read = read_line(line)
    if read is None:
        raise ConfigError("NUMBER", "copy it from the certificate: 1-7-2026-755-8-2-K7QXM-3FDPA")
    service, code = read
    async with looking(config, keys, clock) as tx:
        if tx is None or not is_certified(tx.vault, service, code):
            return None
        person = await tx.session.get_one(Person, service.person_id)
        return tx.vault.open(person.name), service
