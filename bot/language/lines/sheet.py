"""An order line while it is read: what is taken, and the words that are left."""

import re
from dataclasses import dataclass, field

from bot.language.letters.script import HOLE, fold
from bot.language.lines.marks import Part, core

_TOKEN = re.compile(rf"[(]*[^\s,、;。!?(){HOLE}]+[。!?)]*|[。!?()]+")
_SEPARATORS = re.compile(r"[\s,、;:。!?]*")


@dataclass(frozen=True)
class Piece:
    """One stretch of the line as it was written, and what it was taken for."""

    part: Part
    words: str
    start: int


@dataclass(frozen=True)
class Token:
    """One word between spaces and commas: `text[start:end]`, and the same without marks around."""

    start: int
    end: int
    core: str


@dataclass
class Sheet:
    """The line, the spans that were taken from it, and the words that were read.

    Attributes:
        text: As it was written.
        folded: The same, character by character, in half-width forms.
        rest: The folded text with holes where something was taken.
    """

    text: str
    folded: str = field(init=False)
    rest: str = field(init=False)
    pieces: list[Piece] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.folded = self.rest = fold(self.text).replace(HOLE, " ")

    def take(self, part: Part, start: int, end: int) -> str:
        """Take a span out as a part; its words as they were written."""
        words = self.text[start:end]
        self.pieces.append(Piece(part, words, start))
        self.rest = self.rest[:start] + HOLE * (end - start) + self.rest[end:]
        return words

    def tokens(self) -> list[Token]:
        """The words that are left, in order."""
        return [Token(*match.span(), core(match[0])) for match in _TOKEN.finditer(self.rest) if core(match[0])]

    def joined(self, first: Token, last: Token) -> str:
        """The folded text from one token to another."""
        return self.rest[first.start : last.end]

    def apart(self, first: Token, last: Token) -> bool:
        """Whether something was taken from between two tokens."""
        return HOLE in self.rest[first.end : last.start]

    def together(self, first: Token, last: Token) -> bool:
        """Whether nothing but spaces stands between two neighbouring tokens."""
        return not self.rest[first.end : last.start].strip(" \t")

    def adjoins(self, token: Token, start: int, end: int) -> bool:
        """Whether only separators stand between a token and a span that was taken."""
        between = self.folded[token.end : start] if token.end <= start else self.folded[end : token.start]
        return _SEPARATORS.fullmatch(between) is not None

    def spans(self, part: Part) -> list[tuple[int, int]]:
        """Where the pieces of one kind stand."""
        return [(each.start, each.start + len(each.words)) for each in self.pieces if each.part is part]
