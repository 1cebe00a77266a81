"""What people write in a group reaches the bot as the documented privacy mode says."""

from collections.abc import Callable

import pytest
from telegram import Bot

from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.world import World


def kinds(world: World) -> list[str]:
    return [next(key for key in update.body if key != "update_id") for update in world.updates.pending]


def heard(world: World, message: Message) -> bool:
    told = [update.body["message"] for update in world.updates.pending if "message" in update.body]
    return any((body["message_id"], body["chat"]["id"]) == (message.id, message.chat.id) for body in told)


Say = Callable[[Person, Group], Message]
TABLE: dict[str, tuple[Say, bool]] = {
    "plain talk": (lambda ann, group: ann.says("水管漏了", in_=group), False),
    "a command to this bot": (lambda ann, group: ann.says("/order@weixiu_bot 水管", in_=group), True),
    "a command to this bot in capitals": (lambda ann, group: ann.says("/order@Weixiu_Bot", in_=group), True),
    "a command to another bot": (lambda ann, group: ann.says("/order@other_bot", in_=group), False),
    "a bare command when no bot spoke last": (lambda ann, group: ann.says("/order", in_=group), False),
    "a mention": (lambda ann, group: ann.says("@weixiu_bot 在吗", in_=group), True),
    "a mention of somebody else": (lambda ann, group: ann.says("@li_shifu 在吗", in_=group), False),
    "a photo": (lambda ann, group: ann.sends_photo(in_=group), False),
}


@pytest.mark.parametrize("case", TABLE)
def test_with_privacy_on_only_what_is_meant_for_the_bot_reaches_it(
    world: World, group: Group, ann: Person, case: str
) -> None:
    say, reaches = TABLE[case]
    assert heard(world, say(ann, group)) is reaches


@pytest.mark.parametrize("case", TABLE)
def test_an_administrator_hears_everything(world: World, group: Group, ann: Person, case: str) -> None:
    group.promote_bot()
    assert heard(world, TABLE[case][0](ann, group))


def test_with_privacy_off_everything_is_heard_once_the_bot_is_added_anew(
    world: World, group: Group, ann: Person
) -> None:
    world.bot.privacy = False
    assert not heard(world, ann.says("水管漏了", in_=group))
    group.kick_bot()
    group.add_bot()
    assert heard(world, ann.says("水管漏了", in_=group))


async def test_a_bare_command_reaches_the_bot_that_spoke_last(
    inside: Bot, world: World, group: Group, ann: Person
) -> None:
    other = world.person("别的机器人", is_bot=True)
    group.joins(other)
    await inside.send_message(group.id, "您好")
    assert heard(world, ann.says("/open", in_=group))
    other.says("我也在", in_=group)
    assert not heard(world, ann.says("/open", in_=group))


async def test_replies_to_the_bot_reach_it_and_replies_to_others_do_not(
    inside: Bot, world: World, group: Group, ann: Person, bob: Person
) -> None:
    await inside.send_message(group.id, "#1024")
    card = group.last
    assert heard(world, ann.says("我来", reply_to=card))
    assert not heard(world, ann.says("你来吧", reply_to=bob.says("谁来", in_=group)))


def test_other_bots_and_mentions_switched_off_are_not_heard(world: World, group: Group, ann: Person) -> None:
    group.promote_bot()
    other = world.person("别的机器人", is_bot=True)
    group.joins(other)
    assert not heard(world, other.says("/order@weixiu_bot", in_=group))
    group.demote_bot()
    world.settings.mentions_pierce_privacy = False
    assert not heard(world, ann.says("@weixiu_bot 在吗", in_=group))


def test_joining_is_told_twice_and_other_members_only_when_asked_for(world: World, group: Group, ann: Person) -> None:
    assert kinds(world) == ["my_chat_member", "message"]
    world.updates.allowed = ("message", "my_chat_member", "chat_member")
    carl = world.person("小陈")
    group.joins(carl)
    assert "chat_member" not in kinds(world)
    group.promote_bot()
    group.leaves(carl)
    assert kinds(world)[-2:] == ["chat_member", "message"]


def test_blocking_and_coming_back_are_told(world: World, ann: Person) -> None:
    ann.starts()
    ann.blocks_bot()
    ann.starts("again")
    assert kinds(world) == ["message", "my_chat_member", "my_chat_member", "message"]
    assert ann.private.last.text == "/start again"


def test_migration_is_told_in_both_chats(world: World, group: Group) -> None:
    new = group.migrate()
    told = [update.body["message"] for update in world.updates.pending if "message" in update.body][-2:]
    assert (told[0]["migrate_to_chat_id"], told[1]["migrate_from_chat_id"]) == (new.id, group.id)
    assert new.member(world.bot).is_in


def test_reactions_are_told_to_an_administrator_who_asked(world: World, group: Group, ann: Person) -> None:
    said = ann.says("好", in_=group)
    ann.reacts("👍", said)
    group.promote_bot()
    ann.reacts("🎉", said)
    assert "message_reaction" not in kinds(world)
    world.updates.allowed = ("message_reaction",)
    ann.reacts("👍", said)
    assert kinds(world)[-1] == "message_reaction"


def test_an_edited_message_is_told_as_edited(world: World, ann: Person) -> None:
    said = ann.says("水管漏")
    ann.edits(said, "水管漏水,5号楼")
    assert world.updates.pending[-1].body["edited_message"]["text"] == "水管漏水,5号楼"
    assert said.edited
