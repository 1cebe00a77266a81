"""What a refusal in the shop means, in a sentence that says what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain import shop_errors
from bot.domain.errors import DomainError
from bot.views.fitting import brief
from bot.views.words import Words

MOST_ITEM = 40


def _item(error: Any) -> dict[str, object]:
    return {"item": brief(error.name, MOST_ITEM)}


def _gone(words: Words, error: shop_errors.ItemGone) -> str:
    if error.name is None:
        return words._("没有这样东西了,请发 /shop 看看现在有什么")
    return words._("「%(item)s」下架了,请看看别的") % _item(error)


def _sold_out(words: Words, error: shop_errors.SoldOut) -> str:
    return words._("「%(item)s」刚被换完了,等下次进货,或者看看别的") % _item(error)


def _price(words: Words, error: shop_errors.PriceChanged) -> str:
    return words._("「%(item)s」现在是 %(price)s 分,还要换请再点一次") % {**_item(error), "price": error.price}


def _limit(words: Words, error: shop_errors.LimitReached) -> str:
    return words._("「%(item)s」每人最多换 %(most)s 件,您已经换过了,请看看别的") % {**_item(error), "most": error.most}


def _stock(words: Words, error: shop_errors.StockTooLow) -> str:
    return words._("「%(item)s」有几件留着等人取,少得比货架上还多。请先用 /pickup 取消几件预留") % _item(error)


def _over(words: Words, error: shop_errors.RedemptionOver) -> str:
    facts = {"who": error.who}
    if error.state == "handed_over":
        return words._("%(who)s已经交出去了,没有再交一次") % facts
    if error.state == "held":
        return words._("没有交出去,东西还留着等人来取")
    if error.state == "expired":
        return words._("过了取货时间,东西已放回货架,分数已退。想要请再换一次")
    return words._("这次兑换已经取消,分数已退")


def _long_ago(words: Words, error: shop_errors.HandedOverLongAgo) -> str:
    return words._("交出去超过 %(hours)s 小时,不能撤回了。少的分请用 /award 补,货请在 /stock 盘点里改") % {
        "hours": error.hours
    }


def _codes(words: Words, error: shop_errors.TooManyCodes) -> str:
    return words._("输错太多次了,请过 %(minutes)s 分钟再试,或者扫二维码") % {"minutes": error.minutes}


def _wishes(words: Words, error: shop_errors.TooManyWishes) -> str:
    return words._("您已经说了 %(most)s 样,等有了回音再说新的吧 🙏") % {"most": error.most}


def _decided(words: Words, _: shop_errors.WishDecided) -> str:
    return words._("这个心愿同事已经处理了")


SHOP_WORDINGS: Mapping[type[DomainError], Callable[[Words, Any], str]] = {
    shop_errors.ItemGone: _gone,
    shop_errors.SoldOut: _sold_out,
    shop_errors.PriceChanged: _price,
    shop_errors.LimitReached: _limit,
    shop_errors.StockTooLow: _stock,
    shop_errors.RedemptionOver: _over,
    shop_errors.HandedOverLongAgo: _long_ago,
    shop_errors.TooManyCodes: _codes,
    shop_errors.TooManyWishes: _wishes,
    shop_errors.WishDecided: _decided,
}
