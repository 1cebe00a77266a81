"""Codes to be scanned, from a screen or from paper."""

import io
from typing import Literal

import segno

Level = Literal["m", "q"]
SCALE = 12
"""Pixels of a module: large enough on the screen of an old phone."""
QUIET_ZONE = 4
"""Modules of white around the code. Source: ISO/IEC 18004, 9.1."""


def qr_picture(link: str, *, level: Level = "q") -> bytes:
    """The link as a PNG; a quarter of it may be hidden (level Q), or less of it and its modules are fewer (level M)."""
    picture = io.BytesIO()
    segno.make(link, error=level, micro=False).save(picture, kind="png", scale=SCALE, border=QUIET_ZONE)
    return picture.getvalue()


def qr_drawing(link: str) -> str:
    """The link as SVG; a quarter of it may be torn off or dirty and it can still be read (level Q)."""
    drawing = io.BytesIO()
    segno.make(link, error="q", micro=False).save(drawing, kind="svg", border=QUIET_ZONE, xmldecl=False)
    return drawing.getvalue().decode()
