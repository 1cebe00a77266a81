"""Conversations in the private chat: the question that stands, or how it ended, and when nothing is said."""

from typing import Any

import pytest

from bot.domain.ids import PersonId
from tests.delivery.neighbourhood import (
    ANN,
    BO,
    BROOK,
    CLEO,
    MARY,
    QIANSHANG,
    SERIAL,
    Neighbourhood,
    chat_of,
    chinese,
    presses,
)

GONE = SERIAL + 1
"""The serial of a draft that has ended."""


def draft(person: PersonId, *, serial: int = SERIAL, **facts: Any) -> dict[str, Any]:
    """The facts of a draft's message in somebody's private chat."""
    usual = {"community": BROOK, "number": 1002, "ended": None}
    return {"person": person, "chat": chat_of(person), "serial": serial, **usual, **facts}


async def test_an_order_on_its_way_shows_what_is_known_and_for_which_community(here: Neighbourhood) -> None:
    card = await here.shows("draft_order", chat_of(MARY), **draft(MARY))
    assert card is not None
    assert all(words in card.text for words in ("House 9", "Window loose", "Brook"))
    assert f"1:draft:{SERIAL}:drop:" in presses(card)
    assert not any(":community:" in press for press in presses(card))
    assert not chinese(card)


async def test_an_order_for_no_community_yet_offers_those_where_one_is_staff(here: Neighbourhood) -> None:
    card = await here.shows("draft_order", chat_of(CLEO), **draft(CLEO, community=None))
    assert [press for press in presses(card) if ":community:" in press] == [
        f"1:draft:{SERIAL}:community:{QIANSHANG}",
    ]


ENDS = [
    ("draft_order", MARY, "published"),
    ("draft_release", ANN, "released"),
    ("draft_points", MARY, "changed"),
    ("draft_setting", MARY, "changed"),
]


@pytest.mark.parametrize(("topic", "person", "ended"), ENDS)
async def test_a_conversation_that_is_over_says_how_it_ended(
    here: Neighbourhood, topic: str, person: PersonId, ended: str
) -> None:
    chat = chat_of(person)
    stands = await here.shows(topic, chat, message_id=5, **draft(person))
    well = await here.shows(topic, chat, message_id=5, **draft(person, serial=GONE, ended=ended))
    dropped = await here.shows(topic, chat, message_id=5, **draft(person, serial=GONE, ended="dropped"))
    silently = await here.shows(topic, chat, message_id=5, **draft(person, serial=GONE))
    assert stands is not None
    assert well is not None
    assert dropped is not None
    assert silently == dropped
    assert len({stands.text, well.text, dropped.text}) == 3
    assert not any(map(chinese, (stands, well, dropped)))
    assert [bool(screen.buttons) for screen in (stands, well, dropped)] == [True, False, False]


@pytest.mark.parametrize(("topic", "person", "ended"), ENDS)
async def test_a_conversation_that_ended_before_it_was_shown_is_not_shown(
    here: Neighbourhood, topic: str, person: PersonId, ended: str
) -> None:
    assert await here.shows(topic, chat_of(person), **draft(person, serial=GONE, ended=ended)) is None
    assert await here.shows(topic, chat_of(person), **draft(person)) is not None


@pytest.mark.parametrize(
    ("topic", "person", "other"),
    [
        ("draft_order", MARY, {"person": ANN}),
        ("draft_order", MARY, {"chat": chat_of(ANN)}),
        ("draft_order", MARY, {"serial": GONE}),
        ("draft_release", ANN, {"person": BO}),
        ("draft_release", BO, {}),
    ],
)
async def test_a_conversation_is_found_by_person_chat_kind_and_serial(
    here: Neighbourhood, topic: str, person: PersonId, other: dict[str, Any]
) -> None:
    assert await here.shows(topic, chat_of(person), **(draft(person) | other)) is None


@pytest.mark.parametrize(("topic", "person"), [("draft_release", ANN), ("draft_points", MARY)])
async def test_a_question_about_an_order_names_it_before_and_after(
    here: Neighbourhood, topic: str, person: PersonId
) -> None:
    assert "#1002" in await here.says(topic, chat_of(person), **draft(person))
    assert "#1002" in await here.says(topic, chat_of(person), message_id=5, **draft(person, serial=GONE))


async def test_an_order_that_was_posted_is_named_by_its_number(here: Neighbourhood) -> None:
    ended = draft(MARY, serial=GONE, ended="published", number=1016)
    assert "#1016" in await here.says("draft_order", chat_of(MARY), message_id=5, **ended)


async def test_a_draft_that_was_dropped_needs_no_number(here: Neighbourhood) -> None:
    ended = draft(MARY, serial=GONE, ended="dropped")
    del ended["number"]
    assert await here.shows("draft_order", chat_of(MARY), message_id=5, **ended) is not None


async def test_a_setting_asks_for_its_own_kind_of_value(here: Neighbourhood) -> None:
    question = await here.shows("draft_setting", chat_of(MARY), **draft(MARY))
    assert question is not None
    assert "Asia/Shanghai" in question.text
    assert presses(question) == [f"1:keepset:setting:{SERIAL}"]
