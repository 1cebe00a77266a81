"""Into a team through the link that everybody may see: staff say yes or no, unless the community lets its group in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import ButtonExpired, InviteInvalid, JoinDecided
from bot.domain.ids import CommunityId, PersonId
from bot.domain.roles import Role
from bot.models import Community, JoinRequest, Person
from bot.models.team import RequestState
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.joining import note_request, request_for_change
from bot.storage.members.people import add_role, people_with, roles_in
from bot.usecases.chats.acting import Actor, recognise, staff_here
from bot.usecases.owed.owing import owe_reply, owe_word
from bot.usecases.owed.owing_community import owe_panel
from bot.usecases.repairs.paying import give_gift

ASK_AGAIN_AFTER = timedelta(days=7)
"""After a no: when the same wish may be put to staff again."""


async def group_that_lets_in(community_id: int, *, uow: UnitOfWork, now: datetime) -> int | None:
    """The group whose members join this team without being asked about; None: staff decide on everybody."""
    async with uow.reading(now) as tx:
        community = await tx.session.get(Community, community_id)
        return None if community is None or community.ways().join_needs_approval else community.chat_id


@dataclass(frozen=True)
class Apply:
    """Somebody came through a team's public link."""

    actor: Actor
    community_id: int
    in_group: bool
    """Telegram says that they are in the group whose members join unasked."""


async def apply(cmd: Apply, *, uow: UnitOfWork, now: datetime) -> None:
    """Ask staff, and say so; or let them in at once.

    Anybody in the world can send such a link's words. So who is not in the group always needs staff's yes: a member
    learns where residents live.

    Raises:
        InviteInvalid: there is no such team.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        community = await tx.session.get(Community, cmd.community_id)
        if community is None:
            raise InviteInvalid
        roles = await roles_in(tx, community.id, person.id)
        if roles:
            _owe_welcome(tx, community, person, next(role for role in Role if role in roles))
            return
        request = await request_for_change(tx, community.id, person.id)
        state = None if request is None else request.state
        if cmd.in_group and not community.ways().join_needs_approval and state is not RequestState.DECLINED:
            await _let_in(tx, community, person, by=None)
            return
        if request is None or _may_ask(request, now):
            await note_request(tx, community.id, person.id, RequestState.PENDING)
            write_audit(tx, community.id, person.id, "join_wish")
            await _owe_cards(tx, community.id, person, asked_at=now)
            state = RequestState.PENDING
        owe_reply(tx, cmd.actor.chat_id, "join_told", community=community.id, state=str(state))


def _may_ask(request: JoinRequest, now: datetime) -> bool:
    """Not while staff think about it, nor right after they said no; who has left since they said yes may ask."""
    if request.state is RequestState.DECLINED:
        return request.decided_at is None or now - request.decided_at >= ASK_AGAIN_AFTER
    return request.state is RequestState.APPROVED


async def _let_in(tx: Writing, community: Community, person: Person, *, by: Person | None) -> None:
    await note_request(tx, community.id, person.id, RequestState.APPROVED, by=None if by is None else by.id)
    joined = await add_role(tx, community.id, person.id, Role.VOLUNTEER)
    gift = await give_gift(tx, community, person, by=by) if joined else 0
    write_audit(tx, community.id, (by or person).id, "join", role=str(Role.VOLUNTEER), person=person.id)
    _owe_welcome(tx, community, person, Role.VOLUNTEER, gift=gift)


def _owe_welcome(tx: Writing, community: Community, person: Person, role: Role, *, gift: int = 0) -> None:
    owe_word(tx, person.user_id, "welcome", community=community.id, role=str(role), gift=gift)


async def _owe_cards(tx: Writing, community_id: CommunityId, person: Person, *, asked_at: datetime) -> None:
    """Every member of staff sees the wish, and later what became of it; a new wish is a new card."""
    asked = int(asked_at.timestamp())
    for one in await people_with(tx, community_id):
        key = f"join/{community_id}/{person.id}/{asked}/{one.id}"
        owe_panel(tx, one.user_id, community_id, "join_card", key=key, person=person.id, asked=asked)


@dataclass(frozen=True)
class DecideJoin:
    """A member of staff says yes or no."""

    actor: Actor
    community_id: int
    person_id: int
    approve: bool


async def decide_join(cmd: DecideJoin, *, uow: UnitOfWork, now: datetime) -> None:
    """Let somebody into the team, or not, and tell them; the first answer counts.

    Raises:
        NotAllowed: the actor is not staff there.
        ButtonExpired: nobody has asked.
        JoinDecided: it was answered before.
    """
    async with uow.writing(now) as tx:
        actor, community = await staff_here(tx, cmd.actor, cmd.community_id, "join")
        request = await request_for_change(tx, community.id, cmd.person_id)
        person = await tx.session.get(Person, cmd.person_id)
        if request is None or person is None:
            raise ButtonExpired
        if request.state is not RequestState.PENDING:
            decider = None if request.decided_by is None else await tx.session.get(Person, request.decided_by)
            name = "" if decider is None else tx.vault.open(decider.name)
            raise JoinDecided(name=name, approved=request.state is RequestState.APPROVED)
        if cmd.approve:
            await _let_in(tx, community, person, by=actor)
        else:
            await note_request(tx, community.id, person.id, RequestState.DECLINED, by=actor.id)
            write_audit(tx, community.id, actor.id, "join_declined", person=person.id)
            state = str(RequestState.DECLINED)
            owe_word(tx, person.user_id, "join_told", community=community.id, state=state)
        await _owe_cards(tx, community.id, person, asked_at=request.asked_at)


async def settle_wish(tx: Writing, community_id: CommunityId, person: Person, by: PersonId | None) -> None:
    """Somebody came through a link of their own: whatever was said of their wish before, they are in."""
    request = await request_for_change(tx, community_id, person.id)
    if request is not None and request.state is not RequestState.APPROVED:
        waited = request.state is RequestState.PENDING
        await note_request(tx, community_id, person.id, RequestState.APPROVED, by=by)
        if waited:
            await _owe_cards(tx, community_id, person, asked_at=request.asked_at)
