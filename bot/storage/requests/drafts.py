"""Conversations under way: found, opened, put away."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from bot.domain.ids import PersonId
from bot.models import Draft
from bot.storage.ground.uow import Reading, Writing

A_MOMENT = timedelta(minutes=30)
"""As long as this a question is in the mind of whoever was asked."""


@dataclass(frozen=True)
class DraftFacts:
    """One conversation: what it is about, the question that stands, what is known."""

    person_id: PersonId
    chat_id: int
    kind: str
    serial: int
    step: str
    payload: dict[str, Any]
    touched_at: datetime | None = None
    """When something was last said in it; None: in this transaction."""

    def stands(self, now: datetime) -> bool:
        """Whether what is written next is surely meant for it: it was asked, or answered in part, a moment ago."""
        return self.touched_at is None or now - self.touched_at <= A_MOMENT


def _facts(tx: Reading, row: Draft) -> DraftFacts:
    payload = tx.vault.open_json(row.payload)
    return DraftFacts(row.person_id, row.chat_id, row.kind, row.serial, row.step, payload, row.updated_at)


async def current_draft(tx: Reading, person_id: PersonId, chat_id: int) -> DraftFacts | None:
    """The conversation that a text in this chat answers: the one touched last."""
    row = await tx.session.scalar(
        select(Draft)
        .where(Draft.person_id == person_id, Draft.chat_id == chat_id)
        .order_by(Draft.updated_at.desc(), Draft.serial.desc())
        .limit(1)
    )
    return None if row is None else _facts(tx, row)


async def draft_of(tx: Reading, person_id: PersonId, chat_id: int, kind: str, serial: int) -> DraftFacts | None:
    """One conversation, if it has not ended."""
    row = await tx.session.get(Draft, (person_id, chat_id, kind, serial))
    return None if row is None else _facts(tx, row)


async def open_draft(
    tx: Writing, person_id: PersonId, chat_id: int, *, kind: str, step: str, payload: dict[str, Any]
) -> DraftFacts:
    """Begin a conversation beside those that are under way."""
    # At random, because a serial that came back would let an old button answer a new question.
    serial = 1 + secrets.randbelow(2**31 - 1)
    draft = DraftFacts(person_id, chat_id, kind, serial, step, payload)
    tx.session.add(
        Draft(
            person_id=person_id,
            chat_id=chat_id,
            kind=kind,
            serial=serial,
            step=step,
            payload=tx.vault.seal_json(payload),
            updated_at=tx.now,
        )
    )
    await tx.session.flush()
    return draft


async def save_draft(tx: Writing, draft: DraftFacts) -> None:
    """Keep what is known now."""
    row = await tx.session.get_one(Draft, (draft.person_id, draft.chat_id, draft.kind, draft.serial))
    row.step = draft.step
    row.payload = tx.vault.seal_json(draft.payload)
    row.updated_at = tx.now


async def close_draft(tx: Writing, draft: DraftFacts) -> None:
    """The conversation is over."""
    await tx.session.execute(
        delete(Draft).where(
            Draft.person_id == draft.person_id,
            Draft.chat_id == draft.chat_id,
            Draft.kind == draft.kind,
            Draft.serial == draft.serial,
        )
    )


async def drafts_of_kind(tx: Reading, person_id: PersonId, chat_id: int, kind: str) -> list[DraftFacts]:
    """The conversations of a kind that are under way."""
    rows = await tx.session.scalars(
        select(Draft).where(Draft.person_id == person_id, Draft.chat_id == chat_id, Draft.kind == kind)
    )
    return [_facts(tx, row) for row in rows]


async def every_draft(tx: Reading, kind: str) -> list[DraftFacts]:
    """The conversations of a kind with anybody."""
    return [_facts(tx, row) for row in await tx.session.scalars(select(Draft).where(Draft.kind == kind))]
