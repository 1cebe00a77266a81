"""Topics about the points standard: shown, changed, published, and as a sheet."""

from bot.delivery.rendering import Scene, Topic
from bot.domain.deep_link import SHOW_STANDARD
from bot.domain.ids import PersonId
from bot.domain.roles import Role
from bot.domain.schedule import local_day
from bot.domain.sheet_errors import RowError, RowTrouble
from bot.domain.standard_changes import differences
from bot.storage.members.people import roles_in
from bot.storage.points.standards import published
from bot.usecases.points.standard_changing import DRAFT, proposed
from bot.views import standard as views
from bot.views import standard_changing
from bot.views.screen import Screen


async def standard(scene: Scene) -> Screen | None:
    """The standard in force."""
    community = await scene.community()
    now = await published(scene.tx, community.id, community.standard_version)
    private = scene.facts["private"]
    roles = await roles_in(scene.tx, community.id, PersonId(scene.facts["person"])) if private else ()
    return views.standard(
        await scene.words(community),
        community,
        since=None if now is None else local_day(now.at, community.zone),
        edits=Role.SECRETARY in roles,
        link=None if private else f"https://t.me/{scene.bot_username}?start={SHOW_STANDARD}{community.id}",
    )


async def standard_sheet(scene: Scene) -> Screen | None:
    """The standard as a file."""
    community = await scene.community()
    return views.sheet(await scene.words(community), community)


async def standard_news(scene: Scene) -> Screen | None:
    """What a version changed."""
    community, version = await scene.community(), scene.facts["version"]
    new = await published(scene.tx, community.id, version)
    old = await published(scene.tx, community.id, version - 1)
    if new is None or old is None:
        return None
    changes = differences(old.standard, new.standard)
    return views.news(scene.dictionary.words(community.locale), community, new, changes)


async def standard_errors(scene: Scene) -> Screen | None:
    """What is wrong with a sheet."""
    found = [RowError(row, column, said, RowTrouble(why)) for row, column, said, why in scene.facts["errors"]]
    return views.errors(await scene.words(await scene.community()), found, scene.facts["count"])


async def draft_standard(scene: Scene) -> Screen | None:
    """The conversation in which it is changed."""
    community = await scene.community()
    words = await scene.words(community)
    draft = await scene.draft(DRAFT)
    if draft is None:
        over = standard_changing.ended(words, scene.facts["ended"] or "dropped", scene.facts.get("version"))
        return None if scene.fresh else over
    overtaken = bool(scene.facts.get("overtaken"))
    return standard_changing.card(words, draft, community, proposed(community, draft), overtaken=overtaken)


STANDARD_TOPICS: dict[str, Topic] = {
    "standard": standard,
    "standard_sheet": standard_sheet,
    "standard_news": standard_news,
    "standard_errors": standard_errors,
    "draft_standard": draft_standard,
}
