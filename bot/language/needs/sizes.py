"""Words for how much work an order is."""

from bot.domain.size import Size

SIZE_WORDS: dict[Size, tuple[str, ...]] = {
    Size.SMALL: ("小修", "小活", "小单", "small job", "small repair", "minor repair"),
    Size.MEDIUM: ("中修", "中活", "中单", "medium job", "medium repair"),
    Size.LARGE: ("大修", "大活", "大单", "large job", "big job", "large repair", "major repair"),
    Size.HUGE: ("特大", "特大修", "特大单", "huge job", "huge repair"),
}
"""No bare "small" in English: "the gap is small" speaks of the gap."""


def read_size(words: str) -> Size | None:
    """The size that a phrase standing alone names."""
    lower = words.lower()
    return next((size for size, known in SIZE_WORDS.items() if lower in known), None)
