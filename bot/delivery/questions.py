"""A question that takes the next line says so, whatever it asks for: nobody answers one without knowing it."""

from bot.delivery.rendering import Scene
from bot.usecases.chats.answering import ANSWERS, MAY_BE_SKIPPED, OF_GOODS
from bot.views.screen import Screen
from bot.views.unplaced import taking_any_line

DRAFT = "draft_"
ASKING = frozenset(DRAFT + kind for kind in (*ANSWERS, *MAY_BE_SKIPPED) if kind not in OF_GOODS)
"""The messages of conversations in which any line is an answer. The cards of requests, orders and goods
ask in their own way, and take only what fits them."""


async def saying_what_comes(scene: Scene, screen: Screen | None) -> Screen | None:
    """The question, and behind it what becomes of the next line; how it ended stays as it is."""
    topic = scene.row.topic
    if screen is None or topic not in ASKING or await scene.draft(topic.removeprefix(DRAFT)) is None:
        return screen
    words = await scene.words(await scene.community_or_none())
    return taking_any_line(words, screen)
