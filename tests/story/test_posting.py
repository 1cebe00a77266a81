"""Posting: in the group at once, in the private chat after a look at what was understood."""

from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import EXAMPLE, Town


@AT_LENGTH_ON_POSTGRESQL
async def test_the_draft_shows_everything_it_understood(town: Town) -> None:
    await town.secretary.says(f"/order {EXAMPLE}")
    draft = town.secretary.last
    for word in ("2号楼2单元1401", "卧室门框开裂需要维修", "木工", "2 人", "加急", "刘运京", "13800138000"):
        assert word in draft.text
    assert [text.split(" ")[-1] for text in draft.button_texts] == [
        "发布",
        "当场办结",
        "先登记",
        "改一改",
        "不发了",
    ]


@AT_LENGTH_ON_POSTGRESQL
async def test_publishing_posts_the_card_and_says_so(town: Town) -> None:
    await town.secretary.says(f"/order {EXAMPLE}")
    tap = await town.secretary.taps("发布")
    assert "已发布 #1001" in tap.text
    assert "待接单" in town.card.text
    assert "1401" not in town.card.text
    assert "已发布 #1001" in town.secretary.last.text


@AT_LENGTH_ON_POSTGRESQL
async def test_what_is_missing_is_asked_one_by_one(town: Town) -> None:
    await town.secretary.says("/order")
    draft = town.secretary.last
    assert "在哪里" in draft.text
    await town.secretary.says("3号楼1单元502")
    assert "什么坏了" in draft.text
    await town.secretary.says("厨房 水管 漏水")
    assert "怎么称呼" in draft.text
    await town.secretary.says("王阿姨")
    assert "电话" in draft.text
    await town.secretary.says("65551234")
    assert "座机请带区号" in town.secretary.last.text
    await town.secretary.says("十二")
    assert "想留个电话吗" in town.secretary.last.text
    await town.secretary.says("139 1234 5678")
    await town.secretary.taps("发布", under=draft)
    assert "厨房 水管 漏水" in town.card.text
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=town.card)
    for word in ("王阿姨", "13912345678", "3号楼1单元502"):
        assert word in ann.screen


@AT_LENGTH_ON_POSTGRESQL
async def test_name_and_phone_can_be_left_out(town: Town) -> None:
    await town.secretary.says("/order 5号楼 灯不亮")
    draft = town.secretary.last
    await town.secretary.taps("跳过", under=draft)
    await town.secretary.says("跳过")
    assert "❓" not in draft.text
    await town.secretary.says("发布")
    assert "灯不亮" in town.card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_field_can_be_changed_before_publishing(town: Town) -> None:
    await town.secretary.says(f"/order {EXAMPLE}")
    draft = town.secretary.last
    await town.secretary.taps("改一改", under=draft)
    await town.secretary.taps("急不急", under=draft)
    await town.secretary.taps("紧急", under=draft)
    await town.secretary.taps("改一改", under=draft)
    await town.secretary.taps("什么坏了", under=draft)
    await town.secretary.says("客厅门框开裂")
    await town.secretary.taps("发布", under=draft)
    assert "客厅门框开裂" in town.card.text
    assert "紧急" in town.card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_dropped_draft_posts_nothing_and_its_buttons_are_gone(town: Town) -> None:
    await town.secretary.says(f"/order {EXAMPLE}")
    draft = town.secretary.last
    await town.secretary.taps("不发了", under=draft)
    assert draft.button_texts == []
    assert "没有发" in draft.text
    assert "#1001" not in town.group_screen


async def test_publishing_twice_posts_one_order(town: Town) -> None:
    await town.secretary.says(f"/order {EXAMPLE}")
    draft = town.secretary.last
    publish = next(button.data for button in draft.buttons if "发布" in button.text)
    await town.at_once(
        lambda: town.secretary.person.forges(publish, under=draft),
        lambda: town.secretary.person.forges(publish, under=draft),
    )
    assert [m for m in town.group.messages if "🔧" in m.text] == [town.card_of(1001)]


@AT_LENGTH_ON_POSTGRESQL
async def test_photos_join_the_draft(town: Town) -> None:
    await town.secretary.says("/order 5号楼 灯不亮")
    draft = town.secretary.last
    await town.secretary.sends_photo()
    await town.secretary.sends_photo()
    assert "照片 2 张" in draft.text
    await town.secretary.taps("发布", under=draft)
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=town.card)
    assert len([m for m in ann.person.private.messages if m.photo]) == 2


@AT_LENGTH_ON_POSTGRESQL
async def test_an_incomplete_order_in_the_group_is_finished_privately(town: Town) -> None:
    typed = await town.secretary.says("/order 王阿姨 13800138000", in_=town.group)
    assert typed.deleted
    assert "在哪里" in town.secretary.last.text
    assert "🔧" not in town.group_screen


@AT_LENGTH_ON_POSTGRESQL
async def test_only_staff_can_post(town: Town) -> None:
    ann = await town.volunteer("安")
    stranger = town.actor("波")
    for somebody in (ann, stranger):
        typed = await somebody.says("/order 5号楼 灯不亮 李奶奶 13612345678", in_=town.group)
        assert typed.deleted
    assert "直接在这里说一句" in ann.last.text
    assert "请私聊我说一句" in town.group_screen
    assert "13612345678" not in town.group_screen
    await ann.says("/order 5号楼 灯不亮")
    assert "只有书记和工作人员" in ann.last.text
    assert "🔧" not in town.group_screen


@AT_LENGTH_ON_POSTGRESQL
async def test_staff_may_forget_the_command(town: Town) -> None:
    await town.secretary.says("5号楼 楼道灯不亮")
    assert "请核对" in town.secretary.last.text


@AT_LENGTH_ON_POSTGRESQL
async def test_numbers_count_up_within_a_community(town: Town) -> None:
    cards = [await town.order(f"{number}号楼 灯不亮") for number in (1, 2, 3)]
    assert ["#1001" in cards[0].text, "#1002" in cards[1].text, "#1003" in cards[2].text] == [True] * 3


@AT_LENGTH_ON_POSTGRESQL
async def test_what_people_write_cannot_be_taken_for_markup(town: Town) -> None:
    await town.secretary.says("/order 5号楼 门上写着<b>坏&了</b>")
    await town.secretary.taps("发布")
    assert "门上写着<b>坏&了</b>" in town.card.text


@AT_LENGTH_ON_POSTGRESQL
async def test_an_old_draft_button_says_that_it_is_over(town: Town) -> None:
    await town.secretary.says(f"/order {EXAMPLE}")
    old = town.secretary.last
    publish = next(button.data for button in old.buttons if "发布" in button.text)
    await town.secretary.taps("发布", under=old)
    tap = await town.secretary.forges(publish, under=old)
    assert "#1001 已经发好了" in tap.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_very_long_answer_is_kept_whole_and_harms_nothing(town: Town) -> None:
    await town.secretary.says("/order")
    draft = town.secretary.last
    await town.secretary.says("小区" + "很" * 1500 + "远的地方")
    await town.secretary.says("水" * 3000)
    await town.secretary.taps("发布", under=draft)
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=town.card)
    assert "已接单" in town.card.text
    assert "归您啦" in ann.screen
    await town.secretary.says("/digest")
    assert "简报" in town.group_screen


@AT_LENGTH_ON_POSTGRESQL
async def test_several_orders_may_be_on_their_way_at_once(town: Town) -> None:
    await town.secretary.says("/order 5号楼 灯不亮")
    first = town.secretary.last
    await town.secretary.says("/order 李奶奶 13612345678", in_=town.group)
    await town.secretary.taps("发布", under=first)
    assert "灯不亮" in town.card.text
    await town.secretary.says("6号楼")
    await town.secretary.says("水管漏水")
    await town.secretary.says("发布")
    assert "水管漏水" in town.card.text
