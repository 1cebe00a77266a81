"""Samples of requests: the cards of staff, the questions they are asked, what an outside party sees."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from bot.domain.contact import Contact
from bot.domain.ids import OrderNumber
from bot.domain.kind import Area, Kind
from bot.domain.life import Status, Step
from bot.domain.satisfaction import Satisfaction
from bot.domain.urgency import Urgency
from bot.models.places import PartyKind
from bot.storage.community.parties import MOST_PARTIES
from bot.storage.repairs.history import Taken
from bot.storage.repairs.waiting import WaitingBeside, WaitingFacts, WaitingOrder
from bot.storage.requests.triage_facts import Alike, TriageFacts
from bot.usecases.desk.triage import DANGER, MENUS
from bot.usecases.desk.triage_outcomes import READY
from bot.usecases.desk.triage_questions import SURE
from bot.views import inbox, orders, parties, triage
from tests.views import facts
from tests.views.facts import NOW, Said
from tests.views.sampling import BOT, Sample, number, public, reason, sample


def samples() -> Iterator[Sample]:
    """All of this part."""
    yield from _cards()
    yield from _questions()
    yield from _parties()
    yield from _list()
    yield from _waiting()
    yield from _told()


def _request(said: Said, *, order: dict[str, Any] | None = None, **others: Any) -> TriageFacts:
    usual: dict[str, Any] = {"status": Status.SUBMITTED, "area": Area.PUBLIC, **(order or {})}
    return TriageFacts(facts.order(said, **usual), **others)


def _to_tell(said: Said, *, known: bool) -> TriageFacts:
    party = facts.party(said, person_id=None, user_id=None)
    party = party if known else replace(party, contact=None)
    return _request(said, order={"status": Status.REDIRECTED}, party=party, to_tell=True)


def _cards() -> Iterator[Sample]:
    shapes: list[Callable[[Said], TriageFacts]] = [
        *(partial(_request, order={"kind": kind}) for kind in Kind),
        partial(_request, watchers=2),
        lambda said: _request(said, order={"answer": said.reason}, again=True),
        lambda said: _request(said, order={"answer": said.reason}, again=True, objected=True),
        partial(_request, order={"area": None, "skill": None, "urgency": Urgency.NORMAL, "contact": Contact()}),
        *(partial(_request, order={"status": status}, decided=Taken(Step.PUBLISH, None)) for status in Status),
        *(partial(_request, order={"status": status}, asked=True) for status in (Status.OPEN, Status.REDIRECTED)),
        partial(_request, newer=True),
        *(
            partial(_request, order={"status": Status.MERGED, "merged_into": OrderNumber(1025)}, splits=splits)
            for splits in (False, True)
        ),
        partial(_request, order={"status": Status.REJECTED, "answer": READY + "outside"}),
        lambda said: _request(
            said,
            order={"status": Status.REDIRECTED},
            decided=Taken(Step.REDIRECT, said.name),
            party=facts.party(said),
            accepted=True,
        ),
        *(partial(_to_tell, known=known) for known in (True, False)),
        lambda said: _request(said, menu="redirect", parties=tuple(facts.party(said, kind) for kind in PartyKind)),
        *(partial(_request, menu=menu) for menu in (*MENUS, DANGER) if menu != "redirect"),
        partial(_request, menu="reject", reached=False),
        partial(_request, order={"status": Status.REJECTED, "answer": READY + "outside"}, reached=False),
    ]
    yield from (sample(triage.triage_card, shape) for shape in shapes)


def _beside(said: Said, *, near: bool = False, alike: bool = False) -> Alike:
    return Alike(said.number, said.building, said.what, near=near, alike=alike)


def _questions() -> Iterator[Sample]:
    for step in ("settle", "reject", "result", "merge"):
        yield sample(triage.triage_word, facts.draft("triage", step), number, [], watchers=2)
    for step in ("settle", "reject", "result"):
        yield sample(triage.triage_word_ended, step, number)
    yield from (sample(triage.triage_word_ended, ended, number, told=False) for ended in ("result", "reject"))
    yield sample(triage.triage_word_ended, "merge", number, into=number)
    yield sample(triage.triage_word_ended, "withdrawn", number)
    yield sample(triage.triage_word_ended, "merge", number, into=number, told=False)
    alike: list[Callable[[Said], Alike]] = [
        partial(_beside, near=True, alike=True),
        partial(_beside, near=True),
        partial(_beside, alike=True),
    ]
    yield sample(triage.triage_word, facts.draft("triage", "merge"), number, lambda said: [one(said) for one in alike])
    for into in (*alike, _beside):
        yield sample(triage.merge_question, facts.draft("triage", SURE), alike[0], into)
    for step in ("done", "not_ours"):
        yield sample(triage.triage_word, facts.draft("party", step), number, [])
    for ended in ("done", "not_ours", "dropped"):
        yield sample(triage.triage_word_ended, ended, number)


def _parties() -> Iterator[Sample]:
    with_them = partial(facts.order, status=Status.REDIRECTED)
    for accepted in (True, False):
        yield sample(parties.party_order, with_them, facts.party, theirs=True, accepted=accepted)
    unknown = partial(facts.plain_order, contact=Contact())
    yield sample(parties.party_order, unknown, facts.party, theirs=True, accepted=False)
    for status in (Status.CLOSED, Status.SUBMITTED):
        yield sample(
            parties.party_order, partial(facts.order, status=status), facts.party, theirs=False, accepted=False
        )
    yield sample(parties.party_late, with_them, facts.party, 3)
    yield sample(parties.party_late, facts.order, None, 3)
    yield sample(parties.party_late, with_them, facts.party, 3, to_tell=True)


def _list() -> Iterator[Sample]:
    def listed(said: Said) -> list[Any]:
        return [facts.party(said), facts.party(said, person_id=None, contact=None)]

    for picked in (None, facts.party, lambda said: facts.party(said, person_id=None)):
        yield sample(parties.parties, facts.community, listed, picked)
    yield sample(parties.parties, facts.community, lambda said: [facts.party(said, id=10**9)] * MOST_PARTIES, None)
    yield sample(parties.party_question, facts.draft("parties", "add"))
    yield sample(parties.party_link, facts.party, f"https://t.me/{BOT}?start=party_{'x' * 22}")
    yield sample(parties.party_welcome, facts.community, facts.party)


def _waiting() -> Iterator[Sample]:
    def facts_of(said: Said, *, orders: int, elsewhere: int = 0, doubtful: int | None = None) -> WaitingFacts:
        statuses = (Status.SUBMITTED, Status.REDIRECTED, Status.DONE, Status.OPEN, Status.CLAIMED)
        told = WaitingOrder(said.number, Status.REDIRECTED, said.building, said.what, Urgency.NORMAL, NOW, to_tell=True)
        shown = [
            WaitingOrder(said.number, status, said.building, said.what, urgency, NOW)
            for status in statuses
            for urgency in Urgency
        ]
        shown.insert(0, told)
        return WaitingFacts(tuple((shown * 9)[:orders]), elsewhere, doubtful)

    for page, orders_ in ((0, 0), (0, 3), (0, 20), (2, 20), (9, 20)):
        yield sample(inbox.inbox, facts.community, partial(facts_of, orders=orders_), page)
    beside = WaitingFacts((), 0, None, WaitingBeside(calls=2, joining=1, contested=1))
    yield sample(inbox.inbox, facts.community, beside, 0)
    full = partial(facts_of, orders=80, elsewhere=2, doubtful=2**63 - 1)
    for judged in (Satisfaction(10**6, 10**5, 10**4), Satisfaction(3, 0, 0)):
        yield sample(inbox.inbox, facts.community, full, 1, judged=judged)
    yield sample(inbox.auto_publish, partial(facts.community, practice={}))
    yield sample(inbox.auto_publish, partial(facts.community, practice={"auto_publish": ["plumbing"]}))


def _told() -> Iterator[Sample]:
    for notice in ("redirected", "settled", "merged"):
        yield sample(orders.notice, facts.order, notice, points=None, reason=reason, balance=None)
    yield from (public(orders.order_card, partial(facts.order, kind=kind)) for kind in Kind)
