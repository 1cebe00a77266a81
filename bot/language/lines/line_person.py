"""Who an order line names: told by a label, a telephone number, a form of address or a surname."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.language.letters.script import fold
from bot.language.lines.line_marks import Run
from bot.language.lines.marks import Part, core
from bot.language.lines.sheet import Sheet, Token
from bot.language.persons.names import (
    NAME_LABELS,
    household,
    is_english_name,
    is_familiar,
    is_full_name,
    is_honoured,
    is_surely_english_name,
    labelled_name,
)

_LABEL = re.compile(NAME_LABELS, re.IGNORECASE)
_MOST_WORDS = 3

Span = tuple[Token, Token]


def take_name(sheet: Sheet, runs: Sequence[Run], announced: Sequence[int]) -> str | None:
    """Take the resident's name out of the sheet.

    The first plain word after the address says what is broken, whatever its first character: it is a name
    only where a label or a form of address says so, or where it is a full name beside a telephone number
    and another word is left to say what.

    Args:
        sheet: The line, with address and telephone numbers already taken.
        runs: The words that are left on it.
        announced: Where labels such as 联系人: end.
    """
    words = [run.first for run in runs if run.plain]
    for find in (_after_label, _in_label, _beside_phone, _honoured, _at_home, _later, _english_later):
        for first, last in find(sheet, words, announced):
            name = _bare(sheet.take(Part.NAME, first.start, last.end))
            return name.removesuffix("家") if is_honoured(name) else name
    return None


def _bare(words: str) -> str:
    """The words as written, without the marks around them."""
    folded = fold(words)
    start = folded.find(core(folded))
    return words[start : start + len(core(folded))]


def _after_label(sheet: Sheet, words: Sequence[Token], announced: Sequence[int]) -> Iterator[Span]:
    for end in announced:
        following = [word for word in words if word.start >= end and sheet.adjoins(word, end, end)]
        if following:
            at = words.index(following[0])
            yield _english_from(sheet, words, at) or (words[at], words[at])


def _english_from(sheet: Sheet, words: Sequence[Token], at: int) -> Span | None:
    for count in range(_MOST_WORDS, 1, -1):
        group = words[at : at + count]
        if len(group) == count and _side_by_side(sheet, group) and is_english_name(_cores(group)):
            return group[0], group[-1]
    return None


def _in_label(sheet: Sheet, words: Sequence[Token], _: Sequence[int]) -> Iterator[Span]:
    """联系人刘运京 in one word, or 联系人 and the name in two."""
    for word in words:
        if name := labelled_name(word.core):
            start = sheet.folded.index(name, word.start)
            sheet.take(Part.LABEL, word.start, start)
            yield Token(start, word.end, name), word
    for label, word in pairwise(words):
        if _LABEL.fullmatch(label.core) and (is_full_name(word.core) or is_honoured(word.core)):
            sheet.take(Part.LABEL, label.start, label.end)
            yield word, word


def _beside_phone(sheet: Sheet, words: Sequence[Token], _: Sequence[int]) -> Iterator[Span]:
    what = _what(sheet, words)
    for start, end in sheet.spans(Part.PHONE):
        before = [word for word in words if word.end <= start and sheet.adjoins(word, start, end)]
        after = [word for word in words if word.start >= end and sheet.adjoins(word, start, end)]
        for word in (*before, *after):
            full = is_full_name(word.core) and (word != what or len(words) > 1)
            if full or is_honoured(word.core) or (is_familiar(word.core) and word != what):
                yield word, word
        for word in before:
            yield from _english_until(sheet, words, words.index(word))
        for word in after:
            if (span := _english_from(sheet, words, words.index(word))) and len(words) > len(span):
                yield span


def _english_until(sheet: Sheet, words: Sequence[Token], at: int) -> Iterator[Span]:
    """The longest run of capitalised words that ends here, if it is not all that was said."""
    for count in range(_MOST_WORDS, 0, -1):
        group = words[max(0, at + 1 - count) : at + 1]
        whole = len(group) == len(words)
        if len(group) == count and not whole and _side_by_side(sheet, group) and is_english_name(_cores(group)):
            yield group[0], group[-1]


def _honoured(_: Sheet, words: Sequence[Token], __: Sequence[int]) -> Iterator[Span]:
    return ((word, word) for word in words if is_honoured(word.core))


def _at_home(sheet: Sheet, words: Sequence[Token], _: Sequence[int]) -> Iterator[Span]:
    """刘运京家卧室门框开裂: the name and what ties it to the words; the words stay."""
    for word in words:
        if home := household(word.core):
            name, tie = home
            start = sheet.folded.index(name + tie, word.start)
            end = start + len(name)
            sheet.take(Part.LABEL, end, end + len(tie))
            yield Token(start, end, name), Token(start, end, name)


def _later(sheet: Sheet, words: Sequence[Token], _: Sequence[int]) -> Iterator[Span]:
    what = _what(sheet, words)
    return ((word, word) for word in words if word != what and is_full_name(word.core))


def _english_later(sheet: Sheet, words: Sequence[Token], _: Sequence[int]) -> Iterator[Span]:
    for at in range(len(words)):
        for count in range(_MOST_WORDS, 1, -1):
            group = words[at : at + count]
            fits = len(group) == count < len(words) and _side_by_side(sheet, group)
            if fits and is_surely_english_name(_cores(group)):
                yield group[0], group[-1]


def _what(sheet: Sheet, words: Sequence[Token]) -> Token | None:
    """The word that says what: the first after the address, or the first of all."""
    ends = [end for _, end in sheet.spans(Part.ADDRESS)]
    after = [word for word in words if ends and word.start >= ends[0]]
    return next(iter(after or words), None)


def _side_by_side(sheet: Sheet, group: Sequence[Token]) -> bool:
    return all(sheet.together(one, other) for one, other in pairwise(group))


def _cores(group: Sequence[Token]) -> list[str]:
    return [word.core for word in group]
