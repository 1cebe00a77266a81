"""A poll is posted once and closed once, whatever happens in between, and its result is kept."""

from datetime import timedelta

import pytest

from bot.domain.polls import PollKind
from bot.models import Community, Poll
from bot.sandbox.messages import Message
from bot.storage.gatherings.polls import PollFacts, poll_facts, votes_in
from bot.usecases.gatherings.polls import Question, open_poll
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Town

OPTIONS = ("先到先得", "抽签", "一户一位")


async def asked(town: Town, *, anonymous: bool = True, hours: int = 2) -> Message:
    """The clock asks a question in the group; the poll."""
    now = town.clock.now()
    async with town.weixiu.uow.writing(now, occasion="test") as tx:
        community = await tx.session.get_one(Community, 1)
        question = Question(
            PollKind.DELIBERATION, "停车位怎么分?", OPTIONS, now + timedelta(hours=hours), anonymous=anonymous
        )
        await open_poll(tx, community, question, by=None)
    await town.settle()
    return town.group.last


async def kept(town: Town, number: int = 1) -> PollFacts:
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return poll_facts(tx, await tx.session.get_one(Poll, (1, number)))


def calls(town: Town, method: str) -> int:
    return sum(call.method == method for call in town.world.calls)


async def test_a_poll_is_posted_once_and_closed_once_and_what_telegram_counted_is_kept(town: Town) -> None:
    people = [town.actor(name) for name in ("安", "波", "丹")]
    poll = await asked(town)
    for who, what in zip(people, ("抽签", "抽签", "先到先得"), strict=True):
        who.person.votes(what, under=poll)
    await town.settle()
    assert (await kept(town)).counts == (1, 2, 0)
    for _ in range(3):
        await town.passes(hours=1)
    facts = await kept(town)
    assert (facts.state, facts.counts, facts.voters) == ("closed", (1, 2, 0), 3)
    assert (calls(town, "sendPoll"), calls(town, "stopPoll")) == (1, 1)
    assert "closed" in town.group_screen
    assert "停车位怎么分? (11月23日 11:01 截止)" in town.group_screen


@AT_LENGTH_ON_POSTGRESQL
async def test_a_public_poll_knows_who_chose_what_and_a_vote_does_not_open_the_private_chat(town: Town) -> None:
    ann, bob = town.actor("安"), town.actor("波")
    poll = await asked(town, anonymous=False)
    for who, what in ((ann, "抽签"), (bob, "抽签"), (ann, "一户一位")):
        who.person.votes(what, under=poll)
    bob.person.votes([], under=poll)
    await town.settle()
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert [(person.name, choices, person.reach) for person, choices in await votes_in(tx, 1, 1)] == [
            ("安", (2,), "unknown")
        ]


@AT_LENGTH_ON_POSTGRESQL
@pytest.mark.parametrize("what", ["the message", "the answer"])
async def test_when_the_message_or_the_answer_is_lost_what_was_last_told_counts(town: Town, what: str) -> None:
    ann = town.actor("安")
    poll = await asked(town)
    ann.person.votes("抽签", under=poll)
    await town.settle()
    if what == "the message":
        town.world.remove(poll)
    else:
        town.world.faults.time_out("stopPoll", acts=True)
    for _ in range(3):
        await town.passes(hours=1)
    facts = await kept(town)
    assert (facts.state, facts.counts, facts.voters) == ("closed", (0, 1, 0), 1)
    assert calls(town, "sendPoll") == 1
    assert "不知道发出去没有" not in town.secretary.screen


@AT_LENGTH_ON_POSTGRESQL
async def test_a_doubtful_posting_is_shown_to_staff_and_not_repeated_and_ends_uncounted(town: Town) -> None:
    town.world.faults.time_out("sendPoll", acts=False)
    await asked(town)
    await town.passes(minutes=10)
    assert "投票「停车位怎么分?」不知道发出去没有" in town.secretary.last.text
    assert "再发一次" in town.secretary.last.button_texts[0]
    assert calls(town, "sendPoll") == 1
    await town.passes(hours=3)
    facts = await kept(town)
    assert (facts.state, facts.counts) == ("closed", None)
    assert (calls(town, "sendPoll"), calls(town, "stopPoll")) == (1, 0)


@AT_LENGTH_ON_POSTGRESQL
async def test_where_the_bot_may_not_post_the_poll_never_came_about(town: Town) -> None:
    town.world.faults.refuse("sendPoll", 400, "Bad Request: not enough rights to send polls to the chat")
    await asked(town)
    assert (await kept(town)).state == "unsent"
    await town.passes(hours=3)
    assert (await kept(town)).state == "unsent"
