"""The main job as people live it: posted, claimed, done, confirmed, rewarded."""

from bot.models import Community
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import EXAMPLE, Town

PRIVATE = ("1401", "刘运京", "13800138000")


async def test_an_order_is_posted_claimed_done_and_rewarded(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order(EXAMPLE)
    assert "待接单" in card.text
    assert "卧室门框开裂需要维修" in card.text
    await ann.taps("我来修", under=card)
    assert "待接单" in card.text
    await bob.taps("我来修", under=card)
    assert "已接单" in card.text
    assert all(secret in ann.sees("归您啦").text for secret in PRIVATE)
    await ann.taps("我到了")
    await ann.taps("修好了")
    await ann.says("换了合页")
    assert "已修好" in card.text
    review = town.secretary.sees("请您确认")
    assert "安 · 15 分" in review.text
    assert "波 · 15 分" in review.text
    assert "换了合页" in review.text
    await town.secretary.taps("确认")
    assert "已修好" in card.text
    for volunteer in (ann, bob):
        await volunteer.says("/points")
        assert volunteer.last.text.startswith("积分 15")


@AT_LENGTH_ON_POSTGRESQL
async def test_one_order_is_one_message_of_the_group_for_its_whole_life(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order("5号楼 灯不亮")
    await ann.taps("我来修", under=card)
    await ann.taps("修好了")
    await town.secretary.taps("确认")
    shown = [message for message in town.group.messages if "#1001" in message.text]
    assert shown == [card]
    assert "已修好" in card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_nothing_personal_is_ever_said_in_the_group(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order(EXAMPLE))
    await ann.taps("修好了")
    await ann.says("换了合页")
    await town.secretary.taps("确认")
    said = [str(call.params) for call in town.world.calls if str(call.params.get("chat_id")) == str(town.group.id)]
    assert said
    assert not [text for text in said for secret in PRIVATE if secret in text]


@AT_LENGTH_ON_POSTGRESQL
async def test_the_typed_order_with_its_personal_data_is_taken_down(town: Town) -> None:
    typed = await town.secretary.says(f"/order {EXAMPLE}", in_=town.group)
    assert typed.deleted


@AT_LENGTH_ON_POSTGRESQL
async def test_nobody_leaves_a_number_in_the_group_but_the_community_its_own(town: Town) -> None:
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        (await tx.session.get_one(Community, 1)).practice = {"staff_phone": "+8653288881234"}
    ann, stranger = await town.volunteer("安"), town.actor("波")
    for line in (
        "快递单号 1380013800012",
        "社区电话 0532-88881234",
        "客服 400-820-8820",
        "打12345问问",
        "#1380 我家3号楼1401",
    ):
        assert not (await ann.says(line, in_=town.group)).deleted
    assert "私聊" not in ann.last.text
    assert (await ann.says("13800138000 这家的水管我去过", in_=town.group)).deleted
    assert "电话号码就不留在群里,那条我撤下了" in ann.last.text
    assert (await ann.sends_photo(caption="联系13800138000", in_=town.group)).deleted
    assert "那条我撤下了" not in town.group_screen
    assert (await stranger.says("我电话+8613912345678", in_=town.group)).deleted
    assert "那条我撤下了" in town.group_screen


@AT_LENGTH_ON_POSTGRESQL
async def test_without_the_right_to_delete_the_secretary_is_asked_to_do_it(town: Town) -> None:
    town.group.demote_bot()
    await town.settle()
    typed = await town.secretary.says(f"/order {EXAMPLE}", in_=town.group)
    assert not typed.deleted
    assert "待接单" in town.card.text
    assert "请您手动删掉" in town.secretary.last.text
    town.group.promote_bot(can_delete_messages=False)
    await town.settle()
    line = await town.secretary.says("王阿姨电话 138 0013 8000", in_=town.group)
    assert not line.deleted
    assert "请您自己删一下" in town.secretary.last.text


@AT_LENGTH_ON_POSTGRESQL
async def test_the_holder_sees_no_contact_any_more_once_it_is_over(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order(EXAMPLE))
    assert "13800138000" in ann.screen
    await ann.taps("修好了")
    assert not [secret for secret in PRIVATE if secret in ann.screen]


@AT_LENGTH_ON_POSTGRESQL
async def test_photos_of_the_report_follow_the_contact_and_photos_of_the_result_the_review(town: Town) -> None:
    ann = await town.volunteer("安")
    await town.secretary.sends_photo(caption="/order 5号楼 灯不亮", in_=town.group)
    await ann.taps("我来修", under=town.card)
    assert ann.sees("#1001 的照片").photo is not None
    await ann.taps("修好了")
    await ann.says("换了灯泡")
    await ann.sends_photo()
    assert "照片 1 张" in ann.sees("您说修好了").text
    assert "照片 1 张" in town.secretary.sees("请您确认").text
    assert town.secretary.sees("修好后的照片").photo is not None


@AT_LENGTH_ON_POSTGRESQL
async def test_a_photo_with_words_says_both_at_once(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order("5号楼 灯不亮"))
    await ann.taps("修好了")
    await ann.sends_photo(caption="换了灯泡")
    assert "换了灯泡" in town.secretary.sees("请您确认").text


@AT_LENGTH_ON_POSTGRESQL
async def test_the_pictures_of_an_album_all_reach_the_secretary(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order("5号楼 灯不亮"))
    await ann.taps("修好了")
    await ann.says("换了灯泡")
    ann.person.sends_album(3)
    await town.settle()
    assert "照片 3 张" in town.secretary.sees("请您确认").text


@AT_LENGTH_ON_POSTGRESQL
async def test_not_fixed_sends_the_same_volunteer_again_with_the_contact(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order(EXAMPLE.replace("2人 ", ""))
    await ann.taps("我来修", under=card)
    await ann.taps("修好了")
    review = town.secretary.sees("请您确认")
    await town.secretary.taps("没修好", under=review)
    assert "已接单" in card.text
    assert "还没修好" in ann.last.text
    assert "13800138000" in ann.sees("归您啦").text
    assert review.button_texts == []
    await ann.taps("修好了", under=ann.sees("归您啦"))
    await town.secretary.taps("确认")
    assert "已修好" in card.text


async def test_confirming_twice_pays_once(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order("5号楼 灯不亮"))
    await ann.taps("修好了")
    review = town.secretary.sees("请您确认")
    button = next(button.data for button in review.buttons if "确认" in button.text)
    first, second = await town.at_once(
        lambda: town.secretary.person.forges(button, under=review),
        lambda: town.secretary.person.forges(button, under=review),
    )
    assert "发出 10 分" in first.text
    assert "已办好" in second.text
    await ann.says("我的积分")
    assert ann.last.text.startswith("积分 10")


@AT_LENGTH_ON_POSTGRESQL
async def test_the_secretary_can_change_points_for_all_or_for_one(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order("5号楼 灯不亮 2人")
    await ann.taps("我来修", under=card)
    await bob.taps("我来修", under=card)
    await ann.taps("修好了")
    review = town.secretary.sees("请您确认")
    await town.secretary.taps("改分", under=review)
    await town.secretary.says("很多")
    assert "没看懂" in town.secretary.last.text
    await town.secretary.says("20")
    assert "为什么改成 20 分" in town.secretary.sees("为什么改成").text
    await town.secretary.says("柜子特别沉")
    assert "安 · 20 分" in review.text
    assert "波 · 20 分" in review.text
    await town.secretary.taps("改分", under=review)
    await town.secretary.says("安 30 自己带了推车")
    assert "安 · 30 分" in review.text
    assert "波 · 20 分" in review.text
    await town.secretary.taps("改分", under=review)
    asked = town.secretary.last
    await town.secretary.taps("确认", under=review)
    assert asked.button_texts == [], "what nobody can answer asks nobody"
    await ann.says("/points")
    assert ann.last.text.startswith("积分 30")
    assert "自己带了推车" in ann.last.text
    await ann.says("/status 1001")
    assert "#1001 已办好 · 5号楼 灯不亮" in ann.last.text


@AT_LENGTH_ON_POSTGRESQL
async def test_the_holder_may_write_what_the_buttons_say(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order("5号楼 灯不亮")
    await ann.says("修好了")
    assert "没听明白" in ann.last.text
    await ann.taps("我来修", under=card)
    await ann.says("我去不了了")
    await ann.says("孩子病了")
    assert "待接单" in card.text
    await ann.taps("我来修", under=card)
    await ann.says("#1001 修好了!")
    await ann.says("换了灯泡")
    assert "已修好" in card.text
    assert "换了灯泡" in town.secretary.sees("请您确认").text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_photo_that_says_fixed_is_the_whole_report(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order("5号楼 灯不亮")
    await ann.taps("我来修", under=card)
    await ann.sends_photo(caption="修好了")
    assert "已修好" in card.text
    assert "照片 1 张" in town.secretary.sees("请您确认").text


@AT_LENGTH_ON_POSTGRESQL
async def test_with_two_orders_in_hand_a_bare_word_is_not_guessed(town: Town) -> None:
    ann = await town.volunteer("安")
    for number in (5, 6):
        await ann.taps("我来修", under=await town.order(f"{number}号楼 灯不亮"))
    await ann.says("修好了")
    assert "已修好" not in town.group_screen
    await ann.says("#1002 修好了")
    assert "已修好" in town.card_of(1002).text


@AT_LENGTH_ON_POSTGRESQL
async def test_the_card_of_a_closed_order_shows_the_points_that_were_given(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order("5号楼 灯不亮")
    await ann.taps("我来修", under=card)
    await ann.taps("我到了")
    assert "已到场" in card.text
    await ann.taps("修好了")
    await town.secretary.taps("改分")
    await town.secretary.says("20 雨天")
    await town.secretary.taps("确认")
    assert "20 分" in card.text
    assert "10 分" not in card.text
    assert "已到场" not in card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_who_worked_along_hears_that_a_colleague_finished(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order("5号楼 搬柜子 2人")
    await ann.taps("我来修", under=card)
    await bob.taps("我来修", under=card)
    await ann.says("修好了")
    assert "安说 #1001 修好了" in bob.last.text
    assert "安说修好了" in town.secretary.sees("请您确认").text
