"""Topics about places: turns, choices, offers, silence, who did not come."""

from datetime import timedelta

from bot.delivery.rendering import Scene, Topic
from bot.domain.ids import PersonId
from bot.domain.life import ACTIVE_CLAIM, OPEN_TO_WORK
from bot.models import Claim, Handover, NoShow, Order, Person
from bot.models.team import HandoverState, QueueState
from bot.storage.repairs.claims import claim_with_holder
from bot.storage.repairs.handovers import offer_to
from bot.storage.repairs.no_shows import no_show_of
from bot.storage.repairs.queue import place_in_line
from bot.usecases.chats.choosing import shown
from bot.usecases.deadlines.silence import MOST_REMINDERS
from bot.usecases.repairs.no_shows import CONTEST, REASON
from bot.views import places as views
from bot.views.screen import Screen


async def _hold(scene: Scene) -> tuple[Claim, Person] | None:
    order = await scene.tx.session.get(Order, (scene.facts["community"], scene.facts["number"]))
    return None if order is None else await claim_with_holder(scene.tx, order, scene.facts["claim"])


async def turn(scene: Scene) -> Screen | None:
    """A place fell free for somebody who waits."""
    order, community = await scene.order(), await scene.community()
    row = await scene.tx.session.get(Order, (community.id, scene.facts["number"]))
    place = None if row is None else await place_in_line(scene.tx, row, PersonId(scene.facts["person"]))
    if order is None or place is None:
        return None
    state = place.state if place.seq == scene.facts["seq"] else QueueState.LEFT
    if state is QueueState.ASKED and order.status not in OPEN_TO_WORK:
        state = QueueState.LEFT
    if scene.fresh and state is not QueueState.ASKED:
        return None
    # Their time runs from when they see the question, which may be later than it was owed.
    until = (scene.row.sent_at or scene.tx.now) + timedelta(minutes=community.ways().queue_answer_minutes)
    return views.turn(await scene.words(community), order, state, until, community.zone)


async def offer(scene: Scene) -> Screen | None:
    """A colleague is asked to take a place over."""
    order, found = await scene.order(), await _hold(scene)
    made = await _offer(scene)
    if order is None or found is None or made is None:
        return None
    claim, holder = found
    stands = claim.state in ACTIVE_CLAIM and order.status in OPEN_TO_WORK
    state = HandoverState.WITHDRAWN if made.state is HandoverState.OFFERED and not stands else made.state
    if scene.fresh and state is not HandoverState.OFFERED:
        return None
    words = await scene.words(await scene.community())
    return views.offer(words, order, state, claim.id, scene.tx.vault.open(holder.name))


async def _name(scene: Scene) -> str:
    """The name of whom it is about, as it is now: the books keep no other copy of it."""
    who = await scene.tx.session.get(Person, scene.facts.get("who") or 0)
    return "" if who is None else scene.tx.vault.open(who.name)


async def _offer(scene: Scene) -> Handover | None:
    facts = scene.facts
    return await offer_to(scene.tx, facts["community"], facts["number"], facts["claim"], PersonId(facts["to"]))


async def silence(scene: Scene) -> Screen | None:
    """还去吗? as long as they hold it."""
    order, found = await scene.order(), await _hold(scene)
    if order is None or found is None or found[0].state not in ACTIVE_CLAIM or order.status not in OPEN_TO_WORK:
        return None
    words = await scene.words(await scene.community())
    return views.silence(words, order, last=scene.facts["times"] >= MOST_REMINDERS)


async def notice(scene: Scene) -> Screen | None:
    """One short message about a place."""
    words = await scene.words(await scene.community())
    return views.notice(words, scene.facts["number"], scene.facts["notice"], await _name(scene))


async def said(scene: Scene) -> Screen | None:
    """A command of staff was carried out."""
    words, facts = await scene.words(await scene.community()), scene.facts
    return views.said(words, facts["number"], facts["what"], await _name(scene), waits=bool(facts.get("waits")))


def _question(kind: str) -> Topic:
    """The topic of a conversation about a place: the question that stands, or how it ended."""

    async def topic(scene: Scene) -> Screen | None:
        words, facts = await scene.words(await scene.community()), scene.facts
        draft = await scene.draft(kind)
        if draft is not None and kind == CONTEST:
            return views.contest_question(words, draft, facts["number"])
        if draft is not None and draft.step == REASON:
            return views.reason_question(words, draft, facts["number"])
        if draft is not None:
            return views.choice(words, draft, facts["number"], await shown(scene.tx, draft))
        ended = views.choice_ended(words, facts["ended"] or "dropped", facts["number"], await _name(scene))
        return None if scene.fresh else ended

    return topic


async def _noted(scene: Scene) -> tuple[NoShow, views.NoShowFacts] | None:
    facts, found = scene.facts, await _hold(scene)
    noted = await no_show_of(scene.tx, facts["community"], facts["number"], facts["claim"])
    if noted is None or found is None:
        return None
    vault = scene.tx.vault
    return noted, views.NoShowFacts(
        number=noted.number,
        who=vault.open(found[1].name),
        reason=vault.open(noted.reason),
        contested=None if noted.contested_at is None else vault.open_or_none(noted.contested) or "",
        upheld=noted.upheld,
    )


async def no_show(scene: Scene) -> Screen | None:
    """What staff noted, for the volunteer."""
    found = await _noted(scene)
    if found is None:
        return None
    noted, facts = found
    return views.no_show(await scene.words(await scene.community()), noted.community_id, noted.claim_id, facts)


async def contest(scene: Scene) -> Screen | None:
    """What the volunteer says to it, for staff."""
    found = await _noted(scene)
    if found is None:
        return None
    noted, facts = found
    return views.contest(await scene.words(await scene.community()), noted.community_id, noted.claim_id, facts)


async def queued(scene: Scene) -> Screen | None:
    """Their place in a line that they wrote themselves into."""
    facts, words = scene.facts, await scene.words(await scene.community())
    if facts["name"] is not None:
        return views.queued_in_group(words, facts["number"], facts["name"], scene.bot_username)
    return views.queued(words, facts["number"], facts["place"], kept=facts["kept"])


async def which_line(scene: Scene) -> Screen | None:
    """Orders that others have: for which do they want to wait?"""
    community = await scene.community()
    return views.which_line(await scene.words(community), community.id, scene.facts["numbers"])


PLACE_TOPICS: dict[str, Topic] = {
    "place_turn": turn,
    "place_queued": queued,
    "place_which": which_line,
    "place_offer": offer,
    "place_silence": silence,
    "place_notice": notice,
    "place_said": said,
    "draft_assign": _question("assign"),
    "draft_hand_on": _question("hand_on"),
    "draft_no_show": _question("no_show"),
    "draft_contest": _question(CONTEST),
    "no_show": no_show,
    "no_show_contest": contest,
}
