"""Topics about people and communities: whose facts they show, in whose language, and when there is nothing to say."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.domain.ids import PersonId
from bot.models import OutboxMessage
from bot.models.outbox import OutState, Policy
from bot.storage.post.outbox import Owed, message_by_key
from tests.delivery.neighbourhood import (
    ANN,
    BO,
    BROOK,
    BROOK_CHAT,
    CLEO,
    IDA,
    MARY,
    NO_CHAT,
    NOW,
    QIANSHANG,
    QIANSHANG_CHAT,
    ROSE,
    Neighbourhood,
    chat_of,
    chinese,
    presses,
)


async def test_status_tells_a_volunteer_what_they_hold_everywhere(here: Neighbourhood) -> None:
    text = await here.says("status", chat_of(ANN), person=ANN, number=None)
    assert [number in text for number in ("#1001", "#1002", "#1003", "#1004", "#1006")] == [
        True,
        True,
        True,
        False,
        False,
    ]


async def test_status_of_one_number_tells_of_nothing_else(here: Neighbourhood) -> None:
    text = await here.says("status", chat_of(ANN), person=ANN, number=1002)
    assert [number in text for number in ("#1001", "#1002", "#1003")] == [False, True, False]


async def test_status_tells_staff_of_every_order_of_that_number_where_they_are_staff(here: Neighbourhood) -> None:
    for_mary = await here.says("status", chat_of(MARY), person=MARY, number=1001)
    for_cleo = await here.says("status", chat_of(CLEO), person=CLEO, number=1001)
    assert ["Lamp 1001" in for_mary, "Door stuck" in for_mary] == [True, True]
    assert ["Lamp 1001" in for_cleo, "Door stuck" in for_cleo] == [True, False]


async def test_status_tells_others_nothing_of_an_order_that_does_not_concern_them(here: Neighbourhood) -> None:
    nothing = await here.says("status", chat_of(ANN), person=ANN, number=1005)
    assert ["#1005" in nothing, "Lamp 1005" in nothing] == [True, False]
    assert "Lamp 1005" in await here.says("status", chat_of(MARY), person=MARY, number=1005)


async def test_status_tells_staff_of_an_order_they_hold_themselves_once(here: Neighbourhood) -> None:
    text = await here.says("status", chat_of(MARY), person=MARY, number=1007)
    assert text.count("Gate 1007") == 1
    assert "Lamp 1007" in text


async def test_status_tells_a_resident_of_the_last_five_orders_under_their_name_or_phone(here: Neighbourhood) -> None:
    """1002 in Brook was reported under her name, 1001 to 1006 in Qianshang under her phone."""
    text = await here.says("status", chat_of(ROSE), person=ROSE, number=None)
    assert sorted(line.count("#") for line in text.splitlines() if "#" in line) == [1] * 5
    assert "Lamp 1001" not in text
    assert "Lamp 1006" in text


async def test_status_of_one_number_tells_a_resident_of_theirs(here: Neighbourhood) -> None:
    text = await here.says("status", chat_of(ROSE), person=ROSE, number=1003)
    assert "Lamp 1003" in text
    assert "#1002" not in text


async def test_status_asks_for_a_phone_only_when_there_is_nothing_and_none_is_known(here: Neighbourhood) -> None:
    asks = {
        who: (await here.shows("status", chat_of(who), person=who, number=number))
        for who, number in ((IDA, None), (ROSE, 4040), (ANN, None))
    }
    assert {who: screen is not None and screen.asks_contact is not None for who, screen in asks.items()} == {
        IDA: True,
        ROSE: False,
        ANN: False,
    }


async def test_status_says_when_a_phone_was_just_written_down(here: Neighbourhood) -> None:
    before = await here.says("status", chat_of(ROSE), person=ROSE, number=None)
    bound = await here.says("status", chat_of(ROSE), person=ROSE, number=None, bound=True)
    assert bound.endswith(before)
    assert bound != before
    assert await here.says("status", chat_of(ROSE), person=ROSE, number=None, bound=False) == before


async def test_the_list_of_what_waits_is_cut_and_says_how_much_more_there_is(here: Neighbourhood) -> None:
    """Brook has twelve open orders, of which ten are listed, the pressing one first."""
    found = await here.shows("open_list", BROOK_CHAT, communities=[BROOK])
    assert found is not None
    lines = [line for line in found.text.splitlines() if "#" in line]
    assert len(lines) == 10
    assert "Door stuck" in lines[0]
    assert "https://t.me/brook/4321" in lines[0]
    assert "12" in found.text.splitlines()[0]
    assert "2" in found.text.splitlines()[-1]
    assert not chinese(found)


async def test_the_list_of_several_communities_names_each_and_speaks_as_the_first(here: Neighbourhood) -> None:
    in_english = await here.shows("open_list", NO_CHAT, communities=[BROOK, QIANSHANG])
    in_chinese = await here.shows("open_list", NO_CHAT, communities=[QIANSHANG, BROOK])
    assert in_english is not None
    assert in_chinese is not None
    assert in_english.text.index("Brook") < in_english.text.index("阡上")
    assert in_chinese.text.index("阡上") < in_chinese.text.index("Brook")
    assert "待接单" in in_chinese.text
    assert "待接单" not in in_english.text


async def test_a_list_of_no_community_is_not_said(here: Neighbourhood) -> None:
    assert await here.shows("open_list", chat_of(IDA), communities=[]) is None


SHOWN: dict[str, Any] = {"serial": 1, "page": 0}


async def test_points_are_told_for_one_community_after_the_other_page_by_page(here: Neighbourhood) -> None:
    screens = [await here.shows("points", chat_of(ANN), person=ANN, at=at, **SHOWN) for at in (0, 1)]
    texts = [screen.text for screen in screens if screen is not None]
    assert ["阡上" in texts[0], "Brook" in texts[1]] == [True, True]
    assert [gained(text) for text in texts] == [["+5"], [f"+{points}" for points in range(10, 5, -1)]]
    assert presses(screens[1]) == ["1:stmt:1:1:1", "1:stmt:0:0:1"]
    later = await here.shows("points", chat_of(ANN), person=ANN, at=1, serial=1, page=1)
    assert later is not None
    assert gained(later.text)[0] == "+5"


def gained(text: str) -> list[str]:
    """The amounts of the entries shown."""
    return re.findall(r"<b>(\+\d+)</b>", text)


async def test_points_are_ones_own(here: Neighbourhood) -> None:
    text = await here.says("points", chat_of(BO), person=BO, at=0, **SHOWN)
    assert "3" in text.splitlines()[0]
    assert gained(text) == ["+3"]


async def test_whoever_belongs_nowhere_has_no_points(here: Neighbourhood) -> None:
    assert "0" in (await here.says("points", chat_of(IDA), person=IDA, at=0, **SHOWN)).splitlines()[0]


@pytest.mark.parametrize(("chat", "is_chinese"), [(BROOK_CHAT, False), (QIANSHANG_CHAT, True)])
async def test_help_in_the_group_is_short_and_leads_to_the_private_chat(
    here: Neighbourhood, chat: int, *, is_chinese: bool
) -> None:
    screen = await here.shows("help", chat, private=False)
    assert screen is not None
    assert [button.url for row in screen.buttons for button in row] == ["https://t.me/weixiu_bot?start=hello"]
    assert chinese(screen) is is_chinese
    assert "/setup" not in screen.text


async def test_help_in_a_group_that_is_no_community_says_how_it_becomes_one(here: Neighbourhood) -> None:
    screen = await here.shows("help", NO_CHAT, default_locale="en", private=False)
    assert screen is not None
    assert "/setup" in screen.text
    assert not chinese(screen)


@pytest.mark.parametrize(
    ("who", "menu"),
    [
        pytest.param(MARY, ["1:menu:open", "1:menu:invite", "1:menu:settings"], id="secretary"),
        pytest.param(CLEO, ["1:menu:open", "1:menu:invite"], id="clerk in one, volunteer in the other"),
        pytest.param(ANN, [], id="volunteer"),
        pytest.param(IDA, [], id="resident"),
    ],
)
async def test_help_offers_what_somebodys_roles_allow_wherever_they_have_them(
    here: Neighbourhood, who: PersonId, menu: list[str]
) -> None:
    assert presses(await here.shows("help", chat_of(who), private=True, person=who, lost=False)) == menu


async def test_help_tells_a_volunteer_other_things_than_a_resident(here: Neighbourhood) -> None:
    to_ann = await here.says("help", chat_of(ANN), private=True, person=ANN, lost=False)
    to_ida = await here.says("help", chat_of(IDA), private=True, person=IDA, lost=False)
    assert ["/points" in to_ann, "/points" in to_ida] == [True, False]


async def test_help_for_a_sentence_that_was_not_understood_begins_otherwise(here: Neighbourhood) -> None:
    asked = await here.says("help", chat_of(ANN), private=True, person=ANN, lost=False)
    lost = await here.says("help", chat_of(ANN), private=True, person=ANN, lost=True)
    assert asked.splitlines()[0] != lost.splitlines()[0]
    assert asked.splitlines()[1:] == lost.splitlines()[1:]


async def test_help_speaks_as_ones_first_community_does(here: Neighbourhood) -> None:
    for who, default_locale, is_chinese in ((ANN, "en", True), (IDA, "en", False), (IDA, "zh_CN", True)):
        facts = {"private": True, "person": who, "lost": False}
        screen = await here.shows("help", chat_of(who), default_locale=default_locale, **facts)
        assert screen is not None
        assert chinese(screen) is is_chinese


RIGHTS = {"can_post": True, "can_delete": True, "reads_everything": True, "admin": True}


async def test_the_set_up_card_names_the_community_and_leads_to_the_private_chat(here: Neighbourhood) -> None:
    card = await here.shows("setup_card", BROOK_CHAT, rights=RIGHTS)
    assert card is not None
    assert "Brook" in card.text
    assert [button.url for row in card.buttons for button in row] == ["https://t.me/weixiu_bot?start=hello"]
    assert not chinese(card)


async def test_the_set_up_card_shows_which_rights_are_missing_and_looks_again(here: Neighbourhood) -> None:
    missing = await here.shows("setup_card", BROOK_CHAT, rights={**RIGHTS, "can_delete": False})
    unknown = await here.shows("setup_card", BROOK_CHAT, rights=None)
    assert missing is not None
    assert unknown is not None
    assert missing.text.count("❌") == 1
    assert "❌" not in unknown.text
    assert presses(missing) == presses(unknown) == [f"1:rights:{BROOK_CHAT}"]


async def test_the_set_up_card_of_a_group_that_is_no_community_says_what_to_do(here: Neighbourhood) -> None:
    card = await here.shows("setup_card", NO_CHAT, rights=None)
    assert card is not None
    assert "/setup" in card.text
    assert presses(card) == [f"1:rights:{NO_CHAT}", f"1:setup:{NO_CHAT}"]


@pytest.mark.parametrize(
    ("topic", "facts", "words"),
    [
        ("settings", {}, ["Brook", "Europe/London", "08:30"]),
        ("invite_menu", {}, ["Brook"]),
        ("welcome", {"role": "volunteer"}, ["Brook"]),
        ("clock_alarm", {"minutes": 13}, ["13"]),
        ("backup_alarm", {"why": "full"}, ["backup"]),
        ("invite_link", {"role": "clerk", "token": "t0ken"}, ["Brook", "https://t.me/weixiu_bot?start=join_t0ken"]),
    ],
)
async def test_what_is_about_a_community_is_said_in_its_language(
    here: Neighbourhood, topic: str, facts: dict[str, Any], words: list[str]
) -> None:
    screen = await here.shows(topic, chat_of(MARY), community=BROOK, **facts)
    assert screen is not None
    assert all(word in screen.text for word in words)
    assert not chinese(screen)


@pytest.mark.parametrize(("topic", "facts"), [("settings", {}), ("invite_menu", {})])
async def test_buttons_name_the_community_they_are_for(here: Neighbourhood, topic: str, facts: dict[str, Any]) -> None:
    pressed = presses(await here.shows(topic, chat_of(MARY), community=BROOK, **facts))
    assert pressed
    assert all(press.split(":")[2] == str(BROOK) for press in pressed)


async def test_an_invitation_can_be_copied_and_names_the_role(here: Neighbourhood) -> None:
    clerk = await here.shows("invite_link", chat_of(MARY), community=BROOK, role="clerk", token="t0ken")
    volunteer = await here.shows("invite_link", chat_of(MARY), community=BROOK, role="volunteer", token="t0ken")
    assert clerk is not None
    assert volunteer is not None
    assert [button.copies for row in clerk.buttons for button in row] == ["https://t.me/weixiu_bot?start=join_t0ken"]
    assert clerk.text != volunteer.text


async def test_a_welcome_says_what_the_role_can_do(here: Neighbourhood) -> None:
    clerk = await here.says("welcome", chat_of(IDA), community=BROOK, role="clerk")
    volunteer = await here.says("welcome", chat_of(IDA), community=BROOK, role="volunteer")
    assert ["/order" in clerk, "/order" in volunteer] == [True, False]


async def test_a_doubtful_digest_is_named_and_can_be_posted_again_by_its_own_button_until_it_was(
    here: Neighbourhood,
) -> None:
    async with here.uow.writing(NOW) as tx:
        facts = {"community": BROOK, "day": NOW.date().isoformat()}
        tx.owe(Owed("digest/doubted", BROOK_CHAT, "digest", facts, policy=Policy.AT_MOST_ONCE, community_id=BROOK))
    async with here.uow.writing(NOW) as tx:
        row = await message_by_key(tx.session, "digest/doubted")
        assert row is not None
        row.state = OutState.UNKNOWN
    screen = await here.shows("doubtful", chat_of(MARY), community=BROOK, row=row.id)
    assert presses(screen) == [f"1:again:{row.id}"]
    assert screen is not None
    assert screen.text.startswith("The repair digest of Monday, November 23 may or may not")
    async with here.uow.writing(NOW) as tx:
        await tx.session.execute(update(OutboxMessage).values(state=OutState.OWED))
    assert await here.shows("doubtful", chat_of(MARY), community=BROOK, row=row.id) is None


async def test_ones_language_is_asked_for_in_both(here: Neighbourhood) -> None:
    assert presses(await here.shows("language", chat_of(MARY))) == ["1:lang:zh_CN", "1:lang:en"]


async def test_a_sentence_that_was_worded_before_is_said_as_it_is_and_never_as_markup(here: Neighbourhood) -> None:
    assert await here.says("plain", chat_of(MARY), text="5 < 6 & 7") == "5 &lt; 6 &amp; 7"


async def test_the_digest_is_that_of_its_day_and_its_community(here: Neighbourhood) -> None:
    today = await here.shows("digest", BROOK_CHAT, community=BROOK, day=NOW.date().isoformat())
    later = await here.says("digest", BROOK_CHAT, community=BROOK, day=(NOW + timedelta(days=1)).date().isoformat())
    assert today is not None
    assert "November 23" in today.text
    assert "Overdue: 12" in today.text.splitlines()[1]
    assert "Fixed yesterday: 1 👏 Ann" in today.text.splitlines()
    assert "Door stuck" in today.text
    assert not chinese(today)
    assert "November 24" in later


async def test_the_winner_is_called_into_the_private_chat_by_name(here: Neighbourhood) -> None:
    call = await here.shows("open_private", BROOK_CHAT, name="Ann")
    assert call is not None
    assert "Ann" in call.text
    assert [button.url for row in call.buttons for button in row] == ["https://t.me/weixiu_bot?start=claim"]
    assert not chinese(call)
