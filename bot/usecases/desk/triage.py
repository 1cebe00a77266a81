"""Triage: staff settle each request by a tap on their card about it. Whoever taps first decides."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired
from bot.domain.life import LIFE, Status, Step
from bot.language.needs.dangers import read_danger
from bot.storage.ground.uow import UnitOfWork
from bot.usecases.chats.acting import Actor
from bot.usecases.desk.merging import split_request
from bot.usecases.desk.redirecting import redirect_order, show_parties, take_back, tell_party, wait_longer
from bot.usecases.desk.triage_edit import EDITABLE, correct_request
from bot.usecases.desk.triage_ground import Decision, decision, settled_before
from bot.usecases.desk.triage_outcomes import READY, READY_REASONS, publish_request, reject_request
from bot.usecases.desk.triage_questions import ask_word

SURE = "sure"
DANGER = "danger"
"""The choice that the card shows before danger goes to volunteers."""
LONGEST_ID = 9
"""Digits of a party's id."""


@dataclass(frozen=True)
class PressTriage:
    """A button of the card: what it does, and to what."""

    actor: Actor
    community_id: int
    number: int
    button: str
    value: str = ""


@dataclass(frozen=True)
class Pressed:
    """What came of a button of the card."""

    button: str
    told: bool = True
    """Whoever reported it hears of it here."""
    group_at: datetime | None = None
    """When the group hears of it, where those of its grid hear first; in the community's own time."""


async def press_triage(cmd: PressTriage, *, uow: UnitOfWork, now: datetime) -> Pressed:
    """Do what the button says, once.

    Raises:
        ButtonExpired: there is no such button.
        NotAllowed: the actor is not staff there.
        OrderNotFound: there is no such order.
        SettledBefore: a colleague was faster.
    """
    async with uow.writing(now) as tx:
        deciding = await decision(tx, cmd.actor, cmd.community_id, cmd.number)
        if cmd.button in EDITABLE:
            await correct_request(deciding, cmd.button, cmd.value)
            return Pressed("set")
        if cmd.button not in BUTTONS:
            raise ButtonExpired
        if cmd.button == "publish" and cmd.value != SURE and _is_dangerous(deciding):
            await deciding.shows(DANGER)
            return Pressed("menu")
        told = await BUTTONS[cmd.button](deciding, cmd.value)
        begins = deciding.order.card_from if cmd.button == "publish" else None
        group_at = None if begins is None else begins.astimezone(deciding.community.zone)
        return Pressed(cmd.button, told is not False, group_at)


def _is_dangerous(deciding: Decision) -> bool:
    """Whether volunteers would be sent into danger: it takes a second tap."""
    order = deciding.order
    return order.status is Status.SUBMITTED and read_danger(order.what, deciding.tx.lexicon) is not None


async def _publish(deciding: Decision, _value: str) -> bool:
    return await publish_request(deciding)


async def _reject(deciding: Decision, value: str) -> bool:
    if value not in READY_REASONS:
        raise ButtonExpired
    return await reject_request(deciding, READY + value)


async def _redirect(deciding: Decision, value: str) -> None:
    if not value.isdecimal() or len(value) > LONGEST_ID:
        raise ButtonExpired
    await redirect_order(deciding, int(value))


async def _take_back(deciding: Decision, _value: str) -> None:
    await take_back(deciding)


async def _wait(deciding: Decision, _value: str) -> None:
    await wait_longer(deciding)


async def _told(deciding: Decision, _value: str) -> None:
    await tell_party(deciding)


async def _split(deciding: Decision, _value: str) -> bool:
    return await split_request(deciding)


MENUS: Mapping[str, Step] = {
    "redirect": Step.REDIRECT,
    "reject": Step.REJECT,
    "edit": Step.CORRECT,
    **dict.fromkeys(EDITABLE, Step.CORRECT),
}
"""The choices the card can show instead of its first buttons, and what they lead to."""


async def _menu(deciding: Decision, value: str) -> None:
    order = deciding.order
    if not value:
        await deciding.shows(None)
        return
    if value not in MENUS:
        raise ButtonExpired
    step = MENUS[value]
    if (order.status, step) not in LIFE or (step is Step.CORRECT and order.status is not Status.SUBMITTED):
        raise await settled_before(deciding.tx, order, deciding.person)
    await (show_parties(deciding) if value == "redirect" else deciding.shows(value))


BUTTONS: Mapping[str, Callable[[Decision, str], Awaitable[bool | None]]] = {
    "publish": _publish,
    "to": _redirect,
    "reject": _reject,
    "back": _take_back,
    "wait": _wait,
    "told": _told,
    "split": _split,
    "menu": _menu,
    "ask": ask_word,
}
"""What the buttons do. Some say whether anybody is told of it here."""
