"""What is looked after at each tick besides single orders: each chore finds out for itself what is due."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from bot.usecases.deadlines.calling_up import withdraw_call_ups
from bot.usecases.deadlines.own_digests import send_own_digests
from bot.usecases.gatherings.activity_times import ask_organisers, remind_of_activities
from bot.usecases.gatherings.polls import close_overdue_polls
from bot.usecases.points.honouring import hold_votes
from bot.usecases.points.lapsing import look_after_lapses
from bot.usecases.points.recognising import thank_for_stars
from bot.usecases.record.adding_tails import add_phone_tails
from bot.usecases.record.bringing import take_in_sheets
from bot.usecases.record.bulletin_times import post_bulletins
from bot.usecases.record.cleaning_past import clean_past
from bot.usecases.shop.holds import look_after_holds
from bot.usecases.upkeep.clearing import clear_by_night
from bot.usecases.upkeep.minding_books import mind_books
from bot.usecases.upkeep.privacy import scrub_due

Chore = Callable[..., Coroutine[Any, Any, object]]
"""Takes `uow` and `now`; does what is due by then, each thing in a transaction of its own, and nothing twice."""

CHORES: Mapping[str, Chore] = {
    "phones of before": add_phone_tails,
    "needless call-ups": withdraw_call_ups,
    "what is personal for too long": scrub_due,
    "polls whose time is over": close_overdue_polls,
    "records that are brought in": take_in_sheets,
    "records brought in long ago": clean_past,
    "stars": thank_for_stars,
    "points that lapse": look_after_lapses,
    "goods that nobody collects": look_after_holds,
    "monthly votes": hold_votes,
    "bulletins": post_bulletins,
    "the books": mind_books,
    "what nobody needs any more": clear_by_night,
    "digests of one's own": send_own_digests,
    "activities of tomorrow": remind_of_activities,
    "activities that are over": ask_organisers,
}
"""By the name under which a failure is logged."""
