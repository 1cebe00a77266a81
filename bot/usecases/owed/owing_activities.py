"""What must be said about activities: the card in the group, the organiser's own, and words to single people."""

from datetime import datetime
from typing import Any

from bot.models import Activity, Community, Person
from bot.models.outbox import Kind, Lane, Policy
from bot.storage.ground.uow import Writing
from bot.usecases.owed.owing_community import owe_group, owe_panel, owe_private


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
    community_id, number = activity.community_id, activity.number
    key = f"activity-own/{community_id}/{number}/{person.id}"
    owe_panel(tx, person.user_id, community_id, "activity_roll", key=key, activity=number, show=show, page=page)


def owe_activity_word(
    tx: Writing, activity: Activity, person: Person, word: str, *, not_before: datetime | None = None, **facts: Any
) -> None:
    """One short message to one person about one activity; said once."""
    owe_private(
        tx,
        person.user_id,
        activity.community_id,
        "activity_word",
        key=f"activity-word/{activity.community_id}/{activity.number}/{word}/{tx.occasion}/{person.id}",
        lane=Lane.REMINDER,
        not_before=not_before,
        activity=activity.number,
        word=word,
        **facts,
    )


def owe_activity_call(tx: Writing, community: Community, activity: Activity) -> None:
    """In the group, once: whom of the list the bot cannot write to, the evening before."""
    owe_group(
        tx,
        community,
        "activity_call",
        key=f"activity-call/{community.id}/{activity.number}",
        lane=Lane.REMINDER,
        policy=Policy.AT_MOST_ONCE,
        activity=activity.number,
    )


def in_good_time(community: Community, activity: Activity, now: datetime) -> datetime:
    """Not at night, unless the morning would be too late."""
    morning = community.by_day(now)
    return morning if morning < activity.starts_at else now
