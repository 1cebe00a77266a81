"""Which words of an order line stand alone and set something, and which belong to a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.lines.marks import Mark, Part, read_marks
from bot.language.lines.sheet import Sheet, Token
from bot.language.needs.skills import Skill

_MOST_WORDS = 6
_GOING_ON = frozenset(
    (
        *(
            "a",
            "an",
            "the",
            "my",
            "our",
            "this",
            "that",
            "by",
            "in",
            "for",
            "with",
            "until",
            "before",
            "since",
        ),
        *("is", "are", "was", "be", "very", "more", "so", "too", "and", "or", "every", "last", "all", "of"),
    )
)
"""Before a word that sets something, these tell that the sentence goes on: "open until tomorrow"."""

_DENYING = frozenset(("not", "no", "isn't", "never", "without", "non", "不", "不是", "没有", "无"))


@dataclass(frozen=True)
class Run:
    """Some neighbouring words; without marks one plain word. Marks `inside` a sentence are not cut out."""

    tokens: tuple[Token, ...]
    marks: tuple[Mark, ...] = ()
    inside: bool = False

    @property
    def first(self) -> Token:
        """The word it begins with."""
        return self.tokens[0]

    @property
    def last(self) -> Token:
        """The word it ends with."""
        return self.tokens[-1]

    @property
    def plain(self) -> bool:
        """Whether it sets nothing."""
        return not self.marks

    @property
    def english(self) -> bool:
        """Whether what it sets is said in Latin letters."""
        words = " ".join(mark.words for mark in self.marks)
        return words.isascii() and any(map(str.isalpha, words))


def find_runs(sheet: Sheet, skills: Sequence[Skill]) -> list[Run]:
    """The words that are left, in order, grouped where they set something together; each setting once."""
    known: dict[Part, str | int] = {}
    runs: list[Run] = []
    for run in _grouped(sheet, skills):
        if any(known.get(mark.part, mark.value) != mark.value for mark in run.marks):
            runs.extend(Run((token,)) for token in run.tokens)
            continue
        known.update({mark.part: mark.value for mark in run.marks})
        runs.append(run)
    return runs


def _grouped(sheet: Sheet, skills: Sequence[Skill]) -> Iterator[Run]:
    tokens = sheet.tokens()
    at = 0
    while at < len(tokens):
        count, marks = _longest(sheet, tokens[at : at + _MOST_WORDS], skills)
        before = _word_before(sheet, tokens, at)
        if before in _DENYING:
            marks, count = (), 1
        yield Run(tuple(tokens[at : at + count]), marks, inside=before in _GOING_ON)
        at += count


def _longest(sheet: Sheet, tokens: Sequence[Token], skills: Sequence[Skill]) -> tuple[int, tuple[Mark, ...]]:
    """How many words from the first on set something together, and what."""
    reach = 1
    while reach < len(tokens) and sheet.together(tokens[reach - 1], tokens[reach]):
        reach += 1
    for count in range(reach, 0, -1):
        if marks := read_marks(sheet.joined(tokens[0], tokens[count - 1]), skills):
            return count, marks
    return 1, ()


def _word_before(sheet: Sheet, tokens: Sequence[Token], at: int) -> str:
    """The word before in the same phrase, in lower case; empty at the beginning of one."""
    if at == 0 or not sheet.together(tokens[at - 1], tokens[at]):
        return ""
    return tokens[at - 1].core.lower()
