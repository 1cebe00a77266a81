"""People can do what a client lets them do, and are told what they cannot."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox.calls import Call
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.groups import Group
from bot.sandbox.people import Person
from bot.sandbox.world import World


@dataclass
class Cast:
    """Who takes part."""

    ann: Person
    bob: Person
    group: Group


Try = Callable[[Cast], object]
IMPOSSIBLE: dict[str, tuple[Try, str]] = {
    "saying nothing": (lambda c: c.ann.says("  "), "1 to 4096"),
    "a payload with a space": (lambda c: c.ann.starts("a b"), "start payload"),
    "following a link to elsewhere": (
        lambda c: c.ann.follows("https://t.me/other_bot?start=x"),
        "lead",
    ),
    "editing another's message": (lambda c: c.bob.edits(c.ann.says("x", in_=c.group), "y"), "own"),
    "deleting another's message": (lambda c: c.bob.deletes(c.ann.says("x", in_=c.group)), "own"),
    "sharing a number one has not": (lambda c: c.bob.shares_contact(), "no telephone"),
    "pressing a key that is not there": (lambda c: c.ann.presses("电话"), "no buttons"),
    "an album of one": (lambda c: c.ann.sends_album(1), "2 to 10"),
    "an endless caption": (lambda c: c.ann.sends_photo(caption="长" * 1025), "1024"),
    "a topic in a group without topics": (lambda c: c.group.topic("报修"), "no forum"),
    "a right nobody has heard of": (lambda c: c.group.promote_bot(can_fly=True), "can_fly"),
    "migrating twice": (lambda c: c.group.migrate().migrate(), "supergroup already"),
    "the same id twice": (lambda c: c.ann.world.person("同", user_id=c.ann.id), "already"),
    "the same group twice": (lambda c: c.ann.world.group("群", chat_id=c.group.id), "already"),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_what_no_client_allows_is_impossible(group: Group, ann: Person, bob: Person, case: str) -> None:
    attempt, words = IMPOSSIBLE[case]
    with pytest.raises(NotPossibleError, match=words):
        attempt(Cast(ann, bob, group))


def test_strangers_and_those_who_blocked_the_bot_cannot_write(world: World, group: Group, ann: Person) -> None:
    stranger = world.person("路人")
    with pytest.raises(NotPossibleError, match="cannot write"):
        stranger.says("你好", in_=group)
    with pytest.raises(NotPossibleError, match="is not in"):
        stranger.reacts("👍", group.last)
    ann.blocks_bot()
    with pytest.raises(NotPossibleError, match="blocked"):
        ann.says("在吗")


async def test_of_several_buttons_the_exact_words_win_and_doubt_is_an_error(inside: Bot, ann: Person) -> None:
    ann.starts()
    rows = [
        [InlineKeyboardButton(text, callback_data=data)]
        for text, data in (("修好了", "done"), ("没修好", "redo"), ("还没修好了", "no"))
    ]
    await inside.send_message(ann.id, "怎么样", reply_markup=InlineKeyboardMarkup(rows))
    assert ann.taps("修好了").data == "done"
    assert ann.taps("redo").data == "redo"
    with pytest.raises(NotPossibleError, match=r"2 buttons say '没'"):
        ann.taps("没")


async def test_a_tap_without_a_message_finds_the_newest_button(inside: Bot, ann: Person) -> None:
    ann.starts()
    for data in ("old", "new"):
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("发布", callback_data=data)]])
        await inside.send_message(ann.id, data, reply_markup=keyboard)
    assert ann.taps("发布").data == "new"
    newest = ann.private.last
    await inside.delete_message(ann.id, newest.id)
    with pytest.raises(NotPossibleError, match="gone"):
        ann.taps("发布", under=newest)


async def test_a_forged_tap_carries_any_data_even_under_a_deleted_message(
    inside: Bot, group: Group, ann: Person
) -> None:
    sent = await inside.send_message(group.id, "#1024")
    card = group.history[sent.message_id]
    await inside.delete_message(group.id, sent.message_id)
    ann.forges("claim:999", under=card)
    query = (await inside.get_updates())[-1].callback_query
    assert query is not None
    assert (query.data, query.message and query.message.is_accessible) == ("claim:999", False)


def test_the_same_acts_make_the_same_world(world: World) -> None:
    other = World(world.clock)
    for each in (world, other):
        ann = each.person("安")
        each.group("群", [ann]).add_bot()
        ann.starts("x")
        ann.sends_photo(caption="漏")
    assert [update.body for update in world.updates.pending] == [update.body for update in other.updates.pending]


async def test_waiting_in_vain_says_what_for(world: World) -> None:
    with pytest.raises(NotPossibleError, match="waited 0 s for rain in vain"):
        await world.until(lambda: None, seconds=0, what="rain")


async def test_every_call_can_be_looked_at_before_it_acts(inside: Bot, world: World, group: Group) -> None:
    looked: list[tuple[str, bool]] = []

    def look(call: Call) -> None:
        looked.append((call.method, call.acted))

    world.before_call.append(look)
    await inside.send_message(group.id, "好")
    assert looked == [("sendMessage", False)]
    assert [call.acted for call in world.calls.of("sendMessage")] == [True]


async def test_a_screen_shows_what_people_see(inside: Bot, group: Group, ann: Person) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("我来修", callback_data="x")]])
    sent = await inside.send_message(group.id, "#1024\n水管", reply_markup=keyboard)
    await inside.edit_message_text("#1024\n水管漏", group.id, sent.message_id, reply_markup=keyboard)
    ann.sends_photo(caption="看", reply_to=group.last)
    assert group.world.screen(group).splitlines() == [
        "── 阡上维修群 ──",
        "· 安: new_chat_members",
        "2 微修: (edited)",
        "  #1024",
        "  水管漏",
        "  [我来修]",
        "3 安: ↩ 2",
        "  <🖼 photo>",
        "  看",
    ]
