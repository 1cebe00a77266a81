"""init: three questions, and a configuration that works."""

import asyncio
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import typer

from bot.beginning import Answers, introduced, looked_over, write
from bot.cli.beginning_words import ENGLISH, TELLS, Words
from bot.cli.outcome import mistakes_told
from bot.cli.saying import of_terminal, speak
from bot.cli.table import DEFAULT_FILE
from bot.clock import Clock
from bot.config import Config, ConfigError

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+", re.ASCII)
MOST_TRIES = 3
T = TypeVar("T")


class Interview:
    """Somebody at a terminal who is asked for what no option said; `ask`: whether anybody is there."""

    def __init__(self, words: Words, *, ask: bool) -> None:
        self.words = words
        self._ask = ask

    def answer(
        self, given: str, option: str, question: str, read: Callable[[str], T], *, usual: str = "", hide: bool = False
    ) -> T:
        """What an option gave, or else what is answered to a question, read; asked again when it cannot be.

        Raises:
            ConfigError: the option, or the third answer, cannot be read; or there is nobody to ask.
        """
        if given or not self._ask:
            if not (given or usual):
                raise ConfigError(option, self.words.missing)
            return read(given or usual)
        for tries in range(1, MOST_TRIES + 1):
            said = typer.prompt(question, default=usual or None, hide_input=hide, show_default=bool(usual))
            try:
                return read(str(said).strip())
            except ConfigError as error:
                if tries == MOST_TRIES:
                    raise
                typer.echo(error.sentence)
        raise AssertionError("the last try returns or raises")

    def agrees(self, question: str) -> bool:
        """Whether whoever is there says yes; nobody does not."""
        return self._ask and typer.confirm(question)


@dataclass(frozen=True)
class Options:
    """What was said when the command was typed; empty: nothing."""

    token: str = field(repr=False)
    operator: str
    data: str
    language: str
    proxy: str = field(repr=False)
    base_url: str


def init(file: Path, options: Options, *, force: bool, ask: bool) -> None:
    """Ask for what no option said, look it over, write it down, and say what comes next."""
    words = TELLS[options.language or of_terminal(os.environ)]
    speak("en" if words is ENGLISH else "zh")
    interview = Interview(words, ask=ask and sys.stdin.isatty())
    with mistakes_told():
        replace = _may_replace(file, interview, force=force)
        typer.echo(words.welcome)
        answers = _answers(interview, options, usual_folder=file.parent.absolute())
        name = asyncio.run(_met(looked_over(answers)))
        try:
            write(file, answers.text(), replace=replace)
        except FileExistsError:
            raise ConfigError("--config", words.there_already.format(file=file)) from None
    typer.echo(words.met.format(name=name) if name else words.not_met)
    typer.echo(words.next_steps.format(file=file, option="" if file == DEFAULT_FILE else f" --config {file}"))


def _may_replace(file: Path, interview: Interview, *, force: bool) -> bool:
    """Whether there is a configuration that is to be replaced.

    Raises:
        ConfigError: there is one, and nobody wants it replaced; or there is no folder for one.
    """
    words = interview.words
    if not file.parent.is_dir():
        raise ConfigError("--config", words.no_folder.format(folder=file.parent))
    if not file.exists():
        return False
    if not (force or interview.agrees(words.replace.format(file=file))):
        raise ConfigError("--config", words.there_already.format(file=file))
    return True


def _answers(interview: Interview, options: Options, *, usual_folder: Path) -> Answers:
    words = interview.words
    return Answers(
        token=interview.answer(options.token, "--token", words.first, _token_reader(words), hide=True),
        operators=interview.answer(options.operator, "--operator", words.second, _operators_reader(words)),
        data=interview.answer(options.data, "--data", words.third, _folder, usual=str(usual_folder)),
        locale="en" if words is ENGLISH else "zh_CN",
        proxy=options.proxy,
        base_url=options.base_url,
    )


async def _met(config: Config) -> str | None:
    return await introduced(config, Clock())


def _token_reader(words: Words) -> Callable[[str], str]:
    def read(said: str) -> str:
        if not TOKEN.fullmatch(said):
            raise ConfigError("--token", words.not_like_one)
        return said

    return read


def _operators_reader(words: Words) -> Callable[[str], tuple[int, ...]]:
    def read(said: str) -> tuple[int, ...]:
        numbers = re.split(r"[,，\s]+", said)
        if not all(re.fullmatch(r"[1-9]\d{0,15}", number, re.ASCII) for number in numbers):
            raise ConfigError("--operator", words.no_operator)
        return tuple(map(int, numbers))

    return read


def _folder(said: str) -> Path:
    return Path(said).expanduser().absolute()
