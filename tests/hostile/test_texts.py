"""Texts of any kind: understood or asked about, shown as they were written, never more of them than may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.roles import Role
from bot.language.persons.phones import find_phones
from bot.models.intake import InboxState
from bot.sandbox.calls import Call
from bot.storage.members.people import person_by_user
from bot.usecases.members.joining import new_invite
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.hostile.square import HERE
from tests.hostile.strategies import any_lines, as_telegram_takes_it, clean_texts, order_lines, thorough
from tests.hostile.watch import Watch
from tests.town import Town

COMMANDS = (
    "order",
    "release",
    "cancel",
    "status",
    "open",
    "points",
    "settings",
    "invite",
    "digest",
    "language",
    "setup",
)
FREE_ANSWERS = ("灯不亮 王阿姨 13800138000", "2单元1401 灯不亮,电话13800138000", "明天下午,打 138 0013 8000")


def said_in_the_group(town: Town, since: int) -> list[Call]:
    """What the bot asked Telegram to show in the group since then."""
    return [call for call in list(town.world.calls)[since:] if str(call.params.get("chat_id")) == str(town.group.id)]


async def assert_handled(watch: Watch, since: int) -> None:
    """Nothing of it was too much for the program: no update was put aside, nothing it said was refused as invalid."""
    states = await watch.inbox(range(since, watch.town.world.updates._next))
    assert {state for state, _ in states} <= {InboxState.DONE}, states
    watch.assert_valid()


@AT_LENGTH_ON_POSTGRESQL
@given(line=order_lines())
@thorough(10)
async def test_what_is_private_in_an_order_never_stands_in_the_group(
    watch: Watch, unlogged: None, line: tuple[str, tuple[str, ...]]
) -> None:
    town, (text, secrets) = watch.town, line
    before, since = len(town.world.calls), town.world.updates._next
    typed = town.secretary.person.says(f"/order {text}", in_=town.group)
    await town.settle()
    assert typed.deleted
    shown = [str(call.params) for call in said_in_the_group(town, before)]
    assert [one for one in shown if any(secret in one for secret in secrets)] == []
    assert not any(find_phones(str(call.params.get("text", ""))) for call in said_in_the_group(town, before))
    await assert_handled(watch, since)


@AT_LENGTH_ON_POSTGRESQL
@given(texts=st.lists(any_lines().map(as_telegram_takes_it).filter(str.strip), min_size=1, max_size=4))
@thorough(10)
async def test_any_order_is_posted_or_asked_about_and_shown_validly(
    watch: Watch, unlogged: None, texts: list[str]
) -> None:
    town, since = watch.town, watch.town.world.updates._next
    town.secretary.person.says(f"/order {texts[0]}"[:4096], in_=town.group)
    town.secretary.person.says(f"/order {texts[0]}"[:4096])
    for text in texts:
        town.secretary.person.says(text)
    town.secretary.person.says("发布")
    town.secretary.person.says("取消")
    await town.settle()
    await assert_handled(watch, since)


@AT_LENGTH_ON_POSTGRESQL
@given(said=st.lists(st.tuples(st.sampled_from(("", *COMMANDS)), clean_texts()), min_size=1, max_size=5))
@thorough(10)
async def test_a_strangers_words_are_answered_and_change_nothing(
    watch: Watch, unlogged: None, said: list[tuple[str, str]]
) -> None:
    town, since = watch.town, watch.town.world.updates._next
    stranger = town.actor("客", last_name="<b>")
    before, answers = await watch.books(), len(stranger.person.private.messages)
    for command, text in said:
        words = f"/{command} {text}" if command else text
        stranger.person.says(words[:4096])
        stranger.person.says(words[:4096], in_=town.group)
    await town.settle()
    assert len(stranger.person.private.messages) >= answers + 2 * len(said)
    assert await watch.books() == before
    await assert_handled(watch, since)


@pytest.mark.parametrize(
    "name", ["<b>安</b>", "&lt;安", "\u202e安", "安\u2066", "#1001 已办结", "https://x.example/", "🏽" * 30, "'\""]
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_name_is_shown_as_a_name_and_as_nothing_else(town: Town, name: str) -> None:
    volunteer = town.actor(name)
    await volunteer.starts()
    card = await town.order("5号楼 灯不亮")
    tags = [entity["type"] for entity in card.content.words.entities]
    await volunteer.taps("我来修", under=card)
    assert "已接单" in card.text
    assert card.text.splitlines()[0].startswith("🔧 #1001 · 已接单")
    marks = {entity["type"] for entity in card.content.words.entities} - {"url", "hashtag", "mention"}
    assert marks <= set(tags)
    assert not set(card.text) & set("\u202e\u2066")


def payloads() -> st.SearchStrategy[str]:
    """What a link can carry: up to 64 letters, digits, _ and -."""
    signs = st.text(alphabet="abcXYZ019_-", max_size=58)
    return (
        signs
        | signs.map(lambda text: f"join_{text}")
        | st.sampled_from(("join_", "claim", "hello", "join_" + "A" * 59))
    )


@given(payload=payloads())
@thorough(15)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_link_nobody_gave_lets_nobody_in(watch: Watch, unlogged: None, payload: str) -> None:
    town, since = watch.town, watch.town.world.updates._next
    visitor = town.actor("访客")
    before, answers = await watch.books(), len(visitor.person.private.messages)
    await visitor.starts(payload)
    assert len(visitor.person.private.messages) == answers + 2
    assert await watch.books() == before
    await assert_handled(watch, since)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_given_link_lets_one_in_and_only_as_it_was_written(watch: Watch) -> None:
    town = watch.town
    async with town.weixiu.uow.writing(town.clock.now(), occasion="a link") as tx:
        secretary = await person_by_user(tx, town.secretary.user_id)
        token = await new_invite(tx, HERE, Role.CLERK, secretary)
    visitor, late = town.actor("访客"), town.actor("迟到")
    before = await watch.books()
    for wrong in (token[:-1], token.swapcase(), f"_{token}", f"{token}-", token[::-1], token[1:]):
        await visitor.starts(f"join_{wrong}"[:64])
    assert await watch.books() == before
    await visitor.starts(f"join_{token}")
    let_in = await watch.books()
    assert let_in != before
    await late.starts(f"join_{token}")
    await visitor.starts(f"join_{token}")
    assert await watch.books() == let_in


@pytest.mark.parametrize("field", ["what", "when", "building"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_is_typed_into_a_field_of_the_draft_does_not_carry_a_phone_into_the_group(
    town: Town, field: str
) -> None:
    for answer in FREE_ANSWERS:
        await town.secretary.says("/order 5号楼 灯不亮 王阿姨 13900139000")
        serial = town.secretary.last.buttons[0].data.split(":")[2]
        await town.secretary.forges(f"1:draft:{serial}:field:{field}", under=town.secretary.last)
        await town.secretary.says(answer)
        await town.secretary.forges(f"1:draft:{serial}:publish:", under=town.secretary.last)
    assert not any("1380013" in message.text.replace(" ", "") for message in town.group.messages)
