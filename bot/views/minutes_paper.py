"""会议纪要 on paper: what the template is set with, every word of it plain text."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.polls import PollState
from bot.domain.roles import Role
from bot.models import Community
from bot.storage.gatherings.polls import PollFacts
from bot.storage.members.people import PersonFacts
from bot.views.fitting import brief
from bot.views.labels import role_word
from bot.views.words import Words

Votes = Sequence[tuple[PersonFacts, tuple[int, ...]]]
"""Who chose which options."""
MOST_IN_LIST = 40


def counted(facts: PollFacts) -> list[dict[str, Any]]:
    """The options with their votes, the most chosen first; in their order where nobody knows."""
    counts = facts.counts or (0,) * len(facts.options)
    voters = max(1, facts.voters or 0)
    lines = [
        {"text": option, "votes": votes, "share": round(100 * votes / voters)}
        for option, votes in zip(facts.options, counts, strict=False)
    ]
    return lines if facts.counts is None else sorted(lines, key=lambda line: -line["votes"])


def invited(words: Words, facts: PollFacts) -> str:
    """Who was asked: 队里 37 人(书记 1、志愿者 36),群里 120 人."""
    roles = [(role, facts.invited.get(str(role))) for role in (Role.SECRETARY, Role.CLERK, Role.VOLUNTEER)]
    each = words._("、").join(f"{role_word(words, role)} {count}" for role, count in roles if count)
    team = words._("队里 %(count)s 人") % {"count": facts.invited.get("people", 0)}
    team = f"{team} ({each})" if each else team
    group = facts.invited.get("group")
    everybody = words._("群里 %(count)s 人") % {"count": group}
    return team if group is None else f"{everybody} · {team}"


def on_paper(
    words: Words, community: Community, rounds: Sequence[tuple[PollFacts, Votes]], now: datetime
) -> dict[str, Any]:
    """What the template of the minutes is set with; every word of it is plain text."""
    return {
        "language": "zh" if words.locale.startswith("zh") else "en",
        "title": words._("会议纪要"),
        "community": community.name,
        "question": rounds[0][0].question,
        "rounds": [_round_on_paper(words, facts, votes, community.zone) for facts, votes in rounds],
        "signed": [words._("主持人"), words._("记录人"), words._("日期")],
        "made": words._("由微修根据群里的投票生成于 %(time)s") % {"time": words.moment_of_year(now, community.zone)},
    }


def _round_on_paper(words: Words, facts: PollFacts, votes: Votes, zone: ZoneInfo) -> dict[str, Any]:
    ended = words.moment_of_year(facts.closed_at or facts.closes_at, zone)
    known = facts.counts is not None
    rows = [
        (words._("时间"), f"{words.moment_of_year(facts.opened_at, zone)} – {ended}"),
        (words._("方式"), _mode(words, facts)),
        (words._("受邀"), invited(words, facts)),
        (words._("参加"), words._("%(count)s 人") % {"count": facts.voters} if known else words._("结果没有收到")),
    ]
    return {
        "title": words._("第 %(round)s 轮") % {"round": facts.round},
        "state": _state(words, facts),
        "rows": rows,
        "options": counted(facts) if known else [],
        "votes": [] if facts.anonymous else _named(words, facts, votes),
    }


def _mode(words: Words, facts: PollFacts) -> str:
    parts = [words._("群内匿名投票") if facts.anonymous else words._("群内公开投票")]
    return " · ".join([*parts, *([words._("可多选")] if facts.several else [])])


def _state(words: Words, facts: PollFacts) -> str:
    return {
        PollState.OPEN: words._("还在投票"),
        PollState.CLOSING: words._("还在投票"),
        PollState.CLOSED: words._("已结束"),
        PollState.UNSENT: words._("没有发出"),
    }[facts.state]


def _named(words: Words, facts: PollFacts, votes: Votes) -> list[list[str]]:
    """Each option with those who chose it."""
    return [
        [option, words._("、").join(brief(person.name, MOST_IN_LIST) for person, chosen in votes if number in chosen)]
        for number, option in enumerate(facts.options)
    ]
