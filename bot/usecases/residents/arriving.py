"""Somebody scanned the poster of a building: greeted, and asked what is broken; the address is known."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.deep_link import WHOLE_COMMUNITY
from bot.models import Community
from bot.storage.community.buildings import building_of
from bot.storage.ground.uow import UnitOfWork
from bot.storage.members.residences import HomeFacts, remember_home
from bot.storage.requests.drafts import drafts_of_kind
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.chats.asking import reply_help
from bot.usecases.members.first_language import offer_languages, settle_language
from bot.usecases.owed.owing import end_draft, owe_reply
from bot.usecases.repairs.order_details import OrderDetails, details_of
from bot.usecases.residents.report_draft import REPORT_DRAFT
from bot.usecases.residents.reporting import begin


@dataclass(frozen=True)
class ArriveByPoster:
    """Start was pressed behind a poster's link."""

    actor: Actor
    community_id: int
    building_id: int


async def arrive_by_poster(cmd: ArriveByPoster, *, uow: UnitOfWork, now: datetime) -> None:
    """Begin a request in this building, or from the gate in the community; one that is not there leads to the help."""
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        community = await tx.session.get(Community, cmd.community_id)
        building = await building_of(tx, cmd.community_id, cmd.building_id)
        at_the_gate = cmd.building_id == WHOLE_COMMUNITY
        if community is None or (building is None and not at_the_gate):
            reply_help(tx, person, cmd.actor)
            return
        await settle_language(tx, person, cmd.actor)
        await remember_home(tx, community.id, person.id, HomeFacts())
        for old in await drafts_of_kind(tx, person.id, cmd.actor.chat_id, REPORT_DRAFT):
            if details_of(old).what is None and not details_of(old).photos:
                await end_draft(tx, old, "moved")
        name = None if building is None else building.name
        await begin(tx, person, cmd.actor.chat_id, OrderDetails(building=name), community.id)
        owe_reply(tx, cmd.actor.chat_id, "poster_greeting", community=community.id, building=name)
        offer_languages(tx, person, cmd.actor)
