"""Topics about polls: the poll itself, the question on its way to the group, what came of it."""

from bot.delivery.rendering import Scene, Topic
from bot.domain.polls import PollKind, PollState
from bot.models import Poll
from bot.storage.gatherings.polls import deliberations, poll_facts, polls_about, votes_in
from bot.storage.points.honours import candidates
from bot.usecases.gatherings.deliberating import DRAFT, closing_time
from bot.usecases.gatherings.polls import POLL
from bot.views import deliberating as views
from bot.views import polls as poll_views
from bot.views import recognition
from bot.views.screen import Screen


async def poll(scene: Scene) -> Screen | None:
    """A poll: to be posted as long as it is open, to be closed once it stands there; never posted to be closed."""
    community = await scene.community()
    row = await scene.tx.session.get_one(Poll, (community.id, scene.facts["poll"]))
    if row.state is not (PollState.OPEN if scene.fresh else PollState.CLOSING):
        return None
    words, facts = scene.dictionary.words(community.locale), poll_facts(scene.tx, row)
    if facts.kind is PollKind.HONOUR:
        stood = await candidates(scene.tx, community.id, list(map(int, facts.options)))
        return recognition.ballot(words, facts, stood, community.zone)
    return poll_views.poll(words, facts, community.zone)


async def draft_deliberate(scene: Scene) -> Screen | None:
    """A question on its way to the group."""
    community = await scene.community()
    words = await scene.words(community)
    draft = await scene.draft(DRAFT)
    if draft is None:
        return None if scene.fresh else views.ballot_draft_ended(words, scene.facts["ended"] or "dropped")
    return views.ballot_draft(words, draft, community, closing_time(draft.payload, community, scene.tx.now))


async def deliberated(scene: Scene) -> Screen | None:
    """How a round ended."""
    community = await scene.community()
    row = await scene.tx.session.get_one(Poll, (community.id, scene.facts["poll"]))
    return views.deliberated(await scene.words(community), poll_facts(scene.tx, row))


async def minutes_list(scene: Scene) -> Screen | None:
    """What was deliberated lately."""
    community = await scene.community()
    page = scene.facts["page"]
    shown, count = await deliberations(scene.tx, community.id, offset=page * views.PER_PAGE, limit=views.PER_PAGE)
    return views.minutes_list(
        await scene.words(community),
        community,
        shown,
        page=page,
        pages=-(-count // views.PER_PAGE),
        serial=scene.facts["serial"],
    )


async def minutes(scene: Scene) -> Screen | None:
    """The minutes of one deliberation."""
    community = await scene.community()
    rounds = await polls_about(scene.tx, community.id, PollKind.DELIBERATION, scene.facts["subject"])
    if not rounds:
        return None
    named = [(one, await votes_in(scene.tx, community.id, one.number)) for one in rounds]
    return views.minutes(await scene.words(community), community, named, scene.tx.now)


POLL_TOPICS: dict[str, Topic] = {
    POLL: poll,
    "draft_deliberate": draft_deliberate,
    "deliberated": deliberated,
    "minutes_list": minutes_list,
    "minutes": minutes,
}
