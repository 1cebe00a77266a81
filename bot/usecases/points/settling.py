"""Settlement (清算): the secretary looks at a period, closes it once, and has its file; everybody gets a statement."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.errors import ButtonExpired
from bot.domain.ids import CommunityId, PersonId
from bot.domain.roles import Role
from bot.models import Community, Person, SettledPeriod
from bot.models.outbox import Kind, Lane
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import reachable
from bot.storage.points.ledger import lock_books
from bot.storage.points.settled import last_settled, period_ending, settled_facts, settled_period, settled_with
from bot.storage.points.settling import open_span, tallies_in, write_period
from bot.storage.post.outbox import keys_in_use
from bot.usecases.chats.acting import Actor, recognise, require_private, secretary_here
from bot.usecases.chats.asking import Ask, own_communities
from bot.usecases.owed.owing import owe_reply
from bot.usecases.owed.owing_community import owe_group, owe_panel, owe_private

SHOWS = ("look", "sure", "past", "one")
"""Buttons that only show something: a period that is open, the question, the closed ones, one of these."""


async def ask_settlement(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """What is to be settled next, as it stands now; nothing is written down of it.

    Raises:
        OnlyInPrivate: it was asked in the group.
        NotAllowed: the actor is secretary nowhere.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        for community in await own_communities(tx, person, cmd.actor, frozenset({Role.SECRETARY}), "settings"):
            _owe_settlement(tx, person, community.id, int(now.timestamp()))


def _owe_settlement(
    tx: Writing, person: Person, community_id: CommunityId, serial: int, *, show: str = "look", value: int = 0
) -> None:
    """The secretary's own message shows this."""
    key, shown = f"settle/{community_id}/{person.id}/{serial}", {"serial": serial, "show": show, "value": value}
    owe_panel(tx, person.user_id, community_id, "settlement", key=key, person=person.id, **shown)


@dataclass(frozen=True)
class PressSettlement:
    """A button of the secretary's message: `value` is a page, the id of a closed period, or the end of an open one."""

    actor: Actor
    community_id: int
    act: str
    value: int
    serial: int


async def press_settlement(cmd: PressSettlement, *, uow: UnitOfWork, now: datetime) -> str | None:
    """Leaf through, close a period, have its file; what was done: "closed", "before" (it was closed already), "sheet".

    Raises:
        NotAllowed: the actor is not the secretary there.
        ButtonExpired: there is no such button, or no such period to close.
    """
    async with uow.writing(now) as tx:
        person, community = await secretary_here(tx, cmd.actor, cmd.community_id, "settings")
        if cmd.act in SHOWS:
            _owe_settlement(tx, person, community.id, cmd.serial, show=cmd.act, value=cmd.value)
            return None
        if cmd.act == "sheet":
            await _hand_out(tx, person, community, cmd.value)
            return "sheet"
        if cmd.act != "close":
            raise ButtonExpired
        await lock_books(tx, community.id)  # whoever closes it at the same time is waited for, and found then
        before = await period_ending(tx, community.id, date_from(cmd.value))
        period = before or await _close(tx, person, community, date_from(cmd.value))
        _owe_settlement(tx, person, community.id, cmd.serial, show="one", value=period.id)
        return "closed" if before is None else "before"


def number_of(day: date) -> int:
    """A day as a button says it: 20261101."""
    return day.year * 10_000 + day.month * 100 + day.day


def date_from(number: int) -> date:
    """The day that a button said.

    Raises:
        ButtonExpired: it is no day; the button was not made by us.
    """
    try:
        return date(number // 10_000, number // 100 % 100, number % 100)
    except (ValueError, OverflowError):
        raise ButtonExpired from None


async def _close(tx: Writing, person: Person, community: Community, ends: date) -> SettledPeriod:
    """Close the period that is to be settled next, if that is the one that was meant; the books are locked."""
    span = await open_span(tx, community)
    if span is None or span.period.ends != ends or not span.period.is_over(tx.now, community.zone):
        raise ButtonExpired
    tallies = await tallies_in(tx, community, span)
    period = await write_period(tx, community, span, tallies, by=person.id)
    write_audit(tx, community.id, person.id, "settle", period=period.id, until=period.until_seq)
    owe_list(tx, community, period.id)
    moved = [person_id for person_id, tally in tallies.items() if tally.moved]
    for person_id, user_id in await reachable(tx, moved):
        key = f"settled/{community.id}/{period.id}/{person_id}"
        owe_private(
            tx,
            user_id,
            community.id,
            "settled_own",
            key=key,
            lane=Lane.DIGEST,
            not_before=community.by_day(tx.now),
            period=period.id,
            person=person_id,
        )
    return period


def owe_list(tx: Writing, community: Community, period_id: int) -> None:
    """名单公示: the group's list of a closed period shows its members as they want to be called."""
    owe_group(
        tx,
        community,
        "settled_list",
        key=list_key(community.id, period_id),
        lane=Lane.DIGEST,
        kind=Kind.KEEP,
        not_before=community.by_day(tx.now),
        period=period_id,
    )


async def show_list_again(tx: Writing, community: Community, person_id: PersonId) -> None:
    """Somebody wants to be called otherwise: the last list they stand in is put right, if it was posted."""
    period = await last_settled(tx, community.id)
    if period is None or not await settled_facts(tx, period, only=person_id):
        return
    if await keys_in_use(tx.session, [list_key(community.id, period.id)]):
        owe_list(tx, community, period.id)


async def empty_lists_of(tx: Writing, person: Person) -> None:
    """Somebody was removed: the lists they stand in that were posted show no name there any more."""
    periods = {list_key(period.community_id, period.id): period for period in await settled_with(tx, person.id)}
    for key in sorted(await keys_in_use(tx.session, periods)):
        community = await tx.session.get_one(Community, periods[key].community_id)
        owe_list(tx, community, periods[key].id)


def list_key(community_id: CommunityId, period_id: int) -> str:
    """The outbox key of the group's list."""
    return f"settled-list/{community_id}/{period_id}"


async def _hand_out(tx: Writing, person: Person, community: Community, period_id: int) -> None:
    """The period's file, to whoever asked; that they got all these names is written down."""
    if await settled_period(tx, community.id, period_id) is None:
        raise ButtonExpired
    write_audit(tx, community.id, person.id, "settled_sheet", period=period_id)
    owe_reply(tx, person.user_id, "settled_sheet", community=community.id, period=period_id)
