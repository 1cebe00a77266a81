"""Who got to see a resident's contact, and when: written down whenever it is shown to anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.models import Audit, Order, Person
from bot.storage.ground.uow import Reading
from bot.storage.members.people import name_or_dash


@dataclass(frozen=True)
class ContactView:
    """Somebody had it on the screen."""

    at: datetime
    who: str | None
    shown: str
    """For what: `job`, `triage`, `party`, `call` or `alarm`."""


async def contact_views(tx: Reading, order: Order, *, most: int) -> tuple[int, Sequence[ContactView]]:
    """How often it was shown, and the latest times; after its time it is not there to be shown any more."""
    seen = (
        Audit.community_id == order.community_id,
        Audit.at >= order.reported_at,
        Audit.at <= (order.scrubbed_at or tx.now),
        Audit.action == "contact",
        Audit.details["number"].as_integer() == order.number,
    )
    count = await tx.session.scalar(select(func.count()).select_from(Audit).where(*seen)) or 0
    rows = await tx.session.execute(
        select(Audit.at, Audit.details, Person.name)
        .outerjoin(Person, Person.id == Audit.actor_id)
        .where(*seen)
        .order_by(Audit.at.desc(), Audit.id.desc())
        .limit(most)
    )
    return count, [ContactView(row.at, name_or_dash(tx, row.name), row.details["shown"]) for row in rows]
