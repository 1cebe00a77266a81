"""What people would like to find in the shop: the list, one wish for staff to decide on, and how it ended."""

from collections.abc import Sequence

from bot.models import Community
from bot.models.shop import WishState
from bot.storage.goods.shop import ItemFacts
from bot.storage.goods.wishes import WishFacts
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.screen import Button, Screen
from bot.views.words import Words

PER_PAGE = 3
MOST_LABEL = 24


def wish_list(
    words: Words,
    community: Community,
    wishes: Sequence[WishFacts],
    serial: int,
    page: int,
    *,
    staff: bool,
    noted: WishFacts | None = None,
) -> Screen:
    """What people wish for, what most do first. A tap wishes it too; for staff it opens what they can decide."""
    pages = max(1, -(-len(wishes) // PER_PAGE))
    page = min(max(0, page), pages - 1)
    shown = wishes[page * PER_PAGE : (page + 1) * PER_PAGE]
    text = words.render("wish_list", community=community, wishes=shown, count=len(wishes), noted=noted, staff=staff)

    def button(label: str, act: str, value: int) -> Button:
        return Button(label, data=data("wish", community.id, serial, act, value))

    sign, act = ("🛒", "look") if staff else ("👍", "vote")
    rows = [
        (button(f"{sign} {brief(wish.words, MOST_LABEL)}", act, wish.id),) for wish in shown if staff or not wish.own
    ]
    turn = [
        button(label, "page", to)
        for label, to in (("◀️ " + words._("上一页"), page - 1), ("▶️ " + words._("下一页"), page + 1))
        if 0 <= to < pages
    ]
    return Screen(text, (*rows, tuple(turn)) if turn else tuple(rows))


def one_wish(words: Words, community: Community, wish: WishFacts, serial: int) -> Screen:
    """For staff: buy it, or kindly say no."""

    def button(label: str, act: str, value: int) -> Button:
        return Button(label, data=data("wish", community.id, serial, act, value))

    text = words.render("wish_one", wish=wish)
    buy, decline = (
        button("🛒 " + words._("买了,上架"), "buy", wish.id),
        button("🙏 " + words._("婉拒"), "decline", wish.id),
    )
    return Screen(text, ((buy, decline), (button("⬅️ " + words._("返回"), "page", 0),)))


def wish_told(words: Words, community: Community, said: str, state: WishState, item: ItemFacts | None) -> Screen:
    """To everybody who wished it: it is there, or it will not be."""
    text = words.render("wish_told", community=community, said=said, bought=state is WishState.BOUGHT, item=item)
    look = Button("🎁 " + words._("去看看"), data=data("shop", community.id, 0, "open", 0, 0))
    return Screen(text, ((look,),) if item is not None else ())
