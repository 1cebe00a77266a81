"""转给同伴: a holder asks a colleague, and nothing changes until the colleague says yes."""

import asyncio
from collections import Counter

import pytest

from bot.domain.ids import CommunityId
from bot.domain.roles import Role
from bot.storage.members.people import add_role, meet
from bot.usecases.chats.acting import Actor as Acting
from bot.usecases.repairs.passing_on import AnswerOffer, answer_offer
from tests.town import Actor, Town

HERE = CommunityId(1)
LIGHT = "5号楼 灯不亮 王阿姨 13912345678"

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What asks the databases nothing that the other tests here do not ask them."""


async def team(town: Town, *names: str) -> list[Actor]:
    """People of the team."""
    actors = [await town.volunteer(name) for name in names]
    async with town.weixiu.uow.writing(town.clock.now(), occasion="team") as tx:
        for actor in actors:
            person = await meet(tx, actor.user_id, actor.person.first_name)
            await add_role(tx, HERE, person.id, Role.VOLUNTEER)
    return actors


async def test_a_colleague_who_says_yes_takes_the_place_over(town: Town) -> None:
    ann, bob = await team(town, "安", "波")
    resident = town.stranger("王阿姨", phone="+8613912345678")
    await resident.starts()
    await resident.shares_contact()
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    job = ann.sees("13912345678")
    await ann.taps("转给同伴", under=job)
    await ann.taps("波")
    assert "已问波" in ann.last.text
    offer = bob.sees("安想请您接手 #1001")
    assert "13912345678" not in bob.screen
    assert "安" in card.text
    await bob.taps("我接", under=offer)
    assert "13912345678" in bob.last.text
    assert "交给您了" in bob.last.text
    assert "13912345678" not in ann.screen
    assert "波接手了 #1001" in ann.last.text
    assert "波" in card.text
    assert "安" not in card.text
    assert "波接了您的报修" in resident.last.text
    assert offer.button_texts == []
    assert "已经转给您了" in (await bob.forges("1:offer:1:1001:1:1", under=offer)).text
    assert "#1001 已经不在您手上了" in (await ann.forges("1:pass:1:1001", under=job)).text


@once
async def test_who_says_no_is_not_asked_again_and_the_holder_keeps_the_place(town: Town) -> None:
    ann, bob, cai = await team(town, "安", "波", "陈")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    await ann.taps("转给同伴")
    await bob.says("/language")
    await bob.taps("English")
    await ann.says("波")
    assert "安 asks you to take #1001 over" in bob.last.text
    await bob.taps("I can't")
    assert "安 still goes to #1001" in bob.sees("still goes").text
    assert "波不方便接" in ann.last.text
    await ann.taps("转给同伴")
    await ann.says("波")
    assert "刚说过不方便" in ann.last.text
    await ann.taps("陈")
    stale = cai.sees("安想请您接手")
    await ann.taps("我去不了了", under=ann.sees("13912345678"))
    await ann.taps("跳过")
    assert "不用您接手了" in stale.text
    assert stale.button_texts == []
    assert "不用您接了" in (await cai.forges("1:offer:1:1001:1:1", under=stale)).text
    assert "待接单" in card.text


@once
async def test_only_the_last_one_asked_may_say_yes_and_nobody_else(town: Town) -> None:
    ann, bob, cai = await team(town, "安", "波", "陈")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    for name in ("波", "陈"):
        await ann.taps("转给同伴")
        await ann.taps(name)
    assert "不用您接手了" in bob.last.text
    for who in (bob, ann, town.secretary):
        assert "已经过期" in (await who.forges("1:offer:1:1001:1:1", under=card)).text
    await cai.taps("我接")
    assert "陈" in card.text


async def test_of_two_yes_and_a_release_at_once_one_counts(town: Town) -> None:
    ann, bob = await team(town, "安", "波")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    await ann.taps("转给同伴")
    await ann.taps("波")
    programs = [town.weixiu, town.another_process()]

    async def yes(number: int) -> str:
        cmd = AnswerOffer(Acting(bob.user_id, "波", bob.user_id, private=True), HERE, 1001, 1, accepts=True)
        try:
            await answer_offer(cmd, uow=programs[number % 2].uow, now=town.clock.now())
        except Exception as refusal:  # noqa: BLE001 - its name is what is looked at
            return type(refusal).__name__
        return "won"

    assert Counter(await asyncio.gather(*map(yes, range(4)))) == {"won": 1, "ButtonExpired": 3}
    await town.settle()
    assert card.text.count("波") == 1
    assert "已接单" in card.text
