"""Samples of what residents hear and do about their orders, and of what passes between them and the holders."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from bot.domain.ids import OrderNumber, PersonId
from bot.domain.kind import Kind
from bot.domain.life import Status
from bot.models.places import PartyKind
from bot.storage.community.parties import PartyFacts
from bot.storage.members.residents import Concern, VolunteerPhone
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.chats.answering import ANSWERS, MAY_BE_SKIPPED
from bot.views import knowing, passing_on, privacy, unplaced
from bot.views.knowing import Known
from bot.views.screen import Screen
from tests.views import facts
from tests.views.facts import NOW, Said
from tests.views.sampling import Sample, name, number, reason, sample

EVENTS = (
    *("posted", "claimed", "passed_on", "arrived", "released", "done", "reopened", "closed", "redirected"),
    *("accepted", "answered", "settled", "rejected", "merged", "split", "cancelled", "withdrawn"),
)


def samples() -> Iterator[Sample]:
    """All of this part."""
    yield from _news()
    yield from _standing()
    yield from _wishes()
    yield from _conversations()
    yield sample(privacy.privacy, days=30)
    yield sample(privacy.my_data, {"person": {"id": 7}})
    yield sample(privacy.forget_draft, facts.draft("forget", "forget"))
    yield sample(privacy.forget_ended)
    yield from (sample(privacy.emptied, media) for media in (None, "photo", "voice"))


def _party(said: Said) -> PartyFacts:
    return PartyFacts(1, said.other, PartyKind.PROPERTY, None, None, None, active=True)


def known(said: Said, *, concern: Concern = Concern.OWN, whole: bool = False, **order: Any) -> Known:
    """An order that is somebody's own, taken by a volunteer with a phone, with a party and an answer."""
    phones = {PersonId(7): VolunteerPhone(said.phone, whole)}
    of = facts.claimed(said, **{"merged_into": OrderNumber(said.number), **order})
    return Known(of, concern, phones, party=_party(said), answer=said.reason)


def _with_the_party(said: Said) -> Known:
    """A party that has somebody here has it."""
    return replace(known(said, status=Status.REDIRECTED), party=facts.party(said))


def _news() -> Iterator[Sample]:
    def holder(said: Said) -> Any:
        return facts.holder(said.name)

    for event in EVENTS:
        for concern in Concern:
            yield sample(knowing.news, partial(known, concern=concern), event, who=holder, reason=reason)
    yield from (sample(knowing.news, partial(known, kind=kind), "posted") for kind in Kind)
    yield sample(knowing.news, partial(known, status=Status.OPEN, holders=()), "posted")
    yield sample(knowing.news, partial(known, status=Status.CLOSED, holders=()), "closed")
    yield sample(knowing.news, partial(known, whole=True, convenient=None), "claimed", who=holder)
    for part in ("早上", "at noon", "afternoon", "晚上"):
        yield sample(knowing.news, partial(known, convenient=f"明天{part} 2026-11-24"), "claimed", who=holder)
    yield sample(knowing.news, lambda said: replace(known(said), answer=None, party=None), "answered")
    yield sample(knowing.news, _with_the_party, "redirected")
    yield sample(knowing.news, lambda said: replace(known(said), answer=None), "rejected")
    yield sample(knowing.news, lambda said: replace(known(said), answer="ready:outside"), "rejected")
    yield sample(knowing.news, lambda said: replace(known(said), scrubbed_at=NOW), "claimed", who=holder)


def _standing() -> Iterator[Sample]:
    nothing = knowing.StatusFacts((), (), (), number=None, knows_phone=True, just_bound=False)

    def showing(*shapes: Callable[[Said], Known]) -> Callable[[Said], knowing.StatusFacts]:
        return lambda said: replace(nothing, reported=tuple(shape(said) for shape in shapes))

    yield sample(knowing.status, showing(*(partial(known, status=status) for status in Status)))
    yield sample(knowing.status, showing(partial(known, status=Status.OPEN, holders=())))
    yield sample(knowing.status, showing(lambda said: known(said, holders=(facts.holder(said.name, arrived=True),))))
    yield sample(knowing.status, showing(partial(known, concern=Concern.FOLLOWED)))
    yield sample(knowing.status, showing(_with_the_party))


def _wishes() -> Iterator[Sample]:
    for kind in ("nudged", "corrected", "withdrawn"):
        for held in (True, False):
            yield sample(passing_on.wish, facts.order, kind, held=held, field="when", party=_party)
    waits = partial(facts.order, status=Status.REDIRECTED)
    yield sample(passing_on.wish, waits, "nudged", held=False, field=None, party=None)
    for kind in ("nudged", "withdrawn"):
        yield sample(passing_on.wish, waits, kind, held=False, field=None, party=_party, to_party=True)
    for field in ("address", "words", "photo"):
        yield sample(passing_on.wish, facts.claimed, "corrected", held=True, field=field, party=None)
    yield sample(passing_on.wish, facts.order, "corrected", held=False, field="address", party=None)
    for who in (name, None):
        yield sample(passing_on.line, facts.claimed, reason, who=who, over=False)
        yield sample(passing_on.picture, facts.claimed, "file", reason, who=who)
    yield sample(passing_on.line, facts.claimed, None, who=None, over=True)
    yield sample(passing_on.picture, facts.claimed, "file", None, who=None)
    for to, status, reached in (
        (("Zhao",), Status.CLAIMED, True),
        (("Zhao",), Status.CLOSED, True),
        ((), Status.CLAIMED, True),
        ((), Status.CLAIMED, False),
    ):
        over = status is Status.CLOSED
        yield sample(passing_on.passed_on, partial(facts.order, status=status), to=to, reached=reached, staff=over)
    for reached in (True, False):
        yield sample(passing_on.passed_on, facts.claimed, to=(), reached=reached, away=True)
        yield sample(passing_on.passed_on, facts.claimed, to=(), reached=reached, door=True)
        yield sample(passing_on.reaches_nobody, (1001, 1002))
        yield sample(passing_on.passed_on, facts.claimed, to=("Ann",), reached=reached, done=True)


def _conversations() -> Iterator[Sample]:
    for step in ("choose", "address", "phone", "when", "words", "photo", "withdraw"):
        yield sample(passing_on.mine_draft, facts.draft("mine", step), facts.order)
    sure = facts.draft("mine", "sure", field="phone", text="13800138000")
    for count in (1, 2):
        yield sample(passing_on.mine_draft, sure, facts.order, of=lambda said, count=count: [facts.order(said)] * count)
    where = partial(lambda said: facts.draft("mine", "sure", field="address", text=said.building))
    yield sample(passing_on.mine_draft, where, facts.order, of=lambda said: [facts.order(said)])
    for ended in ("changed", "photos", "withdrawn", "kept"):
        yield sample(passing_on.mine_ended, ended, number)
    for to in ((), ("Zhao",)):
        yield sample(passing_on.line_draft, facts.draft("line", "line"), facts.claimed, to=to)
    for ended, to in (("sent", ("Zhao",)), ("sent", ()), ("unreachable", ()), ("dropped", ())):
        yield sample(passing_on.line_ended, ended, number, to=to)
    yield from _unplaced()


def _unplaced() -> Iterator[Sample]:
    kinds = [*ANSWERS, *MAY_BE_SKIPPED, "order"]
    questions = [
        *((kind, "") for kind in kinds),
        *(("triage", step) for step in ("reject", "settle", "result", "merge")),
    ]
    for kind, step in questions:
        yield sample(unplaced.where, partial(_line, question=[kind, 1, step]), [])
    for many in (1, 5):
        yield sample(unplaced.where, _line, lambda said, many=many: [(facts.claimed(said), (said.name,))] * many)
    yield sample(unplaced.where, _line, lambda said: [(facts.claimed(said), ())])
    yield sample(unplaced.where, partial(_line, note=True), lambda said: [(facts.claimed(said), (said.name,))])
    for text in ("?", "?" * 4090):
        yield sample(unplaced.taking_any_line, Screen(text))
    for which in (passing_on.which_visit, passing_on.which_done):
        yield sample(which, lambda said: [facts.claimed(said)] * 7)
    endings = ("answered", "told", "noted", "again", "another", "dropped", "staff", "unheard")
    yield from (sample(unplaced.where_ended, ended) for ended in endings)


def _line(said: Said, question: list[object] | None = None, *, note: bool = False) -> DraftFacts:
    noted = {"orders": [[1, said.number]], "note": [1, said.number], "new": True} if note else {}
    return facts.draft("where", "where", line=said.reason, question=question, number=said.number, **noted)
