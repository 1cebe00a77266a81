"""The list of buildings, as staff see and change it; and the posters for their doors."""

import re
from collections.abc import Sequence
from itertools import groupby

from bot.models import Community
from bot.reports.posters import Posters
from bot.storage.community.buildings import BuildingFacts
from bot.views.buttons import data
from bot.views.screen import Button, File, Screen
from bot.views.words import Words

PER_ROW = 3
PER_PAGE = 12
_COUNTED = re.compile(r"(\D*?)(\d+)(\D*)")


def building_list(
    words: Words, community: Community, listed: Sequence[BuildingFacts], card: int, removing: int | None = None
) -> Screen:
    """The list with what can be done about it; or, where `removing` is a page of it, what can be taken off."""
    pages = max(1, -(-len(listed) // PER_PAGE))
    text = words.render(
        "building_list",
        community=community,
        count=len(listed),
        names=words._("、").join(grouped([building.name for building in listed])),
        removing=removing is not None and bool(listed),
    )

    def button(label: str, act: str, value: int = 0) -> Button:
        return Button(label, data=data("bld", community.id, card, act, value))

    if removing is None or not listed:
        first = [button("➕ " + words._("加楼栋"), "add")]
        if listed:
            first.append(button("🗑 " + words._("删楼栋"), "remove"))
        posters = Button("🖨 " + words._("二维码海报"), data=data("poster", community.id, 0))
        return Screen(text, (tuple(first), (posters,)))
    page = removing % pages
    shown = listed[page * PER_PAGE : (page + 1) * PER_PAGE]
    taken = [button(building.name, "take", building.id) for building in shown]
    last = [button("⬅️ " + words._("返回"), "back")]
    if pages > 1:
        last.append(button("➡️ " + words._("下一页"), "remove", (page + 1) % pages))
    return Screen(text, (*(tuple(taken[at : at + PER_ROW]) for at in range(0, len(taken), PER_ROW)), tuple(last)))


def grouped(names: Sequence[str]) -> list[str]:
    """The list as people say it: 1–12号楼 for twelve that follow one another."""
    runs = groupby(enumerate(names), key=lambda pair: _place_in_line(pair[1], pair[0]))
    return [_spoken([name for _, name in run]) for _, run in runs]


def _place_in_line(name: str, at: int) -> tuple[str, str, int]:
    """The same for all that stand in one line: 3号楼 at the third place, 4号楼 at the fourth."""
    match = _COUNTED.fullmatch(name)
    return (name, "", at) if match is None else (match[1], match[3], int(match[2]) - at)


def _spoken(run: Sequence[str]) -> str:
    first, last = _COUNTED.fullmatch(run[0]), _COUNTED.fullmatch(run[-1])
    if len(run) == 1 or first is None or last is None:
        return run[0]
    return f"{first[1]}{first[2]}–{last[2]}{last[3]}"


def names_draft(words: Words, serial: int) -> Screen:
    """加楼栋: which."""
    keep = Button("⬅️ " + words._("不改了"), data=data("keepset", "buildings", serial))
    return Screen(words._("发一行就行,例如:%(example)s") % {"example": words._("1-12号楼、甲3号楼、A座")}, ((keep,),))


def names_confirm(words: Words, community_id: int, names: Sequence[str], serial: int) -> Screen:
    """Typed without having been asked for: shall they go onto the list?"""
    text = words.render("building_confirm", count=len(names), names=words._("、").join(grouped(names)))
    yes = Button("✅ " + words._("加上去"), data=data("bld", community_id, 0, "yes", serial))
    keep = Button("⬅️ " + words._("不改了"), data=data("keepset", "buildings", serial))
    return Screen(text, ((yes, keep),))


def names_draft_ended(words: Words, added: int | None, *, below: bool = False) -> Screen:
    """The question, when it is over."""
    if added is None:
        return Screen(words._("没有改动"))
    if not added:
        return Screen(words._("这些楼栋单子上都有了"))
    if below:
        return Screen(words._("✅ 加了 %(count)s 栋,单子在下面") % {"count": added})
    return Screen(words._("✅ 加了 %(count)s 栋,单子在上面") % {"count": added})


def posters(words: Words, community: Community, drawn: Posters) -> Screen:
    """The posters, as a file to be printed and a picture to be shown."""
    name = words._("二维码海报")
    text = words.render("posters", community=community, pages=len(drawn.doors), phone=drawn.phone)
    return Screen(text, files=(File(f"{name}.pdf", drawn.pdf), File(f"{name}.png", drawn.png)))
