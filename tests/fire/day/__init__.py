"""A day in which everything happens once, in steps: its scenes, by part of the practice."""

from tests.fire.day.books import BOOKS
from tests.fire.day.clocks import CLOCKS
from tests.fire.day.deciding import DECIDED
from tests.fire.day.doing import DONE_TOGETHER
from tests.fire.day.judgement import JUDGED
from tests.fire.day.keeping import KEEPING
from tests.fire.day.orders import ORDER
from tests.fire.day.people import PEOPLE
from tests.fire.day.places import PLACES
from tests.fire.day.reports import REPORT
from tests.fire.day.requests import REQUESTS
from tests.fire.day.residents import RESIDENT
from tests.fire.day.settlement import SETTLED, VOTED
from tests.fire.day.sharing import SHARED
from tests.fire.day.shop import SHOP
from tests.fire.day.standard import STANDARD
from tests.fire.day.team import TEAM
from tests.fire.day.trouble import TROUBLE

SCENES = {
    "people": PEOPLE,
    "an order": ORDER,
    "a report": REPORT,
    "requests": REQUESTS,
    "a resident": RESIDENT,
    "places": PLACES,
    "the team": TEAM,
    "a judgement": JUDGED,
    "a settlement": SETTLED,
    "a vote": VOTED,
    "the books": BOOKS,
    "the standard": STANDARD,
    "clocks": CLOCKS,
    "keeping": KEEPING,
    "trouble": TROUBLE,
    "deciding": DECIDED,
    "the shop": SHOP,
    "doing": DONE_TOGETHER,
}
"""What is the same with both databases; with PostgreSQL there is SHARED beside it."""


def named_in_scenes() -> set[str]:
    """All commits at which the program dies in one of the scenes."""
    scenes = (*SCENES.values(), SHARED)
    return {boundary for scene in scenes for step in scene.steps for boundary in step.dies_at}
