"""The words that residents are understood by: those built in, and those that a community adds in a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Lexicon:
    """Word lists by subject; an empty one is what is built in."""

    intents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


DEFAULT_LEXICON = Lexicon()
