"""The auditors are audited: after an ordinary day they find nothing, and every damage done on purpose is found."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fire.audit import audit
from tests.fire.books import Books
from tests.fire.harness import Stage
from tests.fire.play import DIGEST, PHONE, Job, Neighbourhood, named, neighbourhood

DAMAGES = {
    "an update is forgotten": "DELETE FROM inbox WHERE seq = (SELECT max(seq) FROM inbox)",
    "an update is still to be handled": "UPDATE inbox SET state = 'pending' WHERE seq = (SELECT max(seq) FROM inbox)",
    "an order is still open": "UPDATE repair_order SET status = 'claimed'",
    "a place is free again": "UPDATE repair_order SET places_taken = places_taken - 1",
    "the order is another one": "UPDATE repair_order SET what = 'something else'",
    "the claim is lost": "UPDATE claim SET state = 'released'",
    "the claim went to somebody else": "UPDATE claim SET person_id = 1 + person_id % 3 WHERE state = 'fulfilled'",
    "points came from nowhere": "UPDATE account SET balance = balance + 1 WHERE kind = 'member'",
    "points were not paid": "DELETE FROM ledger_entry",
    "a message was not sent": "UPDATE outbox SET state = 'owed' WHERE id = (SELECT max(id) FROM outbox)",
    "a message is only said to have been sent": "UPDATE outbox SET message_id = 9",
    "the card is not the one that is kept": "UPDATE outbox SET message_id = 9 WHERE topic = 'order_card'",
}


async def lived(stage: Stage) -> Neighbourhood:
    """One order from the first word to the points, given back once and found wanting once."""
    place = neighbourhood(stage, 0, 3)
    await stage.program().start()
    await place.set_up()
    job = Job(named(0), f"2号楼2单元1401 {named(0)} 加急 刘运京 {PHONE}", place.volunteers)
    winners = await place.claims(job, await place.posts(job))
    winners = await place.claims(job, await place.gives_back(job, winners[0]))
    await place.works(job, winners[0])
    await place.sends_back(job, winners[0])
    await place.works(job, winners[0])
    await place.judges(job)
    await stage.until_quiet()
    return place


@contextmanager
def damaged(stage: Stage, statement: str, folder: Path) -> Iterator[None]:
    """The same day with other books: a copy on which somebody laid hands."""
    own, copy = stage.books, folder / "damaged.db"
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(own.file or "")) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        for (trigger,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            target.execute(f'DROP TRIGGER "{trigger}"')
        target.execute("PRAGMA ignore_check_constraints = ON")
        target.execute(statement)
        target.commit()
    stage.books = Books(f"sqlite:///{copy}")
    yield
    stage.books = own


def the_loser_hears_a_wrong_name(place: Neighbourhood) -> None:
    """The toast names the loser as the winner."""
    tap = next(tap for tap in place.world.taps.values() if "抢先一步" in tap.text)
    assert tap.answer is not None
    tap.answer = replace(tap.answer, text=f"{tap.by.first_name}抢先一步")


def the_loser_hears_it_before_the_winner_tapped(place: Neighbourhood) -> None:
    """The toast came a day earlier, as if it had been foreseen."""
    late = next(tap for tap in place.world.taps.values() if "抢先一步" in tap.text)
    early = min(place.world.taps.values(), key=lambda tap: tap.at)
    assert late.answer is not None
    late.at, late.answer = early.at.replace(year=2000), replace(late.answer, at=early.at.replace(year=2000))


def everybody_wins(place: Neighbourhood) -> None:
    """Every toast says that the tap won."""
    for tap in place.world.taps.values():
        if tap.answer is not None and "抢先一步" in tap.text:
            tap.answer = replace(tap.answer, text="✅ 接单成功!")


def a_second_digest_stands_there(place: Neighbourhood) -> None:
    """Nobody asked for this one."""
    place.group.messages[0].sender = place.world.bot
    place.group.messages[0].content = replace(
        place.group.messages[0].content, words=replace(place.group.messages[0].content.words, text=DIGEST)
    )


def the_phone_stands_in_the_group(place: Neighbourhood) -> None:
    """As when the typed order had not been taken down."""
    place.secretary.says(PHONE, in_=place.group)


LIES: tuple[Callable[[Neighbourhood], None], ...] = (
    the_loser_hears_a_wrong_name,
    the_loser_hears_it_before_the_winner_tapped,
    everybody_wins,
    a_second_digest_stands_there,
    the_phone_stands_in_the_group,
)


@contextmanager
def undone(place: Neighbourhood) -> Iterator[None]:
    """Afterwards every toast says again what it said."""
    kept = [(tap, tap.at, tap.answer) for tap in place.world.taps.values()]
    yield
    for tap, at, answer in kept:
        tap.at, tap.answer = at, answer


@pytest.mark.long
async def test_an_ordinary_day_passes_and_every_damage_to_it_is_found(sqlite_stage: Stage, tmp_path: Path) -> None:
    stage = sqlite_stage
    place = await lived(stage)
    found = audit(stage, [place])
    assert (found.broken, found.histories, found.resent, found.unanswered) == ([], 1, 0, 0)
    unnoticed = []
    for name, statement in DAMAGES.items():
        with damaged(stage, statement, tmp_path):
            unnoticed += [] if audit(stage, [place]).broken else [name]
    for lie in LIES:
        with undone(place):
            before = len(audit(stage, [place]).broken)
            lie(place)
            unnoticed += [] if len(audit(stage, [place]).broken) > before else [lie.__name__]
    assert unnoticed == []
