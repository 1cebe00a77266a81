"""A day that somebody names by where it lies (明天) is kept as it was meant when it was said."""

from dataclasses import replace

from bot.language.dates.dated import dated
from bot.models import Community
from bot.storage.ground.uow import Reading
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.repairs.order_details import details_of


async def with_day(tx: Reading, draft: DraftFacts) -> DraftFacts:
    """What is known of an order or a request on its way, with the day that is meant; the community tells the zone."""
    community = await tx.session.get(Community, draft.payload["community"] or 0)
    details = details_of(draft)
    if community is None or details.convenient is None:
        return draft
    details = replace(details, convenient=dated(details.convenient, tx.now.astimezone(community.zone)))
    return replace(draft, payload={**draft.payload, "details": details.to_json()})
