"""The record that was kept by hand, brought in: looked at first, taken in by one tap, taken back for a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired
from bot.domain.ids import PersonId
from bot.domain.past import PastSheet
from bot.domain.roles import STAFF
from bot.domain.schedule import local_day
from bot.domain.sheets import Rows
from bot.language.sheets.past_rows import read_past
from bot.models import Community, Person, SheetImport
from bot.models.outbox import Kind as Say
from bot.models.past import ImportState
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.neighbours import neighbours
from bot.storage.members.people import communities_where, person_by_user
from bot.storage.post.outbox import Owed, message_by_key
from bot.storage.records import past
from bot.usecases.chats.acting import Actor, recognise, staff_here
from bot.usecases.chats.asking import own_communities

MOST_BAD = 5
"""Wrong rows that are named one by one; all of them stand in the file that is given back."""
MAY_BE_TAKEN_BACK = timedelta(hours=24)
IDS = 10**9
LINKED = "linked"
NOTHING_SAID: Mapping[str, Sequence[Any]] = {"bad": (), "guessed": (), "same": (), "years": ()}
"""What a message says of the rows, as long as nobody has looked at them."""
TO = "to"
"""A button that says which community is meant; its number stands behind this."""


async def may_bring(actor: Actor, *, uow: UnitOfWork, now: datetime) -> datetime | None:
    """Whether a file from them may be a record: the local time of their community, by which its days are read."""
    async with uow.reading(now) as tx:
        person = await person_by_user(tx, actor.user_id)
        own = [] if person is None else await communities_where(tx, person.id, STAFF)
        return now.astimezone(own[0].zone) if own and actor.private else None


@dataclass(frozen=True)
class BringSheet:
    """Somebody sent a spreadsheet: its rows, and what they say."""

    actor: Actor
    rows: Rows
    sheet: PastSheet


async def bring_sheet(cmd: BringSheet, *, uow: UnitOfWork, now: datetime) -> None:
    """Show what would be taken in, or ask where; nothing is before somebody says so.

    Raises:
        BadInput: it is no record of repairs.
        NotAllowed: the actor is staff nowhere.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        own = await own_communities(tx, person, cmd.actor, STAFF, "import")
        import_id = min(tx.settled, default=int(now.timestamp())) % IDS
        sheet = await begun(tx, own[0], import_id, person.id, ImportState.READ)
        if len(own) == 1:
            await _look(tx, own[0], sheet, cmd.rows, cmd.sheet)
            return
        require_record(cmd.sheet)
        await past.write_pages(tx, sheet, _pages(cmd.rows, PastSheet(), []))
        _owe_card(tx, person, sheet, **NOTHING_SAID, choose=[[one.id, one.name] for one in own])


async def begun(
    tx: Writing, community: Community, import_id: int, person_id: PersonId | None, state: ImportState
) -> SheetImport:
    """One spreadsheet more; None: by whoever holds the machine."""
    counts = dict.fromkeys(("good", "known", "bad", "taken"), 0)
    sheet = SheetImport(
        community_id=community.id, id=import_id, person_id=person_id, at=tx.now, state=state, counts=counts
    )
    tx.session.add(sheet)
    await tx.session.flush()
    return sheet


def require_record(read: PastSheet) -> None:
    """Without its columns a sheet is no record of repairs.

    Raises:
        BadInput: one is missing.
    """
    if read.missing:
        raise BadInput(field="past", example=", ".join(read.missing))


async def _taken_to(tx: Writing, cmd: "PressImport", sheet: SheetImport, to: int) -> None:
    """It was asked for which community it is: there it is looked at; in the other nothing is left of it.

    Raises:
        ButtonExpired: that was not asked, or is answered.
        NotAllowed: the actor is not staff there.
    """
    row = await message_by_key(tx.session, _key(sheet))
    asked = {} if row is None else tx.vault.open_json(row.facts)
    if to not in [one for one, _ in asked.get("choose", ())]:
        raise ButtonExpired
    person, community = await staff_here(tx, cmd.actor, to, "import")
    rows = await past.kept_rows(tx, sheet)
    if to != sheet.community_id:
        sheet.state, sheet.ended_at = ImportState.DROPPED, tx.now
        await past.drop_pages(tx, sheet)
        sheet = await begun(tx, community, sheet.id, person.id, ImportState.READ)
    await _look(tx, community, sheet, rows, read_past(rows, local_day(tx.now, community.zone)))


async def _look(tx: Writing, community: Community, sheet: SheetImport, rows: Rows, read: PastSheet) -> None:
    """Keep what was read, and show it to whoever sent it."""
    await keep(tx, community, sheet, rows, read)
    person = await tx.session.get_one(Person, sheet.person_id)
    same = await _same_names(tx, community, {line.volunteers for line in read.good if line.volunteers})
    facts = {"bad": read.first_wrong(MOST_BAD), "guessed": read.guessed, "same": sorted(same), "years": read.years}
    _owe_card(tx, person, sheet, **facts)
    if read.bad:
        key = f"import/{community.id}/{sheet.id}/errors"
        told = {"community": community.id, "import": sheet.id, "person": person.id}
        tx.owe(Owed(key, person.user_id, "import_errors", told, community_id=community.id))


async def keep(tx: Writing, community: Community, sheet: SheetImport, rows: Rows, read: PastSheet) -> None:
    """Count what is new, and keep it until somebody says yes.

    Raises:
        BadInput: it is no record of repairs.
    """
    require_record(read)
    prints = past.fingerprints(tx, community.id, read.good)
    known = await past.already_here(tx, community.id, prints)
    ours = await past.orders_as_told(tx, community.id, read.good)
    new = [
        {"line": line.to_json(), "print": print_}
        for line, print_ in zip(read.good, prints, strict=True)
        if print_ not in known and line.number not in ours
    ]
    await past.write_pages(tx, sheet, _pages(rows, read, new))
    sheet.counts = {"good": len(new), "known": len(read.good) - len(new), "bad": len(read.wrong_rows), "taken": 0}


def _pages(rows: Rows, read: PastSheet, new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = []
    for first in range(0, len(rows), past.PAGE):
        here = range(first + 1, first + past.PAGE + 1)
        pages.append(
            {
                "head": read.head,
                "rows": rows[first : first + past.PAGE],
                "lines": [each for each in new if each["line"]["row"] in here],
                "bad": [bad for bad in read.bad if bad.row in here],
            }
        )
    return pages


async def _same_names(tx: Reading, community: Community, said: set[str]) -> dict[str, int]:
    """Names of the sheet that one member of the team goes by, and only one."""
    members: dict[str, list[int]] = {}
    for each in await neighbours(tx, community.id):
        if each.member:
            members.setdefault(each.name.strip(), []).append(each.id)
    return {name: people[0] for name, people in members.items() if len(people) == 1 and name in said}


def _key(sheet: SheetImport) -> str:
    """Of the person, not of the community: which one is meant may still be asked."""
    return f"import/{sheet.person_id}/{sheet.id}"


def _owe_card(tx: Writing, person: Person, sheet: SheetImport, **facts: Any) -> None:
    told = {"community": sheet.community_id, "import": sheet.id, "person": person.id, **facts}
    tx.owe(Owed(_key(sheet), person.user_id, "import", told, community_id=sheet.community_id, kind=Say.KEEP))


async def _show_again(tx: Writing, sheet: SheetImport) -> None:
    """The message shows how it stands now, with what it said of the sheet before."""
    row = await message_by_key(tx.session, _key(sheet))
    person = None if sheet.person_id is None else await tx.session.get(Person, sheet.person_id)
    if row is not None and person is not None:
        said = tx.vault.open_json(row.facts)
        _owe_card(tx, person, sheet, **{name: said.get(name, ()) for name in NOTHING_SAID})


@dataclass(frozen=True)
class PressImport:
    """A button under what was read."""

    actor: Actor
    community_id: int
    import_id: int
    act: str


async def press_import(cmd: PressImport, *, uow: UnitOfWork, now: datetime) -> None:
    """Take it in, leave it, read it without guessing, or take it back.

    Raises:
        BadInput: without guessing it is no record of repairs.
        ButtonExpired: that was done already, or it is too late for it.
        NotAllowed: the actor is not staff here.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "import")
        sheet = await past.import_for_change(tx, community.id, cmd.import_id)
        if sheet is None:
            raise ButtonExpired
        if cmd.act == "undo":
            await _take_back(tx, person, sheet)
            return
        if sheet.state is not ImportState.READ:
            raise ButtonExpired
        if cmd.act in ("go", "same") and sheet.counts["good"]:
            await _begin(tx, person, sheet, linked=cmd.act == "same")
        elif cmd.act == "heads":
            rows = await past.kept_rows(tx, sheet)
            read = read_past(rows, local_day(now, community.zone), guess=False)
            await _look(tx, community, sheet, rows, read)
        elif cmd.act.startswith(TO) and cmd.act.removeprefix(TO).isdecimal():
            await _taken_to(tx, cmd, sheet, int(cmd.act.removeprefix(TO)))
        elif cmd.act == "drop":
            sheet.state, sheet.ended_at = ImportState.DROPPED, now
            await past.drop_pages(tx, sheet)
            await _show_again(tx, sheet)
        else:
            raise ButtonExpired


async def _begin(tx: Writing, person: Person, sheet: SheetImport, *, linked: bool) -> None:
    sheet.state = ImportState.TAKING
    sheet.counts = {**sheet.counts, LINKED: linked}
    write_audit(tx, sheet.community_id, person.id, "import", rows=sheet.counts["good"], sheet=sheet.id)
    await _take_page(tx, sheet)


async def _take_page(tx: Writing, sheet: SheetImport) -> None:
    """One page, and the end of it all where there is none."""
    page = await past.next_page(tx, sheet)
    if page is not None:
        people: dict[str, int] = {}
        if sheet.counts.get(LINKED):
            community = await tx.session.get_one(Community, sheet.community_id)
            names = {each["line"]["volunteers"] for each in page["lines"]}
            people = await _same_names(tx, community, {name for name in names if name})
        taken = await past.take_in(tx, sheet, page["lines"], people)
        sheet.counts = {**sheet.counts, "taken": sheet.counts["taken"] + taken}
    if page is None or sheet.counts["taken"] >= sheet.counts["good"]:
        sheet.state, sheet.ended_at = ImportState.DONE, tx.now
        await past.drop_pages(tx, sheet)
    await _show_again(tx, sheet)


async def take_in_sheets(*, uow: UnitOfWork, now: datetime) -> None:
    """Long spreadsheets go on, a page in each transaction."""
    async with uow.reading(now) as tx:
        under_way = await past.imports_under_way(tx)
    for community_id, import_id in under_way:
        while await take_next_page(community_id, import_id, uow=uow, now=now):
            continue


async def take_next_page(community_id: int, import_id: int, *, uow: UnitOfWork, now: datetime) -> bool:
    """Whether there may be another one."""
    async with uow.writing(now, occasion=f"import/{community_id}/{import_id}") as tx:
        sheet = await past.import_for_change(tx, community_id, import_id)
        if sheet is None or sheet.state is not ImportState.TAKING:
            return False
        await _take_page(tx, sheet)
        return True


async def _take_back(tx: Writing, person: Person, sheet: SheetImport) -> None:
    ended = sheet.ended_at
    in_time = ended is not None and tx.now - ended <= MAY_BE_TAKEN_BACK
    if not in_time or not await past.is_last(tx, sheet):
        raise ButtonExpired
    await take_back(tx, person.id, sheet)


async def take_back(tx: Writing, person_id: PersonId | None, sheet: SheetImport) -> None:
    """Its rows go, but for those that were changed since.

    Raises:
        ButtonExpired: it was not taken in, or is taken back already.
    """
    if sheet.state is not ImportState.DONE:
        raise ButtonExpired
    gone, left = await past.take_back(tx, sheet)
    sheet.state = ImportState.UNDONE
    sheet.counts = {**sheet.counts, "gone": gone, "left": left}
    write_audit(tx, sheet.community_id, person_id, "import_undone", rows=gone, sheet=sheet.id)
    await _show_again(tx, sheet)
