"""Staff look orders up: by number, building, name, phone, words, state and age, in whatever order they say it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import BadInput, ButtonExpired
from bot.domain.ids import CommunityId, PersonId
from bot.domain.roles import STAFF
from bot.domain.search import Search
from bot.language.lines.search_words import read_search
from bot.models import Person
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.post.outbox import message_by_key
from bot.usecases.chats.acting import Actor, recognise, require_private, staff_here
from bot.usecases.chats.asking import own_communities
from bot.usecases.owed.owing_community import owe_panel

EXAMPLE = "/find 5号楼 王 漏水 未完成"
SERIALS = 10**9


@dataclass(frozen=True)
class Find:
    """/find, and what is looked for."""

    actor: Actor
    text: str


async def find(cmd: Find, *, uow: UnitOfWork, now: datetime) -> None:
    """Show what fits, in each of the communities of which the actor is staff.

    Raises:
        BadInput: nothing was said to look for.
        NotAllowed: the actor is staff nowhere.
        OnlyInPrivate: names do not belong into the group.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        communities = await own_communities(tx, person, cmd.actor, STAFF, "find")
        search = read_search(cmd.text)
        if search.is_empty:
            raise BadInput(field="find", example=EXAMPLE)
        for at, community in enumerate(communities):
            serial = (min(tx.settled, default=int(now.timestamp())) + at) % SERIALS
            _owe(tx, person, community.id, search, serial=serial, page=0)


def _key(person_id: PersonId, community_id: CommunityId, serial: int) -> str:
    return f"find/{person_id}/{community_id}/{serial}"


def _owe(tx: Writing, person: Person, community_id: CommunityId, search: Search, *, serial: int, page: int) -> None:
    facts = {"person": person.id, "serial": serial, "search": search.to_json(), "page": page}
    owe_panel(tx, person.user_id, community_id, "find", key=_key(person.id, community_id, serial), **facts)


@dataclass(frozen=True)
class TurnFound:
    """Another page of what was found."""

    actor: Actor
    community_id: int
    serial: int
    page: int


async def turn_found(cmd: TurnFound, *, uow: UnitOfWork, now: datetime) -> None:
    """Show it.

    Raises:
        ButtonExpired: it was long ago, or somebody else's.
        NotAllowed: the actor is not staff here.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "find")
        row = await message_by_key(tx.session, _key(person.id, community.id, cmd.serial))
        if row is None:
            raise ButtonExpired
        search = Search.from_json(tx.vault.open_json(row.facts)["search"])
        _owe(tx, person, community.id, search, serial=cmd.serial, page=max(0, cmd.page))
