"""What a sample of a screen is: the view, what it is shown, and who reads it. The samples stand in modules by part."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.views.screen import Screen
from bot.views.words import Words
from tests.views.facts import Said

BOT = "weixiu_bot"
CHAT = -1001234567890


@dataclass(frozen=True)
class Sample:
    """One screen: the function it comes from, its facts, and whether the whole group reads it.

    A fact that is callable is made from what people said.
    """

    view: Callable[..., Any]
    facts: tuple[Any, ...]
    keywords: dict[str, Any]
    group: bool = False

    def show(self, words: Words, said: Said) -> Screen | None:
        """The screen, in this language, with what these people said."""
        made = [_made(fact, said) for fact in self.facts]
        screen: Screen | None = self.view(
            words, *made, **{key: _made(fact, said) for key, fact in self.keywords.items()}
        )
        return screen


def _made(fact: Any, said: Said) -> Any:
    return fact(said) if callable(fact) else fact


def sample(view: Callable[..., Any], *shown: Any, **keywords: Any) -> Sample:
    """A screen that one person reads."""
    return Sample(view, shown, keywords)


def public(view: Callable[..., Any], *shown: Any, **keywords: Any) -> Sample:
    """A screen that the whole group reads."""
    return Sample(view, shown, keywords, group=True)


def number(said: Said) -> int:
    """The number of the order."""
    return said.number


def name(said: Said) -> str:
    """Somebody's name."""
    return said.name


def reason(said: Said) -> str:
    """Why something was not done."""
    return said.reason
