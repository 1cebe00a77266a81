"""Polls as the group sees them."""

from html import escape
from zoneinfo import ZoneInfo

from bot.domain.polls import MOST_OPTION, MOST_QUESTION, PollState
from bot.storage.gatherings.polls import PollFacts
from bot.views.fitting import brief
from bot.views.screen import Ballot, Screen
from bot.views.words import Words


def poll(words: Words, facts: PollFacts, zone: ZoneInfo) -> Screen:
    """The question with its round and its closing time, and the options."""
    until = words._("%(time)s 截止") % {"time": words.moment(facts.closes_at, zone)}
    round_ = words._("第 %(round)s 轮") % {"round": facts.round}
    note = until if facts.round == 1 else f"{round_} · {until}"
    question = f"{brief(facts.question, MOST_QUESTION)} ({note})"
    options = tuple(brief(option, MOST_OPTION) for option in facts.options)
    ballot = Ballot(
        question, options, anonymous=facts.anonymous, several=facts.several, closed=facts.state is not PollState.OPEN
    )
    return Screen(escape(question, quote=False), ballot=ballot)
