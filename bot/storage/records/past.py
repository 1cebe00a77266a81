"""Repairs of before: kept page by page until somebody says yes, taken in once, taken back, and cleaned like orders."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, func, select, update

from bot.domain.contact import Contact
from bot.domain.ids import CommunityId
from bot.domain.past import PastLine
from bot.domain.periods import Period
from bot.domain.sheets import Rows
from bot.models import Order, PastRepair, Person, SheetImport, SheetPage
from bot.models.past import ImportState
from bot.storage.community.communities import all_communities
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into
from bot.storage.records.phone_tails import phone_tail

PAGE = 500
"""Rows of a spreadsheet that are kept, and taken in, in one go."""


def fingerprints(tx: Reading, community_id: CommunityId, lines: Iterable[PastLine]) -> list[str]:
    """For each row a keyed hash of what it says; the same row for the second time has another one."""
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        fields = (line.day.isoformat(), line.building, line.flat, line.what, line.name, line.phone, line.volunteers)
        said = json.dumps([community_id, *fields])
        seen[said] += 1
        found.append(tx.vault.blind_index(f"past\x1f{said}\x1f{seen[said]}"))
    return found


async def already_here(tx: Reading, community_id: CommunityId, prints: Sequence[str]) -> set[str]:
    """Which of these rows were taken in before."""
    found: set[str] = set()
    for at in range(0, len(prints), PAGE):
        query = select(PastRepair.fingerprint).where(
            PastRepair.community_id == community_id, PastRepair.fingerprint.in_(prints[at : at + PAGE])
        )
        found.update(await tx.session.scalars(query))
    return found


async def orders_as_told(tx: Reading, community_id: CommunityId, lines: Sequence[PastLine]) -> set[int]:
    """The numbers of rows that are orders of ours: a record that was taken out comes back."""
    numbered = {line.number: line for line in lines if line.number is not None}
    numbers, found = list(numbered), set()
    for at in range(0, len(numbers), PAGE):
        rows = await tx.session.execute(
            select(Order.number, Order.what).where(
                Order.community_id == community_id, Order.number.in_(numbers[at : at + PAGE])
            )
        )
        found |= {int(number) for number, what in rows if numbered[number].what == what.strip()}
    return found


async def import_for_change(tx: Writing, community_id: int, import_id: int) -> SheetImport | None:
    """A spreadsheet that was sent, locked until the transaction ends."""
    query = select(SheetImport).where(SheetImport.community_id == community_id, SheetImport.id == import_id)
    return await tx.session.scalar(query.with_for_update())


async def write_pages(tx: Writing, sheet: SheetImport, pages: Sequence[dict[str, Any]]) -> None:
    """Keep what was read, sealed, in the place of what was kept of it before."""
    await drop_pages(tx, sheet)
    tx.session.add_all(
        SheetPage(
            community_id=sheet.community_id,
            import_id=sheet.id,
            page=at,
            content=tx.vault.seal_json(page),
            taken_at=None,
        )
        for at, page in enumerate(pages)
    )


async def drop_pages(tx: Writing, sheet: SheetImport) -> None:
    """Nothing is kept of it any more."""
    here = (SheetPage.community_id == sheet.community_id, SheetPage.import_id == sheet.id)
    await tx.session.execute(delete(SheetPage).where(*here).execution_options(synchronize_session=False))


async def pages_of(tx: Reading, community_id: int, import_id: int) -> list[dict[str, Any]]:
    """All that is kept of a spreadsheet."""
    here = (SheetPage.community_id == community_id, SheetPage.import_id == import_id)
    rows = await tx.session.scalars(select(SheetPage.content).where(*here).order_by(SheetPage.page))
    return [tx.vault.open_json(content) for content in rows]


async def kept_rows(tx: Reading, sheet: SheetImport) -> Rows:
    """Its rows as they came."""
    return [row for page in await pages_of(tx, sheet.community_id, sheet.id) for row in page["rows"]]


async def next_page(tx: Writing, sheet: SheetImport) -> dict[str, Any] | None:
    """The first page that was not taken in; it is from now on."""
    here = (SheetPage.community_id == sheet.community_id, SheetPage.import_id == sheet.id)
    query = select(SheetPage).where(*here, SheetPage.taken_at.is_(None)).order_by(SheetPage.page).limit(1)
    row = await tx.session.scalar(query)
    if row is None:
        return None
    row.taken_at = tx.now
    page: dict[str, Any] = tx.vault.open_json(row.content)
    return page


async def take_in(tx: Writing, sheet: SheetImport, lines: Sequence[dict[str, Any]], people: dict[str, int]) -> int:
    """Add these rows; how many of them were not here yet. `people`: members of the team by the names they go by."""
    values = [_row(tx, sheet, PastLine.from_json(each["line"]), each["print"], people) for each in lines]
    if not values:
        return 0
    statement = insert_into(tx.session, PastRepair).values(values).on_conflict_do_nothing()
    return len((await tx.session.execute(statement.returning(PastRepair.fingerprint))).all())


def _row(tx: Writing, sheet: SheetImport, line: PastLine, fingerprint: str, people: dict[str, int]) -> dict[str, Any]:
    contact = Contact(name=line.name, phone=line.phone, flat=line.flat)
    return {
        "community_id": sheet.community_id,
        "fingerprint": fingerprint,
        "import_id": sheet.id,
        "row": line.row,
        "building": line.building,
        "what": line.what,
        "contact": tx.vault.seal_json(contact.to_json()),
        "phone_index": None if line.phone is None else tx.vault.blind_index(line.phone),
        "phone_tail": phone_tail(tx, sheet.community_id, line.phone),
        "volunteers": tx.vault.seal_or_none(line.volunteers),
        "volunteer_id": people.get(line.volunteers or ""),
        "repaired_on": line.day,
        "result": tx.vault.seal_or_none(line.result),
        "points": line.points,
        "taken_at": tx.now,
        "touched_at": None,
        "scrubbed_at": None,
    }


async def imports_under_way(tx: Reading) -> list[tuple[CommunityId, int]]:
    """The spreadsheets that are being taken in."""
    taking = SheetImport.state == ImportState.TAKING
    rows = await tx.session.execute(select(SheetImport.community_id, SheetImport.id).where(taking))
    return [(community_id, import_id) for community_id, import_id in rows]


async def is_last(tx: Reading, sheet: SheetImport) -> bool:
    """Whether no spreadsheet was taken in after this one."""
    later = select(SheetImport.id).where(
        SheetImport.community_id == sheet.community_id,
        SheetImport.state.in_((ImportState.DONE, ImportState.TAKING)),
        SheetImport.at > sheet.at,
    )
    return await tx.session.scalar(later.limit(1)) is None


async def last_import(tx: Writing, community_id: int) -> SheetImport | None:
    """The spreadsheet that was taken in last and not taken back, locked until the transaction ends."""
    query = select(SheetImport).where(SheetImport.community_id == community_id, SheetImport.state == ImportState.DONE)
    return await tx.session.scalar(query.order_by(SheetImport.at.desc(), SheetImport.id).limit(1).with_for_update())


async def take_back(tx: Writing, sheet: SheetImport) -> tuple[int, int]:
    """Remove its rows, but for those that were changed since; how many went, and how many stay."""
    here = (PastRepair.community_id == sheet.community_id, PastRepair.import_id == sheet.id)
    statement = delete(PastRepair).where(*here, PastRepair.touched_at.is_(None))
    gone = await tx.session.execute(statement.execution_options(synchronize_session=False))
    left = await tx.session.scalar(select(func.count()).select_from(PastRepair).where(*here))
    return (gone.rowcount if isinstance(gone, CursorResult) else 0), left or 0


async def past_in(tx: Reading, community_id: CommunityId, period: Period) -> int:
    """How many of these repairs were made in a period."""
    here = (PastRepair.community_id == community_id, PastRepair.repaired_on >= period.begins)
    query = select(func.count()).select_from(PastRepair).where(*here, PastRepair.repaired_on < period.ends)
    return await tx.session.scalar(query) or 0


NOTHING_PERSONAL: dict[str, Any] = dict.fromkeys(("contact", "phone_index", "phone_tail", "volunteers", "result"))


async def scrub_past(tx: Writing, *conditions: Any) -> int:
    """Remove what is personal from these rows; how many they were."""
    statement = update(PastRepair).where(*conditions, PastRepair.scrubbed_at.is_(None))
    done = await tx.session.execute(
        statement.values(**NOTHING_PERSONAL, touched_at=tx.now, scrubbed_at=tx.now).execution_options(
            synchronize_session=False
        )
    )
    return done.rowcount if isinstance(done, CursorResult) else 0


async def scrub_past_until(tx: Writing, community_id: int, until: datetime) -> int:
    """The same for what was taken in until then."""
    return await scrub_past(tx, PastRepair.community_id == community_id, PastRepair.taken_at <= until)


async def past_for_too_long(tx: Reading, now: datetime) -> dict[CommunityId, datetime]:
    """Until when rows had to be taken in to be cleaned now, by community, where there are any."""
    found: dict[CommunityId, datetime] = {}
    for community in await all_communities(tx):
        until = now - timedelta(days=community.ways().keep_personal_days)
        old = select(PastRepair.row).where(
            PastRepair.community_id == community.id, PastRepair.scrubbed_at.is_(None), PastRepair.taken_at <= until
        )
        if await tx.session.scalar(old.limit(1)) is not None:
            found[community.id] = until
    return found


async def forget_in_past(tx: Writing, person: Person) -> None:
    """Somebody is removed: what was reported under their phone, and that it was they who repaired something."""
    if person.phone_index is not None:
        await scrub_past(tx, PastRepair.phone_index == person.phone_index)
    own: Collection[Any] = (PastRepair.volunteer_id == person.id,)
    statement = update(PastRepair).where(*own).values(volunteer_id=None, volunteers=None, touched_at=tx.now)
    await tx.session.execute(statement.execution_options(synchronize_session=False))
