"""Well done? The resident says so by a tap or a word, stars may follow, and silence is closed by the clock."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import ButtonExpired, OrderNotFound, OwnWork, WrongMoment
from bot.domain.life import BEFORE_DONE, Status, Step
from bot.domain.roles import Part, Role
from bot.language.dates.visit_times import is_idle
from bot.models import Community, Order, Person, Rating
from bot.models.residents import Verdict
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import people_with
from bot.storage.members.residents import keep_line
from bot.storage.repairs.claims import holders_with_claims
from bot.storage.repairs.history import times_taken
from bot.storage.repairs.orders import order_for_change, reported_lately, take_step
from bot.storage.requests.ratings import WORKED, is_own_work, raters, rating_of
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.owed.owing import owe_job, owe_line, owe_news_to, owe_notice, owe_reply, owe_review
from bot.usecases.repairs.finishing import said_done
from bot.usecases.repairs.paying import pay_for_judging
from bot.usecases.verdicts.judgement import Judgement, close_done, send_again
from bot.usecases.verdicts.surveying import (
    REMINDED,
    follow_question,
    others_concerned,
    owe_question,
    owe_questions,
    question_is_out_of_sight,
)

WORD_FOLLOWS_WITHIN = timedelta(minutes=10)
MOST_WORDS = 1000
MOST_STARS = 5
_STARS = re.compile(r"(?P<stars>[1-5])\s*(?:颗?星|stars?)?", re.IGNORECASE)


@dataclass(frozen=True)
class RateOrder:
    """A resident pressed 满意, 还行 or 没修好; `round` is the one they were asked about.

    `first`: 是,修好了, said before whoever holds it has tapped it.
    """

    actor: Actor
    community_id: int
    number: int
    round: int
    verdict: Verdict
    first: bool = False


async def rate_order(cmd: RateOrder, *, uow: UnitOfWork, now: datetime) -> bool:
    """Keep the verdict and do what follows from it; False if it was given before.

    Raises:
        OrderNotFound: it does not concern the actor.
        OwnWork: the actor did the work.
        ButtonExpired: it was taken up again since.
        WrongMoment: it is not done.
        TooLateToReopen: 没修好, long after the closing.
    """
    async with uow.writing(now) as tx:
        person, order = await _theirs(tx, cmd.actor, cmd.community_id, cmd.number)
        if order.round != cmd.round:
            raise ButtonExpired
        return await (_judge_first if cmd.first else judge)(tx, order, person, cmd.verdict)


async def _theirs(tx: Writing, actor: Actor, community_id: int, number: int) -> tuple[Person, Order]:
    person = await recognise(tx, actor)
    order = await order_for_change(tx, community_id, number)
    if person not in await raters(tx, order):
        worked = await holders_with_claims(tx, order.community_id, order.number, WORKED)
        if person.id in {holder.id for _, holder in worked}:
            raise OwnWork(number=number)
        raise OrderNotFound(number=number)
    return person, order


async def judge(tx: Writing, order: Order, person: Person, verdict: Verdict) -> bool:
    """Keep a verdict on the present round and do what follows from it; False if it was given before.

    Raises:
        WrongMoment: the order is not done.
        TooLateToReopen: it was not good, long after the closing.
    """
    if order.status not in (Status.DONE, Status.CLOSED) or order.finished_by is None:
        raise WrongMoment(number=order.number, status=order.status, step=Step.RATE)
    before = await rating_of(tx, order, order.round, person.id)
    if before is not None and verdict is not Verdict.REDO:
        return False
    community = await tx.session.get_one(Community, order.community_id)
    number_of_round = order.round
    if before is None:
        tx.session.add(_rating(tx, order, person, verdict))
    else:
        # What was said of it before was praise, which whoever goes again has read: it is no part of the complaint.
        before.verdict, before.stars, before.comment, before.at = verdict, None, None, tx.now
    about = {"verdict": str(verdict), "round": number_of_round}
    was = await take_step(tx, order, Step.RATE, by=Part.REPORTER, actor_id=person.id, **about)
    await tx.session.flush()
    if before is None:
        await pay_for_judging(tx, community, order, person)
    if verdict is Verdict.REDO:
        await _once_more(tx, community, order, person)
    elif was is Status.DONE:
        await close_done(tx, community, order, Judgement(Step.CONFIRM, Part.REPORTER, person, verdict))
    else:
        owe_review(tx, order, await people_with(tx, order.community_id, {Role.SECRETARY}))
    await follow_question(tx, order, person, number_of_round=number_of_round)
    return True


async def _judge_first(tx: Writing, order: Order, person: Person, verdict: Verdict) -> bool:
    """As `judge`, of an order that nobody has said to be done yet."""
    if await rating_of(tx, order, order.round, person.id) is not None:
        return False
    if order.status is not Status.DONE:
        await said_done(tx, order, person)
    given = await judge(tx, order, person, verdict)
    owe_question(tx, order, person, number_of_round=order.round, said=True)
    return given


def _rating(tx: Writing, order: Order, person: Person, verdict: Verdict) -> Rating:
    return Rating(
        community_id=order.community_id,
        number=order.number,
        round=order.round,
        person_id=person.id,
        verdict=verdict,
        at=tx.now,
    )


async def _once_more(tx: Writing, community: Community, order: Order, person: Person) -> None:
    await send_again(tx, community, order, Judgement(Step.REOPEN, Part.REPORTER, person))
    owe_news_to(tx, order, "reopened", await others_concerned(tx, order, await raters(tx, order)))
    again = await times_taken(tx, community.id, order.number, Step.REOPEN) > 1
    for secretary in await people_with(tx, community.id, {Role.SECRETARY}):
        owe_notice(tx, order, secretary.user_id, "not_fixed_again" if again else "not_fixed")


@dataclass(frozen=True)
class AddToRating:
    """Stars, or a ready word, under a verdict that was given."""

    actor: Actor
    community_id: int
    number: int
    round: int
    stars: int | None = None
    word: str | None = None


async def add_to_rating(cmd: AddToRating, *, uow: UnitOfWork, now: datetime) -> None:
    """Keep stars or a word with the verdict.

    Raises:
        OrderNotFound: it does not concern the actor.
        OwnWork: the actor did the work.
        ButtonExpired: there is no such verdict, or no such star.
        WrongMoment: nobody goes again any more, or what was said of it is removed.
    """
    async with uow.writing(now) as tx:
        person, order = await _theirs(tx, cmd.actor, cmd.community_id, cmd.number)
        rating = await rating_of(tx, order, cmd.round, person.id)
        if rating is None or (cmd.stars is not None and not 1 <= cmd.stars <= MOST_STARS):
            raise ButtonExpired
        if not _takes_more(order, rating):
            raise WrongMoment(number=order.number, status=order.status, step=Step.RATE)
        await add_words(tx, order, person, rating, stars=cmd.stars, word=cmd.word)


def _takes_more(order: Order, rating: Rating) -> bool:
    """Whether anybody would hear it: what is wrong is for whoever goes again."""
    goes_again = order.round == rating.round + 1 and order.status in BEFORE_DONE
    return order.scrubbed_at is None and (rating.verdict is not Verdict.REDO or goes_again)


async def add_words(
    tx: Writing, order: Order, person: Person, rating: Rating, *, stars: int | None = None, word: str | None = None
) -> None:
    """Stars or words join a verdict; whoever goes again reads what is wrong."""
    if stars is not None and rating.verdict is not Verdict.REDO:
        rating.stars = stars
    if word and order.scrubbed_at is None:
        said = [part for part in (tx.vault.open_or_none(rating.comment), word.strip()) if part]
        rating.comment = tx.vault.seal("\n".join(dict.fromkeys(said))[:MOST_WORDS])
    await tx.session.flush()
    await follow_question(tx, order, person, number_of_round=rating.round)
    staff = await people_with(tx, order.community_id, {Role.SECRETARY})
    owe_review(tx, order, staff, number_of_round=rating.round)
    if not word:
        return
    for claim, holder in await holders_with_claims(tx, order.community_id, order.number, WORKED):
        if rating.verdict is Verdict.REDO:
            owe_job(tx, order, claim, holder.user_id)
        elif holder.may_be_reached() and order.scrubbed_at is None:
            owe_line(tx, order, holder.user_id, await keep_line(tx, order, person.id, holder.id, word.strip()))


async def add_to_last(tx: Writing, order: Order, person: Person, word: str) -> None:
    """What is wrong now joins the verdict for which they go again."""
    rating = await rating_of(tx, order, order.round - 1, person.id)
    if rating is not None and _takes_more(order, rating):
        await add_words(tx, order, person, rating, word=word)


async def hear_remark(
    tx: Writing, person: Person, text: str, *, about: int | None = None, may_be_new: bool = False
) -> bool:
    """A free word, or a number of stars, after a verdict: within ten minutes, or in reply to the question.

    Words that may report something new are only taken for what is wrong with work that was not good.
    """
    if is_idle(text):
        return False
    for reported in await reported_lately(tx, person):
        rating = await _rated(tx, reported, person, about=about) if about in (None, reported.number) else None
        if rating is None or not _takes_more(reported, rating):
            continue
        if not may_be_new or rating.verdict is Verdict.REDO:
            order = await order_for_change(tx, reported.community_id, reported.number)
            stars = None if rating.verdict is Verdict.REDO else _STARS.fullmatch(text.strip())
            if stars is not None:
                await add_words(tx, order, person, rating, stars=int(stars["stars"]))
            else:
                await add_words(tx, order, person, rating, word=text)
            if stars is None and await question_is_out_of_sight(tx, order, person, number_of_round=rating.round):
                _say_where(tx, order, person)
            return True
    return False


async def judged_just_now(tx: Writing, person: Person) -> tuple[Order, datetime] | None:
    """The order whose verdict a free word would join now, and when the verdict was given."""
    for order in await reported_lately(tx, person):
        rating = await _rated(tx, order, person, about=None)
        if rating is not None:
            return order, rating.at
    return None


def _say_where(tx: Writing, order: Order, person: Person) -> None:
    owe_reply(
        tx, person.user_id, "passed_on", community=order.community_id, number=order.number, reached=True, staff=True
    )


async def _rated(tx: Writing, order: Order, person: Person, *, about: int | None) -> Rating | None:
    """Their verdict on the present round or the one before, if a word may still join it."""
    # While the question of a new round stands, nothing more is said of the round before.
    rounds = (order.round,) if order.status is Status.DONE else (order.round, order.round - 1)
    for number_of_round in rounds:
        rating = await rating_of(tx, order, number_of_round, person.id)
        if rating is not None and (about is not None or tx.now - rating.at <= WORD_FOLLOWS_WITHIN):
            return rating
    return None


async def hear_late_remark(tx: Writing, person: Person, text: str, *, since: datetime) -> bool:
    """As `hear_remark`, for a verdict without a word, whose message still asks for one; they hear where it went."""
    reported = None if is_idle(text) else await judged_without_word(tx, person, since=since)
    rating = None if reported is None else await rating_of(tx, reported, reported.round, person.id)
    if reported is None or rating is None:
        return False
    order = await order_for_change(tx, reported.community_id, reported.number)
    await add_words(tx, order, person, rating, word=text)
    _say_where(tx, order, person)
    return True


async def judged_without_word(tx: Writing, person: Person, *, since: datetime) -> Order | None:
    """An order that they judged well, and have said nothing else of."""
    for reported in await reported_lately(tx, person):
        rating = await rating_of(tx, reported, reported.round, person.id)
        if rating is None or rating.at < since or rating.comment is not None or rating.verdict is Verdict.REDO:
            continue
        return reported
    return None


async def remind_of_rating(tx: Writing, order: Order, _subject: int) -> None:
    """Nobody has judged yet: who was asked is asked once more."""
    if order.status is Status.DONE:
        for person in await raters(tx, order):
            owe_question(tx, order, person, number_of_round=order.round, copy=REMINDED)


async def close_unjudged(tx: Writing, order: Order, _subject: int) -> None:
    """Nobody has judged in time: closed, labelled so, never counted as satisfied; one's own report waits for staff."""
    if order.status is Status.DONE and not await is_own_work(tx, order):
        community = await tx.session.get_one(Community, order.community_id)
        await close_done(tx, community, order, Judgement(Step.EXPIRE, Part.CLOCK, None))
        await owe_questions(tx, order, number_of_round=order.round)
