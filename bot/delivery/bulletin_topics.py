"""Topics about reports: a quick look, the group's bulletin, the report of staff, its paper."""

from datetime import date, timedelta

from bot.delivery.rendering import Scene, Topic
from bot.domain.periods import Period
from bot.domain.schedule import local_day
from bot.storage.records.bulletins import report_of
from bot.storage.records.figures import figures_of
from bot.views import bulletins as views
from bot.views import report_pages
from bot.views.screen import Screen


def _period(scene: Scene) -> Period:
    return Period(date.fromisoformat(scene.facts["begins"]), date.fromisoformat(scene.facts["ends"]))


async def stats(scene: Scene) -> Screen | None:
    """A quick look."""
    community = await scene.community()
    today = local_day(scene.tx.now, community.zone)
    spans = views.spans_so_far(Period(today, today + timedelta(days=1)))
    figures = [(name, await figures_of(scene.tx, community, period)) for name, period in spans]
    return views.stats(await scene.words(community), community, figures)


async def report(scene: Scene) -> Screen | None:
    """The report of staff."""
    community, period, serial = await scene.community(), _period(scene), scene.facts["serial"]
    words = await scene.words(community)
    if scene.facts["show"] == "how":
        return report_pages.how(words, community, period, serial=serial)
    facts = await report_of(scene.tx, community, period)
    page, over = report_pages.Page(scene.facts["show"]), period.is_over(scene.tx.now, community.zone)
    return report_pages.report(words, community, facts, page=page, serial=serial, over=over)


async def report_paper(scene: Scene) -> Screen | None:
    """The report to be printed."""
    community = await scene.community()
    facts = await report_of(scene.tx, community, _period(scene))
    return views.paper(await scene.words(community), community, facts, scene.tx.now)


async def bulletin(scene: Scene) -> Screen | None:
    """What the group reads."""
    community = await scene.community()
    words = scene.dictionary.words(community.locale)
    return views.bulletin(words, community, await report_of(scene.tx, community, _period(scene)))


BULLETIN_TOPICS: dict[str, Topic] = {
    "stats": stats,
    "report": report,
    "report_paper": report_paper,
    "bulletin": bulletin,
}
