"""Taps that arrived together: one transaction for all of them, an answer for each.

They are read straight from what Telegram sent: the framework's objects for a tap under a card cost more than deciding
about it. Whatever does not look as expected is left to the ordinary way.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from telegram import Chat

from bot.handlers.orders import answer_to_claim
from bot.handlers.visit import Desk, give_answer
from bot.intake.reception import Together
from bot.usecases.chats.acting import Actor
from bot.usecases.repairs.claiming import ClaimOrder
from bot.usecases.repairs.claiming import claim_together as claim
from bot.views.buttons import VERSION

CLAIM = re.compile(rf"{VERSION}:claim:(\d{{1,18}}):(\d{{1,9}})")
GROUPS = (Chat.GROUP, Chat.SUPERGROUP)


class Tap(NamedTuple):
    """A tap on 我来修, read: what to answer, and what it asks for."""

    query_id: str
    wish: ClaimOrder


def read_tap(raw: Mapping[str, Any]) -> Tap | None:
    """A person's tap on 我来修 under a message in a group; None: it is something else, or looks unusual."""
    try:
        query = raw["callback_query"]
        person, message = query["from"], query["message"]
        found = CLAIM.fullmatch(query["data"])
        known = (person["id"], person["first_name"], query["id"], message["chat"]["id"], message["message_id"])
        if found is None or person["is_bot"] is not False or message["chat"]["type"] not in GROUPS:
            return None
    except (KeyError, TypeError):
        return None
    user_id, name, query_id, chat_id, message_id = known
    if [type(value) for value in known] != [int, str, str, int, int]:
        return None
    actor = Actor(user_id, name or str(user_id), chat_id, private=False)
    return Tap(query_id, ClaimOrder(actor, int(found[1]), int(found[2]), message_id))


async def claim_together(desk: Desk, taps: Mapping[int, Tap]) -> Together:
    """Decide on all of them in their order.

    Raises:
        AlreadyHandledError: all of them were decided before.
        NotYetError: it is the turn of none.
        Exception: anything unexpected; nothing of it happened.
    """
    wishes = {seq: tap.wish for seq, tap in taps.items()}
    uow = desk.uow.for_updates(*wishes)
    outcomes = await claim(wishes, uow=uow, now=desk.clock.now())
    answers = {
        seq: give_answer(desk, taps[seq].query_id, answer_to_claim(desk, outcome)) for seq, outcome in outcomes.items()
    }
    return Together(answers, frozenset() if uow.settlement is None else uow.settlement.waiting)
