"""转办: an outside party gets the order, says what comes of it, or gives it back; staff keep asking until then."""

from collections.abc import Sequence

from bot.domain.errors import ButtonExpired
from bot.domain.life import LIFE, Status, Step
from bot.domain.limits import Span, after
from bot.domain.roles import Part, Role
from bot.models import Community, Order
from bot.models.due import DueKind
from bot.storage.community.communities import write_audit
from bot.storage.community.parties import PartyFacts, begin_list, party_facts
from bot.storage.ground.uow import Writing
from bot.storage.members.people import PersonFacts, opened, people_with
from bot.storage.repairs.due import set_due
from bot.storage.repairs.history import last_taken, times_taken, triage_time
from bot.storage.repairs.orders import take_step, write_event
from bot.storage.requests.triage_facts import KNOWS
from bot.usecases.chats.raising import raise_message
from bot.usecases.deadlines.clocks import hours_of
from bot.usecases.desk.triage_ground import Decision, owe_party, owe_posted_card, send_home, settled_before
from bot.usecases.desk.triage_reminding import expect_decision
from bot.usecases.owed.owing import (
    owe_news,
    owe_party_card,
    owe_party_question,
    owe_triage,
    owe_triage_card,
    triage_key,
)


async def show_parties(decision: Decision) -> None:
    """The choice of parties; a community that has had none yet begins with the usual ones."""
    await begin_list(decision.tx, decision.community.id)
    await decision.shows("redirect")


async def redirect_order(decision: Decision, party_id: int) -> None:
    """Hand the order over; who holds it need not go, who reported it is told who has it now.

    Raises:
        ButtonExpired: the party was taken off the list.
        SettledBefore: the order is past that.
    """
    tx, order = decision.tx, decision.order
    party = await party_facts(tx, order.community_id, party_id)
    if party is None or not party.active:
        raise ButtonExpired
    late = order.secretary_told
    await decision.takes(Step.REDIRECT, party=party.id)
    await _handed_over(tx, decision.community, order, party)
    if late and party.user_id is None:
        await _to_be_told(tx, order, [opened(tx, decision.person)])


async def redirect_by_clock(tx: Writing, community: Community, order: Order, party_id: int) -> None:
    """Nobody has taken it up to the last level of the ladder, and the community wants it handed over by itself."""
    party = await party_facts(tx, order.community_id, party_id)
    if party is None:
        return
    await take_step(tx, order, Step.REDIRECT, by=Part.CLOCK, actor_id=None, party=party.id)
    await _handed_over(tx, community, order, party)
    if party.user_id is None:
        await _to_be_told(tx, order, await people_with(tx, order.community_id, {Role.SECRETARY}))


async def _to_be_told(tx: Writing, order: Order, people: Sequence[PersonFacts]) -> None:
    """The party has nobody here: their card about it, with whom to phone, comes to the end of these people's chats."""
    time = await triage_time(tx, order.community_id, order.number)
    for person in people:
        await raise_message(tx, triage_key(order, time, person.id))
        owe_triage_card(tx, order, person, time=time)
        write_audit(tx, order.community_id, person.id, "contact", number=order.number, shown="triage")


async def tell_party(decision: Decision) -> None:
    """已打电话: the party that has nobody here knows of it now. Once for each time it was handed over.

    Raises:
        SettledBefore: it is with nobody outside any more.
    """
    tx, order = decision.tx, decision.order
    if (order.status, Step.TELL) not in LIFE:
        raise await settled_before(tx, order, decision.person)
    last = await last_taken(tx, order.community_id, order.number, KNOWS)
    if last is None or last.step is Step.REDIRECT:
        await take_step(tx, order, Step.TELL, by=Part.STAFF, actor_id=decision.person.id, party=order.party_id)
    await owe_triage(tx, order)


async def _handed_over(tx: Writing, community: Community, order: Order, party: PartyFacts) -> None:
    order.party_id, order.answer = party.id, None
    await send_home(tx, order, "redirected")
    await remind_later(tx, community, order)
    if party.user_id is not None and party.person_id is not None:
        time = await times_taken(tx, order.community_id, order.number, Step.REDIRECT)
        owe_party_card(tx, order, party.id, party.user_id, time=time)
        write_audit(tx, order.community_id, party.person_id, "contact", number=order.number, shown="party")
    await owe_triage(tx, order)
    await owe_posted_card(tx, community, order)
    await owe_news(tx, order, "redirected", party=party.id)


async def take_back(decision: Decision) -> None:
    """收回: staff settle it anew.

    Raises:
        SettledBefore: it is with nobody any more.
    """
    await owe_triage(decision.tx, decision.order)
    await decision.takes(Step.RETURN)
    await _returned(decision.tx, decision.community, decision.order)


async def record_result(decision: Decision, answer: str | None) -> bool:
    """记结果: staff asked, and write down what came of it; False: nobody can hear of it here.

    Raises:
        SettledBefore: it is with nobody any more.
    """
    await decision.takes(Step.ANSWER)
    return await answered(decision.tx, decision.community, decision.order, answer)


async def answered(tx: Writing, community: Community, order: Order, answer: str | None) -> bool:
    """The party's result is there: the order has ended, and who reported it is told; False: nobody can be."""
    order.answer = tx.vault.seal_or_none(answer)
    await owe_party(tx, order)
    await owe_triage(tx, order)
    await owe_posted_card(tx, community, order)
    return await owe_news(tx, order, "answered", party=order.party_id, reason=answer)


async def given_back(tx: Writing, community: Community, order: Order, reason: str | None) -> None:
    """不归我们管, says the party: staff settle it anew, and read why."""
    order.answer = tx.vault.seal_or_none(reason)
    await _returned(tx, community, order)


async def _returned(tx: Writing, community: Community, order: Order) -> None:
    await owe_party(tx, order)
    await owe_triage(tx, order)
    await expect_decision(tx, community, order)
    await owe_posted_card(tx, community, order)


async def remind_later(tx: Writing, community: Community, order: Order) -> None:
    """Staff are to ask the party, after as many days as the community waits, by the clock of the order and by day.

    A day off is none on which a company answers, unless the order presses.
    """
    ways = community.ways()
    hours = hours_of(community, order, ways)
    at = community.by_day(after(tx.now, hours.amount(Span(days=ways.party_days)), hours), ways)
    await set_due(tx, order, DueKind.PARTY_REMINDER, at)


async def wait_longer(decision: Decision) -> None:
    """再等等: ask again later.

    Raises:
        ButtonExpired: nobody waits for that party any more.
    """
    if decision.order.status is not Status.REDIRECTED:
        raise ButtonExpired
    await remind_later(decision.tx, decision.community, decision.order)


async def party_is_late(tx: Writing, order: Order, _subject: int) -> None:
    """The secretaries are asked how it stands with the party; and again after as long, until somebody knows."""
    if order.status is not Status.REDIRECTED:
        return
    community = await tx.session.get_one(Community, order.community_id)
    await write_event(tx, order, Step.REMIND, actor_id=None, was=order.status)
    for person in await people_with(tx, community.id, {Role.SECRETARY}):
        owe_party_question(tx, order, person.user_id)
    await remind_later(tx, community, order)
