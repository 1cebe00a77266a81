"""是同一件事吗? answered in words that may go on: 是同一件,我也听到了 · 不是,我家是6号楼."""

import re

from bot.language.letters.script import fold, fold_case

_ONE = r"(?:同一件(?:事情?)?|同一个(?:事|问题)?|一回事|一件事|这件(?:事情?)?|那件(?:事情?)?|那个|这个)"
_ENDS = r"(?:[的吧啊呀了哦]*)(?:[,。;!.:\s]+|$)"
_OTHER = re.compile(
    rf"(?:哦|噢|啊|,)*(?:这个?)?(?:应该|好像|肯定)?(?:不|不对|不一样|不是(?:的|同|{_ONE})?){_ENDS}"
    r"|(?:no|nope)\b[,. ]*"
    r"|(?:it'?s |it is |that'?s )?(?:not the same|(?:a )?different|another)(?: one| thing| problem)?\b[,. ]*"
)
_SAME = re.compile(
    rf"(?:[对是嗯的,啊哦]|应该|好像|没错)*(?:是|就是)?(?:同一件(?:事情?)?|同一个(?:事|问题)?|一回事|一件事){_ENDS}"
    r"|(?:yes|yeah|yep)?[, ]*(?:it'?s |it is |that'?s )?the same(?: one| thing| problem)?\b[,. ]*"
)


def says_same(text: str) -> bool:
    """Whether the words begin with a yes to 是同一件事吗."""
    return _SAME.match(_said(text)) is not None


def without_other(text: str) -> str | None:
    """What is said behind a no to 是同一件事吗; None: the words do not begin with one."""
    said = _said(text)
    match = _OTHER.match(said)
    # Folding keeps the length of what people type, but for a few signs: the words themselves are kept as they are.
    return None if match is None else fold(text).strip()[match.end() :].strip(" ,。;!.")


def _said(text: str) -> str:
    return fold_case(text).strip()
