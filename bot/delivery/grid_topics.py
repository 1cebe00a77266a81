"""Topics about a community's grids: the card, and the questions on it."""

from bot.delivery.rendering import Scene, Topic
from bot.storage.community.grids import grids_of, without_grid
from bot.usecases.community.grids import DRAFT, REPAIR, STEWARD, offered
from bot.views import grids as views
from bot.views.screen import Screen


async def grids(scene: Scene) -> Screen | None:
    """All grids as they are now, or one of them; that one given up meanwhile, all again."""
    community, card = await scene.community(), scene.facts["card"]
    words = await scene.words(community)
    known = await grids_of(scene.tx, community.id)
    one = next((grid for grid in known if grid.id == scene.facts["grid"]), None)
    if one is not None:
        return views.one_grid(words, community, one, card, ending=scene.facts["side"] == "end")
    rest = [building.name for building in await without_grid(scene.tx, community.id)]
    return views.all_grids(words, community, known, rest, card)


async def draft_grid(scene: Scene) -> Screen | None:
    """What is asked; or how the question ended."""
    words = await scene.words(await scene.community())
    draft = await scene.draft(DRAFT)
    if draft is None:
        return (
            None
            if scene.fresh
            else views.grid_draft_ended(words, scene.facts["ended"] or "dropped", scene.facts.get("taken", ()))
        )
    people = await offered(scene.tx, draft) if draft.step in (STEWARD, REPAIR) else ()
    return views.grid_draft(words, draft.step, people, draft.serial, said=draft.payload.get("said"))


async def grid_part(scene: Scene) -> Screen | None:
    """Somebody looks after a grid from now on; one given up meanwhile is nobody's."""
    community = await scene.community()
    known = await grids_of(scene.tx, community.id)
    grid = next((each for each in known if each.id == scene.facts["grid"]), None)
    return None if grid is None else views.grid_part(await scene.words(community), grid, scene.facts["part"])


GRID_TOPICS: dict[str, Topic] = {
    "grids": grids,
    "draft_grid": draft_grid,
    "grid_part": grid_part,
}
