"""What else stands in the two neighbourhoods when much goes on there: rows for every topic of the postman."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.ids import ClaimId, OrderNumber
from bot.domain.life import ClaimState, Status, Step
from bot.domain.limits import Limit, Span
from bot.models import (
    Building,
    CallUp,
    Claim,
    Community,
    DueMoment,
    FollowUp,
    Grid,
    Handover,
    NoShow,
    OrderEvent,
    Party,
    Person,
    QueuePlace,
    Rating,
    Relayed,
    Residence,
    Watcher,
)
from bot.models.due import DueKind
from bot.models.hours import HoursKind
from bot.models.ledger import EntryKind
from bot.models.people import Reach
from bot.models.places import PartyKind
from bot.models.residents import CallResult, Verdict
from bot.models.team import CallUpState, HandoverState, QueueState
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.points.hours import Minutes, add_minutes
from bot.usecases.points.bookkeeping import MINT, Booking, book, member
from tests.delivery.furnished_life import rows_of_life
from tests.delivery.neighbourhood import (
    ANN,
    BO,
    BROOK,
    CLEO,
    IDA,
    MARY,
    NOW,
    QIANSHANG,
    ROSE,
    order_of,
)

MOMENT, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)
BROOK_ROWS: dict[str, Any] = {"community_id": BROOK}


async def furnish(tx: Writing) -> None:
    """Write all rows."""
    brook = await tx.session.get_one(Community, BROOK)
    brook.practice = {"staff_phone": "0209", "donations": True, "board": True, "hand_over": True}
    brook.practice |= {"keep_personal_days": 60, "days_off": ["2026-11-24"]}
    (await tx.session.get_one(Community, QIANSHANG)).practice = {"keep_personal_days": 45}
    brook.standard_version = 2
    brook.timezone = "Pacific/Auckland"  # where it is tomorrow already: at 01:00, 13 hours before Greenwich
    ann, rose = [await tx.session.get_one(Person, who) for who in (ANN, ROSE)]
    ann.phone, rose.reach = tx.vault.seal("+447700900999"), Reach.BLOCKED
    for who in (BO, CLEO, MARY):
        (await tx.session.get_one(Person, who)).reach = Reach.STARTED
    for rows in (_places, _requests, _work, rows_of_life):
        for row in rows(tx):
            tx.session.add(row)
            await tx.session.flush()
    await _entries(tx)


def _places(tx: Writing) -> Iterator[Any]:
    """Grids with their buildings, outside parties, homes."""
    yield Grid(**BROOK_ROWS, id=1, name="North", steward_id=ANN, repair_id=BO)
    yield Grid(**BROOK_ROWS, id=2, name="South")
    yield Grid(community_id=QIANSHANG, id=1, name="东片", steward_id=MARY)
    for number, (name, grid) in enumerate((("House 1", 1), ("House 5", 1), ("House 9", None)), 1):
        yield Building(**BROOK_ROWS, id=number, name=name, grid_id=grid)
    yield Building(community_id=QIANSHANG, id=1, name="5号楼", grid_id=None)
    own: dict[str, Any] = {"kind": PartyKind.PROPERTY, "contact": tx.vault.seal("0201")}
    yield Party(**BROOK_ROWS, id=1, name="", kind=PartyKind.HOTLINE, contact=tx.vault.seal("12345"))
    yield Party(**BROOK_ROWS, id=2, name="Estate Ltd", person_id=CLEO, **own)
    yield Party(**BROOK_ROWS, id=3, name="Gone Ltd", **{**own, "active": False})
    yield Party(community_id=QIANSHANG, id=2, name="物业", **own)
    home = {"flat": tx.vault.seal("14"), "name": tx.vault.seal("Rose")}
    yield Residence(**BROOK_ROWS, person_id=ROSE, building="House 5", **home, updated_at=NOW)
    later = {"building": "5号楼", "flat": None, "name": None, "updated_at": NOW + HOUR}
    yield Residence(community_id=QIANSHANG, person_id=ROSE, **later)
    yield Residence(**BROOK_ROWS, person_id=ANN, building=None, flat=None, name=None, updated_at=NOW)


def _requests(tx: Writing) -> Iterator[Any]:
    """1020 waits for staff, 1021 and 1022 are with parties, 1023 was merged into 1020, 1024 rejected; 1025 is done."""
    own: dict[str, Any] = {"reporter_id": ROSE, "posted_by": ROSE, "points": 10}
    limits = Limit(Span(minutes=60), Span(minutes=120), around=True).to_json()
    yield order_of(1029, what="Wall cracks", urgency="critical", **own)
    yield order_of(1030, what="Step loose", card_from=NOW + HOUR, party_id=2, **own)
    yield order_of(1031, Status.CLOSED, what="Swept", done_at=NOW - HOUR, scrubbed_at=NOW, **own)
    for number, hours in ((1032, -12), (1033, -36)):
        when: dict[str, Any] = {"appointment_at": NOW + hours * HOUR, "appointment_until": NOW + hours * HOUR + HOUR}
        yield order_of(number, Status.CLAIMED, what="Fuse blown", **when, **own)
        yield Claim(**BROOK_ROWS, number=number, id=ClaimId(1), person_id=BO, state=ClaimState.HELD, taken_at=NOW)
    yield order_of(1034, what="Door sticks", places_reserved=1, **own)
    done: dict[str, Any] = {**own, "done_at": NOW - HOUR, "finished_by": ANN}
    yield order_of(1035, Status.DONE, what="Own shelf", **{**done, "reporter_id": ANN})
    yield order_of(1036, Status.CLOSED, what="Step mended", **{**done, "ended_at": NOW})
    for number, who in ((1035, ANN), (1036, BO)):
        yield Claim(**BROOK_ROWS, number=number, id=ClaimId(1), person_id=who, state=ClaimState.HELD, taken_at=NOW)
    yield order_of(1027, what="Fence down", claim_by=NOW - HOUR, rung=5, limits={}, **own)
    yield order_of(1028, what="Gate stuck", claim_by=NOW - HOUR, rung=1, limits=limits, **own)
    yield order_of(1020, Status.SUBMITTED, what="Tap drips", **own)
    yield order_of(1021, Status.REDIRECTED, what="Lift stuck", party_id=2, **own)
    yield order_of(1022, Status.REDIRECTED, what="Street lamp", party_id=1, **own)
    yield order_of(1023, Status.MERGED, what="Tap drips badly", merged_into=1020, ended_at=NOW - HOUR, **own)
    yield order_of(1024, Status.REJECTED, what="Paint my flat", answer=tx.vault.seal("Not ours"), ended_at=NOW, **own)
    yield order_of(1025, Status.DONE, what="Bench broken", done_at=NOW - HOUR, standard_version=1, people_needed=2,
                 finished_by=ANN, urgency="urgent", **own)  # fmt: skip
    yield order_of(1026, Status.CLAIMED, what="Gutter full", finish_by=NOW - HOUR, claim_by=NOW - 2 * HOUR,
                            late_rung=1, limits=limits, urgency="urgent",
                   convenient="2026-11-25 15:00", rung=0, **own)  # fmt: skip
    yield Claim(**BROOK_ROWS, number=1026, id=ClaimId(1), person_id=ANN, state=ClaimState.HELD, taken_at=NOW - 3 * HOUR)
    for claim, who in ((1, ANN), (2, BO)):
        yield Claim(**BROOK_ROWS, number=1025, id=ClaimId(claim), person_id=who, state=ClaimState.HELD, taken_at=NOW)
    yield Claim(**BROOK_ROWS, number=1004, id=ClaimId(2), person_id=BO, state=ClaimState.RELEASED, taken_at=NOW)
    for number, seq, step, days in (
        (1020, 1, Step.SUBMIT, 9), (1021, 1, Step.SUBMIT, 9), (1021, 2, Step.REDIRECT, 5), (1021, 3, Step.ACCEPT, 4),
        (1022, 1, Step.SUBMIT, 9), (1022, 2, Step.REDIRECT, 3), (1002, 1, Step.PUBLISH, 9), (1002, 2, Step.CLAIM, 8),
    ):  # fmt: skip
        now = {Step.REDIRECT: Status.REDIRECTED, Step.ACCEPT: Status.REDIRECTED}.get(step, Status.OPEN)
        yield OrderEvent(**BROOK_ROWS, number=number, seq=seq, step=step, at=NOW - days * DAY, now=now, details={},
                         actor_id=MARY)  # fmt: skip
    for seq in range(3, 14):
        step, details = (Step.CLIMB, {"rung": "secretary"}) if seq == 5 else (Step.NUDGE, {})
        yield OrderEvent(**BROOK_ROWS, number=1002, seq=seq, step=step, at=NOW - 8 * DAY + seq * HOUR,
                         now=Status.CLAIMED, details=details, actor_id=ANN)  # fmt: skip
    yield Watcher(**BROOK_ROWS, number=OrderNumber(1020), person_id=IDA, since=NOW)
    yield Watcher(**BROOK_ROWS, number=OrderNumber(1002), person_id=IDA, since=NOW)


def _work(tx: Writing) -> Iterator[Any]:
    """Lines for places, offers, who did not come, who was told, what was said and judged."""
    line: dict[str, Any] = {**BROOK_ROWS, "since": NOW, "answer_by": None}
    yield QueuePlace(number=1001, person_id=CLEO, seq=1, state=QueueState.ASKED, **{**line, "answer_by": NOW + HOUR})
    yield QueuePlace(number=1002, person_id=CLEO, seq=4, state=QueueState.WAITING, **line)
    yield QueuePlace(number=1005, person_id=CLEO, seq=1, state=QueueState.ASKED, **line)
    yield QueuePlace(number=1034, person_id=CLEO, seq=1, state=QueueState.ASKED, **line)
    yield Rating(**BROOK_ROWS, number=1036, round=1, person_id=ROSE, verdict=Verdict.SATISFIED, at=NOW)
    offer: dict[str, Any] = {**BROOK_ROWS, "offered_at": NOW}
    yield Handover(number=1002, claim_id=2, to_id=BO, state=HandoverState.OFFERED, **offer)
    yield Handover(number=1003, claim_id=1, to_id=BO, state=HandoverState.OFFERED, **offer)
    yield Handover(number=1002, claim_id=3, to_id=ANN, state=HandoverState.DECLINED, **offer)
    why, but = tx.vault.seal("Nobody rang"), tx.vault.seal("I did ring")
    yield NoShow(**BROOK_ROWS, number=1002, claim_id=1, at=NOW, reason=why, contested=but, contested_at=NOW)
    yield NoShow(**BROOK_ROWS, number=1004, claim_id=2, at=NOW, reason=why, upheld=True, decided_by=MARY)
    yield NoShow(**BROOK_ROWS, number=1004, claim_id=1, at=NOW, reason=why, contested_at=NOW)
    for number, who, state in ((1006, BO, CallUpState.STANDING), (1007, BO, CallUpState.DECLINED),
                               (1008, BO, CallUpState.OVER), (1028, BO, CallUpState.STANDING),
                               (1030, BO, CallUpState.STANDING),
                               (1002, ANN, CallUpState.STANDING),
                               (1003, BO, CallUpState.STANDING)):  # fmt: skip
        yield CallUp(**BROOK_ROWS, number=number, person_id=who, asked_at=NOW, state=state)
    yield Relayed(**BROOK_ROWS, number=1002, seq=1, from_id=ANN, to_id=ROSE, text=tx.vault.seal("On my way"), at=NOW)
    yield Relayed(**BROOK_ROWS, number=1002, seq=2, from_id=ROSE, to_id=ANN, text=tx.vault.seal("Ring twice"), at=NOW)
    yield Relayed(**BROOK_ROWS, number=1004, seq=1, from_id=ROSE, to_id=ANN, text=None, at=NOW)
    judged: dict[str, Any] = {**BROOK_ROWS, "number": 1025, "at": NOW}
    yield Rating(**judged, round=1, person_id=ROSE, verdict=Verdict.SATISFIED, stars=4, comment=tx.vault.seal("Neat"))
    yield Rating(**judged, round=2, person_id=ROSE, verdict=Verdict.REDO)
    yield FollowUp(**BROOK_ROWS, number=1025, round=1, attempt=1, due_at=NOW, result=CallResult.NO_ANSWER,
                   called_by=MARY, called_at=NOW)  # fmt: skip
    yield FollowUp(**BROOK_ROWS, number=1025, round=1, attempt=2, due_at=NOW - HOUR)
    yield FollowUp(**BROOK_ROWS, number=1003, round=2, attempt=1, due_at=NOW)
    yield FollowUp(**BROOK_ROWS, number=1004, round=1, attempt=1, due_at=NOW + DAY)
    for number, kind, hours in (
        (1006, DueKind.UNCLAIMED, 5),
        (1002, DueKind.LATE, 6),
        (1026, DueKind.LATE, 8),
        (1028, DueKind.UNCLAIMED, 9),
        (1002, DueKind.UNCLAIMED, 7),
    ):
        yield DueMoment(**BROOK_ROWS, number=number, kind=kind, subject=0, at=NOW + hours * HOUR)


async def _entries(tx: Writing) -> None:
    """Points by hand, between neighbours, and for a judgement."""
    for booking in (
        Booking(EntryKind.RATING, MINT, member(ROSE), 2, f"rating/1025/{ROSE}", MARY),
        Booking(EntryKind.MANUAL, MINT, member(ROSE), 6, "manual/1", MARY, reason="Kind"),
        Booking(EntryKind.AWARD, MINT, member(MARY), 1, "of mary", None),
        Booking(EntryKind.AWARD, MINT, member(IDA), 1, "of ida", None),
        Booking(EntryKind.DONATION, member(ANN), member(ROSE), 4, "gift", MARY, reason="Thanks"),
    ):
        await book(tx, BROOK, booking)
    await add_minutes(tx, BROOK, Minutes(HoursKind.MANUAL, ROSE, 45, "manual/1", MARY, NOW))


async def furnish_before(uow: UnitOfWork) -> None:
    """What was earned when this month began in Brook, when this year did, and a moment before that."""
    year = datetime(2025, 12, 31, 11, tzinfo=UTC)
    for who, points, at in (
        (BO, 20, datetime(2026, 10, 31, 11, tzinfo=UTC)),
        (ANN, 30, year),
        (CLEO, 9, year - MOMENT),
    ):
        async with uow.writing(at) as tx:
            await book(tx, BROOK, Booking(EntryKind.ACTIVITY, MINT, member(who), points, f"before/{who}", None))
            await add_minutes(tx, BROOK, Minutes(HoursKind.ACTIVITY, who, 3 * points, f"before/{who}", None, at))
