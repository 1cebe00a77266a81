"""The ladder is climbed: what happens to an order whose limit is over, level by level, each once an order and round."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.domain.ladder import LATE, UNCLAIMED, Rung, at_the_top
from bot.domain.life import ACTIVE_CLAIM, OPEN_TO_WORK, ClaimState, Status, Step
from bot.domain.roles import Part, Role
from bot.models import Claim, Community, Order, Person
from bot.models.due import DueKind
from bot.models.places import PartyKind
from bot.storage.community.parties import PartyFacts, parties_of
from bot.storage.ground.uow import Writing
from bot.storage.members.people import people_with
from bot.storage.post.outbox import message_by_key
from bot.storage.post.taking_down import MAY_BE_TAKEN_DOWN
from bot.storage.repairs.call_ups import count_asked, count_muted
from bot.storage.repairs.claims import holders_with_claims
from bot.storage.repairs.due import set_due
from bot.storage.repairs.orders import card_key, take_step
from bot.usecases.chats.raising import raise_message
from bot.usecases.deadlines.calling_up import call_up
from bot.usecases.deadlines.clocks import next_level, silent_from, wakes
from bot.usecases.deadlines.silence import reminded_lately
from bot.usecases.desk.redirecting import redirect_by_clock
from bot.usecases.owed.owing import owe_card
from bot.usecases.owed.owing_clocks import owe_hurry, owe_ladder_cards
from bot.usecases.owed.owing_places import owe_place_notice
from bot.usecases.repairs.releasing import free_place, offer_again

LOOKED_AT_EACH = timedelta(days=1)
"""How long an order at the top waits before it is looked whether it can go on."""
BETWEEN_LEVELS = timedelta(minutes=5)
"""What was due while nobody looked is not done in one breath."""


async def nobody_took_it(tx: Writing, order: Order, _subject: int) -> None:
    """The next level of an order that still wants somebody."""
    if order.status is not Status.OPEN or order.places_free <= 0:
        return
    if at_the_top(UNCLAIMED, order.rung):
        await _look_again(tx, order)
    else:
        await _climb(tx, order, DueKind.UNCLAIMED)


async def not_finished(tx: Writing, order: Order, _subject: int) -> None:
    """The next level of an order that somebody has and that is not finished; while nobody has it, it waits."""
    if order.status in OPEN_TO_WORK and order.places_taken:
        held = await holders_with_claims(tx, order.community_id, order.number, tuple(ACTIVE_CLAIM))
        await _climb(tx, order, DueKind.LATE, taken=max((claim.taken_at for claim, _ in held), default=None))
    elif order.status is Status.OPEN and order.late_rung < len(LATE):
        await set_due(tx, order, DueKind.LATE, tx.now + timedelta(hours=1))


async def _climb(tx: Writing, order: Order, kind: DueKind, taken: datetime | None = None) -> None:
    community = await tx.session.get_one(Community, order.community_id)
    found = next_level(community, order, kind, taken)
    if found is None or order.paused_at is not None:
        return
    level, at = found
    at = max(at, wakes(community, order, tx.now))
    if at > tx.now:  # the limit has moved since, or it is night, perhaps only now that somebody looks
        await set_due(tx, order, kind, at)
        return
    if kind is DueKind.LATE:
        order.late_rung += 1
    else:
        order.rung += 1
    await _LEVELS[kind, level.rung](tx, community, order)
    after = next_level(community, order, kind, taken)
    if after is not None:
        await set_due(tx, order, kind, max(after[1], tx.now + BETWEEN_LEVELS))


async def _note(tx: Writing, order: Order, rung: Rung, **details: object) -> None:
    """The history has the level, and what came of it."""
    told = {"rung": str(rung), "round": order.round, **details}
    await take_step(tx, order, Step.CLIMB, by=Part.CLOCK, actor_id=None, **told)


async def _post_again(tx: Writing, community: Community, order: Order) -> None:
    """The card comes to the end of the chat. What is too old to be taken down points on to it."""
    await _note(tx, order, Rung.POST_AGAIN)
    key = card_key(order.community_id, order.number, order.card_copy)
    row = await message_by_key(tx.session, key)
    if row is not None and row.sent_at is not None and tx.now - row.sent_at >= MAY_BE_TAKEN_DOWN:
        order.card_copy += 1
        owe_card(tx, community, order, copy=order.card_copy - 1)
    else:
        await raise_message(tx, key)
    owe_card(tx, community, order)


async def _call_up(tx: Writing, community: Community, order: Order) -> None:
    told = await call_up(tx, community, order)
    asked = await count_asked(tx, order.community_id, order.number)
    muted = 0 if told else await count_muted(tx, order)
    await _note(tx, order, Rung.CALL_UP, told=told, asked=asked - told, muted=muted)


async def _to_secretary(tx: Writing, _community: Community, order: Order) -> None:
    await _note(tx, order, Rung.SECRETARY)
    await owe_ladder_cards(tx, order, raised=True)


async def _outside(tx: Writing, community: Community, order: Order) -> None:
    """The last level suggests the property company, or, where the community wants that, hands it over."""
    party = await _goes_to(tx, community)
    if party is not None:
        await _note(tx, order, Rung.OUTSIDE, party=party.id)
        await redirect_by_clock(tx, community, order, party.id)
        await owe_ladder_cards(tx, order)
        return
    await _note(tx, order, Rung.OUTSIDE)
    await owe_ladder_cards(tx, order, raised=True)
    await set_due(tx, order, DueKind.UNCLAIMED, community.by_day(tx.now + LOOKED_AT_EACH))


async def _goes_to(tx: Writing, community: Community) -> PartyFacts | None:
    """The property company, where the community wants that and has one on its list."""
    if not community.ways().hand_over:
        return None
    return next((party for party in await parties_of(tx, community.id) if party.kind is PartyKind.PROPERTY), None)


async def _look_again(tx: Writing, order: Order) -> None:
    """It is at the top: should there be a property company by now, or the wish, it goes there; nobody hears anew else.

    In the morning's digest of staff, and in their list, it stands all the while.
    """
    community = await tx.session.get_one(Community, order.community_id)
    party = await _goes_to(tx, community)
    morning = community.by_day(tx.now)
    if party is None or morning > tx.now or order.paused_at is not None:
        later = morning if morning > tx.now else community.by_day(tx.now + LOOKED_AT_EACH)
        await set_due(tx, order, DueKind.UNCLAIMED, later)
        return
    await redirect_by_clock(tx, community, order, party.id)
    await owe_ladder_cards(tx, order)


async def _ask_holders(tx: Writing, community: Community, order: Order) -> None:
    """Who has it is asked how it stands, unless the silence has just been asked about: then that question stands."""
    await _note(tx, order, Rung.HOLDER)
    for claim, holder in await holders_with_claims(tx, order.community_id, order.number, (ClaimState.HELD,)):
        if reminded_lately(community, order, claim, tx.now):
            continue
        claim.reminded += 1
        claim.silent_at = silent_from(community, order, tx.now)
        owe_hurry(tx, order, claim.id, holder.user_id)


async def _take_over(tx: Writing, community: Community, order: Order) -> None:
    """Who has not said a word since they were asked need not go any more; who has keeps it."""
    held = await holders_with_claims(tx, order.community_id, order.number, (ClaimState.HELD,))
    silent = [(claim, holder) for claim, holder in held if claim.reminded]
    await _note(tx, order, Rung.TAKE_OVER, freed=len(silent))
    for claim, holder in silent:
        await _loses_it(tx, order, claim, holder)
    if silent:
        await offer_again(tx, community, order)
    await owe_ladder_cards(tx, order, raised=not silent)


async def _loses_it(tx: Writing, order: Order, claim: Claim, holder: Person) -> None:
    await free_place(tx, order, claim, Step.RELEASE, by=Part.CLOCK, actor_id=None)
    owe_place_notice(tx, order, holder.user_id, "late")
    for secretary in await people_with(tx, order.community_id, {Role.SECRETARY}):
        owe_place_notice(tx, order, secretary.user_id, "late_holder", who=holder.id)


_LEVELS: Mapping[tuple[DueKind, Rung], Callable[[Writing, Community, Order], Awaitable[None]]] = {
    (DueKind.UNCLAIMED, Rung.POST_AGAIN): _post_again,
    (DueKind.UNCLAIMED, Rung.CALL_UP): _call_up,
    (DueKind.UNCLAIMED, Rung.SECRETARY): _to_secretary,
    (DueKind.UNCLAIMED, Rung.OUTSIDE): _outside,
    (DueKind.LATE, Rung.HOLDER): _ask_holders,
    (DueKind.LATE, Rung.SECRETARY): _to_secretary,
    (DueKind.LATE, Rung.TAKE_OVER): _take_over,
}
"""What is done at a level."""
