"""The books as people see them: a statement, the line to keep, the alarm."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from bot.domain.breach import Wrong
from bot.models import Community
from bot.storage.points.statements import EntryFacts
from bot.usecases.points.reversing import REVERSIBLE
from bot.views.buttons import data
from bot.views.entries import entry_line, hours
from bot.views.fitting import brief
from bot.views.screen import Button, Screen
from bot.views.words import Words

ON_A_PAGE = 5
ON_A_STAFF_PAGE = 3
"""Each of these may have a button."""
GROUP = 4
"""Digits of a code that stand together."""


def spaced(code: str) -> str:
    """A code as it can be read aloud: 3f9a 7c21 d04b."""
    return " ".join(wrap(code, GROUP))


def books_alarm(words: Words, community: Community, wrong: Sequence[tuple[Wrong, int]]) -> Screen:
    """The books are not whole: what staff have to do, and not to do."""
    told = [_wrong_word(words, what, at) for what, at in wrong]
    return Screen(words.render("books_alarm", community=community, told=told))


def _wrong_word(words: Words, wrong: Wrong, at: int) -> str:
    facts = {"at": at}
    return {
        Wrong.ENTRY: words._("账本第 %(at)s 笔被人改过") % facts,
        Wrong.HEAD: words._("账本第 %(at)s 笔和记下来的不一样") % facts,
        Wrong.REASON: words._("账本第 %(at)s 笔的原因被人改过") % facts,
        Wrong.BALANCE: words._("%(at)s 号账户的余额和明细对不上") % facts,
        Wrong.WORK: words._("%(at)s 号账户的出力积分和明细对不上") % facts,
        Wrong.OVERDRAFT: words._("%(at)s 号账户没有书记同意就低于零") % facts,
        Wrong.PERIOD: words._("第 %(at)s 期清算被人改过") % facts,
        Wrong.RESERVE: words._("积分超市预留的积分和没取的货对不上"),
        Wrong.STOCK: words._("积分超市第 %(at)s 样货的库存对不上") % facts,
        Wrong.STEP: words._("#%(at)s 的经过被人改过") % facts,
        Wrong.STEPS: words._("订单的经过少了 %(at)s 条") % facts,
        Wrong.HOURS: words._("%(at)s 号成员的服务时长是负的") % facts,
    }[wrong]


@dataclass(frozen=True)
class StatementFacts:
    """Somebody's points and hours in one community, and one page of what moved."""

    community: Community
    balance: int
    minutes: int
    minutes_this_year: int
    entries: Sequence[EntryFacts]
    count: int
    page: int


def _facts(words: Words, facts: StatementFacts) -> dict[str, object]:
    return {
        "facts": facts,
        "hours": hours(facts.minutes),
        "hours_this_year": hours(facts.minutes_this_year),
        "lines": [entry_line(words, entry, facts.community.zone) for entry in facts.entries],
    }


def statement(words: Words, own: Sequence[Community], facts: StatementFacts | None, *, at: int, serial: int) -> Screen:
    """One's own: the first line is the balance. Of several communities one is shown, a button leads to the next."""
    if facts is None:
        return Screen(words.render("points", balance=0, facts=None, lines=(), several=False))
    text = words.render("points", balance=facts.balance, several=len(own) > 1, **_facts(words, facts))

    def button(label: str, to: int, page: int) -> Button:
        return Button(label, data=data("stmt", to, page, serial))

    rows = []
    turning = []
    if facts.page > 0:
        turning.append(button("◀ " + words._("更晚的"), at, facts.page - 1))
    if (facts.page + 1) * ON_A_PAGE < facts.count:
        turning.append(button(words._("更早的") + " ▶", at, facts.page + 1))
    if turning:
        rows.append(tuple(turning))
    if facts.community.ways().donations and facts.balance > 0:
        rows.append((Button("💝 " + words._("捐给邻居"), data=data("donate", facts.community.id)),))
    if len(own) > 1:
        following = (at + 1) % len(own)
        rows.append((button("🏘 " + brief(own[following].name, 20), following, 0),))
    return Screen(text, tuple(rows))


def ledger(words: Words, facts: StatementFacts, name: str, person_id: int, *, serial: int) -> Screen:
    """A member's statement for staff, with a button for each entry that can be taken back."""
    text = words.render("ledger", name=name, **_facts(words, facts))

    def button(label: str, act: str, value: int) -> Button:
        return Button(label, data=data("ldg", facts.community.id, person_id, act, value, serial))

    undo = [
        (button("↩️ " + words._("撤销第 %(seq)s 笔") % {"seq": entry.seq}, "u", entry.seq),)
        for entry in facts.entries
        if entry.kind in REVERSIBLE and entry.reversed_by is None
    ]
    turning = []
    if facts.page > 0:
        turning.append(button("◀ " + words._("更晚的"), "p", facts.page - 1))
    if (facts.page + 1) * ON_A_STAFF_PAGE < facts.count:
        turning.append(button(words._("更早的") + " ▶", "p", facts.page + 1))
    return Screen(text, (*undo, *((tuple(turning),) if turning else ())))
