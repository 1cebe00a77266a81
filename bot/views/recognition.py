"""Recognition: the list of who earned most, and thanks for a star."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.domain.ids import PersonId
from bot.domain.stars import HOURS
from bot.models import Community
from bot.storage.gatherings.polls import PollFacts
from bot.storage.points.honours import Candidate
from bot.storage.points.ranking import RankFacts
from bot.views.buttons import data
from bot.views.labels import star_word
from bot.views.naming import public_name
from bot.views.polls import poll
from bot.views.screen import Button, Screen
from bot.views.spans import hours_words
from bot.views.words import SOURCE, Words

FIRST = 10
"""Places that are shown."""
MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}


def rank(
    words: Words, community: Community, rows: Sequence[RankFacts], reader: PersonId, *, since: str, serial: int
) -> Screen:
    """The first ten, and the reader's own place, which nobody else is shown."""
    lines = [
        {
            "place": MEDALS.get(row.place, f"{row.place}."),
            "name": public_name(words, row.name, row.shown_as, row.number),
            "points": row.points,
            "hours": hours_words(words, row.minutes) if row.minutes > 0 else None,
        }
        for row in rows[:FIRST]
    ]
    mine = next((row for row in rows if row.person_id == reader), None)
    titles = {"month": words._("本月"), "year": words._("今年"), "all": words._("累计")}
    text = words.render("rank", community=community, title=titles[since], lines=lines, mine=mine)
    buttons = tuple(
        Button(title, data=data("rank", community.id, name, serial)) for name, title in titles.items() if name != since
    )
    return Screen(text, (buttons,))


def star(words: Words, community: Community, level: int) -> Screen:
    """Thanks to somebody who has reached a star."""
    text = words.render("star", community=community, hours=HOURS[level - 1], word=star_word(words, level), level=level)
    return Screen(text)


def ballot(words: Words, facts: PollFacts, stood: Sequence[Candidate], zone: ZoneInfo) -> Screen:
    """The monthly vote itself."""
    return poll(words, _worded(words, facts, stood), zone)


def _worded(words: Words, facts: PollFacts, stood: Sequence[Candidate]) -> PollFacts:
    """The monthly vote in words: its question, and the candidates as they want to be called; no two read the same."""
    names = [public_name(words, one.name, one.shown_as, one.number) for one in stood]
    told = tuple(
        name if names.count(name) == 1 else words._("%(name)s(%(number)s号)") % {"name": name, "number": one.number}
        for name, one in zip(names, stood, strict=True)
    )
    question = words._("🌹 %(month)s最美志愿者,您投谁一票?") % {"month": _month(words, facts.subject)}
    return replace(facts, question=question, options=told)


def _month(words: Words, subject: int) -> str:
    month = date(subject // 100, subject % 100, 1)
    return format_date(month, "M月" if words.locale == SOURCE else "MMMM", locale=words.locale)


def honour(words: Words, facts: PollFacts, stood: Sequence[Candidate]) -> Screen | None:
    """Thanks to whoever got most votes, who got as many shares it, and to everybody else."""
    facts = _worded(words, facts, stood)
    counts = facts.counts or ()
    most = max(counts, default=0)
    if most == 0:
        return None
    first = [name for name, votes in zip(facts.options, counts, strict=False) if votes == most]
    text = words.render(
        "honour",
        month=_month(words, facts.subject),
        names=words.listing(first),
        votes=most,
        voters=facts.voters,
        shared=len(first) > 1,
    )
    return Screen(text)
