"""Topics about activities: the one on its way, the card, the organiser's message, words to single people, the code."""

from datetime import datetime

from bot.delivery.rendering import Scene, Topic
from bot.models import Activity
from bot.storage.gatherings.activities import ActivityFacts, activity_facts
from bot.usecases.gatherings.activities import DRAFT
from bot.usecases.gatherings.roll_call import PAYLOAD
from bot.views import activities as views
from bot.views.screen import Screen


async def _facts(scene: Scene) -> ActivityFacts:
    key = (scene.facts["community"], scene.facts["activity"])
    return await activity_facts(scene.tx, await scene.tx.session.get_one(Activity, key))


async def draft_activity(scene: Scene) -> Screen | None:
    """An activity on its way to the group."""
    community = await scene.community()
    words = await scene.words(community)
    draft = await scene.draft(DRAFT)
    if draft is None:
        return None if scene.fresh else views.activity_draft_ended(words, scene.facts["ended"] or "dropped")
    starts = draft.payload["starts"]
    worded = None if starts is None else words.moment(datetime.fromisoformat(starts), community.zone)
    return views.activity_draft(words, draft, community, worded)


async def activity_card(scene: Scene) -> Screen | None:
    """The card in the group."""
    community = await scene.community()
    return views.activity_card(scene.dictionary.words(community.locale), await _facts(scene), community.zone)


async def activity_roll(scene: Scene) -> Screen | None:
    """The organiser's own message."""
    community = await scene.community()
    words = await scene.words(community)
    return views.activity_roll(words, await _facts(scene), community.zone, scene.facts["show"], scene.facts["page"])


async def activity_word(scene: Scene) -> Screen | None:
    """A word to one person."""
    community = await scene.community()
    return views.activity_word(await scene.words(community), await _facts(scene), community.zone, scene.facts["word"])


async def activity_call(scene: Scene) -> Screen | None:
    """Who is on the list and cannot be written to."""
    community = await scene.community()
    return views.activity_call(scene.dictionary.words(community.locale), await _facts(scene), community.zone)


async def activity_code(scene: Scene) -> Screen | None:
    """The code by which people check in."""
    link = f"https://t.me/{scene.bot_username}?start={PAYLOAD}{scene.facts['token']}"
    return views.activity_code(await scene.words(await scene.community()), await _facts(scene), link)


ACTIVITY_TOPICS: dict[str, Topic] = {
    "draft_activity": draft_activity,
    "activity_card": activity_card,
    "activity_roll": activity_roll,
    "activity_word": activity_word,
    "activity_call": activity_call,
    "activity_code": activity_code,
}
