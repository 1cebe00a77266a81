"""Rows that tests put into the books themselves: as usual, but for what is said."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.domain.life import Status
from bot.domain.size import Size
from bot.domain.standard import Standard
from bot.domain.urgency import Urgency
from bot.models import Community, Order

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def a_community(**said: Any) -> Community:
    """A community of the usual settings."""
    usual: dict[str, Any] = {
        "id": CommunityId(1),
        "name": "阡上",
        "chat_id": -1001,
        "timezone": "Asia/Shanghai",
        "locale": "zh_CN",
        "digest_time": "08:30",
        "digest_when_empty": True,
        "claim_limit": 3,
        "open_team": True,
        "start_grace_minutes": 15,
        "repost_after_hours": 24,
        "standard": Standard().to_json(),
        "created_at": NOON,
    }
    return Community(**{**usual, **said})


def an_order(**said: Any) -> Order:
    """An order for one, which somebody has."""
    usual: dict[str, Any] = {
        "community_id": CommunityId(1),
        "number": OrderNumber(1001),
        "status": Status.DONE,
        "building": "5号楼",
        "what": "灯不亮",
        "size": Size.MEDIUM,
        "urgency": Urgency.NORMAL,
        "people_needed": 1,
        "places_taken": 1,
        "points": Points(10),
        "posted_by": PersonId(1),
        "opened_at": NOON,
    }
    return Order(**{**usual, **said})
