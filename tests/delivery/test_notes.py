"""The postman's pencil: what was said is written down however long the database is in trouble."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.delivery import notes
from bot.delivery.letter import Letter
from bot.delivery.notes import Notes
from bot.delivery.outcomes import Migrated, Outcome, Refused, Said, Wait
from bot.domain.ids import PersonId
from bot.domain.polls import Tally
from bot.models import OutboxMessage
from bot.models.outbox import Kind, OutState
from bot.sandbox.groups import Group
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.post.outbox import ALL_CHATS, pauses
from bot.storage.upkeep.emptying import EMPTIED
from bot.views.screen import Screen
from tests.delivery.office import Office, texts


@dataclass(frozen=True)
class Shaken(UnitOfWork):
    """A database that is in trouble as often as told, and then no more."""

    troubles: list[Exception] = field(default_factory=list)

    @asynccontextmanager
    async def writing(self, now: datetime, *, occasion: str = "", by_clock: bool = False) -> AsyncIterator[Writing]:
        """Change the world, or fail."""
        if self.troubles:
            raise self.troubles.pop()
        async with super().writing(now, occasion=occasion, by_clock=by_clock) as tx:
            yield tx


def locked() -> Exception:
    """What SQLAlchemy makes of a database that somebody else has locked."""
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("UPDATE", {}, cause)


async def writes(office: Office, group: Group, outcome: Outcome, *troubles: Exception) -> None:
    """Write down how an attempt at the message 甲 ended."""
    await office.owes(group, "甲")
    uow = office.town.weixiu.uow
    shaken = Shaken(uow.database, uow.vault, uow.wake, troubles=list(troubles))
    await Notes(shaken, office.clock).write(Letter(await office.row("甲"), Screen("甲")), outcome)


@pytest.mark.parametrize(
    ("troubles", "seconds"), [(0, 0), (1, 0.4), (3, 0.4 + 0.8 + 1.6), (7, 0.4 + 0.8 + 1.6 + 3.2 + 3 * 5)]
)
async def test_what_was_said_is_written_down_when_the_database_is_back(
    office: Office, group: Group, troubles: int, seconds: float
) -> None:
    begin = office.clock.now()
    await writes(office, group, Said(77), *(locked() for _ in range(troubles)))
    row = await office.row("甲")
    assert [row.state, row.message_id] == [OutState.SAID, 77]
    assert office.clock.now() - begin == timedelta(seconds=seconds)


async def test_what_is_no_trouble_of_the_database_is_not_tried_again(office: Office, group: Group) -> None:
    with pytest.raises(ZeroDivisionError):
        await writes(office, group, Said(77), ZeroDivisionError())
    assert (await office.row("甲")).state is OutState.OWED


@pytest.mark.parametrize("everywhere", [True, False])
async def test_a_silence_is_kept_for_the_chat_or_for_the_whole_bot(
    office: Office, group: Group, *, everywhere: bool
) -> None:
    await writes(office, group, Wait(7, everywhere=everywhere))
    until = office.clock.now() + timedelta(seconds=7)
    async with office.town.weixiu.uow.reading(office.clock.now()) as tx:
        assert await pauses(tx.session, office.clock.now()) == {ALL_CHATS if everywhere else group.id: until}


async def test_a_refusal_is_written_down_with_its_words(office: Office, group: Group) -> None:
    await writes(office, group, Refused("Can't parse entities"))
    row = await office.row("甲")
    assert [row.state, row.error] == [OutState.FAILED, "Can't parse entities"]


async def test_what_a_message_has_become_is_written_down_and_what_telegram_counted_is_passed_on(
    office: Office, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[type, str, Tally | None]] = []

    async def poll_was_said(tx: Writing, row: OutboxMessage, tally: Tally | None) -> None:
        heard.append((type(tx), row.topic, tally))

    monkeypatch.setattr(notes, "poll_was_said", poll_was_said)
    tally = Tally("7", (1, 2), 3, closed=True)
    await writes(office, group, Said(77, tally, ((77, "a"), (78, "b"))))
    assert heard == [(Writing, "plain", tally)]
    assert (await office.row("甲")).parts == [[77, "a"], [78, "b"]]


async def test_a_group_that_has_moved_is_moved_here_too_and_at_once(
    office: Office, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[tuple[int, int, datetime]] = []

    async def move_group(old: int, new: int, *, uow: UnitOfWork, now: datetime) -> None:
        assert uow.database is office.town.weixiu.uow.database
        moved.append((old, new, now))

    monkeypatch.setattr(notes, "move_group", move_group)
    await writes(office, group, Migrated(-1007))
    assert moved == [(group.id, -1007, office.clock.now())]


async def test_a_message_of_which_nothing_is_left_is_forgotten(office: Office, group: Group) -> None:
    await office.owes(group, "甲")
    await office.delivers()
    message = group.messages[-1].id
    emptied: dict[str, Any] = {"topic": EMPTIED, "facts": {"media": None}, "kind": Kind.KEEP, "message_id": message}
    await office.owes(group, "乙", **emptied)
    await office.works(seconds=5)
    assert "甲" not in texts(group)
    async with office.town.weixiu.uow.reading(office.clock.now()) as tx:
        assert await tx.session.scalar(select(OutboxMessage).where(OutboxMessage.key == "乙")) is None


async def test_who_typed_numbers_that_were_taken_down_hears_why_each_time(office: Office, group: Group) -> None:
    secretary = office.town.secretary
    await secretary.starts()
    facts = {"author": secretary.user_id, "thread": None}
    for number in ("甲", "乙"):
        await office.owes(group, number)
        await office.works(seconds=5)
        await office.takes_down(group.messages[-1], key=f"down {number}", topic="typed_number", facts=facts)
        await office.works(seconds=5)
    assert ["那条我撤下了" in said for said in texts(secretary.person.private)[-2:]] == [True, True]


async def test_nothing_follows_from_what_was_not_put_up(
    office: Office, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int | None] = []
    monkeypatch.setattr(notes, "contact_was_shown", lambda _tx, _row, reader: shown.append(reader))
    await office.owes(group, "甲")
    row = await office.row("甲")
    await Notes(office.town.weixiu.uow, office.clock).write(Letter(row, None, reader=PersonId(1)), Said(None))
    assert shown == []
