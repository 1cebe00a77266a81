"""Topics about the points ledger: statements, the line to keep, the alarm."""

from datetime import UTC, datetime

from bot.delivery.rendering import Scene, Topic
from bot.domain.breach import Wrong
from bot.domain.certificate import Service
from bot.domain.ids import PersonId
from bot.domain.roles import STAFF
from bot.models import Community, Person
from bot.models.ledger import EntryKind
from bot.reports.certificates import certificate_of
from bot.storage.members.people import roles_in
from bot.storage.points.certificates import service_of
from bot.storage.points.hours import minutes_of, minutes_under
from bot.storage.points.ledger import balance_of
from bot.storage.points.statements import account_id_of, account_with, entries_of, entry_facts, entry_of, statement_of
from bot.usecases.points.giving import MAY_REFUSE_WITHIN, offered
from bot.usecases.points.statements import may_go_below, own_books
from bot.views import certificate as certificate_views
from bot.views import giving as giving_views
from bot.views import ledger as views
from bot.views import team as team_views
from bot.views.screen import Screen


async def _facts(
    scene: Scene, community: Community, person_id: PersonId, page: int, *, on_a_page: int
) -> views.StatementFacts:
    year = scene.tx.now.astimezone(community.zone).year
    begin = datetime(year, 1, 1, tzinfo=community.zone).astimezone(UTC)
    return views.StatementFacts(
        community=community,
        balance=await balance_of(scene.tx, community.id, person_id),
        minutes=await minutes_of(scene.tx, community.id, person_id),
        minutes_this_year=await minutes_of(scene.tx, community.id, person_id, since=begin),
        entries=await statement_of(scene.tx, community.id, person_id, limit=on_a_page, offset=page * on_a_page),
        count=await entries_of(scene.tx, community.id, person_id),
        page=page,
    )


async def points(scene: Scene) -> Screen | None:
    """Somebody's own statement."""
    person_id, at, page = PersonId(scene.facts["person"]), scene.facts["at"], scene.facts["page"]
    own = await own_books(scene.tx, person_id)
    if not own:
        return views.statement(await scene.words(), own, None, at=0, serial=scene.facts["serial"])
    at = at if at < len(own) else 0
    facts = await _facts(scene, own[at], person_id, page, on_a_page=views.ON_A_PAGE)
    return views.statement(await scene.words(own[at]), own, facts, at=at, serial=scene.facts["serial"])


async def ledger(scene: Scene) -> Screen | None:
    """A member's statement, for staff alone."""
    community = await scene.community()
    words = await scene.words(community)
    if not STAFF & await roles_in(scene.tx, community.id, PersonId(scene.facts["viewer"])):
        return team_views.none(words)
    person = await scene.tx.session.get_one(Person, scene.facts["person"])
    facts = await _facts(scene, community, person.id, scene.facts["page"], on_a_page=views.ON_A_STAFF_PAGE)
    return views.ledger(words, facts, scene.tx.vault.open(person.name), person.id, serial=scene.facts["serial"])


def _giving(kind: str) -> Topic:
    """The topic of the card for points given by hand."""

    async def topic(scene: Scene) -> Screen | None:
        community = await scene.community()
        words = await scene.words(community)
        draft = await scene.draft(kind)
        if draft is None:
            ended = scene.facts["ended"] or "dropped"
            shown = giving_views.giving_ended(words, ended, scene.facts.get("name"), scene.facts.get("points"))
            return None if scene.fresh else shown
        balance = await balance_of(scene.tx, community.id, draft.person_id)
        return giving_views.giving_draft(words, draft, await offered(scene.tx, draft), balance)

    return topic


async def reversing(scene: Scene) -> Screen | None:
    """冲正: the question that stands, or how it ended."""
    community = await scene.community()
    words = await scene.words(community)
    draft = await scene.draft("reverse")
    if draft is None:
        shown = giving_views.reverse_ended(words, scene.facts["ended"] or "dropped", scene.facts.get("seq") or 0)
        return None if scene.fresh else shown
    entry = await entry_of(scene.tx, community.id, draft.payload["seq"])
    if entry is None:
        return None
    facts = await entry_facts(scene.tx, entry, entry.target_id)
    held = (await account_with(scene.tx, community.id, entry.target_id)).balance
    may = await may_go_below(scene.tx, community.id, draft.person_id)
    return giving_views.reverse_draft(words, community, draft, facts, held=held, may=may)


async def moved(scene: Scene) -> Screen | None:
    """Somebody's points moved by hand."""
    community = await scene.community()
    person_id = PersonId(scene.facts["person"])
    entry = await entry_of(scene.tx, community.id, scene.facts["seq"])
    account_id = await account_id_of(scene.tx, community.id, person_id)
    if entry is None or account_id not in (entry.source_id, entry.target_id):
        return None
    facts = await entry_facts(scene.tx, entry, account_id)
    gift = entry.kind is EntryKind.DONATION and facts.amount > 0 and facts.reversed_by is None
    return giving_views.moved(
        await scene.words(community),
        community,
        facts,
        await balance_of(scene.tx, community.id, person_id),
        minutes=await minutes_under(scene.tx, community.id, entry.key),
        may_refuse=gift and scene.tx.now - entry.at <= MAY_REFUSE_WITHIN,
    )


async def books_alarm(scene: Scene) -> Screen | None:
    """The books are not whole."""
    community = await scene.community()
    wrong = [(Wrong(what), at) for what, at in scene.facts["wrong"]]
    return views.books_alarm(await scene.words(community), community, wrong)


async def certificate(scene: Scene) -> Screen | None:
    """Somebody's own certificate of a year, as the books are now."""
    community = await scene.community()
    person = await scene.tx.session.get_one(Person, scene.facts["person"])
    paper = await certificate_of(scene.tx, community, person, scene.facts["year"])
    return certificate_views.certificate(await scene.words(community), community, scene.facts["year"], paper)


async def certified(scene: Scene) -> Screen | None:
    """Whether the line of a certificate is true."""
    community = await scene.community()
    words = await scene.words(community)
    if scene.facts["said"] is None:
        return certificate_views.certified(words, None, None, None)
    said = Service(**scene.facts["said"])
    person = await scene.tx.session.get_one(Person, said.person_id)
    now = await service_of(scene.tx, community, PersonId(person.id), said.year)
    return certificate_views.certified(words, said, now, scene.tx.vault.open(person.name))


LEDGER_TOPICS: dict[str, Topic] = {
    "points": points,
    "ledger": ledger,
    "draft_award": _giving("award"),
    "draft_donate": _giving("donate"),
    "draft_reverse": reversing,
    "points_moved": moved,
    "certificate": certificate,
    "certified": certified,
    "books_alarm": books_alarm,
}
