"""The same trouble in the same building, told twice: asked about, and joined instead of reported again."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import ButtonExpired
from bot.domain.kind import Area
from bot.domain.life import Step
from bot.domain.roles import Part
from bot.language.needs.similar import SAME_AT, similar
from bot.models import Community, Order, Person
from bot.storage.ground.uow import Writing
from bot.storage.members.residences import HomeFacts, remember_home, reported_since
from bot.storage.repairs.orders import contact_in, order_for_change, write_event
from bot.storage.repairs.watchers import add_watcher
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.owed.owing import end_draft, owe_triage
from bot.usecases.repairs.order_details import OrderDetails, details_of
from bot.usecases.residents.report_draft import HEARD, SEEN

_HOUSE = re.compile(r".*?(?:号楼|幢|栋|座|弄|Building \w+)", re.IGNORECASE)
"""A building without its units: two who live behind different doors share the roof and the lift."""


def _house(building: str) -> str:
    match = _HOUSE.match(building)
    return (match[0] if match else building).casefold()


async def ask_whether_known(tx: Writing, draft: DraftFacts) -> DraftFacts:
    """The draft, asking whether it is the same thing where somebody reported something like it lately."""
    details = details_of(draft)
    community = await tx.session.get(Community, draft.payload["community"] or 0)
    unclear = details.what in (None, HEARD, SEEN) or details.building is None
    alike: list[int] = []
    if not unclear and community is not None:
        since = tx.now - timedelta(hours=community.ways().same_within_hours)
        lately = await reported_since(tx, community.id, since)
        alike = [order.number for order in lately if _alike(tx, details, order)]
    asked = draft.payload["same"]
    new = [number for number in alike if number not in draft.payload["others"]]
    # What was asked about may be another thing by now: they have gone on speaking, of another building.
    same = asked if asked in alike else next(iter(new), None)
    return draft if same == asked else replace(draft, payload={**draft.payload, "same": same})


def _alike(tx: Writing, details: OrderDetails, order: Order) -> bool:
    """Whether it may be the same thing: what is broken inside another flat never is."""
    if details.building is None or details.what is None or _house(details.building) != _house(order.building):
        return False
    flat = contact_in(tx, order.contact).flat
    inside = order.area is not Area.PUBLIC and details.area is not Area.PUBLIC
    elsewhere = inside and flat is not None and details.flat is not None and flat != details.flat
    return not elsewhere and similar(details.what, order.what, tx.lexicon) >= SAME_AT


def another(draft: DraftFacts) -> DraftFacts:
    """不是,另报."""
    others = [*draft.payload["others"], draft.payload["same"]]
    return replace(draft, payload={**draft.payload, "same": None, "others": others})


async def join(tx: Writing, person: Person, draft: DraftFacts) -> None:
    """是同一件: they follow that order from now on, and nothing new is reported.

    Raises:
        ButtonExpired: nothing like that is asked (any more).
        WrongMoment: it has been dealt with meanwhile.
    """
    if draft.payload["same"] is None:
        raise ButtonExpired
    order = await order_for_change(tx, draft.payload["community"], draft.payload["same"])
    if order.reporter_id != person.id:
        was = order.status
        order.move(Step.JOIN, by=Part.REPORTER, at=tx.now)
        if await add_watcher(tx, order, person.id):
            await write_event(tx, order, Step.JOIN, actor_id=person.id, was=was)
            await owe_triage(tx, order)
    details = details_of(draft)
    await remember_home(tx, order.community_id, person.id, HomeFacts(details.building, details.flat))
    await end_draft(tx, draft, "joined", number=order.number)
