"""Topics about recognition: the list of who earned most, and thanks for a star."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.delivery.rendering import Scene, Topic
from bot.domain.ids import PersonId
from bot.domain.schedule import day_span, local_day
from bot.models import Poll
from bot.storage.gatherings.polls import poll_facts
from bot.storage.members.people import roles_in
from bot.storage.points.honours import candidates
from bot.storage.points.ranking import ranking
from bot.views import profile as profile_views
from bot.views import recognition as views
from bot.views.screen import Screen


def _beginning(since: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first instant of this month or this year, local."""
    today = local_day(now, zone)
    first = {"month": date(today.year, today.month, 1), "year": date(today.year, 1, 1)}.get(since)
    return None if first is None else day_span(first, zone)[0]


async def rank(scene: Scene) -> Screen | None:
    """The list, for a member."""
    community, person_id = await scene.community(), PersonId(scene.facts["person"])
    words = await scene.words(community)
    if not await roles_in(scene.tx, community.id, person_id):
        return profile_views.over(words, community)
    since = scene.facts["since"]
    rows = await ranking(scene.tx, community, _beginning(since, scene.tx.now, community.zone))
    return views.rank(words, community, rows, person_id, since=since, serial=scene.facts["serial"])


async def star(scene: Scene) -> Screen | None:
    """A star was reached."""
    community = await scene.community()
    return views.star(await scene.words(community), community, scene.facts["level"])


async def honour(scene: Scene) -> Screen | None:
    """Whom the group thanks most."""
    community = await scene.community()
    words = scene.dictionary.words(community.locale)
    poll = await scene.tx.session.get_one(Poll, (community.id, scene.facts["poll"]))
    facts = poll_facts(scene.tx, poll)
    stood = await candidates(scene.tx, community.id, list(map(int, facts.options)))
    return views.honour(words, facts, stood)


RECOGNITION_TOPICS: dict[str, Topic] = {"rank": rank, "star": star, "honour": honour}
