"""A sample of every screen about the team."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from bot.domain.roles import Role
from bot.domain.shown_as import ShownAs
from bot.models.team import RequestState
from bot.storage.members.team import Headcount, MemberFacts
from bot.views import profile, team
from bot.views.team import WishFacts
from tests.views import facts
from tests.views.facts import NOW, Said
from tests.views.sampling import BOT, Sample, public, sample

LINK = f"https://t.me/{BOT}?start=team_1"
SERIAL = 10**10 - 1


def member(said: Said, **known: Any) -> MemberFacts:
    """Somebody of whom everything is known."""
    usual = MemberFacts(
        person=facts.person(said.name),
        roles=frozenset({Role.VOLUNTEER}),
        since=NOW,
        skills=("carpentry", "electrical", said.skill),
        buildings=(said.building,),
        party_member=True,
        phone="+8613800138000",
        done=12,
        minutes=20_000,
        no_shows=1,
    )
    return replace(usual, **known)


def newcomer(said: Said, **known: Any) -> MemberFacts:
    """Somebody who has said nothing yet."""
    silent = {
        "skills": (),
        "buildings": (),
        "party_member": False,
        "phone": None,
        "done": 0,
        "minutes": 0,
        "no_shows": 0,
    }
    return member(said, **{**silent, **known})


def _roster() -> Iterator[Sample]:
    count = Headcount(37, 2, 12, (("carpentry", 5), ("plumbing", 1)))
    full = lambda said: [member(said), newcomer(said, roles=frozenset(Role), resting=True)]  # noqa: E731 - a fact
    for page, staff in ((0, True), (1, True), (0, False)):
        yield sample(team.roster, facts.community, count, full, page=page, serial=SERIAL, staff=staff)
    alone = Headcount(1, 0, 0, ())
    yield sample(team.roster, facts.community, alone, lambda said: [newcomer(said)], page=0, serial=SERIAL, staff=True)
    for shown in (count, alone):
        yield public(team.short, facts.community, shown, LINK)
    yield sample(team.none)


def _members() -> Iterator[Sample]:
    shapes: list[Callable[[Said], MemberFacts]] = [
        member,
        newcomer,
        partial(member, roles=frozenset({Role.CLERK}), resting=True),
        partial(member, roles=frozenset({Role.SECRETARY})),
    ]
    for shape in shapes:
        for secretary in (True, False):
            yield sample(team.member, facts.community, shape, serial=SERIAL, secretary=secretary)
    yield sample(team.member_skills, facts.community, member, serial=SERIAL)
    yield sample(team.member_out, facts.community, member, serial=SERIAL)
    for removed, freed in ((True, 2), (False, 0)):
        yield sample(team.left, facts.community, removed=removed, freed=freed)


def _joining() -> Iterator[Sample]:
    for state in RequestState:
        yield sample(team.join_card, facts.community, partial(_wish, state=state), 7)
        yield sample(team.join_told, facts.community, state)
    yield sample(team.own_phone)


def _wish(said: Said, state: RequestState) -> WishFacts:
    return WishFacts(said.name, state, said.other, NOW)


def _own() -> Iterator[Sample]:
    for shape in (member, newcomer, partial(member, resting=True, shows_phone=True, notices=True, digest=True)):
        yield sample(profile.main, facts.community, shape, serial=SERIAL)
        yield sample(profile.more, facts.community, shape, serial=SERIAL)
    yield sample(profile.more, facts.community, partial(member, roles=frozenset(Role)), serial=SERIAL)
    for shown_as in ShownAs:
        for ranked in (True, False):
            lists = partial(member, shown_as=shown_as, ranked=ranked)
            yield sample(profile.public, facts.community, lists, serial=SERIAL)
    yield sample(profile.papers, facts.community, 2026, serial=SERIAL)
    yield sample(profile.skills, facts.community, member, serial=SERIAL)
    for page in (0, 1, 2, 9):
        yield sample(profile.homes, facts.community, member, _thirty_buildings, page=page, serial=SERIAL)
    yield sample(profile.homes, facts.community, member, [], page=0, serial=SERIAL)
    yield sample(profile.leaving, facts.community, serial=SERIAL)
    yield sample(profile.over, facts.community)


def _thirty_buildings(said: Said) -> list[tuple[int, str]]:
    return [(number, said.building) for number in range(1, 31)]


SCREENS = [*_roster(), *_members(), *_joining(), *_own()]
