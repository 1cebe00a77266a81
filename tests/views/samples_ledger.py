"""A sample of every screen about the points ledger."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.domain.breach import Wrong
from bot.domain.certificate import Service
from bot.domain.ids import PersonId
from bot.models.ledger import EntryKind
from bot.reports.certificates import Certificate
from bot.storage.members.neighbours import Neighbour
from bot.storage.points.statements import EntryFacts
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.points.giving import AWARD, CONFIRM, DONATE, HOW_MANY, SURE, WHO, WHY
from bot.usecases.points.reversing import READY
from bot.views import certificate, giving, ledger
from tests.views import facts
from tests.views.facts import NOW, Said
from tests.views.sampling import Sample, name, sample

SERIAL = 10**9 - 1
LAST = 10**12
"""The number of an entry at worst."""


def entry(said: Said, kind: EntryKind = EntryKind.AWARD, **known: Any) -> EntryFacts:
    """A line of a statement, about which everything is known that can be."""
    usual: dict[str, Any] = {"seq": LAST, "reason": said.reason, "what": said.what, "other": said.other}
    return EntryFacts(NOW, kind, 10, said.number, **{**usual, **known})


def _page(said: Said, **known: Any) -> ledger.StatementFacts:
    lines = [entry(said, kind) for kind in list(EntryKind)[: ledger.ON_A_PAGE]]
    usual: dict[str, Any] = {"balance": 35, "minutes": 755, "minutes_this_year": 180, "entries": lines, "count": 99}
    return ledger.StatementFacts(**{"community": facts.community(said), "page": 1, **usual, **known})


def _lines(said: Said, *kinds: EntryKind) -> list[EntryFacts]:
    return [entry(said, kind, reversed_by=LAST) for kind in kinds]


def _statements() -> Iterator[Sample]:
    two = lambda said: [facts.community(said)] * 2  # noqa: E731 - a fact
    one = lambda said: [facts.community(said)]  # noqa: E731 - a fact
    yield sample(ledger.statement, [], None, at=0, serial=SERIAL)
    yield sample(ledger.statement, two, _page, at=1, serial=SERIAL)
    for kinds in ((), (EntryKind.REVERSAL, EntryKind.DONATION, EntryKind.HOLD), tuple(EntryKind)[-4:]):
        shown = lambda said, kinds=kinds: _page(said, page=0, entries=_lines(said, *kinds), count=len(kinds))  # noqa: E731 - a fact
        yield sample(ledger.statement, one, shown, at=0, serial=SERIAL)
        yield sample(ledger.ledger, shown, name, 2**31, serial=SERIAL)
    for reason in ("reopened", "cancelled", "declined", "relisted"):
        ready = lambda said, reason=reason: _page(said, entries=[entry(said, reason=READY + reason)])  # noqa: E731 - a fact
        yield sample(ledger.statement, one, ready, at=0, serial=SERIAL)
    lost = lambda said: _page(said, minutes=0, entries=[entry(said, EntryKind.MANUAL, reason=None)])  # noqa: E731 - a fact
    yield sample(ledger.statement, one, lost, at=0, serial=SERIAL)
    gives = lambda said: _page(said, community=facts.community(said, practice={"donations": True}))  # noqa: E731 - a fact
    yield sample(ledger.statement, one, gives, at=0, serial=SERIAL)
    yield sample(ledger.ledger, lambda said: _page(said, entries=[entry(said)] * 3), name, 2**31, serial=SERIAL)


def _books() -> Iterator[Sample]:
    yield sample(ledger.books_alarm, facts.community, [(wrong, LAST) for wrong in Wrong])


def _card(kind: str, step: str, **known: Any) -> Any:
    def draft(said: Said) -> DraftFacts:
        payload = {"community": 1, "to": None, "name": said.name, "points": None, "reason": None}
        filled = {key: value(said) if callable(value) else value for key, value in known.items()}
        return facts.draft(kind, step, **{**payload, **filled})

    return draft


def _two_of_a_name(said: Said) -> list[Neighbour]:
    return [Neighbour(PersonId(who), who, said.name, None, member=True, reached=True) for who in (7, 2**31)]


def _cards() -> Iterator[Sample]:
    whom: dict[str, Any] = {"to": 7}
    full: dict[str, Any] = {"to": 7, "points": 10, "minutes": 60}
    for kind in (AWARD, DONATE):
        yield sample(giving.giving_draft, _card(kind, WHO), [], 35)
        yield sample(giving.giving_draft, _card(kind, WHO), _two_of_a_name, 35)
        yield sample(giving.giving_draft, _card(kind, HOW_MANY, **whom), [], 35)
        yield sample(giving.giving_draft, _card(kind, CONFIRM, **full, reason=lambda said: said.reason), [], 35)
    yield sample(giving.giving_draft, _card(AWARD, WHY, **full), [], 35)
    yield sample(giving.giving_draft, _card(DONATE, SURE, **full), [], 35)
    for ended in ("given", "dropped"):
        yield sample(giving.giving_ended, ended, name, 10)


def _reversals() -> Iterator[Sample]:
    for step, may in (("reason", True), ("below", True), ("below", False)):
        asked = _card("reverse", step, reason=lambda said: said.reason)
        yield sample(giving.reverse_draft, facts.community, asked, entry, held=-3, may=may)
    for ended in ("reversed", "dropped"):
        yield sample(giving.reverse_ended, ended, LAST)


def _moved() -> Iterator[Sample]:
    for kind, amount in ((EntryKind.MANUAL, 10), (EntryKind.REVERSAL, 10), (EntryKind.REVERSAL, -10)):
        shown = lambda said, kind=kind, amount=amount: EntryFacts(  # noqa: E731 - a fact
            NOW, kind, amount, said.number, seq=LAST, reason=said.reason
        )
        yield sample(giving.moved, facts.community, shown, 35, may_refuse=False, minutes=60)
    for back, may in ((None, True), (LAST, False)):
        gift = lambda said, back=back: entry(said, EntryKind.DONATION, reason=None, reversed_by=back)  # noqa: E731 - a fact
        yield sample(giving.moved, facts.community, gift, 35, may_refuse=may)


SERVICE = Service(LAST, 2**31, 2026, 10**6, 9999, 999)


def paper_of(said: Said) -> Certificate:
    """Somebody's year, as large as it can be."""
    return Certificate(said.community, said.name, SERVICE, SERVICE.line("K7QXM3FDPA"), NOW.date())


def _certificates() -> Iterator[Sample]:
    for paper in (None, paper_of):
        yield sample(certificate.certificate, facts.community, 2026, paper)
    for said, now in ((None, None), (SERVICE, SERVICE), (SERVICE, replace(SERVICE, minutes=0, orders=0))):
        yield sample(certificate.certified, said, now, name)


SCREENS = [*_statements(), *_books(), *_cards(), *_reversals(), *_moved(), *_certificates()]
