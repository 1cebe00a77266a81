"""Draws a page in a process of its own, `python -m bot.reports.drawing`: facts in as JSON, paper out.

The type setter and its fonts take thirty megabytes, which the bot would keep for good; here they go with the process.
"""

import json
import sys
from importlib.resources import files

import pylopdf_fonts_zh_cn
import typst

PIXELS_PER_INCH = 150.0
"""Of a picture: 1240 by 1754 for A4, which a phone shows sharply and Telegram takes as it is."""


def drawn(template: str, kind: str, facts: str) -> bytes:
    """The template with these facts (JSON, which the template reads as data): a PDF of all pages, or the first as PNG.

    The font comes along: nothing of the machine's own fonts, nothing from the network.
    """
    folder = pylopdf_fonts_zh_cn.sans_path().parent
    pages: bytes | list[bytes] = typst.compile(
        files("bot.reports").joinpath("templates", f"{template}.typ").read_bytes(),
        format="png" if kind == "png" else "pdf",
        ppi=PIXELS_PER_INCH if kind == "png" else None,
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]),
        sys_inputs={"facts": facts},
    )
    return pages if isinstance(pages, bytes) else b"".join(pages[:1])


def main() -> None:
    """Read the order for one page, draw it, write it."""
    order = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(drawn(order["template"], order["kind"], order["facts"]))


if __name__ == "__main__":
    main()
