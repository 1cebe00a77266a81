"""The topic about what may or may not stand in the group, named by what it says: two of one morning are two."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from bot.delivery.rendering import Scene, Topic
from bot.domain.periods import Period
from bot.models import Activity, OutboxMessage, Poll
from bot.models.outbox import OutState
from bot.storage.gatherings.activities import activity_facts
from bot.storage.gatherings.polls import poll_facts
from bot.usecases.gatherings.polls import POLL
from bot.views import doubts
from bot.views.screen import Screen

Facts = dict[str, Any]


async def doubtful(scene: Scene) -> Screen | None:
    """A message nobody knows the fate of, as long as nobody has looked."""
    row = await scene.tx.session.get(OutboxMessage, scene.facts["row"])
    if row is None or row.state is not OutState.UNKNOWN:
        return None
    return await _NAMED[row.topic](scene, row.id, scene.tx.vault.open_json(row.facts))


async def _digest(scene: Scene, row_id: int, facts: Facts) -> Screen:
    words = await scene.words(await scene.community())
    return doubts.doubtful_digest(words, row_id, date.fromisoformat(facts["day"]))


async def _bulletin(scene: Scene, row_id: int, facts: Facts) -> Screen:
    period = Period(date.fromisoformat(facts["begins"]), date.fromisoformat(facts["ends"]))
    return doubts.doubtful_bulletin(await scene.words(await scene.community()), row_id, period)


async def _poll(scene: Scene, row_id: int, facts: Facts) -> Screen:
    poll = await scene.tx.session.get_one(Poll, (facts["community"], facts["poll"]))
    words = await scene.words(await scene.community())
    return doubts.doubtful_poll(words, row_id, poll_facts(scene.tx, poll).question)


async def _activity_call(scene: Scene, row_id: int, facts: Facts) -> Screen:
    activity = await scene.tx.session.get_one(Activity, (facts["community"], facts["activity"]))
    words = await scene.words(await scene.community())
    return doubts.doubtful_call(words, row_id, (await activity_facts(scene.tx, activity)).what)


_NAMED: dict[str, Callable[[Scene, int, Facts], Awaitable[Screen]]] = {
    "digest": _digest,
    "bulletin": _bulletin,
    POLL: _poll,
    "activity_call": _activity_call,
}
"""All that is said at most once."""
DOUBT_TOPICS: dict[str, Topic] = {"doubtful": doubtful}
