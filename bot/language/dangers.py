"""Danger in a resident's words: never missed, and not cried for a cooker that does not light."""

from bot.domain.danger import Danger
from bot.language.lexicon import DEFAULT_LEXICON, Lexicon

_PLAIN = {
    Danger.GAS: ("煤气味", "燃气味", "煤气泄漏", "燃气泄漏", "smell gas"),
    Danger.FIRE: ("着火", "起火", "冒烟", "on fire"),
    Danger.ELECTRIC: ("触电", "火花", "漏电"),
    Danger.TRAPPED: ("困在", "困人", "锁在屋里", "trapped"),
    Danger.FALLEN: ("摔倒", "晕倒"),
}


def read_danger(text: str, lexicon: Lexicon = DEFAULT_LEXICON) -> Danger | None:
    """What threatens somebody now, in any text whatever else it says; None if nothing does."""
    del lexicon
    return next((danger for danger, words in _PLAIN.items() if any(word in text for word in words)), None)
