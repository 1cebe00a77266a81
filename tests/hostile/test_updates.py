"""Updates of any kind: the bot goes on, a good one after a bad one is answered, nobody else is concerned."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.account import ALLOWED_UPDATES
from bot.sandbox.files import picture
from bot.sandbox.messages import Message
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.hostile.strategies import HUGE, nested, scalars, spoilt, texts, thorough, values
from tests.hostile.watch import FIRST_ID, Watch
from tests.town import Actor

LIGHT = "5号楼 灯不亮 王阿姨 13912345678"
BUTTONS = ("1:claim:1:1001", "1:confirm:1:1001:1", "1:draft:1:publish:", "1:set:1:open_team", "1:menu:open")
Body = dict[str, Any]


@dataclass
class Mischief:
    """A stranger's client that spoils what it sends: first what it would send if it were whole."""

    watch: Watch
    stranger: Actor
    whole: list[Body]


@pytest.fixture
async def mischief(watch: Watch, unlogged: None) -> Mischief:
    """Somebody of the group without a role, who has tried everything there is."""
    card = await watch.town.order(LIGHT)
    stranger = watch.town.actor("客")
    return Mischief(watch, stranger, everything_tried(watch, stranger, card))


def everything_tried(watch: Watch, stranger: Actor, card: Message) -> list[Body]:
    """The bodies of the updates, as Telegram would write them, instead of their delivery."""
    person, group, updates = stranger.person, watch.town.group, watch.town.world.updates
    person.starts("hello")
    person.says("查进度")
    person.says("/order 5号楼 灯不亮")
    person.shares_contact("+8613900139000")
    person.sends_photo(picture(), caption="修好了")
    person.sends_voice()
    person.says("我来", in_=group, reply_to=card)
    person.says("#1001 我来", in_=group)
    person.says("/order 6号楼 水管漏水", in_=group)
    person.sends_photo(picture(), caption="/order 6号楼 水管漏水", in_=group)
    for data in BUTTONS:
        person.forges(data, under=card)
    person.blocks_bot()
    person.unblocks_bot()
    bodies = [{key: value for key, value in one.body.items() if key != "update_id"} for one in updates.pending]
    updates.pending.clear()
    return bodies


async def assert_harmless(mischief: Mischief, *bodies: Body) -> None:
    """Whatever it was: settled, answered validly if at all, nobody else concerned, and the next one is served."""
    watch = mischief.watch
    before = await watch.books(), await watch.of_others(mischief.stranger.user_id)
    numbers = await watch.hands_over(*bodies)
    await watch.assert_settled(numbers)
    assert (await watch.books(), await watch.of_others(mischief.stranger.user_id)) == before
    await watch.assert_goes_on()
    watch.assert_valid()


async def test_whole_updates_of_a_stranger_change_nothing_for_anybody(mischief: Mischief) -> None:
    await assert_harmless(mischief, *mischief.whole)


@AT_LENGTH_ON_POSTGRESQL
@given(data=st.data())
@thorough(24)
async def test_an_update_with_something_wrong_in_it_harms_nobody(mischief: Mischief, data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(mischief.whole).flatmap(spoilt))
    await assert_harmless(mischief, body)


@given(
    bodies=st.lists(
        st.dictionaries(st.sampled_from((*ALLOWED_UPDATES, "poll")) | texts(8), values(), max_size=3), max_size=4
    )
)
@thorough(8)
async def test_any_json_in_place_of_updates_harms_nobody(mischief: Mischief, bodies: list[Body]) -> None:
    await assert_harmless(mischief, *bodies)


def no_numbers() -> st.SearchStrategy[Any]:
    """What is no number that Telegram could have given an update."""
    huge = st.sampled_from([number for number in HUGE if not 0 <= number < 2**63])
    return scalars().filter(lambda value: type(value) is not int) | st.integers(max_value=-1) | huge | st.just([1])


@AT_LENGTH_ON_POSTGRESQL
@given(number=no_numbers())
@thorough(6)
async def test_an_update_without_a_usable_number_is_left_out_and_its_neighbour_handled(
    mischief: Mischief, number: object
) -> None:
    watch = mischief.watch
    watch.next_id += 1
    said = len(mischief.stranger.person.private.messages)
    await watch.town.weixiu.reception.receive(
        [{"update_id": number, "message": {}}, {**mischief.whole[1], "update_id": watch.next_id}]
    )
    await watch.town.weixiu.reception.idle()
    await watch.town.settle()
    await watch.assert_settled([watch.next_id])
    assert len(mischief.stranger.person.private.messages) == said + 1


@AT_LENGTH_ON_POSTGRESQL
async def test_what_is_nested_beyond_all_measure_does_not_hold_up_its_neighbour(mischief: Mischief) -> None:
    await assert_harmless(mischief, {"message": nested(900)}, mischief.whole[1], {"message": nested(5000)})


@AT_LENGTH_ON_POSTGRESQL
async def test_updates_are_known_by_their_number_whatever_it_is(mischief: Mischief) -> None:
    watch, said = mischief.watch, len(mischief.stranger.person.private.messages)
    numbers = (0, 1, 2**31, 2**53 + 1, 2**63 - 1, FIRST_ID - 1)
    for number in [*numbers, *reversed(numbers)]:
        await watch.town.weixiu.reception.receive([{**mischief.whole[1], "update_id": number}])
        await watch.town.weixiu.reception.idle()
    await watch.town.settle()
    assert len(mischief.stranger.person.private.messages) == said + len(numbers)
