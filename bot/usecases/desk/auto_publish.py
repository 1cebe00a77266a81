"""Which trades' requests go to the volunteers by themselves: chosen by the secretary, one tap each."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import ButtonExpired, NoCommunity
from bot.language.needs.skills import TRADES
from bot.models import Community
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork
from bot.usecases.chats.acting import Actor, recognise, require_secretary
from bot.usecases.owed.owing_community import owe_panel

SHOW = "show"


@dataclass(frozen=True)
class SwitchTrade:
    """A button of the chooser: a trade, or `show` for the chooser itself."""

    actor: Actor
    community_id: int
    trade: str


async def switch_trade(cmd: SwitchTrade, *, uow: UnitOfWork, now: datetime) -> bool:
    """Let the trade's requests through, or no longer; False if only the chooser was asked for.

    Raises:
        ButtonExpired: there is no such trade.
        NoCommunity: there is no such community.
        NotAllowed: the actor is not the secretary there.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        community = await tx.session.get(Community, cmd.community_id, with_for_update=True)
        if community is None:
            raise NoCommunity
        await require_secretary(tx, community, person, "settings")
        if cmd.trade not in (*TRADES, SHOW):
            raise ButtonExpired
        if cmd.trade != SHOW:
            before = community.ways().auto_publish
            after = tuple(sorted(set(before) ^ {cmd.trade}))
            community.practice = replace(community.ways(), auto_publish=after).to_json()
            write_audit(tx, community.id, person.id, "setting", name="auto_publish", before=before, after=after)
        owe_panel(tx, person.user_id, community.id, "auto_publish", key=f"auto-publish/{community.id}/{person.id}")
        return cmd.trade != SHOW
