"""How urgent an order is."""

from enum import StrEnum


class Urgency(StrEnum):
    """Three steps, mildest first: 普通, 加急, 紧急."""

    NORMAL = "normal"
    URGENT = "urgent"
    CRITICAL = "critical"
