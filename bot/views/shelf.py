"""The shop as its staff see it: the stock, the purchase log, what a line was understood as, and taking stock."""

from collections.abc import Sequence

from bot.language.lines.item_line import ItemLine
from bot.models import Community, ShopItem
from bot.models.shop import MoveKind
from bot.storage.goods.shop import ItemFacts, MoveFacts
from bot.storage.requests.drafts import DraftFacts
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.labels import counted
from bot.views.screen import Button, Screen
from bot.views.words import Words

PER_PAGE = 3
MOST_LABEL = 40
LOG_PAGE = 4
"""Lines of the log."""


def stock_list(words: Words, community: Community, items: Sequence[ItemFacts], serial: int, page: int) -> Screen:
    """What there is, and how staff change it."""
    pages = max(1, -(-len(items) // PER_PAGE))
    page = min(page, pages - 1)
    shown = items[page * PER_PAGE : (page + 1) * PER_PAGE]
    text = words.render(
        "shelf_stock",
        community=community,
        count=len(items),
        held=sum(item.held for item in items),
        items=[(item, counted(words, item.stock, item.unit)) for item in shown],
    )
    log = _button(community, serial, "🧾 " + words._("进货记录"), "log", 0)
    sheet = _button(community, serial, "📄 " + words._("表格"), "sheet", 0)
    if not items:
        return Screen(text, ((sheet,),))
    turn = _turning(words, community, serial, "stock", page=page, pages=pages)
    count = _button(community, serial, "📋 " + words._("盘点"), "count", 0)
    return Screen(text, (*turn, (count, log, sheet)))


def _button(community: Community, serial: int, label: str, act: str, value: int) -> Button:
    return Button(label, data=data("stock", community.id, serial, act, value))


def _turning(
    words: Words, community: Community, serial: int, act: str, *, page: int, pages: int
) -> tuple[tuple[Button, ...], ...]:
    """The row that turns pages, where there are several."""
    turn = tuple(
        _button(community, serial, label, act, to)
        for label, to in (("◀️ " + words._("上一页"), page - 1), ("▶️ " + words._("下一页"), page + 1))
        if 0 <= to < pages
    )
    return (turn,) if turn else ()


def purchase_log(
    words: Words, community: Community, moves: Sequence[MoveFacts], serial: int, *, count: int, page: int
) -> Screen:
    """Who bought what, when, how many, at what cost; and what stock-taking found."""
    text = words.render(
        "shelf_log",
        community=community,
        moves=[
            {
                "at": words.moment(move.at, community.zone),
                "what": f"{move.item} {move.change:+d} {move.unit if words.locale == 'zh_CN' else ''}".strip(),
                "why": move_word(words, move.kind),
                "cost": None if move.cost is None else f"{move.cost / 100:.2f}".removesuffix(".00"),
                "who": move.who,
            }
            for move in moves
        ],
    )
    turn = _turning(words, community, serial, "log", page=page, pages=max(1, -(-count // LOG_PAGE)))
    return Screen(text, (*turn, (_button(community, serial, "⬅️ " + words._("返回"), "stock", 0),)))


def move_word(words: Words, kind: MoveKind) -> str:
    """Why goods came or went."""
    return {
        MoveKind.PURCHASE: words._("进货"),
        MoveKind.HOLD: words._("兑换"),
        MoveKind.RETURN: words._("退回"),
        MoveKind.LOST: words._("坏了或丢了"),
        MoveKind.USED: words._("活动用了"),
        MoveKind.MISCOUNTED: words._("原来记错了"),
    }[kind]


def item_draft(
    words: Words,
    draft: DraftFacts,
    line: ItemLine | None,
    known: ShopItem | None,
    choices: Sequence[Community],
) -> Screen:
    """What was understood, to be confirmed; or what is needed still."""
    keep = Button("⬅️ " + words._("不改了"), data=data("keepset", draft.kind, draft.serial))
    if line is None:
        return Screen(words.render("shelf_wanted"), ((keep,),))
    if len(choices) > 1:
        rows = tuple(
            (Button(brief(community.name, MOST_LABEL), data=data("item", draft.serial, community.id)),)
            for community in choices
        )
        return Screen(words._("放到哪个社区的货架上?"), (*rows, (keep,)))
    complete = known is not None or (line.price is not None and (line.count or line.more))
    text = words.render(
        "shelf_item",
        line=line,
        known=known,
        photo=draft.payload["photo"] is not None,
        complete=complete,
        come=_come(words, line, known),
        after=None if known is None else counted(words, known.stock + (line.more or line.count or 0), known.unit),
    )
    yes = Button(
        "✅ " + (words._("上架") if known is None else words._("对,就这样")), data=data("item", draft.serial, 0)
    )
    return Screen(text, ((yes, keep) if complete else (keep,),))


def _come(words: Words, line: ItemLine, known: ShopItem | None) -> str | None:
    come = line.more or line.count
    unit = line.unit or (known.unit if known is not None else "件")
    return None if not come else counted(words, come, unit)


def item_draft_ended(words: Words, name: str | None) -> Screen:
    """The question, when it is over."""
    if name is None:
        return Screen(words._("没有改动"))
    return Screen(words.render("shelf_done", name=name))


def count_draft(words: Words, draft: DraftFacts, item: ItemFacts) -> Screen:
    """盘点: how many there are; or, where that differs from the books, why."""
    at, serial = draft.payload["at"], draft.serial

    def button(label: str, act: str) -> Button:
        return Button(label, data=data("count", serial, at, act))

    on_books = item.stock + item.held
    found = draft.payload["counted"]
    text = words.render(
        "shelf_count",
        item=item,
        at=at + 1,
        count=len(draft.payload["items"]),
        on_books=counted(words, on_books, item.unit),
        found=None if found is None else counted(words, found, item.unit),
        difference=None if found is None else found - on_books,
    )
    if found is None:
        same = button("✅ " + words._("%(count)s,对") % {"count": counted(words, on_books, item.unit)}, "same")
        return Screen(text, ((same,), (button(words._("跳过"), "skip"), button(words._("先到这里"), "stop"))))
    reasons = (MoveKind.LOST, MoveKind.USED, MoveKind.MISCOUNTED)
    return Screen(text, tuple((button(move_word(words, kind), kind),) for kind in reasons))


def count_draft_ended(words: Words, right: int | None, wrong: int | None) -> Screen:
    """Stock-taking, when it is over; with no numbers, one question of it was answered by typing."""
    if right is None or wrong is None:
        return Screen(words._("已记下 ✅ 接着往下看"))
    return Screen(words.render("shelf_counted", right=right, wrong=wrong))


def low(words: Words, item: ItemFacts) -> Screen:
    """It runs out."""
    return Screen(words.render("shelf_low", item=item, left=counted(words, item.stock, item.unit)))
