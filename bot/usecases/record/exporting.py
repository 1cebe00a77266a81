"""The record taken out as a file: which part of it, in which form, and who may see how much."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.errors import ButtonExpired
from bot.domain.ids import CommunityId, PersonId
from bot.domain.kind import Kind
from bot.domain.periods import months_later
from bot.domain.record import Form, Wanted
from bot.domain.roles import STAFF
from bot.domain.schedule import local_day
from bot.language.lines.record_ask import read_wanted
from bot.models import Community, Person
from bot.models.outbox import Kind as Say
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.post.outbox import Owed, message_by_key
from bot.usecases.chats.acting import Actor, recognise, require_private, require_secretary, staff_here
from bot.usecases.chats.asking import own_communities

SERIALS = 10**9
"""A button has no room for more."""


@dataclass(frozen=True)
class AskExport:
    """/export, perhaps with days and a kind."""

    actor: Actor
    text: str


async def ask_export(cmd: AskExport, *, uow: UnitOfWork, now: datetime) -> None:
    """Show what would be taken out, to be changed and confirmed.

    Raises:
        NoSuchDay: a day was named that no calendar has.
        NotAllowed: the actor is staff nowhere.
        NotUnderstood: something that was said is nothing that can be asked for.
        StillToCome: the days have not begun.
        OnlyInPrivate: the file does not belong into the group.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        for at, community in enumerate(await own_communities(tx, person, cmd.actor, STAFF, "export")):
            wanted = read_wanted(cmd.text, local_day(now, community.zone))
            serial = (min(tx.settled, default=int(now.timestamp())) + at) % SERIALS
            _owe_card(tx, person, community, serial, wanted, shown="ask")


def _key(person_id: PersonId, community_id: CommunityId, serial: int) -> str:
    return f"export/{person_id}/{community_id}/{serial}"


def _owe_card(tx: Writing, person: Person, community: Community, serial: int, wanted: Wanted, *, shown: str) -> None:
    key = _key(person.id, community.id, serial)
    facts = {
        "community": community.id,
        "person": person.id,
        "serial": serial,
        "wanted": wanted.to_json(),
        "shown": shown,
    }
    tx.owe(Owed(key, person.user_id, "export", facts, community_id=community.id, kind=Say.KEEP))


@dataclass(frozen=True)
class PressExport:
    """A button of that message: what is to be changed, or that the file is to be made."""

    actor: Actor
    community_id: int
    serial: int
    act: str
    value: str


async def press_export(cmd: PressExport, *, uow: UnitOfWork, now: datetime) -> None:
    """Change what is wanted, or make the file; who took out how much is written down.

    Raises:
        ButtonExpired: the file was made already, or this was never asked.
        NotAllowed: the actor is not staff here, or no secretary where everything is to be seen.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "export")
        wanted = await _asked(tx, person, community, cmd.serial)
        if cmd.act != "go":
            changed = _changed(wanted, cmd, local_day(now, community.zone))
            if changed.full:
                await require_secretary(tx, community, person, "export_full")
            _owe_card(tx, person, community, cmd.serial, changed, shown="ask")
            return
        if wanted.full:
            await require_secretary(tx, community, person, "export_full")
        write_audit(tx, community.id, person.id, "export", **wanted.to_json())
        _owe_card(tx, person, community, cmd.serial, wanted, shown="made")
        facts = {"community": community.id, "person": person.id, "wanted": wanted.to_json()}
        facts["card"] = _key(person.id, community.id, cmd.serial)
        key = f"{_key(person.id, community.id, cmd.serial)}/file"
        tx.owe(Owed(key, person.user_id, "export_file", facts, community_id=community.id))


async def _asked(tx: Writing, person: Person, community: Community, serial: int) -> Wanted:
    """What stands in the message, as long as the file was not made."""
    row = await message_by_key(tx.session, _key(person.id, community.id, serial))
    facts: dict[str, Any] = {} if row is None else tx.vault.open_json(row.facts)
    if facts.get("shown") != "ask":
        raise ButtonExpired
    return Wanted.from_json(facts["wanted"])


def _changed(wanted: Wanted, cmd: PressExport, today: date) -> Wanted:
    this = today.replace(day=1)
    days = {
        "month": (this, months_later(this, 1) - timedelta(days=1)),
        "last": (months_later(this, -1), this - timedelta(days=1)),
        "year": (date(today.year, 1, 1), date(today.year, 12, 31)),
        "all": (None, None),
    }
    if cmd.act == "days" and cmd.value in days:
        since, until = days[cmd.value]
        return replace(wanted, since=since, until=until)
    if cmd.act == "kind" and cmd.value in ("", *Kind):
        return replace(wanted, kind=Kind(cmd.value) if cmd.value else None)
    if cmd.act == "form" and cmd.value in tuple(Form):
        return replace(wanted, form=Form(cmd.value))
    if cmd.act == "full" and cmd.value in ("0", "1"):
        return replace(wanted, full=cmd.value == "1")
    raise ButtonExpired


async def export_by_operator(community_id: CommunityId, wanted: Wanted, *, uow: UnitOfWork, now: datetime) -> None:
    """Whoever holds the machine takes the record out; that is written down, too."""
    async with uow.writing(now, occasion="export") as tx:
        write_audit(tx, community_id, None, "export", **wanted.to_json())
