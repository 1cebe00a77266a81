"""没修好, of what was settled on the spot or seen to by an outside party: it is before the staff again."""

from bot.domain.life import Status, Step
from bot.domain.roles import Part
from bot.models import Community, Order, Person
from bot.storage.ground.uow import Writing
from bot.storage.repairs.orders import take_step
from bot.storage.requests.ratings import raters
from bot.usecases.desk.triage_ground import owe_party, owe_posted_card
from bot.usecases.desk.triage_reminding import expect_decision
from bot.usecases.owed.owing import owe_reply, owe_triage


async def may_object(tx: Writing, community: Community, order: Order, person: Person) -> bool:
    """Whether it ended a few days ago without a volunteer who could go again, and is theirs."""
    if order.status is not Status.CLOSED or order.finished_by is not None or order.ended_at is None:
        return False
    lately = community.ways().comes_back(order.ended_at, tx.now)
    return lately and order.scrubbed_at is None and person in await raters(tx, order)


async def object_to(tx: Writing, community: Community, order: Order, person: Person, words: str) -> None:
    """Staff settle it anew, and read on a new card what was said.

    Raises:
        WrongMoment: it has not ended.
    """
    await owe_triage(tx, order)
    await take_step(tx, order, Step.OBJECT, by=Part.REPORTER, actor_id=person.id)
    order.places_taken = 0
    order.answer = tx.vault.seal(words.strip())
    await owe_party(tx, order)
    await owe_triage(tx, order)
    await expect_decision(tx, community, order)
    await owe_posted_card(tx, community, order)
    owe_reply(tx, person.user_id, "said", community=order.community_id, what="objected", number=order.number)
