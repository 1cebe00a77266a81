"""Residents in English, from the danger to being forgotten: nothing that anybody reads has a Chinese sign in it."""

import json
import re
import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.world import World
from tests.town import OPERATOR, Actor, Town, new_world, open_town

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
PIPE = "Building 2 Unit 2 1401, the kitchen pipe is leaking"
SPOKEN_OF_THEMSELVES = ("中文", "您想用哪种语言?")
"""Each language is named in itself."""


@pytest.fixture
async def lane(sqlite_file: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """Brook Lane, where everybody has an English name and the program was set to English."""
    path = Path(shutil.copy(sqlite_file, tmp_path / "lane.db"))
    world: World = new_world()
    world.people[OPERATOR].first_name, world.groups()[0].title = "Mary", "Brook Lane"
    async with open_town(f"sqlite:///{path}", tmp_path, world, defaults={"locale": "en"}) as town:
        await town.set_up()
        yield town


def chinese_said(town: Town) -> list[str]:
    """What the bot has said with a Chinese sign in it: texts, buttons, keys, toasts; menus go by the app's language."""
    calls = [call for call in town.world.calls if call.method != "setMyCommands"]
    said = (json.dumps(_whole(call.params), ensure_ascii=False, default=str) for call in calls)
    without = (re.sub("|".join(map(re.escape, SPOKEN_OF_THEMSELVES)), "", text) for text in said)
    return [text for text in without if CHINESE.search(text)]


def _whole(params: Mapping[str, Any]) -> dict[str, Any]:
    """With what is JSON inside read, too: there signs are spelled out."""
    return {
        name: json.loads(value) if isinstance(value, str) and value.startswith(("{", "[")) else value
        for name, value in params.items()
    }


async def reports(who: Actor, words: str) -> None:
    await who.says(words)
    await who.taps("report it", under=who.sees("📍"))


async def test_a_life_of_reports_in_english(lane: Town) -> None:
    mary, smith, jones = lane.secretary, lane.stranger("Smith"), lane.stranger("Jones")
    await smith.says("I smell gas in building 3")
    assert "fire brigade 119" in smith.screen
    assert "gas leak" in mary.last.text
    await smith.taps("Don't report")
    await reports(smith, PIPE)
    await jones.says("Building 2, the kitchen pipe is leaking")
    assert "Is it the same thing?" in jones.last.text
    await jones.taps("The same thing")
    await decides(mary, jones)
    await mary.taps("Publish", under=mary.sees("Flat 1401"))
    await is_well_done(lane, smith)
    await looks_after_the_team(lane)
    await counts_points(lane)
    await keeps_to_themselves(smith)
    assert chinese_said(lane) == []


async def test_who_writes_english_first_or_has_an_english_telephone_reads_english_from_the_first_card_on(
    town: Town,
) -> None:
    ann = town.stranger("Ann")
    await ann.says("the kitchen pipe is leaking")
    assert "Where?" in ann.last.text
    bob = town.stranger("Bob", language_code="en-GB")
    await bob.sends_photo()
    assert "What is broken?" in bob.last.text
    assert "Which language?" in bob.screen
    grandmother = town.stranger("奶奶", language_code="en-US")
    await grandmother.starts()
    assert grandmother.last.button_texts == ["中文", "English"]
    await grandmother.says("厨房水管漏水")
    assert "在哪里" in grandmother.last.text
    await grandmother.sends_photo()
    assert "在哪里" in grandmother.sees("厨房水管漏水").text


async def decides(mary: Actor, jones: Actor) -> None:
    """The other decisions of staff about a request."""
    for what in ("street lamp out", "wall cracked", "fence broken", "door squeaks"):
        await reports(jones, f"Building 4, {what}")
    for number, *taps in (
        (1002, "Hand over", "property company"),
        (1003, "Not accepted", "Not the"),
        (1005, "Merge"),
        (1004, "Settle now"),
    ):
        for words in taps:
            await mary.taps(words, under=mary.sees(f"#{number}"))
        if number in (1004, 1005):
            await mary.says({1004: "The fence was mended while we spoke", 1005: "1001"}[number])
    await jones.says("status")


async def is_well_done(lane: Town, smith: Actor) -> None:
    """Claimed, asked about, corrected, fixed, not fixed, and fixed in the end."""
    ann, bob = await lane.volunteer("Ann"), await lane.volunteer("Bob")
    await ann.taps("I'll fix it", under=lane.card)
    await bob.taps("Queue", under=lane.card)
    await smith.says("status")
    await smith.taps("Hurry up")
    await smith.taps("Change")
    await smith.taps("Time")
    await smith.says("tomorrow at three in the afternoon")
    await ann.taps("I'm here", under=ann.sees("is yours"))
    await ann.taps("Fixed", under=ann.sees("is yours"))
    await smith.taps("Not fixed")
    await smith.taps("still there")
    await ann.taps("Fixed")
    await smith.taps("Satisfied")
    await smith.taps("5⭐")


async def looks_after_the_team(lane: Town) -> None:
    """What staff and volunteers look up."""
    mary, ann = lane.secretary, lane.people["Ann"]
    for command in (
        "/team",
        "/inbox",
        "/calls",
        "/buildings Building 1-12",
        "/settings",
        "/parties",
        "/open",
        "/help",
        "/digest",
    ):
        await mary.says(command)
    await mary.taps("Ann")
    await ann.says("/me")
    await ann.taps("More", under=ann.last)
    await ann.says("/points")
    await lane.passes(days=1)


async def counts_points(lane: Town) -> None:
    """The standard, points by hand, goods and what is picked up, a sign-up, a question to all."""
    mary, ann = lane.secretary, lane.people["Ann"]
    await mary.says("/standard")
    await mary.says("/award Ann 30 1 hour patrol")
    await mary.taps("Give", under=mary.sees("patrol"))
    assert "30" in ann.last.text
    await mary.sends_photo(caption="Towel 20 points 5 pcs")
    await mary.taps("Put on the shelf")
    await mary.says("/deliberate When do the lights go out? 9 pm / 10 pm")
    for command in ("/rank", "/points", "/shop", "/wish kettle"):
        await ann.says(command)
    for command in (
        "/settle",
        "/ledger Ann",
        "/activity tomorrow 9:00 clean the stairs, building 3, 10 people, 2 hours",
    ):
        await mary.says(command)


async def keeps_to_themselves(smith: Actor) -> None:
    """What is kept, and its end."""
    for command in ("/privacy", "/mydata", "/forget"):
        await smith.says(command)
    await smith.taps("remove")


async def test_grids_the_ladder_pauses_and_digests_in_english(lane: Town) -> None:
    mary, ann, bob = lane.secretary, await lane.volunteer("Ann"), await lane.volunteer("Bob")
    await ann.taps("I'll fix it", under=await lane.order("Building 9, lamp out"))
    await mary.says("/parties")
    await has_a_grid(lane, ann)
    await climbs_untaken(lane, bob)
    await is_late(lane, ann)
    await lane.passes(days=1)
    await mary.says("/settings")
    await mary.taps("Limits")
    for question in ("/history 1002", "/history 1003", "/find lamp", "/status 1003", "/digest"):
        await mary.says(question)
    assert chinese_said(lane) == []


async def has_a_grid(lane: Town, ann: Actor) -> None:
    """One with a head start, told first of an order that they cannot see to."""
    mary = lane.secretary
    await mary.says("/grids")
    card = mary.last
    for button, words in {"Add a grid": "North", "Buildings": "Building 1-6", "Steward": "Ann"}.items():
        await mary.taps(button, under=card)
        await mary.says(words)
    await mary.taps("Back", under=card)
    await mary.taps("Head start", under=card)
    await mary.says("30")
    await lane.order("Building 2, lamp out")
    assert "1002" in ann.last.text
    await ann.taps("I can't", under=ann.last)
    assert "1002" in lane.card.text


async def climbs_untaken(lane: Town, bob: Actor) -> None:
    """Nobody takes it, up to the outside party; somebody takes it after all, and it has to wait for a part."""
    mary = lane.secretary
    for _ in range(12):
        await lane.passes(hours=3)
    card = mary.sees("Nobody has taken #1002")
    await mary.taps("More time", under=card)
    await mary.taps("2 hours", under=card)
    await lane.passes(days=2)
    await bob.taps("I'll fix it", under=lane.card)
    job = bob.sees("is yours")
    for words in ("Has to wait", "Waiting for a part", "In 3 days"):
        await bob.taps(words)
    await bob.taps("Go on", under=job)
    await bob.taps("Set a time", under=job)
    await bob.taps("tomorrow afternoon")
    await lane.passes(hours=20)


async def is_late(lane: Town, ann: Actor) -> None:
    """What is critical is not finished: whoever has it is asked, the secretary hears, and it is taken back."""
    await lane.order("Building 8, leak critical")
    await ann.taps("I'll fix it", under=lane.card)
    screens = []
    for _ in range(3):
        await lane.passes(hours=4)
        screens.append(lane.secretary.screen)
    assert any("#1003 is overdue and not done" in screen for screen in screens)
    assert "#1003 is overdue and Ann has not answered; it is open again" in screens[-1]
