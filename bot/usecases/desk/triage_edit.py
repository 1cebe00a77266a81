"""改一改: what staff put right about a request before they settle it: kind, area, trade, size, urgency, people."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.errors import ButtonExpired
from bot.domain.kind import Area, Kind
from bot.domain.life import Status, Step
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.language.needs.skills import DEFAULT_SKILLS
from bot.storage.points.standards import standard_of
from bot.storage.repairs.orders import write_event
from bot.usecases.desk.triage_ground import Decision, settled_before
from bot.usecases.owed.owing import owe_triage

MOST_PEOPLE = 9
"""Volunteers that the buttons offer; more are asked for with /order."""
ANY_SKILL = "any"
_SKILLS = {skill.key: skill.key for skill in DEFAULT_SKILLS} | {ANY_SKILL: None}
EDITABLE: Mapping[str, Callable[[str], Any]] = {
    "kind": Kind,
    "area": Area,
    "skill": _SKILLS.__getitem__,
    "size": Size,
    "urgency": Urgency,
    "people": {str(people): people for people in range(1, MOST_PEOPLE + 1)}.__getitem__,
}
"""By field: what a button's word means."""
_COLUMNS = {"people": "people_needed"}


async def correct_request(decision: Decision, field: str, word: str) -> None:
    """Take the word for the field, as every card then shows; points are counted anew by the standard it was made under.

    Raises:
        ButtonExpired: there is no such field or word; the button was not ours.
        SettledBefore: it is settled already.
    """
    tx, order = decision.tx, decision.order
    if order.status is not Status.SUBMITTED:
        raise await settled_before(tx, order, decision.person)
    try:
        value = EDITABLE[field](word)
    except (KeyError, ValueError) as error:
        raise ButtonExpired from error
    column = _COLUMNS.get(field, field)
    before = getattr(order, column)
    setattr(order, column, value)
    standard = await standard_of(tx, order, unknown=decision.community.points_standard())
    order.points = standard.points(category=order.skill, size=order.size, urgency=order.urgency)
    changed = {"field": field, "before": before, "after": value}
    await write_event(tx, order, Step.CORRECT, actor_id=decision.person.id, was=order.status, **changed)
    await owe_triage(tx, order)
