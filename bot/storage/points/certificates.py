"""What somebody did in a year, by the books of service hours; and the code that proves that it was certified."""

import base64
import hmac
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from bot.domain.certificate import CODE_DIGITS, Service
from bot.domain.ids import PersonId
from bot.models import Community, HoursEntry
from bot.storage.ground.uow import Reading
from bot.storage.ground.vault import Vault
from bot.storage.points.hours import minutes_of


async def service_of(tx: Reading, community: Community, person_id: PersonId, year: int) -> Service:
    """Somebody's year, by the community's calendar; what was taken back does not count."""
    begins, ends = (datetime(each, 1, 1, tzinfo=community.zone).astimezone(UTC) for each in (year, year + 1))
    own = (
        HoursEntry.community_id == community.id,
        HoursEntry.person_id == person_id,
        HoursEntry.at >= begins,
        HoursEntry.at < ends,
    )

    async def count(column: ColumnElement[Any]) -> int:
        counting = select(column).where(*own, column.is_not(None)).group_by(column)
        stand = counting.having(func.sum(HoursEntry.minutes) > 0).subquery()
        return await tx.session.scalar(select(func.count()).select_from(stand)) or 0

    return Service(
        community_id=community.id,
        person_id=person_id,
        year=year,
        minutes=await minutes_of(tx, community.id, person_id, since=begins, until=ends),
        orders=await count(HoursEntry.number.expression),
        activities=await count(HoursEntry.activity_id.expression),
    )


def certificate_code(vault: Vault, service: Service) -> str:
    """Ten letters and digits that only a holder of the key can have made: 50 bits, far beyond trying in a chat."""
    mac = bytes.fromhex(vault.ledger_mac(service.signed_text()))
    return base64.b32encode(mac).decode()[:CODE_DIGITS]


def is_certified(vault: Vault, service: Service, code: str) -> bool:
    """Whether this very thing was certified."""
    return hmac.compare_digest(certificate_code(vault, service), code)
