"""The points standard, changed by the secretary step by step or by a sheet, and published as a whole.

What is changed waits in a conversation, place by place, until it is published; nobody sees half of it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired, NothingChanged
from bot.domain.sheets import Rows
from bot.domain.standard import Sharing, Standard
from bot.domain.standard_changes import Place, applied, place_of, value_at
from bot.language.lines.standard_words import Changes, read_line, read_standard_rows, read_value
from bot.models import Community, Person
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.points.ledger import lock_books
from bot.storage.points.standards import note_version
from bot.storage.requests.drafts import DraftFacts, draft_of, open_draft
from bot.usecases.chats.acting import Actor, recognise, require_secretary
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft, owe_draft, owe_reply
from bot.usecases.owed.owing_community import owe_group

DRAFT = "standard"
TOP = "top"
SHOWS = ("top", "rows", "bonus", "rules", "minutes", "examples")
"""Screens of the conversation; `row.CATEGORY` shows one row, `ask.PLACE` asks what shall stand in a place."""
MOST_ERRORS = 5
"""Of a sheet, told at once; who has put these right sends it again anyhow."""


async def begin_changing(tx: Writing, person: Person, chat_id: int, community: Community) -> None:
    """The card of the conversation, with nothing changed yet."""
    payload = {"community": community.id, "base": community.standard_version, "changes": {}}
    await begin_question(tx, person, chat_id, kind=DRAFT, step=TOP, payload=payload)


@dataclass(frozen=True)
class PressChange:
    """A button of the conversation's card."""

    actor: Actor
    serial: int
    act: str


async def press_change(cmd: PressChange, *, uow: UnitOfWork, now: datetime) -> int | None:
    """Leaf through the standard, choose a place, take changes back; or publish: the new version's number.

    Raises:
        ButtonExpired: the conversation is over, or there is no such button.
        NotAllowed: the person is no longer the secretary.
        NothingChanged: there is nothing to publish.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, DRAFT, cmd.serial)
        if draft is None:
            raise ButtonExpired
        community = await _community(tx, person, draft)
        if cmd.act == "publish":
            return await _publish(tx, community, person, draft)
        changed = _pressed(community, draft, cmd.act)
        await keep_draft(tx, changed)
        return None


async def _community(tx: Writing, person: Person, draft: DraftFacts) -> Community:
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_secretary(tx, community, person, "settings")
    return community


def _pressed(community: Community, draft: DraftFacts, act: str) -> DraftFacts:
    """The conversation after a button that needs nothing else.

    Raises:
        ButtonExpired: there is no such button.
    """
    verb, _, about = act.partition(".")
    place = place_of(about)
    if verb == "show" and (about in SHOWS or about.startswith("row.")):
        return replace(draft, step=about)
    if verb == "ask" and place is not None:
        return replace(draft, step=act)
    if verb == "same" and about:
        own = {name: value for name, value in _changes(draft).items() if not name.startswith(f"row.{about}")}
        return _with(draft, {**own, f"row.{about}": ""})
    if verb == "share":
        split = value_at(proposed(community, draft), Place("sharing")) == Sharing.SPLIT
        return _with(draft, {**_changes(draft), "sharing": str(Sharing.EACH if split else Sharing.SPLIT)})
    if verb == "clear":
        return _with(draft, {})
    raise ButtonExpired


def _changes(draft: DraftFacts) -> dict[str, Any]:
    changes: dict[str, Any] = draft.payload["changes"]
    return changes


def _with(draft: DraftFacts, changes: dict[str, Any]) -> DraftFacts:
    return replace(draft, step=TOP, payload={**draft.payload, "changes": changes})


def proposed(community: Community, draft: DraftFacts) -> Standard:
    """The standard in force with what was changed in the conversation."""
    return applied(community.points_standard(), _changes(draft))


async def answer_standard(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """What shall stand in the place that was asked about; or a line that says which place, and what.

    Raises:
        BadInput: it can be neither.
        NotAllowed: the person is no longer the secretary.
    """
    await _community(tx, person, draft)
    changes = _answered(draft, text)
    if changes is None:
        raise BadInput(field="standard", example="木工 10 15 25 50")
    await _show_again(tx, person, _with(draft, {**_changes(draft), **changes}))


def _answered(draft: DraftFacts, text: str) -> Changes | None:
    place = place_of(draft.step.removeprefix("ask.")) if draft.step.startswith("ask.") else None
    value = None if place is None else read_value(place, text)
    return read_line(text) if place is None or value is None else {str(place): value}


async def take_sheet(tx: Writing, person: Person, draft: DraftFacts, rows: Rows) -> None:
    """The sheet that was sent says what the standard shall be; all of it, or nothing where a cell cannot be taken.

    Raises:
        NotAllowed: the person is no longer the secretary.
    """
    community = await _community(tx, person, draft)
    changes, errors = read_standard_rows(rows)
    if errors or not changes:
        told = [list(error) for error in errors[:MOST_ERRORS]]
        owe_reply(tx, draft.chat_id, "standard_errors", community=community.id, errors=told, count=len(errors))
        return
    await _show_again(tx, person, _with(draft, dict(changes)))


async def _show_again(tx: Writing, person: Person, draft: DraftFacts) -> None:
    """The card goes to the end of the chat, where what was just said stands."""
    await end_draft(tx, draft, "moved")
    owe_draft(tx, await open_draft(tx, person.id, draft.chat_id, kind=DRAFT, step=draft.step, payload=draft.payload))


async def _publish(tx: Writing, community: Community, person: Person, draft: DraftFacts) -> int | None:
    """Put it in force as the next version and tell the group; None: somebody else was faster, look at it again."""
    await lock_books(tx, community.id)
    await tx.session.refresh(community)
    if community.standard_version != draft.payload["base"]:
        again = replace(draft, step=TOP, payload={**draft.payload, "base": community.standard_version})
        await keep_draft(tx, again, overtaken=True)
        return None
    before, after = community.points_standard(), proposed(community, draft)
    if after == before:
        raise NothingChanged
    community.adopt(after)
    note_version(tx, community)
    write_audit(tx, community.id, person.id, "standard", before=before.to_json(), after=community.standard)
    await end_draft(tx, draft, "published", version=community.standard_version)
    _owe_news(tx, community)
    return community.standard_version


def _owe_news(tx: Writing, community: Community) -> None:
    """The group reads once what has changed."""
    key = f"standard/{community.id}/{community.standard_version}"
    owe_group(tx, community, "standard_news", key=key, version=community.standard_version)
