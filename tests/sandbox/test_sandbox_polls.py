"""Polls in the pretend Telegram: who may vote how, what the bot is told, and what it is refused."""

from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.sandbox.errors import NotPossibleError
from bot.sandbox.groups import Group
from bot.sandbox.people import Person
from bot.sandbox.world import World

DAYS = ["周六", "周日"]


def heard(world: World, kind: str) -> list[dict[str, object]]:
    return [update.body[kind] for update in world.updates.pending if kind in update.body]


async def test_votes_are_counted_changed_and_taken_back_and_the_bot_is_told_each_time(
    inside: Bot, world: World, group: Group, ann: Person, bob: Person
) -> None:
    sent = await inside.send_poll(group.id, "哪天扫楼道?", DAYS)
    ann.votes("周六", under=group.last)
    bob.votes("周六", under=group.last)
    ann.votes("周日", under=group.last)
    assert sent.poll is not None
    assert [(poll["id"], poll["total_voter_count"]) for poll in heard(world, "poll")] == [
        (sent.poll.id, 1), (sent.poll.id, 2), (sent.poll.id, 2),
    ]  # fmt: skip
    bob.votes([], under=group.last)
    assert world.screen(group).splitlines()[-4:] == [
        "  📊 哪天扫楼道?", "  ○ 周六 · 0", "  ○ 周日 · 1", "  (1 ✓, anonymous)",
    ]  # fmt: skip
    assert heard(world, "poll_answer") == []
    with pytest.raises(NotPossibleError, match="only one"):
        ann.votes(DAYS, under=group.last)


async def test_a_public_poll_names_its_voters_and_a_closed_one_takes_no_more_votes(
    inside: Bot, world: World, group: Group, ann: Person, bob: Person
) -> None:
    sent = await inside.send_poll(group.id, "哪天?", DAYS, is_anonymous=False, allows_multiple_answers=True)
    poll = group.last
    ann.votes(DAYS, under=poll)
    ann.votes([], under=poll)
    answers = heard(world, "poll_answer")
    assert [answer["option_ids"] for answer in answers] == [[0, 1], []]
    assert answers[0]["user"] == ann.as_user()
    bob.votes("周日", under=poll)
    result = await inside.stop_poll(group.id, sent.message_id)
    assert ([option.voter_count for option in result.options], result.is_closed) == ([0, 1], True)
    with pytest.raises(NotPossibleError, match="closed"):
        ann.votes("周六", under=poll)
    with pytest.raises(NotPossibleError, match="not in"):
        world.person("外人").votes("周六", under=poll)


async def test_what_is_no_poll_is_refused_in_telegrams_words(bot: Bot, group: Group, world: World) -> None:
    async def refusal(question: str, options: list[str], **how: Any) -> str:
        with pytest.raises(BadRequest) as caught:
            await bot.send_poll(group.id, question, options, **how)
        return caught.value.message

    assert await refusal(" ", DAYS) == "Text must be non-empty"
    assert await refusal("问" * 301, DAYS) == "Poll question length must not exceed 300"
    assert await refusal("哪天?", ["一" * 101, "二"]) == "Poll options length must not exceed 100"
    assert await refusal("哪天?", [str(number) for number in range(13)]) == "Poll can't have more than 12 options"
    assert world.polls == {}
    text = await bot.send_message(group.id, "好")
    poll = await bot.send_poll(group.id, "哪天?", DAYS)
    for message_id, words in ((text.message_id, "Message is not a poll"), (99, "Message with poll to stop not found")):
        with pytest.raises(BadRequest, match=words):
            await bot.stop_poll(group.id, message_id)
    await bot.stop_poll(group.id, poll.message_id)
    with pytest.raises(BadRequest, match="Poll has already been closed"):
        await bot.stop_poll(group.id, poll.message_id)
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("好", group.id, poll.message_id)
