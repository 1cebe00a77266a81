"""Samples of the record: taken out, brought in, looked up."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.domain.kind import Kind
from bot.domain.life import Status
from bot.domain.past import Column, PastTrouble
from bot.domain.record import Form, Wanted
from bot.domain.search import Search
from bot.domain.urgency import Urgency
from bot.models import Order, SheetImport
from bot.models.hours import HoursKind
from bot.models.past import ImportState
from bot.models.residents import CallResult
from bot.storage.records.record import RecordRow, Repairer
from bot.storage.records.record_books import HoursRow
from bot.storage.repairs.clock_facts import ClockFacts
from bot.storage.repairs.finding import Found
from bot.views import bringing, calendar, export, finding, history, record_sheet
from bot.views.deadlines import Here
from bot.views.words import Words
from tests.views import facts
from tests.views.facts import NOW, ZONE, Said
from tests.views.samples_steps import STEPS, page_of, seen
from tests.views.sampling import Sample, sample

TODAY = date(2026, 11, 23)
OCTOBER = Wanted(date(2026, 10, 1), date(2026, 10, 31))
SERIAL = 10**9 - 1


def _nothing() -> bytes:
    return b""


def _export() -> Iterator[Sample]:
    for wanted in (OCTOBER, Wanted(), Wanted(kind=Kind.OPINION, form=Form.CSV, full=True)):
        for count in (0, 100_000):
            keywords = {"serial": SERIAL, "today": TODAY, "secretary": count > 0}
            yield sample(export.ask, facts.community, wanted, count, **keywords)
            yield sample(export.made, facts.community, wanted, count)
            yield sample(export.file, facts.community, wanted, count, lambda _: _nothing, shown=count)
            yield sample(export.making, wanted, count // 2, count)


def read_aloud(words: Words) -> str:
    """All that the sheets of the record say by themselves; what people wrote is left out."""
    where = facts.community(Said())
    heads = (
        *(record_sheet.head, record_sheet.moved_head, record_sheet.hours_head, record_sheet.calls_head),
        record_sheet.repairers_head,
    )
    said = [
        *record_sheet.names(words),
        *record_sheet.how_head(words),
        *(cell for head in heads for cell in head(words)),
    ]
    hours = [HoursRow(NOW, "Li", kind, 30, None) for kind in HoursKind]
    said += [str(record_sheet.hours_line(words, row, where)[2]) for row in hours]
    called = RecordRow(
        None, "5", None, "lamp", None, volunteers=(), day=None, result=None, points=None, verdict=CallResult.SATISFIED
    )
    said.append(str(record_sheet.line(words, called, where, full=False)[17]))
    tally: dict[Repairer, Counter[bool]] = {PersonId(1): Counter([True]), "Li": Counter([False])}
    said += [str(cell) for line in record_sheet.repairers(words, tally, {PersonId(1): "Zhao"}) for cell in line]
    for wanted in (OCTOBER, Wanted(full=True, kind=Kind.REPAIR)):
        counts = {"Repairs": 1}
        who = "Li" if wanted.full else None
        rows = record_sheet.how_it_was_made(words, where, wanted, counts, record_sheet.Made(NOW, who, "1"))
        said += [str(cell) for row in rows[1:] for cell in row]
    return "\n".join(said)


def _counted(state: ImportState, **counts: int) -> SheetImport:
    usual = {"good": 0, "known": 0, "bad": 0, "taken": 0}
    return SheetImport(community_id=CommunityId(1), id=10**9 - 1, state=state, counts={**usual, **counts})


def _import() -> Iterator[Sample]:
    bad = [[at, str(why), "x" * 200] for at, why in enumerate(PastTrouble, start=1)]
    much = {
        "bad": bad[:5],
        "guessed": [["x" * 200, str(column)] for column in Column],
        "same": ["Li"] * 20,
        "years": [2024, 2025, 2026],
    }
    little: dict[str, Any] = {"bad": [], "guessed": [], "same": [], "years": []}
    for told in (much, little):
        for state in ImportState:
            for counts in ({}, {"good": 20_000, "known": 3, "bad": 7, "taken": 500, "gone": 3, "left": 2}):
                sheet = _counted(state, **counts)
                yield sample(bringing.card, "Brook", sheet, told, undo=told is much)
    several = {**little, "choose": [[1, "x" * 200], [2, "Brook"]]}
    yield sample(bringing.card, "Brook", _counted(ImportState.READ), several, undo=False)
    page = {"head": 1, "rows": [["Building", "What"], ["", "x"]], "bad": [[2, "building", ""], [2, "no_day", ""]]}
    yield sample(bringing.errors, [page])


def _history() -> Iterator[Sample]:
    for at, first in enumerate(range(0, len(STEPS), history.ON_A_PAGE)):
        page = partial(page_of, first=first, size=history.ON_A_PAGE)
        for staff, until in ((_of_staff, None), (None, None), (None, NOW)):
            keywords = {"whole": at != 1, "serial": SERIAL, "staff": staff, "until": until}
            yield sample(history.history, facts.order, page, Here(NOW + timedelta(days=9 * at), ZONE), **keywords)
    overdue = partial(facts.order, clocks=ClockFacts(claim_by=NOW, finish_by=NOW))
    yield sample(history.history, overdue, page_of, Here(NOW, ZONE), whole=True, serial=SERIAL, staff=_of_staff)


def _of_staff(said: Said) -> history.OfStaff:
    climbed = next(step for step in page_of(said).steps if step.details.get("rung") == "secretary")
    return history.OfStaff(*seen(said), climbed)


def _found(said: Said, count: int) -> list[Found]:
    who = (said.name, said.phone, (said.other,), TODAY)
    number = OrderNumber(said.number)
    every = [
        Found(None if at == 1 else number, status, said.building, said.what, *who, late=at == 2)
        for at, status in enumerate(Status)
    ]
    return (every * 2)[:count]


def _search(said: Said) -> Search:
    return Search(words=(said.what,) if len(said.what) < 60 else ())


def _find() -> Iterator[Sample]:
    for page, count in ((0, 0), (0, 3), (0, 18), (1, 18), (99, 18)):
        shown = partial(_found, count=count)
        yield sample(finding.found, facts.community, shown, _search, serial=SERIAL, page=page)
    yield sample(finding.found, facts.community, (), Search(late=True), serial=SERIAL, page=0)
    yield sample(finding.found_before)


def _appointed(said: Said) -> list[Order]:
    usual = {"community_id": CommunityId(1), "status": Status.CLAIMED, "urgency": Urgency.URGENT, "opened_at": NOW}
    return [
        Order(number=OrderNumber(said.number), what=said.what, building=said.building, appointment_at=NOW, **usual),
        Order(number=OrderNumber(2), what="x", building="y", appointment_until=NOW, **usual),
    ]


def _calendar() -> Iterator[Sample]:
    yield sample(calendar.calendar, facts.community, _appointed, {2: ("Li",)}, NOW)
    yield sample(calendar.calendar, facts.community, [], {}, NOW)
    yield sample(calendar.calendar, facts.community, lambda said: _appointed(said)[1:], {}, NOW)


SCREENS = [*_calendar(), *_find(), *_export(), *_import(), *_history()]
