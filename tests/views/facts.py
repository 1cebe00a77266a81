"""Facts to be put into words: what people wrote and are called, and orders, drafts and communities made of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.contact import Contact
from bot.domain.ids import ClaimId, CommunityId, OrderNumber, PersonId, Points
from bot.domain.life import ClaimState, Status
from bot.domain.size import Size
from bot.domain.standard import Standard
from bot.domain.urgency import Urgency
from bot.models import Community
from bot.models.people import Reach
from bot.models.places import PartyKind
from bot.storage.community.parties import PartyFacts
from bot.storage.members.people import PersonFacts
from bot.storage.records.digests import DigestFacts
from bot.storage.repairs.order_facts import HolderFacts, OrderFacts
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.repairs.order_details import OrderDetails, Photo

USUAL_NUMBER = OrderNumber(1024)
NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
LAST_NUMBER = OrderNumber(2**63 - 1)
"""The longest number the database takes: what a button has to carry at worst."""


@dataclass(frozen=True)
class Said:
    """Everything that comes from people and not from us."""

    name: str = "Zhao"
    other: str = "Qian"
    community: str = "Qianshang"
    building: str = "Building 2 Unit 2"
    what: str = "Door frame cracked"
    convenient: str = "tomorrow at three"
    flat: str = "Flat 1401"
    resident: str = "Mrs Wang"
    extension: str = "8001"
    note: str = "knock loudly"
    result: str = "new hinges"
    reason: str = "nobody home"
    unclear: str = "gibberish"
    skill: str = "gardening"
    phone: str = "+8613800138000"
    number: OrderNumber = USUAL_NUMBER


FREE = tuple(each.name for each in fields(Said) if each.name not in ("phone", "number"))
"""The places where people write what they like."""


def saying(texts: Mapping[str, str], **others: Any) -> Said:
    """These texts in these places."""
    return Said(**{**texts, **others})


def person(name: str) -> PersonFacts:
    """Somebody of this name."""
    return PersonFacts(id=PersonId(7), user_id=7007, name=name, reach=Reach.STARTED, locale=None)


def holder(name: str, state: ClaimState = ClaimState.HELD, *, claim: int = 1, arrived: bool = False) -> HolderFacts:
    """A volunteer who has an order."""
    return HolderFacts(person(name), ClaimId(claim), state, arrived, Points(10))


def contact(said: Said) -> Contact:
    """The resident, complete."""
    return Contact(said.resident, said.phone, said.flat, said.extension, said.note)


def order(said: Said, **facts: Any) -> OrderFacts:
    """An order with everything that can be known about it, private facts as well."""
    usual = OrderFacts(
        community_id=CommunityId(said.number),
        number=said.number,
        status=Status.OPEN,
        building=said.building,
        what=said.what,
        skill="carpentry",
        size=Size.MEDIUM,
        urgency=Urgency.URGENT,
        convenient=said.convenient,
        people_needed=1,
        places_taken=0,
        points=Points(10),
        opened_at=NOW,
        card_copy=1,
        round=1,
        reporter_id=PersonId(9),
        phone_index="a-keyed-hash",
        contact=contact(said),
        result=said.result,
        link="https://t.me/c/1234567890/42?a=1&b=2",
    )
    return replace(usual, **facts)


def party(said: Said, kind: PartyKind = PartyKind.PROPERTY, **facts: Any) -> PartyFacts:
    """An outside party with somebody to call."""
    usual = PartyFacts(5, said.other, kind, f"{said.resident} {said.phone}", PersonId(8), 8008, active=True)
    return replace(usual, **facts)


def plain_order(said: Said, **facts: Any) -> OrderFacts:
    """An order about which nothing is known that could be left out."""
    return order(said, skill=None, urgency=Urgency.NORMAL, convenient=None, link=None, result=None, **facts)


def claimed(said: Said, **facts: Any) -> OrderFacts:
    """An order with its holder."""
    taken = {"status": Status.CLAIMED, "places_taken": 1, "holders": (holder(said.name),)}
    return order(said, **{**taken, **facts})


def community(said: Said, **settings: Any) -> Community:
    """A community, not kept anywhere."""
    usual: dict[str, Any] = {
        "id": CommunityId(said.number),
        "name": said.community,
        "chat_id": -1001234567890,
        "timezone": "Asia/Shanghai",
        "locale": "zh_CN",
        "digest_time": "08:30",
        "digest_when_empty": False,
        "claim_limit": 3,
        "open_team": True,
        "start_grace_minutes": 15,
        "practice": {},
        "standard": Standard().with_row("carpentry", (10, 15, 25, 50)).to_json(),
        "standard_version": 3,
    }
    return Community(**{**usual, **settings})


def details(said: Said, **facts: Any) -> OrderDetails:
    """An order on its way, complete."""
    known = OrderDetails(
        building=said.building,
        flat=said.flat,
        what=said.what,
        skill="carpentry",
        people=2,
        convenient=said.convenient,
        name=said.resident,
        phone=said.phone,
        extension=said.extension,
        unclear=(said.unclear,),
        photos=(Photo("file", "unique"),),
    )
    return replace(known, **facts)


def draft(kind: str, step: str, **payload: Any) -> DraftFacts:
    """A conversation under way."""
    return DraftFacts(PersonId(7), 7007, kind, 2**31 - 1, step, payload)


def order_draft(step: str, known: OrderDetails, community_id: int | None = 1) -> DraftFacts:
    """A conversation about an order on its way."""
    return draft("order", step, community=community_id, details=asdict(known), skipped=[])


def digest(said: Said, **facts: Any) -> DigestFacts:
    """A morning with nothing to say, but for these facts."""
    quiet = DigestFacts(
        community=community(said),
        day=NOW.date(),
        thanked=(),
        closed=0,
        open_orders=(),
        open_count=0,
        working=(),
        working_count=0,
        waiting_count=0,
        calls_count=0,
        now=NOW,
    )
    return replace(quiet, **facts)
