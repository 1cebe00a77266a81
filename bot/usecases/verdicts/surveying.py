"""After 修好了: the resident is asked once; who has no chat is called; and nobody is asked about what is settled."""

from datetime import timedelta

from bot.domain.ids import PersonId
from bot.models import Community, FollowUp, Order, Person
from bot.models.due import DueKind
from bot.models.outbox import Kind, Lane
from bot.storage.ground.uow import Reading, Writing
from bot.storage.members.people import concerned_by
from bot.storage.members.residents import stands_above_others
from bot.storage.post.outbox import Owed, keys_in_use
from bot.storage.repairs.due import drop_due, set_due
from bot.storage.requests.ratings import drop_calls, raters
from bot.usecases.owed.owing import owe_news_to

APPOINTMENTS = (DueKind.RATING_REMINDER, DueKind.CLOSING)
ASKED, REMINDED = 1, 2
"""Which copy of the question: the first, and the one that reminds of it."""


def _question_key(order: Order, number_of_round: int, person_id: PersonId, copy: int) -> str:
    return f"rating/{order.community_id}/{order.number}/{number_of_round}/{person_id}/{copy}"


def owe_question(
    tx: Writing, order: Order, person: Person, *, number_of_round: int, copy: int = ASKED, said: bool = False
) -> None:
    """The resident's question about one round shows what became of it; `said`: they answered before it was asked."""
    tx.owe(
        Owed(
            key=_question_key(order, number_of_round, person.id, copy),
            community_id=order.community_id,
            number=order.number,
            chat_id=person.user_id,
            topic="rating",
            facts={
                "community": order.community_id,
                "number": order.number,
                "round": number_of_round,
                "person": person.id,
                "copy": copy,
                "said": said,
            },
            lane=Lane.WAITING if copy == ASKED else Lane.REMINDER,
            kind=Kind.KEEP,
        )
    )


async def owe_questions(tx: Writing, order: Order, *, number_of_round: int) -> None:
    """Every question about this round that stands in a chat follows what became of it."""
    for person in await raters(tx, order):
        await follow_question(tx, order, person, number_of_round=number_of_round)


async def follow_question(tx: Writing, order: Order, person: Person, *, number_of_round: int) -> None:
    """One resident's question, and the reminder of it, show what became of it."""
    keys = {_question_key(order, number_of_round, person.id, copy): copy for copy in (ASKED, REMINDED)}
    for key in await keys_in_use(tx.session, keys):
        owe_question(tx, order, person, number_of_round=number_of_round, copy=keys[key])


async def question_is_out_of_sight(tx: Writing, order: Order, person: Person, *, number_of_round: int) -> bool:
    """Whether other messages stand below the question by now: nobody sees it change up there."""
    keys = [_question_key(order, number_of_round, person.id, copy) for copy in (ASKED, REMINDED)]
    return await stands_above_others(tx, person.user_id, keys)


async def begin_survey(tx: Writing, community: Community, order: Order) -> None:
    """Ask the resident; or have staff call. Either way the order does not wait for ever."""
    asked = await raters(tx, order)
    ways = community.ways()
    for person in asked:
        owe_question(tx, order, person, number_of_round=order.round)
    if asked:
        later = community.by_day(tx.now + timedelta(hours=ways.remind_rating_hours))
        await set_due(tx, order, DueKind.RATING_REMINDER, later)
    else:
        tx.session.add(
            FollowUp(community_id=order.community_id, number=order.number, round=order.round, attempt=1, due_at=tx.now)
        )
    await set_due(tx, order, DueKind.CLOSING, community.by_day(tx.now + timedelta(days=ways.close_after_days)))
    owe_news_to(tx, order, "done", await others_concerned(tx, order, asked))


async def others_concerned(tx: Reading, order: Order, asked: list[Person]) -> dict[int, int]:
    """Who hears how it goes and was not asked: who follows the order. Who did the work knows."""
    told = (await concerned_by(tx, [order]))[order.community_id, order.number]
    known = {person.id for person in asked} | {order.finished_by}
    return {person_id: user_id for person_id, user_id in told.items() if person_id not in known}


async def end_survey(tx: Writing, order: Order, *, number_of_round: int) -> None:
    """This round is not done after all: nobody is reminded, called or asked about it."""
    await drop_due(tx, order, APPOINTMENTS)
    await drop_calls(tx, order)
    await owe_questions(tx, order, number_of_round=number_of_round)
