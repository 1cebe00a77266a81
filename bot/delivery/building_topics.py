"""Topics about a community's buildings: the list, and the posters for their doors."""

from bot.delivery.rendering import Scene, Topic
from bot.domain.ids import PersonId
from bot.reports.posters import posters_of
from bot.storage.community.buildings import buildings_of
from bot.storage.requests.drafts import draft_of
from bot.usecases.community.buildings import CONFIRM, DRAFT
from bot.views import buildings as views
from bot.views.screen import Screen


async def buildings(scene: Scene) -> Screen | None:
    """The list as it is now."""
    community = await scene.community()
    listed = await buildings_of(scene.tx, community.id)
    return views.building_list(
        await scene.words(community), community, listed, scene.facts["card"], scene.facts["removing"]
    )


async def draft_buildings(scene: Scene) -> Screen | None:
    """加楼栋: which; or how the question ended."""
    words = await scene.words(await scene.community())
    person_id, chat_id, serial = PersonId(scene.facts["person"]), scene.facts["chat"], scene.facts["serial"]
    draft = await draft_of(scene.tx, person_id, chat_id, DRAFT, serial)
    if draft is not None and draft.step == CONFIRM:
        return views.names_confirm(words, scene.facts["community"], draft.payload["names"], serial)
    if draft is not None:
        return views.names_draft(words, serial)
    ended = views.names_draft_ended(words, scene.facts.get("added"), below=bool(scene.facts.get("below")))
    return None if scene.fresh else ended


async def posters(scene: Scene) -> Screen | None:
    """Posters of the community and all its buildings, or of one; nothing if that is on the list no more."""
    community = await scene.community()
    drawn = await posters_of(scene.tx, community, scene.bot_username, scene.facts["building"])
    return None if drawn is None else views.posters(await scene.words(community), community, drawn)


BUILDING_TOPICS: dict[str, Topic] = {
    "buildings": buildings,
    "draft_buildings": draft_buildings,
    "posters": posters,
}
