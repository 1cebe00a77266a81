"""What is answered at which address of the pretend Telegram's web page."""

from pathlib import Path

from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.page.acting import Acting
from bot.sandbox.page.painting import Painter
from bot.sandbox.page.showing import Showing
from bot.sandbox.page.stage import Stage
from bot.sandbox.world import World


def page_routes(world: World) -> list[BaseRoute]:
    """The page over one world, to stand beside the Bot API."""
    stage, painter = Stage(world), Painter()
    showing, acting = Showing(stage, painter), Acting(stage, painter)
    acts = (acting.say, acting.tap, acting.vote, acting.open, acting.start, acting.press, acting.clock, acting.crowd)
    return [
        Route("/", showing.page),
        Route("/page/live", showing.live),
        Route("/page/menu", showing.menu),
        Route("/page/file/{file_id}", showing.file),
        *(Route(f"/page/{act.__name__}", acting.endpoint(act), methods=["POST"]) for act in acts),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]
