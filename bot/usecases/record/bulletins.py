"""Reports (工单通报): staff look at the figures of a period, have them on paper, and post them to the group, once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.errors import ButtonExpired, NoCommunity
from bot.domain.ids import CommunityId
from bot.domain.periods import Period
from bot.domain.roles import STAFF
from bot.domain.schedule import local_day
from bot.language.dates.report_period import possible, read_period
from bot.models import Community, Person
from bot.models.outbox import Kind, Lane, Policy
from bot.storage.community.communities import community_of_chat
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import PersonFacts, communities_where
from bot.storage.post.outbox import Owed, keys_in_use
from bot.storage.records.bulletins import note_posted, posted_in
from bot.usecases.chats.acting import Actor, recognise, staff_here
from bot.usecases.chats.asking import Ask, own_communities, reply_help
from bot.usecases.owed.owing import owe_reply
from bot.usecases.owed.owing_community import owe_group, owe_private
from bot.usecases.points.settling import date_from, number_of

SHOWS = ("look", "sorts", "places", "people", "board", "how")
"""Buttons that only show something: the figures of a period page by page, and how they are counted."""
MOST_PUT_RIGHT = 3


async def ask_stats(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """/stats: this week and this month so far; in the group its own, else of each of the actor's teams.

    Raises:
        NoCommunity: the group is not set up.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if cmd.actor.private:
            communities = list(await communities_where(tx, person.id))
        else:
            here = await community_of_chat(tx, cmd.actor.chat_id)
            communities = [] if here is None else [here]
        if not communities and not cmd.actor.private:
            raise NoCommunity
        if not communities:
            reply_help(tx, person, cmd.actor)
        for community in communities:
            owe_reply(tx, cmd.actor.chat_id, "stats", thread_id=cmd.actor.thread_id, community=community.id)


@dataclass(frozen=True)
class AskReport:
    """/report, with the period in the words that were said."""

    actor: Actor
    words: str


async def ask_report(cmd: AskReport, *, uow: UnitOfWork, now: datetime) -> None:
    """The figures of a period, in the private chat.

    Raises:
        NotAllowed: the actor is staff nowhere, or not here.
        NotUnderstood: something that was said names no period.
        BadInput: there is no such day, or it is longer than a year.
        StillToCome: the period has not begun.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        for community in await own_communities(tx, person, cmd.actor, STAFF, "report"):
            period = read_period(cmd.words, local_day(now, community.zone))
            owe_report(tx, community, person, period, serial=int(now.timestamp()))


def owe_report(
    tx: Writing,
    community: Community,
    person: Person | PersonFacts,
    period: Period,
    *,
    serial: int,
    show: str = SHOWS[0],
    lane: Lane = Lane.WAITING,
) -> None:
    """Somebody's own message shows the figures of a period, or how they are counted."""
    tx.owe(
        Owed(
            key=f"report/{community.id}/{person.id}/{serial}",
            chat_id=person.user_id,
            topic="report",
            facts={"community": community.id, "serial": serial, "show": show, **span_facts(period)},
            kind=Kind.KEEP,
            lane=lane,
            community_id=community.id,
        )
    )


def span_facts(period: Period) -> dict[str, Any]:
    """What a message about a period says of it."""
    return {"begins": period.begins.isoformat(), "ends": period.ends.isoformat()}


@dataclass(frozen=True)
class PressReport:
    """A button of somebody's report: look at a period, how it is counted, have the paper, post it to the group."""

    actor: Actor
    community_id: int
    act: str
    begins: int
    ends: int
    serial: int


async def press_report(cmd: PressReport, *, uow: UnitOfWork, now: datetime) -> str | None:
    """What was done: "paper", "posted", "before" (the group has it already); None: the message shows something else.

    Raises:
        NotAllowed: the actor is not staff there.
        ButtonExpired: there is no such button, or no such period.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "report")
        period = Period(date_from(cmd.begins), date_from(cmd.ends))
        if not possible(period):
            raise ButtonExpired
        if cmd.act in SHOWS:
            owe_report(tx, community, person, period, serial=cmd.serial, show=cmd.act)
            return None
        if cmd.act == "paper":
            key = f"report-paper/{community.id}/{person.id}/{number_of(period.begins)}/{cmd.ends}/{now:%Y%m%d%H%M}"
            owe_private(tx, person.user_id, community.id, "report_paper", key=key, **span_facts(period))
            return "paper"
        if cmd.act != "post" or not period.is_over(now, community.zone):
            raise ButtonExpired
        if await keys_in_use(tx.session, [bulletin_key(community.id, period)]):
            return "before"
        await owe_bulletin(tx, community, period)
        return "posted"


def bulletin_key(community_id: CommunityId, period: Period) -> str:
    """The outbox key of the group's bulletin about a period: there is one."""
    return f"bulletin/{community_id}/{number_of(period.begins)}/{number_of(period.ends)}"


async def owe_bulletin(tx: Writing, community: Community, period: Period) -> None:
    """The group's bulletin: figures, a picture, thanks; nothing about anybody who does not want it."""
    await note_posted(tx, community.id, period)
    _owe_posted(tx, community, period)


def _owe_posted(tx: Writing, community: Community, period: Period) -> None:
    owe_group(
        tx,
        community,
        "bulletin",
        key=bulletin_key(community.id, period),
        lane=Lane.DIGEST,
        kind=Kind.KEEP,
        policy=Policy.AT_MOST_ONCE,
        **span_facts(period),
    )


async def put_bulletins_right(tx: Writing, community: Community, *, most: int = MOST_PUT_RIGHT) -> None:
    """Somebody was removed, or wants to be called otherwise: the bulletins of late are said anew, without that name."""
    for period in (await posted_in(tx, community.id))[:most]:
        _owe_posted(tx, community, period)
