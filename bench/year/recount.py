"""The figures of a report once more: every history read from its first step to its last, nothing asked of a database.

What a figure is, is said in `bot.domain.figures`; how the program counts it stands in `bot.storage`, and is not used.
The limits themselves are taken from the orders; `clocks` looks at those.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bench.year.books import Books, Facts, Step
from bench.year.calendar import LOCAL
from bot.domain.figures import Answerable, Counts, Figures, Share, Wait
from bot.domain.periods import Period

Counted = dict[str, Any]
"""Figures by name, as plain values."""
ENDS = frozenset({"closed", "rejected", "merged", "cancelled"})
FOR_WORK = frozenset({"award", "manual", "activity"})


@dataclass(frozen=True)
class Tale:
    """One order, as its history tells it."""

    number: int
    steps: list[Step]
    facts: Facts

    @property
    def began(self) -> datetime:
        """When it was reported."""
        return self.steps[0].at

    @property
    def _last_change(self) -> Step:
        return next((step for step in reversed(self.steps) if step.was != step.now), self.steps[0])

    @property
    def ended(self) -> datetime | None:
        """When it ended for good."""
        return self._last_change.at if self._last_change.now in ENDS else None

    @property
    def closed(self) -> datetime | None:
        """When it was closed for good."""
        return self.ended if self._last_change.now == "closed" else None

    @property
    def repaired(self) -> bool:
        """Whether volunteers did it: it was done before it was closed."""
        return self.closed is not None and self._last_change.was == "done"

    @property
    def finished(self) -> datetime | None:
        """When it was repaired, or answered by whoever had it."""
        return max(self._times("finish")) if self.repaired else self.closed

    @property
    def published(self) -> datetime:
        """When volunteers got it last."""
        return max(self._times("publish"), default=self.began)

    @property
    def taken(self) -> datetime | None:
        """When somebody first took it after that."""
        return min((at for at in self._times("claim", "assign", "transfer") if at >= self.published), default=None)

    @property
    def in_time(self) -> bool | None:
        """Whether it was finished within its limit."""
        by, at = self.facts.finish_by, self.finished
        return None if by is None or at is None else at <= by

    @property
    def claim_limit(self) -> tuple[datetime, bool] | None:
        """When it was settled whether it was taken in time, and whether it was; None: it left the volunteers before."""
        by, taken = self.facts.claim_by, self.taken
        if by is None:
            return None
        if taken is not None:
            return (taken, True) if taken <= by else (by, False)
        outside = (at for at in self._times("redirect") if at >= self.published)
        left = [*outside, *filter(None, (self.ended, self.stands_since))]
        return None if any(at <= by for at in left) else (by, False)

    @property
    def stands_since(self) -> datetime | None:
        """Since when its clocks stand still at the end of its history."""
        since = None
        for step in self.steps:
            if step.step == "pause":
                since = step.at
            elif step.step == "resume" or step.now not in ("open", "claimed"):
                since = None
        return since

    def late_at(self, at: datetime) -> bool:
        """Whether its limit, as it is now, was over by then, and nobody had repaired it."""
        by, since = self.facts.finish_by, self.stands_since
        if by is None or by >= at or (since is not None and since <= by):
            return False
        fixed = [step.at for step in self.steps if step.step == "finish"]
        again = max(self._times("reopen", "undo", "split"), default=None)
        return not any(each < at and (again is None or each > again) for each in fixed)

    @property
    def round(self) -> int:
        """Which time it was done."""
        return 1 + len(self._times("reopen", "undo"))

    @property
    def party(self) -> int | None:
        """Who outside answers for it: has it, or ended it, and got it when there was time left."""
        last = self._last_change
        if "redirected" not in (last.was, last.now) or last.now == "submitted":
            return None
        handed_over = next(step for step in reversed(self.steps) if step.step == "redirect")
        by = self.facts.finish_by
        return None if by is not None and by < handed_over.at else handed_over.details["party"]

    def _times(self, *steps: str) -> list[datetime]:
        return [step.at for step in self.steps if step.step in steps]


def tales_of(books: Books) -> list[Tale]:
    """Every order's."""
    return [Tale(number, steps, books.facts[number]) for number, steps in books.steps.items()]


def midnight(day: date) -> datetime:
    """When it begins there."""
    return datetime.combine(day, time(), tzinfo=UTC) - LOCAL


@dataclass(frozen=True)
class Recount:
    """The figures of one period."""

    books: Books
    tales: list[Tale]
    period: Period
    now: datetime

    def figures(self) -> Counted:
        """All of them."""
        done = [tale for tale in self.tales if self._within(tale.closed)]
        repaired = [tale for tale in done if tale.repaired]
        taken = [(tale, tale.taken) for tale in repaired]
        return {
            "all": self._counts(lambda _: "").get("", (0, 0, 0)),
            "by kind": self._counts(lambda tale: tale.facts.kind),
            "by category": self._counts(lambda tale: tale.facts.category),
            "by building": self._counts(lambda tale: tale.facts.building),
            "by grid": {name: counts for name, counts in self._counts(lambda tale: tale.facts.grid).items() if name},
            "to claim": _ranked([at - tale.published for tale, at in taken if at]),
            "to finish": _ranked([tale.finished - tale.began for tale in repaired if tale.finished]),
            "claimed in time": self._claimed_in_time(),
            "finished in time": _share(tale.in_time for tale in done if tale.in_time is not None),
            "satisfaction": self._satisfaction(repaired),
            "calls": self._calls(done),
            "minutes": sum(minutes for at, minutes in self.books.minutes if self._within(at)),
            "points": sum(entry.amount for entry in self.books.entries if self._earned(entry.at, entry)),
            "board": self._board(done),
            "overdue": len(self._overdue()),
        }

    def _within(self, at: datetime | None) -> bool:
        return at is not None and midnight(self.period.begins) <= at < midnight(self.period.ends)

    def _earned(self, at: datetime, entry: Any) -> bool:
        return self._within(at) and entry.kind in FOR_WORK and entry.to == "member" and not entry.taken_back

    def _counts(self, key: Callable[[Tale], str | None]) -> dict[str | None, tuple[int, int, int]]:
        """By this: received in the period, done in it, open at its end."""
        end, found = midnight(self.period.ends), dict[str | None, list[int]]()
        for tale in self.tales:
            is_open = tale.began < end and (tale.ended is None or tale.ended >= end)
            counts = (self._within(tale.began), self._within(tale.closed), is_open)
            if any(counts):
                so_far = found.setdefault(key(tale), [0, 0, 0])
                found[key(tale)] = [old + new for old, new in zip(so_far, counts, strict=True)]
        return {name: (counts[0], counts[1], counts[2]) for name, counts in found.items()}

    def _said(self, tale: Tale) -> list[bool]:
        """Of everybody who said something about its last round: whether they were satisfied."""
        verdicts = self.books.verdicts.get((tale.number, tale.round), [])
        calls = self.books.calls.get((tale.number, tale.round), [])
        return [word == "satisfied" for word in verdicts] + [
            word == "satisfied" for word in calls if word in ("satisfied", "redo")
        ]

    def _satisfaction(self, repaired: list[Tale]) -> tuple[int, int, int]:
        said = [self._said(tale) for tale in repaired]
        return len(repaired), sum(map(bool, said)), sum(bool(each) and all(each) for each in said)

    def _calls(self, done: list[Tale]) -> tuple[int, int]:
        results = [word for tale in done for word in self.books.calls.get((tale.number, tale.round), [])]
        return len(results), sum(word != "no_answer" for word in results)

    def _claimed_in_time(self) -> tuple[int, int]:
        settled = [tale.claim_limit for tale in self.tales]
        return _share(each[1] for each in settled if each and self._within(each[0]) and each[0] <= self.now)

    def _overdue(self) -> list[Tale]:
        """Reported before the end, not ended by then, and late: at the end, or now where that is still to come."""
        end = midnight(self.period.ends)
        open_then = [each for each in self.tales if each.began < end and (each.ended is None or each.ended >= end)]
        return [tale for tale in open_then if tale.late_at(min(end, self.now))]

    def _board(self, done: list[Tale]) -> dict[str, tuple[int, ...]]:
        lines: dict[str, tuple[list[Tale], list[Tale]]] = {}
        for at, tales in enumerate((done, self._overdue())):
            for tale in tales:
                if tale.party is not None:
                    lines.setdefault(f"party {self.books.parties[tale.party]}", ([], []))[at].append(tale)
                elif tale.facts.grid is not None:
                    lines.setdefault(f"grid {tale.facts.grid}", ([], []))[at].append(tale)
        return {name: (*self._line(tales), len(late)) for name, (tales, late) in lines.items()}

    def _line(self, tales: list[Tale]) -> tuple[int, ...]:
        in_time = _share(tale.in_time for tale in tales if tale.in_time is not None)
        said = [self._said(tale) for tale in tales]
        return len(tales), *in_time, sum(bool(each) and all(each) for each in said), sum(map(bool, said))


def _share(said: Iterable[bool | None]) -> tuple[int, int]:
    known = list(said)
    return sum(map(bool, known)), len(known)


def _ranked(spans: list[timedelta]) -> tuple[timedelta, timedelta] | None:
    """By counting: the shortest of these within which a half, and nine tenths, of them lie."""
    if not spans:
        return None
    half, most = (
        min(each for each in spans if 100 * sum(other <= each for other in spans) >= share * len(spans))
        for share in (50, 90)
    )
    return half, most


def told(figures: Figures, board: Iterable[Answerable]) -> Counted:
    """What the program says, in the same plain values."""
    split: dict[str, Mapping[Any, Counts]] = {
        "by kind": figures.by_kind,
        "by category": figures.by_category,
        "by building": figures.by_building,
        "by grid": figures.by_grid,
    }
    satisfied = figures.satisfaction
    return {
        "all": (figures.all.received, figures.all.done, figures.all.open),
        **{
            name: {key: (of.received, of.done, of.open) for key, of in counts.items()} for name, counts in split.items()
        },
        "to claim": _wait(figures.to_claim),
        "to finish": _wait(figures.to_finish),
        "claimed in time": _pair(figures.claimed_in_time),
        "finished in time": _pair(figures.finished_in_time),
        "satisfaction": (satisfied.finished, satisfied.rated, satisfied.satisfied),
        "calls": (figures.calls.made, figures.calls.reached),
        "minutes": figures.minutes,
        "points": figures.points,
        "overdue": figures.overdue,
        "board": {
            f"{'grid' if line.kind == 'grid' else 'party'} {line.name}": (
                line.done,
                *_pair(line.in_time),
                *_pair(line.satisfied),
                line.overdue,
            )
            for line in board
        },
    }


def _wait(wait: Wait | None) -> tuple[timedelta, timedelta] | None:
    return None if wait is None else (wait.median, wait.ninety)


def _pair(share: Share) -> tuple[int, int]:
    return share.part, share.whole


def differences(said: Counted, counted: Counted) -> list[str]:
    """The figures that are not the same, each with both values."""
    return [f"{name}: {said[name]} instead of {counted[name]}" for name in counted if said[name] != counted[name]]
