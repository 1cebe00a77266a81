"""While an order is worked on: I have arrived, I cannot come, it is fixed."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import ButtonExpired, OrderNotFound, WrongMoment
from bot.domain.life import ACTIVE_CLAIM, LIFE, Step
from bot.domain.roles import Part, Role
from bot.models import Claim, Community, Order, Person
from bot.models.orders import PhotoKind
from bot.storage.claims import claims_under_way, done_lately_by, holders_with_claims
from bot.storage.drafts import DraftFacts, close_draft, draft_of, save_draft
from bot.storage.orders import claim_of, order_for_change, photo_is_known, write_event
from bot.storage.people import PersonFacts, people_with
from bot.storage.uow import UnitOfWork, Writing
from bot.usecases.acting import Actor, recognise
from bot.usecases.owing import (
    begin_question,
    owe_card,
    owe_draft,
    owe_job,
    owe_news,
    owe_notice,
    owe_reply,
    owe_review,
    owe_review_photo,
)
from bot.usecases.posting import Photo, add_photos
from bot.usecases.releasing import release_by_holder

FINISH = "finish"
RELEASE = "release"
WORD = "word"
PHOTO = "photo"
REASON = "reason"
PHOTOS_FOLLOW_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class HolderPress:
    """The holder pressed a button under their own message about an order."""

    actor: Actor
    community_id: int
    number: int


async def arrive(cmd: HolderPress, *, uow: UnitOfWork, now: datetime) -> bool:
    """The holder is there; False if they had said so before.

    Raises:
        OrderNotFound: the actor does not hold the order (any more).
        WrongMoment: it is past that.
    """
    async with uow.writing(now) as tx:
        person, community, order, claim = await _held(tx, cmd, Step.ARRIVE)
        if claim.arrived_at is not None:
            return False
        was = order.status
        order.move(Step.ARRIVE, by=Part.HOLDER, at=now)
        claim.arrived_at = now
        await write_event(tx, order, Step.ARRIVE, actor_id=person.id, was=was, claim=claim.id)
        owe_card(tx, community, order)
        owe_job(tx, order, claim, person.user_id)
        await owe_news(tx, order, "arrived", claim=claim.id)
        return True


async def ask_result(cmd: HolderPress, *, uow: UnitOfWork, now: datetime) -> None:
    """修好了: ask what was done.

    Raises:
        OrderNotFound: the actor does not hold the order (any more).
        WrongMoment: it is done already.
    """
    await _ask(cmd, Step.FINISH, FINISH, WORD, uow=uow, now=now)


async def ask_reason(cmd: HolderPress, *, uow: UnitOfWork, now: datetime) -> None:
    """我去不了了: ask why.

    Raises:
        OrderNotFound: the actor does not hold the order (any more).
        WrongMoment: it is done already.
    """
    await _ask(cmd, Step.RELEASE, RELEASE, REASON, uow=uow, now=now)


FIXED_WORDS = frozenset({"修好了", "修好啦", "已修好", "修完了", "fixed", "done", "it's fixed"})
CANNOT_WORDS = frozenset({"我去不了了", "去不了了", "我去不了", "去不了", "i can't come", "can't come"})
_NUMBERED = re.compile(r"[#＃]?(?P<number>\d{3,9})?\s*(?P<words>.*?)[\s。!！.~]*", re.DOTALL)


async def hear_holder(tx: Writing, person: Person, chat_id: int, text: str) -> bool:
    """修好了 and 我去不了了, written instead of tapped, by somebody who holds the one order they can mean.

    False: it is neither, or nobody can tell which order is meant.
    """
    match = _NUMBERED.fullmatch(text.strip())
    words = "" if match is None else match["words"].lower()
    if match is None or words not in FIXED_WORDS | CANNOT_WORDS:
        return False
    held = [
        order for _, order, _ in await claims_under_way(tx, person.id) if match["number"] in (None, str(order.number))
    ]
    if len(held) != 1:
        return False
    kind, first = (FINISH, WORD) if words in FIXED_WORDS else (RELEASE, REASON)
    payload: dict[str, Any] = {"community": held[0].community_id, "number": held[0].number}
    await begin_question(tx, person, chat_id, kind=kind, step=first, payload=payload)
    return True


async def _ask(cmd: HolderPress, step: Step, kind: str, first: str, *, uow: UnitOfWork, now: datetime) -> None:
    async with uow.writing(now) as tx:
        person, community, order, _ = await _held(tx, cmd, step)
        payload: dict[str, Any] = {"community": community.id, "number": order.number}
        chat_id = cmd.actor.user_id
        await begin_question(tx, person, chat_id, kind=kind, step=first, payload=payload)


async def _held(tx: Writing, cmd: HolderPress, step: Step) -> tuple[Person, Community, Order, Claim]:
    person = await recognise(tx, cmd.actor)
    order = await order_for_change(tx, cmd.community_id, cmd.number)
    claim = await claim_of(tx, order.community_id, order.number, person.id)
    if claim is None:
        raise OrderNotFound(number=cmd.number)
    if (order.status, step) not in LIFE:
        raise WrongMoment(number=order.number, status=order.status, step=step)
    community = await tx.session.get_one(Community, order.community_id)
    claim.gives_sign(until=community.silence_from(tx.now))
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
        if draft is None or draft.kind not in (FINISH, RELEASE):
            raise ButtonExpired
        await answer_work_draft(tx, person, draft, cmd.answer)


async def answer_work_draft(
    tx: Writing, person: Person, draft: DraftFacts, text: str | None, photo: Photo | None = None
) -> None:
    """The next word of the conversation about a result or a reason; None is 跳过."""
    if draft.kind == RELEASE:
        await _release(tx, person, draft, text)
    elif photo is not None:
        await _finish(tx, person, draft, draft.payload.get("word") or text, photo)
    elif draft.step == WORD:
        await _ask_photo(tx, draft, text)
    else:
        # A word after the word: both are the result, and nothing that was said is lost.
        words = [word for word in (draft.payload.get("word"), text) if word]
        await _finish(tx, person, draft, "\n".join(words) or None, None)


async def _ask_photo(tx: Writing, draft: DraftFacts, word: str | None) -> None:
    asked = replace(draft, step=PHOTO, payload={**draft.payload, "word": word})
    await save_draft(tx, asked)
    owe_draft(tx, asked, number=draft.payload["number"])


async def _release(tx: Writing, person: Person, draft: DraftFacts, reason: str | None) -> None:
    community = await tx.session.get_one(Community, draft.payload["community"])
    await close_draft(tx, draft)
    owe_draft(tx, draft, ended="released", number=draft.payload["number"])
    await release_by_holder(tx, community, draft.payload["number"], person, reason)


async def _finish(tx: Writing, person: Person, draft: DraftFacts, word: str | None, photo: Photo | None) -> None:
    community = await tx.session.get_one(Community, draft.payload["community"])
    order = await order_for_change(tx, community.id, draft.payload["number"])
    await close_draft(tx, draft)
    if await claim_of(tx, community.id, order.number, person.id) is None:
        raise OrderNotFound(number=order.number)
    was = order.status
    order.move(Step.FINISH, by=Part.HOLDER, at=tx.now)
    order.result = tx.vault.seal_or_none(word)
    order.finished_by = person.id
    secretaries = await people_with(tx, community.id, {Role.SECRETARY})
    if photo is not None:
        await _add_result(tx, order, person, photo, secretaries)
    await write_event(tx, order, Step.FINISH, actor_id=person.id, was=was)
    owe_draft(tx, draft, ended="finished", number=order.number)
    owe_reply(tx, draft.chat_id, "said", community=community.id, what="finished", number=order.number)
    owe_card(tx, community, order)
    for claim, holder in await holders_with_claims(tx, community.id, order.number, tuple(ACTIVE_CLAIM)):
        owe_job(tx, order, claim, holder.user_id)
        if holder.id != person.id:
            owe_notice(tx, order, holder.user_id, "finished_by_other", reason=tx.vault.open(person.name))
    owe_review(tx, order, secretaries)
    await owe_news(tx, order, "done")


async def _add_result(tx: Writing, order: Order, person: Person, photo: Photo, secretaries: list[PersonFacts]) -> None:
    if not await photo_is_known(tx, order, PhotoKind.RESULT, photo.unique_id):
        add_photos(tx, order, person, (photo,), PhotoKind.RESULT)
        owe_review_photo(tx, order, photo.file_id, photo.unique_id, secretaries)


async def add_result_photo(tx: Writing, person: Person, photo: Photo) -> bool:
    """One more picture of what was finished a moment ago: albums arrive one by one. False: there is no such order."""
    order = await done_lately_by(tx, person.id, tx.now - PHOTOS_FOLLOW_WITHIN)
    if order is None:
        return False
    secretaries = await people_with(tx, order.community_id, {Role.SECRETARY})
    await _add_result(tx, order, person, photo, secretaries)
    owe_review(tx, order, secretaries)
    return True
