"""The record that was kept by hand, brought in and taken back by whoever holds the machine."""

from datetime import datetime
from typing import Any

from bot.domain.errors import BadInput
from bot.domain.past import PastSheet
from bot.domain.sheets import Rows
from bot.models import Community
from bot.models.past import ImportState
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork
from bot.storage.records import past
from bot.usecases.record.bringing import IDS, LINKED, begun, keep, take_back, take_next_page


async def bring_by_operator(
    community_id: int, rows: Rows, read: PastSheet, *, taking: bool, linked: bool, uow: UnitOfWork, now: datetime
) -> dict[str, Any]:
    """Bring a record in, or only look; how many rows are new, known, wrong. `linked`: same names are the team's.

    Raises:
        BadInput: it is no record of repairs.
    """
    async with uow.writing(now, occasion="import") as tx:
        community = await tx.session.get_one(Community, community_id)
        import_id = int(now.timestamp() * 1000) % IDS
        sheet = await begun(tx, community, import_id, None, ImportState.DROPPED)
        await keep(tx, community, sheet, rows, read)
        sheet.counts = {**sheet.counts, LINKED: linked}
        if taking and sheet.counts["good"]:  # what brought nothing in must not be what is taken back
            sheet.state = ImportState.TAKING
            write_audit(tx, community.id, None, "import", rows=sheet.counts["good"], sheet=sheet.id)
        else:
            await past.drop_pages(tx, sheet)
        counts = sheet.counts
    while await take_next_page(community_id, import_id, uow=uow, now=now):
        continue
    return counts


async def take_back_by_operator(community_id: int, *, uow: UnitOfWork, now: datetime) -> tuple[datetime, int, int]:
    """Take back what was brought in last, however long ago: when that was, how many rows went, and how many stay.

    Raises:
        BadInput: nothing was, or it is taken back already.
    """
    async with uow.writing(now, occasion="import_undone") as tx:
        sheet = await past.last_import(tx, community_id)
        if sheet is None:
            raise BadInput(field="undo", example="")
        await take_back(tx, None, sheet)
        return sheet.at, sheet.counts["gone"], sheet.counts["left"]
