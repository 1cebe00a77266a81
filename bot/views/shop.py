"""The points shop, as people see it: its shelf, the question before an exchange, and the ticket to collect it with."""

from collections.abc import Sequence
from functools import partial

from bot.domain.ids import Points
from bot.models import Community
from bot.models.shop import RedemptionState
from bot.reports.codes import qr_picture
from bot.storage.goods.redemptions import RedemptionFacts
from bot.storage.goods.shop import ItemFacts
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.labels import counted
from bot.views.screen import Button, File, Screen
from bot.views.words import Words

PER_PAGE = 3
"""Items without a picture that one page lists."""
NEWEST = 5
"""Pick-ups that staff can open without a code."""
MOST_LABEL = 24
"""Units of an item's name on a button."""
TICKET = "p_"
"""The payload of a ticket's link begins with this."""


class Shelf:
    """What one message shows the shop with: the community, its items, and what the reader has there."""

    def __init__(
        self,
        community: Community,
        items: Sequence[ItemFacts],
        balance: Points,
        held: Sequence[RedemptionFacts],
        serial: int,
    ) -> None:
        self.community = community
        self.pictured = [item for item in items if item.photo is not None]
        self.plain = [item for item in items if item.photo is None]
        self.balance = balance
        self.held = held
        self.serial = serial

    def button(self, label: str, act: str, value: int, price: int = 0) -> Button:
        """A button of the shop."""
        return Button(label, data=data("shop", self.community.id, self.serial, act, value, price))

    def wishes(self, label: str) -> Button:
        """The way to what people wish for."""
        return Button(label, data=data("wish", self.community.id, 0, "show", 0))


def door(words: Words, community: Community, name: str, payload: str, bot_username: str) -> Screen:
    """In the group: the shop is in the private chat."""
    text = words.render("shop_door", community=community, name=name, wish=payload == "wish")
    label = "🎁 " + (words._("说说想要什么") if payload == "wish" else words._("打开积分超市"))
    return Screen(text, ((Button(label, url=f"https://t.me/{bot_username}?start={payload}"),),))


def item_page(words: Words, shelf: Shelf, item: ItemFacts) -> Screen:
    """One item with its picture, and the way to its neighbours."""
    at = shelf.pictured.index(item)
    text = words.render("shop_item", item=item, shelf=shelf, at=at + 1, left=counted(words, item.stock, item.unit))
    rows: list[tuple[Button, ...]] = [(_want(words, shelf, item),)] if item.stock else []
    turn = [
        shelf.button(label, "item", shelf.pictured[to].id)
        for label, to in (("◀️ " + words._("上一样"), at - 1), ("▶️ " + words._("下一样"), at + 1))
        if 0 <= to < len(shelf.pictured)
    ]
    if turn:
        rows.append(tuple(turn))
    if at == len(shelf.pictured) - 1:
        rows.append((_last(words, shelf),))
    return Screen(text, tuple(rows), photos=(item.photo or "",))


def _want(words: Words, shelf: Shelf, item: ItemFacts) -> Button:
    return shelf.button("🎁 " + words._("我要换"), "want", item.id, item.price)


def _last(words: Words, shelf: Shelf) -> Button:
    """Behind the last picture: what has none, else what people wish for."""
    if shelf.plain:
        return shelf.button("📃 " + words._("还有 %(count)s 样没照片的") % {"count": len(shelf.plain)}, "list", 0)
    return shelf.wishes("💡 " + words._("没有想要的?说一声"))


def item_list(words: Words, shelf: Shelf, page: int) -> Screen:
    """The items without a picture, a few at a time; one button each."""
    pages = max(1, -(-len(shelf.plain) // PER_PAGE))
    page = min(page, pages - 1)
    shown = shelf.plain[page * PER_PAGE : (page + 1) * PER_PAGE]
    text = words.render(
        "shop_list",
        shelf=shelf,
        items=[(item, counted(words, item.stock, item.unit)) for item in shown],
        page=page + 1,
        pages=pages,
    )
    rows: list[tuple[Button, ...]] = [
        (shelf.button(f"🎁 {brief(item.name, MOST_LABEL)} {_points(words, item.price)}", "want", item.id, item.price),)
        for item in shown
        if item.stock
    ]
    turn = [
        shelf.button(label, "page", to)
        for label, to in (("◀️ " + words._("上一页"), page - 1), ("▶️ " + words._("下一页"), page + 1))
        if 0 <= to < pages
    ]
    if turn:
        rows.append(tuple(turn))
    if page == pages - 1:
        rows.append((shelf.wishes("💡 " + words._("没有想要的?说一声")),))
    return Screen(text, tuple(rows))


def _points(words: Words, points: int) -> str:
    return words._("%(points)s 分") % {"points": points}


def confirm(words: Words, shelf: Shelf, item: ItemFacts, price: int, nonce: int) -> Screen:
    """Whether they really want it, at this price."""
    days = shelf.community.ways().hold_days
    text = words.render(
        "shop_confirm", item=item, price=price, one=counted(words, 1, item.unit), balance=shelf.balance, days=days
    )
    yes = Button("✅ " + words._("换"), data=data("redeem", shelf.community.id, shelf.serial, item.id, price, nonce))
    back = shelf.button("⬅️ " + words._("再看看"), *(("item", item.id) if item.photo else ("page", 0)))
    photos = (item.photo,) if item.photo else ()
    return Screen(text, ((yes, back),), photos=photos)


def ticket(words: Words, kept: RedemptionFacts, community: Community, bot_username: str, *, asking: bool) -> Screen:
    """What is kept for somebody: the code and its picture; or what became of it."""
    text = words.render("shop_ticket", **_about(words, kept, community), asking=asking)
    link = f"https://t.me/{bot_username}?start={TICKET}{kept.token}"
    picture = File("qr.png", partial(qr_picture, link, level="m"))

    def button(label: str, sure: int) -> Button:
        return Button(label, data=data("nothanks", community.id, kept.id, sure))

    if kept.state is not RedemptionState.HELD:
        return Screen(text, picture=picture)
    if asking:
        yes, keep = button("✖️ " + words._("退掉"), 1), button("⬅️ " + words._("还是留着"), 2)
        return Screen(text, ((yes, keep),), picture=picture)
    return Screen(text, ((button("✖️ " + words._("不要了"), 0),),), picture=picture)


def _about(words: Words, kept: RedemptionFacts, community: Community) -> dict[str, object]:
    return {
        "kept": kept,
        "state": str(kept.state),
        "one": counted(words, 1, kept.unit),
        "until": words.moment(kept.expires_at, community.zone),
        "ended": None if kept.ended_at is None else words.moment(kept.ended_at, community.zone),
    }


def returned(words: Words, kept: RedemptionFacts, community: Community) -> Screen:
    """It was not collected, or staff took it back: the points are there again."""
    return Screen(words.render("shop_returned", **_about(words, kept, community)))


def reminder(words: Words, kept: RedemptionFacts, community: Community) -> Screen:
    """Tomorrow it goes back on the shelf."""
    return Screen(words.render("shop_reminder", **_about(words, kept, community)))


def own_code(words: Words, kept: RedemptionFacts, community: Community) -> Screen:
    """Somebody scanned their own code."""
    return Screen(words.render("shop_own_code", **_about(words, kept, community)))


def waits_again(words: Words, kept: RedemptionFacts, community: Community) -> Screen:
    """It was not handed over after all."""
    return Screen(words.render("shop_waits_again", **_about(words, kept, community)))


def to_collect(words: Words, kept: Sequence[RedemptionFacts]) -> Screen:
    """What somebody is to collect themselves, with the codes."""
    return Screen(words.render("shop_to_collect", kept=kept[:PER_PAGE], count=len(kept)))


def waiting(words: Words, community: Community, kept: Sequence[RedemptionFacts], serial: int) -> Screen:
    """For staff: what waits to be collected; a button for each of the newest, of others the code says which it is."""
    text = words.render("shop_waiting", community=community, count=len(kept))
    rows = tuple(
        (
            Button(
                f"🎫 {brief(each.item, MOST_LABEL)} · {brief(each.person.name, MOST_LABEL)}",
                data=data("counter", community.id, each.id, serial, "open"),
            ),
        )
        for each in reversed(kept[-NEWEST:])
    )
    return Screen(text, rows)


def no_code(words: Words, code: str) -> Screen:
    """Nothing is to be collected with this code."""
    return Screen(words.render("shop_no_code", code=code))


def counter(words: Words, kept: RedemptionFacts, community: Community, serial: int, *, asking: bool = False) -> Screen:
    """For staff: what is to be handed over to whom; what became of it; or (`asking`) what went wrong then."""
    handed_over = kept.state is RedemptionState.HANDED_OVER
    asking = asking and handed_over
    text = words.render("shop_counter", **_about(words, kept, community), asking=asking)

    def button(label: str, act: str) -> Button:
        return Button(label, data=data("counter", community.id, kept.id, serial, act))

    if asking:
        item, person = button("📦 " + words._("东西拿错了"), "item"), button("👤 " + words._("给错人了"), "person")
        return Screen(text, ((item, person), (button("⬅️ " + words._("没交错"), "show"),)))
    if handed_over:
        return Screen(text, ((button("↩️ " + words._("交错了"), "undo"),),))
    if kept.state is not RedemptionState.HELD:
        return Screen(text)
    give, cancel = button("✅ " + words._("已交给本人"), "give"), button("✖️ " + words._("取消,退分"), "cancel")
    return Screen(text, ((give,), (cancel,)))
