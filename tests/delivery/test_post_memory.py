"""What a postman knows of the one before it: what went into each group, and what nobody saw the end of."""

from datetime import timedelta

import pytest

from bot.delivery.budget import MARGIN, MINUTE, PER_GROUP_MINUTE
from bot.delivery.outcomes import Outcome, Said
from bot.delivery.rendering import Scene
from bot.delivery.topics import TOPICS
from bot.sandbox.groups import Group
from bot.views.screen import Screen
from tests.delivery.office import A_SECOND, Office

GROUP_REST = MINUTE + MARGIN


class Wall:
    """A chat platform that takes whatever is said."""

    username = "weixiu_bot"

    def __init__(self) -> None:
        self.said: list[Screen] = []

    async def send(self, chat_id: int, screen: Screen, *, thread_id: int | None = None, quiet: bool = False) -> Outcome:
        """Put up one more."""
        assert (chat_id < 0, thread_id, quiet) == (True, None, False)
        self.said.append(screen)
        return Said(len(self.said))

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> Outcome:
        """Nobody changes anything here."""
        raise AssertionError((chat_id, message_id, screen))

    async def delete(self, chat_id: int, message_id: int) -> Outcome:
        """Nobody takes anything down here."""
        raise AssertionError((chat_id, message_id))


@pytest.fixture
def wall(office: Office, monkeypatch: pytest.MonkeyPatch) -> Wall:
    wall = Wall()
    monkeypatch.setattr(office.postman, "_chat", wall)
    return wall


async def taken_over(office: Office, wall: Wall) -> None:
    """Another process delivers from now on."""
    office.postman = office.another_postman(chat=wall)
    await office.postman.recover()


async def seconds_until_more(office: Office, wall: Wall, group: Group) -> float:
    """How long the group is not spoken to, although something is owed to it."""
    await office.owes(group, "等")
    before = len(wall.said)
    wait = await office.delivers()
    assert len(wall.said) == before
    return wait


@pytest.mark.parametrize("set_back", [0, 5, 50])
async def test_who_takes_over_waits_as_long_as_the_one_before_would_have_and_never_longer_than_a_minute(
    office: Office, group: Group, wall: Wall, set_back: float
) -> None:
    """One more counts, for what may have left just before the other fell silent."""
    for number in range(PER_GROUP_MINUTE - 1):
        await office.owes(group, str(number))
    await office.works(seconds=(PER_GROUP_MINUTE - 1) * A_SECOND)
    assert len(wall.said) == PER_GROUP_MINUTE - 1
    passed = (PER_GROUP_MINUTE - 1) * A_SECOND - set_back
    office.clock.move(timedelta(seconds=-set_back))
    await taken_over(office, wall)
    assert await seconds_until_more(office, wall, group) == pytest.approx(GROUP_REST - max(0, passed), abs=0.01)


async def test_what_was_said_longer_than_a_minute_ago_counts_no_more(office: Office, group: Group, wall: Wall) -> None:
    for number in range(PER_GROUP_MINUTE):
        await office.owes(group, str(number))
    await office.works(seconds=PER_GROUP_MINUTE * A_SECOND)
    office.clock.move(timedelta(seconds=MINUTE - 2 * A_SECOND))
    await taken_over(office, wall)
    await office.owes(group, "甲")
    await office.delivers()
    assert len(wall.said) == PER_GROUP_MINUTE + 1


async def test_each_picture_of_an_album_counts_for_whoever_says_it_and_whoever_takes_over(
    office: Office, group: Group, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def album(scene: Scene) -> Screen:
        return Screen("", photos=("a",) * int(scene.facts["text"]))

    monkeypatch.setitem(TOPICS, "plain", album)
    for pictures in (10, 7, 1):
        await office.owes(group, str(pictures))
        await office.works(seconds=2)
    await office.owes(group, "2")
    await office.delivers()
    await office.owes(office.group("二"), "3")
    await office.delivers()
    assert [len(screen.photos) for screen in wall.said] == [10, 7, 1, 2, 3]
    assert office.postman.budget_used["group"] == 1
    monkeypatch.undo()
    office.postman._chat = wall
    assert await seconds_until_more(office, wall, group) == pytest.approx(GROUP_REST - 6)
    await taken_over(office, wall)
    assert await office.delivers() == pytest.approx(GROUP_REST - 6)
