"""Calendar files: what every calendar reads, whatever people wrote."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.reports.calendar import Appointment, ics

NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)


def test_an_appointment_is_written_as_calendars_read_it() -> None:
    wild = "水管;漏水,很\\急\r\nEND:VCALENDAR" + "漏" * 60
    entry = Appointment("1-1001@weixiu", NINE, None, wild, "5号楼", "")
    lines = ics("维修预约", [entry], NINE).decode().split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = "\r\n".join(lines).replace("\r\n ", "").split("\r\n")
    assert f"SUMMARY:水管\\;漏水\\,很\\\\急\\nEND:VCALENDAR{'漏' * 60}" in unfolded
    assert unfolded.count("END:VCALENDAR") == 1
    assert "DTSTART:20261124T010000Z" in unfolded
    assert "DTEND:20261124T020000Z" in unfolded
    assert "STATUS:CONFIRMED" in unfolded
    numbered = [line for line in unfolded if line.startswith("SEQUENCE:")]
    off = ics("x", [replace(entry, cancelled=True)], NINE + timedelta(hours=1)).decode().split("\r\n")
    assert "STATUS:CANCELLED" in off
    assert f"SEQUENCE:{int(numbered[0].removeprefix('SEQUENCE:')) + 60}" in off
    later = Appointment("1-1001@weixiu", NINE, NINE + timedelta(hours=3), "x", "y", "z")
    assert b"DTEND:20261124T040000Z" in ics("x", [later], NINE)
