"""An order's life: the one table of every move, and who may make it."""

from enum import StrEnum
from typing import NamedTuple

from bot.domain.roles import Part


class Status(StrEnum):
    """Where an order stands. The words people read for these are the views' business."""

    SUBMITTED = "submitted"
    """A resident has said it, staff have not settled yet who is to see to it."""
    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"
    REDIRECTED = "redirected"
    """With an outside party; tracked until its result is recorded."""
    CLOSED = "closed"
    REJECTED = "rejected"
    """Not accepted, with a reason that the reporter was told."""
    MERGED = "merged"
    """The same thing was reported before; whoever reported it follows that order now."""
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What can happen to an order."""

    SUBMIT = "submit"
    PUBLISH = "publish"
    REDIRECT = "redirect"
    RETURN = "return"
    """The outside party will not see to it: staff settle it anew."""
    ACCEPT = "accept"
    """The outside party said that it sees to it."""
    TELL = "tell"
    """Staff told an outside party of it by phone, which has nobody here."""
    ANSWER = "answer"
    """The outside party's result is recorded."""
    SETTLE = "settle"
    """Settled on the spot, with what was said."""
    OBJECT = "object"
    """Whoever reported it says that it was not settled: staff settle it anew."""
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    """It was another thing after all: it goes on by itself again."""
    CLAIM = "claim"
    ARRIVE = "arrive"
    RELEASE = "release"
    LAPSE = "lapse"
    FINISH = "finish"
    UNDO = "undo"
    """点错了: the holder takes 修好了 back before anybody has judged it."""
    CONFIRM = "confirm"
    EXPIRE = "expire"
    """Nobody judged the work in time: closed by the clock, and labelled so; never counted as satisfied."""
    REOPEN = "reopen"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    """Address, time or words were put right; the status stays."""
    ASSIGN = "assign"
    """Staff gave a place to somebody."""
    TRANSFER = "transfer"
    """A holder's place went over to a colleague who accepted it."""
    JOIN = "join"
    """Somebody else has the same trouble and follows this order now."""
    NUDGE = "nudge"
    """催一下: the reporter asked the holder, or the secretary, to hurry."""
    CLIMB = "climb"
    """A limit is over: the order climbed to the next level of the ladder."""
    PAUSE = "pause"
    """等配件, 住户不在: its clocks stand still."""
    RESUME = "resume"
    LIMIT = "limit"
    """Staff gave it more time."""
    APPOINT = "appoint"
    """The holder said when they come."""
    REFUSE = "refuse"
    """The resident cannot be there then."""
    REMIND = "remind"
    """The clock reminded a holder who has said nothing, or staff of a request, or of an outside party."""
    NO_SHOW = "no_show"
    """Staff noted that a holder did not come."""
    RATE = "rate"
    FOLLOW_UP = "follow_up"
    """Staff called the resident and noted what came of it."""


class Move(NamedTuple):
    """The status a step leads to, and the parts that may take it."""

    to: Status
    by: frozenset[Part]


def _by(*parts: Part) -> frozenset[Part]:
    return frozenset(parts)


OPEN_TO_WORK = frozenset({Status.OPEN, Status.CLAIMED})
BEFORE_DONE = OPEN_TO_WORK | {Status.SUBMITTED, Status.REDIRECTED}
UNFINISHED = BEFORE_DONE | {Status.DONE}
ENDED = frozenset(Status) - UNFINISHED


STAYING = frozenset(
    {
        Step.ACCEPT,
        Step.TELL,
        Step.CORRECT,
        Step.JOIN,
        Step.NUDGE,
        Step.CLIMB,
        Step.PAUSE,
        Step.RESUME,
        Step.LIMIT,
        Step.APPOINT,
        Step.REFUSE,
        Step.REMIND,
        Step.NO_SHOW,
        Step.RATE,
        Step.FOLLOW_UP,
        Step.ARRIVE,
    }
)
"""Steps that never change the status."""


def _staying(step: Step, statuses: frozenset[Status], *, by: frozenset[Part]) -> dict[tuple[Status | None, Step], Move]:
    """A step that is written down and leaves the status as it is."""
    return {(status, step): Move(status, by) for status in statuses}


LIFE: dict[tuple[Status | None, Step], Move] = {
    (None, Step.SUBMIT): Move(Status.SUBMITTED, _by(Part.REPORTER, Part.STAFF)),
    (None, Step.PUBLISH): Move(Status.OPEN, _by(Part.STAFF)),
    # By the clock: a community may let chosen categories publish by themselves.
    (Status.SUBMITTED, Step.PUBLISH): Move(Status.OPEN, _by(Part.STAFF, Part.CLOCK)),
    (Status.SUBMITTED, Step.REDIRECT): Move(Status.REDIRECTED, _by(Part.STAFF)),
    (Status.SUBMITTED, Step.SETTLE): Move(Status.CLOSED, _by(Part.STAFF)),
    (Status.SUBMITTED, Step.REJECT): Move(Status.REJECTED, _by(Part.STAFF)),
    (Status.SUBMITTED, Step.MERGE): Move(Status.MERGED, _by(Part.STAFF)),
    # No volunteer can do it after all: the property company, the street office.
    # By the clock where a community wants that: the top of the ladder.
    (Status.OPEN, Step.REDIRECT): Move(Status.REDIRECTED, _by(Part.STAFF, Part.CLOCK)),
    (Status.CLAIMED, Step.REDIRECT): Move(Status.REDIRECTED, _by(Part.STAFF)),
    (Status.OPEN, Step.SETTLE): Move(Status.CLOSED, _by(Part.STAFF)),
    (Status.OPEN, Step.MERGE): Move(Status.MERGED, _by(Part.STAFF)),
    # The wrong line of the list was tapped; what the volunteers had goes on to them at once.
    (Status.MERGED, Step.SPLIT): Move(Status.SUBMITTED, _by(Part.STAFF)),
    (Status.REDIRECTED, Step.RETURN): Move(Status.SUBMITTED, _by(Part.STAFF, Part.PARTY)),
    (Status.REDIRECTED, Step.ACCEPT): Move(Status.REDIRECTED, _by(Part.PARTY)),
    (Status.REDIRECTED, Step.TELL): Move(Status.REDIRECTED, _by(Part.STAFF)),
    (Status.REDIRECTED, Step.ANSWER): Move(Status.CLOSED, _by(Part.STAFF, Part.PARTY)),
    # No volunteer has done it who could go again: settled on the spot, or by an outside party.
    (Status.CLOSED, Step.OBJECT): Move(Status.SUBMITTED, _by(Part.REPORTER)),
    # A claim leaves the order open until the last place is taken; `Order.claim` decides which of the two.
    (Status.OPEN, Step.CLAIM): Move(Status.CLAIMED, _by(Part.VOLUNTEER)),
    (Status.OPEN, Step.ASSIGN): Move(Status.CLAIMED, _by(Part.STAFF)),
    (Status.OPEN, Step.TRANSFER): Move(Status.OPEN, _by(Part.HOLDER)),
    (Status.CLAIMED, Step.TRANSFER): Move(Status.CLAIMED, _by(Part.HOLDER)),
    (Status.OPEN, Step.ARRIVE): Move(Status.OPEN, _by(Part.HOLDER)),
    (Status.CLAIMED, Step.ARRIVE): Move(Status.CLAIMED, _by(Part.HOLDER)),
    # One of three went, two places are still free: who is there may give up, or finish alone.
    (Status.OPEN, Step.RELEASE): Move(Status.OPEN, _by(Part.HOLDER, Part.STAFF, Part.CLOCK)),
    (Status.CLAIMED, Step.RELEASE): Move(Status.OPEN, _by(Part.HOLDER, Part.STAFF, Part.CLOCK)),
    (Status.OPEN, Step.LAPSE): Move(Status.OPEN, _by(Part.CLOCK)),
    (Status.CLAIMED, Step.LAPSE): Move(Status.OPEN, _by(Part.CLOCK)),
    (Status.OPEN, Step.FINISH): Move(Status.DONE, _by(Part.HOLDER)),
    # The resident writes 修好了 before the volunteer has thought of tapping it.
    (Status.CLAIMED, Step.FINISH): Move(Status.DONE, _by(Part.HOLDER, Part.REPORTER)),
    (Status.DONE, Step.UNDO): Move(Status.CLAIMED, _by(Part.HOLDER)),
    (Status.DONE, Step.CONFIRM): Move(Status.CLOSED, _by(Part.STAFF, Part.REPORTER)),
    (Status.DONE, Step.EXPIRE): Move(Status.CLOSED, _by(Part.CLOCK)),
    # The resident, or the secretary who called them, says that the tap still drips; also when it shows a day later.
    (Status.DONE, Step.REOPEN): Move(Status.CLAIMED, _by(Part.STAFF, Part.REPORTER)),
    (Status.CLOSED, Step.REOPEN): Move(Status.CLAIMED, _by(Part.STAFF, Part.REPORTER)),
    **_staying(Step.CORRECT, BEFORE_DONE, by=_by(Part.STAFF, Part.REPORTER)),
    **_staying(Step.JOIN, BEFORE_DONE, by=_by(Part.REPORTER, Part.STAFF)),
    **_staying(Step.NUDGE, BEFORE_DONE, by=_by(Part.REPORTER)),
    **_staying(Step.REMIND, OPEN_TO_WORK | {Status.SUBMITTED, Status.REDIRECTED}, by=_by(Part.CLOCK)),
    **_staying(Step.CLIMB, OPEN_TO_WORK, by=_by(Part.CLOCK)),
    **_staying(Step.PAUSE, OPEN_TO_WORK, by=_by(Part.HOLDER, Part.STAFF)),
    **_staying(Step.RESUME, OPEN_TO_WORK, by=_by(Part.HOLDER, Part.STAFF, Part.CLOCK)),
    **_staying(Step.APPOINT, OPEN_TO_WORK, by=_by(Part.HOLDER)),
    **_staying(Step.REFUSE, OPEN_TO_WORK, by=_by(Part.REPORTER)),
    **_staying(Step.LIMIT, OPEN_TO_WORK, by=_by(Part.STAFF)),
    **_staying(Step.NO_SHOW, OPEN_TO_WORK | {Status.DONE}, by=_by(Part.STAFF)),
    **_staying(Step.RATE, frozenset({Status.DONE, Status.CLOSED}), by=_by(Part.REPORTER)),
    **_staying(Step.FOLLOW_UP, frozenset({Status.DONE, Status.CLOSED}), by=_by(Part.STAFF)),
    **{(status, Step.WITHDRAW): Move(Status.CANCELLED, _by(Part.REPORTER)) for status in BEFORE_DONE},
    (Status.SUBMITTED, Step.CANCEL): Move(Status.CANCELLED, _by(Part.STAFF)),
    (Status.OPEN, Step.CANCEL): Move(Status.CANCELLED, _by(Part.STAFF)),
    (Status.CLAIMED, Step.CANCEL): Move(Status.CANCELLED, _by(Part.STAFF)),
    (Status.REDIRECTED, Step.CANCEL): Move(Status.CANCELLED, _by(Part.STAFF)),
    # Reported as done, but it was the wrong flat: nothing was earned, the order ends.
    (Status.DONE, Step.CANCEL): Move(Status.CANCELLED, _by(Part.STAFF)),
    # Found out afterwards that nothing was repaired, or that it was entered twice: what it earned is taken back.
    (Status.CLOSED, Step.CANCEL): Move(Status.CANCELLED, _by(Part.STAFF)),
}


class ClaimState(StrEnum):
    """Where one volunteer's hold on an order stands."""

    AWAITING_START = "awaiting_start"
    """Won, but the bot cannot write to the winner yet: lapses unless they press Start."""
    HELD = "held"
    RELEASED = "released"
    LAPSED = "lapsed"
    REMOVED = "removed"
    """The order was cancelled, or went to somebody else, under the holder."""
    PASSED_ON = "passed_on"
    """A colleague accepted it from the holder."""
    FULFILLED = "fulfilled"
    """The order was confirmed; points were given."""


ACTIVE_CLAIM = frozenset({ClaimState.AWAITING_START, ClaimState.HELD})


def has_it(claim: ClaimState, order: Status) -> bool:
    """Whether somebody has an order, or had it to the end.

    Not whoever did it, has left the team since, and is not among those who go again: of an order that is open to work
    again, what was fulfilled is of the time before.
    """
    return claim in ACTIVE_CLAIM or (claim is ClaimState.FULFILLED and order not in OPEN_TO_WORK)
