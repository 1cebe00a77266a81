"""Buttons: data comes from the client, and nobody gets further with it than their part in the order's life."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.roles import Role
from bot.usecases.setting_values import READERS
from bot.usecases.settings import SIDES, SWITCHES
from tests.hostile.square import HERE, NEXT_DOOR, PARTS, STEPS, Place, Square, gathered, put
from tests.hostile.strategies import as_telegram_takes_it, texts, thorough
from tests.hostile.watch import Watch

NAMES = (
    *STEPS,
    *("draft", "skip", "reason", "set", "keepset", "yesset", "invite", "rights", "menu", "lang", "again", "nosuch"),
    *("team", "me", "join"),
)


once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What is decided before the database is asked needs no second one."""


@pytest.fixture
async def square(watch: Watch) -> Square:
    """Everybody, and an order in every state."""
    return await gathered(watch)


async def assert_refused(square: Square, presses: list[tuple[str, str, Place]]) -> None:
    """All of them are answered, with a reason, and change nothing: no order, no claim, no points, no conversation."""
    before = await square.state()
    acts = [
        (lambda who=who, data=data, place=place: square.people[who].person.forges(data, under=place.card))
        for who, data, place in presses
    ]
    taps = await square.watch.town.at_once(*acts)
    silent = [press[:2] for press, tap in zip(presses, taps, strict=True) if not (tap.answered and tap.text)]
    assert silent == []
    assert await square.state() == before
    await square.watch.assert_goes_on()


@pytest.mark.parametrize("database_url", ["sqlite", pytest.param("postgres", marks=pytest.mark.long)], indirect=True)
async def test_nobody_gets_further_than_their_part_in_the_orders_life(square: Square) -> None:
    everything = list(product(PARTS, STEPS, square.orders.values()))
    forbidden = [cell for cell in everything if not square.may(*cell)]
    assert len(forbidden) > len(everything) * 0.8
    await assert_refused(square, [(who, square.data(button, order), order) for who, button, order in forbidden])


@once
async def test_whoever_may_gets_there(square: Square) -> None:
    """The same presses by those the table names: what was refused above was refused for the right reason."""
    orders = square.orders
    orders |= {f"open {number}": await put(square, "open") for number in range(2)}
    orders["done too"] = await put(square, "done")
    pressed = [
        *(("secretary", "points", "done"), ("clerk", "points", "done")),
        *(("secretary", "redo", "done"), ("clerk", "confirm", "done too")),
        *(("holder", "arrive", "claimed"), ("holder", "release", "claimed"), ("holder", "fixed", "half")),
        *(("volunteer", "claim", "open"), ("clerk", "claim", "open 0"), ("secretary", "claim", "open 1")),
    ]
    for who, button, name in pressed:
        before = await square.state()
        assert square.may(who, button, orders[name])
        await square.people[who].forges(square.data(button, orders[name]), under=orders[name].card)
        assert await square.state() != before, (who, button, name)


@once
async def test_an_old_round_another_community_and_a_number_nobody_has_are_refused(square: Square) -> None:
    done = square.orders["done"]
    odd = [
        *(square.data(button, done, round_=round_) for button in ("confirm", "points", "redo") for round_ in (0, 2, 7)),
        *(square.data(button, done, community=NEXT_DOOR) for button in STEPS),
        *(square.data(button, done, community=3) for button in STEPS),
        *(f"1:{button}:{HERE}:{number}" for button in ("claim", "arrive", "fixed") for number in (0, 1, -1001, 9999)),
        *(f"1:claim:{HERE}:{number}" for number in ("1" * 18, "9" * 40, "１００１", "1e3", " 1001", "+1001", "1_001")),
    ]
    await assert_refused(square, [(who, data, done) for who in ("secretary", "holder", "stranger") for data in odd])


@once
async def test_a_conversation_answers_to_its_owner_in_their_private_chat_alone(square: Square) -> None:
    people, done = square.people, square.orders["done"]
    await people["clerk"].says("/order 7号楼 水管漏水")
    order = people["clerk"].last.buttons[0].data.split(":")[2]
    await people["holder"].forges(square.data("release", square.orders["claimed"]), under=done.card)
    reason = people["holder"].last.buttons[0].data.split(":")[2]
    await people["secretary"].forges(f"1:set:{HERE}:name", under=done.card)
    setting = people["secretary"].last.buttons[0].data.split(":")[3]
    foreign = [
        *(f"1:draft:{order}:{button}:" for button in ("publish", "drop", "change", "skip", "back")),
        *(f"1:draft:{order}:community:{HERE}", f"1:draft:{order}:field:what", f"1:draft:{order}:value:urgent"),
        *(f"1:skip:release:{reason}", f"1:skip:finish:{reason}", f"1:reason:{reason}:busy"),
        *(f"1:keepset:setting:{setting}", f"1:keepset:order:{order}", f"1:keepset:release:{reason}"),
    ]
    # In the group not even the owner's: there it is another chat's conversation.
    await assert_refused(square, [(who, data, done) for who in PARTS for data in foreign])


@once
async def test_settings_invitations_and_doubts_are_for_those_they_belong_to(square: Square) -> None:
    done = square.orders["done"]
    settings = [
        f"1:set:{HERE}:{name}" for name in (*READERS, *SWITCHES, *SIDES, "standard", "digest_when_empty", "chat_id")
    ]
    invites = [f"1:invite:{HERE}:{role}" for role in Role]
    others = [who for who in PARTS if who != "secretary"]
    await assert_refused(
        square,
        [
            *((who, data, done) for who in others for data in settings),
            *((who, data, done) for who in others if who != "clerk" for data in invites),
            *(("clerk", f"1:invite:{HERE}:{role}", done) for role in (Role.CLERK, Role.SECRETARY)),
            *(("secretary", f"1:set:{HERE}:{name}", done) for name in ("", "id", "standard_version", "__class__")),
            *((who, f"1:again:{row}", done) for who in PARTS for row in (0, 1, 3, 10**17)),
        ],
    )


def callback_data() -> st.SearchStrategy[str]:
    """Up to 64 bytes of anything, much of it nearly right."""
    argument = st.integers(0, 1010).map(str) | st.integers().map(str) | texts(6) | st.sampled_from(("publish", "open"))
    nearly = st.tuples(st.sampled_from(NAMES), st.lists(argument, max_size=4)).map(
        lambda t: ":".join(("1", t[0], *t[1]))
    )
    return (nearly | texts(64)).map(as_telegram_takes_it).map(_short).filter(bool)


def _short(text: str) -> str:
    return text.encode()[:64].decode(errors="ignore")


@given(
    presses=st.lists(st.tuples(st.sampled_from(("stranger", "resident", "neighbour")), callback_data()), max_size=12)
)
@thorough(8)
@once
async def test_data_of_any_bytes_is_answered_and_accepted_from_nobody(
    square: Square, unlogged: None, presses: list[tuple[str, str]]
) -> None:
    before = await square.watch.books()
    card = square.orders["open"].card
    acts = [(lambda who=who, data=data: square.people[who].person.forges(data, under=card)) for who, data in presses]
    taps = await square.watch.town.at_once(*acts)
    assert all(tap.answered for tap in taps)
    assert await square.watch.books() == before
    await square.watch.assert_goes_on()
    square.watch.assert_valid()
