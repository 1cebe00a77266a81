"""Topics about settlement: the secretary's message, a period's file, everybody's statement, the group's list."""

from datetime import date

from bot.delivery.rendering import Scene, Topic
from bot.domain.ids import PersonId
from bot.domain.roles import Role
from bot.models import Community, SettledPeriod
from bot.storage.ground.uow import Reading
from bot.storage.members.people import names_of, roles_in
from bot.storage.points.hours import minutes_of
from bot.storage.points.lapses import LapseKey, lapse_of
from bot.storage.points.settled import moved_in, settled_facts, settled_page, settled_period
from bot.storage.points.settling import open_span, tallies_in
from bot.views import profile as profile_views
from bot.views import settlement as views
from bot.views.screen import Screen
from bot.views.settlement import ON_A_PAGE, Named, OpenFacts


async def settlement(scene: Scene) -> Screen | None:
    """What the secretary looks at: an open period, the closed ones, one of these."""
    community = await scene.community()
    words = await scene.words(community)
    if Role.SECRETARY not in await roles_in(scene.tx, community.id, PersonId(scene.facts["person"])):
        return profile_views.over(words, community)
    show, value, serial = scene.facts["show"], scene.facts["value"], scene.facts["serial"]
    if show == "one" and (period := await settled_period(scene.tx, community.id, value)):
        members = await settled_facts(scene.tx, period)
        return views.closed(words, community, period, members, serial=serial)
    if show == "past":
        page = max(0, value)
        periods, count = await settled_page(scene.tx, community.id, limit=ON_A_PAGE, offset=page * ON_A_PAGE)
        return views.past(words, community, periods, count, page=page, serial=serial)
    facts = await _open_period(scene.tx, community)
    if show == "sure" and facts is not None:
        return views.question(words, community, facts, serial=serial)
    return views.preview(words, community, facts, page=value if show == "look" else 0, serial=serial)


async def _open_period(tx: Reading, community: Community) -> OpenFacts | None:
    span = await open_span(tx, community)
    if span is None:
        return None
    tallies = await tallies_in(tx, community, span)
    names = await names_of(tx, list(tallies))
    members = [Named(names[person_id], tally) for person_id, tally in tallies.items()]
    return OpenFacts(span.period, span.period.is_over(tx.now, community.zone), members)


async def _period(scene: Scene) -> SettledPeriod:
    community_id, period_id = scene.facts["community"], scene.facts["period"]
    return await scene.tx.session.get_one(SettledPeriod, (community_id, period_id))


async def sheet(scene: Scene) -> Screen | None:
    """The file of a closed period, in the language it was closed in."""
    period = await _period(scene)
    members, moved = await settled_facts(scene.tx, period), await moved_in(scene.tx, period)
    return views.sheet(scene.dictionary.words(period.locale), period, members, moved)


async def own(scene: Scene) -> Screen | None:
    """Somebody's statement of a closed period."""
    community, period = await scene.community(), await _period(scene)
    person_id = PersonId(scene.facts["person"])
    mine = next(iter(await settled_facts(scene.tx, period, only=person_id)), None)
    if mine is None:
        return None
    minutes = await minutes_of(scene.tx, community.id, person_id)
    return views.own(await scene.words(community), community, period, mine, minutes=minutes)


async def public_list(scene: Scene) -> Screen | None:
    """名单公示, in the group."""
    community, period = await scene.community(), await _period(scene)
    members = await settled_facts(scene.tx, period)
    return views.public_list(scene.dictionary.words(community.locale), period, members)


async def lapse(scene: Scene) -> Screen | None:
    """Points that will lapse, to whom they belong; nothing when that is over already."""
    community = await scene.community()
    boundary = date.fromisoformat(scene.facts["boundary"])
    found = await lapse_of(scene.tx, LapseKey(community.id, PersonId(scene.facts["person"]), boundary))
    if found is None or found.ended_at is not None:
        return None
    return views.lapse(await scene.words(community), community, found)


SETTLEMENT_TOPICS: dict[str, Topic] = {
    "settlement": settlement,
    "settled_sheet": sheet,
    "settled_own": own,
    "settled_list": public_list,
    "lapse": lapse,
}
