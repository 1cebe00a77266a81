"""Taps that come in together and are decided together: each as if it had come alone."""

from tests.statements import statements
from tests.town import Town

MOST = (22, 24)
"""Statements to post an order and to claim one, until everybody has been told: a millisecond of all who wait each."""


async def test_of_one_persons_taps_on_everything_as_many_win_as_they_may_hold(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    await bob.taps("我来修", under=await town.order("8号楼 灯不亮"))  # a member from now on
    with statements(town) as posting:
        card = await town.order("9号楼 灯不亮")
    with statements(town) as claiming:
        await bob.taps("我来修", under=card)
    assert (len(posting) <= MOST[0], len(claiming) <= MOST[1]) == (True, True), (posting, claiming)
    cards = [await town.order(f"{number + 1}号楼 灯不亮") for number in range(5)]
    taps = await town.at_once(*(lambda card=card: ann.person.taps("我来修", under=card) for card in cards))
    assert ["接单成功" in tap.text for tap in taps] == [True, True, True, False, False]
    assert all("已有 3 单" in tap.text for tap in taps[3:])
    assert ["已接单" in card.text for card in cards] == [True, True, True, False, False]


async def test_two_taps_of_one_person_in_one_instant_take_one_place(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order("5号楼 搬柜子 2人")
    taps = await town.at_once(
        lambda: ann.person.taps("我来修", under=card),
        lambda: ann.person.taps("我来修", under=card),
        lambda: bob.person.taps("我来修", under=card),
    )
    assert [("接单成功" in tap.text, "已经是您的了" in tap.text) for tap in taps] == [
        (True, False),
        (False, True),
        (True, False),
    ]
    assert "安、波" in card.text
