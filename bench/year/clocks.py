"""The limits of orders once more: minute by minute, by the play's own calendar, nights and pauses left out."""

from datetime import datetime, timedelta

from bench.year.calendar import local, offices_work
from bench.year.cast import HEAD_START
from bench.year.recount import Tale

MINUTE = timedelta(minutes=1)
MOST_OFF = 2
"""Minutes: counted in whole ones, a limit is met within so many at the edges of a night and of a pause."""
OPENS, CLOSES = 8, 18
USUAL = {"normal": (10 * 60, 30 * 60), "urgent": (2 * 60, 24 * 60), "critical": (15, 4 * 60)}
"""Minutes to take it and to finish it; those of normal orders are of working hours."""
BEGIN_ANEW = frozenset({"reopen", "undo", "limit", "correct", "publish"})
RUNS_ON = frozenset({"resume", "finish", "release", "lapse"})
FREED = frozenset({"release", "lapse", "no_show", "transfer", "pause"})


def wrong_clocks(tales: list[Tale]) -> list[str]:
    """Orders whose limits are not when they would be by counting; those that somebody changed by hand left out."""
    found = []
    for tale in tales:
        after = {step.step for step in tale.steps if step.at > tale.published}
        claim, finish = USUAL[tale.facts.urgency]
        if BEGIN_ANEW & after:
            continue
        if tale.facts.finish_by is not None and not _meets(tale, finish, tale.facts.finish_by, tale.published):
            found.append(f"#{tale.number} has to be finished by {local(tale.facts.finish_by)}; {_told(tale)}")
        by = tale.facts.claim_by
        seen = (tale.published, tale.published + HEAD_START * MINUTE)  # by all, or by those of its grid first
        if by is not None and not FREED & after and not any(_meets(tale, claim, by, since) for since in seen):
            found.append(f"#{tale.number} has to be taken by {local(by)}; {_told(tale)}")
    return found


def _told(tale: Tale) -> str:
    steps = ", ".join(f"{step.step} {local(step.at):%m-%d %H:%M:%S}" for step in tale.steps)
    return f"{tale.facts.urgency}, published {local(tale.published):%m-%d %H:%M:%S}: {steps}"


def _meets(tale: Tale, minutes: int, by: datetime, begins: datetime) -> bool:
    """Whether a limit of so many minutes is over then; each pause moves it by as much of its time as it stood still.

    That holds for a pause that began when it was late already, too: it is as late afterwards as it was.
    """
    pauses = _pauses(tale)
    at = _so_far(tale, begins, minutes, pauses)
    for since, until in pauses:
        if at <= since:
            stood = sum(_runs(tale, since + MINUTE * count, []) for count in range(1, 1 + (until - since) // MINUTE))
            at = _so_far(tale, at, stood, [])
    # The evening at which a day's hours end and the morning at which the next begin are the same moment to a clock.
    between = (min(at, by) + MINUTE * count for count in range(abs(at - by) // MINUTE))
    return sum(_runs(tale, each + MINUTE, []) for each in between) <= MOST_OFF * (1 + len(pauses))


def _so_far(tale: Tale, begins: datetime, minutes: int, pauses: list[tuple[datetime, datetime]]) -> datetime:
    at, left = begins, minutes
    while left > 0:
        at += MINUTE
        left -= _runs(tale, at, pauses)
    return at


def _runs(tale: Tale, at: datetime, pauses: list[tuple[datetime, datetime]]) -> bool:
    if any(begins < at <= ends for begins, ends in pauses):
        return False
    there = local(at - MINUTE / 2)
    return tale.facts.urgency != "normal" or (offices_work(there.date()) and OPENS <= there.hour < CLOSES)


def _pauses(tale: Tale) -> list[tuple[datetime, datetime]]:
    """From when to when it stood still; a pause that has not ended, or only with the order, has moved nothing."""
    found: list[tuple[datetime, datetime]] = []
    begins: datetime | None = None
    for step in tale.steps:
        if step.step == "pause":
            begins = begins or step.at
        elif begins is not None and step.step in RUNS_ON:
            found.append((begins, step.at))
            begins = None
    return found
