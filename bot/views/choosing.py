"""Choices side by side: buttons in rows, and the trades to be ticked."""

from collections.abc import Callable, Sequence

from bot.language.needs.skills import DEFAULT_SKILLS
from bot.views.labels import skill_word
from bot.views.screen import Button
from bot.views.words import Words

Rows = tuple[tuple[Button, ...], ...]
PER_ROW = 3


def in_rows(buttons: Sequence[Button], per_row: int = PER_ROW) -> Rows:
    """Buttons side by side, a few in a row."""
    return tuple(tuple(buttons[at : at + per_row]) for at in range(0, len(buttons), per_row))


def skill_words(words: Words, skills: tuple[str, ...]) -> str:
    """Trades side by side: 木工、电工."""
    return words.listing([skill_word(words, skill) or skill for skill in skills])


def trade_buttons(words: Words, known: tuple[str, ...], button: Callable[[str, str, str], Button]) -> Rows:
    """Every trade, ticked where it is known; each button says what shall be so."""
    trades = [
        button("✅ " + str(skill_word(words, skill.key)), "rid", skill.key)
        if skill.key in known
        else button(str(skill_word(words, skill.key)), "add", skill.key)
        for skill in DEFAULT_SKILLS
    ]
    return in_rows(trades)
