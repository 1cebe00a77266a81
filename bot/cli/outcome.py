"""How a command is carried out: the configuration is read, and an operator's mistake ends in one line."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import typer

from bot.cli.saying import in_words, speak
from bot.cli.table import DEFAULT_FILE
from bot.config import Config, ConfigError, load
from bot.mistakes import Sentences, in_one_line

MISTAKE = 2
CONFIG_OPTIONS = frozenset({"--config", "-c"})
TOKEN_VARIABLES = ("WEIXIU_TELEGRAM__TOKEN", "WEIXIU_TELEGRAM__TOKEN_FILE")
T = TypeVar("T")


def carry_out(file: Path, work: Callable[[Config], T], also: Sentences = ()) -> T:
    """Read the configuration and work with it; a mistake ends in exit code 2.

    Args:
        file: where the configuration is.
        work: what to do.
        also: what to tell for mistakes that only this command meets.
    """
    settings: list[Config] = []
    with mistakes_told(settings, also):
        settings.append(_read(file))
        speak(settings[0].defaults.locale)
        return work(settings[0])


@contextmanager
def mistakes_told(settings: list[Config] | None = None, also: Sentences = ()) -> Iterator[None]:
    """Tell a mistake in one line, in which nothing of the settings' secrets is shown, as soon as they are known."""
    try:
        yield
    except Exception as error:
        told = in_one_line(error, settings[0] if settings else None, also)
        if told is None:
            raise
        typer.echo(f"weixiu: {in_words(told)}", err=True)
        raise typer.Exit(MISTAKE) from None


def speak_as_configured(typed: Sequence[str]) -> None:
    """What cannot be carried out is refused in the language of the configuration, where one can be read."""
    named = [Path(after) for word, after in pairwise(typed) if word in CONFIG_OPTIONS]
    with suppress(ConfigError, OSError):
        speak(_read(named[-1] if named else DEFAULT_FILE).defaults.locale)


def _read(file: Path) -> Config:
    """The configuration; without a file, the environment may hold all of it."""
    if file == DEFAULT_FILE and not file.exists():
        if not any(name in os.environ for name in TOKEN_VARIABLES):
            raise ConfigError(
                "--config",
                "there is no config.toml here; make one with: weixiu init (or copy config.example.toml)",
            )
        return load(None, os.environ)
    return load(file, os.environ)
