"""Two neighbourhoods that stand still, in rows: what the topics of the postman are rendered from.

Brook speaks English, Qianshang Chinese, and most people belong to both: who is told something about Brook in Chinese
was taken for somebody else, or Brook for Qianshang. Nobody in Brook has a name or an order in Chinese characters.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.delivery.chat_topics import CHAT_TOPICS
from bot.delivery.doubt_topics import DOUBT_TOPICS
from bot.delivery.knowing_topics import KNOWING_TOPICS
from bot.delivery.ledger_topics import LEDGER_TOPICS
from bot.delivery.order_topics import ORDER_TOPICS
from bot.delivery.rendering import Scene
from bot.domain.contact import Contact
from bot.domain.ids import ClaimId, CommunityId, OrderNumber, PersonId, Points
from bot.domain.life import ClaimState, Status, Step
from bot.domain.roles import Role
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.models import Attachment, Claim, Community, Draft, Membership, Order, OrderEvent, OutboxMessage, Person
from bot.models.ledger import AccountKind, EntryKind
from bot.models.orders import PhotoKind
from bot.models.outbox import Kind, Lane, OutState, Policy
from bot.settings import Database as DatabaseSettings
from bot.storage.ground.engine import Database
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.ground.vault import Vault
from bot.storage.members.people import person_by_user
from bot.storage.points.ledger import Entry, account_of, add_entry
from bot.storage.repairs.orders import card_key
from bot.usecases.repairs.order_details import CONFIRM, OrderDetails
from bot.views.screen import Screen
from bot.views.words import Dictionary
from tests.rows import a_community
from tests.town import KEY

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
QIANSHANG, BROOK = CommunityId(1), CommunityId(2)
QIANSHANG_CHAT, BROOK_CHAT, NO_CHAT = -1001111, -1002222, -1009999
MARY, ANN, BO, ROSE, CLEO, IDA = (PersonId(number) for number in range(1, 7))
"""Secretary of both; volunteer of both; volunteer of Brook who chose Chinese; resident with a phone; clerk of Qianshang
and volunteer of Brook, who chose English; resident without a phone, who belongs nowhere."""
NAMES = {MARY: "Mary", ANN: "Ann", BO: "Bo", ROSE: "Rose", CLEO: "Cleo", IDA: "Ida"}
TOPICS = ORDER_TOPICS | KNOWING_TOPICS | CHAT_TOPICS | DOUBT_TOPICS | LEDGER_TOPICS
STRANGER = 999
"""The account of somebody the bot has never seen."""
PHONE = "+447700900123"
SERIAL = 77
"""The serial of every draft there is."""


def open_file(path: Path) -> UnitOfWork:
    """The books in a SQLite file."""
    database = Database(DatabaseSettings(url=SecretStr(f"sqlite:///{path}")).async_url)
    return UnitOfWork(database, Vault([KEY], index_key=b"i" * 32, ledger_key=b"l" * 32), wake=lambda: None)


def chat_of(person: PersonId) -> int:
    """The private chat with somebody, which is their account."""
    return 500 + person


def chinese(screen: Screen) -> bool:
    """Whether anything in it is Chinese."""
    said = [screen.text, *(button.text for row in screen.buttons for button in row)]
    return re.search(r"[\u4e00-\u9fff]", "".join(said)) is not None


def presses(screen: Screen | None) -> list[str]:
    """What the buttons of a screen send back."""
    assert screen is not None
    return [button.data for row in screen.buttons for button in row if button.data is not None]


@dataclass(frozen=True)
class Neighbourhood:
    """The rows, and a way to see what would be said."""

    uow: UnitOfWork
    dictionary: Dictionary

    async def shows(
        self,
        topic: str,
        chat_id: int,
        *,
        message_id: int | None = None,
        default_locale: str = "zh_CN",
        **facts: Any,
    ) -> Screen | None:
        """The screen of a topic in a chat; with a `message_id` it is an edit of what stands there."""
        async with self.uow.reading(NOW) as tx:
            row = OutboxMessage(chat_id=chat_id, message_id=message_id)
            scene = Scene(
                tx=tx,
                facts=facts,
                row=row,
                dictionary=self.dictionary,
                bot_username="weixiu_bot",
                default_locale=default_locale,
                reader=await person_by_user(tx, row.chat_id),
            )
            return await TOPICS[topic](scene)

    async def says(self, topic: str, chat_id: int, *, message_id: int | None = None, **facts: Any) -> str:
        """The text of that screen."""
        screen = await self.shows(topic, chat_id, message_id=message_id, **facts)
        assert screen is not None
        return screen.text


async def settle_down(tx: Writing) -> None:
    """Write all rows."""
    for rows in (_people(tx), _communities(), _memberships(), _orders(tx), _claims(), _belongings(tx), _drafts(tx)):
        tx.session.add_all(rows)
        await tx.session.flush()
    await _points(tx)


def _people(tx: Writing) -> Iterator[Person]:
    for person, name in NAMES.items():
        yield Person(
            id=person,
            user_id=chat_of(person),
            name=tx.vault.seal(name),
            locale={BO: "zh_CN", CLEO: "en"}.get(person),
            phone_index="rose" if person == ROSE else None,
        )


def _communities() -> Iterator[Community]:
    for community, chat, name, locale, zone in (
        (QIANSHANG, QIANSHANG_CHAT, "阡上", "zh_CN", "Asia/Shanghai"),
        (BROOK, BROOK_CHAT, "Brook", "en", "Europe/London"),
    ):
        own = {"name": name, "chat_id": chat, "chat_username": name.lower(), "timezone": zone, "locale": locale}
        yield a_community(id=community, created_at=NOW, **own)


def _memberships() -> Iterator[Membership]:
    roles = [(where, MARY, Role.SECRETARY) for where in (QIANSHANG, BROOK)]
    roles += [(where, ANN, Role.VOLUNTEER) for where in (QIANSHANG, BROOK)]
    roles += [(BROOK, BO, Role.VOLUNTEER), (QIANSHANG, CLEO, Role.CLERK), (BROOK, CLEO, Role.VOLUNTEER)]
    return (Membership(community_id=where, person_id=who, role=role, since=NOW) for where, who, role in roles)


def order_of(number: int, status: Status = Status.OPEN, *, where: CommunityId = BROOK, **more: Any) -> Order:
    facts: dict[str, Any] = {
        "community_id": where,
        "number": OrderNumber(number),
        "status": status,
        "building": "House 5",
        "what": f"Lamp {number}",
        "size": Size.MEDIUM,
        "urgency": Urgency.NORMAL,
        "people_needed": 1,
        "places_taken": 0 if status is Status.OPEN else 1,
        "points": Points(10),
        "posted_by": MARY,
        "opened_at": NOW - timedelta(days=9) + timedelta(minutes=number),
        "ended_at": NOW - timedelta(days=1) if status in (Status.CLOSED, Status.CANCELLED) else None,
        **more,
    }
    return Order(**facts)


def _orders(tx: Writing) -> Iterator[Order]:
    """Brook: 1001 half taken, 1002 held, 1003 done, 1004 closed, 1005 called off, eleven more that wait."""
    contact = Contact(name="Rose", phone=PHONE, flat="14").to_json()
    sealed = tx.vault.seal_json(contact)
    yield order_of(1001, people_needed=2, places_taken=1, urgency=Urgency.URGENT, what="Door stuck")
    yield order_of(1002, Status.CLAIMED, people_needed=2, places_taken=2, card_copy=2, contact=sealed, reporter_id=ROSE)
    yield order_of(1003, Status.DONE, contact=sealed, round=2, finished_by=ANN, result=tx.vault.seal("New seal"))
    yield order_of(1004, Status.CLOSED)
    yield order_of(1005, Status.CANCELLED)
    yield from (order_of(number) for number in range(1006, 1017))
    yield from (order_of(number, where=QIANSHANG, phone_index="rose") for number in range(1001, 1007))
    yield order_of(1007, Status.CLAIMED, where=QIANSHANG, what="Gate 1007", contact=b"a seal that no key opens")


def _claims() -> Iterator[Claim]:
    held, fulfilled = ClaimState.HELD, ClaimState.FULFILLED
    for where, number, claim, who, state, more in (
        (BROOK, 1001, 1, ANN, held, {}),
        (BROOK, 1002, 1, BO, ClaimState.RELEASED, {}),
        (BROOK, 1002, 2, ANN, held, {"arrived_at": NOW}),
        (BROOK, 1002, 3, BO, ClaimState.AWAITING_START, {}),
        (BROOK, 1003, 1, ANN, held, {"points": 15}),
        (BROOK, 1004, 1, ANN, fulfilled, {}),
        (QIANSHANG, 1007, 1, MARY, held, {}),
    ):
        yield Claim(
            community_id=where,
            number=OrderNumber(number),
            id=ClaimId(claim),
            person_id=who,
            state=state,
            taken_at=NOW,
            **more,
        )


def _belongings(tx: Writing) -> Iterator[Any]:
    """What hangs on orders: their last step, their pictures, their card in the group."""
    for number, step, now in ((1001, Step.CLAIM, Status.OPEN), (1003, Step.FINISH, Status.DONE)):
        yield OrderEvent(community_id=BROOK, number=OrderNumber(number), seq=1, step=step, at=NOW, now=now, details={})
    for number, kind in ((1002, PhotoKind.REPORT), (1003, PhotoKind.RESULT), (1004, PhotoKind.REPORT)):
        yield Attachment(
            community_id=BROOK,
            number=OrderNumber(number),
            kind=kind,
            file_id=f"file-{number}",
            file_unique_id=f"unique-{number}",
            added_by=ROSE,
            added_at=NOW,
        )
    yield OutboxMessage(
        key=card_key(BROOK, 1001, 1),
        chat_id=BROOK_CHAT,
        lane=Lane.CARD,
        kind=Kind.KEEP,
        policy=Policy.AT_LEAST_ONCE,
        topic="order_card",
        facts=tx.vault.seal_json({}),
        state=OutState.SAID,
        not_before=NOW,
        message_id=4321,
    )


def _drafts(tx: Writing) -> Iterator[Draft]:
    order = OrderDetails(building="House 9", what="Window loose").to_json()
    drafts: list[tuple[PersonId, str, str, Mapping[str, Any]]] = [
        (MARY, "order", CONFIRM, {"community": BROOK, "details": order}),
        (CLEO, "order", CONFIRM, {"community": None, "details": order}),
        (ANN, "release", "reason", {}),
        (MARY, "points", "points", {}),
        (MARY, "setting", "setting", {"field": "timezone"}),
    ]
    for person, kind, step, payload in drafts:
        yield Draft(
            person_id=person,
            chat_id=chat_of(person),
            kind=kind,
            serial=SERIAL,
            step=step,
            payload=tx.vault.seal_json(payload),
            updated_at=NOW,
        )


async def _points(tx: Writing) -> None:
    """Ann has 5 points in Qianshang, and 55 in Brook, in ten entries; Bo has 3 there."""
    gifts = [(QIANSHANG, ANN, 5), *((BROOK, ANN, points) for points in range(1, 11)), (BROOK, BO, 3)]
    for count, (where, who, points) in enumerate(gifts):
        mint = await account_of(tx, where, AccountKind.MINT)
        member = await account_of(tx, where, AccountKind.MEMBER, who)
        await add_entry(tx, Entry(EntryKind.AWARD, mint, member, Points(points), f"gift/{count}", MARY))
