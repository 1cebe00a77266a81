"""Topics about privacy: what is kept, all of it, and the question before it is removed."""

from bot.delivery.rendering import Scene, Topic
from bot.domain.ids import PersonId
from bot.domain.practice import Practice
from bot.models import Person
from bot.storage.members.my_data import held_about
from bot.storage.members.people import communities_where
from bot.storage.requests.drafts import draft_of
from bot.storage.upkeep.emptying import EMPTIED
from bot.views import privacy as views
from bot.views.screen import Screen


async def privacy(scene: Scene) -> Screen | None:
    """What is kept; with several communities the longest time counts."""
    communities = await communities_where(scene.tx, PersonId(scene.facts["person"]))
    days = [community.ways().keep_personal_days for community in communities]
    return views.privacy(await scene.words(), days=max(days, default=Practice().keep_personal_days))


async def my_data(scene: Scene) -> Screen | None:
    """Everything that is held about whoever asked."""
    person = await scene.tx.session.get_one(Person, scene.facts["person"])
    return views.my_data(await scene.words(), await held_about(scene.tx, person))


async def draft_forget(scene: Scene) -> Screen | None:
    """Shall they be forgotten?"""
    person = PersonId(scene.facts["person"])
    draft = await draft_of(scene.tx, person, scene.facts["chat"], "forget", scene.facts["serial"])
    words = await scene.words()
    if draft is None:
        return None if scene.fresh else views.forget_ended(words)
    return views.forget_draft(words, draft)


async def emptied(scene: Scene) -> Screen | None:
    """A message whose time is over."""
    if scene.fresh:
        return None
    return views.emptied(await scene.words(await scene.community_or_none()), scene.facts["media"])


PRIVACY_TOPICS: dict[str, Topic] = {
    "privacy": privacy,
    EMPTIED: emptied,
    "my_data": my_data,
    "draft_forget": draft_forget,
}
