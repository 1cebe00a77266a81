"""Who is there, what is in the shop, what is settled, what people meet for: more rows for the topics of the postman."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.domain.activities import ActivityKind, ActivityState, SignUpState
from bot.domain.polls import PollKind, PollState
from bot.domain.roles import Role
from bot.domain.shown_as import ShownAs
from bot.domain.standard import Sharing, Standard
from bot.domain.tally import SUMS
from bot.models import (
    Activity,
    JoinRequest,
    Lapse,
    OutboxMessage,
    Poll,
    PollVote,
    Redemption,
    SettledLine,
    SettledName,
    SettledPeriod,
    SheetImport,
    SheetPage,
    ShopItem,
    ShopWish,
    ShopWishVote,
    SignUp,
    StandardVersion,
    StockMove,
    Volunteer,
)
from bot.models.outbox import Kind, Lane, OutState, Policy
from bot.models.past import ImportState
from bot.models.shop import MoveKind, RedemptionState, WishState
from bot.models.team import RequestState
from bot.storage.ground.uow import Writing
from tests.delivery.neighbourhood import (
    ANN,
    BO,
    BROOK,
    BROOK_CHAT,
    CLEO,
    IDA,
    MARY,
    NOW,
    QIANSHANG,
    ROSE,
)

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BROOK_ROWS: dict[str, Any] = {"community_id": BROOK}


def rows_of_life(tx: Writing) -> Iterator[Any]:
    """All of them, in an order in which they can be written."""
    for rows in (_lists, _shop, _settled, _gatherings, _doubts):
        yield from rows(tx)


def _lists(tx: Writing) -> Iterator[Any]:
    """Who can do what, who wants to join, spreadsheets, standards."""
    said: dict[str, Any] = {**BROOK_ROWS, "updated_at": NOW}
    yield Volunteer(person_id=ANN, skills=["plumbing"], shown_as=ShownAs.NUMBER, buildings=["House 1"], **said)
    yield Volunteer(person_id=BO, skills=["carpentry"], resting=True, notices=True, **said)
    wish: dict[str, Any] = {**BROOK_ROWS, "role": Role.VOLUNTEER, "asked_at": NOW}
    yield JoinRequest(person_id=IDA, state=RequestState.PENDING, **wish)
    yield JoinRequest(person_id=ROSE, state=RequestState.APPROVED, decided_by=MARY, decided_at=NOW, **wish)
    counts = {"good": 7, "bad": 1, "known": 2, "taken": 7}
    for number, hours in ((1, 30), (2, 2)):
        yield SheetImport(**BROOK_ROWS, id=number, person_id=MARY, at=NOW - hours * HOUR, state=ImportState.DONE,
                          counts=counts, ended_at=NOW - hours * HOUR)  # fmt: skip
    yield SheetImport(**BROOK_ROWS, id=3, person_id=MARY, at=NOW, state=ImportState.READ, counts=counts)
    page = {"rows": [["what"], ["Lamp"]], "bad": [[2, "building", "missing"]], "head": 1}
    yield SheetPage(**BROOK_ROWS, import_id=3, page=1, content=tx.vault.seal_json(page))
    old, new = Standard(night=7, sharing=Sharing.SPLIT, holiday=3), Standard(night=9)
    for version, standard in ((1, old), (2, new)):
        yield StandardVersion(**BROOK_ROWS, version=version, standard=standard.to_json(), at=NOW - version * DAY)


def _shop(tx: Writing) -> Iterator[Any]:
    item: dict[str, Any] = {**BROOK_ROWS, "unit": "pc", "created_at": NOW}
    for number, name, price, more in (
        (1, "Towel", 20, {"photo": "file-towel", "per_person": 2}), (2, "Soap", 5, {"low_told": True}),
        (3, "Mug", 30, {"on_shelf": False}), (4, "Pen", 4, {}), (5, "Cap", 6, {}), (6, "Bag", 7, {}),
        (7, "Vase", 50, {"photo": "file-vase"}),
    ):  # fmt: skip
        yield ShopItem(id=number, name=name, price=price, stock=number + 1, **{**item, **more})
    yield ShopItem(community_id=QIANSHANG, id=1, name="毛巾", unit="条", price=9, stock=1, created_at=NOW)
    kept: dict[str, Any] = {"price": 20, "held_at": NOW - DAY, "expires_at": NOW + DAY, "token_hash": "a"}
    yield Redemption(**BROOK_ROWS, id=1, item_id=1, person_id=ANN, state=RedemptionState.HELD, nonce=1, code="4821",
                     token=tx.vault.seal("t0ken"), **kept)  # fmt: skip
    yield Redemption(**BROOK_ROWS, id=2, item_id=2, person_id=BO, state=RedemptionState.HANDED_OVER, nonce=1,
                     code="5555", ended_at=NOW, ended_by=MARY, **{**kept, "token_hash": "b"})  # fmt: skip
    yield Redemption(**BROOK_ROWS, id=3, item_id=2, person_id=ANN, state=RedemptionState.EXPIRED, nonce=3,
                     code="6666", ended_at=NOW, **{**kept, "token_hash": "c"})  # fmt: skip
    yield Redemption(community_id=QIANSHANG, id=1, item_id=1, person_id=ANN, state=RedemptionState.HELD, nonce=1,
                     code="7777", **{**kept, "token_hash": "d"})  # fmt: skip
    for seq in range(1, 11):
        yield StockMove(**BROOK_ROWS, seq=seq, item_id=1 + seq % 2, at=NOW + seq * HOUR, kind=MoveKind.PURCHASE,
                        change=seq, cost=100 * seq, actor_id=MARY)  # fmt: skip
    for number, words, state, bought in (
        (1, "Umbrella", WishState.OPEN, None),
        (2, "Lamp", WishState.BOUGHT, 1),
        (3, "Car", WishState.DECLINED, None),
        (4, "Broom", WishState.OPEN, None),
    ):
        yield ShopWish(**BROOK_ROWS, id=number, person_id=ANN, words=tx.vault.seal(words), state=state,
                       item_id=bought, at=NOW)  # fmt: skip
    for number in range(5, 12):
        yield ShopWish(**BROOK_ROWS, id=number, person_id=BO, words=tx.vault.seal(f"Wish {number}"),
                       state=WishState.OPEN, at=NOW)  # fmt: skip
    for number, who in ((1, ANN), (1, BO), (4, BO), *((number, BO) for number in range(5, 12))):
        yield ShopWishVote(**BROOK_ROWS, wish_id=number, person_id=who, at=NOW)


def _settled(tx: Writing) -> Iterator[Any]:
    """September and October are closed, with all but the last entries."""
    for number, month, (after, until) in ((1, 9, (0, 3)), (2, 10, (3, 17))):
        yield SettledPeriod(**BROOK_ROWS, id=number, begins=date(2026, month, 1), ends=date(2026, month + 1, 1),
                            after_seq=after, until_seq=until, until_minutes=0, closed_at=NOW, closed_by=MARY,
                            title="Brook", timezone="Europe/London", locale="en", lapse_months=0, mac="")  # fmt: skip
        for who, account, points in ((ANN, 2, 6), (BO, 3, number)):
            name = tx.vault.seal({ANN: "Ann", BO: "Bo"}[who])
            sums = dict.fromkeys(SUMS, 0) | {"earned": points, "minutes": 90}
            yield SettledLine(**BROOK_ROWS, period_id=number, person_id=who, account_id=account, closing=points, **sums)
            yield SettledName(**BROOK_ROWS, period_id=number, person_id=who, name=name)
    lapse: dict[str, Any] = {**BROOK_ROWS, "boundary": date(2026, 11, 1), "lapses_at": NOW + DAY}
    yield Lapse(person_id=ANN, announced=7, **lapse)
    yield Lapse(person_id=BO, announced=2, lapsed=2, ended_at=NOW, **lapse)


def _gatherings(tx: Writing) -> Iterator[Any]:
    activity: dict[str, Any] = {**BROOK_ROWS, "kind": ActivityKind.SERVICE, "place": tx.vault.seal("Yard"), "points": 5}
    activity |= {"minutes": 90, "places": 2, "organiser_id": MARY, "created_by": MARY, "created_at": NOW, "taken": 2}
    for number, what, stands in ((1, "Clean-up", ActivityState.OPEN), (2, "Tea", ActivityState.ENDED)):
        activity |= {"state": stands, "ended_at": NOW if stands is ActivityState.ENDED else None}
        yield Activity(number=number, what=tx.vault.seal(what), starts_at=NOW + DAY, **activity)
        for place, (who, where) in enumerate(((ANN, SignUpState.GOING), (IDA, SignUpState.CAME),
                                              (CLEO, SignUpState.WAITING), (ROSE, SignUpState.LEFT)), 1):  # fmt: skip
            yield SignUp(**BROOK_ROWS, number=number, person_id=who, place=place, state=where, at=NOW)
    for number, kind, subject, turn, state, question, options in sorted(
        (
            (1, PollKind.DELIBERATION, 1, 1, PollState.CLOSED, "New bench?", ["Yes", "No"]),
            (2, PollKind.DELIBERATION, 1, 2, PollState.OPEN, "Which bench?", ["Red", "Blue"]),
            (3, PollKind.DELIBERATION, 3, 1, PollState.CLOSING, "Flowers?", ["Yes", "No"]),
            (4, PollKind.HONOUR, 202610, 1, PollState.OPEN, "Whom?", ["2", "3"]),
            *(
                (number, PollKind.DELIBERATION, number, 1, PollState.CLOSED, f"Tree {number}?", ["Yes", "No"])
                for number in (6, 7)
            ),
            (5, PollKind.HONOUR, 202609, 1, PollState.CLOSED, "Whom?", ["2", "3"]),
        )
    ):
        counts = None if state is PollState.OPEN else [3, 1]
        yield Poll(**BROOK_ROWS, number=number, kind=kind, subject=subject, round=turn, state=state, anonymous=False,
                   question=tx.vault.seal(question), options=tx.vault.seal_json(options), several=False,
                   invited={"group": 9}, opened_by=MARY, opened_at=NOW - DAY, closes_at=NOW + DAY,
                   closed_at=None if counts is None else NOW, counts=counts,
                   voters=None if counts is None else 4)  # fmt: skip
    yield PollVote(**BROOK_ROWS, number=1, person_id=ANN, choices=[0], at=NOW)
    yield PollVote(**BROOK_ROWS, number=1, person_id=BO, choices=[1], at=NOW)


def _doubts(tx: Writing) -> Iterator[OutboxMessage]:
    """Messages of which nobody knows whether they stand; of 9006 it is known."""
    span = {"begins": "2026-11-16", "ends": "2026-11-23"}
    about: list[tuple[str, dict[str, Any]]] = [
        ("digest", {"day": "2026-11-23"}), ("bulletin", span), ("poll", {"poll": 2}),
        ("activity_call", {"activity": 1}),
        ("bulletin", {**span, "begins": "2026-11-15"}), ("digest", {"day": "2026-11-22"}),
    ]  # fmt: skip
    for number, (topic, facts) in enumerate(about, 9001):
        yield OutboxMessage(
            id=number, key=f"doubt/{number}", chat_id=BROOK_CHAT, lane=Lane.CARD, kind=Kind.SEND, topic=topic,
            policy=Policy.AT_MOST_ONCE, facts=tx.vault.seal_json({"community": BROOK, **facts}), not_before=NOW,
            state=OutState.SAID if number == 9006 else OutState.UNKNOWN,
        )  # fmt: skip
