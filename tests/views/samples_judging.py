"""A sample of every screen about what residents think of the work."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from bot.domain.contact import Contact
from bot.domain.ids import PersonId
from bot.domain.life import Status, Step
from bot.domain.roles import Part
from bot.models.residents import CallResult, Verdict
from bot.storage.repairs.order_facts import OrderFacts
from bot.storage.requests.ratings import CallFacts, RatingFacts
from bot.views import judging, orders
from tests.views import facts
from tests.views.facts import NOW, ZONE, Said
from tests.views.sampling import Sample, number, sample

SERIAL = 10**9 - 1
ROUND = 2


def _rated(verdict: Verdict, said: Said, *, stars: int | None = None, silent: bool = False) -> RatingFacts:
    return RatingFacts(ROUND, PersonId(9), verdict, stars, None if silent else said.result)


def _done(said: Said, **known: Any) -> OrderFacts:
    return facts.claimed(said, **{"status": Status.DONE, "round": ROUND, **known})


def _judged(said: Said, **known: Any) -> OrderFacts:
    """All verdicts, all results of calls, and one call still to be made."""
    calls = tuple(CallFacts(ROUND, 1, result, said.name, NOW, said.reason) for result in CallResult)
    return _done(
        said,
        ratings=tuple(_rated(verdict, said, stars=5) for verdict in Verdict),
        calls=(*calls, CallFacts(ROUND, 2, None, None, None)),
        **known,
    )


def _questions() -> Iterator[Sample]:
    asked = partial(sample, judging.question, this_round=ROUND, reminds=False)
    yield asked(_done, None)
    yield sample(judging.question, _done, None, this_round=ROUND, reminds=True)
    yield sample(judging.question, _done, None, this_round=ROUND, reminds=False, scrubbed=True)
    yield asked(partial(_done, status=Status.CLOSED, closed_by=Part.CLOCK), None)
    yield asked(partial(_done, status=Status.CANCELLED), None)
    yield asked(partial(_done, round=ROUND + 1), None)
    yield asked(partial(_done, round=ROUND + 1, last_step=Step.UNDO), None)
    for verdict in Verdict:
        goes_again = partial(_done, status=Status.CLAIMED, round=ROUND + 1)
        yield asked(goes_again, lambda said, verdict=verdict: _rated(verdict, said, stars=5))
        yield sample(
            judging.question,
            goes_again,
            lambda said, verdict=verdict: _rated(verdict, said, silent=True),
            this_round=ROUND,
            reminds=False,
            earned=3,
        )
        closed = partial(_done, status=Status.CLOSED)
        yield asked(closed, lambda said, verdict=verdict: _rated(verdict, said, stars=5))
        yield asked(closed, lambda said, verdict=verdict: _rated(verdict, said, stars=5, silent=True))
        yield asked(closed, lambda said, verdict=verdict: _rated(verdict, said, silent=True))


def _calls() -> Iterator[Sample]:
    waiting = CallFacts(ROUND, 2, None, None, None)

    def noted_call(said: Said) -> OrderFacts:
        noted = CallFacts(ROUND, 1, CallResult.NO_ANSWER, said.name, NOW, said.reason)
        return _done(said, calls=(noted, waiting))

    shown = partial(sample, judging.calls, number, serial=SERIAL, about=number)
    yield shown(partial(_done, calls=(waiting,)), left=3, did=None)
    yield shown(_without_phone, left=1, did="reached")
    yield shown(_done, left=0, did="no_answer")
    yield shown(None, left=0, did=None)
    yield shown(noted_call, left=3, did="satisfied", noted=(ROUND, 1))
    yield shown(None, left=0, did="redo", noted=(ROUND, 3))
    yield sample(judging.note_question, facts.draft("call_note", "words"), number)
    yield from (sample(judging.note_ended, ended, number) for ended in ("noted", "dropped"))


def _complained(said: Said) -> OrderFacts:
    return facts.claimed(said, round=ROUND + 1, ratings=(_rated(Verdict.REDO, said),))


def _without_phone(said: Said) -> OrderFacts:
    return _done(said, calls=(CallFacts(ROUND, 1, None, None, None),), contact=Contact())


def samples() -> Iterator[Sample]:
    """All of them."""
    yield from _questions()
    yield from _calls()
    for several in (lambda said: [_done(said)], lambda said: [_done(said)] * 3):
        yield sample(judging.which_verdict, several, (Verdict.SATISFIED, Verdict.REDO))
    yield sample(orders.review, _judged, this_round=ROUND, zone=ZONE)
    yield sample(orders.review, _judged, this_round=ROUND, zone=ZONE, own=True)
    yield sample(
        orders.review, partial(_judged, closed_by=Part.CLOCK, status=Status.CLOSED), this_round=ROUND, zone=ZONE
    )
    yield sample(orders.job, _complained, facts.holder("Me"))
    yield sample(orders.notice, facts.order, "thanks", points=10, reason=None, balance=30, verdict="satisfied")
    for kind in ("not_fixed", "not_fixed_again", "reopened_again"):
        yield sample(orders.notice, facts.order, kind, points=None, reason=None, balance=None)
