"""Recognition without shaming: the list of who earned most, on demand; a word of thanks for each star."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired
from bot.domain.ids import CommunityId
from bot.models import Community, Person
from bot.models.outbox import Lane
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import communities_where, reachable
from bot.storage.points.stars import take_new_stars, unseen_hours
from bot.usecases.chats.acting import Actor, member_here, recognise, require_private
from bot.usecases.chats.asking import Ask
from bot.usecases.owed.owing import owe_reply
from bot.usecases.owed.owing_community import owe_panel, owe_private

SINCE = ("month", "year", "all")
"""What the list can be about: this month, this year, all there ever was."""


async def ask_rank(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """The list of this month, of each of the actor's teams; a kind word to others.

    Raises:
        OnlyInPrivate: asked in the group, where one's own place does not belong.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        own = await communities_where(tx, person.id)
        for community in own:
            _owe_rank(tx, person, community.id, int(now.timestamp()), since=SINCE[0])
        if not own:
            owe_reply(tx, cmd.actor.chat_id, "team_none")


def _owe_rank(tx: Writing, person: Person, community_id: CommunityId, serial: int, *, since: str) -> None:
    key = f"rank/{community_id}/{person.id}/{serial}"
    owe_panel(tx, person.user_id, community_id, "rank", key=key, person=person.id, serial=serial, since=since)


@dataclass(frozen=True)
class PressRank:
    """A button of the list: since when; `serial` says of which message."""

    actor: Actor
    community_id: int
    since: str
    serial: int


async def press_rank(cmd: PressRank, *, uow: UnitOfWork, now: datetime) -> None:
    """The message shows another list.

    Raises:
        NotInTeam: the actor is no member there (any more).
        ButtonExpired: there is no such list.
    """
    async with uow.writing(now) as tx:
        person, community = await member_here(tx, cmd.actor, cmd.community_id)
        if cmd.since not in SINCE:
            raise ButtonExpired
        _owe_rank(tx, person, community.id, cmd.serial, since=cmd.since)


async def thank_for_stars(*, uow: UnitOfWork, now: datetime) -> int:
    """Look through new hours of service for stars that were reached; in how many communities."""
    async with uow.reading(now) as tx:
        waiting = await unseen_hours(tx)
    for community_id in waiting:
        await thank_in(community_id, uow=uow, now=now)
    return len(waiting)


async def thank_in(community_id: CommunityId, *, uow: UnitOfWork, now: datetime) -> None:
    """Write down who has reached a star, once, and thank them by day; the morning's digest names them too."""
    async with uow.writing(now, occasion=f"stars/{community_id}") as tx:
        community = await tx.session.get_one(Community, community_id)
        reached = await take_new_stars(tx, community_id)
        for person_id, user_id in await reachable(tx, reached):
            level = reached[person_id]
            key, by_day = f"star/{community_id}/{person_id}/{level}", community.by_day(now)
            owe_private(tx, user_id, community_id, "star", key=key, lane=Lane.DIGEST, not_before=by_day, level=level)
