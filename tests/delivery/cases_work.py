"""Messages about orders: what volunteers, residents, staff and outside parties read of them."""

from typing import Any

from tests.delivery.furnished import HOUR
from tests.delivery.neighbourhood import ANN, BO, BROOK, BROOK_CHAT, CLEO, IDA, MARY, NOW, QIANSHANG, ROSE, STRANGER
from tests.delivery.saying import Case, asked, case

NOWHERE = 4040
LADDER: dict[str, Any] = {"round": 1, "menu": None}
TRIAGE: dict[str, Any] = {"time": 1, "menu": None}
LINE: dict[str, Any] = {"number": 1002, "line": 1}


def places() -> list[Case]:
    """Turns, offers, silence, who did not come."""
    return [
        *(case("place_turn", MARY, number=number, person=person, seq=seq, edits=edits)
          for number, person, seq, edits in ((1001, CLEO, 1, False), (1001, CLEO, 1, True), (1001, CLEO, 2, False),
                                             (1001, CLEO, 2, True), (1001, BO, 1, False), (1002, CLEO, 4, False),
                                             (1005, CLEO, 1, False), (1005, CLEO, 1, True), (NOWHERE, CLEO, 1, True))),
        case("place_turn", MARY, number=1001, person=CLEO, seq=1, row={"sent_at": NOW + 5 * HOUR}),
        *(case("place_offer", MARY, number=number, claim=claim, to=to, edits=edits)
          for number, claim, to, edits in ((1002, 2, BO, False), (1002, 2, BO, True), (1002, 2, CLEO, True),
                                           (1003, 1, BO, False), (1003, 1, BO, True), (1002, 3, ANN, False),
                                           (1002, 3, ANN, True), (1002, 9, BO, True), (NOWHERE, 2, BO, True))),
        *(case("place_silence", ANN, number=number, claim=claim, times=times)
          for number, claim, times in ((1002, 2, 1), (1002, 2, 9), (1002, 1, 1), (1003, 1, 1), (1002, 9, 1),
                                       (NOWHERE, 2, 1))),
        *(case("place_notice", ANN, number=1002, notice=notice, **who)
          for notice, who in (("assigned", {"who": BO}), ("assigned", {}), ("passed_on", {"who": BO}))),
        *(case("place_said", MARY, number=1002, what=what, **more)
          for what, more in (("assigned", {"who": BO, "waits": True}), ("assigned", {"who": BO}), ("assigned", {}))),
        *(case("place_queued", ANN, number=1002, name=name, place=3, kept=kept)
          for name, kept in ((None, False), (None, True), ("Bo", False))),
        case("place_which", ANN, numbers=[1002, 1003]),
        *(case("no_show", ANN, number=number, claim=claim)
          for number, claim in ((1002, 1), (1004, 2), (1004, 1), (1002, 2), (1002, 9), (NOWHERE, 1))),
        *(case("no_show_contest", MARY, number=number, claim=claim)
          for number, claim in ((1002, 1), (1004, 2), (1004, 1), (1002, 3), (NOWHERE, 1))),
        *(case(topic, MARY, number=1002, person=MARY, chat=501, serial=1, ended=ended, edits=edits, **who)
          for topic in ("draft_assign", "draft_hand_on", "draft_no_show", "draft_contest")
          for ended, who, edits in ((None, {}, True), ("assigned", {"who": BO}, True), ("assigned", {}, False))),
        asked("draft_assign", MARY, "assign", "who", {"number": 1006}, number=1006),
        asked("draft_assign", MARY, "assign", "who", {"number": 1006, "name": "Bo"}, number=1006),
        asked("draft_hand_on", ANN, "hand_on", "who", {"number": 1002}, number=1002),
        asked("draft_no_show", MARY, "no_show", "reason", {"number": 1002}, number=1002),
        asked("draft_contest", BO, "contest", "words", {"number": 1002}, number=1002),
    ]  # fmt: skip


def clocks() -> list[Case]:
    """Limits and appointments."""
    return [
        *(case("ladder", MARY, number=number, edits=edits, **{**LADDER, **more})
          for number, edits, more in ((1006, False, {}), (1026, False, {}), (1026, False, {"menu": "more"}),
                                      (1027, False, {}), (1028, False, {}),
                                      (1006, False, {"round": 2}), (1006, True, {"round": 2}), (1004, False, {}),
                                      (1004, True, {}), (NOWHERE, True, {}))),
        *(case("hurry", ANN, number=number, claim=claim)
          for number, claim in ((1002, 2), (1002, 3), (1002, 1), (1002, 9), (1003, 1), (NOWHERE, 1), (1026, 1))),
        *(case("visit", ANN, number=number, claim=claim, menu=menu)
          for number, claim, menu in ((1002, 2, None), (1002, 1, None), (1002, 9, None), (1003, 1, None),
                                      (1002, 2, "refused"),
                                      (NOWHERE, 1, None))),
        *(case(topic, ANN, number=number, person=ANN, chat=502, serial=1, ended=ended, edits=edits, **more)
          for topic, number, ended, edits, more in (
              ("draft_pause", 1002, None, True, {}), ("draft_pause", 1002, "paused", True, {}),
              ("draft_pause", 1002, "paused", False, {}), ("draft_visit", 1002, None, True, {}),
              ("draft_visit", 1026, "set", True, {"told": False, "reminded": ["eve"]}),
              ("draft_visit", 1026, "set", True, {}), ("draft_visit", 1026, "set", False, {}),
              ("draft_visit", NOWHERE, "dropped", True, {}))),
        asked("draft_pause", ANN, "pause", "why", {}, number=1002),
        asked("draft_visit", ANN, "visit", "when", {}, number=1002),
    ]  # fmt: skip


def desk() -> list[Case]:
    """Requests before staff, and with outside parties."""
    gone: dict[str, Any] = {"person": MARY, "chat": 501, "serial": 1}
    return [
        *(case("triage", MARY, number=number, edits=edits, **{**TRIAGE, **more})
          for number, edits, more in ((1020, False, {}), (1020, False, {"menu": "edit"}), (1020, False, {"time": 0}),
                                      (1020, True, {"time": 0}), (1020, False, {"asked": True}), (1021, True, {}),
                                      (1022, True, {"asked": True}), (1023, True, {}), (1024, True, {}),
                                      (NOWHERE, True, {}))),
        *(case("triage_photos", MARY, number=number) for number in (1002, NOWHERE)),
        case("triage_photos", MARY, community=QIANSHANG, number=1001),
        *(case("draft_triage", MARY, number=1020, ended=ended, edits=edits, **gone, **more)
          for ended, edits, more in ((None, True, {}), ("merge", True, {"into": 1021}), ("reject", True, {}),
                                     ("reject", True, {"told": False}), ("reject", False, {}))),
        asked("draft_triage", MARY, "triage", "settle", {}, number=1020),
        asked("draft_triage", MARY, "triage", "merge", {}, number=1020),
        asked("draft_triage", MARY, "triage", "merge", {}, number=1006),
        asked("draft_triage", MARY, "triage", "sure", {"into": 1021}, number=1020),
        asked("draft_triage", MARY, "triage", "sure", {"into": 1023}, number=1020),
        asked("draft_party", CLEO, "party", "done", {}, number=1021),
        case("draft_party", CLEO, number=1021, ended="done", edits=True, person=CLEO, chat=505, serial=1),
        *(case("inbox", MARY, page=page) for page in (0, 1)),
        case("auto_publish", MARY),
        *(case("party_order", to, number=number, party=party, edits=edits)
          for to, number, party, edits in ((CLEO, 1021, 2, False), (BO, 1021, 2, False), (BO, 1021, 2, True),
                                           (CLEO, 1021, 1, True), (CLEO, 1022, 1, False), (CLEO, 1002, 2, True),
                                           (CLEO, 1021, 9, True), (CLEO, NOWHERE, 2, True))),
        *(case("party_late", MARY, number=number) for number in (1021, 1022, 1002, NOWHERE)),
        *(case("parties", MARY, picked=picked) for picked in (None, 1, 2, 3)),
        *(case("draft_parties", MARY, ended=ended, edits=edits, **gone)
          for ended, edits in ((None, True), ("changed", True), ("changed", False))),
        asked("draft_parties", MARY, "parties", "add", {}),
        case("party_link", MARY, party=2, token="t0ken"),
        case("party_welcome", ANN, party=2),
        case("party_welcome", CLEO, party=1),
    ]  # fmt: skip


def knowing() -> list[Case]:
    """What residents hear, ask and want; what is passed on between them and volunteers."""
    gone: dict[str, Any] = {"person": ROSE, "chat": 504, "serial": 1, "number": 1002}
    return [
        *(case("wish", ANN, number=number, wish=wish, held=held, edits=edits, **more)
          for number, wish, held, edits, more in (
              (1002, "nudged", True, False, {}), (1002, "nudged", False, False, {}), (1003, "nudged", True, False, {}),
              (1003, "nudged", True, True, {}), (1004, "withdrawn", False, False, {}),
              (NOWHERE, "nudged", True, True, {}),
              (1021, "nudged", False, False, {"to_party": True}),
              (1002, "corrected", True, False, {"field": "phone"}))),
        *(case("relay", ROSE, **{**LINE, **more})
          for more in ({}, {"line": 2}, {"line": None}, {"line": 9}, {"number": 1004}, {"number": NOWHERE})),
        *(case("relay_photo", ROSE, **{**LINE, **more})
          for more in ({"file": "file-1"}, {"file": "file-1", "line": 2}, {"file": "file-1", "line": None}, {},
                       {"file": "file-1", "number": NOWHERE})),
        *(case("passed_on", to, number=number, reached=reached, **more)
          for to, number, reached, more in (
              (ROSE, 1002, True, {}), (ROSE, 1002, False, {}), (ROSE, 1002, True, {"staff": True}),
              (ANN, 1002, True, {"away": True}), (ANN, 1002, True, {"door": True}), (ANN, 1002, True, {}),
              (ROSE, 1002, True, {"done": True, "away": True}), (ANN, 1003, True, {"away": True, "door": True}),
              (ANN, 1002, False, {"numbers": [1002, 1003]}), (ROSE, 1002, False, {"numbers": [1002]}),
              (ROSE, 1003, True, {"done": True}), (ROSE, NOWHERE, True, {}))),
        *(case("which_visit", ANN, orders=orders, **more)
          for orders, more in (([[BROOK, 1002], [BROOK, 1001]], {}), ([[BROOK, 1002], [BROOK, 1003]], {"done": True}),
                               ([[BROOK, 1003], [BROOK, NOWHERE]], {}))),
        *(case(topic, ROSE, ended=ended, edits=edits, **{**gone, **more})
          for topic, ended, edits, more in (
              ("draft_mine", None, True, {}), ("draft_mine", "changed", True, {}), ("draft_mine", "changed", False, {}),
              ("draft_line", None, True, {}), ("draft_line", "sent", True, {}), ("draft_line", "sent", False, {}),
              ("draft_line", "sent", True, {"number": NOWHERE}), ("draft_where", None, True, {}),
              ("draft_where", "passed_on", True, {}), ("draft_where", "passed_on", False, {}))),
        asked("draft_mine", ROSE, "mine", "phone", {"number": 1002}, number=1002),
        asked("draft_mine", ROSE, "mine", "sure",
              {"field": "phone", "text": "13800138000", "orders": [[BROOK, 1002], [BROOK, 1003], [BROOK, NOWHERE]]},
              number=1002),
        asked("draft_mine", ROSE, "mine", "phone", {"number": NOWHERE}, number=NOWHERE),
        asked("draft_line", ROSE, "line", "line", {"number": 1002}, number=1002),
        asked("draft_where", ROSE, "where", "where",
              {"line": "At five", "question": None, "number": 1002,
               "orders": [[BROOK, 1002], [BROOK, 1003], [BROOK, NOWHERE]]}),
        asked("draft_where", ROSE, "where", "where",
              {"line": "At five", "question": ["mine", 5, "phone"], "number": 1002, "orders": []}),
        asked("draft_where", MARY, "where", "where",
              {"line": "I come", "question": None, "orders": [], "alarms": [[IDA, 9], [ROSE, 1], [ROSE, 2]]}),
        *(case("news", to, number=number, event=event, **more)
          for to, number, event, more in ((ROSE, 1002, "claimed", {"claim": 2}), (ROSE, 1024, "rejected", {}),
                                          (STRANGER - 500, 1002, "claimed", {"claim": 2}), (IDA, 1020, "merged", {}),
                                          (ROSE, 1021, "redirected", {}))),
        *(case("status", who, person=who, number=number, **more)
          for who, number, more in ((ROSE, None, {}), (ROSE, None, {"community": None}),
                                    (IDA, None, {"community": None}), (CLEO, None, {}),
                                    (CLEO, 1001, {}), (BO, 1004, {}), (ANN, 1004, {}), (BO, 1002, {}),
                                    (MARY, 1021, {}), (CLEO, NOWHERE, {}))),
    ]  # fmt: skip


def orders() -> list[Case]:
    """An order's own messages, where more is to be seen than in a quiet neighbourhood."""
    return [
        *(case("call_up", ANN, number=number, person=person, edits=edits, **more)
          for number, person, edits, more in (
              (1006, BO, False, {}), (1006, BO, False, {"grid": True}), (1030, BO, False, {"grid": True}),
              (1030, BO, False, {}),
              (1006, BO, True, {}), (1007, BO, False, {}),
              (1007, BO, True, {}), (1008, BO, True, {}), (1002, ANN, True, {}), (1003, BO, True, {}),
              (1009, BO, True, {}), (NOWHERE, BO, True, {}))),
        case("job", ANN, number=1002, claim=2),
        case("job", BO, number=1002, claim=3),
        case("job", BO, number=1004, claim=9, edits=True),
        *(case("review", MARY, number=number, round=1) for number in (1025, 1035, 1004, NOWHERE)),
        *(case("review_photo", MARY, number=1003, **file) for file in ({"file": "file-1003"}, {})),
        *(case("notice", ANN, number=1025, edits=edits, notice=notice, **more)
          for notice, edits, more in (
              ("thanks", False, {"points": 12, "minutes": 90}), ("thanks", False, {"points": 0, "withheld": 5}),
              ("thanks", True, {"points": 12}), ("cancelled", True, {"reason": "Flooded"}),
              ("points_spent", False, {"reason": "x", "who": BO, "points": 5}),
              ("thanks", False, {"points": 3, "verdict": "satisfied"}))),
        *(case("job_photos", ANN, number=number, claim=claim) for number, claim in ((1002, 2), (1002, 1), (1002, 9))),
        *(case("draft_release", ANN, ended=ended, edits=edits, number=1002, person=ANN, chat=502, serial=1)
          for ended, edits in ((None, True), ("released", True), ("released", False))),
        asked("draft_points", MARY, "points", "points", {}, number=1002),
        *(case("said", MARY, **facts) for facts in ({"what": "released", "number": 1002}, {"what": "digest"})),
        *(case("order_card", BROOK_CHAT, number=number, copy=1) for number in (1025, 1026, 1028, 1034)),
        case("job", ANN, number=1026, claim=1),
        case("order_card", BROOK_CHAT, number=1023, copy=1),
        case("order_card", BROOK_CHAT, number=1023, copy=1, edits=True),
        *(case("rating", to, number=number, round=round_, person=person, copy=copy, edits=edits, **more)
          for to, number, round_, person, copy, edits, more in (
              (ROSE, 1025, 1, ROSE, 1, False, {}), (ROSE, 1025, 1, ROSE, 1, False, {"said": True}),
              (ROSE, 1025, 1, ROSE, 1, True, {}), (ROSE, 1025, 1, IDA, 1, False, {}),
              (ROSE, 1025, 1, IDA, 2, False, {}), (ROSE, 1025, 2, ROSE, 1, True, {}),
              (ROSE, 1025, 2, ROSE, 1, False, {"said": True}), (ROSE, 1002, 1, ROSE, 1, False, {}),
              (ROSE, NOWHERE, 1, ROSE, 1, True, {}),
              (MARY, 1031, 1, ROSE, 2, True, {}), (MARY, 1025, 1, ROSE, 1, True, {}))),
        *(case("calls", MARY, number=number, serial=7, did=did, about=about, **more)
          for number, did, about, more in ((1025, None, None, {}), (None, None, None, {}),
                                           (1003, "no_answer", 1025, {"round": 1, "attempt": 1}),
                                           (NOWHERE, "satisfied", 1025, {}))),
        *(case("draft_call_note", MARY, number=1025, ended=ended, edits=edits, person=MARY, chat=501, serial=1)
          for ended, edits in ((None, True), ("noted", True), ("noted", False))),
        asked("draft_call_note", MARY, "call_note", "words", {}, number=1025),
        *(case("verdict_which", ROSE, orders=orders, verdicts=verdicts)
          for orders, verdicts in (([[BROOK, 1025], [BROOK, NOWHERE], [BROOK, 1003]], ["satisfied", "redo"]),
                                   ([[BROOK, NOWHERE]], ["redo"]), ([[BROOK, 1025]], ["satisfied", "fair", "redo"]))),
    ]  # fmt: skip


WORK = {"places": places, "clocks": clocks, "desk": desk, "knowing": knowing, "orders": orders}
