"""ledger verify, history verify: whether the books are the ones that were written."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import typer

from bot import log, proving
from bot.cli.outcome import carry_out
from bot.cli.saying import say
from bot.clock import Clock
from bot.config import Config, present_keys, secrets_of


def verify_history(config: Path, *, community: str) -> None:
    """One line for each community; exit code 1 if a history of one of them was altered."""

    def prove(settings: Config) -> list[proving.HistoryProof]:
        log.configure("error", settings.log.format, secrets_of(settings))
        keys = present_keys(settings)
        return asyncio.run(proving.history_proofs(settings, keys, Clock(), community=community))

    _told(carry_out(config, prove))


def _told(proofs: Sequence[proving.Proof | proving.HistoryProof]) -> None:
    if not proofs:
        say("there is none yet; add the bot to a group and say /setup there")
    for proof in proofs:
        say(str(proof))
    if any(proof.wrong for proof in proofs):
        raise typer.Exit(1)


def verify(config: Path, *, community: str, head: str) -> None:
    """One line for each community; exit code 1 if something is wrong with one of them."""

    def prove(settings: Config) -> list[proving.Proof]:
        log.configure("error", settings.log.format, secrets_of(settings))
        keys = present_keys(settings)
        return asyncio.run(proving.proofs(settings, keys, Clock(), community=community, head=head))

    _told(carry_out(config, prove))
