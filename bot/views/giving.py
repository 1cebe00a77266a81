"""Points that somebody gives or takes back by hand: the cards that ask, and what those hear whose points moved."""

from collections.abc import Sequence
from typing import Any

from bot.models import Community
from bot.models.ledger import EntryKind
from bot.storage.members.neighbours import Neighbour
from bot.storage.points.statements import EntryFacts
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.points.giving import AWARD, CONFIRM, SURE, WHO
from bot.views.buttons import data
from bot.views.entries import entry_line
from bot.views.fitting import brief
from bot.views.screen import Button, Screen
from bot.views.spans import hours_words
from bot.views.words import Words

LONGEST_ON_BUTTON = 20


def giving_draft(words: Words, draft: DraftFacts, offered: Sequence[Neighbour], balance: int) -> Screen:
    """手工 or 捐赠: what is known, and the question for what is missing; `balance` is the giver's."""

    def button(label: str, value: object) -> Button:
        return Button(label, data=data("give", draft.kind, draft.serial, value))

    text = words.render(
        "giving",
        step=draft.step,
        by_hand=draft.kind == AWARD,
        said=draft.payload,
        hours=hours_words(words, minutes) if (minutes := draft.payload.get("minutes")) else None,
        offered=len(offered),
        left=balance - (draft.payload["points"] or 0),
    )
    drop = Button("⬅️ " + words._("不给了"), data=data("keepset", draft.kind, draft.serial))
    if draft.step == WHO:
        names = [(button(_named(each, offered), each.id),) for each in offered]
        return Screen(text, (*names, (drop,)))
    if draft.step == CONFIRM:
        return Screen(text, ((button("✅ " + words._("给"), CONFIRM), drop),))
    if draft.step == SURE:
        return Screen(text, ((button("✅ " + words._("确定给"), SURE), drop),))
    return Screen(text, ((drop,),))


def _named(one: Neighbour, among: Sequence[Neighbour]) -> str:
    """A name that tells people of the same name apart."""
    same = sum(each.name == one.name for each in among) > 1
    return brief(one.name, LONGEST_ON_BUTTON) + (f" · {one.id}" if same else "")


def giving_ended(words: Words, ended: str, name: str | None, points: int | None) -> Screen:
    """The card, when it is over."""
    if ended != "given":
        return Screen(words._("没有给积分。"))
    facts: dict[str, Any] = {"name": brief(name or "", 64), "points": points}
    return Screen(words.render("giving_ended", **facts))


def reverse_draft(
    words: Words, community: Community, draft: DraftFacts, entry: EntryFacts, *, held: int, may: bool
) -> Screen:
    """冲正: why; or whether somebody shall fall below zero, which `may` be said by this reader or not."""
    below = draft.step == "below"
    line = entry_line(words, entry, community.zone)
    text = words.render("reversing", entry=line, below=below, held=held, said=draft.payload["reason"], may=may)
    drop = Button("⬅️ " + words._("不撤销了"), data=data("keepset", draft.kind, draft.serial))
    if not (below and may):
        return Screen(text, ((drop,),))
    yes = Button("⚠️ " + words._("明知会变负数,仍要撤销"), data=data("below", draft.serial))
    return Screen(text, ((yes,), (drop,)))


def reverse_ended(words: Words, ended: str, seq: int) -> Screen:
    """The question, when it is over."""
    if ended == "reversed":
        return Screen(words._("已收到 ✅ 第 %(seq)s 笔已撤销,有关的人会收到通知。") % {"seq": seq})
    return Screen(words._("没有撤销。"))


def moved(
    words: Words, community: Community, entry: EntryFacts, balance: int, *, may_refuse: bool, minutes: int = 0
) -> Screen:
    """To whose points somebody's hand has moved: how many, and the hours with them; why, how many there are now."""
    text = words.render(
        "points_moved",
        entry=entry_line(words, entry, community.zone),
        points=abs(entry.amount),
        came=entry.amount > 0,
        gift=entry.kind is EntryKind.DONATION,
        back=entry.kind is EntryKind.REVERSAL,
        balance=balance,
        may_refuse=may_refuse,
        hours=hours_words(words, minutes) if minutes else None,
    )
    if not may_refuse:
        return Screen(text)
    refuse = Button("↩️ " + words._("谢谢,不用了"), data=data("refuse", community.id, entry.seq))
    return Screen(text, ((refuse,),))
