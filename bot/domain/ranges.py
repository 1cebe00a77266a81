"""Settings that are whole numbers: the least and the most each may be, named where it is asked for and refused."""

from collections.abc import Mapping
from typing import NamedTuple


class Range(NamedTuple):
    """From the least to the most, both allowed, and a number to begin with."""

    least: int
    most: int
    example: int


DAY = 24
WEEK = 7 * DAY

RANGES: Mapping[str, Range] = {
    "claim_limit": Range(1, 50, 3),
    "start_grace_minutes": Range(1, 24 * 60, 15),
    "same_within_hours": Range(1, 30 * DAY, 72),
    "close_after_days": Range(1, 30, 3),
    "remind_rating_hours": Range(1, WEEK, 24),
    "reopen_within_days": Range(1, 90, 7),
    "queue_answer_minutes": Range(5, 24 * 60, 30),
    "silent_hours": Range(1, WEEK, 24),
    "triage_hours": Range(1, WEEK, 24),
    "party_days": Range(1, 30, 3),
    "keep_personal_days": Range(1, 365, 30),
    "lapse_months": Range(0, 60, 12),
    "hold_days": Range(1, 60, 7),
    "head_start_minutes": Range(0, 240, 15),
    "low_stock": Range(0, 1000, 3),
}
