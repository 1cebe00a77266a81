"""Topics about the points shop: its shelf, tickets and the counter, stock and stock-taking, wishes."""

from collections.abc import Callable
from dataclasses import replace

from bot.delivery.rendering import Scene, Topic
from bot.domain.ids import PersonId
from bot.domain.roles import STAFF
from bot.models import Community, ShopWish
from bot.models.shop import RedemptionState
from bot.storage.goods.redemptions import RedemptionFacts, facts_of, held_anywhere, held_by, held_in
from bot.storage.goods.shop import ItemFacts, held_of_item, item_facts, item_of, items_of, log_of
from bot.storage.goods.wishes import open_wishes
from bot.storage.members.people import roles_in
from bot.storage.points.ledger import balance_of
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.shop.goods_sheet import GOODS, LOOK
from bot.usecases.shop.shopping import CONFIRM
from bot.usecases.shop.stocking import known_item, line_of
from bot.usecases.shop.stocktaking import COUNT
from bot.usecases.shop.wishing import ITEM
from bot.views import goods_sheet as sheet_views
from bot.views import shelf as shelf_views
from bot.views import shop as views
from bot.views import wishes as wish_views
from bot.views.screen import Screen
from bot.views.words import Words


async def shop(scene: Scene) -> Screen | None:
    """The shelf: one item with its picture, a page of those without, or the question before an exchange."""
    community, facts = await scene.community(), scene.facts
    words, person_id = await scene.words(community), PersonId(facts["person"])
    items = await items_of(scene.tx, community.id, on_shelf=True)
    shelf = views.Shelf(
        community,
        items,
        await balance_of(scene.tx, community.id, person_id),
        await held_by(scene.tx, community.id, person_id),
        facts["serial"],
    )
    chosen = next((item for item in items if item.id == facts.get("item")), None)
    if chosen is not None and facts.get("menu") == CONFIRM:
        return views.confirm(words, shelf, chosen, facts["price"], facts["nonce"])
    pictured = chosen if chosen is not None and chosen.photo else next(iter(shelf.pictured), None)
    # A list stays a list, and a picture a picture: the chat platform does not turn one into the other.
    if pictured is None or facts.get("page") is not None or (chosen is not None and not chosen.photo):
        return views.item_list(words, shelf, facts.get("page") or _page_of(shelf, chosen))
    return views.item_page(words, shelf, pictured)


def _page_of(shelf: views.Shelf, item: ItemFacts | None) -> int:
    return 0 if item is None or item not in shelf.plain else shelf.plain.index(item) // views.PER_PAGE


async def door(scene: Scene) -> Screen | None:
    """In the group: the way to the shop."""
    community = await scene.community()
    words = await scene.words(community)
    return views.door(words, community, scene.facts["name"], scene.facts["door"], scene.bot_username)


async def _kept(scene: Scene) -> RedemptionFacts | None:
    return await facts_of(scene.tx, scene.facts["community"], scene.facts["redemption"])


async def ticket(scene: Scene) -> Screen | None:
    """What is kept for somebody, and the code for it."""
    community, kept = await scene.community(), await _kept(scene)
    if kept is None:
        return None
    words = await scene.words(community)
    screen = views.ticket(words, kept, community, scene.bot_username, asking=bool(scene.facts["asking"]))
    over = kept.state is not RedemptionState.HELD
    return replace(screen, picture=None) if over and scene.fresh else screen


def _about_kept(show: Callable[[Words, RedemptionFacts, Community], Screen], *, while_held: bool = False) -> Topic:
    """The topic of one message about an exchange; `while_held`: only as long as it can still be collected."""

    async def topic(scene: Scene) -> Screen | None:
        community, kept = await scene.community(), await _kept(scene)
        if kept is None or (while_held and kept.state is not RedemptionState.HELD):
            return None
        return show(await scene.words(community), kept, community)

    return topic


async def counter(scene: Scene) -> Screen | None:
    """What is to be handed over to whom."""
    community, kept = await scene.community(), await _kept(scene)
    words = await scene.words(community)
    asking = bool(scene.facts.get("asking"))
    return None if kept is None else views.counter(words, kept, community, scene.facts["serial"], asking=asking)


async def waiting(scene: Scene) -> Screen | None:
    """Everything that waits to be collected."""
    community = await scene.community()
    kept = await held_in(scene.tx, community.id)
    return views.waiting(await scene.words(community), community, kept, scene.facts["serial"])


async def to_collect(scene: Scene) -> Screen | None:
    """What somebody is to collect themselves."""
    keys = await held_anywhere(scene.tx, PersonId(scene.facts["person"]))
    kept = [each for key in keys if (each := await facts_of(scene.tx, *key)) is not None]
    return views.to_collect(await scene.words(), kept)


async def no_code(scene: Scene) -> Screen | None:
    """Nothing is to be collected with this code."""
    return views.no_code(await scene.words(await scene.community()), scene.facts["code"])


async def stock(scene: Scene) -> Screen | None:
    """The stock, or the purchase log, page by page."""
    community, serial = await scene.community(), scene.facts["serial"]
    words = await scene.words(community)
    shown, _, digits = scene.facts["shown"].partition("/")
    page = int(digits or 0)
    if shown == "stock":
        return shelf_views.stock_list(words, community, await items_of(scene.tx, community.id), serial, page)
    size = shelf_views.LOG_PAGE
    moves, count = await log_of(scene.tx, community.id, skip=page * size, limit=size)
    return shelf_views.purchase_log(words, community, moves, serial, count=count, page=page)


async def low(scene: Scene) -> Screen | None:
    """Something runs out; nothing to say if more has come meanwhile."""
    community = await scene.community()
    item = await item_of(scene.tx, community.id, scene.facts["item"])
    if item is None or not item.low_told:
        return None
    return shelf_views.low(await scene.words(community), item_facts(item))


async def _draft(scene: Scene, kind: str) -> DraftFacts | None:
    facts = scene.facts
    return await draft_of(scene.tx, PersonId(facts["person"]), facts["chat"], kind, facts["serial"])


async def draft_item(scene: Scene) -> Screen | None:
    """A line about goods: what was understood."""
    draft = await _draft(scene, ITEM)
    words = await scene.words(await scene.community_or_none())
    if draft is None:
        item = await item_of(scene.tx, scene.facts["community"] or 0, scene.facts.get("item") or 0)
        changed = scene.facts["ended"] == "changed" and item is not None
        ended = shelf_views.item_draft_ended(words, item.name if changed and item is not None else None)
        return None if scene.fresh else ended
    line = None if draft.payload["line"] is None else line_of(draft)
    choices = draft.payload["choices"] if draft.payload["community"] is None else []
    communities = [await scene.tx.session.get_one(Community, community_id) for community_id in choices]
    return shelf_views.item_draft(words, draft, line, await known_item(scene.tx, draft), communities)


async def draft_count(scene: Scene) -> Screen | None:
    """Stock-taking."""
    community = await scene.community()
    draft, words = await _draft(scene, COUNT), await scene.words(community)
    if draft is None:
        ended = shelf_views.count_draft_ended(words, scene.facts.get("right"), scene.facts.get("wrong"))
        return None if scene.fresh else ended
    item = await item_of(scene.tx, community.id, draft.payload["items"][draft.payload["at"]])
    if item is None:
        return None
    held = await held_of_item(scene.tx, community.id, item.id)
    return shelf_views.count_draft(words, draft, item_facts(item, held))


async def draft_goods(scene: Scene) -> Screen | None:
    """The shelf by spreadsheet: which file, or what was read of it."""
    community = await scene.community()
    draft, words = await _draft(scene, GOODS), await scene.words(community)
    if draft is None:
        ended = sheet_views.ended(words, scene.facts["ended"] or "dropped", scene.facts.get("done"))
        return None if scene.fresh else ended
    if draft.step == LOOK:
        return sheet_views.looked_at(words, draft)
    return sheet_views.asked(words, draft, await items_of(scene.tx, community.id))


async def wishes(scene: Scene) -> Screen | None:
    """What people wish for; for staff, one of it to be decided on."""
    community, facts = await scene.community(), scene.facts
    person_id, words = PersonId(facts["person"]), await scene.words(community)
    found = await open_wishes(scene.tx, community.id, person_id)
    by_id = {wish.id: wish for wish in found}
    if facts.get("wish") in by_id:
        return wish_views.one_wish(words, community, by_id[facts["wish"]], facts["serial"])
    staff = bool(STAFF & await roles_in(scene.tx, community.id, person_id))
    return wish_views.wish_list(
        words,
        community,
        found,
        facts["serial"],
        facts.get("page") or 0,
        staff=staff,
        noted=by_id.get(facts.get("noted") or 0),
    )


async def wish_told(scene: Scene) -> Screen | None:
    """How a wish ended; nothing if whoever had it took it back."""
    community = await scene.community()
    wish = await scene.tx.session.get(ShopWish, (community.id, scene.facts["wish"]))
    if wish is None:
        return None
    item = await item_of(scene.tx, community.id, scene.facts["item"] or 0)
    facts = None if item is None else item_facts(item)
    said = scene.tx.vault.open(wish.words)
    return wish_views.wish_told(await scene.words(community), community, said, wish.state, facts)


SHOP_TOPICS: dict[str, Topic] = {
    "shop": shop,
    "shop_door": door,
    "shop_ticket": ticket,
    "shop_returned": _about_kept(views.returned),
    "shop_reminder": _about_kept(views.reminder, while_held=True),
    "shop_own_code": _about_kept(views.own_code, while_held=True),
    "shop_waits_again": _about_kept(views.waits_again, while_held=True),
    "shop_to_collect": to_collect,
    "shop_counter": counter,
    "shop_waiting": waiting,
    "shop_no_code": no_code,
    "shop_stock": stock,
    "shop_low": low,
    "draft_item": draft_item,
    "draft_count": draft_count,
    "draft_goods": draft_goods,
    "shop_wishes": wishes,
    "shop_wish_told": wish_told,
}
