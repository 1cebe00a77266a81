"""Pages to be printed: a template of this folder and facts become a PDF, or a picture of the page.

Typst sets them, with the font that comes along: nothing of the machine's own fonts, nothing from the network.
Drawing takes a tenth of a second of work beside the event loop: call it in a thread.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import pylopdf_fonts_zh_cn
import typst

PIXELS_PER_INCH = 150.0
"""Of a picture: 1240 by 1754 for A4, which a phone shows sharply and Telegram takes as it is."""


@cache
def _template(name: str) -> bytes:
    return files("bot.reports").joinpath("templates", f"{name}.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """One font that has Chinese; looked at once."""
    where = pylopdf_fonts_zh_cn.sans_path().parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[where])


def _drawn(template: str, kind: Literal["pdf", "png"], facts: dict[str, Any]) -> bytes | list[bytes]:
    """The facts come in as one JSON string; the template reads it, and sets what people wrote as text."""
    drawn: bytes | list[bytes] = typst.compile(
        _template(template),
        format=kind,
        ppi=PIXELS_PER_INCH if kind == "png" else None,
        font_paths=_fonts(),
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
    )
    return drawn


def pdf(template: str, facts: dict[str, Any]) -> bytes:
    """All pages as one PDF."""
    drawn = _drawn(template, "pdf", facts)
    return drawn if isinstance(drawn, bytes) else b"".join(drawn)


def png(template: str, facts: dict[str, Any]) -> bytes:
    """The first page as a picture."""
    drawn = _drawn(template, "png", facts)
    return drawn if isinstance(drawn, bytes) else drawn[0]
