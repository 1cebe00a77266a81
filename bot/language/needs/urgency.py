"""Words for how urgent an order is."""

from bot.domain.urgency import Urgency

URGENCY_WORDS: dict[Urgency, tuple[str, ...]] = {
    Urgency.NORMAL: (
        "普通",
        "不急",
        "不着急",
        "不加急",
        "普通单",
        "not urgent",
        "no hurry",
        "no rush",
        "normal priority",
    ),
    Urgency.URGENT: (
        "加急",
        "急",
        "急修",
        "急单",
        "着急",
        "很急",
        "比较急",
        "加急单",
        "urgent",
        "asap",
        "very urgent",
    ),
    Urgency.CRITICAL: (
        *("紧急", "特急", "万分紧急", "十万火急", "非常紧急", "非常急", "特别急", "紧急单"),
        *("critical", "emergency", "extremely urgent"),
    ),
}
"""Whole phrases only: a sentence about something urgent is not an urgent order."""


def read_urgency(words: str) -> Urgency | None:
    """The urgency that a phrase standing alone names."""
    lower = words.lower()
    return next((urgency for urgency, known in URGENCY_WORDS.items() if lower in known), None)
