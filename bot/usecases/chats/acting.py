"""Who acts, from where; and the first thing every act does: recognise the person."""

from dataclasses import dataclass

from bot.domain.errors import NoCommunity, NotAllowed, NotInTeam, OnlyInPrivate
from bot.domain.ids import CommunityId
from bot.domain.life import ClaimState
from bot.domain.roles import STAFF, Role
from bot.models import Community, Person
from bot.models.people import Reach
from bot.storage.ground.uow import Writing
from bot.storage.members.people import meet, note_username, retry_failed_for, roles_in
from bot.storage.repairs.claims import claims_awaiting_start
from bot.usecases.owed.owing import owe_card, owe_job, owe_reply


@dataclass(frozen=True)
class Actor:
    """Somebody on the chat platform, in the chat where they act."""

    user_id: int
    name: str
    chat_id: int
    private: bool
    thread_id: int | None = None
    username: str | None = None
    """Their @username without the @, empty where they have none; None: it was not looked at."""
    language_code: str | None = None
    """What their telephone is set to, as an IETF tag; None: it was not told."""

    @property
    def writes_privately(self) -> bool:
        """Whether this act proves that the bot can write to them."""
        return self.private and self.chat_id == self.user_id


async def recognise(tx: Writing, actor: Actor, *, known: Person | None = None) -> Person:
    """The actor's row, unless it is `known`. Who writes privately (again) gets what was waiting for them."""
    person = await meet(tx, actor.user_id, actor.name, known=known)
    if actor.username is not None:
        await note_username(tx, person, actor.username)
    if actor.writes_privately and person.reach is not Reach.STARTED:
        await within_reach(tx, person)
    return person


async def within_reach(tx: Writing, person: Person) -> None:
    """The bot can write to somebody: claims that waited for this are held, messages that failed are owed anew."""
    person.reach = Reach.STARTED
    await retry_failed_for(tx, person.user_id)
    for claim, order, community in await claims_awaiting_start(tx, person.id):
        claim.state = ClaimState.HELD
        claim.lapses_at = None
        owe_card(tx, community, order)
        owe_job(tx, order, claim, person.user_id)


async def require_staff(tx: Writing, community_id: CommunityId, person: Person, what: str) -> None:
    """Let only secretaries and clerks go on.

    Raises:
        NotAllowed: the person is neither.
    """
    if not STAFF & await roles_in(tx, community_id, person.id):
        raise NotAllowed(what=what)


async def staff_here(tx: Writing, actor: Actor, community_id: int, what: str) -> tuple[Person, Community]:
    """The actor, who has to be staff of this community, and the community.

    Raises:
        NoCommunity: there is none.
        NotAllowed: the person is not staff there.
    """
    person = await recognise(tx, actor)
    community = await tx.session.get(Community, community_id)
    if community is None:
        raise NoCommunity
    await require_staff(tx, community.id, person, what)
    return person, community


async def secretary_here(tx: Writing, actor: Actor, community_id: int, what: str) -> tuple[Person, Community]:
    """The actor, who has to be a secretary of this community, and the community.

    Raises:
        NoCommunity: there is none.
        NotAllowed: the person is no secretary there.
    """
    person = await recognise(tx, actor)
    community = await tx.session.get(Community, community_id)
    if community is None:
        raise NoCommunity
    await require_secretary(tx, community, person, what)
    return person, community


async def member_here(tx: Writing, actor: Actor, community_id: int) -> tuple[Person, Community]:
    """The actor, who has to be in the team of this community, and the community.

    Raises:
        NotInTeam: there is none, or the person is no member there (any more).
    """
    person = await recognise(tx, actor)
    community = await tx.session.get(Community, community_id)
    if community is None or not await roles_in(tx, community.id, person.id):
        raise NotInTeam
    return person, community


def require_private(actor: Actor) -> None:
    """Let nobody go on in a group.

    Raises:
        OnlyInPrivate: the answer would be read by all.
    """
    if not actor.private:
        raise OnlyInPrivate


async def require_secretary(tx: Writing, community: Community, person: Person, what: str) -> None:
    """Let only secretaries go on: settings and invitations of staff are theirs.

    Raises:
        NotAllowed: the person is none.
    """
    if Role.SECRETARY not in await roles_in(tx, community.id, person.id):
        raise NotAllowed(what=what)


def owe_done(tx: Writing, actor: Actor, community_id: CommunityId, what: str, *, number: int | None = None) -> None:
    """The actor hears, where they said it, that their command was carried out."""
    facts = {"community": community_id, "what": what, "number": number}
    owe_reply(tx, actor.chat_id, "said", thread_id=actor.thread_id, **facts)
