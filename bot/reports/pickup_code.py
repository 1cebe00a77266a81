"""The picture of a pick-up code: a QR code that opens the bot on the phone of whoever hands the goods over."""

import io

import segno

SCALE = 12
"""Pixels of one module: about 500 altogether, enough for a phone held at arm's length."""
QUIET_ZONE = 4
"""Modules around it. Source: ISO/IEC 18004."""


def pickup_picture(link: str) -> bytes:
    """The link as a PNG."""
    picture = io.BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="png", scale=SCALE, border=QUIET_ZONE)
    return picture.getvalue()
