"""Fills a database with communities, volunteers and open orders, as the program would have written them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from itertools import islice
from typing import Any

from sqlalchemy import create_engine, insert
from sqlalchemy.ext.asyncio import AsyncSession

from bench.bare.claim import PLACE
from bench.tapping import Place, Town, everybody, name_of
from bot.clock import Clock
from bot.config import Config, ensure_keys
from bot.domain.contact import Contact
from bot.domain.ids import FIRST_ORDER_NUMBER
from bot.domain.life import Status, Step
from bot.domain.roles import Role
from bot.domain.size import Size
from bot.domain.standard import Standard
from bot.domain.urgency import Urgency
from bot.models import Base, Community, Membership, Order, OrderEvent, OutboxMessage, Person
from bot.models.outbox import Kind, Lane, OutState, Policy
from bot.models.people import Reach
from bot.storage.ground.engine import Database
from bot.storage.ground.keyring import open_vault
from bot.storage.ground.vault import Vault
from bot.storage.repairs.orders import card_key

AT_ONCE = 500
"""Rows in one INSERT."""
NO_LIMIT = 1_000_000


def seed_bare(url: str, town: Town) -> None:
    """The one table that an application with one UPDATE needs; `url` with its synchronous driver."""
    engine = create_engine(url)
    with engine.begin() as connection:
        PLACE.metadata.create_all(connection)
        connection.execute(insert(PLACE), [{"id": number} for number in range(1, town.orders + 1)])
    engine.dispose()


async def seed(config: Config, town: Town) -> None:
    """Everything a claim looks at: people who have started the bot, their team, orders with their cards posted."""
    database = Database(config.database.async_url)
    try:
        vault = await open_vault(database, ensure_keys(config))
        now = Clock().now()
        async with AsyncSession(database.writer) as session, session.begin():
            for table, rows in _tables(town, vault, now):
                for chunk in _chunks(rows):
                    await session.execute(insert(table), chunk)
    finally:
        await database.close()


def _tables(town: Town, vault: Vault, now: datetime) -> Iterator[tuple[type[Base], Iterator[dict[str, Any]]]]:
    orders = [town.place(index) for index in range(town.orders)]
    yield Person, (_person(vault, person, user) for _, person, user in everybody(town))
    yield Community, (_community(town, now, number) for number in range(1, town.communities + 1))
    yield (
        Membership,
        (
            {"community_id": community, "person_id": person, "role": Role.VOLUNTEER, "since": now}
            for community, person, _ in everybody(town)
        ),
    )
    yield Order, (_order(vault, now, place) for place in orders)
    yield OrderEvent, (_posted(now, place) for place in orders)
    yield OutboxMessage, (card(town, vault, now, place) for place in orders)


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while chunk := list(islice(left, AT_ONCE)):
        yield chunk


def _person(vault: Vault, number: int, user: int) -> dict[str, Any]:
    return {
        "user_id": user,
        "name": vault.seal(name_of(user)),
        "reach": Reach.STARTED,
        "id": number,
    }


def _community(town: Town, now: datetime, number: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"第{number}社区",
        "chat_id": town.chat(number),
        "timezone": "Asia/Shanghai",
        "locale": "zh_CN",
        # Not while something is being measured.
        "digest_time": time((now.hour + 8 + 12) % 24).isoformat("minutes"),
        "digest_when_empty": False,
        "claim_limit": NO_LIMIT,
        "open_team": True,
        "start_grace_minutes": 15,
        "repost_after_hours": 24,
        "standard": Standard().to_json(),
        "standard_version": 1,
        "next_number": FIRST_ORDER_NUMBER + town.orders,
        "created_at": now,
    }


def _order(vault: Vault, now: datetime, place: Place) -> dict[str, Any]:
    contact = Contact(name="刘运京", phone="+8613800138000", flat="1401", extension=None, note=None)
    return {
        "community_id": place.community,
        "number": place.number,
        "status": Status.OPEN,
        "building": f"{place.number % 30 + 1}号楼2单元",
        "what": "厨房水管漏水",
        "skill": "plumbing",
        "size": Size.MEDIUM,
        "urgency": Urgency.NORMAL,
        "people_needed": 1,
        "places_taken": 0,
        "points": 15,
        "contact": vault.seal_json(contact.to_json()),
        "phone_index": vault.blind_index("+8613800138000"),
        "posted_by": 1,
        "card_copy": 1,
        "round": 1,
        "opened_at": now,
    }


def _posted(now: datetime, place: Place) -> dict[str, Any]:
    return {
        "community_id": place.community,
        "number": place.number,
        "seq": 1,
        "at": now,
        "step": Step.PUBLISH,
        "actor_id": 1,
        "now": Status.OPEN,
        "details": {"standard": 1},
    }


def card(town: Town, vault: Vault, now: datetime, place: Place) -> dict[str, Any]:
    """The row of a card that stands in its group."""
    facts = {"community": place.community, "number": place.number, "copy": 1}
    return {
        "key": card_key(place.community, place.number, 1),
        "community_id": place.community,
        "chat_id": town.chat(place.community),
        "lane": Lane.CARD,
        "kind": Kind.KEEP,
        "policy": Policy.AT_LEAST_ONCE,
        "topic": "order_card",
        "facts": vault.seal_json(facts),
        "state": OutState.SAID,
        "wanted": 1,
        "said": 1,
        "attempts": 0,
        "not_before": now,
        "message_id": place.number,
        "sent_at": now,
        "looks": "0" * 64,
    }
