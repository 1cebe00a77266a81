"""How much work an order is."""

from enum import StrEnum


class Size(StrEnum):
    """Four steps, least work first: 小修, 中修, 大修, 特大.

    The order of the members is the order of the standard's columns.
    """

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    HUGE = "huge"
