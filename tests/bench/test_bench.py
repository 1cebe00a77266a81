"""The benches in their small form: they run end to end, and what they count is true. Nothing is timed."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bench import many_orders, outgoing, report, rush, several, starting, taps
from bench.big_tables import Row
from bench.databases import Databases
from bench.hall import Hall, Options
from bench.programs import OURS, Running
from bench.report import Section, Table
from bench.rivals import bare
from bench.shares import can_be_shared_out
from bench.tapping import Taps, Town
from bench.telegram_process import Played, Player, Telegram, telegram
from bench.telegram_stub import Answering, Handover, Hook, Stub
from bench.webhook_sender import Sender
from bot.clock import Clock, Tasks
from tests.databases import Postgres

SMALL = Options(("webhook",), rounds=1, taps=10, chats=4, owed=2, orders=1, neighbourhoods=1, updates=20)
ALONE = replace(SMALL, ours_alone=True)
pytestmark = pytest.mark.timeout(300)  # nothing here is timed, and the machine may be busy with other tests

TOWN = Town(communities=3, volunteers=4, orders=12)


@pytest.fixture(scope="module")
def stub() -> Iterator[Telegram]:
    """One stub for all tests of this module."""
    with telegram() as found:
        yield found


@pytest.fixture
def hall(stub: Telegram, tmp_path: Path) -> Hall:
    """The benches on SQLite."""
    return Hall(stub, [Databases("sqlite", tmp_path)], SMALL)


@pytest.mark.long
def test_every_program_answers_all_taps_and_its_books_agree(hall: Hall) -> None:
    rates, cost = taps.run(hall).tables
    assert rates.titles[2:5] == [f"{name} /s" for name in taps.PROGRAMS]
    assert [row[:2] for row in rates.rows] == [["sqlite, webhook", shape] for shape in taps.SHAPES]
    assert all(float(rate) > 0 for row in rates.rows for rate in row[2:5])
    assert [len(row) for row in cost.rows] == [len(cost.titles)] * 2


def test_a_round_whose_claims_are_missing_is_refused(hall: Hall) -> None:
    (stage,) = hall.stages(TOWN)
    books = stage.databases.seeded_bare(TOWN)
    played = Played(1, 1.0, (0.5,), winners=1, repeated=0, failed=0, calls=Counter())
    running = Running(bare("httpx", 1), books, hall.telegram, Taps(TOWN, bare=True), [], stage.folder, stage.databases)
    taps.check(running, played, 0, winners=1)
    with pytest.raises(RuntimeError, match="1 winners for 1"):
        taps.check(running, played, 1, winners=1)
    with pytest.raises(RuntimeError, match="1 winners for 0"):
        taps.check(running, played, 0, winners=0)


def test_waits_of_a_rush_are_the_medians_of_its_rounds() -> None:
    rounds = [Played(2, wait, (0.001, wait), 1, 0, 0, Counter()) for wait in (0.003, 0.009, 0.005)]
    table = rush.table("sqlite", "webhook", {OURS.name: rounds, "bare on httpx": rounds[:1]})
    assert [row[2:] for row in table.rows] == [["5.0", "5.0", "0", "1.00"], ["3.0", "3.0", "0", "1.67"]]


def test_a_rush_is_over_within_its_second_and_the_same_each_time() -> None:
    first, again = (Taps(TOWN, bare=False).rush(0, 50, seconds=1.0, seed=1) for _ in range(2))
    assert first == again
    assert 0 <= first[0].at < first[-1].at <= 1
    assert len({tap.update.body for tap in first}) == 50


@pytest.mark.long
def test_memory_and_the_first_answer_are_those_of_the_program(hall: Hall) -> None:
    (table,) = starting.run(replace(hall, options=ALONE)).tables
    ((name, seconds, _, rest, early, late, _),) = table.rows
    assert name == OURS.name
    assert float(seconds) > 0
    assert 0 < float(rest) <= float(early) <= float(late)


@pytest.mark.long
def test_every_message_owed_is_counted_and_none_is_refused(hall: Hall) -> None:
    spoken, calls = outgoing.run(replace(hall, options=ALONE)).tables
    ((name, messages, *_, refused),) = spoken.rows
    assert (name, messages, refused) == ("ours, sqlite", "8", "0")
    assert calls.titles[1:3] == ["all", "requests"]
    for row in calls.rows:
        assert float(row[1]) == pytest.approx(sum(map(float, row[3:])), abs=0.05)
        assert float(row[calls.titles.index("answerCallbackQuery")]) == pytest.approx(3)
        with_receipts = 3 if row[0].startswith("webhook") else 0
        assert float(row[1]) - float(row[2]) == pytest.approx(with_receipts, abs=0.05)


@pytest.mark.long
@pytest.mark.whole
def test_several_processes_share_the_taps(stub: Telegram, postgres: Postgres, tmp_path: Path) -> None:
    options = replace(ALONE, processes=(2,))
    section = several.run(Hall(stub, [Databases("postgresql", tmp_path, postgres)], options))
    shared = [f"{shape}, with a share" for shape in taps.SHAPES] if can_be_shared_out() else []
    assert [table.caption for table in section.tables] == [*taps.SHAPES, *shared]
    assert all(table.rows[0][0].startswith("ours × 2") for table in section.tables)


@pytest.mark.long
def test_answers_over_many_orders_are_compared_with_those_over_few() -> None:
    rows = [Row("sqlite", "/open", {10: 0.002, 1000: 0.003}), Row("postgresql", "/open", {10: 1.0, 1000: 1.0})]
    assert many_orders.table("sqlite", [10, 1000], rows).rows == [["/open", "2.0", "3.0", "1.50"]]


# The stub


@contextmanager
def called(made: Stub) -> Iterator[Answering]:
    """Somebody who calls it, over a connection that leads nowhere."""
    yield Answering(made)


def test_an_answer_counts_once_and_a_second_one_is_noticed() -> None:
    made = Stub(Clock())
    with called(made) as program:
        made.call("answerCallbackQuery", b"callback_query_id=7&show_alert=True", program)
        made.call("answerCallbackQuery", b"callback_query_id=7&text=x", program)
        made.call("answerCallbackQuery", b"callback_query_id=8&show_alert=False", program)
    assert set(made.answered) == {7, 8}
    assert (made.alerts, made.repeated, made.calls["answerCallbackQuery"]) == (1, 1, 3)


def test_updates_are_handed_over_by_hundreds_and_stay_until_confirmed() -> None:
    made = Stub(Clock())
    made.hand_over(*(Handover(number, b"%d" % number) for number in range(1, 151)))
    with called(made) as program:
        first = made.call("getUpdates", b"timeout=0", program) or b""
        again = made.call("getUpdates", b"timeout=0&offset=1", program)
        rest = made.call("getUpdates", b"timeout=0&offset=101", program) or b""
    assert first == again
    assert (first.count(b",") + 1 - 1, rest.count(b",") + 1 - 1) == (100, 50)


async def test_a_delivery_that_was_not_taken_is_made_again() -> None:
    answers = iter([b"500 Oops", b"200 OK"])
    taken: list[bytes] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        taken.append(await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split()[0])))
        writer.write(b"HTTP/1.1 " + next(answers) + b"\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    made, tasks = Stub(Clock()), Tasks()
    sender = Sender(made, tasks)
    async with await asyncio.start_server(take, "127.0.0.1", 0) as server:
        made.hook = Hook(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/x", "", 40)
        made.hand_over(Handover(1, b"{}"))
        while len(taken) < 2:
            await asyncio.sleep(0.01)
    assert (taken, sender.failed) == ([b"{}", b"{}"], 1)
    await tasks.finish(seconds=1)


async def test_a_play_counts_waits_from_the_tap() -> None:
    made, tasks = Stub(Clock()), Tasks()
    player = Player(made, Sender(made, tasks))
    making = Taps(TOWN, bare=False)
    playing = tasks.start(player.play(making.each_its_own(0, 3)), name="play")
    await asyncio.sleep(0)
    with called(made) as program:
        for update in list(made.pending):
            made.call("answerCallbackQuery", b"callback_query_id=%d" % update.id, program)
    played = await playing
    assert (played.taps, played.winners, played.unanswered) == (3, 3, 0)
    assert played.calls == {"answerCallbackQuery": 3}
    assert 0 <= played.median <= played.percentile(0.99) <= played.seconds


def test_each_tap_is_by_a_member_of_the_team_on_an_order_of_its_own() -> None:
    made = Taps(TOWN, bare=True).each_its_own(0, 12)
    assert len({tap.update.id for tap in made}) == 12
    assert all(f"claim:{number}".encode() in tap.update.body for number, tap in enumerate(made, start=1))


# The results


def test_sections_that_were_not_run_stay_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "RESULTS.md"
    first, second = (Section(part, f"{number} · {part}", [Table(["x"], [[part]])]) for number, part in enumerate("ab"))
    report.write_results([second], ["SQLite 3"], file)
    report.write_results([first], ["SQLite 3"], file)
    report.write_results([replace(second, tables=[Table(["x"], [["new"]])])], ["SQLite 3"], file)
    text = file.read_text()
    assert text.count("## ") == 2
    assert text.index("## 0 · a") < text.index("## 1 · b")
    assert "| new |" in text
    assert "| a |" in text
    assert "| b |" not in text
