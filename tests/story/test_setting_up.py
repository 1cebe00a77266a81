"""Setting up: only an operator makes a group a community, and people come in through links or their first claim."""

import re
from pathlib import Path

from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Town, open_town

pytestmark = AT_LENGTH_ON_POSTGRESQL


async def test_added_to_a_group_the_bot_shows_its_rights_and_what_comes_next(empty_town: Town) -> None:
    card = empty_town.newest(empty_town.group.messages, "我是微修")
    assert "/setup" in card.text
    assert "✅ 能删消息" in card.text


async def test_rights_are_looked_at_again_when_they_change_and_on_request(empty_town: Town) -> None:
    town = empty_town
    card = town.newest(town.group.messages, "我是微修")
    town.group.demote_bot()
    await town.settle()
    assert "❌ 能删消息" in card.text
    assert "请把我设为管理员" in card.text
    town.world.updates.pending.clear()
    town.group.promote_bot(can_delete_messages=True)
    town.world.updates.pending.clear()
    await town.secretary.taps("再检查一次", under=card)
    assert "✅ 能删消息" in card.text


async def test_the_operator_who_says_setup_is_secretary_at_once(empty_town: Town) -> None:
    town = empty_town
    await town.secretary.starts()
    await town.secretary.says("/setup", in_=town.group)
    assert "开张了" in town.group_screen
    await town.order("5号楼 灯不亮")
    assert "待接单" in town.card.text


async def test_a_command_said_before_the_bot_has_spoken_is_lost_and_the_card_has_a_button_instead(town: Town) -> None:
    """In privacy mode Telegram hands a bare command over only to the bot that was the last to say something there."""
    ann = town.actor("安")
    other = town.world.supergroup("柳沟维修群", [town.secretary.person, ann.person])
    await town.at_once(other.add_bot, lambda: town.secretary.person.says("/setup", in_=other))
    card = town.newest(other.messages, "我是微修")
    tap = await ann.taps("在本群开张", under=card)
    assert "只有配置里写明的管理员" in tap.text
    await town.secretary.taps("在本群开张", under=card)
    assert "柳沟维修群 开张了" in card.text
    again = await town.secretary.forges(f"1:setup:{other.id}", under=card)
    assert "已经是柳沟维修群了" in again.text


async def test_nobody_else_can_set_a_group_up(empty_town: Town) -> None:
    town = empty_town
    ann = town.actor("安")
    await ann.says("/setup", in_=town.group)
    assert town.group.last is not None
    assert "只有配置里写明的管理员" in town.group.last.text
    await ann.says("/order 5号楼 灯不亮", in_=town.group)
    assert "🔧" not in town.group_screen


async def test_setting_up_twice_changes_nothing(town: Town) -> None:
    await town.secretary.says("/setup", in_=town.group)
    assert town.group.last is not None
    assert "已经是阡上维修群了" in town.group.last.text


async def test_setup_in_the_private_chat_is_sent_to_the_group(town: Town) -> None:
    await town.secretary.says("/setup")
    assert "请在群里" in town.secretary.last.text


async def test_two_communities_of_one_bot_have_their_own_numbers_and_people(town: Town) -> None:
    ann = await town.volunteer("安")
    other = town.world.supergroup("柳沟维修群", [town.secretary.person, ann.person])
    other.add_bot()
    await town.settle()
    await town.secretary.says("/setup", in_=other)
    await town.order("5号楼 灯不亮")
    await town.secretary.says("/order 8号楼 水管漏水", in_=other)
    here, there = town.card, town.newest(other.messages, "🔧")
    assert "#1001" in here.text
    assert "#1001" in there.text
    await ann.taps("我来修", under=there)
    assert "待接单" in here.text
    assert "已接单" in there.text


async def test_with_two_communities_the_draft_asks_which(town: Town) -> None:
    other = town.world.supergroup("柳沟维修群", [town.secretary.person])
    other.add_bot()
    await town.settle()
    await town.secretary.says("/setup", in_=other)
    await town.secretary.says("/order 5号楼 灯不亮")
    draft = town.secretary.last
    assert "发到哪个社区" in draft.text
    await town.secretary.taps("柳沟维修群", under=draft)
    await town.secretary.taps("发布", under=draft)
    assert "灯不亮" in town.newest(other.messages, "🔧").text
    assert "🔧" not in town.group_screen


async def test_a_community_lives_in_the_topic_where_it_was_set_up(database_url: str, tmp_path: Path) -> None:
    async with open_town(database_url, tmp_path) as town:
        forum = town.world.supergroup("大社区", [town.secretary.person], is_forum=True)
        topic = forum.topic("报修")
        forum.add_bot()
        forum.promote_bot(can_delete_messages=True)
        await town.settle()
        town.secretary.person.says("/setup", in_=forum, thread=topic)
        await town.settle()
        town.secretary.person.says("/order 5号楼 灯不亮", in_=forum, thread=topic)
        await town.settle()
        assert town.newest(forum.messages, "🔧").thread_id == topic.id


async def link_for(town: Town, role: str) -> str:
    await town.secretary.says("/invite")
    await town.secretary.taps(role)
    found = re.search(r"https://t\.me/\S+", town.secretary.last.text)
    assert found
    return found[0]


async def test_a_link_makes_its_first_user_a_member_and_nobody_after(town: Town) -> None:
    ann, bob = town.stranger("安"), town.stranger("波")
    link = await link_for(town, "志愿者")
    await ann.follows(link)
    assert "您现在是阡上维修群的志愿者" in ann.last.text
    await bob.follows(link)
    assert "用过了或过期了" in bob.last.text


async def test_a_clerk_by_link_may_post(town: Town) -> None:
    clerk = town.actor("小王")
    await clerk.follows(await link_for(town, "工作人员"))
    await clerk.says("/order 5号楼 灯不亮", in_=town.group)
    assert "灯不亮" in town.card.text
    await clerk.says("/settings")
    assert "只有书记" in clerk.last.text


async def test_a_link_ends_after_a_week(town: Town) -> None:
    ann = town.stranger("安")
    link = await link_for(town, "志愿者")
    await town.passes(days=7, minutes=1)
    await ann.follows(link)
    assert "用过了或过期了" in ann.last.text


async def test_links_are_random_and_only_their_hash_is_kept(town: Town, database_url: str, tmp_path: Path) -> None:
    links = {await link_for(town, "志愿者") for _ in range(3)}
    tokens = [link.partition("join_")[2] for link in links]
    assert len(set(tokens)) == 3
    assert all(len(token) >= 22 for token in tokens)
    if database_url.startswith("sqlite"):
        stored = b"".join(path.read_bytes() for path in tmp_path.glob("weixiu.db*"))
        assert not [token for token in tokens if token.encode() in stored]


async def test_a_made_up_link_lets_nobody_in(town: Town) -> None:
    ann = town.stranger("安")
    await ann.starts("join_" + "A" * 22)
    assert "用过了或过期了" in ann.last.text


async def test_volunteers_cannot_invite(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.says("/invite")
    assert "只有书记" in ann.last.text
    tap = await ann.forges("1:invite:1:secretary", under=ann.last)
    assert "只有书记" in tap.text


async def test_the_group_becomes_a_supergroup_and_open_cards_are_posted_again(
    database_url: str, tmp_path: Path
) -> None:
    async with open_town(database_url, tmp_path) as town:
        ann = town.actor("安")
        small = town.world.group("小群", [town.secretary.person, ann.person])
        small.add_bot()
        await town.settle()
        await town.secretary.starts()
        await ann.starts()
        await town.secretary.says("/setup", in_=small)
        await town.secretary.says("/order 5号楼 灯不亮", in_=small)
        big = small.migrate()
        await town.settle()
        card = town.newest(big.messages, "🔧")
        await ann.taps("我来修", under=card)
        assert "已接单" in card.text
        await town.secretary.says("/order 6号楼 灯不亮", in_=big)
        assert "#1002" in town.newest(big.messages, "🔧").text
