"""我到了,敲门没人应: whoever comes to repair something stands before a closed door, which alone is no danger."""

import re

from bot.language.letters.script import fold_case
from bot.language.needs.dangers import read_danger
from bot.language.talk.lexicon import DEFAULT_LEXICON, Lexicon

_NOBODY_OPENS = re.compile(
    r"(?:敲|拍|叫|喊|按)[^,。!?;\n]{0,8}?[,\s]?[^,。!?;\n]{0,4}?(?:没(?:有)?人(?:应|开|在|理|答应)?|不(?:开|应|答应)|没(?:有)?(?:反应|动静|回应))(?:门)?"
    r"|(?:家里|屋里|家中)(?:好像|也|都)?没(?:有)?人(?:在|开门|应)?|没(?:有)?人(?:在家|开门|应门)|(?<!我)(?<!我们)(?:不|没)在家"
    r"|\b(?:nobody|no one|no-one)(?:'s| is| was)? (?:home|at home|in|there|answer\w*|open\w*|came to the door)\b"
    r"|\bno (?:answer|response|reply)\b|\b(?:not|n't) (?:at )?home\b"
)
_ABOUT_THE_DOOR = re.compile(r"敲|门|到了|我去|来了|door|knock|\bhere\b|i came|at your")
_IN_NEED = re.compile(
    r"独居|一个人(?:在家|住)|独自|出(?:了)?(?:什么)?事|听[见到]|好几天|几天|两天|三天|alone|something happened|hear\b"
)
"""With these the closed door is a danger, whoever stands before it."""
LONGEST = 80


def says_nobody_opens(text: str, lexicon: Lexicon = DEFAULT_LEXICON) -> bool:
    """Whether the words say that nobody opened to a caller, and tell of nothing that is worse."""
    said = fold_case(text)
    if len(said) > LONGEST or "?" in said or _IN_NEED.search(said) or not _ABOUT_THE_DOOR.search(said):
        return False
    return _NOBODY_OPENS.search(said) is not None and read_danger(_NOBODY_OPENS.sub("□", said), lexicon) is None
