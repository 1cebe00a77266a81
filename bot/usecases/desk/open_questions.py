"""What staff are being asked about a request that its resident takes back meanwhile: it is asked no more."""

from dataclasses import replace

from bot.models import Order
from bot.storage.ground.uow import Writing
from bot.storage.members.people import people_with
from bot.storage.requests.drafts import drafts_of_kind
from bot.usecases.desk.triage_questions import TRIAGE
from bot.usecases.owed.owing import end_draft, keep_draft


async def end_questions(tx: Writing, order: Order) -> None:
    """Questions about it end; where it was to be the one that goes on, another one is asked for."""
    for member in await people_with(tx, order.community_id):
        for draft in await drafts_of_kind(tx, member.id, member.user_id, TRIAGE):
            asked = draft.payload
            if asked["community"] != order.community_id:
                continue
            if asked["number"] == order.number:
                await end_draft(tx, draft, "withdrawn")
            elif asked.get("into") == order.number:
                await keep_draft(tx, replace(draft, step="merge", payload={**asked, "into": None}))
