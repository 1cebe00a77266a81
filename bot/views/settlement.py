"""Settlement: the secretary's message, everybody's own statement, and the group's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from bot.domain.periods import Period
from bot.domain.schedule import local_day
from bot.domain.stars import stars_for
from bot.domain.tally import Tally
from bot.models import Community, Lapse, SettledPeriod
from bot.storage.points.settled import MovedFacts, SettledFacts
from bot.usecases.points.settling import number_of
from bot.views.buttons import data
from bot.views.naming import public_name
from bot.views.screen import Button, Screen
from bot.views.settled_sheet import settled_file
from bot.views.spans import day_words, hours_words, period_words
from bot.views.words import Words

ON_A_PAGE = 5
MOST_LISTED = 60
"""Lines of the group's list; a message takes no more, the file has all."""


class Named(NamedTuple):
    """A member by name, and what a period comes to for them."""

    name: str
    tally: Tally


@dataclass(frozen=True)
class OpenFacts:
    """A period that may be closed, or will be when it is over."""

    period: Period
    over: bool
    members: Sequence[Named]

    @property
    def total(self) -> Tally:
        """All members together."""
        return together([member.tally for member in self.members])


def together(tallies: Sequence[Tally]) -> Tally:
    """The sum of all."""
    return Tally(**{name: sum(getattr(tally, name) for tally in tallies) for name in vars(Tally())})


def _line(words: Words, name: str, tally: Tally) -> dict[str, object]:
    hours = hours_words(words, tally.minutes) if tally.minutes else None
    return {"name": name, "tally": tally, "hours": hours}


def _button(community: Community, serial: int, label: str, act: str, value: int) -> Button:
    return Button(label, data=data("settle", community.id, act, value, serial))


def preview(words: Words, community: Community, facts: OpenFacts | None, *, page: int, serial: int) -> Screen:
    """What would be closed, page by page; nothing of it is written down."""
    past = _button(community, serial, "📚 " + words._("往期"), "past", 0)
    if facts is None:
        return Screen(words.render("settle_none", community=community), ((past,),))
    first = page * ON_A_PAGE if 0 <= page * ON_A_PAGE < len(facts.members) else 0
    shown = facts.members[first : first + ON_A_PAGE]
    text = words.render(
        "settle_look",
        community=community,
        period=period_words(words, facts.period),
        facts=facts,
        count=len(facts.members),
        total=facts.total,
        gained=sum(member.tally.gained for member in facts.members),
        hours=hours_words(words, facts.total.minutes),
        lines=[_line(words, member.name, member.tally) for member in shown],
        closes_on=day_words(words, facts.period.ends),
    )
    turning = []
    if first:
        turning.append(_button(community, serial, "◀ " + words._("上一页"), "look", page - 1))
    if first + ON_A_PAGE < len(facts.members):
        turning.append(_button(community, serial, words._("下一页") + " ▶", "look", page + 1))
    close = _button(community, serial, "🧾 " + words._("清算"), "sure", number_of(facts.period.ends))
    last = (close, past) if facts.over else (past,)
    return Screen(text, (*((tuple(turning),) if turning else ()), last))


def question(words: Words, community: Community, facts: OpenFacts, *, serial: int) -> Screen:
    """Whether it is really to be closed: that cannot be undone."""
    text = words.render(
        "settle_sure",
        period=period_words(words, facts.period),
        count=len(facts.members),
        total=facts.total,
        gained=sum(member.tally.gained for member in facts.members),
    )
    yes = _button(community, serial, "✅ " + words._("确定清算"), "close", number_of(facts.period.ends))
    return Screen(text, ((yes, _button(community, serial, "⬅️ " + words._("再看看"), "look", 0)),))


def closed(
    words: Words, community: Community, period: SettledPeriod, members: Sequence[SettledFacts], *, serial: int
) -> Screen:
    """A period that was closed, with its file."""
    total = together([member.tally for member in members])
    text = words.render(
        "settle_closed",
        period=period_words(words, period.period),
        closed_at=words.moment(period.closed_at, period.zone),
        count=len(members),
        total=total,
        gained=sum(member.tally.gained for member in members),
        hours=hours_words(words, total.minutes),
    )
    sheet = _button(community, serial, "📄 " + words._("表格"), "sheet", period.id)
    past = _button(community, serial, "📚 " + words._("往期"), "past", 0)
    return Screen(text, ((sheet, past), (_button(community, serial, "⬅️ " + words._("这一期"), "look", 0),)))


def past(
    words: Words, community: Community, periods: Sequence[SettledPeriod], count: int, *, page: int, serial: int
) -> Screen:
    """The closed periods, the latest first; each opens by its button."""
    rows = [(_button(community, serial, period_words(words, one.period), "one", one.id),) for one in periods]
    turning = []
    if page:
        turning.append(_button(community, serial, "◀ " + words._("上一页"), "past", page - 1))
    if (page + 1) * ON_A_PAGE < count:
        turning.append(_button(community, serial, words._("下一页") + " ▶", "past", page + 1))
    turning.append(_button(community, serial, "⬅️ " + words._("这一期"), "look", 0))
    return Screen(words.render("settle_past", community=community, count=count), (*rows, tuple(turning)))


def own(words: Words, community: Community, period: SettledPeriod, mine: SettledFacts, *, minutes: int) -> Screen:
    """Somebody's statement; `minutes` are all they ever gave."""
    text = words.render(
        "settle_own",
        community=community,
        period=period_words(words, period.period),
        tally=mine.tally,
        hours=hours_words(words, mine.tally.minutes),
        all_hours=hours_words(words, minutes),
        all_minutes=minutes,
        stars="⭐" * stars_for(minutes),
    )
    return Screen(text)


def public_list(words: Words, period: SettledPeriod, members: Sequence[SettledFacts]) -> Screen:
    """名单公示: who gave something in the period, as they want to be called; nobody is listed for having nothing."""
    gave = [member for member in members if member.tally.gained > 0 or member.tally.minutes > 0]
    gave.sort(key=lambda member: (-member.tally.gained, -member.tally.minutes, member.number))
    total = together([member.tally for member in gave])
    lines = [
        {
            "name": public_name(words, member.name, member.shown_as, member.number),
            "points": member.tally.gained,
            "hours": hours_words(words, member.tally.minutes) if member.tally.minutes > 0 else None,
        }
        for member in gave[:MOST_LISTED]
    ]
    text = words.render(
        "settle_list",
        period=period_words(words, period.period),
        count=len(gave),
        points=sum(member.tally.gained for member in gave),
        hours=hours_words(words, total.minutes) if total.minutes > 0 else None,
        lines=lines,
        more=len(gave) - len(lines),
    )
    return Screen(text)


def lapse(words: Words, community: Community, announced: Lapse) -> Screen:
    """So many points lapse then, unless they are used before."""
    last = local_day(announced.lapses_at, community.zone) - timedelta(days=1)
    text = words.render(
        "lapse", community=community, points=announced.announced, day=day_words(words, last),
        months=community.ways().lapse_months,
    )  # fmt: skip
    return Screen(text)


def sheet(words: Words, period: SettledPeriod, members: Sequence[SettledFacts], moved: Sequence[MovedFacts]) -> Screen:
    """The file of a closed period; `words` are of the language it was closed in."""
    text = words._("📄 %(period)s 清算表。同一期不管什么时候再要,都是同一份。") % {
        "period": period_words(words, period.period)
    }
    return Screen(text, files=(settled_file(words, period, members, moved),))
