"""服务证明 in the chat: the paper itself, and whether one that somebody brings is true."""

from bot.domain.certificate import Service
from bot.models import Community
from bot.reports.certificates import Certificate
from bot.views.entries import hours
from bot.views.screen import File, Screen
from bot.views.words import Words


def certificate(words: Words, community: Community, year: int, paper: Certificate | None) -> Screen:
    """Somebody's own paper of one year; a kind word where there is nothing to certify."""
    text = words.render("certificate", community=community, year=year, paper=paper)
    if paper is None:
        return Screen(text)
    return Screen(text, files=(File(f"{words._('服务证明')}-{year}.pdf", paper.pdf),))


def certified(words: Words, said: Service | None, now: Service | None, name: str | None) -> Screen:
    """What a line proves, for staff who hold the paper; and what the books say by now, where that is something else."""
    text = words.render(
        "certified",
        name=name,
        said=said,
        hours=None if said is None else hours(said.minutes),
        now=now,
        now_hours=None if now is None else hours(now.minutes),
    )
    return Screen(text)
