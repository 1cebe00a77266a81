"""Samples of what residents see: the card of their request, danger, lines between them and staff."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from bot.domain.danger import Danger
from bot.domain.kind import Area
from bot.domain.practice import Practice
from bot.domain.urgency import Urgency
from bot.language.talk.asked_beside import Beside
from bot.models.orders import Media
from bot.storage.community.buildings import BuildingFacts
from bot.storage.members.residences import HomeFacts
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.repairs.order_details import CHOOSING, CONFIRM, OrderDetails, Photo
from bot.usecases.residents.report_draft import EDITABLE, HEARD, SEEN, begun
from bot.views import asked_beside, residents
from tests.views import facts
from tests.views.facts import Said
from tests.views.sampling import Sample, name, number, sample


def samples() -> Iterator[Sample]:
    """All of this part."""
    yield from _cards()
    yield from (sample(residents.report_ended, ended, number) for ended in ENDED)
    yield from (sample(view) for view in (residents.phone_question, residents.number_noted, residents.thanks))
    yield sample(residents.thanks, heard=True)
    yield sample(residents.poster_greeting, facts.community, lambda said: said.building)
    yield sample(residents.number_noted, removed=True)
    yield sample(residents.poster_greeting, facts.community, None)
    yield from (sample(asked_beside.asked_beside, str(about), Practice()) for about in Beside)
    yield sample(asked_beside.asked_beside, "hours", Practice(work_weekends=True))
    yield sample(asked_beside.asked_beside, "hours", None)
    yield from _danger()
    yield from _lines()


ENDED = ("submitted", "published", "joined", "moved", "dropped")


def _draft(
    said: Said, *, step: str = CONFIRM, known: dict[str, Any] | None = None, lacks: bool = False, **payload: Any
) -> DraftFacts:
    usual = OrderDetails() if lacks else replace(facts.details(said), unclear=())
    details = replace(usual, **(known or {}))
    return facts.draft("report", step, **{**begun(1, details), **payload})


def _around(said: Said, **around: Any) -> residents.ReportFacts:
    return residents.ReportFacts(facts.community(said), **around)


def _cards() -> Iterator[Sample]:
    def at(around: Any = _around, **draft: Any) -> Sample:
        return sample(residents.report_draft, partial(_draft, **draft), around)

    for step in (CONFIRM, CHOOSING, *EDITABLE):
        yield at(step=step)
    yield at(lacks=True)
    yield at(lacks=True, known={"on_behalf": True, "what": "x", "building": "y"})
    yield at(known={"convenient": None, "latitude": 36.1, "longitude": 120.4, "urgency": Urgency.CRITICAL})
    yield at(partial(_around, evening=True), known={"convenient": None})
    yield at(known={"phone": None, "on_behalf": True})
    yield at(known={"convenient": None}, again=["when"])
    yield at(partial(_around, unsent=True), later="x")
    for known in ({}, {"building": None}, {"what": None, "photos": ()}):
        yield at(partial(_around, unsent=True), known=known)
    yield at(residents.ReportFacts(None, unsent=True), community=None)
    yield at(known={"flat": None, "area": Area.PUBLIC, "photos": ()})
    for media, sign in ((Media.VOICE, HEARD), (Media.PHOTO, SEEN)):
        sent = {"photos": (Photo("f", "u", media),)}
        yield at(lacks=True, known=sent)
        yield at(known={**sent, "what": sign})
    yield from _places(at)
    for own in (True, False):
        yield at(partial(_known, own=own), same=1024)


def _known(said: Said, *, own: bool) -> residents.ReportFacts:
    return _around(said, same=residents.KnownFacts(said.number, said.building, said.what, own=own))


def _places(at: Callable[..., Sample]) -> Iterator[Sample]:
    lacking = {"building": None, "flat": None}
    yield at(_in_one_of_many, community=None)
    yield at(_at_home, known=lacking)
    yield sample(residents.report_draft, _unsure, _at_home)
    yield sample(residents.report_draft, lambda said: _draft(said, not_listed=said.building), _around)


def _unsure(said: Said) -> DraftFacts:
    return _draft(said, known={"building": None}, candidates=[said.building, said.other])


def _in_one_of_many(said: Said) -> residents.ReportFacts:
    return residents.ReportFacts(None, communities=(facts.community(said),) * 12)


def _at_home(said: Said) -> residents.ReportFacts:
    buildings = tuple(BuildingFacts(at, said.building) for at in range(1, 13))
    return _around(said, buildings=buildings, home=HomeFacts(said.building, said.flat, None))


def _danger() -> Iterator[Sample]:
    for kind in Danger:
        yield sample(residents.danger, kind, Practice())
        yield sample(residents.danger, kind, Practice(), stuck=True)
    yield sample(residents.danger, Danger.FIRE, None)
    own = Practice(danger_advice={"gas": "Out!"}, emergency_numbers=(("Gas company", "96777"),))
    yield sample(residents.danger, Danger.GAS, own)
    yield sample(residents.danger, Danger.FALLEN, lambda said: Practice(danger_advice={"fallen": said.reason}))


def _lines() -> Iterator[Sample]:
    for phone in (None, "+8613800138000"):
        yield sample(residents.word_draft, facts.draft("word", "line"), phone)
    yield sample(residents.answer_draft, facts.draft("answer", "line"), name)
    yield from (sample(residents.word_ended, ended) for ended in ("passed_on", "answered", "dropped"))
    for address in (None, lambda said: said.building):
        yield sample(residents.word_to_staff, lambda said: said.reason, name, address, _ids)
    yield sample(residents.word_from_staff, lambda said: said.reason, number)


def _ids(said: Said) -> tuple[int, int]:
    return said.number, said.number
