"""What must be said about activities: the card in the group, the organiser's own, and words to single people."""

from datetime import datetime
from typing import Any

from bot.models import Activity, Community, Person
from bot.models.outbox import Kind, Lane, Policy
from bot.storage.outbox import Owed
from bot.storage.uow import Writing
from bot.usecases.owing_community import owe_group


def owe_activity_card(tx: Writing, community: Community, activity: Activity, *, new: bool = False) -> None:
    """The card in the group shows the list as it is."""
    owe_group(
        tx,
        community,
        "activity_card",
        key=f"activity/{community.id}/{activity.number}",
        lane=Lane.CARD if new else Lane.CARD_EDIT,
        kind=Kind.KEEP,
        activity=activity.number,
    )


def owe_roll(tx: Writing, activity: Activity, person: Person, *, show: str = "main", page: int = 0) -> None:
    """One person's own message about an activity that they look after: what can be done, or the list to be ticked."""
    tx.owe(
        Owed(
            key=f"activity-own/{activity.community_id}/{activity.number}/{person.id}",
            community_id=activity.community_id,
            chat_id=person.user_id,
            topic="activity_roll",
            facts={"community": activity.community_id, "activity": activity.number, "show": show, "page": page},
            kind=Kind.KEEP,
        )
    )


def owe_activity_word(
    tx: Writing, activity: Activity, person: Person, word: str, *, not_before: datetime | None = None, **facts: Any
) -> None:
    """One short message to one person about one activity; said once."""
    tx.owe(
        Owed(
            key=f"activity-word/{activity.community_id}/{activity.number}/{word}/{tx.occasion}/{person.id}",
            community_id=activity.community_id,
            chat_id=person.user_id,
            topic="activity_word",
            facts={"community": activity.community_id, "activity": activity.number, "word": word, **facts},
            lane=Lane.REMINDER,
            not_before=not_before,
        )
    )


def owe_activity_call(tx: Writing, community: Community, activity: Activity) -> None:
    """In the group, once: whom of the list the bot cannot write to, the evening before."""
    tx.owe(
        Owed(
            key=f"activity-call/{community.id}/{activity.number}",
            community_id=community.id,
            chat_id=community.chat_id,
            thread_id=community.thread_id,
            topic="activity_call",
            facts={"community": community.id, "activity": activity.number},
            lane=Lane.REMINDER,
            policy=Policy.AT_MOST_ONCE,
        )
    )


def in_good_time(community: Community, activity: Activity, now: datetime) -> datetime:
    """Not at night, unless the morning would be too late."""
    morning = community.by_day(now)
    return morning if morning < activity.starts_at else now
