"""The simulated year in small: two weeks across the Spring Festival, and that each of its checks can find something."""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from bench.year.__main__ import rehearse, report
from bench.year.books import Books, Facts, Step, read_books
from bench.year.calendar import LOCAL
from bench.year.clocks import wrong_clocks
from bench.year.findings import Findings, long_silences, standing_nowhere, wrong_digests
from bench.year.findings import awaited as awaited_in
from bench.year.play import OFTEN, SELDOM, Played, Terms
from bench.year.recount import Recount, Tale, differences, tales_of
from bot.domain.periods import Period

FESTIVAL = date(2026, 2, 9)
"""春节 is from 15 to 23 February, with work on the Saturdays before and after it."""
SMALL = Terms(14, FESTIVAL, a_day=0.75, hours=SELDOM, volunteers=12)
TWO_WEEKS = Period(FESTIVAL, FESTIVAL + timedelta(days=14))


class Gone(NamedTuple):
    """Two weeks that are over."""

    found: Findings
    played: Played
    database: Path
    books: Books
    tales: list[Tale]


@pytest.fixture(scope="module")
def gone(sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Gone:
    """Played once for all tests here."""
    folder = tmp_path_factory.mktemp("year")
    found, played = rehearse(SMALL, folder, template=sqlite_file)
    books = read_books(played.url)
    return Gone(found, played, folder / "year.db", books, tales_of(books))


def test_two_weeks_leave_no_request_without_an_answer_and_no_figure_that_differs(gone: Gone) -> None:
    assert gone.found.good, report(gone.found)
    counts, done = gone.found.counts, gone.played.cast.done
    for count, least in {"orders": 7, "repaired": 2, "failed calls": 5}.items():
        assert counts[count] >= least, counts
    for deed in ("by chat", "by staff", "sift", "claim", "fixed", "signup"):
        assert done[deed], f"nobody ever: {deed} in {done}"


def test_a_moment_that_was_dropped_leaves_a_request_standing_nowhere(gone: Gone, tmp_path: Path) -> None:
    now = gone.played.town.clock.now()
    bent = shutil.copy(gone.database, tmp_path / "bent.db")
    waits = next(tale.number for tale in gone.tales if tale.ended is None)
    with closing(sqlite3.connect(bent)) as connection:
        assert standing_nowhere(gone.tales, awaited_in(connection), now) == []
        connection.execute("DELETE FROM due_moment WHERE number = ?", [waits])
        connection.execute("UPDATE claim SET silent_at = NULL WHERE number = ?", [waits])
        (line,) = standing_nowhere(gone.tales, awaited_in(connection), now)
    assert line.startswith(f"#{waits} ")
    (late, *_) = standing_nowhere(gone.tales, {waits: now - timedelta(days=2)}, now)
    assert f"#{waits} " in late
    assert long_silences(gone.tales, now + timedelta(days=30))


def test_a_figure_that_is_counted_wrong_is_named_whichever_it_is(gone: Gone) -> None:
    now = gone.played.town.clock.now()
    counted = Recount(gone.books, gone.tales, TWO_WEEKS, now).figures()
    assert differences(counted, dict(counted)) == []
    for name in counted:
        bent = {**counted, name: "another"}
        (line,) = differences(bent, counted)
        assert line.startswith(f"{name}: another instead of ")
    without = [tale for tale in gone.tales if tale.closed is None]
    assert differences(Recount(gone.books, without, TWO_WEEKS, now).figures(), counted)


def test_a_limit_that_forgot_the_festival_is_found(gone: Gone) -> None:
    back_at_work = datetime(2026, 2, 24, 4, tzinfo=UTC)
    late = [each for each in gone.tales if each.facts.finish_by and each.facts.finish_by > back_at_work]
    tale = next(replace(each, steps=each.steps[:1]) for each in late if each.published == each.began)
    assert wrong_clocks([tale]) == []
    forgetful = datetime(2026, 2, 18, 4, tzinfo=UTC)
    bent = replace(tale, facts=replace(tale.facts, finish_by=forgetful))
    (wrong,) = wrong_clocks([bent])
    assert wrong.startswith(f"#{tale.number} has to be finished by 2026-02-18 12:00:00; ")


def test_a_pause_that_began_when_it_was_late_already_moves_the_limit_as_well() -> None:
    told = [("publish", "26 10:59"), ("claim", "26 15:59"), ("pause", "31 11:30"), ("resume", "31 16:01")]
    told += [("pause", "32 11:31"), ("resume", "32 19:01"), ("finish", "33 11:01")]
    began = datetime(2026, 10, 31, tzinfo=UTC) - LOCAL

    def at(moment: str) -> datetime:
        day, clock = moment.split()
        return began + timedelta(days=int(day), hours=int(clock[:2]), minutes=int(clock[3:]))

    steps = [Step(step, at(moment), "claimed", "claimed", {}) for step, moment in told]
    by = at("32 11:59")  # it was due on Tuesday at 10:59; then it stood still for 4:31, and from 11:31 to six
    facts = Facts("repair", None, "1", None, None, by, "normal")
    assert wrong_clocks([Tale(1298, steps, facts)]) == []
    for wrong in (at("31 10:59"), at("32 10:59"), at("32 17:00")):
        assert wrong_clocks([Tale(1298, steps, replace(facts, finish_by=wrong))])


def test_digests_that_are_missing_or_double_and_words_said_twice_are_found(gone: Gone) -> None:
    one, two, three, four = (FESTIVAL + timedelta(days=count) for count in range(4))
    dealt = {one: "owed", two: "owed", three: "owed"}
    assert wrong_digests(Counter({one: 2, two: 1}), dealt, [one, two, three, four], {three}) == [
        f"{one}: 2 digests",
        f"{four}: nobody dealt with it",
    ]
    assert wrong_digests(Counter({one: 1, two: 1}), dealt, [one, two, three], set()) == [f"{three}: owed and not said"]


@pytest.mark.long
@pytest.mark.whole
@pytest.mark.timeout(600)
def test_eight_weeks_across_the_national_holidays(sqlite_file: Path, tmp_path: Path) -> None:
    found, _ = rehearse(Terms(56, date(2026, 9, 7), seed=2, hours=OFTEN), tmp_path, template=sqlite_file)
    assert found.good, report(found)
