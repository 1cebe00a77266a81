"""The main job as people live it: posted, claimed, done, confirmed, rewarded."""

from tests.town import EXAMPLE, Town


async def test_an_order_is_posted_claimed_done_and_rewarded(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order(EXAMPLE)
    print(town.group_screen)
    await ann.taps("我来修", under=card)
    await bob.taps("我来修", under=card)
    print(ann.screen)
    await ann.taps("我到了")
    await ann.taps("修好了")
    await ann.says("换了合页")
    await ann.taps("跳过")
    print(ann.screen)
    print(town.secretary.screen)
    await town.secretary.taps("确认")
    await ann.says("/points")
    print(ann.screen)
    print(town.group_screen)
    assert "已办结" in card.text
