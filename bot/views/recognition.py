"""Recognition: the list of who earned most, and thanks for a star."""

from collections.abc import Sequence

from bot.domain.ids import PersonId
from bot.domain.stars import HOURS
from bot.models import Community
from bot.storage.ranking import RankFacts
from bot.views.buttons import data
from bot.views.labels import star_word
from bot.views.naming import public_name
from bot.views.screen import Button, Screen
from bot.views.spans import hours_words
from bot.views.words import Words

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
