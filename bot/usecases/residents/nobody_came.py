"""师傅没来: a resident says that nobody came, of an order that is told as done, or that nobody has any more."""

from bot.domain.life import BEFORE_DONE, Status
from bot.language.talk.nobody_came import says_nobody_came
from bot.models import Community, Order, Person
from bot.storage.ground.uow import Writing
from bot.storage.repairs.orders import reported_lately
from bot.storage.requests.drafts import DraftFacts, drafts_of_kind
from bot.storage.requests.ratings import raters
from bot.usecases.chats.unplaced import WHERE
from bot.usecases.owed.owing import end_draft, owe_reply
from bot.usecases.residents.passing_words import tell_staff


async def hear_nobody_came(tx: Writing, person: Person, text: str, *, about: int | None) -> bool:
    """Of an order that is told as done it is no praise: staff hear it. False: it is not said, or of one under way."""
    if not says_nobody_came(text):
        return False
    orders = [order for order in await reported_lately(tx, person) if about in (None, order.number)]
    if any(order.status in BEFORE_DONE for order in orders):
        return False
    for order in orders:
        community = await tx.session.get_one(Community, order.community_id)
        if not _is_done_lately(tx, community, order) or person not in await raters(tx, order):
            continue
        await tell_staff(tx, community, person, text, about=order.number)
        owe_reply(tx, person.user_id, "said", community=community.id, what="nobody_came", number=order.number)
        return True
    return False


def _is_done_lately(tx: Writing, community: Community, order: Order) -> bool:
    if order.status not in (Status.DONE, Status.CLOSED) or order.finished_by is None or order.scrubbed_at is not None:
        return False
    return community.ways().comes_back(order.ended_at, tx.now)


async def line_to_staff(tx: Writing, person: Person, draft: DraftFacts, *, ended: str) -> None:
    """The line of which it was asked where it belongs goes to staff."""
    number = draft.payload["orders"][0][1]
    community = await tx.session.get_one(Community, draft.payload["community"])
    await end_draft(tx, draft, ended)
    await tell_staff(tx, community, person, draft.payload["line"], about=number)


async def lines_go_to_staff(tx: Writing, order: Order) -> None:
    """Nobody has the order any more: 师傅没来, for which its writer has chosen nobody yet, is for staff."""
    if order.places_taken:
        return
    for person in await raters(tx, order):
        for draft in await drafts_of_kind(tx, person.id, person.user_id, WHERE):
            only_this = draft.payload["orders"] == [[order.community_id, order.number]]
            if only_this and says_nobody_came(draft.payload["line"]):
                await line_to_staff(tx, person, draft, ended="unheard")
