"""Topics about one order: which facts they show, to whom, in whose language, and when there is nothing to say."""

from typing import Any

import pytest

from bot.domain.ids import PersonId
from bot.storage.ground.vault import WrongKeyError
from tests.delivery.neighbourhood import (
    ANN,
    BO,
    BROOK,
    BROOK_CHAT,
    CLEO,
    IDA,
    MARY,
    PHONE,
    QIANSHANG,
    QIANSHANG_CHAT,
    ROSE,
    STRANGER,
    Neighbourhood,
    chat_of,
    chinese,
)

NOWHERE = 4040
"""The number of no order."""


async def test_the_card_speaks_the_language_of_its_community(here: Neighbourhood) -> None:
    for community, chat, is_chinese in ((BROOK, BROOK_CHAT, False), (QIANSHANG, QIANSHANG_CHAT, True)):
        card = await here.shows("order_card", chat, community=community, number=1001, copy=1)
        assert card is not None
        assert "#1001" in card.text
        assert chinese(card) is is_chinese


async def test_the_card_shows_its_own_communitys_order(here: Neighbourhood) -> None:
    card = await here.shows("order_card", BROOK_CHAT, community=BROOK, number=1001, copy=1)
    assert card is not None
    assert "Door stuck" in card.text
    assert "Ann" in card.text
    assert [button.data for row in card.buttons for button in row] == [f"1:claim:{BROOK}:1001"]


@pytest.mark.parametrize(
    ("topic", "facts"),
    [("order_card", {"copy": 1}), ("news", {"event": "closed"}), ("notice", {"notice": "reopened"})],
)
async def test_what_others_than_holders_read_is_said_without_opening_the_contact(
    here: Neighbourhood, topic: str, facts: dict[str, Any]
) -> None:
    about: dict[str, Any] = {"community": QIANSHANG, "number": 1007}
    assert "#1007" in await here.says(topic, chat_of(ROSE), **about, **facts)
    with pytest.raises(WrongKeyError):
        await here.shows("job", chat_of(MARY), **about, claim=1)


async def test_an_earlier_posting_of_a_card_points_to_the_living_one(here: Neighbourhood) -> None:
    living = await here.shows("order_card", BROOK_CHAT, message_id=1, community=BROOK, number=1002, copy=2)
    earlier = await here.shows("order_card", BROOK_CHAT, message_id=1, community=BROOK, number=1002, copy=1)
    assert living is not None
    assert earlier is not None
    assert "Lamp 1002" in living.text
    assert "Lamp 1002" not in earlier.text
    assert "#1002" in earlier.text
    assert not chinese(earlier)


async def test_an_earlier_posting_that_never_reached_the_group_is_not_sent_any_more(here: Neighbourhood) -> None:
    assert await here.shows("order_card", BROOK_CHAT, community=BROOK, number=1002, copy=1) is None
    assert await here.shows("order_card", BROOK_CHAT, community=BROOK, number=1002, copy=2) is not None


@pytest.mark.parametrize(
    ("topic", "facts"),
    [
        ("order_card", {"copy": 1}),
        ("job", {"claim": 1}),
        ("job_photos", {"claim": 1}),
        ("review", {"round": 1}),
        ("news", {"event": "closed"}),
        ("notice", {"notice": "reopened"}),
    ],
)
async def test_there_is_nothing_to_say_about_an_order_that_does_not_exist(
    here: Neighbourhood, topic: str, facts: dict[str, Any]
) -> None:
    assert await here.shows(topic, chat_of(ANN), message_id=1, community=BROOK, number=NOWHERE, **facts) is None


async def test_the_holder_reads_the_contact_and_who_comes_along(here: Neighbourhood) -> None:
    job = await here.shows("job", chat_of(ANN), community=BROOK, number=1002, claim=2)
    assert job is not None
    assert all(words in job.text for words in ("#1002", "Rose", "House 5", "14", "Bo"))
    assert PHONE in [button.copies for row in job.buttons for button in row]
    assert not chinese(job)


async def test_the_holders_own_language_goes_before_the_communitys(here: Neighbourhood) -> None:
    job = await here.shows("job", chat_of(BO), community=BROOK, number=1002, claim=3)
    assert job is not None
    assert "Ann" in job.text
    assert chinese(job)


async def test_a_claim_that_has_ended_leaves_nothing_personal_in_its_message(here: Neighbourhood) -> None:
    over = await here.shows("job", chat_of(BO), message_id=9, community=BROOK, number=1002, claim=1)
    assert over is not None
    assert "#1002" in over.text
    assert "Rose" not in over.text
    assert over.buttons == ()


async def test_a_claim_that_ended_before_its_message_was_sent_needs_none(here: Neighbourhood) -> None:
    assert await here.shows("job", chat_of(BO), community=BROOK, number=1002, claim=1) is None


async def test_the_pictures_of_the_report_go_to_whoever_holds_the_order(here: Neighbourhood) -> None:
    pictures = await here.shows("job_photos", chat_of(ANN), community=BROOK, number=1002, claim=2)
    assert pictures is not None
    assert pictures.photos == ("file-1002",)
    assert "#1002" in pictures.text
    assert not chinese(pictures)


@pytest.mark.parametrize(
    ("number", "claim"),
    [
        pytest.param(1002, 1, id="gave it back"),
        pytest.param(1002, 9, id="never held it"),
        pytest.param(1004, 1, id="it is closed"),
    ],
)
async def test_the_pictures_of_the_report_go_to_nobody_else(here: Neighbourhood, number: int, claim: int) -> None:
    assert await here.shows("job_photos", chat_of(BO), community=BROOK, number=number, claim=claim) is None


async def test_the_secretary_reads_what_was_done_by_whom_and_for_how_much(here: Neighbourhood) -> None:
    review = await here.shows("review", chat_of(MARY), community=BROOK, number=1003, round=2)
    assert review is not None
    assert all(words in review.text for words in ("#1003", "New seal", "Ann", "15"))
    assert f"1:confirm:{BROOK}:1003:2" in [button.data for row in review.buttons for button in row]
    assert not chinese(review)


async def test_the_card_of_an_earlier_round_has_no_buttons_left(here: Neighbourhood) -> None:
    review = await here.shows("review", chat_of(MARY), message_id=1, community=BROOK, number=1003, round=1)
    assert review is not None
    assert review.buttons == ()


async def test_a_picture_of_the_result_is_passed_on(here: Neighbourhood) -> None:
    picture = await here.shows("review_photo", chat_of(MARY), community=BROOK, number=1003, file="file-1003")
    assert picture is not None
    assert picture.photos == ("file-1003",)
    assert "#1003" in picture.text
    assert not chinese(picture)


async def test_a_resident_hears_who_comes(here: Neighbourhood) -> None:
    news = await here.shows("news", chat_of(ROSE), community=BROOK, number=1002, event="claimed", claim=2)
    assert news is not None
    assert "Ann" in news.text
    assert "#1002" in news.text
    assert not chinese(news)


async def test_a_resident_does_not_hear_of_somebody_who_is_no_longer_coming(here: Neighbourhood) -> None:
    assert await here.shows("news", chat_of(ROSE), community=BROOK, number=1002, event="claimed", claim=1) is None


async def test_a_resident_hears_why_an_order_was_called_off(here: Neighbourhood) -> None:
    news = await here.says("news", chat_of(ROSE), community=BROOK, number=1005, event="cancelled", reason="Flooded")
    assert "Flooded" in news
    assert "#1005" in news


@pytest.mark.parametrize("event", ["posted", "released", "done", "reopened", "closed"])
async def test_each_event_is_news_of_its_own(here: Neighbourhood, event: str) -> None:
    told = {
        await here.says("news", chat_of(ROSE), community=BROOK, number=1002, event=each) for each in ("done", event)
    }
    assert len(told) == 2 or event == "done"


async def test_thanks_name_the_points_and_the_new_balance_there(here: Neighbourhood) -> None:
    thanks = await here.shows("notice", chat_of(ANN), community=BROOK, number=1004, notice="thanks", points=12)
    assert thanks is not None
    assert all(words in thanks.text for words in ("#1004", "12", "55"))
    assert not chinese(thanks)


async def test_a_notice_says_why(here: Neighbourhood) -> None:
    notice = await here.says("notice", chat_of(ANN), community=BROOK, number=1005, notice="cancelled", reason="Flooded")
    assert "Flooded" in notice
    assert "#1005" in notice


async def test_a_notice_finds_even_somebody_the_bot_does_not_know(here: Neighbourhood) -> None:
    assert "#1002" in await here.says("notice", STRANGER, community=BROOK, number=1002, notice="reopened")


async def test_a_command_is_acknowledged_with_its_number(here: Neighbourhood) -> None:
    done = await here.shows("said", chat_of(MARY), community=BROOK, what="released", number=1002)
    assert done is not None
    assert "#1002" in done.text
    assert not chinese(done)
    assert await here.says("said", chat_of(IDA), what="language") != done.text


@pytest.mark.parametrize(
    ("who", "default_locale", "is_chinese"),
    [
        pytest.param(CLEO, "zh_CN", False, id="chose English, belongs to Qianshang first"),
        pytest.param(BO, "en", True, id="chose Chinese, belongs to Brook"),
        pytest.param(ANN, "en", True, id="belongs to Qianshang first"),
        pytest.param(IDA, "en", False, id="belongs nowhere"),
        pytest.param(IDA, "zh_CN", True, id="belongs nowhere, where Chinese is usual"),
    ],
)
async def test_what_is_about_no_community_is_said_as_people_chose_or_as_their_first_community_speaks(
    here: Neighbourhood, who: PersonId, default_locale: str, *, is_chinese: bool
) -> None:
    screen = await here.shows("said", chat_of(who), default_locale=default_locale, what="language")
    assert screen is not None
    assert chinese(screen) is is_chinese
