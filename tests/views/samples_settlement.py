"""A sample of every screen about settlement and recognition."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from bot.domain.ids import CommunityId, PersonId
from bot.domain.periods import Every, Period, period_of
from bot.domain.polls import PollKind, PollState
from bot.domain.shown_as import ShownAs
from bot.domain.stars import HOURS
from bot.domain.tally import Tally
from bot.models import Lapse, SettledPeriod
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.gatherings.polls import PollFacts
from bot.storage.points.honours import Candidate
from bot.storage.points.ranking import RankFacts
from bot.storage.points.settled import MovedFacts, SettledFacts
from bot.usecases.points.recognising import SINCE
from bot.views import recognition, settlement
from bot.views.settlement import Named, OpenFacts
from tests.views import facts
from tests.views.facts import NOW, ZONE, Said
from tests.views.sampling import Sample, public, sample

SERIAL = 10**10 - 1
OCTOBER = period_of(date(2026, 10, 9), Every.MONTH)
WINTER = period_of(date(2026, 10, 9), Every.QUARTER)
CUT = Period(date(2026, 11, 1), date(2027, 1, 1))
EVERYTHING = Tally(opening=12, earned=40, donated=-3, redeemed=-10, reversed=-5, expired=-2, minutes=390)
LITTLE = Tally(earned=1, minutes=60)


def period(_: Said, span: Period = OCTOBER) -> SettledPeriod:
    """A closed period."""
    return SettledPeriod(
        community_id=1, id=3, begins=span.begins, ends=span.ends, after_seq=10, until_seq=14, until_minutes=4,
        closed_at=NOW, closed_by=1, title="阡上社区",
        timezone="Asia/Shanghai", locale="zh_CN", lapse_months=12, mac="a" * 64,
    )  # fmt: skip


def member(said: Said, number: int = 7, **known: Any) -> SettledFacts:
    """Somebody in it."""
    usual = {"name": said.name, "shown_as": ShownAs.NAME, "tally": EVERYTHING}
    return SettledFacts(person_id=PersonId(number), number=number, **{**usual, **known})


def _many(said: Said) -> list[SettledFacts]:
    return [
        member(said),
        member(said, 8, shown_as=ShownAs.TITLE, name="Ouyang Xiu", tally=LITTLE),
        member(said, 9, shown_as=ShownAs.TITLE, name="Mrs Li", tally=LITTLE),
        member(said, 10, shown_as=ShownAs.NUMBER, tally=LITTLE),
        member(said, 11, name=None, tally=LITTLE),
    ]


def _crowd(said: Said) -> list[SettledFacts]:
    return [member(said, number) for number in range(12, 90)]


def _moved(said: Said) -> list[MovedFacts]:
    mint, mine = (AccountKind.MINT, 1), (AccountKind.MEMBER, 7)
    entries = [
        MovedFacts(at, NOW, kind, (holder, 2), mine, 10, said.number, 4, by_hand=bool(at % 2), reason=said.reason)
        for at, kind in enumerate(EntryKind)
        for holder in AccountKind
    ]
    return [*entries, MovedFacts(99, NOW, EntryKind.AWARD, mint, mine, 5, None, None, by_hand=False, reason=None)]


def _open(said: Said, *, over: bool, members: int = 12) -> OpenFacts:
    named = [Named(said.name, EVERYTHING), Named(said.other, LITTLE)] * members
    return OpenFacts(CUT if over else OCTOBER, over, named[:members])


def _secretary() -> Iterator[Sample]:
    for page in (0, 1, 9):
        for over in (True, False):
            yield sample(settlement.preview, facts.community, partial(_open, over=over), page=page, serial=SERIAL)
    yield sample(settlement.preview, facts.community, None, page=0, serial=SERIAL)
    yield sample(settlement.question, facts.community, partial(_open, over=True), serial=SERIAL)
    yield sample(settlement.closed, facts.community, period, _many, serial=SERIAL)
    for count in (0, 1, 12):
        shown = lambda said, count=count: [period(said), period(said, WINTER)][:count]  # noqa: E731 - a fact
        yield sample(settlement.past, facts.community, shown, count, page=min(count, 1), serial=SERIAL)
    yield sample(settlement.sheet, period, _many, _moved)
    yield sample(settlement.sheet, lambda said: _never_lapsing(period(said)), [], [])


def _never_lapsing(one: SettledPeriod) -> SettledPeriod:
    one.lapse_months = 0
    return one


def _everybody() -> Iterator[Sample]:
    for tally in (EVERYTHING, LITTLE, Tally(opening=5)):
        mine = partial(member, tally=tally)
        yield sample(settlement.own, facts.community, partial(period, span=CUT), mine, minutes=36_000)
    yield public(settlement.public_list, period, _many)
    yield public(settlement.public_list, period, _crowd)
    yield public(settlement.public_list, partial(period, span=WINTER), lambda said: [member(said)])


def _lapse(_: Said) -> Lapse:
    return Lapse(announced=12, lapses_at=NOW)


def _place(said: Said, place: int, **known: Any) -> RankFacts:
    usual = {"name": said.name, "shown_as": ShownAs.NAME, "points": 40, "minutes": 390}
    return RankFacts(person_id=PersonId(place), place=place, number=place + 4, **{**usual, **known})


def _recognition() -> Iterator[Sample]:
    for since in SINCE:
        rows = lambda said: [_place(said, place) for place in range(1, 13)]  # noqa: E731 - a fact
        yield sample(recognition.rank, facts.community, rows, PersonId(12), since=since, serial=SERIAL)
    lonely = lambda said: [_place(said, 1, minutes=0)]  # noqa: E731 - a fact
    yield sample(recognition.rank, facts.community, lonely, PersonId(2), since="all", serial=SERIAL)
    yield sample(recognition.rank, facts.community, [], PersonId(2), since="all", serial=SERIAL)
    yield sample(settlement.lapse, facts.community, _lapse)
    for level in range(1, len(HOURS) + 1):
        yield sample(recognition.star, facts.community, level)


def _vote(_: Said, counts: tuple[int, ...] | None) -> PollFacts:
    return PollFacts(
        CommunityId(1), 4, PollKind.HONOUR, 202610, 1, "", ("7", "8"), anonymous=True, several=False,
        state=PollState.OPEN, invited={},
        opened_at=NOW, closes_at=NOW, closed_at=None, counts=counts, voters=None if counts is None else 5,
    )  # fmt: skip


def _votes() -> Iterator[Sample]:
    namesakes = lambda said: [Candidate(number, said.name, ShownAs.NAME) for number in (7, 8)]  # noqa: E731 - a fact
    yield public(recognition.ballot, partial(_vote, counts=None), namesakes, ZONE)
    for counts in ((3, 2), (2, 2)):
        yield public(recognition.honour, partial(_vote, counts=counts), namesakes)


SCREENS = [*_secretary(), *_everybody(), *_recognition(), *_votes()]
