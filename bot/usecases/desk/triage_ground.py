"""What every decision of staff about a request begins and ends with: who decides on what, and who has to know."""

from dataclasses import dataclass
from typing import Any

from bot.domain.errors import SettledBefore
from bot.domain.life import ACTIVE_CLAIM, LIFE, UNFINISHED, ClaimState, Step
from bot.domain.roles import Part
from bot.models import Community, Order, Person
from bot.models.due import DueKind
from bot.storage.community.parties import party_facts
from bot.storage.ground.uow import Writing
from bot.storage.members.people import NAMELESS, opened
from bot.storage.post.outbox import message_by_key
from bot.storage.repairs.claims import holders_with_claims
from bot.storage.repairs.due import drop_due
from bot.storage.repairs.history import last_taken, times_taken, triage_time
from bot.storage.repairs.orders import card_key, order_for_change, take_step
from bot.usecases.chats.acting import Actor, staff_here
from bot.usecases.owed.owing import owe_card, owe_job, owe_notice, owe_party_card, owe_triage, owe_triage_card
from bot.usecases.owed.owing_clocks import ladder_cards_follow
from bot.usecases.repairs.passing_on import withdraw_offer
from bot.usecases.repairs.queueing import close_line

DECISIONS = frozenset(
    {
        Step.PUBLISH,
        Step.REDIRECT,
        Step.RETURN,
        Step.OBJECT,
        Step.ANSWER,
        Step.SETTLE,
        Step.REJECT,
        Step.MERGE,
        Step.SPLIT,
        Step.CANCEL,
        Step.WITHDRAW,
    }
)
"""Steps after which the cards of all staff say something else, and whose doing it is."""


async def tell_others(tx: Writing, order: Order) -> None:
    """It ended by another way: the cards of staff and of the party say so, and nobody is reminded any more."""
    await drop_due(tx, order, REMINDERS)
    await owe_triage(tx, order)
    await owe_party(tx, order)


REMINDERS = frozenset({DueKind.TRIAGE_REMINDER, DueKind.PARTY_REMINDER})
"""What nobody need be reminded of once it is decided."""


@dataclass(frozen=True)
class Decision:
    """A member of staff about to decide on an order, which is locked."""

    tx: Writing
    person: Person
    community: Community
    order: Order

    async def takes(self, step: Step, **details: Any) -> None:
        """Take the step, write it down, and call reminders off.

        Raises:
            SettledBefore: somebody decided otherwise before.
        """
        order = self.order
        if (order.status, step) not in LIFE:
            raise await settled_before(self.tx, order, self.person)
        await take_step(self.tx, order, step, by=Part.STAFF, actor_id=self.person.id, **details)
        await drop_due(self.tx, order, REMINDERS)

    async def tells_staff(self) -> None:
        """The cards of all staff, and the group's where there is one, show the present state."""
        await owe_triage(self.tx, self.order)
        await owe_posted_card(self.tx, self.community, self.order)

    async def shows(self, menu: str | None, **facts: Any) -> None:
        """The decider's own card shows a choice."""
        time = await triage_time(self.tx, self.order.community_id, self.order.number)
        owe_triage_card(self.tx, self.order, opened(self.tx, self.person), time=time, menu=menu, **facts)


async def decision(tx: Writing, actor: Actor, community_id: int, number: int) -> Decision:
    """The actor, who has to be staff there, and the order, locked.

    Raises:
        NoCommunity: there is none.
        NotAllowed: the actor is not staff there.
        OrderNotFound: there is no such order.
    """
    person, community = await staff_here(tx, actor, community_id, "triage")
    return Decision(tx, person, community, await order_for_change(tx, community.id, number))


async def settled_before(tx: Writing, order: Order, person: Person) -> SettledBefore:
    """The refusal that says who was faster: a colleague, or this person themselves."""
    last = await last_taken(tx, order.community_id, order.number, DECISIONS)
    own = last is not None and last.by == person.id
    who = None if last is None or last.who == NAMELESS else last.who
    return SettledBefore(number=order.number, status=order.status, who=who, own=own)


async def owe_posted_card(tx: Writing, community: Community, order: Order) -> None:
    """The group's card shows the present state, where the group has one."""
    key = card_key(order.community_id, order.number, order.card_copy)
    if await message_by_key(tx.session, key) is not None:
        owe_card(tx, community, order)


async def send_home(tx: Writing, order: Order, notice: str | None, **facts: Any) -> None:
    """Who holds the order need not go, and is told so unless they heard it already; all places are free again."""
    held = await holders_with_claims(tx, order.community_id, order.number, tuple(ACTIVE_CLAIM))
    for claim, holder in held:
        await withdraw_offer(tx, order, claim)
        claim.end(ClaimState.REMOVED, at=tx.now)
        owe_job(tx, order, claim, holder.user_id)
        if notice is not None:
            owe_notice(tx, order, holder.user_id, notice, **facts)
    await close_line(tx, order)
    await ladder_cards_follow(tx, order)
    if order.status in UNFINISHED:
        order.places_taken = 0


async def owe_party(tx: Writing, order: Order) -> None:
    """The outside party's own card shows whether the order is still theirs."""
    party = await party_facts(tx, order.community_id, order.party_id)
    if party is not None and party.user_id is not None:
        time = await times_taken(tx, order.community_id, order.number, Step.REDIRECT)
        owe_party_card(tx, order, party.id, party.user_id, time=time)
