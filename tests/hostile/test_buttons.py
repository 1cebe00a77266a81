"""Buttons: data comes from the client, and nobody gets further with it than what they were given."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.roles import Role
from bot.models import Draft
from bot.sandbox.chats import Chat
from bot.usecases.community.moving import move_group
from bot.usecases.community.setting_values import READERS
from bot.usecases.community.settings import SIDES, SWITCHES
from bot.views.words import Dictionary
from tests.hostile.doors import ASKS, DOORS, GOES_ON, NO_STEP, TAKES_A_STEP
from tests.hostile.square import HERE, NEXT_DOOR, OUTSIDERS, PARTS, Square, gathered
from tests.hostile.strategies import as_telegram_takes_it, texts, thorough
from tests.hostile.watch import Watch
from tests.views.facts import Said
from tests.views.samples import SCREENS

NAMES = (*sorted(TAKES_A_STEP | GOES_ON | NO_STEP), "nosuch")
OF_VOLUNTEERS = frozenset({"claim", "take", "queue", "unqueue", "turn", "me", "offer"})
"""What somebody of the team may press who is not staff."""
PRESSERS = (*OUTSIDERS, "volunteer")


once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What is decided before the database is asked needs no second one."""


@pytest.fixture
async def square(watch: Watch) -> Square:
    """Everybody, and an order in every state."""
    return await gathered(watch)


async def assert_refused(square: Square, presses: list[tuple[str, str]]) -> None:
    """All of them are answered, with a reason, and change nothing: no order, no claim, no points, no conversation."""
    before = await square.state()
    people, card = square.people, square.card
    acts = [(lambda who=who, data=data: people[who].person.forges(data, under=card)) for who, data in presses]
    taps = await square.watch.town.at_once(*acts)
    silent = [press for press, tap in zip(presses, taps, strict=True) if not (tap.answered and tap.text)]
    assert silent == []
    assert await square.state() == before
    await square.watch.assert_goes_on()


def shapes() -> list[str]:
    """The data of every button that any screen shows, with a hole for each number."""
    words = Dictionary().words("zh_CN")
    screens = [screen for sample in SCREENS if (screen := sample.show(words, Said())) is not None]
    shown = {button.data for screen in screens for row in screen.buttons for button in row if button.data}
    return sorted({":".join(map(_or_hole, one.split(":")[1:])) for one in shown})


def _or_hole(part: str) -> str:
    return "{}" if part.lstrip("-").isdigit() else part


def test_every_button_is_shown_by_some_sample() -> None:
    assert {shape.partition(":")[0] for shape in shapes()} == TAKES_A_STEP | GOES_ON | NO_STEP


async def questions_of_others(square: Square) -> list[int]:
    """Several people are in the middle of something; the serials of their conversations."""
    people, orders, card = square.people, square.orders, square.card
    await people["clerk"].says("/order 7号楼 水管漏水")
    for who, opening in (
        ("holder", f"1:release:{HERE}:{orders['claimed'].number}"),
        ("secretary", f"1:set:{HERE}:name"),
        ("clerk", f"1:sift:{HERE}:{orders['submitted'].number}:ask:settle"),
        ("reporter", f"1:withdraw:{HERE}:{orders['open'].number}"),
        ("party", f"1:party:{HERE}:{orders['redirected'].number}:done"),
    ):
        await people[who].forges(opening, under=card)
    town = square.watch.town
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return list(await tx.session.scalars(select(Draft.serial)))


def forged(square: Square, serials: list[int], chance: Random, most: int) -> Iterator[tuple[str, str]]:
    """Presses as whoever has read the source would make them: the right words, the ids of others."""
    numbers = [place.number for place in square.orders.values()]
    known = [shape for shape in shapes() if shape != "menu:open"]
    who_and_what = [(who, shape) for who in PRESSERS for shape in known]
    chance.shuffle(who_and_what)
    for who, shape in (who_and_what * 9)[:most]:
        if who == "volunteer" and shape.partition(":")[0] in OF_VOLUNTEERS:
            continue
        ids = [chance.choice((chance.choice(numbers), chance.choice(serials), chance.randrange(14))) for _ in range(9)]
        first = ids[0] if shape.partition(":")[0] in GOES_ON else HERE
        yield who, "1:" + shape.format(first, *ids[1:])


@once
@pytest.mark.outside
@pytest.mark.timeout(600)
@pytest.mark.parametrize("most", [500, pytest.param(2_000, marks=[pytest.mark.long, pytest.mark.whole])])
async def test_what_others_were_shown_is_of_no_use(square: Square, most: int) -> None:
    """Every button of every screen, by people it was never shown to: nothing changes, and nobody else hears of it.

    The list of open orders is everybody's in the group who asks for it; it is not counted.
    """
    presses = list(forged(square, await questions_of_others(square), Random(20261123), most))
    assert len({shape.partition(":")[0] for shape in shapes()}) > 30
    assert len(presses) > most * 0.9
    others = [square.watch.town.group, *(square.people[who].person.private for who in PARTS if who not in PRESSERS)]
    before = [seen(chat) for chat in others]
    books = await square.watch.books()
    people, card = square.people, square.card
    acts = [(lambda who=who, data=data: people[who].person.forges(data, under=card)) for who, data in presses]
    taps = await square.watch.town.at_once(*acts)
    assert all(tap.answered for tap in taps)
    assert await square.watch.books() == books
    assert [seen(chat) for chat in others] == before
    await square.watch.assert_goes_on()


@once
async def test_what_staff_have_not_published_never_reaches_the_group(square: Square) -> None:
    """A resident's own words are for staff until they are published, whatever makes cards appear again."""
    town, elsewhere = square.watch.town, -1009876543210
    await square.people["resident"].forges(f"1:rights:{town.group.id}", under=square.card)
    await move_group(town.group.id, elsewhere, uow=town.weixiu.uow, now=town.clock.now())
    await town.settle()
    groups = {str(town.group.id), str(elsewhere)}
    said = [call.params.get("text", "") for call in town.world.calls if str(call.params.get("chat_id")) in groups]
    assert sum("#1001" in text for text in said) > 1
    assert [place for place in square.orders.values() if any(f"#{place.number}" in text for text in said)] == []


def seen(chat: Chat) -> list[str]:
    """What stands in a chat."""
    return [message.text for message in chat.messages]


@once
async def test_an_old_round_another_community_and_a_number_nobody_has_are_refused(square: Square) -> None:
    done = square.orders["done"].number
    odd = [
        *(f"1:{button}:{HERE}:{done}:{round_}" for button in ("confirm", "points", "redo") for round_ in (0, 2, 7)),
        *(
            door.opens(done).replace(f":{HERE}:", f":{community}:", 1)
            for community in (NEXT_DOOR, 3)
            for door in (DOORS | ASKS).values()
            if door.is_button
        ),
        *(f"1:{button}:{HERE}:{number}" for button in ("claim", "arrive", "fixed") for number in (0, 1, -1001, 9999)),
        *(f"1:claim:{HERE}:{number}" for number in ("1" * 18, "9" * 40, "１００１", "1e3", " 1001", "+1001", "1_001")),
    ]
    await assert_refused(square, [(who, data) for who in ("secretary", "holder", "stranger") for data in odd])


@once
async def test_a_conversation_answers_to_its_owner_in_their_private_chat_alone(square: Square) -> None:
    people, card = square.people, square.card
    await people["clerk"].says("/order 7号楼 水管漏水")
    order = people["clerk"].last.buttons[0].data.split(":")[2]
    await people["holder"].forges(f"1:release:{HERE}:{square.orders['claimed'].number}", under=card)
    reason = people["holder"].last.buttons[0].data.split(":")[2]
    await people["secretary"].forges(f"1:set:{HERE}:name", under=card)
    setting = people["secretary"].last.buttons[0].data.split(":")[3]
    foreign = [
        *(f"1:draft:{order}:{button}:" for button in ("publish", "drop", "change", "skip", "back")),
        *(f"1:draft:{order}:community:{HERE}", f"1:draft:{order}:field:what", f"1:draft:{order}:value:urgent"),
        *(f"1:skip:release:{reason}", f"1:skip:finish:{reason}", f"1:reason:{reason}:busy"),
        *(f"1:keepset:setting:{setting}", f"1:keepset:order:{order}", f"1:keepset:release:{reason}"),
    ]
    # In the group not even the owner's: there it is another chat's conversation.
    await assert_refused(square, [(who, data) for who in PARTS for data in foreign])


@once
async def test_settings_invitations_and_doubts_are_for_those_they_belong_to(square: Square) -> None:
    settings = [
        f"1:set:{HERE}:{name}" for name in (*READERS, *SWITCHES, *SIDES, "standard", "digest_when_empty", "chat_id")
    ]
    invites = [f"1:invite:{HERE}:{role}" for role in Role]
    others = [who for who in PARTS if who != "secretary"]
    await assert_refused(
        square,
        [
            *((who, data) for who in others for data in settings),
            *((who, data) for who in others if who != "clerk" for data in invites),
            *(("clerk", f"1:invite:{HERE}:{role}") for role in (Role.CLERK, Role.SECRETARY)),
            *(("secretary", f"1:set:{HERE}:{name}") for name in ("", "id", "standard_version", "__class__")),
            *((who, f"1:again:{row}") for who in PARTS for row in (0, 1, 3, 10**17)),
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
    card = square.card
    acts = [(lambda who=who, data=data: square.people[who].person.forges(data, under=card)) for who, data in presses]
    taps = await square.watch.town.at_once(*acts)
    assert all(tap.answered for tap in taps)
    assert await square.watch.books() == before
    await square.watch.assert_goes_on()
    square.watch.assert_valid()
