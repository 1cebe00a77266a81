"""修好了 is one tap; words and pictures may follow; a slip is taken back; nobody is written to in vain."""

from collections import Counter

from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import EXAMPLE, Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

LIGHT = "5号楼 灯不亮"
NEWS = ("您说修好了", "点错了")


async def holder(town: Town, line: str = LIGHT, name: str = "安") -> Actor:
    """A volunteer with an order in hand."""
    ann = await town.volunteer(name)
    await ann.taps("我来修", under=await town.order(line))
    return ann


async def test_fixed_is_one_tap_and_words_and_pictures_follow_by_themselves(town: Town) -> None:
    ann = await holder(town)
    job = ann.sees("归您啦")
    tap = await ann.taps("修好了", under=job)
    assert "辛苦了" in tap.text
    assert ann.last is job
    assert all(words in job.text + str(job.button_texts) for words in NEWS)
    review = town.secretary.sees("请您确认")
    await ann.says("换了灯泡")
    await ann.sends_photo(caption="再也不闪了")
    assert "换了灯泡\n再也不闪了" in review.text
    assert "照片 1 张" in review.text
    assert "换了灯泡" in job.text
    await town.secretary.taps("确认", under=review)
    await ann.sends_photo()
    assert "照片 2 张" in review.text
    assert ann.sees("积分 +10").text.startswith("💐")


async def test_a_word_that_comes_late_is_kept_with_the_work_of_who_did_it_who_hears_so(town: Town) -> None:
    ann, bob = await holder(town), await town.volunteer("波")
    await ann.taps("修好了")
    job, review = ann.sees("您说修好了"), town.secretary.sees("请您确认")
    await bob.says("是我修的", reply_to=town.newest(bob.person.private.messages, "您好"))
    await town.passes(minutes=11)
    await ann.says("都弄妥了")
    assert "记在 #1001 上了" in ann.last.text
    await town.passes(days=1)
    await ann.says("再说一句")
    assert "转过去吗" not in ann.last.text
    await ann.says("其实换了两个", reply_to=job)
    assert "都弄妥了\n其实换了两个" in review.text
    assert not [words for words in ("换了灯泡", "是我修的") if words in review.text]


async def test_a_slip_is_taken_back_and_everybody_hears_so(town: Town) -> None:
    ann = await holder(town, EXAMPLE)
    bob, card = await town.volunteer("波"), town.card
    await bob.taps("我来修", under=card)
    await ann.taps("修好了")
    review = town.secretary.sees("请您确认")
    assert "不用再去了" in bob.last.text
    await ann.taps("点错了")
    assert "已接单" in card.text
    assert "13800138000" in ann.sees("归您啦").text
    assert "13800138000" in bob.sees("归您啦").text
    assert "请您再跑一趟" in bob.last.text
    assert "点错了" in review.text
    assert review.button_texts == []
    await bob.taps("修好了", under=bob.sees("归您啦"))
    assert town.secretary.sees("请您确认") is not review
    assert "已修好" in card.text


async def test_a_slip_of_another_round_or_person_or_after_the_judgement_is_no_slip(town: Town) -> None:
    ann, bob = await holder(town), await town.volunteer("波")
    await ann.taps("修好了")
    job = ann.sees("您说修好了")
    undo = next(button.data for button in job.buttons if "点错了" in button.text)
    assert "没有找到" in (await bob.forges(undo, under=bob.last)).text
    await ann.taps("点错了", under=job)
    assert "已接单" in (await ann.forges(undo, under=job)).text
    await ann.taps("修好了", under=job)
    assert "过期" in (await ann.forges(undo, under=job)).text
    fixed = undo.replace("undo", "fixed").rpartition(":")[0]
    assert "您说过修好了" in (await ann.forges(fixed, under=job)).text
    await town.secretary.taps("确认")
    assert "已经办好" in (await ann.taps("点错了", under=job)).text
    assert "已修好" in town.card.text


async def test_a_place_that_was_free_is_free_again_after_a_slip(town: Town) -> None:
    ann = await holder(town, EXAMPLE)
    await ann.taps("修好了")
    assert town.card.button_texts == []
    await ann.taps("点错了")
    assert "待接单" in town.card.text
    assert town.card.button_texts == ["🙋 我来修"]


async def test_an_order_costs_twelve_calls_from_the_typed_line_to_the_thanks(town: Town) -> None:
    ann = await town.volunteer("安")
    before = len(town.world.calls)
    await ann.taps("我来修", under=await town.order(EXAMPLE.replace("2人 ", "")))
    await ann.taps("修好了")
    await town.secretary.taps("确认")
    made = Counter(call.method for call in list(town.world.calls)[before:])
    assert "+" in ann.last.text
    assert made == {"deleteMessage": 1, "answerCallbackQuery": 3, "sendMessage": 4, "editMessageText": 4}
