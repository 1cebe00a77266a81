"""Grids as the secretary sees and changes them."""

from collections.abc import Sequence
from html import escape

from bot.models import Community
from bot.storage.community.grids import GridFacts
from bot.storage.members.people import PersonFacts
from bot.views.buildings import grouped
from bot.views.buttons import data
from bot.views.choosing import in_rows
from bot.views.fitting import MOST_TEXT, brief, clip
from bot.views.screen import Button, Screen
from bot.views.words import Words

LONGEST_NAME = 20
MOST_BUILDINGS = 80
"""Of the buildings in a line, in units."""


def _shown(said: str, most: int) -> str:
    """What somebody wrote, cut short, and never taken for tags."""
    return escape(brief(said, most), quote=False)


def _line(words: Words, grid: GridFacts) -> dict[str, object]:
    return {
        "name": grid.name,
        "buildings": words._("、").join(grouped(grid.buildings)),
        "steward": None if grid.steward is None else grid.steward.name,
        "repair": None if grid.repair is None else grid.repair.name,
    }


def all_grids(words: Words, community: Community, known: Sequence[GridFacts], rest: Sequence[str], card: int) -> Screen:
    """All of them, and the buildings that belong to none."""
    text = words.render(
        "grids",
        community=community,
        grids=[_line(words, grid) for grid in known],
        rest=words._("、").join(grouped(rest)),
        minutes=community.ways().head_start_minutes,
    )
    buttons = [
        Button("🏘 " + brief(grid.name, LONGEST_NAME), data=data("grid", community.id, card, "one", grid.id))
        for grid in known
    ]
    add = Button("➕ " + words._("加网格"), data=data("grid", community.id, card, "add", 0))
    first = Button("⏱ " + words._("先知道几分钟"), data=data("set", community.id, "head_start_minutes"))
    return Screen(clip(text, MOST_TEXT), (*in_rows(buttons), (add, first) if known else (add,)))


def one_grid(words: Words, community: Community, grid: GridFacts, card: int, *, ending: bool = False) -> Screen:
    """One grid and what can be changed about it; `ending`: shall it really be given up?"""
    text = words.render("grid", grid=_line(words, grid), ending=ending)

    def button(label: str, act: str) -> Button:
        return Button(label, data=data("grid", community.id, card, act, grid.id))

    if ending:
        return Screen(text, ((button("🗑 " + words._("撤掉"), "gone"), button("⬅️ " + words._("不撤"), "one")),))
    return Screen(
        text,
        (
            (button("🏠 " + words._("管哪些楼"), "homes"), button("🏷 " + words._("改名"), "name")),
            (button("🧑‍💼 " + words._("网格员"), "steward"), button("🔧 " + words._("维修员"), "repair")),
            (button("🗑 " + words._("撤掉网格"), "end"), button("⬅️ " + words._("返回"), "list")),
        ),
    )


def grid_draft(
    words: Words, field: str, people: Sequence[PersonFacts], serial: int, *, said: str | None = None
) -> Screen:
    """What shall be so; the people who may be meant are buttons."""
    keep = Button("⬅️ " + words._("不改了"), data=data("keepset", "grid", serial))
    names = [Button(brief(person.name, LONGEST_NAME), data=data("gridwho", serial, person.id)) for person in people]
    text = {
        "add": words._("新网格叫什么名字?例如:第一网格"),
        "name": words._("网格改叫什么?例如:第一网格"),
        "homes": words._("管哪些楼?发一行,例如:1-6号楼。原来的会换掉;发「没有」就清空。"),
        "steward": words._("网格员是谁?点名字,或发名字、@用户名、编号。发「没有」就空着。"),
        "repair": words._("维修员是谁?点名字,或发名字、@用户名、编号。发「没有」就空着。"),
    }[field]
    if said is not None:
        text = words._("有几位都对得上,是哪一位?")
    return Screen(text, (*in_rows(names), (keep,)))


def grid_draft_ended(words: Words, ended: str, taken: Sequence[tuple[str, str]] = ()) -> Screen:
    """The question, when it is over; `taken`: buildings with the names of the grids that had them before."""
    if ended != "changed":
        return Screen(words._("没有改动"))
    lines = [words._("✅ 已改好,看上面的网格卡片")]
    for other in dict.fromkeys(grid for _, grid in taken):
        names = words._("、").join(grouped([building for building, grid in taken if grid == other]))
        said = {"buildings": _shown(names, MOST_BUILDINGS), "grid": _shown(other, LONGEST_NAME)}
        lines.append("↪️ " + words._("%(buildings)s 原来归「%(grid)s」,现在归这个网格。") % said)
    return Screen(clip("\n".join(lines), MOST_TEXT))


def grid_part(words: Words, grid: GridFacts, part: str) -> Screen:
    """Somebody is told that they look after a grid."""
    said = {"grid": _shown(grid.name, LONGEST_NAME)}
    line = (
        words._("您现在是「%(grid)s」的网格员。") if part == "steward" else words._("您现在是「%(grid)s」的维修员。")
    ) % said
    homes = _shown(words._("、").join(grouped(grid.buildings)), MOST_BUILDINGS)
    more = words._("%(buildings)s 有新单,先告诉您。") % {"buildings": homes} if homes else ""
    return Screen("🏘 " + "\n".join(filter(None, (line, more))))
