"""Books that are not whole: what is wrong with them, and where."""

from enum import StrEnum
from typing import NamedTuple

from bot.domain.ids import CommunityId


class Wrong(StrEnum):
    """What is wrong with a community's books."""

    ENTRY = "entry"
    """An entry was altered, removed or slipped in; the place is its number."""
    HEAD = "head"
    """The last entries are missing: an entry that was written down is not there any more, or is another."""
    REASON = "reason"
    """The reason of an entry made by hand was reworded; the place is the entry's number."""
    BALANCE = "balance"
    """A balance is not the sum of its entries; the place is the account."""
    WORK = "work"
    """What somebody earned by work is not the sum of those entries; the place is the account."""
    OVERDRAFT = "overdraft"
    """Somebody may fall further below zero than a secretary let them; the place is the account."""
    HOURS = "hours"
    """More service minutes were taken back from somebody than they had; the place is the person."""
    PERIOD = "period"
    """A settled period was altered, or is not what its entries come to; the place is its number."""
    RESERVE = "reserve"
    """The points reserved for goods are not those of the goods that wait; the place is the account."""
    STOCK = "stock"
    """The stock of an item is not what came in less what went out; the place is its number."""
    STEP = "step"
    """A step of an order's history was altered, removed or slipped in; the place is the order's number."""
    STEPS = "steps"
    """So many steps are not there any more that were there when they were counted."""


class Breach(NamedTuple):
    """One community's books are not whole."""

    wrong: Wrong
    community_id: CommunityId
    at: int
    """Which entry, account or row."""
