"""电话写错了,是…, said after the request was sent: which order is meant is asked, and one tap puts it right."""

from collections.abc import Sequence

from bot.domain.life import BEFORE_DONE
from bot.language.talk.put_right import PHONE, PutRight, read_put_right
from bot.language.talk.wishes import Wish
from bot.models import Order, Person
from bot.storage.ground.uow import Writing
from bot.storage.repairs.orders import contact_in, reported_lately
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.owed.owing import begin_question, end_draft
from bot.usecases.residents.correcting import MINE, SURE, put_right

MOST_ORDERS = 5


async def hear_put_right(tx: Writing, person: Person, chat_id: int, text: str) -> bool:
    """Ask whether it is meant; what is right was not said: ask for that. False: it puts nothing right."""
    right = read_put_right(text)
    orders = [] if right is None else await _orders(tx, person, right)
    if right is None or not orders or not (right.text or len(orders) == 1):
        return False
    payload = {
        "community": orders[0].community_id,
        "number": orders[0].number,
        "orders": [[order.community_id, order.number] for order in orders],
        "field": right.field,
        "text": right.text,
    }
    step = SURE if right.text else right.field
    await begin_question(tx, person, chat_id, kind=MINE, step=step, payload=payload)
    return True


async def _orders(tx: Writing, person: Person, right: PutRight) -> Sequence[Order]:
    """Those it may be about: their own that nobody has finished, and of which it is not known yet."""
    own = [order for order in await reported_lately(tx, person) if order.status in BEFORE_DONE]
    return [order for order in own if not _is_known(tx, order, right)][:MOST_ORDERS]


def _is_known(tx: Writing, order: Order, right: PutRight) -> bool:
    phone = contact_in(tx, order.contact).phone
    return right.field == PHONE and phone is not None and phone == right.phone


async def hear_whether_meant(tx: Writing, person: Person, draft: DraftFacts, wish: Wish) -> bool:
    """是 or 不是, typed to that question. False: it is another question, or something else was said.

    Raises:
        OrderNotFound: the order is not theirs any more.
        WrongMoment: it is past that.
    """
    if draft.kind != MINE or draft.step != SURE:
        return False
    if wish in (Wish.NO, Wish.CANCEL):
        await end_draft(tx, draft, "kept")
    elif wish is Wish.YES and len(draft.payload["orders"]) == 1:
        await put_right(tx, person, draft, "0")
    else:
        return False
    return True
