"""Topics of residents: their request on its way, danger, and lines between them and staff."""

from bot.delivery.rendering import Scene, Topic
from bot.models import Community, Order, Person
from bot.storage.community.buildings import buildings_of
from bot.storage.members.people import opened
from bot.storage.members.residences import communities_of_resident, community_list, home_of
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.residents.passing_words import ANSWER_DRAFT, WORD_DRAFT
from bot.usecases.residents.report_draft import REPORT_DRAFT, question_of
from bot.views import asked_beside as beside_views
from bot.views import residents as views
from bot.views.labels import full_address
from bot.views.screen import Screen

MOST_COMMUNITIES = 12
AFTERNOON_IS_OVER = 15
"""Hour, local."""


async def draft_report(scene: Scene) -> Screen | None:
    """A request on its way, or what became of it."""
    draft = await scene.draft(REPORT_DRAFT)
    if draft is None:
        words = await scene.words(await scene.community_or_none())
        ended = scene.facts["ended"] or "dropped"
        # A request may be handed over before its card was ever shown; what was put away need not be.
        hidden = scene.fresh and ended in ("dropped", "moved")
        return None if hidden else views.report_ended(words, ended, scene.facts["number"])
    community = await scene.tx.session.get(Community, draft.payload["community"] or 0)
    return views.report_draft(await scene.words(community), draft, await _around(scene, draft, community))


async def _around(scene: Scene, draft: DraftFacts, community: Community | None) -> views.ReportFacts:
    if community is None:
        return views.ReportFacts(None, communities=await _choices(scene, draft.person_id))
    return views.ReportFacts(
        community,
        buildings=tuple(await buildings_of(scene.tx, community.id)),
        home=await home_of(scene.tx, community.id, draft.person_id),
        same=await _same(scene, draft),
        unsent=bool(scene.facts.get("unsent")),
        evening=scene.tx.now.astimezone(community.zone).hour >= AFTERNOON_IS_OVER,
    )


async def _choices(scene: Scene, person_id: int) -> tuple[Community, ...]:
    own = await communities_of_resident(scene.tx, person_id)
    found = [await scene.tx.session.get_one(Community, community_id) for community_id in own[:MOST_COMMUNITIES]]
    return tuple(found or await community_list(scene.tx, limit=MOST_COMMUNITIES))


async def _same(scene: Scene, draft: DraftFacts) -> views.KnownFacts | None:
    order = await scene.tx.session.get(Order, (draft.payload["community"], draft.payload["same"] or 0))
    if order is None:
        return None
    return views.KnownFacts(order.number, order.building, order.what, own=order.reporter_id == draft.person_id)


async def phone_question(scene: Scene) -> Screen | None:
    """The key that shares one's number, while it is still asked for."""
    draft = await scene.draft(REPORT_DRAFT)
    if draft is None or question_of(draft) != "phone":
        return None
    return views.phone_question(await scene.words(await scene.community_or_none()))


async def number_noted(scene: Scene) -> Screen | None:
    """The number was shared, or taken off again."""
    words = await scene.words(await scene.community_or_none())
    return views.number_noted(words, removed=bool(scene.facts.get("removed")))


async def poster_greeting(scene: Scene) -> Screen | None:
    """Somebody scanned a poster."""
    community = await scene.community()
    return views.poster_greeting(await scene.words(community), community, scene.facts["building"])


async def thanks(scene: Scene) -> Screen | None:
    """谢谢, 不客气."""
    return views.thanks(await scene.words(), heard=bool(scene.facts.get("heard")))


async def asked_beside(scene: Scene) -> Screen | None:
    """要钱吗."""
    community = await scene.community_or_none()
    practice = None if community is None else community.ways()
    return beside_views.asked_beside(await scene.words(community), scene.facts["about"], practice)


async def danger(scene: Scene) -> Screen | None:
    """What to do now."""
    community = await scene.community_or_none()
    practice = None if community is None else community.ways()
    stuck = bool(scene.facts.get("stuck"))
    return views.danger(await scene.words(community), scene.facts["danger"], practice, stuck=stuck)


async def _reporter(scene: Scene) -> tuple[Person, str, str | None]:
    """Somebody, what they are called, and where they live as far as they said."""
    person = await scene.tx.session.get_one(Person, scene.facts["person"])
    home = await home_of(scene.tx, scene.facts["community"], person.id)
    address = None if home is None or home.building is None else full_address(home.building, home.flat)
    return person, opened(scene.tx, person).name, address


async def draft_word(scene: Scene) -> Screen | None:
    """找书记."""
    community = await scene.community()
    words = await scene.words(community)
    draft = await scene.draft(WORD_DRAFT)
    if draft is None:
        return None if scene.fresh else views.word_ended(words, scene.facts["ended"] or "dropped")
    return views.word_draft(words, draft, community.ways().staff_phone)


async def draft_answer(scene: Scene) -> Screen | None:
    """The answer to a resident."""
    words = await scene.words(await scene.community())
    draft = await scene.draft(ANSWER_DRAFT)
    if draft is None:
        return None if scene.fresh else views.word_ended(words, scene.facts["ended"] or "dropped")
    resident = await scene.tx.session.get_one(Person, draft.payload["to"])
    return views.answer_draft(words, draft, opened(scene.tx, resident).name)


async def word_to_staff(scene: Scene) -> Screen | None:
    """A resident's line."""
    person, name, address = await _reporter(scene)
    community = await scene.community()
    ids = (community.id, person.id)
    return views.word_to_staff(await scene.words(community), scene.facts["line"], name, address, ids)


async def word_from_staff(scene: Scene) -> Screen | None:
    """The answer, at the resident's."""
    community = await scene.community()
    return views.word_from_staff(await scene.words(community), scene.facts["line"], community.id)


RESIDENT_TOPICS: dict[str, Topic] = {
    "draft_report": draft_report,
    "phone_question": phone_question,
    "number_noted": number_noted,
    "poster_greeting": poster_greeting,
    "thanks": thanks,
    "asked_beside": asked_beside,
    "danger": danger,
    "draft_pass_on": draft_word,
    "draft_reply": draft_answer,
    "word_to_staff": word_to_staff,
    "word_from_staff": word_from_staff,
}
