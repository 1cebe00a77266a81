"""Topics of alarms: the cards of staff, what is said later, and what whoever is in danger hears back."""

from datetime import datetime

from bot.delivery.rendering import Scene, Topic
from bot.models import Community, Person
from bot.models.people import Reach
from bot.storage.members.people import opened
from bot.storage.members.residences import home_of
from bot.storage.requests.alarms import ALARM, OVER, alarms_in, alarms_of
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.chats.unplaced import alarms_of as alarms_meant
from bot.views import alarms as views
from bot.views.alarm_lines import WaitingAlarm
from bot.views.labels import full_address
from bot.views.screen import Screen
from bot.views.words import Words


async def danger_alarm(scene: Scene) -> Screen | None:
    """Staff are told of danger, and of what becomes known about it."""
    community = await scene.community()
    words, alarm = await scene.words(community), await scene.draft(ALARM)
    if alarm is None:
        return None if scene.fresh else await _over(scene, words)
    known = alarm.payload
    person = await scene.tx.session.get_one(Person, alarm.person_id)
    facts = views.AlarmFacts(
        kinds=tuple(known["dangers"]),
        lines=tuple(known["lines"]),
        name=opened(scene.tx, person).name,
        user_id=person.user_id,
        address=await _address(scene, known.get("building"), known.get("flat")),
        phone=known.get("phone") or scene.tx.vault.open_or_none(person.phone),
        number=known["number"],
        seen_by=await _name_of(scene, known["seen_by"]),
        before=await _name_of(scene, known.get("before")),
        repeated=known.get("raised", 0) > 0,
        deaf=person.reach is Reach.BLOCKED,
    )
    ids = (community.id, person.id, alarm.serial)
    return views.alarm_card(words, facts, ids, of_staff=not scene.facts["others"])


async def _name_of(scene: Scene, person_id: int | None) -> str | None:
    person = await scene.tx.session.get(Person, person_id or 0)
    return None if person is None else opened(scene.tx, person).name


async def _over(scene: Scene, words: Words) -> Screen:
    """By whom and when it was ended; whoever told of it may have been forgotten instead."""
    by, at = await scene.tx.session.get(Person, scene.facts.get("ended_by") or 0), scene.facts.get("ended_at")
    if by is None or at is None:
        return views.alarm_gone(words)
    zone = (await scene.community()).zone
    when = words.moment(datetime.fromisoformat(at), zone)
    return views.alarm_over(words, opened(scene.tx, by).name, when, scene.facts.get("number"))


async def _address(scene: Scene, building: str | None, flat: str | None) -> str | None:
    """What was said now, else where they reported from before."""
    if building is not None:
        return full_address(building, flat)
    home = await home_of(scene.tx, scene.facts["community"], scene.facts["person"])
    return flat if home is None or home.building is None else full_address(home.building, flat or home.flat)


async def waiting_alarms(scene: Scene, community: Community) -> list[WaitingAlarm]:
    """The alarms of a community that nobody has ended."""
    found = []
    for alarm in await alarms_in(scene.tx, community.id):
        known = alarm.payload
        person = await scene.tx.session.get_one(Person, alarm.person_id)
        found.append(
            WaitingAlarm(
                kinds=tuple(known["dangers"]),
                name=opened(scene.tx, person).name,
                building=known.get("building"),
                number=known["number"],
                seen=known["seen_by"] is not None,
                worse=known["seen_by"] is None and known.get("before") is not None,
                since=datetime.fromisoformat(known["begun"]),
                ids=(community.id, alarm.person_id, alarm.serial),
                deaf=person.reach is Reach.BLOCKED,
            )
        )
    return found


async def whether_for_danger(scene: Scene, draft: DraftFacts) -> Screen:
    """Staff wrote something, and it may be meant for somebody in danger."""
    community = await scene.community()
    standing = {each.ids[1:]: each for each in await waiting_alarms(scene, community)}
    found = [(choice, standing[ids]) for choice, ids in enumerate(alarms_meant(draft)) if ids in standing]
    return views.whether_for_danger(await scene.words(community), draft, found, community.zone)


async def danger_more(scene: Scene) -> Screen | None:
    """Somebody in danger has said more; a line of words, and the card shows the rest."""
    alarm = await scene.draft(ALARM)
    if alarm is None:
        return None
    person = await scene.tx.session.get_one(Person, alarm.person_id)
    words = await scene.words(await scene.community())
    return views.danger_more(words, opened(scene.tx, person).name, _unheard(scene, alarm))


def _unheard(scene: Scene, alarm: DraftFacts) -> list[str]:
    """What was said since it sounded last, as far as it is kept."""
    lines, new = alarm.payload["lines"], alarm.payload["said"] - scene.facts.get("after", 0)
    return list(lines[-max(1, new) :])


async def danger_after(scene: Scene) -> Screen | None:
    """Somebody said more after it was ended; what was raised once more says it itself."""
    over = await scene.draft(OVER)
    said = scene.facts["after"] - (0 if over is None else over.payload["said"])
    if over is None or -said > len(over.payload["lines"]):
        return None
    person = await scene.tx.session.get_one(Person, over.person_id)
    community = await scene.community()
    words, name = await scene.words(community), opened(scene.tx, person).name
    return views.danger_after(words, name, over.payload["lines"][said], (community.id, person.id))


async def word_not_arrived(scene: Scene) -> Screen | None:
    """Somebody whom staff answered cannot be reached: how else, as far as it is known."""
    person = await scene.tx.session.get_one(Person, scene.facts["person"])
    found = await alarms_of(scene.tx, person.id)
    said = next((alarm.payload["phone"] for alarm in found if alarm.payload.get("phone")), None)
    words = await scene.words(await scene.community())
    phone = said or scene.tx.vault.open_or_none(person.phone)
    return views.word_not_arrived(words, opened(scene.tx, person).name, phone)


async def danger_passed(scene: Scene) -> Screen | None:
    """What they said has gone to staff."""
    words = await scene.words(await scene.community())
    return views.danger_passed(words, seen=scene.facts["seen"], over=bool(scene.facts.get("over")))


async def danger_seen(scene: Scene) -> Screen | None:
    """One of staff sees to it."""
    person = await scene.tx.session.get_one(Person, scene.facts["person"])
    return views.danger_seen(await scene.words(await scene.community()), opened(scene.tx, person).name)


async def danger_unanswered(scene: Scene) -> Screen | None:
    """Nobody of staff has answered for a while, or nobody what was said after one of them had."""
    community = await scene.community()
    before = await _name_of(scene, scene.facts.get("person"))
    return views.danger_unanswered(await scene.words(community), community.ways(), before)


async def danger_over(scene: Scene) -> Screen | None:
    """One of staff has said that it is over."""
    person = await scene.tx.session.get_one(Person, scene.facts["person"])
    return views.danger_over(await scene.words(await scene.community()), opened(scene.tx, person).name)


ALARM_TOPICS: dict[str, Topic] = {
    "danger_alarm": danger_alarm,
    "danger_more": danger_more,
    "danger_after": danger_after,
    "word_not_arrived": word_not_arrived,
    "danger_passed": danger_passed,
    "danger_seen": danger_seen,
    "danger_unanswered": danger_unanswered,
    "danger_over": danger_over,
}
