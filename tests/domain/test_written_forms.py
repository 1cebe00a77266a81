"""What is written down in few signs and read again: certificates, links, buttons, searches, ways."""

from datetime import date, timedelta

import pytest

from bot.domain.certificate import Service, read_line
from bot.domain.deep_link import Doorstep, poster_payload, read_poster_payload
from bot.domain.ids import id_in
from bot.domain.kind import Kind
from bot.domain.life import Status
from bot.domain.past import BadRow, Column, PastSheet, PastTrouble
from bot.domain.practice import Practice
from bot.domain.record import Form, Wanted
from bot.domain.search import Search

SERVICE = Service(community_id=12, person_id=345, year=2026, minutes=6000, orders=7, activities=8)
CODE = "ABCDE23456"


def test_a_certificate_is_signed_field_by_field_and_its_line_can_be_read_back() -> None:
    assert SERVICE.signed_text() == "certificate\x1f12\x1f345\x1f2026\x1f6000\x1f7\x1f8"
    line = SERVICE.line(CODE)
    assert line == "12-345-2026-6000-7-8-ABCDE-23456"
    assert read_line(line) == (SERVICE, CODE)


@pytest.mark.parametrize(
    "typed",
    [
        "12-345-2026-6000-7-8-abcde-23456",
        " # 12-345-2026 -6000-7-8-ABCDE23456\n",
        "12-345-2026-6000-7-8-ABCDE-23456",
    ],
    ids=["small letters", "with spaces and signs", "wide characters"],
)
def test_a_line_is_read_as_people_type_it(typed: str) -> None:
    assert read_line(typed) == (SERVICE, CODE)


@pytest.mark.parametrize(
    "typed", ["", "12-345-2026-6000-7-ABCDE-23456", "12-345-2026-6000-7-8-ABCDE-2345①", "十二-345"]
)
def test_what_is_no_such_line_is_none(typed: str) -> None:
    assert read_line(typed) is None


def test_a_poster_names_its_community_and_building() -> None:
    assert [poster_payload(7), poster_payload(7, 3)] == ["b_7_0", "b_7_3"]
    assert read_poster_payload("b_7_3") == Doorstep(community_id=7, building_id=3)
    assert read_poster_payload("b_7_0") == Doorstep(7, 0)
    assert [read_poster_payload(each) for each in ("b_0_3", "b_7_03", "xb_7_3", "b_7", "")] == [None] * 5


def test_an_id_of_a_button_is_digits_that_fit() -> None:
    assert [id_in(text) for text in ("17", "9" * 18, "9" * 19, "", "1x", "-1")] == [17, 10**18 - 1, 0, 0, 0, 0]


def test_what_is_wanted_of_the_record_is_the_same_after_it_was_kept() -> None:
    whole = Wanted(date(2026, 1, 2), date(2026, 3, 4), Kind.WISH, Form.CSV, full=True)
    assert whole.to_json() == {
        "since": "2026-01-02", "until": "2026-03-04", "kind": "wish", "form": "csv", "full": True,
    }  # fmt: skip
    for wanted in (whole, Wanted(), Wanted(since=date(2026, 1, 2)), Wanted(until=date(2026, 3, 4))):
        assert Wanted.from_json(wanted.to_json()) == wanted


def test_a_search_is_the_same_after_it_was_kept_and_knows_when_it_is_empty() -> None:
    whole = Search(1, "+44", "0123", "5", (Status.OPEN, Status.DONE), True, "plumber", ("plumbing",), 48, ("lamp", "x"))  # noqa: FBT003
    kept = {name: list(value) if isinstance(value, tuple) else value for name, value in whole.to_json().items()}
    assert Search.from_json(kept) == whole
    del kept["skills"]
    assert Search.from_json(kept).skills == ()
    assert [whole.is_empty, Search().is_empty, Search(hours=1).is_empty] == [False, True, False]
    assert whole.age == timedelta(hours=48)


def test_a_practice_keeps_what_differs_and_forgets_names_of_another_version() -> None:
    own = Practice(days_off=("2026-10-01",), emergency_numbers=(("火警", "119"),), hold_days=9)
    kept = {"days_off": ["2026-10-01"], "emergency_numbers": [["火警", "119"]], "hold_days": 9}
    assert own.to_json().keys() == kept.keys()
    assert Practice.from_json({**kept, "of_old": 1}) == own
    assert Practice().to_json() == {}


def test_of_a_spreadsheet_the_first_wrong_rows_are_told_whole() -> None:
    trouble = [(2, PastTrouble.WHAT), (4, PastTrouble.DAY), (2, PastTrouble.PHONE), (9, PastTrouble.WHAT)]
    bad = tuple(BadRow(row, why, "") for row, why in trouble)
    sheet = PastSheet(bad=bad)
    assert sheet.wrong_rows == [2, 4, 9]
    assert sheet.first_wrong(2) == [bad[0], bad[1], bad[2]]
    assert sheet.first_wrong(0) == []
    assert Column.WHAT in sheet.missing
