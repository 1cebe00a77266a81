"""Which trades those who want an order do not name; asked only where a community insists on it."""

from collections.abc import Collection

from sqlalchemy import select

from bot.models import Order, Volunteer
from bot.storage.ground.uow import Writing
from bot.storage.repairs.claim_books import ClaimBooks, OrderKey

Lacking = dict[tuple[int, int, int], str]
"""By community, number and person: the order's trade."""


async def lacking_skills(tx: Writing, books: ClaimBooks, wanted: Collection[OrderKey]) -> Lacking:
    """The trades that are wanted by those whose own list has others, but not this one.

    Who has named none may do everything; so may who is not known yet.
    """
    strict = [community.id for community in books.communities.values() if community.ways().skill_blocks]
    if not strict:
        return {}
    numbers = [number for community_id, number in wanted if community_id in strict]
    orders = await tx.session.execute(
        select(Order.community_id, Order.number, Order.skill).where(
            Order.community_id.in_(strict), Order.number.in_(numbers), Order.skill.is_not(None)
        )
    )
    people = [person.id for person in books.people.values()]
    said = (
        await tx.session.scalars(
            select(Volunteer).where(Volunteer.community_id.in_(strict), Volunteer.person_id.in_(people))
        )
    ).all()
    return {
        (community_id, number, row.person_id): skill
        for community_id, number, skill in orders
        for row in said
        if skill and row.community_id == community_id and row.skills and skill not in row.skills
    }
