"""Out of a team: by one's own wish or by staff's. What they held is offered to others, what they did stays theirs."""

from bot.domain.errors import SecretaryStays
from bot.domain.life import Step
from bot.domain.roles import Part, Role
from bot.models import Community, Person
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import Writing
from bot.storage.members.people import roles_in
from bot.storage.members.team import lock_person, take_roles
from bot.storage.repairs.claims import claims_under_way
from bot.usecases.owed.owing import owe_job, owe_word
from bot.usecases.repairs.releasing import free_place, offer_again


async def leave(tx: Writing, community: Community, person: Person, *, by: Part, actor: Person) -> bool:
    """End somebody's membership and free what they hold; False if they were no member.

    Orders that they reported as done go on waiting for confirmation: the work is theirs, and so are its points.

    Raises:
        SecretaryStays: they are secretary.
    """
    await lock_person(tx, person.id)
    if Role.SECRETARY in await roles_in(tx, community.id, person.id):
        raise SecretaryStays
    if not await take_roles(tx, community.id, person.id, tuple(Role)):
        return False
    freed = 0
    for claim, order, where in await claims_under_way(tx, person.id):
        if where.id == community.id:
            await free_place(tx, order, claim, Step.RELEASE, by=by, actor_id=actor.id)
            owe_job(tx, order, claim, person.user_id)
            await offer_again(tx, community, order)
            freed += 1
    removed = by is Part.STAFF
    write_audit(tx, community.id, actor.id, "remove" if removed else "leave", person=person.id, freed=freed)
    owe_word(tx, person.user_id, "team_left", community=community.id, removed=removed, freed=freed)
    return True
