"""Words that a community adds in a file of its own: read from TOML, checked, joined with those built in.

    [categories]
    plumbing = ["分集水器"]          # a word of this trade outweighs the built-in ones
    [intents]
    status = ["俺那事咋样了"]         # whole messages
    [dangers]
    gas = ["沼气池…漏"]              # … stands for up to eight other characters
    [words]
    harmless = ["烟雾弹"]            # no danger, although it sounds like one
    troubles = ["憋了"]

Further sections: kinds (hazard, wish, opinion), urgency (urgent, critical), areas (home, public).
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.domain.danger import Danger
from bot.domain.kind import Area, Kind
from bot.domain.urgency import Urgency
from bot.language.letters.script import utterance
from bot.language.needs.troubles import plain
from bot.language.talk.lexicon import CATEGORIES, HEAVIEST, Lexicon
from bot.language.talk.wishes import Wish

_KNOWN: dict[str, tuple[str, ...]] = {
    "categories": CATEGORIES,
    "intents": tuple(wish for wish in Wish if wish is not Wish.UNKNOWN),
    "dangers": tuple(Danger),
    "kinds": tuple(kind for kind in Kind if kind is not Kind.REPAIR),
    "urgency": tuple(urgency for urgency in Urgency if urgency is not Urgency.NORMAL),
    "areas": tuple(Area),
    "words": ("harmless", "troubles", "requests"),
}

Words = Mapping[str, tuple[str, ...]]


class PhrasesError(ValueError):
    """The file cannot be used: which line, what is wrong there and what to do, in one line without the file's name."""


def extend(lexicon: Lexicon, text: str) -> Lexicon:
    """The lexicon with the words of a file.

    Raises:
        PhrasesError: the text is no TOML, or names what there is not.
    """
    added = _read(text)
    trades = {plain(word): (key, HEAVIEST) for key, words in added["categories"].items() for word in words}
    rules = {Danger(key): tuple(map(re.escape, words)) for key, words in added["dangers"].items()}
    words = added["words"]
    return replace(
        lexicon,
        trades={**lexicon.trades, **trades},
        troubles=lexicon.troubles + _all(words.get("troubles", ()), plain),
        requests=lexicon.requests + _all(words.get("requests", ()), plain),
        harmless=lexicon.harmless + _all(words.get("harmless", ()), plain),
        kinds=_joined(lexicon.kinds, added["kinds"], plain),
        urgencies=_joined(lexicon.urgencies, added["urgency"], plain),
        areas=_joined(lexicon.areas, added["areas"], plain),
        dangers={danger: (*old, *_all(rules.get(danger, ()), plain)) for danger, old in lexicon.dangers.items()},
        intents=_joined(lexicon.intents, added["intents"], utterance),
    )


def _all(words: Collection[str], shape: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(map(shape, words))


def _joined(old: Words, new: Words, shape: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    return {key: (*old.get(key, ()), *_all(new.get(key, ()), shape)) for key in {**old, **new}}


def _read(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PhrasesError(f"is not valid TOML: {error}; put every phrase in quotes, commas between them") from None
    except RecursionError:
        raise PhrasesError("is not valid TOML: a list in it is endless") from None
    found: dict[str, dict[str, tuple[str, ...]]] = {section: {} for section in _KNOWN}
    for section, content in values.items():
        if section not in _KNOWN or not isinstance(content, dict):
            raise _unknown(text, section, "section", _KNOWN)
        found[section] = dict(_lists(text, section, content))
    return found


def _lists(text: str, section: str, content: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, words in content.items():
        if key not in _KNOWN[section]:
            raise _unknown(text, key, f"name in [{section}]", _KNOWN[section])
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise PhrasesError(f'line {_line(text, key)}: {key} must be a list of phrases such as ["水管", "龙头"]')
        yield key, tuple(words)


def _unknown(text: str, name: str, what: str, known: Collection[str]) -> PhrasesError:
    return PhrasesError(f"line {_line(text, name)}: {name!r} is no {what}; write one of {', '.join(known)}")


def _line(text: str, name: str) -> int:
    """The line that a name stands in, counted from one."""
    pattern = re.compile(rf"^\s*\[?\s*[\"']?{re.escape(name)}\b", re.MULTILINE)
    match = pattern.search(text)
    return text.count("\n", 0, match.start() if match else 0) + 1 + (match[0].count("\n") if match else 0)
