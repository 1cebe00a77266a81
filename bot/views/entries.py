"""One entry of the books as a line: when, how many, what for; and hours as people say them."""

from zoneinfo import ZoneInfo

from bot.models.ledger import EXPLAINED, EntryKind
from bot.storage.points.statements import EntryFacts
from bot.usecases.points.reversing import READY
from bot.views.fitting import brief
from bot.views.words import Words

MOST_WHAT = 24
"""Units of what an order was about."""


def hours(minutes: int) -> str:
    """12.5: hours as people say them, to a tenth."""
    tenths = round(minutes / 6)
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def kind_word(words: Words, kind: EntryKind) -> str:
    """What an entry is for, in a word."""
    return {
        EntryKind.AWARD: words._("修好了"),
        EntryKind.MANUAL: "✍️ " + words._("手工"),
        EntryKind.GIFT: "🎉 " + words._("入队礼"),
        EntryKind.RATING: "😀 " + words._("评价"),
        EntryKind.ACTIVITY: "🚩 " + words._("参加活动"),
        EntryKind.DONATION: "💝 " + words._("捐赠"),
        EntryKind.REVERSAL: "↩️ " + words._("撤销"),
        EntryKind.HOLD: "🛍 " + words._("已换、待领取"),
        EntryKind.SPEND: "🛍 " + words._("已兑换"),
        EntryKind.RETURN: "🛍 " + words._("预留退回"),
        EntryKind.EXPIRY: "⌛️ " + words._("到期"),
        EntryKind.OPENING: "📒 " + words._("原有积分"),
    }[kind]


def reason_words(words: Words, reason: str | None) -> str | None:
    """Why an entry was made by hand, or by the program: that is worded for whoever reads it."""
    ready = {
        READY + "reopened": words._("没修好,再请人修"),
        READY + "cancelled": words._("已撤单"),
        READY + "relisted": words._("名单重新核对"),
        READY + "declined": words._("对方谢绝了"),
        READY + "wrong_item": words._("东西拿错了"),
        READY + "wrong_person": words._("给错人了"),
    }
    return reason if reason is None else ready.get(reason, reason)


def entry_line(words: Words, entry: EntryFacts, zone: ZoneInfo) -> dict[str, object]:
    """One line: when, how many, what for."""
    said = reason_words(words, entry.reason)
    if entry.kind in EXPLAINED and said is None:
        said = words._("原因已随资料删除")
    return {
        "seq": entry.seq,
        "at": words.moment(entry.at, zone),
        "amount": f"{entry.amount:+d}".replace("-", "−"),
        "kind": kind_word(words, entry.kind),
        "number": entry.number,
        "what": None if entry.what is None else brief(entry.what, MOST_WHAT),
        "other": entry.other,
        "reason": said,
        "undone": entry.reversed_by is not None,
    }
