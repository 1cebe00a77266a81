"""Certificates as they come out of the printer: whatever people are called, and however much they did."""

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from bot.domain.certificate import Service, read_line
from bot.reports.certificates import Certificate
from tests.reports.test_posters import HOSTILE

SERVICE = Service(1, 7, 2026, 755, 8, 2)
PAPER = Certificate("阡上", "安", SERVICE, SERVICE.line("K7QXM3FDPA"), date(2026, 11, 22))


def test_a_certificate_is_one_page_whatever_people_are_called() -> None:
    """All hostile names at once, then the longest: nothing is run, and nothing goes on to a second page."""
    for name, community in ((" ".join(HOSTILE)[:300], HOSTILE[-3]), ("栋" * 128, "栋" * 128)):
        drawn = replace(PAPER, name=name, community=community).pdf()
        assert drawn.startswith(b"%PDF-")
        assert b"/Count 1" in drawn


def test_a_certificate_lies_across_and_its_words_differ_with_what_was_done() -> None:
    pictures = [paper.png() for paper in (PAPER, replace(PAPER, service=replace(SERVICE, activities=0)))]
    assert pictures[0] != pictures[1]
    with Image.open(io.BytesIO(pictures[0])) as picture:
        assert picture.width > picture.height


@pytest.mark.parametrize(
    "typed", ["1-7-2026-755-8-2-K7QXM-3FDPA", " 1-7-2026-755-8-2-k7qxm3fdpa ", "#１-7-2026-755-8-2-K7QXM - 3FDPA"]
)
def test_the_line_is_read_however_it_is_copied(typed: str) -> None:
    assert read_line(typed) == (SERVICE, "K7QXM3FDPA")


@pytest.mark.parametrize(
    "typed", ["", "王师傅", "1-7-2026-755-8-K7QXM-3FDPA", "1-7-2026-755-8-2-K7QXM-3FDP", "1-7-2026-755-8-2-K7QX1-3FDPA"]
)
def test_what_is_no_such_line_is_a_name_perhaps(typed: str) -> None:
    assert read_line(typed) is None
