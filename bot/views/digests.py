"""Digests: of the whole community in its group, and of one's own in the private chat."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.life import ACTIVE_CLAIM, Status
from bot.storage.records.digests import MOST_ORDERS, DigestFacts
from bot.storage.records.own_digests import OutsideOrder, Share, StaffNews
from bot.storage.repairs.order_facts import OrderFacts
from bot.views.alarm_lines import MOST_HINTED, WaitingAlarm, waiting_button, waiting_line
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.labels import party_name, star_word
from bot.views.ledger import spaced
from bot.views.naming import public_name
from bot.views.order_lines import order_line
from bot.views.screen import Button, Screen
from bot.views.words import Words

MOST_STARS = 5
"""New stars that one digest names."""
MOST_OUTSIDE = 5
"""Orders that are late with outside parties by number: the others are counted."""
MOST_TAKEN = 3
"""Orders that can be taken by a button under a digest."""
LONGEST_LABEL = 20


class Books(NamedTuple):
    """The last line of the books, and how many were added."""

    seq: int
    code: str
    added: int


def digest(words: Words, facts: DigestFacts) -> Screen:
    """The morning's digest for the group."""
    return Screen(_text(words, facts, words._("接单简报")), _takes(words, facts))


def own_digest(
    words: Words,
    facts: DigestFacts,
    share: Share,
    news: StaffNews | None = None,
    books: Books | None = None,
    *,
    dangers: Sequence[WaitingAlarm] = (),
) -> Screen:
    """The morning's digest for one person, by what they are in the community; it does not ring, but for dangers."""
    title = {
        Share.STAFF: words._("工作人员简报"),
        Share.GRID: words._("您网格的简报"),
        Share.OWN: words._("您能修的单"),
    }[share]
    first = dangers[:MOST_HINTED]
    cards = tuple((waiting_button(words, each),) for each in first)
    buttons = cards if share is Share.STAFF else _takes(words, facts)
    lines = [waiting_line(words, each, facts.community.zone) for each in first]
    return Screen(_text(words, facts, title, news, books, dangers=lines), buttons, silent=not first)


def _text(
    words: Words,
    facts: DigestFacts,
    title: str,
    news: StaffNews | None = None,
    books: Books | None = None,
    *,
    dangers: Sequence[str] = (),
) -> str:
    zone = facts.community.zone
    times = {order.number: order.clocks.appointment_at for order in facts.appointments}
    return words.render(
        "digest",
        day=words.day(facts.day),
        title=title,
        dangers=dangers,
        facts=facts,
        **_overdue(words, facts, news),
        open=[_line(words, order) for order in facts.open_orders[:MOST_ORDERS]],
        working=[_line(words, order) for order in facts.working[:MOST_ORDERS]],
        appointments=[
            {**_line(words, order), "at": "" if (at := times[order.number]) is None else f"{at.astimezone(zone):%H:%M}"}
            for order in facts.appointments
        ],
        thanked=words.listing([f"{name}×{times}" if times > 1 else name for name, times in facts.thanked]),
        stars=[
            {
                "name": public_name(words, star.name, star.shown_as, star.number),
                "word": star_word(words, star.level),
                "marks": "⭐" * star.level,
            }
            for star in facts.stars[:MOST_STARS]
        ],
        news=news,
        unreachable="" if news is None else words.listing([brief(name, LONGEST_LABEL) for name in news.unreachable]),
        books=books,
        code="" if books is None else spaced(books.code),
        quiet=facts.empty and not facts.calls_count and news is None and books is None,
    )


def _line(words: Words, order: OrderFacts) -> dict[str, object]:
    """An order with who has it, where somebody does."""
    holders = [holder.person.name for holder in order.holders if holder.state in ACTIVE_CLAIM]
    return {**order_line(words, order), "who": words.listing(holders) if order.status is not Status.OPEN else ""}


def _overdue(words: Words, facts: DigestFacts, news: StaffNews | None) -> dict[str, object]:
    """What is late: the lines that are shown, for staff also of what is outside, and how many more there are."""
    lines = [_line(words, order) for order in facts.overdue[:MOST_ORDERS]]
    lines += [] if news is None else [_outside_line(words, each) for each in news.outside[:MOST_OUTSIDE]]
    count = facts.overdue_count + (0 if news is None else news.late_outside)
    return {"overdue": lines, "late_more": count - len(lines)}


def _outside_line(words: Words, late: OutsideOrder) -> dict[str, object]:
    """An order that is late with an outside party, and with which."""
    return {**order_line(words, late.order), "who": "", "outside": party_name(words, late.party)}


def _takes(words: Words, facts: DigestFacts) -> tuple[tuple[Button, ...], ...]:
    """The first few that wait for somebody, each by a button."""
    waiting = [order for order in (*facts.overdue, *facts.open_orders) if order.status is Status.OPEN]
    free = [order for order in waiting if order.places_free > 0][:MOST_TAKEN]
    return tuple(
        (
            Button(
                f"🙋 #{order.number} {brief(order.building, LONGEST_LABEL)} · " + words._("我来"),
                data=data("take", order.community_id, order.number),
            ),
        )
        for order in free
    )
