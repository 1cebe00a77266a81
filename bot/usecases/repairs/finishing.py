"""修好了: it is done at once; a word and pictures may follow; and 点错了 takes it back while nobody has judged it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import ButtonExpired, OrderNotFound, WrongMoment
from bot.domain.life import ACTIVE_CLAIM, ClaimState, Status, Step
from bot.domain.roles import Part, Role
from bot.models import Community, Order, Person
from bot.models.orders import PhotoKind
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import people_with
from bot.storage.members.residents import stands_above_others
from bot.storage.repairs.claims import finished_by, finished_lately_by, holders_with_claims
from bot.storage.repairs.orders import order_for_change, photo_is_known, take_step
from bot.storage.requests.ratings import WORKED, raters
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.deadlines.clocks import run_on, silent_from
from bot.usecases.owed.owing import (
    job_key,
    owe_card,
    owe_job,
    owe_news_to,
    owe_notice,
    owe_reply,
    owe_review,
    owe_review_photo,
)
from bot.usecases.owed.owing_clocks import ladder_cards_follow
from bot.usecases.repairs.order_details import Photo
from bot.usecases.repairs.posting import add_photos
from bot.usecases.verdicts.surveying import begin_survey, end_survey, others_concerned

RESULT_FOLLOWS_WITHIN = timedelta(minutes=10)
MOST_RESULT = 2000
"""Characters of all that is said about a result."""


async def report_done(tx: Writing, community: Community, order: Order, person: Person) -> None:
    """The order is done, says one who holds it; everybody concerned sees it."""
    await _finish(tx, community, order, person, by=Part.HOLDER, actor=person)
    for claim, holder in await holders_with_claims(tx, community.id, order.number, tuple(ACTIVE_CLAIM)):
        owe_job(tx, order, claim, holder.user_id)
        if holder.id != person.id:
            owe_notice(tx, order, holder.user_id, "finished_by_other", reason=tx.vault.open(person.name))
    owe_review(tx, order, await people_with(tx, community.id, {Role.SECRETARY}))
    await begin_survey(tx, community, order)


async def said_done(tx: Writing, order: Order, person: Person) -> None:
    """The resident says so first: whoever holds it has done it.

    Raises:
        WrongMoment: nobody holds it.
    """
    community = await tx.session.get_one(Community, order.community_id)
    held = await holders_with_claims(tx, community.id, order.number, (ClaimState.HELD,))
    if order.status is not Status.CLAIMED or not held:
        raise WrongMoment(number=order.number, status=order.status, step=Step.RATE)
    await _finish(tx, community, order, held[0][1], by=Part.REPORTER, actor=person)
    for claim, holder in held:
        owe_job(tx, order, claim, holder.user_id)


async def _finish(tx: Writing, community: Community, order: Order, holder: Person, *, by: Part, actor: Person) -> None:
    if order.paused_at is not None:
        run_on(community, order, tx.now)
    order.result = None
    order.finished_by = holder.id
    await take_step(tx, order, Step.FINISH, by=by, actor_id=actor.id)
    owe_card(tx, community, order)
    await ladder_cards_follow(tx, order)


@dataclass(frozen=True)
class UndoFinish:
    """点错了 under the holder's message; `round` is the one it was about."""

    actor: Actor
    community_id: int
    number: int
    round: int


async def undo_finish(cmd: UndoFinish, *, uow: UnitOfWork, now: datetime) -> None:
    """It is not done after all: the volunteers hold it again, and whoever was told otherwise hears so.

    Raises:
        OrderNotFound: the actor did not work on it.
        WrongMoment: it was judged already, or is under way.
        ButtonExpired: it was done again since.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order = await order_for_change(tx, cmd.community_id, cmd.number)
        worked = await holders_with_claims(tx, order.community_id, order.number, WORKED)
        if person.id not in {holder.id for _, holder in worked}:
            raise OrderNotFound(number=cmd.number)
        if order.status is not Status.DONE:
            raise WrongMoment(number=order.number, status=order.status, step=Step.UNDO)
        if order.round != cmd.round:
            raise ButtonExpired
        owe_review(tx, order, await people_with(tx, order.community_id, {Role.SECRETARY}))
        await end_survey(tx, order, number_of_round=order.round)
        order.finished_by = order.result = None
        await take_step(tx, order, Step.UNDO, by=Part.HOLDER, actor_id=person.id)
        await _go_on(tx, order, person)


async def _go_on(tx: Writing, order: Order, person: Person) -> None:
    community = await tx.session.get_one(Community, order.community_id)
    if order.places_taken < order.people_needed:
        order.status = Status.OPEN
    for claim, holder in await holders_with_claims(tx, order.community_id, order.number, tuple(ACTIVE_CLAIM)):
        claim.gives_sign(until=silent_from(community, order, tx.now))
        owe_job(tx, order, claim, holder.user_id)
        if holder.id != person.id:
            owe_notice(tx, order, holder.user_id, "reopened")
    owe_card(tx, community, order)
    await ladder_cards_follow(tx, order)
    owe_news_to(tx, order, "reopened", await others_concerned(tx, order, await raters(tx, order)))


async def hear_result(
    tx: Writing, person: Person, *, word: str | None = None, photo: Photo | None = None, number: int | None = None
) -> bool:
    """A word or a picture about what was done a moment ago, or, in reply to its message, about that order (`number`).

    False: there is no such order.
    """
    if number is None:
        order = await finished_lately_by(tx, person.id, tx.now - RESULT_FOLLOWS_WITHIN)
    else:
        order = await finished_by(tx, person.id, number)
    if order is None:
        return False
    await add_result(tx, order, person, word=word, photo=photo)
    if word and await _card_is_out_of_sight(tx, order, person):
        owe_reply(tx, person.user_id, "said", community=order.community_id, what="noted", number=order.number)
    return True


async def _card_is_out_of_sight(tx: Writing, order: Order, person: Person) -> bool:
    """Whether other messages stand below their own message about the order: nobody sees it change up there."""
    worked = await holders_with_claims(tx, order.community_id, order.number, WORKED)
    return await stands_above_others(
        tx, person.user_id, [job_key(order, claim) for claim, holder in worked if holder.id == person.id]
    )


async def finished_just_now(tx: Writing, person: Person) -> tuple[Order, datetime] | None:
    """The work that a free word would be a note about now, and when it was done."""
    order = await finished_lately_by(tx, person.id, tx.now - RESULT_FOLLOWS_WITHIN)
    return None if order is None or order.done_at is None else (order, order.done_at)


async def finished_unjudged(tx: Writing, person: Person, *, since: datetime) -> Order | None:
    """Work that nobody has judged yet, and whose message still asks for a word."""
    order = await finished_lately_by(tx, person.id, since)
    return None if order is None or order.status is not Status.DONE else order


async def hear_late_result(tx: Writing, person: Person, word: str, *, since: datetime) -> bool:
    """As `hear_result`, for work that nobody has judged yet and whose message still asks for a word; they hear so."""
    order = await finished_unjudged(tx, person, since=since)
    if order is None:
        return False
    await add_result(tx, order, person, word=word)
    owe_reply(tx, person.user_id, "said", community=order.community_id, what="noted", number=order.number)
    return True


async def add_result(
    tx: Writing, order: Order, person: Person, *, word: str | None = None, photo: Photo | None = None
) -> None:
    """What was said or shown of the result, added to what there is: nothing that was said is lost."""
    secretaries = await people_with(tx, order.community_id, {Role.SECRETARY})
    if word:
        said = [part for part in (tx.vault.open_or_none(order.result), word.strip()) if part]
        order.result = tx.vault.seal("\n".join(said)[:MOST_RESULT])
    if photo is not None and not await photo_is_known(tx, order, PhotoKind.RESULT, photo.unique_id):
        add_photos(tx, order, person, (photo,), PhotoKind.RESULT)
        owe_review_photo(tx, order, photo.file_id, photo.unique_id, secretaries)
    owe_review(tx, order, secretaries)
    for claim, holder in await holders_with_claims(tx, order.community_id, order.number, WORKED):
        if holder.id == person.id:
            owe_job(tx, order, claim, holder.user_id)
