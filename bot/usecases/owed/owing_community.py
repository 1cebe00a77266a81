"""What must be said about a community: in its group, or to one person in private."""

from datetime import datetime
from typing import Any

from bot.domain.ids import CommunityId
from bot.models import Community, Person
from bot.models.outbox import Kind, Lane, Policy
from bot.models.people import Reach
from bot.storage.ground.uow import Writing
from bot.storage.post.outbox import Owed
from bot.storage.upkeep.emptying import LINE


def owe_group(
    tx: Writing,
    community: Community,
    topic: str,
    *,
    key: str,
    lane: Lane = Lane.WAITING,
    kind: Kind = Kind.SEND,
    policy: Policy = Policy.AT_LEAST_ONCE,
    not_before: datetime | None = None,
    **facts: Any,
) -> None:
    """A message in the group, in the topic of it where the bot belongs."""
    tx.owe(
        Owed(
            key=key,
            community_id=community.id,
            chat_id=community.chat_id,
            thread_id=community.thread_id,
            topic=topic,
            facts={"community": community.id, **facts},
            lane=lane,
            kind=kind,
            policy=policy,
            not_before=not_before,
        )
    )


def owe_private(
    tx: Writing,
    user_id: int,
    community_id: CommunityId,
    topic: str,
    *,
    key: str,
    lane: Lane = Lane.WAITING,
    kind: Kind = Kind.SEND,
    not_before: datetime | None = None,
    **facts: Any,
) -> None:
    """A message to one person, said once."""
    told = {"community": community_id, **facts}
    message = Owed(key, user_id, topic, told, lane=lane, kind=kind, community_id=community_id, not_before=not_before)
    tx.owe(message)


def owe_line_of(
    tx: Writing, person_id: int, user_id: int, community_id: CommunityId, topic: str, *, key: str, **facts: Any
) -> None:
    """Words of somebody (or whom to call), passed on to one person; kept, so that they can be removed."""
    key = f"{LINE}{community_id}/{person_id}/{key}/{user_id}"
    owe_private(tx, user_id, community_id, topic, key=key, kind=Kind.KEEP, person=person_id, **facts)


def owe_grid_part(tx: Writing, community: Community, grid_id: int, part: str, person: Person) -> None:
    """Who looks after a grid from now on hears so, as far as the bot can write to them."""
    if person.reach is Reach.STARTED:
        key, morning = f"grid_part/{community.id}/{grid_id}/{part}/{tx.occasion}", community.by_day(tx.now)
        user_id = person.user_id
        owe_private(tx, user_id, community.id, "grid_part", key=key, not_before=morning, grid=grid_id, part=part)


def owe_keys(tx: Writing, community: Community, person: Person) -> None:
    """Who was greeted before they had a community may have keys in the program's language: told once in a life."""
    if person.locale is None and person.reach is Reach.STARTED:
        owe_private(tx, person.user_id, community.id, "keys", key=f"keys/{person.id}")


def owe_panel(tx: Writing, user_id: int, community_id: CommunityId, topic: str, *, key: str, **facts: Any) -> None:
    """One person's kept message, which shows what its buttons ask for: edited whenever its key is owed again."""
    shown = {"community": community_id, **facts}
    tx.owe(Owed(key, user_id, topic, shown, kind=Kind.KEEP, community_id=community_id))
