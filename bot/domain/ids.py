"""Our own names for things. Telegram's ids are attributes of people and chats, never identities."""

from typing import NewType

CommunityId = NewType("CommunityId", int)
PersonId = NewType("PersonId", int)
OrderNumber = NewType("OrderNumber", int)
"""What people say: #1024. Unique within a community, together with its id the key of an order."""
ClaimId = NewType("ClaimId", int)
Points = NewType("Points", int)
"""Whole points; there are no fractions of a point."""

OrderKey = tuple[CommunityId, OrderNumber]
FIRST_ORDER_NUMBER = OrderNumber(1001)
_LONGEST_ID = 18
"""Digits; more fit into no database."""


def id_in(text: str) -> int:
    """An id as a button carries it; 0, which nothing has, if it is none."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_ID else 0
