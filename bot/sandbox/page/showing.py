"""The answers to looking: the page, what is new, the command menu, photos and files."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.sandbox.page.painting import HEADERS, SIDES, Painter
from bot.sandbox.page.stage import Stage, Viewer
from bot.sandbox.page.words import CODES, phrases

NOBODY = "There is nobody in this world yet: add people with POST /sandbox/people."
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def viewer_of(stage: Stage, asked: Mapping[str, Any]) -> Viewer | None:
    """Who looks, by the parameters `as`, `group` and `lang`; None while there is nobody."""
    say = phrases(str(asked.get("lang", "")))
    group = stage.group(str(asked.get("group", "")))
    people = {str(person.id): person for person in stage.world.people.values() if not person.is_bot}
    chosen = people.get(str(asked.get("as", "")))
    if chosen is None and people:
        default = next(iter(people.values()))
        everybody = Viewer(stage, default, group, say).cast.everybody
        chosen = everybody[0] if everybody else default
    if chosen is None:
        return None
    chosen.language_code = CODES[say.language]
    return Viewer(stage, chosen, group, say)


class Showing:
    """The endpoints that change nothing."""

    def __init__(self, stage: Stage, painter: Painter) -> None:
        self._stage = stage
        self._painter = painter

    async def page(self, request: Request) -> Response:
        """The whole page."""
        viewer = viewer_of(self._stage, request.query_params)
        return PlainTextResponse(NOBODY, 404) if viewer is None else self._painter.whole(viewer)

    async def live(self, request: Request) -> Response:
        """What is new since `seen`: nothing (204), some elements, or the order to load the page again."""
        viewer = viewer_of(self._stage, request.query_params)
        epoch, _, rest = request.query_params.get("seen", "").partition(" ")
        number, *marks = rest.split() or [""]
        if viewer is None or epoch != self._stage.epoch or not number.isdecimal():
            return Response(status_code=200, headers={"HX-Refresh": "true"})
        return self._painter.news(viewer, int(number), marks) or Response(status_code=204)

    async def menu(self, request: Request) -> Response:
        """The bot's commands for this person on this side."""
        viewer, side = viewer_of(self._stage, request.query_params), request.query_params.get("side", "")
        if viewer is None or side not in SIDES:
            return PlainTextResponse(NOBODY, 404)
        return self._painter.menu(viewer, side)

    async def file(self, request: Request) -> Response:
        """A photo to look at; anything else to be saved."""
        stored = self._stage.world.files.by_id.get(request.path_params["file_id"])
        if stored is None:
            return PlainTextResponse("there is no such file", 404)
        content = stored.upload.content
        media = next((kind for sign, kind in _SIGNATURES.items() if content.startswith(sign)), None)
        if stored.kind == "photo" and media is not None:
            return Response(content, media_type=media, headers=HEADERS | {"Cache-Control": "max-age=3600"})
        name = f"attachment; filename*=UTF-8''{quote(stored.upload.name)}"
        headers = HEADERS | {"Content-Disposition": name}
        return Response(content, media_type="application/octet-stream", headers=headers)
