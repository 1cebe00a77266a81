"""Finding many words in a text at once: the longest first, none across another."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_Meaning = TypeVar("_Meaning")


@dataclass(frozen=True)
class Found(Generic[_Meaning]):
    """A known word in a text: `text[start:end]`, and what it means."""

    start: int
    end: int
    word: str
    meaning: _Meaning


@dataclass(frozen=True)
class Vocabulary(Generic[_Meaning]):
    """Words and their meanings. Texts are expected folded and in lower case, as the words are."""

    meanings: Mapping[str, _Meaning]
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pattern", any_of(self.meanings))

    def find(self, text: str) -> Iterator[Found[_Meaning]]:
        """The words of the text from left to right; of two that begin at one place the longer."""
        for match in self._pattern.finditer(text):
            yield Found(*match.span(), match[0], self.meanings[match[0]])


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for many words; Latin ones must stand alone, Chinese has no spaces. No words: never found."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    alternatives = "|".join(map(_whole, ordered))
    return re.compile(alternatives or r"(?!)")


def _whole(word: str) -> str:
    escaped = re.escape(word)
    begins = r"(?<![a-z0-9])" if word[:1].isascii() and word[:1].isalnum() else ""
    ends = r"(?![a-z0-9])" if word[-1:].isascii() and word[-1:].isalnum() else ""
    return f"{begins}{escaped}{ends}"
