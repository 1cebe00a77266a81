"""The team: its roster, one's own card, joining with staff's yes, leaving, and trades at the claim."""

import re

from bot.domain.ids import CommunityId
from bot.models import Building, Community
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

WOOD = "5号楼 门裂 木工"
PHONE = "+8613912345678"


async def members(town: Town, *names: str) -> list[Actor]:
    """People who came through links of their own."""
    found = []
    for name in names:
        await town.secretary.says("/invite")
        await town.secretary.taps("志愿者", under=town.secretary.sees("邀请谁"))
        link = re.search(r"https://t\.me/\S+", town.secretary.last.text)
        assert link
        actor = town.actor(name)
        await actor.follows(link[0])
        found.append(actor)
    return found


async def test_the_roster_is_for_the_team_and_staff_open_a_member(town: Town) -> None:
    ann, bob = await members(town, "安", "波")
    await ann.shares_contact(PHONE, user_id=ann.user_id)
    await ann.says("/team")
    roster = ann.sees("队伍 3 人")
    assert "刘书记(书记)" in roster.text
    assert "🟢 波 · 修好 0 单" in roster.text
    assert not roster.buttons
    tap = await ann.forges("1:team:1:open:2::1", under=roster)
    assert "只有书记和工作人员" in tap.text

    await town.secretary.says("/team")
    roster = town.secretary.sees("队伍 3 人")
    assert "139" not in roster.text
    await town.secretary.taps("安", under=roster)
    assert "13912345678" in roster.text
    await town.secretary.taps("技能", under=roster)
    await town.secretary.taps("木工", under=roster)
    await town.secretary.taps("返回", under=roster)
    await town.secretary.taps("是党员", under=roster)
    assert "🎖 党员" in roster.text
    assert "🛠 木工" in roster.text
    await town.secretary.taps("返回", under=roster)
    assert "党员 1 人" in roster.text
    assert "安 🎖 · 木工" in roster.text

    resident = town.stranger("王阿姨")
    for command in ("/team", "/me"):
        await resident.starts()
        await resident.says(command)
        assert "您现在还不在队里" in resident.last.text
    await bob.says("/team", in_=town.group)
    said = town.group.last
    assert said is not None
    assert "队伍 3 人" in said.text
    assert "木工 1" in said.text
    assert not said.buttons
    assert "安" not in said.text


async def test_who_is_removed_holds_nothing_and_does_not_come_back_by_a_tap(town: Town) -> None:
    (ann,) = await members(town, "安")
    card = await town.order("5号楼301 灯不亮 13800138000")
    await ann.taps("我来修", under=card)
    await town.secretary.says("/team")
    roster = town.secretary.sees("队伍 2 人")
    await town.secretary.taps("安", under=roster)
    await town.secretary.taps("移出队伍", under=roster)
    assert "已接单" in card.text
    await town.secretary.taps("移出队伍", under=roster)
    assert "队伍 1 人" in roster.text
    assert "待接单" in card.text
    assert "您已不在阡上维修群的队伍里了" in ann.screen
    assert "13800138000" not in ann.screen
    again = await town.secretary.forges("1:team:1:bye:2::1", under=roster)
    assert "不在队里" in again.text
    tap = await ann.taps("我来修", under=card)
    assert "书记邀请" in tap.text
    assert "待接单" in card.text
    await members(town, "安")
    await ann.taps("我来修", under=card)
    assert "已接单" in card.text


async def test_only_the_secretary_makes_clerks_and_nobody_removes_the_secretary(town: Town) -> None:
    ann, bob = await members(town, "安", "波")
    await town.secretary.says("/team")
    roster = town.secretary.sees("队伍 3 人")
    await town.secretary.taps("安", under=roster)
    await town.secretary.taps("设为工作人员", under=roster)
    assert "您现在是阡上维修群的工作人员" in ann.last.text
    assert (await bob.forges("1:team:1:clerk:3:1:5", under=bob.last)).text
    for button in ("1:team:1:clerk:3:1:5", "1:team:1:clerk:2:0:5"):
        tap = await ann.forges(button, under=ann.last)
        assert "只有书记才能" in tap.text
    for staff in (ann, town.secretary):
        tap = await staff.forges("1:team:1:bye:1::5", under=staff.last)
        assert "书记" in tap.text
    await town.secretary.taps("不再当工作人员", under=roster)
    await ann.says("/settings")
    await ann.says("/order 5号楼 灯不亮")
    assert "只有书记和工作人员" in ann.last.text


async def test_a_member_says_what_they_know_where_they_go_and_rests(town: Town) -> None:
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        tx.session.add_all(Building(community_id=CommunityId(1), id=n, name=f"{n}号楼") for n in range(1, 15))
    (ann,) = await members(town, "安")
    await ann.says("/me")
    card = ann.sees("什么单都可以")
    count = len(ann.person.private.messages)
    await ann.taps("我会修什么", under=card)
    await ann.taps("木工", under=card)
    await ann.taps("电工", under=card)
    await ann.taps("✅ 木工", under=card)
    await ann.taps("返回", under=card)
    assert "🛠 电工" in card.text
    await ann.taps("去哪些楼", under=card)
    await ann.taps("下一页", under=card)
    await ann.taps("13号楼", under=card)
    assert "✅ 13号楼" in [button.text for button in card.buttons]
    await ann.taps("上一页", under=card)
    await ann.taps("2号楼", under=card)
    await ann.taps("返回", under=card)
    assert "🏠 2号楼、13号楼" in card.text
    await ann.taps("先休息", under=card)
    assert "休息中" in card.text
    await ann.taps("更多", under=card)
    assert "🔕 不私聊提醒" in card.text
    await ann.taps("要提醒", under=card)
    assert "🔔 有合适的单私聊提醒您" in card.text
    assert "🔕 不要提醒" in card.button_texts
    assert len(ann.person.private.messages) == count
    await town.secretary.says("/team")
    assert "☕ 安 · 电工 · 2号楼、13号楼" in town.secretary.last.text
    await ann.taps("给住户看号码", under=card)
    await ann.shares_contact(PHONE, user_id=ann.user_id)
    await ann.taps("返回", under=card)
    assert "住户看到:13912345678" in card.text
    await ann.taps("更多", under=card)
    await ann.taps("号码遮起来", under=card)
    assert "139****5678" in card.text
    tap = await ann.forges("1:me:1:go:99:1", under=card)
    assert "过期" in tap.text
    await ann.taps("语言", under=card)
    await ann.taps("English", under=ann.sees("哪种语言"))
    await ann.says("/me")
    card = ann.sees("Residents see: 139****5678")
    await ann.taps("I am back", under=card)
    assert "🟢 available" in card.text


async def test_leaving_asks_first_frees_what_is_held_and_keeps_what_was_done(town: Town) -> None:
    (ann,) = await members(town, "安")
    card = await town.order("5号楼 灯不亮")
    await ann.taps("我来修", under=card)
    await ann.says("/me")
    mine = ann.sees("可接单")
    await ann.taps("更多", under=mine)
    await ann.taps("退出队伍", under=mine)
    assert "真的要退出" in mine.text
    await ann.taps("退出队伍", under=mine)
    assert "待接单" in card.text
    assert "您不在阡上维修群的队伍里" in mine.text
    assert "手上的 1 单已请别人接" in ann.screen
    await town.secretary.says("/me")
    tap = await town.secretary.forges("1:me:1:bye::1", under=town.secretary.last)
    assert "书记不能这样退出" in tap.text


async def test_who_has_left_keeps_the_points_and_sees_no_contact_again(town: Town) -> None:
    (ann,) = await members(town, "安")
    for line in ("5号楼 灯不亮", "5号楼301 门裂 13800138000"):
        await ann.taps("我来修", under=await town.order(line))
        await ann.taps("修好了")
    await town.secretary.taps("确认", under=town.secretary.sees("灯不亮"))
    await ann.forges("1:me:1:bye::1", under=ann.last)
    assert "已修好" in town.card.text
    await ann.says("/points")
    assert ann.last.text.startswith("积分 10")
    await town.secretary.taps("没修好", under=town.secretary.sees("门裂"))
    assert "待接单" in town.card.text
    assert "13800138000" not in ann.screen


async def test_joining_by_the_public_link_needs_a_yes_from_staff(town: Town) -> None:
    await town.secretary.says("/invite")
    link = re.search(r"https://t\.me/\S+team_1", town.secretary.last.text)
    assert link
    ann = town.stranger("安")
    await ann.follows(link[0])
    assert "已报给阡上维修群的书记" in ann.last.text
    wish = town.secretary.sees("安想加入队伍")
    count = len(town.secretary.person.private.messages)
    await ann.follows(link[0])
    assert len(town.secretary.person.private.messages) == count
    tap = await ann.forges(wish.buttons[0].data, under=ann.last)
    assert "只有书记和工作人员" in tap.text
    await town.secretary.taps("同意", under=wish)
    assert "✅ 已入队 · 刘书记" in wish.text
    assert "您现在是阡上维修群的志愿者" in ann.last.text
    tap = await town.secretary.forges("1:join:1:2:no", under=wish)
    assert "刘书记已经同意了" in tap.text
    await ann.says("/team")
    assert "队伍 2 人" in ann.last.text

    bob = town.stranger("波")
    await bob.starts("team_1")
    await town.secretary.taps("婉拒", under=town.secretary.sees("波想加入队伍"))
    assert "谢谢您的心意" in bob.last.text
    card = await town.order("5号楼 灯不亮")
    town.group.joins(bob.person)
    tap = await bob.taps("我来修", under=card)
    assert "书记邀请" in tap.text
    for payload in ("team_99", "team_x", "team_" + "9" * 40):
        await bob.starts(payload)
        assert "用过了或过期了" in bob.last.text
    await town.passes(days=7, minutes=1)
    await bob.starts("team_1")
    assert "同意了我马上告诉您" in bob.last.text


async def test_where_no_yes_is_needed_the_group_comes_in_at_once_and_others_do_not(town: Town) -> None:
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        (await tx.session.get_one(Community, CommunityId(1))).practice = {"join_needs_approval": False}
    ann, eve = town.actor("安"), town.stranger("外人")
    await ann.starts("team_1")
    assert "您现在是阡上维修群的志愿者" in ann.last.text
    await eve.starts("team_1")
    assert "同意了我马上告诉您" in eve.last.text


async def test_a_trade_that_is_not_ones_own_is_pointed_out_or_refused(town: Town) -> None:
    (ann,) = await members(town, "安")
    await ann.forges("1:me:1:add:electrical:7", under=ann.last)
    await ann.forges("1:me:1:rest:1:7", under=ann.last)
    card = await town.order(WOOD)
    await ann.taps("我来修", under=card)
    assert "已接单" in card.text
    job = ann.sees("归您啦")
    assert "这单要木工,您没写会木工" in job.text
    assert "您在休息中" in job.text
    await ann.taps("我到了", under=job)
    assert "您没写会木工" not in job.text
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        (await tx.session.get_one(Community, CommunityId(1))).practice = {"skill_blocks": True}
    second = await town.order("6号楼 门裂 木工")
    tap = await ann.taps("我来修", under=second)
    assert "要木工,您的技能里没有" in tap.text
    await ann.says("#1002 我来", in_=town.group)
    assert "待接单" in second.text
    bob = await town.volunteer("波")
    await bob.taps("我来修", under=second)
    assert "已接单" in second.text
