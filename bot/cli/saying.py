"""What the command line says, in the language of the configuration; until that is read, in the terminal's.

Sentences stand in English where they arise, many of them far below, in errors that a log may tell as well. Here each
is known by its shape and said in Chinese; what the catalogue does not know stays as it is. tests/cli/test_saying.py
reads every sentence of the code and looks for it there.
"""

import os
import re
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import typer

from bot.views.catalogue import Catalogue

LANGUAGE: ContextVar[str | None] = ContextVar("language", default=None)
CATALOGUE = "locales/zh_CN/LC_MESSAGES/weixiu-cli.po"
FACT, FIRST_FACT = ".+?", "(?:(?!: ).)+?"
OF_HELP = ("[default: ", "[env var: ", "; required]", "[required]", "Show this message and exit.")
"""What stands within lines of help."""
Shape = tuple[re.Pattern[str], str]


def speak(locale: str) -> None:
    """Go on in the language of this locale."""
    LANGUAGE.set(locale[:2])


def of_terminal(environment: Mapping[str, str]) -> str:
    """The terminal's language, by the variables that every program obeys: en, or else zh."""
    spoken = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if spoken.startswith("en") else "zh"


def say(sentence: str, *, err: bool = False) -> None:
    """A line for whoever typed the command."""
    typer.echo(in_words(sentence), err=err)


def pass_on(told: str, *, err: bool = False) -> None:
    """What typer says by itself, line by line; within the help it breaks lines where it likes."""
    for english in OF_HELP:
        told = re.sub(re.escape(english).replace(r"\ ", r"\s+"), in_words(english), told)
    typer.echo("\n".join(in_words(line) for line in told.splitlines()), err=err)


def explain(table: Any) -> None:
    """The help of a command, of its options, and of the commands below it, in the language that is spoken.

    `table`: a command as typer makes them, which has no public type.
    """
    for told in (table, *table.params):
        if getattr(told, "help", None):
            told.help = in_words(told.help)
    for command in getattr(table, "commands", {}).values():
        explain(command)


def in_words(sentence: str) -> str:
    """The sentence in the language that is spoken."""
    return sentence if (LANGUAGE.get() or of_terminal(os.environ)) == "en" else in_chinese(sentence)


def in_chinese(sentence: str) -> str:
    """The sentence, and what is told within it, in Chinese as far as there are words for it."""
    for shape, chinese in catalogue():
        if match := shape.fullmatch(sentence):
            return chinese.format_map({name: in_chinese(fact) for name, fact in match.groupdict().items()})
    first, apart, rest = sentence.partition("; ")
    return f"{in_chinese(first)};{in_chinese(rest)}" if apart else sentence


@cache
def catalogue() -> Sequence[Shape]:
    """The shape of each English sentence with the Chinese one; those that say most by themselves come first."""
    said = Catalogue(files("bot.cli").joinpath(CATALOGUE).read_text("utf-8")).said
    return [(_shape(english), said[english]) for english in sorted(said, key=_own, reverse=True)]


def _own(sentence: str) -> int:
    """How much of it is no fact."""
    return sum(len(words) for words, *_ in Formatter().parse(sentence))


def _shape(sentence: str) -> re.Pattern[str]:
    """What it looks like; a fact at its beginning ends at a colon: before that stands what it is about."""
    parts = [
        re.escape(words) + (f"(?P<{fact}>{FACT if at or words else FIRST_FACT})" if fact else "")
        for at, (words, fact, *_) in enumerate(Formatter().parse(sentence))
    ]
    return re.compile("".join(parts), re.DOTALL)
