"""What the postman writes into the log: under which key of docs/LOGS.md, how loudly, and of what."""

import logging

import pytest

from bot.delivery.duty import Duty
from bot.delivery.letter import Letter
from bot.delivery.notes import Notes
from bot.delivery.outcomes import Said
from bot.sandbox.groups import Group
from bot.views.screen import Screen
from tests.delivery.office import Office
from tests.delivery.test_duty import Rounds, kept
from tests.delivery.test_notes import Shaken, locked


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="bot.delivery")
    return caplog


def told(log: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """Key and level of all that was logged."""
    assert all(isinstance(record.msg, str) for record in log.records)
    return [(str(record.__dict__.get("key")), record.levelname) for record in log.records]


def sentence(log: pytest.LogCaptureFixture) -> str:
    """The one record, as it is read."""
    (record,) = log.records
    return record.getMessage()


async def test_a_silence_is_logged_with_its_seconds(
    office: Office, group: Group, log: pytest.LogCaptureFixture
) -> None:
    office.world.faults.refuse("sendMessage", retry_after=37)
    await office.owes(group, "甲")
    await office.delivers()
    assert told(log) == [("telegram.too_fast", "WARNING")]
    assert "37.0 seconds" in sentence(log)


async def test_a_refusal_is_logged_with_the_topic_and_telegrams_words(
    office: Office, group: Group, log: pytest.LogCaptureFixture
) -> None:
    office.world.faults.refuse("sendMessage", 400, "Bad Request: can't parse entities")
    await office.owes(group, "甲")
    await office.delivers()
    assert told(log) == [("message.refused", "WARNING")]
    assert "plain" in sentence(log)
    assert "Can't parse entities" in sentence(log)


async def test_a_message_that_cannot_be_worded_is_logged_with_its_number_and_the_fault(
    office: Office, group: Group, log: pytest.LogCaptureFixture
) -> None:
    await office.owes(group, "甲", topic="points")
    await office.delivers()
    assert told(log) == [("message.failed", "ERROR")]
    assert f"message {(await office.row('甲')).id} " in sentence(log)
    assert log.records[0].exc_info


async def test_what_cannot_be_written_down_is_logged_with_its_number_each_time(
    office: Office, group: Group, log: pytest.LogCaptureFixture
) -> None:
    await office.owes(group, "甲")
    uow, row = office.town.weixiu.uow, await office.row("甲")
    shaken = Shaken(uow.database, uow.vault, uow.wake, troubles=[locked(), locked()])
    await Notes(shaken, office.clock).write(Letter(row, Screen("甲")), Said(77))
    assert told(log) == [("message.not_noted", "ERROR")] * 2
    assert all(f"message {row.id} " in record.getMessage() for record in log.records)


@pytest.mark.parametrize(
    ("trouble", "keys"),
    [
        (None, [("duty.taken", "INFO")]),
        (ConnectionError(), [("duty.taken", "INFO"), ("duty.not_renewed", "ERROR")]),
    ],
)
async def test_the_duty_is_logged_when_it_is_taken_and_when_it_cannot_be(
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    log: pytest.LogCaptureFixture,
    trouble: Exception | None,
    keys: list[tuple[str, str]],
) -> None:
    async def taken_over() -> None:
        if trouble is not None:
            raise trouble

    rounds = Rounds(office.clock, monkeypatch)
    duty = Duty(office.town.weixiu.uow, office.clock, owner="me", alone=False)
    tasks = await kept(duty, rounds, taken_over)
    await rounds.one()
    assert told(log) == keys
    await tasks.finish(seconds=0)
