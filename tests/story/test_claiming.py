"""Claiming: the first wins, everybody else hears the truth at once."""

from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import EXAMPLE, Town

LIGHT = "5号楼 灯不亮"


async def test_of_fifty_who_tap_at_once_one_wins_and_the_others_hear_who(town: Town) -> None:
    crowd = [await town.volunteer(f"志愿者{number}") for number in range(50)]
    card = await town.order(LIGHT)
    taps = await town.at_once(*(lambda who=who: who.person.taps("我来修", under=card) for who in crowd))
    assert [tap for tap in taps if "接单成功" in tap.text] == [taps[0]]
    assert all("志愿者0抢先一步" in tap.text for tap in taps[1:])
    assert all(tap.answered for tap in taps)
    assert "志愿者0" in card.text
    contacts = [who for who in crowd if "归您啦" in who.screen]
    assert contacts == [crowd[0]]


@AT_LENGTH_ON_POSTGRESQL
async def test_losers_hear_how_many_other_orders_wait(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order(LIGHT)
    await town.order("6号楼 水管漏水")
    await ann.taps("我来修", under=card)
    old_button = f"1:claim:1:{1001}"
    tap = await bob.forges(old_button, under=card)
    assert "安抢先一步" in tap.text
    assert "还有 1 单" in tap.text


async def test_an_order_for_three_is_open_until_the_third_has_it(town: Town) -> None:
    three = [await town.volunteer(name) for name in ("安", "波", "陈")]
    dan = await town.volunteer("丹")
    card = await town.order("5号楼 搬柜子 3人")
    for who in three[:2]:
        await who.taps("我来修", under=card)
        assert "待接单" in card.text
    assert "已有 2 人" in card.text
    await three[2].taps("我来修", under=card)
    assert "已接单" in card.text
    tap = await dan.forges("1:claim:1:1001", under=card)
    assert "安、波" in tap.text
    assert "抢先一步" in tap.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_second_tap_by_the_winner_is_told_so(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order("5号楼 搬柜子 2人")
    await ann.taps("我来修", under=card)
    tap = await ann.taps("我来修", under=card)
    assert "已经是您的了" in tap.text
    assert "已有 1 人" in card.text


async def test_nobody_holds_more_orders_than_the_limit(town: Town) -> None:
    ann = await town.volunteer("安")
    for number in range(3):
        await ann.taps("我来修", under=await town.order(f"{number + 1}号楼 灯不亮"))
    card = await town.order("9号楼 灯不亮")
    tap = await ann.taps("我来修", under=card)
    assert "已有 3 单" in tap.text
    assert "待接单" in card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_reply_to_the_card_claims_like_a_tap(town: Town) -> None:
    for number, words in enumerate(("我来", "+1", "接单", "我去!", "抢")):
        who = await town.volunteer(f"志愿者{number}")
        card = await town.order(LIGHT)
        await who.says(words, in_=town.group, reply_to=card)
        assert f"志愿者{number}" in card.text
        assert "归您啦" in who.screen


@AT_LENGTH_ON_POSTGRESQL
async def test_a_number_and_a_word_claim_as_well(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    await ann.says("#1001 我来", in_=town.group)
    assert "已接单" in card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_chatter_in_the_group_claims_nothing_and_is_not_answered(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    before = len(town.group.messages)
    await ann.says("谁接一下?", in_=town.group, reply_to=card)
    await ann.says("我来晚了", in_=town.group, reply_to=card)
    await ann.says("我来", in_=town.group)
    assert "待接单" in card.text
    assert len(town.group.messages) == before + 3


@AT_LENGTH_ON_POSTGRESQL
async def test_who_replies_too_late_is_told_who_was_faster(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    await bob.says("我来", in_=town.group, reply_to=card)
    assert town.group.last is not None
    assert "波:安抢先一步" in town.group.last.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_winner_who_never_started_gets_the_contact_with_start(town: Town) -> None:
    ann = town.actor("安")
    card = await town.order(EXAMPLE)
    tap = await ann.taps("我来修", under=card)
    assert tap.url.startswith("https://t.me/weixiu_bot?start=")
    assert "等对方打开私聊" in card.text
    assert ann.person.private.messages == []
    await ann.follows(tap.url)
    assert "13800138000" in ann.screen
    assert "等对方打开私聊" not in card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_claim_lapses_when_start_is_never_pressed_and_the_card_says_so(town: Town) -> None:
    ann, bob = town.actor("安"), await town.volunteer("波")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    await town.passes(minutes=14)
    assert "已接单" in card.text
    await town.passes(minutes=2)
    assert "待接单" in card.text
    assert "没有及时打开私聊" in card.text
    await ann.starts()
    assert "归您啦" not in ann.screen
    await bob.taps("我来修", under=card)
    assert "已接单" in card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_winner_by_reply_who_never_started_gets_a_button_into_the_private_chat(town: Town) -> None:
    ann = town.actor("安")
    card = await town.order(LIGHT)
    await ann.says("我来", in_=town.group, reply_to=card)
    invitation = town.newest(town.group.messages, "安接单成功")
    assert invitation.buttons[0].url
    await ann.follows(invitation.buttons[0].url)
    assert "归您啦" in ann.screen


@AT_LENGTH_ON_POSTGRESQL
async def test_a_winner_who_blocked_the_bot_holds_it_only_for_a_quarter_of_an_hour(town: Town) -> None:
    ann = await town.volunteer("安")
    ann.person.blocks_bot()
    await town.settle()
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    assert "等对方打开私聊" in card.text
    await town.passes(minutes=16)
    assert "待接单" in card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_closed_team_takes_only_invited_volunteers(town: Town) -> None:
    await town.secretary.says("/settings")
    await town.secretary.taps("开放/邀请制")
    await town.secretary.taps("✅ 改")
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    tap = await ann.taps("我来修", under=card)
    assert "邀请" in tap.text
    assert "待接单" in card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_done_or_cancelled_order_cannot_be_claimed_by_an_old_button(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    await town.secretary.says("/cancel 1001 不用了")
    tap = await ann.forges("1:claim:1:1001", under=card)
    assert "已撤单" in tap.text


@AT_LENGTH_ON_POSTGRESQL
async def test_two_cards_are_claimed_side_by_side(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    first, second = await town.order(LIGHT), await town.order("6号楼 门锁坏了")
    await town.at_once(lambda: ann.person.taps("我来修", under=second), lambda: bob.person.taps("我来修", under=first))
    assert "波" in first.text
    assert "安" in second.text
