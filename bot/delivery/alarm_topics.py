"""Topics of alarms: the cards of staff, what is said later, and what whoever is in danger hears back."""

from bot.delivery.rendering import Scene, Topic
from bot.models import Person
from bot.storage.alarms import ALARM
from bot.storage.people import opened
from bot.storage.residences import home_of
from bot.views import alarms as views
from bot.views.labels import full_address
from bot.views.screen import Screen


async def danger_alarm(scene: Scene) -> Screen | None:
    """Staff are told of danger, and of what becomes known about it."""
    community = await scene.community()
    words, alarm = await scene.words(community), await scene.draft(ALARM)
    if alarm is None:
        return None if scene.fresh else views.alarm_over(words)
    known = alarm.payload
    person = await scene.tx.session.get_one(Person, alarm.person_id)
    seen_by = await scene.tx.session.get(Person, known["seen_by"] or 0)
    facts = views.AlarmFacts(
        kinds=tuple(known["dangers"]),
        lines=tuple(known["lines"]),
        name=opened(scene.tx, person).name,
        user_id=person.user_id,
        address=await _address(scene, known.get("building"), known.get("flat")),
        phone=known.get("phone") or scene.tx.vault.open_or_none(person.phone),
        number=known["number"],
        seen_by=None if seen_by is None else opened(scene.tx, seen_by).name,
        repeated=known["repeated"],
    )
    return views.alarm_card(words, facts, (community.id, person.id), of_staff=not scene.facts["others"])


async def _address(scene: Scene, building: str | None, flat: str | None) -> str | None:
    """What was said now, else where they reported from before."""
    if building is not None:
        return full_address(building, flat)
    home = await home_of(scene.tx, scene.facts["community"], scene.facts["person"])
    return flat if home is None or home.building is None else full_address(home.building, flat or home.flat)


async def danger_more(scene: Scene) -> Screen | None:
    """Somebody in danger has said more; a line of words, and the card shows the rest."""
    alarm = await scene.draft(ALARM)
    if alarm is None:
        return None
    person = await scene.tx.session.get_one(Person, alarm.person_id)
    words = await scene.words(await scene.community())
    return views.danger_more(words, opened(scene.tx, person).name, alarm.payload["lines"][-1])


async def danger_passed(scene: Scene) -> Screen | None:
    """What they said has gone to staff."""
    return views.danger_passed(await scene.words(await scene.community()), seen=scene.facts["seen"])


async def danger_seen(scene: Scene) -> Screen | None:
    """One of staff sees to it."""
    person = await scene.tx.session.get_one(Person, scene.facts["person"])
    return views.danger_seen(await scene.words(await scene.community()), opened(scene.tx, person).name)


ALARM_TOPICS: dict[str, Topic] = {
    "danger_alarm": danger_alarm,
    "danger_more": danger_more,
    "danger_passed": danger_passed,
    "danger_seen": danger_seen,
}
