"""The rounds of a postman at work: how long it waits to be woken, how long it then gathers, and that it is alive."""

from datetime import timedelta

import pytest

from bot.counts import Happening, Sign
from bot.delivery.budget import MARGIN, PER_SECOND
from bot.delivery.postman import AHEAD_SECONDS, GATHERING_SECONDS, IDLE_SECONDS, TURNS
from bot.sandbox.groups import Group
from bot.storage.post import outbox
from tests.delivery.office import Office
from tests.delivery.test_notes import locked


class OneRound:
    """Instead of waiting, the postman is told to stop; what it would have waited is noted."""

    def __init__(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        self._office = office
        self.waited = self.gathered = -1.0
        monkeypatch.setattr("bot.delivery.postman._wait", self._wait)

    async def _wait(self, _: object, seconds: float) -> None:
        self.waited = seconds
        self._office.postman.stop()

    async def passes(self) -> None:
        """The postman goes round once."""
        begin = self._office.clock.monotonic()
        await self._office.postman.run()
        self.gathered = self._office.clock.monotonic() - begin


@pytest.fixture
def one(office: Office, monkeypatch: pytest.MonkeyPatch) -> OneRound:
    return OneRound(office, monkeypatch)


@pytest.mark.parametrize(("due", "wait"), [(None, IDLE_SECONDS), (3, 3), (IDLE_SECONDS + 1, IDLE_SECONDS)])
async def test_the_postman_looks_again_when_something_is_due_and_now_and_then_in_any_case(
    office: Office, group: Group, one: OneRound, due: float | None, wait: float
) -> None:
    if due is not None:
        await office.owes(group, "甲", not_before=office.clock.now() + timedelta(seconds=due))
    await one.passes()
    assert one.waited == wait


async def test_who_is_not_on_duty_says_nothing_and_looks_now_and_then(
    office: Office, group: Group, one: OneRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.postman, "_on_duty", lambda: False)
    await office.owes(group, "甲")
    await one.passes()
    assert one.waited == IDLE_SECONDS
    assert office.attempts == []


async def test_an_outbox_that_cannot_be_read_is_looked_at_again_in_a_second_and_logged(
    office: Office, one: OneRound, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def away(*_: object) -> None:
        raise locked()

    monkeypatch.setattr(outbox, "pauses", away)
    await one.passes()
    assert one.waited == 1
    (record,) = caplog.records
    assert [record.__dict__.get("key"), record.levelname] == ["outbox.unreadable", "ERROR"]
    assert isinstance(record.msg, str)
    assert office.town.weixiu.watched.counts.silence(Sign.POSTED, 0) is None


async def test_what_is_owed_within_a_moment_is_looked_at_together(office: Office, one: OneRound) -> None:
    await one.passes()
    assert one.gathered == pytest.approx(GATHERING_SECONDS)


def spent(office: Office, *, ago: float) -> None:
    """As many messages as a second may have went out, a hundredth of a second apart, the first so long ago."""
    begin = office.clock.monotonic() - ago
    for number in range(PER_SECOND):
        office.postman._budget.spend(1000 + number, begin + number / 100)


@pytest.mark.parametrize(
    ("ago", "gathered"),
    [
        (0.5, AHEAD_SECONDS),  # long until the next turn: not longer, for something may be to be taken down
        (0.85, (TURNS - 1) / 100 + 1 + MARGIN - 0.85 - AHEAD_SECONDS),  # until several have come
        (0.9, GATHERING_SECONDS),  # a turn comes within the moment in which a message is written
    ],
)
async def test_where_turns_are_taken_it_gathers_until_several_are_free_again(
    office: Office, one: OneRound, ago: float, gathered: float
) -> None:
    spent(office, ago=ago)
    await one.passes()
    assert one.gathered == pytest.approx(gathered)


async def test_the_postman_gives_a_sign_of_life_and_counts_how_attempts_ended(
    office: Office, group: Group, one: OneRound
) -> None:
    counts, begin = office.town.weixiu.watched.counts, office.clock.monotonic()
    before = counts.sums(Happening.MESSAGE).get("said", 0)
    await office.owes(group, "甲")
    await one.passes()
    assert counts.silence(Sign.POSTED, begin + 5) == 5
    assert counts.sums(Happening.MESSAGE)["said"] == before + 1
