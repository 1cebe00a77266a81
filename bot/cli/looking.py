"""doctor: everything the bot needs is looked at, and told as it is found."""

import asyncio
import json
from pathlib import Path

import typer

from bot import log
from bot.cli.outcome import carry_out
from bot.cli.saying import in_words, say
from bot.clock import Clock
from bot.config import Config, secrets_of
from bot.doctor.examination import examine
from bot.doctor.findings import Finding, all_well


def doctor(file: Path, *, as_json: bool) -> None:
    """Look at everything the bot needs and say what to mend; exit code 1 if there is something."""

    def look(settings: Config) -> list[Finding]:
        log.configure("error", settings.log.format, secrets_of(settings))
        return asyncio.run(_examined(settings, file, show=not as_json))

    findings = carry_out(file, look)
    if as_json:
        shown = {"ok": all_well(findings), "findings": [_in_words(finding) for finding in findings]}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    if not all_well(findings):
        raise typer.Exit(1)


def _in_words(finding: Finding) -> dict[str, str]:
    """The keys for programs, the sentence for whoever reads it."""
    return {**finding.to_json(), "sentence": in_words(finding.sentence)}


async def _examined(settings: Config, file: Path, *, show: bool) -> list[Finding]:
    findings = []
    async for finding in examine(settings, Clock(), file):
        findings.append(finding)
        if show:
            say(str(finding))
    return findings
