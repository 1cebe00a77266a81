"""The buttons under a resident's request, and what happens when it is right: it becomes an order."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.errors import BadInput, ButtonExpired
from bot.domain.ids import id_in
from bot.domain.kind import Area
from bot.domain.life import Step
from bot.models import Community, Order, Person
from bot.storage.community.buildings import building_of
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.residences import HomeFacts, home_of, remember_home
from bot.storage.requests.drafts import DraftFacts, close_draft, draft_of
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.danger.alarms import was_reported
from bot.usecases.desk.triage_outcomes import receive
from bot.usecases.owed.owing import owe_draft
from bot.usecases.repairs.order_details import CHOOSING, CONFIRM, OrderDetails, details_of
from bot.usecases.repairs.posting import make_order
from bot.usecases.residents.known_already import another, join
from bot.usecases.residents.report_draft import (
    EDITABLE,
    HELPFUL,
    REPORT_DRAFT,
    keeping,
    question_of,
    sign_of,
    skipping,
    stands_apart,
)
from bot.usecases.residents.reporting import begin_afresh, drop, resume, show


@dataclass(frozen=True)
class PressReportButton:
    """A button of the request's card, and the words that go with a ready answer."""

    actor: Actor
    serial: int
    button: str
    words: str = ""


async def press_report_button(cmd: PressReportButton, *, uow: UnitOfWork, now: datetime) -> int | None:
    """Do what the button says; the number of the order if the request was handed over.

    Raises:
        ButtonExpired: the card belongs to a request that has ended, or asks for something else by now.
        BadInput: something is still missing.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, REPORT_DRAFT, cmd.serial)
        if draft is None:
            raise ButtonExpired
        name, _, value = cmd.button.partition(":")
        if name == "submit":
            return (await submit(tx, person, draft)).number
        if name == "drop":
            await drop(tx, draft)
        elif name in ("resume", "afresh"):
            await _go_on(tx, person, draft, name)
        elif name == "same":
            await join(tx, person, draft)
        elif name in _BUTTONS:
            await show(tx, person, await _BUTTONS[name](_Press(tx, person, draft, value, cmd.words)))
        else:
            raise ButtonExpired
        return None


async def _go_on(tx: Writing, person: Person, draft: DraftFacts, name: str) -> None:
    """接着上次的, or 新报一件."""
    if not stands_apart(draft):
        raise ButtonExpired
    await (resume if name == "resume" else begin_afresh)(tx, person, draft)


class _Press(NamedTuple):
    """A pressed button, and what it is pressed on."""

    tx: Writing
    person: Person
    draft: DraftFacts
    value: str
    words: str

    @property
    def details(self) -> OrderDetails:
        return details_of(self.draft)

    @property
    def community_id(self) -> int:
        return self.draft.payload["community"] or 0

    def knowing(self, **news: Any) -> DraftFacts:
        """The draft with an answer that leaves no doubt about the place."""
        return keeping(self.draft, replace(self.details, **news), candidates=[], not_listed=None)


async def _change(press: _Press) -> DraftFacts:
    return replace(press.draft, step=CHOOSING)


async def _back(press: _Press) -> DraftFacts:
    return replace(press.draft, step=CONFIRM)


async def _field(press: _Press) -> DraftFacts:
    if press.value not in EDITABLE:
        raise ButtonExpired
    return replace(press.draft, step=press.value)


async def _skip(press: _Press) -> DraftFacts:
    return skipping(press.draft)


async def _other(press: _Press) -> DraftFacts:
    if press.draft.payload["same"] is None:
        raise ButtonExpired
    return another(press.draft)


async def _behalf(press: _Press) -> DraftFacts:
    """帮家人报: whose name and phone they are is asked anew."""
    details = replace(press.details, on_behalf=True, name=None, phone=None, extension=None)
    skipped = [name for name in press.draft.payload["skipped"] if name not in HELPFUL]
    return keeping(press.draft, details, skipped=skipped)


async def _community(press: _Press) -> DraftFacts:
    community = await press.tx.session.get(Community, id_in(press.value))
    if community is None or press.draft.payload["community"] is not None:
        raise ButtonExpired
    return replace(press.draft, payload={**press.draft.payload, "community": community.id})


async def _building(press: _Press) -> DraftFacts:
    building = await building_of(press.tx, press.community_id, id_in(press.value))
    if building is None:
        raise ButtonExpired
    return press.knowing(building=building.name)


async def _home(press: _Press) -> DraftFacts:
    home = await home_of(press.tx, press.community_id, press.person.id)
    if home is None or home.building is None:
        raise ButtonExpired
    return press.knowing(building=home.building, flat=home.flat or press.details.flat)


async def _candidate(press: _Press) -> DraftFacts:
    candidates = press.draft.payload["candidates"]
    if not press.value.isdecimal() or id_in(press.value) >= len(candidates):
        raise ButtonExpired
    return press.knowing(building=candidates[id_in(press.value)])


async def _public(press: _Press) -> DraftFacts:
    return press.knowing(building=press.words, area=Area.PUBLIC)


async def _time(press: _Press) -> DraftFacts:
    if not press.words:
        raise ButtonExpired
    return press.knowing(convenient=press.words)


async def _sign(press: _Press) -> DraftFacts:
    sign = sign_of(press.details)
    if sign is None:
        raise ButtonExpired
    return press.knowing(what=sign)


_BUTTONS: dict[str, Callable[[_Press], Awaitable[DraftFacts]]] = {
    "change": _change,
    "back": _back,
    "field": _field,
    "skip": _skip,
    "other": _other,
    "behalf": _behalf,
    "community": _community,
    "building": _building,
    "home": _home,
    "candidate": _candidate,
    "public": _public,
    "time": _time,
    "sign": _sign,
}
"""The draft after a button of its card."""


async def submit(tx: Writing, person: Person, draft: DraftFacts) -> Order:
    """The request becomes an order, and whoever made it is its reporter.

    Raises:
        BadInput: something that is needed is not known.
    """
    community = await tx.session.get(Community, draft.payload["community"] or 0)
    details = details_of(draft)
    details = replace(details, what=details.what or sign_of(details))
    if community is None or not details.complete:
        raise BadInput(field=question_of(draft) or "building", example="2号楼2单元1401")
    if details.name is None and not details.on_behalf:
        details = replace(details, name=tx.vault.open(person.name))
    order = await make_order(
        tx,
        community,
        person,
        details,
        step=Step.SUBMIT,
        reporter_id=person.id,
        kind=details.kind,
        area=details.area,
        on_behalf=details.on_behalf,
    )
    home = HomeFacts() if details.on_behalf else HomeFacts(details.building, details.flat)
    await remember_home(tx, community.id, person.id, home)
    await close_draft(tx, draft)
    await was_reported(tx, order, danger=bool(draft.payload["dangers"]))
    published = await receive(tx, community, order)
    owe_draft(tx, draft, ended="published" if published else "submitted", number=order.number)
    return order
