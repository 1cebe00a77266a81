"""Pages to be printed: a template of this folder and facts become a PDF, or a picture of the page.

Typst sets them, in a process of its own (see `bot.reports.drawing`): call it in a thread, it takes half a second.
"""

import json
import subprocess
import sys
from typing import Any, Literal

LONGEST = 60.0
"""Seconds a page may take to be drawn; two hundred posters take about two."""


class DrawingError(Exception):
    """The page was not drawn; the text is what the type setter said."""


def _drawn(template: str, kind: Literal["pdf", "png"], facts: dict[str, Any]) -> bytes:
    order = json.dumps({"template": template, "kind": kind, "facts": json.dumps(facts, ensure_ascii=False)})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot.reports.drawing"],
            input=order.encode(),
            capture_output=True,
            timeout=LONGEST,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise DrawingError(f"{template} was not drawn within {LONGEST:.0f} s") from error
    except subprocess.CalledProcessError as error:
        raise DrawingError(f"{template} was not drawn: {error.stderr.decode(errors='replace')[-500:]}") from error
    return done.stdout


def pdf(template: str, facts: dict[str, Any]) -> bytes:
    """All pages as one PDF.

    Raises:
        DrawingError: it was not drawn.
    """
    return _drawn(template, "pdf", facts)


def png(template: str, facts: dict[str, Any]) -> bytes:
    """The first page as a picture.

    Raises:
        DrawingError: it was not drawn.
    """
    return _drawn(template, "png", facts)
