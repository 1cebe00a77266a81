"""Posters as they come out of the printer: a phone reads them, and nothing people wrote can break or steer them."""

import io
import re

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from bot.domain.deep_link import Doorstep, poster_payload, read_poster_payload
from bot.reports import paper
from bot.reports.posters import Door, Posters

LONG_BOT = "a" * 28 + "_bot"
"""The longest a bot's name may be. Source: https://core.telegram.org/bots/features#creating-a-new-bot"""
A4_AT_150 = (1240, 1754)
HOSTILE = (
    "",
    " ",
    "#panic()",
    "$x^2",
    "*a* _b_ `c` <d> @e",
    '"\\#{read("/etc/passwd")}',
    "= 标题",
    "\\u{0}\x01",
    "👩‍👩‍👧‍👦🏽🔧",
    "\u202e楼号",
    "栋" * 128,
    "W" * 128,
    "\n\n",
)


def posters(name: str = "2号楼", **facts: object) -> Posters:
    known = {"community_id": 1, "community": "阡上社区", "bot_username": "weixiu_bot", "doors": (Door(name, 2),)}
    return Posters(**{**known, **facts})  # type: ignore[arg-type]


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")


def scanned(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("phone", [None, "138 0013 8000"])
def test_a_phone_reads_the_code_small_blurred_and_partly_covered(phone: str | None) -> None:
    drawn = posters(phone=phone, emergency=(("火警", "119"),))
    picture = opened(drawn.png())
    link = "https://t.me/weixiu_bot?start=b_1_2"
    assert picture.size == A4_AT_150
    assert drawn.link(drawn.doors[0]) == link
    assert scanned(picture) == [link]
    assert scanned(picture.resize((310, 438))) == [link], "as seen from two metres, where A4 is a quarter of the view"
    assert scanned(picture.filter(ImageFilter.GaussianBlur(4))) == [link]
    covered = picture.copy()
    covered.paste(128, (640, 700, 720, 780))
    assert scanned(covered) == [link], "a stain as large as three by three modules"


@pytest.mark.parametrize("phone", [None, "0532 8888 1234 转 8001"])
def test_a_door_is_a_page_whatever_it_is_called(phone: str | None) -> None:
    many = tuple((name[:3], "12345") for name in HOSTILE)
    for emergency in ((), many[:4], many):
        drawn = posters(
            doors=tuple(Door(name, at) for at, name in enumerate(HOSTILE)), phone=phone, emergency=emergency
        )
        assert pages(drawn.pdf()) == len(HOSTILE)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_community_may_be_called_anything(name: str) -> None:
    assert pages(posters(community=name, doors=(Door(name), Door("1号楼", 1))).pdf()) == 2


def pages(pdf: bytes) -> int:
    assert pdf.startswith(b"%PDF-")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_the_longest_link_fits_a_start_payload_and_a_code() -> None:
    largest = 10**18 - 1
    payload = poster_payload(largest, largest)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert read_poster_payload(payload) == Doorstep(largest, largest)
    drawn = posters(community_id=largest, bot_username=LONG_BOT, doors=(Door("2号楼", largest),))
    assert scanned(opened(drawn.png())) == [f"https://t.me/{LONG_BOT}?start={payload}"]


@pytest.mark.parametrize(
    "payload", ["", "b_", "b_1", "b_1_", "b_0_1", "b_01_1", "b_1_-1", "b_1_1_1", "b_１_1", "join_x"]
)
def test_what_is_no_posters_payload_leads_nowhere(payload: str) -> None:
    assert read_poster_payload(payload) is None


def test_a_page_that_cannot_be_drawn_says_what_the_type_setter_said() -> None:
    with pytest.raises(paper.DrawingError, match='dictionary does not contain key "title"'):
        paper.pdf("poster", {})
