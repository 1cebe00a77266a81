"""Which orders years of work leave: in communities of very different size, nearly all of them long closed.

However many there are, as many are unfinished, were closed yesterday and are held by Ann: what differs is only what
lies behind.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.ids import FIRST_ORDER_NUMBER
from bot.domain.life import Status

COMMUNITIES = 30
BIGGEST = 1
PATTERN = 1_000
"""After so many orders the same communities come again in the same order; there have to be at least as many."""
VOLUNTEERS = 200
RESIDENTS = 300
SECRETARY, ANN, WANG = 1, 2, 3
"""Staff of the biggest community; a volunteer everywhere, who took a tenth there; who reported a fifth of all."""
PEOPLE = WANG + RESIDENTS + VOLUNTEERS
UNFINISHED = {Status.OPEN: 60, Status.CLAIMED: 20, Status.DONE: 10}
UNFINISHED_ELSEWHERE = {Status.OPEN: 3, Status.CLAIMED: 1, Status.DONE: 1}
CLOSED_YESTERDAY = 12
ANN_HOLDS = 3
YEARS = timedelta(days=3 * 365)
LATELY = timedelta(days=5)


class Place(NamedTuple):
    """One order: where it stands, and how it went."""

    serial: int
    community: int
    number: int
    status: Status
    opened: datetime
    ended: datetime | None
    volunteer: int

    @property
    def by_wangs_phone(self) -> bool:
        """One in ten was noted down for Wang."""
        return self.serial % 10 == 5  # noqa: PLR2004 - any of the odd ones

    @property
    def reporter(self) -> int | None:
        """Another one in ten was reported by Wang, half of the others over the phone."""
        if self.serial % 10 == 0:
            return WANG
        return None if self.serial % 2 else WANG + 1 + self.serial % RESIDENTS


def places(orders: int, now: datetime) -> Iterator[Place]:
    """So many orders as they were posted one after the other, those of all communities mixed, seen at `now`."""
    pattern, totals, counted = _pattern(), orders_of_communities(orders), Counter[int]()
    yesterday = datetime.combine(now.date() - timedelta(days=1), time(4), tzinfo=UTC)  # noon in Shanghai
    begin, step = now - YEARS - LATELY, YEARS / orders
    for serial in range(orders):
        community = pattern[serial % PATTERN]
        number = FIRST_ORDER_NUMBER + counted[community]
        counted[community] += 1
        later = totals[community] - counted[community]
        status = _status(later, UNFINISHED if community == BIGGEST else UNFINISHED_ELSEWHERE)
        opened, ended = begin + step * serial, None
        if status is not Status.CLOSED:
            opened = now - timedelta(hours=1) * (later + 1)
        elif community == BIGGEST and later < sum(UNFINISHED.values()) + CLOSED_YESTERDAY:
            ended = yesterday
        else:
            ended = opened + timedelta(hours=20)
        yield Place(serial, community, number, status, opened, ended, _volunteer(community, serial, status, later))


def orders_of_communities(orders: int) -> Mapping[int, int]:
    """How many of so many orders each community has."""
    pattern = _pattern()
    rounds, rest = divmod(orders, PATTERN)
    return Counter(pattern[:rest]) + Counter({where: count * rounds for where, count in Counter(pattern).items()})


def team_member(volunteer: int) -> int:
    """The person behind the number of a volunteer of the biggest community."""
    return WANG + RESIDENTS + 1 + volunteer


def _pattern() -> list[int]:
    """Half of all orders are the first community's; of the others each next one has fewer."""
    shares = {community: 1 / community for community in range(BIGGEST + 1, COMMUNITIES + 1)}
    least = sum(UNFINISHED_ELSEWHERE.values())
    pattern = [
        community
        for community, share in shares.items()
        for _ in range(max(least, int(PATTERN / 2 * share / sum(shares.values()))))
    ]
    pattern += [BIGGEST] * (PATTERN - len(pattern))
    random.Random(1).shuffle(pattern)  # noqa: S311 - the same each time
    return pattern


def _status(later: int, unfinished: Mapping[Status, int]) -> Status:
    """The newest orders of a community are unfinished; `later` were posted after this one."""
    for status, count in unfinished.items():
        if later < count:
            return status
        later -= count
    return Status.CLOSED


def _volunteer(community: int, serial: int, status: Status, later: int) -> int:
    """Who took it: of what is under way Ann has a few, of what has ended in the biggest community a tenth."""
    if status is Status.CLOSED:
        return ANN if community == BIGGEST and serial % 10 == 1 else team_member(serial * 7919 % VOLUNTEERS)
    first = UNFINISHED[Status.OPEN]
    return ANN if first <= later < first + ANN_HOLDS else team_member(later % VOLUNTEERS)
