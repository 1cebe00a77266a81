"""What was found: a page of orders, each with a button to what happened to it."""

from collections.abc import Sequence

from bot.domain.search import Search
from bot.language.persons.phones import mask_phone
from bot.models import Community
from bot.storage.repairs.finding import MOST_ENDED, Found
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.labels import STATUS_MARK, status_word
from bot.views.screen import Button, Screen
from bot.views.spans import day_words
from bot.views.words import Words

ON_A_PAGE = 5
LAST_PAGE = 99
MOST_WHAT = 40


def found(
    words: Words, community: Community, all_found: Sequence[Found], search: Search, *, serial: int, page: int
) -> Screen:
    """A page of it; nothing found: which words stood in no order."""
    at = min(page, max(0, (len(all_found) - 1) // ON_A_PAGE))
    shown = all_found[at * ON_A_PAGE : (at + 1) * ON_A_PAGE]
    text = words.render(
        "found",
        community=community.name,
        count=len(all_found),
        lines=[_line(words, each) for each in shown],
        latest=MOST_ENDED,
        said=brief(" ".join((search.trade or "", *search.words)).strip(), MOST_WHAT),
        first=at * ON_A_PAGE + 1,
    )
    numbered = [each.number for each in shown if each.number is not None]
    buttons = tuple(
        Button(f"📖 #{number}", data=data("history", community.id, number, serial, LAST_PAGE)) for number in numbered
    )

    def button(label: str, to: int) -> Button:
        return Button(label, data=data("find", community.id, serial, to))

    turning = [button("◀ " + words._("上一页"), at - 1)] if at else []
    turning += [button(words._("下一页") + " ▶", at + 1)] if (at + 1) * ON_A_PAGE < len(all_found) else []
    rows = (buttons[:3], buttons[3:], tuple(turning))
    return Screen(text, tuple(row for row in rows if row))


def found_before(words: Words) -> Screen:
    """An old answer: nothing stays of it in the chat."""
    return Screen("🔎 " + words._("这次查找过了一天,内容已收起。要再看,请再发一次 /find"))


def _line(words: Words, each: Found) -> dict[str, object]:
    return {
        "number": each.number,
        "mark": STATUS_MARK[each.status],
        "status": status_word(words, each.status) if each.number is not None else words._("旧记录"),
        "late": each.late,
        "building": each.building,
        "what": brief(each.what, MOST_WHAT),
        "name": each.name,
        "phone": None if each.phone is None else mask_phone(each.phone),
        "who": words.listing(each.volunteers) if each.volunteers else None,
        "day": day_words(words, each.day),
    }
