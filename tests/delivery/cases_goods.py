"""Messages about points, goods, and the record: shelf and counter, statements, settlement, what is looked up."""

from dataclasses import asdict
from typing import Any

from bot.domain.kind import Kind
from bot.domain.record import Form, Wanted
from bot.domain.search import Search
from bot.language.lines.item_line import ItemLine
from bot.storage.repairs.orders import card_key
from tests.delivery.furnished import DAY
from tests.delivery.neighbourhood import ANN, BO, BROOK, BROOK_CHAT, CLEO, IDA, MARY, NOW, QIANSHANG, ROSE
from tests.delivery.saying import Case, asked, case

GONE: dict[str, Any] = {"person": MARY, "chat": 501, "serial": 1}


def shop() -> list[Case]:
    """The shelf, tickets, the counter."""
    return [
        *(case("shop", who, person=who, serial=7, **facts)
          for who, facts in (
              (ANN, {}), (ANN, {"item": 7}), (ANN, {"item": 4}), (ANN, {"item": 6}), (ANN, {"page": 1}),
              (ANN, {"page": 0}), (BO, {"item": 1, "menu": "confirm", "price": 20, "nonce": 5}), (ANN, {"item": 3}),
              (BO, {"item": 1, "menu": "x"}), (ANN, {"item": 7, "page": 0}))),
        case("shop_door", BROOK_CHAT, name="Ann", door="shop"),
        case("shop_door", BO, name="Ann", door="wish"),
        *(case("shop_ticket", ANN, redemption=number, asking=asking, edits=edits)
          for number, asking, edits in ((1, False, False), (1, True, False), (2, False, False), (2, False, True),
                                        (3, False, True), (9, False, False))),
        *(case(topic, ANN, redemption=number)
          for topic in ("shop_returned", "shop_reminder", "shop_own_code", "shop_waits_again") for number in (1, 3, 9)),
        *(case("shop_counter", MARY, redemption=number, serial=7, **asking)
          for number, asking in ((1, {}), (2, {}), (2, {"asking": True}), (9, {}))),
        case("shop_waiting", MARY, serial=7),
        *(case("shop_to_collect", to, person=who) for to, who in ((ANN, ANN), (CLEO, ANN), (BO, BO))),
        case("shop_no_code", MARY, code="4821"),
        *(case("shop_stock", MARY, serial=7, shown=shown) for shown in ("stock", "stock/1", "log", "log/1")),
        *(case("shop_low", MARY, item=item) for item in (2, 1, 99)),
        *(case("shop_wishes", who, person=who, serial=7, **facts)
          for who, facts in ((ANN, {}), (MARY, {}), (MARY, {"wish": 1}), (MARY, {"wish": 2}), (BO, {"noted": 4}),
                             (MARY, {"page": 1}), (CLEO, {"community": QIANSHANG}))),
        *(case("shop_wish_told", ANN, wish=wish, item=item) for wish, item in ((2, 1), (3, None), (2, None), (9, 1))),
    ]  # fmt: skip


def stock() -> list[Case]:
    """Lines about goods, stock-taking, the shelf by spreadsheet."""
    line = asdict(ItemLine("Towel", price=20, count=30, unit="pc", per_person=2))
    item: dict[str, Any] = {"line": line, "photo": None, "wish": None, "choices": [BROOK]}
    count: dict[str, Any] = {"items": [1, 2], "at": 1, "counted": None, "right": 0, "wrong": 0}
    goods: dict[str, Any] = {"good": [{}], "wrong": [[2, "price"]], "count": 1}
    new = asdict(ItemLine("Hat", price=20, count=30))
    return [
        asked("draft_item", MARY, "item", "item", item),
        asked("draft_item", MARY, "item", "item", {**item, "line": None}),
        asked("draft_item", MARY, "item", "item", {**item, "line": new, "photo": "file-hat"}),
        asked("draft_item", MARY, "item", "item", {**item, "community": None, "choices": [QIANSHANG, BROOK]}),
        asked("draft_item", MARY, "item", "item", {**item, "community": None, "choices": [BROOK]}, community=None),
        *(case("draft_item", MARY, ended=ended, edits=edits, **GONE, **more)
          for ended, edits, more in ((None, True, {}), ("changed", True, {"item": 1}), ("changed", False, {"item": 1}),
                                     ("dropped", True, {"item": 1}), ("changed", True, {"item": 99}),
                                     ("changed", True, {}), ("changed", True, {"item": 1, "community": None}))),
        asked("draft_count", MARY, "count", "count", count),
        asked("draft_count", MARY, "count", "why", {**count, "at": 0, "counted": 1}),
        asked("draft_count", MARY, "count", "count", {**count, "items": [99], "at": 0}),
        *(case("draft_count", MARY, ended="dropped", edits=edits, **GONE, **more)
          for edits, more in ((True, {}), (True, {"right": 5, "wrong": 2}), (False, {"right": 5, "wrong": 2}))),
        asked("draft_goods", MARY, "goods", "goods", goods),
        asked("draft_goods", MARY, "goods", "look", goods),
        *(case("draft_goods", MARY, ended=ended, edits=edits, **GONE, **more)
          for ended, edits, more in ((None, True, {}), ("changed", True, {"done": 3}), ("moved", True, {}),
                                     ("changed", False, {"done": 3}))),
    ]  # fmt: skip


def ledger() -> list[Case]:
    """Statements, points given by hand, certificates."""
    usual: dict[str, Any] = {"name": None, "to": None, "points": None, "reason": None, "minutes": None}
    said = {"community_id": BROOK, "person_id": ANN, "year": 2026, "minutes": 0, "orders": 0, "activities": 0}
    return [
        *(case("points", who, person=who, at=at, page=page, serial=7)
          for who, at, page in ((ANN, 1, 0), (ANN, 1, 2), (ANN, 9, 0), (ROSE, 0, 0), (IDA, 0, 0))),
        *(case("ledger", viewer, viewer=viewer, person=person, page=page, serial=7)
          for viewer, person, page in ((MARY, ANN, 0), (MARY, ANN, 1), (MARY, ROSE, 0), (BO, ANN, 0))),
        *(asked(topic, who, kind, step, {**usual, **known})
          for topic, who, kind, step, known in (
              ("draft_award", MARY, "award", "who", {}), ("draft_award", MARY, "award", "who", {"name": "o"}),
              ("draft_award", MARY, "award", "why", {"name": "Bo", "to": BO, "points": 5}),
              ("draft_donate", ANN, "donate", "points", {"name": "Bo", "to": BO}),
              ("draft_donate", ANN, "donate", "who", {"name": "Cleo"}))),
        *(case(topic, MARY, ended=ended, edits=edits, **GONE, **more)
          for topic, done in (("draft_award", "awarded"), ("draft_donate", "donated"))
          for ended, edits, more in ((None, True, {}), (done, True, {"name": "Bo", "points": 5}),
                                     (done, False, {"name": "Bo", "points": 5}))),
        *(asked("draft_reverse", who, "reverse", "why", {"seq": seq, "reason": None})
          for who, seq in ((MARY, 1), (MARY, 13), (BO, 12), (MARY, 99))),
        *(case("draft_reverse", MARY, ended=ended, edits=edits, **GONE, **more)
          for ended, edits, more in ((None, True, {}), ("reversed", True, {"seq": 3}),
                                     ("reversed", False, {"seq": 3}))),
        *(case("points_moved", who, person=who, seq=seq)
          for who, seq in ((ROSE, 13), (ROSE, 14), (ROSE, 16), (ANN, 16), (BO, 13), (ROSE, 99), (ROSE, 12))),
        case("books_alarm", MARY, wrong=[["entry", 3]]),
        *(case("certificate", ANN, person=person, year=year) for person, year in ((ANN, 2026), (BO, 2025))),
        *(case("certified", MARY, said=told) for told in (None, said, {**said, "minutes": 60})),
        *(case("settlement", who, person=who, show=show, value=value, serial=7)
          for who, show, value in ((MARY, "look", 0), (MARY, "look", 1), (MARY, "sure", 0), (MARY, "past", 0),
                                   (MARY, "past", -1), (MARY, "past", 1), (MARY, "one", 2), (MARY, "one", 9),
                                   (MARY, "x", 1), (ANN, "look", 0))),
        case("settlement", MARY, community=QIANSHANG, person=MARY, show="sure", value=0, serial=7),
        case("settled_sheet", BO, period=2),
        *(case("settled_own", who, period=period, person=who)
          for who, period in ((ANN, 2), (BO, 2), (BO, 1), (ROSE, 2))),
        *(case("settled_list", to, period=2) for to in (BROOK_CHAT, BO)),
        *(case("lapse", ANN, person=person, boundary=boundary)
          for person, boundary in ((ANN, "2026-11-01"), (BO, "2026-11-01"), (ANN, "2026-12-01"))),
    ]  # fmt: skip


def record() -> list[Case]:
    """What is taken out of the record, brought in, looked up."""
    every, some = Wanted().to_json(), Wanted(NOW.date(), NOW.date(), Kind.REPAIR, Form.CSV, full=True).to_json()
    sheet: dict[str, Any] = {"bad": [[2, "what", "missing"]], "guessed": [], "same": ["Ann"]}
    return [
        *(case("export", who, person=who, wanted=wanted, shown=shown, serial=7)
          for who, wanted, shown in ((MARY, every, "ask"), (MARY, some, "ask"), (MARY, some, "made"),
                                     (BO, every, "ask"))),
        case("export", CLEO, community=QIANSHANG, person=CLEO, wanted=every, shown="ask", serial=7),
        *(case("find", who, person=who, search=search.to_json(), serial=7, page=page, row=row)
          for who, search, page, row in (
              (MARY, Search(words=("lamp",)), 0, {}), (MARY, Search(words=("lamp",)), 1, {}),
              (MARY, Search(number=1002), 0, {}), (MARY, Search(number=NOWHERE), 0, {}),
              (MARY, Search(number=1002), 0, {"sent_at": NOW - 2 * DAY}),
              (MARY, Search(number=1002), 0, {"sent_at": NOW - DAY}), (BO, Search(number=1002), 0, {}))),
        *(case("history", who, number=number, person=who, serial=7, page=page)
          for who, number, page in ((MARY, 1021, None), (MARY, 1002, 0), (MARY, 1002, 1), (IDA, 1002, 1),
                                     (ANN, 1002, None), (BO, 1004, None),
                                    (CLEO, 1002, None), (IDA, 1020, None), (MARY, 1021, 5))),
        *(case("calendar", who) for who in (MARY, BO, -1)),
        *(case("import", who, person=who, row={}, **{"import": number, **sheet})
          for who, number in ((MARY, 1), (MARY, 2), (MARY, 3), (BO, 3))),
        *(case("import_errors", who, person=who, **{"import": number})
          for who, number in ((MARY, 3), (MARY, 2), (BO, 3))),
        *(case("export_file", who, person=who, wanted=wanted, card="nothing")
          for who, wanted in ((BO, every), (MARY, every), (MARY, some))),
        case("export_file", MARY, person=MARY, wanted=every, card=card_key(BROOK, 1001, 1)),
        case("export_file", CLEO, community=QIANSHANG, person=CLEO, wanted=some, card="nothing"),
    ]  # fmt: skip


NOWHERE = 4040
GOODS = {"shop": shop, "stock": stock, "ledger": ledger, "record": record}
