"""What may or may not stand in the group: the program cannot look, staff can, and have it said again or not."""

from datetime import date
from html import escape

from bot.domain.periods import Period
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.screen import Button, Screen
from bot.views.spans import period_words
from bot.views.words import Words

MOST_NAME = 60
"""Of a poll's question or an activity's name, in units."""


def doubtful_digest(words: Words, row_id: int, day: date) -> Screen:
    """The digest of a day."""
    return _doubtful(words, row_id, words._("%(day)s的简报") % {"day": words.day(day)})


def doubtful_bulletin(words: Words, row_id: int, period: Period) -> Screen:
    """The bulletin about a period."""
    return _doubtful(words, row_id, words._("%(period)s的工单通报") % {"period": period_words(words, period)})


def doubtful_poll(words: Words, row_id: int, question: str) -> Screen:
    """A poll."""
    return _doubtful(words, row_id, words._("投票「%(question)s」") % {"question": brief(question, MOST_NAME)})


def doubtful_call(words: Words, row_id: int, activity: str) -> Screen:
    """The names of those who cannot be written to, the evening before an activity."""
    return _doubtful(words, row_id, words._("活动「%(what)s」的提醒") % {"what": brief(activity, MOST_NAME)})


def _doubtful(words: Words, row_id: int, what: str) -> Screen:
    again = Button("🔁 " + words._("再发一次"), data=data("again", row_id))
    said = words._("%(what)s不知道发出去没有。请看一眼群里,没有就点「再发一次」。") % {"what": what}
    return Screen(escape(said, quote=False), ((again,),))
