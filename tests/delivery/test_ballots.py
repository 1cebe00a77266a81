"""Polls on the wire: what is asked of Telegram, and what is read from its answer."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram import Bot

from bot.delivery import ballots
from bot.delivery.outcomes import Said
from bot.domain.polls import Tally
from bot.sandbox.groups import Group
from bot.sandbox.polls import Poll, poll_of
from bot.views.screen import Ballot
from tests.delivery.office import Office

WHEN = Ballot("几点?", ("早", "晚"))


@pytest.fixture
def bot(office: Office) -> Bot:
    return office.town.weixiu.account


def standing(group: Group) -> Poll:
    """The poll that stands last in the group."""
    poll = poll_of(group.world, group.messages[-1])
    assert poll is not None
    return poll


@pytest.mark.parametrize("anonymous", [True, False])
@pytest.mark.parametrize("several", [True, False])
async def test_a_poll_is_as_secret_and_as_open_as_was_asked(
    bot: Bot, group: Group, *, anonymous: bool, several: bool
) -> None:
    said = await ballots.post(bot, group.id, Ballot("几点?", ("早", "晚"), anonymous=anonymous, several=several), None)
    poll = standing(group)
    assert [poll.anonymous, poll.several] == [anonymous, several]
    assert said == Said(group.messages[-1].id, Tally(poll.id, (0, 0), 0, closed=False))


async def test_a_poll_goes_into_its_topic_of_a_forum(office: Office, bot: Bot) -> None:
    forum = office.world.supergroup("阡上", [office.town.secretary.person], is_forum=True)
    forum.add_bot()
    thread = forum.topic("议事").id
    await ballots.post(bot, forum.id, WHEN, thread)
    assert forum.messages[-1].thread_id == thread


async def test_a_message_in_which_telegram_shows_no_poll_has_no_tally() -> None:
    async def send_poll(*_: Any, **__: Any) -> SimpleNamespace:
        return SimpleNamespace(message_id=7, poll=None)

    silent = cast("Bot", SimpleNamespace(send_poll=send_poll))
    assert await ballots.post(silent, -100, WHEN, None) == Said(7)
