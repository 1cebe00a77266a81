"""Messages about people and communities: the team, danger, residents, activities, votes, what is kept and counted."""

from datetime import timedelta
from typing import Any

from bot.domain.ids import PersonId
from bot.usecases.repairs.order_details import OrderDetails
from bot.usecases.residents.report_draft import begun
from tests.delivery.furnished import DAY
from tests.delivery.neighbourhood import (
    ANN,
    BO,
    BROOK,
    BROOK_CHAT,
    CLEO,
    IDA,
    MARY,
    NO_CHAT,
    NOW,
    QIANSHANG,
    QIANSHANG_CHAT,
    ROSE,
)
from tests.delivery.saying import Case, asked, case

GONE: dict[str, Any] = {"person": MARY, "chat": 501, "serial": 1}
ENDS = ((None, True), ("changed", True), ("changed", False))
"""How a conversation ended, and whether it was shown before."""
RIGHTS = {"can_post": True, "can_delete": False, "reads_everything": True, "admin": True}


def team() -> list[Case]:
    """The roster, a member's own card, wishes to join."""
    return [
        *(case("team", viewer, viewer=viewer, show=show, about=about, serial=7)
          for viewer, show, about in ((MARY, "page", 0), (MARY, "page", 1), (MARY, "one", BO), (MARY, "skills", ANN),
                                      (MARY, "out", BO), (MARY, "one", ROSE), (ANN, "page", 0), (ANN, "one", BO),
                                      (IDA, "page", 0))),
        case("team", CLEO, community=QIANSHANG, viewer=CLEO, show="one", about=ANN, serial=7),
        *(case("team_short", chat) for chat in (BROOK_CHAT, NO_CHAT)),
        *(case("team_none", who) for who in (CLEO, BO)),
        *(case("team_left", ANN, removed=removed, freed=freed) for removed, freed in ((True, 2), (False, 0))),
        *(case("profile", ANN, person=person, show=show, page=0, serial=7)
          for person, show in ((ANN, "main"), (BO, "main"), (ANN, "more"), (ANN, "public"), (ANN, "skills"),
                               (ANN, "homes"), (ANN, "papers"), (ANN, "leave"), (IDA, "main"))),
        *(case("join_card", MARY, person=person) for person in (IDA, ROSE, ANN, 99)),
        *(case("join_told", IDA, state=state) for state in ("pending", "approved", "declined")),
        case("own_phone", ANN),
    ]  # fmt: skip


def danger() -> list[Case]:
    """Alarms: 101 nobody sees to, 102 is Ida's and seen, 103 was worse before."""
    usual: dict[str, Any] = {"dangers": ["fire"], "lines": ["Smoke", "More smoke"], "number": 1020, "seen_by": None}
    usual |= {"begun": NOW.isoformat(), "said": 2, "phone": None}
    alarms: list[tuple[PersonId, dict[str, Any], dict[str, Any]]] = [
        (ROSE, {"building": "House 9", "flat": "3", "phone": "+447700900555"}, {}),
        (ROSE, {"seen_by": MARY, "raised": 1, "before": CLEO}, {"others": True}),
        (ANN, {"number": None, "before": CLEO}, {}),
        (IDA, {"dangers": ["gas"], "number": None}, {}),
        (BO, {"raised": 1}, {}),
        (IDA, {"building": "House 1", "seen_by": MARY, "lines": ["Gas"]}, {}),
    ]
    by: dict[str, Any] = {"person": ROSE, "chat": 0, "serial": 1, "others": False}
    ended = {"ended_by": MARY, "ended_at": NOW.isoformat()}
    return [
        *(alarm("danger_alarm", who, {**usual, **known}, others=bool(more)) for who, known, more in alarms),
        *(case("danger_alarm", MARY, edits=edits, **{**by, **more})
          for edits, more in ((False, ended), (True, ended), (True, {**ended, "number": 1020}), (True, {}),
                              (True, {"ended_by": 99, "ended_at": NOW.isoformat()}), (True, {"ended_by": MARY}))),
        *(alarm("danger_more", ROSE, {**usual, **known}, after=after)
          for after, known in ((0, {}), (1, {}), (2, {}), (1, {"said": 3, "lines": ["a", "b", "c"]}))),
        alarm("danger_more", ROSE, usual),
        case("danger_more", MARY, after=0, **by),
        *(alarm("danger_after", ROSE, {"said": 3, "lines": ["a", "b"], "ended": NOW.isoformat()}, kind="alarm_over",
                after=after) for after in (1, 2, 0)),
        case("danger_after", MARY, after=0, **by),
        *(case("word_not_arrived", MARY, person=person) for person in (ROSE, ANN, IDA, BO)),
        *(case("danger_passed", ANN, **facts)
          for facts in ({"seen": True}, {"seen": False}, {"seen": False, "over": 1})),
        case("danger_seen", ANN, person=MARY),
        *(case("danger_unanswered", ANN, **facts) for facts in ({}, {"person": MARY}, {"person": 99})),
        case("danger_over", ANN, person=MARY),
    ]  # fmt: skip


def alarm(topic: str, who: int, payload: dict[str, Any], *, kind: str = "alarm", **facts: Any) -> Case:
    """A message to staff about what somebody told of; it is kept in no chat."""
    made = asked(topic, MARY, kind, kind, payload, **facts)
    made.facts.update(person=who, chat=0)
    return made


def residents() -> list[Case]:
    """A request on its way, danger, lines between residents and staff."""
    known = OrderDetails(building="House 9", what="Window loose")
    report = begun(BROOK, known)
    ends: dict[str, Any] = {**GONE, "person": ROSE, "number": 1020}
    return [
        *(asked("draft_report", who, "report", step, {**report, **payload}, **facts)
          for who, step, payload, facts in (
              (ROSE, "confirm", {}, {}), (ROSE, "confirm", {"same": 1020}, {}), (IDA, "confirm", {"same": 1020}, {}),
              (ROSE, "confirm", {"same": NOWHERE}, {"unsent": True}), (ROSE, "confirm", begun(None, known), {}),
              (IDA, "confirm", begun(None, known), {}), (ROSE, "building", begun(BROOK, OrderDetails(what="Tap")), {}),
              (ROSE, "when", {}, {}),
              (ROSE, "when", begun(QIANSHANG, known), {}),
              (IDA, "building", begun(BROOK, OrderDetails(what="Tap")), {}))),
        *(case("draft_report", ROSE, ended=ended, edits=edits, **ends)
          for ended, edits in ((None, True), ("dropped", False), ("moved", False), ("submitted", False),
                               ("published", True), ("joined", True))),
        case("draft_report", ROSE, ended="dropped", edits=True, **{**ends, "community": None}),
        asked("phone_question", ROSE, "report", "phone", report),
        asked("phone_question", ROSE, "report", "what", report),
        case("phone_question", ROSE, **ends),
        *(case("number_noted", ROSE, **facts) for facts in ({}, {"removed": True}, {"community": None})),
        *(case("poster_greeting", ROSE, building=building) for building in ("House 5", None)),
        *(case("thanks", CLEO, **facts) for facts in ({}, {"heard": True})),
        *(case("asked_beside", ROSE, **facts) for facts in ({"about": "price"}, {"about": "hours"},
                                                            {"about": "hours", "community": None})),
        *(case("danger", ROSE, **facts) for facts in ({"danger": "fire"}, {"danger": "trapped", "stuck": True},
                                                      {"danger": "gas", "community": None})),
        asked("draft_pass_on", ROSE, "pass_on", "line", {}),
        asked("draft_reply", MARY, "reply", "line", {"to": ROSE}),
        *(case(topic, MARY, ended=ended, edits=edits, **GONE)
          for topic in ("draft_pass_on", "draft_reply")
          for ended, edits in ((None, True), ("passed_on", True), ("passed_on", False))),
        *(case("word_to_staff", MARY, person=person, line="Hello") for person in (ROSE, ANN, IDA)),
        case("word_from_staff", ROSE, line="We come"),
        *(case("privacy", who, person=who) for who in (CLEO, IDA)),
        *(case("my_data", who, person=who) for who in (CLEO, IDA)),
        asked("draft_forget", CLEO, "forget", "forget", {}),
        *(case("draft_forget", CLEO, edits=edits, **GONE) for edits in (True, False)),
        *(case("emptied", CLEO, edits=edits, media=media, **where)
          for edits, media, where in ((True, None, {}), (True, "photo", {"community": None}), (False, None, {}))),
    ]  # fmt: skip


NOWHERE = 4040


def gatherings() -> list[Case]:
    """Activities, votes, deliberations."""
    draft = {"what": "Clean-up", "place": "Yard", "starts": (NOW + DAY).isoformat(), "minutes": 90, "places": 9,
             "points": 5, "kind": "service", "organiser_name": "Ann", "organiser": ANN}  # fmt: skip
    vote = {"question": "Bench?", "options": ["Yes", "No"], "closes": None, "anonymous": True, "several": False,
            "subject": None, "round": 1}  # fmt: skip
    return [
        asked("draft_activity", MARY, "activity", "ready", draft),
        asked("draft_activity", MARY, "activity", "starts", {**draft, "starts": None}),
        *(case("draft_activity", MARY, ended=ended, edits=edits, **GONE)
          for ended, edits in ((None, True), ("posted", True), ("posted", False))),
        *(case("activity_card", to, activity=number) for to, number in ((BROOK_CHAT, 1), (BO, 1), (BROOK_CHAT, 2))),
        *(case("activity_roll", MARY, activity=1, show=show, page=page)
          for show, page in (("main", 0), ("roll", 0), ("roll", 9), ("end", 0))),
        *(case("activity_word", ANN, activity=1, word=word) for word in ("tomorrow", "thanks")),
        *(case("activity_call", to, activity=1) for to in (BROOK_CHAT, BO)),
        case("activity_code", MARY, activity=1, token="t0ken"),
        *(case("poll", to, poll=number, edits=edits)
          for to, number, edits in ((BROOK_CHAT, 2, False), (BO, 2, False), (BROOK_CHAT, 2, True),
                                    (BROOK_CHAT, 3, True), (BROOK_CHAT, 3, False), (BROOK_CHAT, 1, True),
                                    (BROOK_CHAT, 4, False))),
        asked("draft_deliberate", MARY, "deliberate", "ready", vote),
        asked("draft_deliberate", MARY, "deliberate", "ready", {**vote, "closes": (NOW + 2 * DAY).isoformat()}),
        *(case("draft_deliberate", MARY, ended=ended, edits=edits, **GONE)
          for ended, edits in ((None, True), ("sent", True), ("sent", False))),
        case("deliberated", MARY, poll=1),
        *(case("minutes_list", MARY, page=page, serial=7) for page in (0, 1)),
        *(case("minutes", MARY, subject=subject) for subject in (1, 9)),
        case("honour", BROOK_CHAT, poll=4),
        *(case("honour", to, poll=5) for to in (BROOK_CHAT, BO)),
        *(case("star", who, level=3) for who in (ANN, BO)),
        *(case("rank", who, person=who, since=since, serial=7)
          for who, since in ((ANN, "month"), (MARY, "year"), (BO, "all"), (IDA, "month"))),
    ]  # fmt: skip


def doubt(to: PersonId, row: int) -> Case:
    """To staff, about a message nobody knows the fate of."""
    made = case("doubtful", to)
    made.facts["row"] = row
    return made


def places_and_figures() -> list[Case]:
    """Buildings, grids, reports."""
    span = {"begins": "2026-11-16", "ends": "2026-11-23"}
    return [
        *(case("buildings", MARY, card=7, removing=removing) for removing in (None, 0)),
        asked("draft_buildings", MARY, "buildings", "confirm", {"names": ["House 7", "House 8"]}),
        asked("draft_buildings", MARY, "buildings", "names", {}),
        *(case("draft_buildings", MARY, edits=edits, **GONE, **more)
          for edits, more in ((True, {}), (True, {"added": 2}), (True, {"below": True}), (False, {"added": 2}))),
        *(case("posters", MARY, building=building) for building in (1, 0, 9)),
        *(case("grids", MARY, card=7, grid=grid, side=side)
          for grid, side in ((None, None), (1, None), (1, "end"), (2, None), (9, None))),
        *(asked("draft_grid", MARY, "grid", step, {"grid": 1, **more})
          for step, more in (("steward", {}), ("steward", {"said": "Bo"}), ("repair", {}), ("add", {}))),
        *(case("draft_grid", MARY, ended=ended, edits=edits, **GONE, **more)
          for ended, edits, more in ((None, True, {}), ("changed", True, {"taken": [["House 1", "North"]]}),
                                     ("changed", False, {}))),
        *(case("grid_part", ANN, grid=grid, part=part)
          for grid, part in ((1, "steward"), (1, "repair"), (9, "steward"))),
        case("stats", MARY),
        *(case("report", MARY, show=show, serial=7, **days)
          for show, days in (("look", span), ("how", span), ("people", span), ("board", span), ("sorts", span),
                             ("look", {**span, "ends": "2026-12-01"}))),
        case("report_paper", MARY, **span),
        *(case("bulletin", to, **span) for to in (BROOK_CHAT, BO)),
    ]  # fmt: skip


def community() -> list[Case]:
    """A community's settings, its digests, who came."""
    own = {"day": NOW.date().isoformat(), "seq": 3, "code": "abc", "added": 2}
    return [
        *(case("settings", MARY, side=side) for side in ("more", "points", "clocks", "")),
        *(case("welcome", BO, role="volunteer", **gift) for gift in ({}, {"gift": 5})),
        *(case("language_offer", who, **facts) for who, facts in ((BO, {}), (CLEO, {}), (CLEO, {"settled": True}))),
        *(case("keys", who) for who in (BO, CLEO)),
        *(case("own_digest", who, share=share, person=who, **{**own, **more})
          for who, share, more in ((MARY, "staff", {}), (ANN, "grid", {}), (BO, "own", {"day": "2026-11-24"}))),
        case("own_digest", BO, share="own", person=IDA, day=NOW.date().isoformat()),
        case("own_digest", CLEO, community=QIANSHANG, share="staff", person=CLEO, day=NOW.date().isoformat()),
        *(case("draft_order", MARY, ended=ended, edits=True, **GONE, **more)
          for ended, more in ((None, {}), ("published", {"number": 1002, "group_at": "12:30"}))),
        *(case("setup_card", chat, rights=rights) for chat, rights in ((BROOK_CHAT, RIGHTS), (NO_CHAT, RIGHTS),
                                                                     (QIANSHANG_CHAT, None))),
        case("clock_alarm", BO, minutes=13),
        case("plain", BO, text="5 < 6"),
        *(case("open_list", to, communities=where) for to, where in ((BROOK_CHAT, [BROOK]), (BO, [BROOK, QIANSHANG]))),
        *(case("help", to, private=to > 0, person=to, lost=lost)
          for to, lost in ((MARY, False), (BO, True), (NO_CHAT, False))),
        case("language", CLEO),
        case("invite_menu", BO),
        case("invite_link", BO, role="clerk", token="t0ken"),
        *(case("open_private", chat, name="Ann") for chat in (BROOK_CHAT, NO_CHAT)),
        asked("draft_setting", MARY, "setting", "timezone", {"field": "timezone"}),
        *(case("draft_setting", MARY, ended=ended, edits=edits, **GONE) for ended, edits in ENDS),
        *(doubt(to, row)
          for to, row in ((MARY, 9001), (BO, 9002), (MARY, 9003), (MARY, 9004), (BO, 9005), (MARY, 9006))),
        case("backup_alarm", BO, why="full"),
        case("digest", BO, day=(NOW - timedelta(days=1)).date().isoformat()),
        *(case("standard", to, private=private, person=person)
          for to, private, person in ((BROOK_CHAT, False, None), (MARY, True, MARY), (ANN, True, ANN))),
        case("standard", MARY, community=QIANSHANG, private=True, person=MARY),
        case("standard_sheet", MARY),
        *(case("standard_news", BROOK_CHAT, version=version) for version in (1, 2, 3)),
        case("standard_errors", MARY, errors=[[2, 3, "many", "number"]], count=4),
        asked("draft_standard", MARY, "standard", "top", {"base": 2, "changes": {"night": 4}}),
        asked("draft_standard", MARY, "standard", "rules", {"base": 1, "changes": {}}, overtaken=True),
        *(case("draft_standard", MARY, ended=ended, edits=edits, **GONE, **more)
          for ended, edits, more in ((None, True, {}), ("published", True, {"version": 3}), ("published", False, {}))),
    ]  # fmt: skip


LIFE = {"team": team, "danger": danger, "residents": residents, "gatherings": gatherings, "figures": places_and_figures,
        "community": community}  # fmt: skip
