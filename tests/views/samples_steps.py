"""Samples of steps: every kind of step, with everything that is written down with any."""

from dataclasses import replace
from typing import Any

from bot.domain.ladder import Rung
from bot.domain.life import Status, Step
from bot.domain.pausing import PauseReason
from bot.models.residents import CallResult, Verdict
from bot.storage.repairs.contact_views import ContactView
from bot.storage.repairs.history import PlaceTaken, StepFacts, StepPage
from tests.views.facts import NOW, Said, party

CHANGES: dict[str, tuple[Any, Any]] = {
    "kind": ("repair", "opinion"),
    "area": (None, "public"),
    "skill": ("plumbing", None),
    "size": ("small", "large"),
    "urgency": ("normal", "critical"),
    "people": (1, 3),
}
TOLD: dict[Step, list[dict[str, Any]]] = {
    Step.SUBMIT: [{"standard": 3}],
    Step.PUBLISH: [{"standard": 3}],
    Step.REDIRECT: [{"party": 5}],
    Step.ACCEPT: [{"party": 5}],
    Step.MERGE: [{"into": 1003}],
    Step.SPLIT: [{"out_of": 1003}],
    Step.JOIN: [{"merged": 1004}],
    Step.CLAIM: [{"places": 1}, {"places": 2}, {"claim": 1, "queued": True}],
    Step.ASSIGN: [{"claim": 1}],
    Step.TRANSFER: [{"claim": 1, "from_claim": 2}],
    Step.RELEASE: [{"claim": 1, "awaited": True}],
    Step.CORRECT: [
        *({"field": name} for name in ("address", "when", "words", "photo", "kind")),
        *({"field": name, "before": before, "after": after} for name, (before, after) in CHANGES.items()),
    ],
    Step.CLIMB: [
        *({"rung": str(rung), "round": 1} for rung in Rung),
        {"rung": str(Rung.CALL_UP), "round": 1, "told": 5},
        {"rung": str(Rung.CALL_UP), "round": 1, "told": 4, "asked": 5, "muted": 0},
        {"rung": str(Rung.CALL_UP), "round": 1, "told": 0, "asked": 9, "muted": 0},
        {"rung": str(Rung.CALL_UP), "round": 1, "told": 0, "asked": 0, "muted": 2},
        {"rung": str(Rung.CALL_UP), "round": 1, "told": 0},
        {"rung": str(Rung.OUTSIDE), "round": 1, "party": 5},
        {"rung": str(Rung.TAKE_OVER), "round": 1, "freed": 1},
        {"rung": str(Rung.TAKE_OVER), "round": 1, "freed": 0},
    ],
    Step.PAUSE: [{"reason": str(reason), "until": "2026-11-26"} for reason in PauseReason],
    Step.RESUME: [{"minutes": 90}],
    Step.LIMIT: [{"more": more} for more in ("2h", "1d", "3d")],
    Step.APPOINT: [{"claim": 1, "visit": "2026-11-24 9:00-12:00"}, {"claim": 1}],
    Step.REMIND: [{}, {"claim": 1, "times": 2}],
    Step.RATE: [{"verdict": str(verdict), "round": 1} for verdict in Verdict],
    Step.FOLLOW_UP: [{"result": str(result), "attempt": 1} for result in CallResult],
}
"""What is written down with a step, of those with which anything is."""
STEPS = [(step, details) for step in Step for details in TOLD.get(step, [{}])]


def page_of(said: Said, first: int = 0, size: int = len(STEPS)) -> StepPage:
    """Some of them, as a page shows them."""
    steps = [
        StepFacts(NOW, step, None if at % 3 else said.name, Status.OPEN if at % 2 else None, Status.CLAIMED, details)
        for at, (step, details) in enumerate(STEPS)
    ]
    last = (len(steps) - 1) // size
    shown = tuple(steps[first : first + size])
    holders = {1: PlaceTaken(2, said.other)}
    return StepPage(shown, first + 1, first // size, last, holders, {5: replace(party(said), name=said.name)})


def seen(said: Said) -> tuple[int, list[ContactView]]:
    """Who saw the contact."""
    purposes = ("job", "triage", "party", "call", "alarm")
    return 12, [ContactView(NOW, said.name if at else None, shown) for at, shown in enumerate(purposes)]
