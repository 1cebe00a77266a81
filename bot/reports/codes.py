"""Codes to be scanned from a screen."""

import io

import segno

SCALE = 12
"""Pixels of a module: large enough on the screen of an old phone."""
QUIET_ZONE = 4
"""Modules of white around the code. Source: ISO/IEC 18004, 9.1."""


def qr_picture(link: str) -> bytes:
    """The link as a PNG; a quarter of it may be hidden (level Q)."""
    drawing = io.BytesIO()
    segno.make(link, error="q", micro=False).save(drawing, kind="png", scale=SCALE, border=QUIET_ZONE)
    return drawing.getvalue()
