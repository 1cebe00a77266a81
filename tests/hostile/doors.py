"""Every door to a step of an order's life: the button or the words that open it, and what is said on the way.

The table is held against the routing table: a button that takes a step and is not here turns a test red.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.life import BEFORE_DONE, LIFE, OPEN_TO_WORK, Status, Step
from bot.domain.roles import Part
from bot.models.residents import CallResult, Verdict
from bot.views.judging import RESULTS, VERDICTS
from tests.hostile.square import HERE, PARTY, STATES, Place, Square
from tests.town import Actor

GoesOn = Callable[[Square, Actor, Place], Awaitable[object]]


@dataclass(frozen=True)
class Door:
    """One way to take a step.

    Attributes:
        step: The step.
        by: The parts for whom this door is.
        data: The button's data behind its name and the order, or the words of a command (beginning with a slash).
        goes_on: What follows the first press, where that only asks.
        ends_with: Who takes the step in the end, where that is somebody else.
        again: The states in which who may take the step has taken it, and is answered kindly if they do so again.
        only: The states in which this door opens, where they are fewer than the table allows; and `why`.
    """

    step: Step
    by: frozenset[Part]
    opens: Callable[[int], str]
    goes_on: GoesOn | None = None
    only: frozenset[str] | None = None
    why: str = ""
    again: frozenset[str] = frozenset()
    ends_with: str = ""

    @property
    def is_button(self) -> bool:
        """Whether it is no command."""
        return not self.opens(0).startswith("/")


def button(name: str, *rest: object) -> Callable[[int], str]:
    """The data of a button of an order here."""
    return lambda number: ":".join(map(str, ("1", name, HERE, number, *rest)))


def command(name: str, rest: str = "") -> Callable[[int], str]:
    """A command about an order."""
    return lambda number: f"/{name} {number} {rest}".strip()


def _says(words: str) -> GoesOn:
    async def go_on(_square: Square, actor: Actor, _place: Place) -> object:
        return await actor.says(words)

    return go_on


def _taps(words: str) -> GoesOn:
    async def go_on(_square: Square, actor: Actor, _place: Place) -> object:
        return await actor.taps(words)

    return go_on


async def _into_another(square: Square, actor: Actor, _place: Place) -> object:
    await actor.says(f"#{square.orders['open'].number}")
    return await actor.taps("是,合并")


async def _to_a_colleague(square: Square, actor: Actor, place: Place) -> object:
    await actor.says("clerk·1")
    clerk = square.people["clerk"]
    return await clerk.forges(f"1:offer:{HERE}:{place.number}:1:1", under=square.card)


def _presses(*endings: str) -> GoesOn:
    """The buttons of the question, one after another, by what their data ends with."""

    async def go_on(_square: Square, actor: Actor, _place: Place) -> object:
        for ending in endings:
            shown = reversed(actor.person.private.messages)
            found = next((b, m) for m in shown for b in m.buttons if b.data.endswith(f":{ending}"))
            await actor.forges(found[0].data, under=found[1])
        return None

    return go_on


async def _other_words(square: Square, actor: Actor, place: Place) -> object:
    await _presses("words")(square, actor, place)
    return await actor.says("灯不亮,开关也松了")


STAFF, VOLUNTEER, HOLDER = frozenset({Part.STAFF}), frozenset({Part.VOLUNTEER}), frozenset({Part.HOLDER})
OUTSIDE, REPORTER = frozenset({Part.PARTY}), frozenset({Part.REPORTER})
HAS_A_HOLDER = frozenset({"half", "claimed", "done"})
WAITS = "with nobody on it there is nothing to take back, and nobody who did not come"

DOORS: dict[str, Door] = {
    "publish": Door(Step.PUBLISH, STAFF, button("sift", "publish", "")),
    "redirect": Door(Step.REDIRECT, STAFF, button("sift", "to", PARTY)),
    "take back": Door(Step.RETURN, STAFF, button("sift", "back", "")),
    "told by phone": Door(Step.TELL, STAFF, button("sift", "told", "")),
    "record result": Door(Step.ANSWER, STAFF, button("sift", "ask", "result"), _taps("跳过")),
    "settle": Door(Step.SETTLE, STAFF, button("sift", "ask", "settle"), _taps("跳过")),
    "reject": Door(Step.REJECT, STAFF, button("sift", "reject", "outside")),
    "merge": Door(Step.MERGE, STAFF, button("sift", "ask", "merge"), _into_another),
    "split": Door(Step.SPLIT, STAFF, button("sift", "split", "")),
    "change size": Door(
        Step.CORRECT,
        STAFF,
        button("sift", "size", "huge"),
        only=frozenset({"submitted"}),
        why="what has been published keeps its points; a mistake is corrected by the words of the order",
    ),
    "assign": Door(
        Step.ASSIGN, STAFF, command("assign", "volunteer·2"), only=frozenset({"open", "half"}), why="a place is needed"
    ),
    "release by staff": Door(Step.RELEASE, STAFF, command("release"), only=HAS_A_HOLDER, why=WAITS),
    "take back by button": Door(Step.RELEASE, STAFF, button("seat", "release"), only=HAS_A_HOLDER, why=WAITS),
    "give time": Door(Step.LIMIT, STAFF, button("more", "1d")),
    "set a time": Door(Step.APPOINT, HOLDER, button("date"), _presses("1-pm")),
    "pause": Door(Step.PAUSE, STAFF | HOLDER, button("halt"), _presses("part", "3")),
    "no show": Door(Step.NO_SHOW, STAFF, command("noshow", "约好了没来"), only=HAS_A_HOLDER, why=WAITS),
    "confirm": Door(Step.CONFIRM, STAFF, button("confirm", 1)),
    "redo": Door(
        Step.REOPEN,
        STAFF,
        button("redo", 1),
        only=frozenset({"done"}),
        why="a card that has been answered asks no more",
    ),
    "cancel": Door(Step.CANCEL, STAFF, command("cancel", "不修了")),
    "claim": Door(Step.CLAIM, VOLUNTEER, button("claim")),
    "take": Door(Step.CLAIM, VOLUNTEER, button("take")),
    "arrive": Door(Step.ARRIVE, HOLDER, button("arrive")),
    "release": Door(Step.RELEASE, HOLDER, button("release"), _taps("临时有事")),
    "fixed": Door(Step.FINISH, HOLDER, button("fixed"), again=frozenset({"done"})),
    "undo": Door(Step.UNDO, HOLDER, button("undo", 1)),
    "pass on": Door(Step.TRANSFER, HOLDER, button("pass"), _to_a_colleague, ends_with="clerk"),
    "nudge": Door(Step.NUDGE, REPORTER, button("nudge")),
    "correct": Door(Step.CORRECT, REPORTER, button("change"), _other_words),
    "withdraw": Door(Step.WITHDRAW, REPORTER, button("withdraw"), _presses("yes")),
    "rate": Door(Step.RATE, REPORTER, button("rate", 1, VERDICTS[Verdict.FAIR])),
    "say it is done": Door(
        Step.FINISH,
        REPORTER,
        button("isdone", 1),
        only=frozenset({"claimed"}),
        why="one of several is still to come",
    ),
    "say it was done": Door(
        Step.CONFIRM,
        REPORTER,
        button("isdone", 1),
        only=frozenset({"done"}),
        why="it is asked about before it is done, and does not bring anything back",
    ),
    "judge well done": Door(Step.CONFIRM, REPORTER, button("rate", 1, VERDICTS[Verdict.SATISFIED])),
    "judge not fixed": Door(Step.REOPEN, REPORTER, button("rate", 1, VERDICTS[Verdict.REDO])),
    "note a call": Door(Step.FOLLOW_UP, STAFF, button("call", 1, 7, RESULTS[CallResult.REACHED])),
    "hear that it is not fixed": Door(Step.REOPEN, STAFF, button("call", 1, 7, RESULTS[CallResult.REDO])),
    "party accepts": Door(Step.ACCEPT, OUTSIDE, button("party", "accept")),
    "party is done": Door(Step.ANSWER, OUTSIDE, button("party", "done"), _taps("跳过")),
    "party gives back": Door(Step.RETURN, OUTSIDE, button("party", "not_ours"), _taps("跳过")),
}
ASKS: dict[str, Door] = {
    "change points": Door(Step.CONFIRM, STAFF, button("points", 1)),
    "assign by button": Door(Step.ASSIGN, STAFF, button("seat", "assign")),
    "replace by button": Door(Step.RELEASE, STAFF, button("seat", "replace"), only=HAS_A_HOLDER, why=WAITS),
    "no show by button": Door(Step.NO_SHOW, STAFF, button("seat", "no_show")),
}
"""What only asks something before the step: for whom, and when, is as with the step itself."""
TAKES_A_STEP = frozenset(
    {
        *("sift", "confirm", "points", "redo", "claim", "take", "arrive", "release", "fixed", "undo", "pass", "party"),
        *("nudge", "change", "withdraw", "seat", "rate", "isdone", "call", "more", "halt", "goon", "date", "nodate"),
    }
)
"""Buttons by which a step is taken."""
GOES_ON = frozenset(
    {
        *("skip", "reason", "word", "pick", "draft", "keepset", "offer", "turn", "contest", "going"),
        *("mine", "write", "keepline", "report", "forget", "yesset", "where", "stars", "why", "count", "goods", "item"),
        *("stmt", "ldg", "give", "below", "refuse", "ballot", "stdedit", "halted", "gridwho", "dated"),
    }
)
"""Buttons that belong to a question, which was put to one person."""
NO_STEP = frozenset(
    {
        *(
            "set",
            "export",
            "import",
            "find",
            "history",
            "invite",
            "bld",
            "poster",
            "rights",
            "menu",
            "lang",
            "again",
            "team",
            "me",
            "join",
            "parties",
        ),
        *("queue", "unqueue", "noshow", "know", "inbox", "open", "auto", "tell", "answer", "setup"),
        *("callnote", "notnow", "minutes", "rank", "round", "settle", "event", "roll", "signoff", "signup"),
        *("bull", "shop", "redeem", "nothanks", "counter", "donate", "wish", "stock", "std", "alarm", "grid"),
        *("alarmover", "alarmcard"),
    }
)
"""Buttons that change no order's state."""
Cell = tuple[Status, Step, Part]
NO_DOOR: dict[Cell, str] = {
    **{
        (status, Step.CORRECT, Part.STAFF): "published: only whoever reported it puts it right"
        for status in BEFORE_DONE - {Status.SUBMITTED}
    },
    **{
        (status, Step.REFUSE, Part.REPORTER): "only a time that was set is refused: tests/story/test_visiting.py"
        for status in OPEN_TO_WORK
    },
    **{
        (status, Step.RESUME, part): "where the clocks run nothing is changed by it: tests/story/test_pausing.py"
        for status in OPEN_TO_WORK
        for part in (Part.HOLDER, Part.STAFF)
    },
    (Status.CLOSED, Step.OBJECT, Part.REPORTER): "said in words, of what no volunteer did: tests/story/test_triage.py",
    **{
        (status, Step.JOIN, part): "by reporting the same trouble again: tests/story"
        for status in BEFORE_DONE
        for part in (Part.REPORTER, Part.STAFF)
    },
}
"""Cells of the table that no button or command about the order leads to, and why."""


def cells() -> set[Cell]:
    """Every cell of the table that is somebody's, of orders that are there; what the clock does is tried elsewhere."""
    every = [(status, step, part) for (status, step), move in LIFE.items() for part in move.by]
    return {(status, step, part) for status, step, part in every if status is not None and part is not Part.CLOCK}


def cells_of(door: Door) -> set[Cell]:
    """The cells that a door leads to."""
    states = STATES if door.only is None else door.only
    statuses = {Place(0, state).status for state in states}
    return {
        (status, step, part)
        for status, step, part in cells()
        if step is door.step and part in door.by and status in statuses
    }


def open_for(door: Door, square: Square, who: str, place: Place) -> bool:
    """Whether this person gets through this door with this order."""
    if door.step is Step.CLAIM and who == "holder" and place.held:
        return False  # the place is theirs already
    move_by = square.parts(who, place) & door.by
    return bool(move_by) and square.may(who, door.step, place) and (door.only is None or place.state in door.only)
