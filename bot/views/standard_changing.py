"""The standard while the secretary changes it: what was changed so far, what can be, and what is asked for."""

from bot.domain.size import Size
from bot.domain.standard import SIZES, Standard
from bot.domain.standard_changes import ALL_OTHERS, BONUSES, LIMITS, Place, differences, place_of, value_at
from bot.language.needs.skills import DEFAULT_SKILLS
from bot.models import Community
from bot.storage.requests.drafts import DraftFacts
from bot.views.buttons import data
from bot.views.choosing import Rows, in_rows
from bot.views.labels import size_word
from bot.views.screen import Button, Screen
from bot.views.standard_words import category_word, change_lines, place_word, value_word
from bot.views.words import Words

RULES = ("sharing", "day_cap", "month_cap", "rating", "ratings_a_day", "gift")
CHOSEN = {
    "bonus": (*(Place("bonus", urgency) for urgency in BONUSES), Place("night"), Place("holiday")),
    "rules": tuple(Place(name) for name in RULES),
    "minutes": tuple(Place("minutes", size) for size in SIZES),
    "examples": tuple(Place("examples", size) for size in SIZES),
}
"""The places that a screen lets choose from."""


def card(words: Words, draft: DraftFacts, community: Community, after: Standard, *, overtaken: bool = False) -> Screen:
    """The conversation's card: the changes, and the buttons of the screen that is open."""
    place = place_of(draft.step.removeprefix("ask.")) if draft.step.startswith("ask.") else None
    changes = differences(community.points_standard(), after)
    text = words.render(
        "standard_changing",
        community=community,
        next_version=community.standard_version + 1,
        changes=change_lines(words, changes),
        question=None if place is None else _question(words, place, after),
        overtaken=overtaken,
        top=draft.step == "top",
    )
    buttons = _top(words, draft, changed=bool(changes)) if draft.step == "top" else _choices(words, draft, after)
    return Screen(text, buttons)


def _question(words: Words, place: Place, standard: Standard) -> str:
    """What is asked for a place."""
    facts = {"what": place_word(words, place), "now": value_word(words, place, value_at(standard, place))}
    if place.name == "examples":
        return words._("%(what)s现在是「%(now)s」。写几个字说明这么大的活,例如:换灯泡。写「默认」用原来的。") % facts
    if place.name == "minutes":
        return words._("%(what)s现在是%(now)s。大约要几小时?例如:1.5") % facts
    least, most = LIMITS[place.name]
    facts |= {"least": str(least), "most": str(most)}
    if place.name in ("day_cap", "month_cap"):
        return words._("%(what)s现在是 %(now)s。发一个数,0 就是不限,例如:100") % facts
    return words._("%(what)s现在是 %(now)s。发 %(least)s 到 %(most)s 的整数") % facts


def ended(words: Words, how: str, version: int | None = None) -> Screen:
    """The card when the conversation is over, or goes on further down."""
    if how == "published":
        return Screen(words._("✅ 第 %(version)s 版已公布,群里也说了。已发的单还按原来的标准。") % {"version": version})
    return Screen(words._("👇 接着看下面那条") if how == "moved" else words._("没有改动"))


def _button(draft: DraftFacts, label: str, act: str) -> Button:
    return Button(label, data=data("stdedit", draft.serial, act))


def _choices(words: Words, draft: DraftFacts, after: Standard) -> Rows:
    """The buttons of every screen but the first."""
    back = _button(draft, "⬅️ " + words._("返回"), "show.top")
    kind, _, category = draft.step.partition(".")
    if kind == "rows":
        keys = [ALL_OTHERS, *(skill.key for skill in DEFAULT_SKILLS)]
        return (*in_rows([_button(draft, category_word(words, key), f"show.row.{key}") for key in keys]), (back,))
    if kind == "row":
        places = tuple(Place("row", size, category) for size in SIZES)
        same = _button(draft, "↩️ " + words._("同其他工种"), f"same.{category}")
        return (*_asking(words, draft, after, places), (back,) if category == ALL_OTHERS else (same, back))
    if kind == "rules":
        further = (
            _button(draft, "⏱ " + words._("耗时"), "show.minutes"),
            _button(draft, "💡 " + words._("举例"), "show.examples"),
        )
        return (*_asking(words, draft, after, CHOSEN[kind]), (*further, back))
    return (*_asking(words, draft, after, CHOSEN.get(kind, ())), (back,))


def _asking(words: Words, draft: DraftFacts, after: Standard, places: tuple[Place, ...]) -> Rows:
    """A button for each place, with what stands there now."""
    buttons = [
        _button(
            draft,
            f"{_short(words, place)} {value_word(words, place, value_at(after, place))}",
            "share" if place.name == "sharing" else f"ask.{place}",
        )
        for place in places
    ]
    return in_rows(buttons, 2)


def _short(words: Words, place: Place) -> str:
    return size_word(words, Size(place.column)) if place.column in SIZES else place_word(words, place)


def _top(words: Words, draft: DraftFacts, *, changed: bool) -> Rows:
    tables = (
        _button(draft, "🔧 " + words._("每单分值"), "show.rows"),
        _button(draft, "➕ " + words._("加分"), "show.bonus"),
        _button(draft, "⚖️ " + words._("规则"), "show.rules"),
    )
    sheet = Button("📄 " + words._("下载表格"), data=data("std", draft.payload["community"], "sheet"))
    keep = Button("⬅️ " + words._("不改了"), data=data("keepset", draft.kind, draft.serial))
    if not changed:
        return (tables, (sheet, keep))
    publish = _button(draft, "✅ " + words._("公布"), "publish")
    clear = _button(draft, "🧹 " + words._("全部还原"), "clear")
    return (tables, (publish, clear), (sheet, keep))
