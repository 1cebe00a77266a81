"""While an order is worked on: I have arrived, I cannot come, and what the holder writes instead of tapping."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.errors import ButtonExpired
from bot.domain.life import OPEN_TO_WORK, Status, Step
from bot.domain.roles import Part
from bot.language.lines.numbered import read_numbered
from bot.models import Claim, Community, Order, Person
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.repairs.claims import claims_under_way
from bot.storage.repairs.orders import order_for_change, take_step
from bot.storage.requests.drafts import DraftFacts, draft_of, drafts_of_kind
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.deadlines.clocks import silent_from
from bot.usecases.owed.owing import begin_question, end_draft, owe_card, owe_job, owe_news, owe_reply
from bot.usecases.repairs.finishing import add_result, report_done
from bot.usecases.repairs.holding import PlacePress, own_claim
from bot.usecases.repairs.order_details import Photo
from bot.usecases.repairs.releasing import release_by_holder

RELEASE = "release"
REASON = "reason"


async def arrive(cmd: PlacePress, *, uow: UnitOfWork, now: datetime) -> bool:
    """The holder is there; False if they had said so before.

    Raises:
        OrderNotFound, NotYoursAnyMore: the actor does not hold the order (any more).
        WrongMoment: it is past that.
    """
    async with uow.writing(now) as tx:
        person, community, order, claim = await _held(tx, cmd, Step.ARRIVE)
        if claim.arrived_at is not None:
            return False
        claim.arrived_at = now
        await take_step(tx, order, Step.ARRIVE, by=Part.HOLDER, actor_id=person.id, claim=claim.id)
        owe_card(tx, community, order)
        owe_job(tx, order, claim, person.user_id)
        await owe_news(tx, order, "arrived", claim=claim.id)
        return True


async def finish(cmd: PlacePress, *, uow: UnitOfWork, now: datetime) -> bool:
    """修好了: one tap, and it is done; False if that was said before.

    Raises:
        OrderNotFound, NotYoursAnyMore: the actor does not hold the order (any more).
        WrongMoment: it is past that.
    """
    async with uow.writing(now) as tx:
        person, community, order, _ = await _held(tx, cmd, None)
        if order.status is Status.DONE:
            return False
        await report_done(tx, community, order, person)
        return True


async def ask_reason(cmd: PlacePress, *, uow: UnitOfWork, now: datetime) -> bool:
    """我去不了了: ask why; False if they were asked a moment ago, and the question stands.

    Raises:
        OrderNotFound, NotYoursAnyMore: the actor does not hold the order (any more).
        WrongMoment: it is done already.
    """
    async with uow.writing(now) as tx:
        person, _, order, _ = await _held(tx, cmd, Step.RELEASE)
        for asked in await drafts_of_kind(tx, person.id, cmd.actor.user_id, RELEASE):
            about = asked.payload["community"], asked.payload["number"]
            if about == (order.community_id, order.number) and asked.stands(now):
                return False
        await _ask_reason(tx, person, cmd.actor.user_id, order)
        return True


async def _ask_reason(tx: Writing, person: Person, chat_id: int, order: Order) -> None:
    payload: dict[str, Any] = {"community": order.community_id, "number": order.number}
    await begin_question(tx, person, chat_id, kind=RELEASE, step=REASON, payload=payload)


FIXED_WORDS = frozenset({"修好了", "修好啦", "已修好", "修完了", "fixed", "done", "it's fixed"})
CANNOT_WORDS = frozenset({"我去不了了", "去不了了", "我去不了", "去不了", "i can't come", "can't come"})


async def hear_holder(tx: Writing, person: Person, chat_id: int, text: str, photo: Photo | None = None) -> bool:
    """修好了 and 我去不了了, written instead of tapped, by a holder; of several orders they choose one.

    False: it is neither, or of no order they hold.
    """
    number, words = read_numbered(text)
    if words not in FIXED_WORDS | CANNOT_WORDS:
        return False
    held = [each for each in await claims_under_way(tx, person.id) if number in (None, each[1].number)]
    if len(held) > 1 and words in FIXED_WORDS and photo is None:
        orders = [[order.community_id, order.number] for _, order, _ in held]
        owe_reply(tx, chat_id, "which_visit", orders=orders, done=True)
        return True
    if len(held) != 1:
        return False
    ((_, order, community),) = held
    if words in CANNOT_WORDS:
        await _ask_reason(tx, person, chat_id, order)
        return True
    await report_done(tx, community, order, person)
    if photo is not None:
        await add_result(tx, order, person, photo=photo)
    owe_reply(tx, chat_id, "said", community=community.id, what="finished", number=order.number)
    return True


async def _held(tx: Writing, cmd: PlacePress, step: Step | None) -> tuple[Person, Community, Order, Claim]:
    person = await recognise(tx, cmd.actor)
    order = await order_for_change(tx, cmd.community_id, cmd.number)
    claim = await own_claim(tx, order, person)
    if step is not None:
        order.next_move(step)
    community = await tx.session.get_one(Community, order.community_id)
    if order.status in OPEN_TO_WORK:
        claim.gives_sign(until=silent_from(community, order, tx.now))
    return person, community, order, claim


@dataclass(frozen=True)
class SkipQuestion:
    """跳过 under the question of a conversation."""

    actor: Actor
    kind: str
    serial: int
    answer: str | None = None
    """A ready answer that was tapped instead."""


async def skip_question(cmd: SkipQuestion, *, uow: UnitOfWork, now: datetime) -> None:
    """Leave the question out, or answer it with a ready word.

    Raises:
        ButtonExpired: that conversation has ended.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, cmd.kind, cmd.serial)
        if draft is None or draft.kind != RELEASE:
            raise ButtonExpired
        await answer_reason(tx, person, draft, cmd.answer)


async def answer_reason(tx: Writing, person: Person, draft: DraftFacts, reason: str | None) -> None:
    """The holder said why they cannot come; None is 跳过."""
    community = await tx.session.get_one(Community, draft.payload["community"])
    await end_draft(tx, draft, "released", number=draft.payload["number"])
    await release_by_holder(tx, community, draft.payload["number"], person, reason)
