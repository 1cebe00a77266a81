"""Samples of the points shop: its shelf, tickets and the counter, stock and stock-taking, wishes."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from bot.domain.ids import CommunityId, Points
from bot.domain.shop import MOST_PRICE
from bot.language.lines.item_line import ItemLine
from bot.models import ShopItem
from bot.models.shop import MoveKind, RedemptionState, WishState
from bot.storage.goods.redemptions import RedemptionFacts
from bot.storage.goods.shop import ItemFacts, MoveFacts
from bot.storage.goods.wishes import WishFacts
from bot.views import goods_sheet, shelf, shop, wishes
from tests.views import facts
from tests.views.facts import NOW, Said
from tests.views.sampling import BOT, Sample, public, sample

SERIAL = 2**31 - 1
LINE = ItemLine("Towel", price=20, count=30, unit="条", per_person=2, cost=59850, on_shelf=True)


def item(said: Said, number: int = 1, **others: Any) -> ItemFacts:
    """Something on the shelf."""
    usual = ItemFacts(number, said.what[:30], "条", Points(MOST_PRICE), 30, 2, "file", on_shelf=True, held=1)
    return replace(usual, **others)


def kept(said: Said, state: RedemptionState = RedemptionState.HELD) -> RedemptionFacts:
    """Something to be collected, or what became of it."""
    over = state is not RedemptionState.HELD
    return RedemptionFacts(
        CommunityId(said.number), 99_999, said.what[:30], "条", Points(20), state, facts.person(said.name),
        "4821", None if over else "t" * 22, NOW, NOW, NOW if over else None, said.other if over else None,
    )  # fmt: skip


def _shelf(said: Said, *items: ItemFacts, held: int = 0) -> shop.Shelf:
    return shop.Shelf(facts.community(said), items, Points(35), [kept(said)] * held, SERIAL)


def _items(said: Said, count: int, photo: str | None = None) -> list[ItemFacts]:
    return [item(said, number, photo=photo, stock=number) for number in range(count)]


def _pages() -> Iterator[Sample]:
    for payload in ("shop", "wish"):
        yield public(shop.door, facts.community, lambda said: said.name, payload, BOT)
    for at in range(3):
        yield sample(
            shop.item_page,
            lambda said: _shelf(said, *_items(said, 3, "file"), *_items(said, 4), held=3),
            lambda said, at=at: _items(said, 3, "file")[at],
        )
    yield sample(
        shop.item_page, lambda said: _shelf(said, item(said, per_person=None)), lambda said: item(said, per_person=None)
    )
    for count, page in ((0, 0), (7, 0), (7, 1), (7, 99)):
        yield sample(shop.item_list, lambda said, count=count: _shelf(said, *_items(said, count), held=2), page)
    for photo in ("file", None):
        yield sample(
            shop.confirm, _shelf, lambda said, photo=photo: item(said, 999, photo=photo), Points(MOST_PRICE), SERIAL
        )


def _tickets() -> Iterator[Sample]:
    for state in RedemptionState:
        done = lambda said, state=state: kept(said, state)  # noqa: E731 - a fact made from what people said
        yield sample(shop.ticket, done, facts.community, BOT, asking=False)
        yield sample(shop.counter, done, facts.community, SERIAL)
    yield sample(shop.ticket, kept, facts.community, BOT, asking=True)
    for state in (RedemptionState.EXPIRED, RedemptionState.CANCELLED):
        yield sample(shop.returned, lambda said, state=state: kept(said, state), facts.community)
    yield sample(shop.reminder, kept, facts.community)
    yield sample(shop.own_code, kept, facts.community)
    yield sample(
        shop.counter, lambda said: kept(said, RedemptionState.HANDED_OVER), facts.community, SERIAL, asking=True
    )
    yield sample(shop.waits_again, kept, facts.community)
    for count in (0, 1, 7):
        yield sample(shop.waiting, facts.community, lambda said, count=count: [kept(said)] * count, SERIAL)
        yield sample(shop.to_collect, lambda said, count=count: [kept(said)] * count)
    yield sample(shop.no_code, "4821")


def _moves(said: Said) -> list[MoveFacts]:
    first = MoveFacts(NOW, said.what[:30], "条", MoveKind.PURCHASE, 30, 59850, said.name)
    return [first, *(replace(first, kind=kind, change=-2, cost=None, who=None) for kind in list(MoveKind)[1:])]


def _known(said: Said, **others: Any) -> ShopItem:
    return ShopItem(name=said.what[:30], unit="条", price=Points(25), stock=3, **others)


def _staff() -> Iterator[Sample]:
    for count, page in ((0, 0), (2, 0), (8, 1)):
        items = lambda said, count=count: [*_items(said, count), item(said, on_shelf=False)][: count + count // 2]  # noqa: E731
        yield sample(shelf.stock_list, facts.community, items, SERIAL, page)
    yield sample(shelf.stock_list, facts.community, lambda said: [item(said, on_shelf=False)], SERIAL, 0)
    yield sample(shelf.purchase_log, facts.community, _moves, SERIAL, count=9, page=1)
    yield sample(shelf.purchase_log, facts.community, lambda _: [], SERIAL, count=0, page=0)
    yield sample(shelf.low, item)
    yield sample(shelf.low, lambda said: item(said, stock=0))
    yield from (sample(shelf.item_draft_ended, ended) for ended in (None, lambda said: said.what[:30]))
    yield from (sample(shelf.count_draft_ended, right, 2) for right in (None, 5))


def _drafts() -> Iterator[Sample]:
    asked = facts.draft("item", "item", community=1, line=asdict(LINE), photo="file", wish=None, choices=[1])
    line = lambda said: replace(LINE, name=said.what[:30])  # noqa: E731
    yield sample(shelf.item_draft, asked, None, None, [])
    yield sample(shelf.item_draft, asked, line, None, [])
    yield sample(shelf.item_draft, asked, line, _known, [])
    yield sample(shelf.item_draft, asked, ItemLine("Towel", more=5), _known, [])
    yield sample(shelf.item_draft, asked, ItemLine("Towel", on_shelf=False), _known, [])
    yield sample(shelf.item_draft, asked, ItemLine("Towel", price=5), None, [])
    yield sample(shelf.item_draft, asked, line, None, lambda said: [facts.community(said)] * 2)
    sheet = facts.draft("goods", "goods", community=1, good=[], wrong=[], count=0)
    yield sample(goods_sheet.asked, sheet, lambda said: [item(said)])
    for good, wrong in ((3, []), (0, [(2, "name")]), (2, [(at, "price") for at in range(9)])):
        read = facts.draft("goods", "look", community=1, good=[{}] * good, wrong=wrong, count=len(wrong))
        yield sample(goods_sheet.looked_at, read)
    for how, done in (("changed", 3), ("moved", None), ("dropped", None)):
        yield sample(goods_sheet.ended, how, done)
    for counted in (None, 20, 40):
        step = "count" if counted is None else "why"
        taking = facts.draft("count", step, community=1, items=[1, 2], at=0, counted=counted, right=0, wrong=0)
        yield sample(shelf.count_draft, taking, item)


def _wishes(said: Said, count: int) -> list[WishFacts]:
    return [WishFacts(number, said.what[:30], 3, number % 2 == 0) for number in range(count)]


def _wished() -> Iterator[Sample]:
    for count, page in ((0, 0), (2, 0), (7, 1)):
        for staff in (True, False):
            listed = lambda said, count=count: _wishes(said, count)  # noqa: E731
            yield sample(wishes.wish_list, facts.community, listed, SERIAL, page, staff=staff)
    noted = lambda said: _wishes(said, 1)[0]  # noqa: E731
    yield sample(wishes.wish_list, facts.community, lambda said: _wishes(said, 2), SERIAL, 0, staff=False, noted=noted)
    yield sample(wishes.one_wish, facts.community, noted, SERIAL)
    what = lambda said: said.what[:30]  # noqa: E731
    yield sample(wishes.wish_told, facts.community, what, WishState.BOUGHT, item)
    yield sample(wishes.wish_told, facts.community, what, WishState.DECLINED, None)


SCREENS = [*_pages(), *_tickets(), *_staff(), *_drafts(), *_wished()]
