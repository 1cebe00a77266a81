"""Taps that arrived together: one transaction for all of them, an answer for each."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from bot.domain.errors import ButtonExpired
from bot.handlers.orders import answer_claim, claim_of_tap
from bot.handlers.visit import Desk, Visit
from bot.intake.reception import Answer
from bot.usecases.claiming import ClaimOrder
from bot.usecases.claiming import claim_together as claim
from bot.views.buttons import pattern

CLAIM = re.compile(pattern("claim", 2))


def is_claim(raw: Mapping[str, Any]) -> bool:
    """Whether an update is a person's tap on 我来修, as far as its shape goes."""
    query = raw.get("callback_query")
    if not isinstance(query, dict) or not isinstance(query.get("from"), dict):
        return False
    data = query.get("data")
    return query["from"].get("is_bot") is False and isinstance(data, str) and CLAIM.match(data) is not None


async def claim_together(desk: Desk, visits: Mapping[int, Visit]) -> dict[int, Answer]:
    """Decide on all of them in their order; those missing in the answer were not decided, for it is not their turn.

    Raises:
        Exception: anything unexpected; nothing of it happened.
    """
    cmds: dict[int, ClaimOrder] = {}
    for seq, visit in visits.items():
        with suppress(ButtonExpired):
            cmds[seq] = claim_of_tap(visit)
    if not cmds:
        return {}
    outcomes = await claim(cmds, uow=desk.uow.for_updates(*cmds), now=desk.clock.now())
    for seq, outcome in outcomes.items():
        answer_claim(visits[seq], outcome)
    return {seq: visits[seq].give_answer for seq in outcomes}
