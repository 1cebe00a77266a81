"""The words of enumerations: states, urgency, sizes, trades, roles. The Chinese ones are fixed; people rely on them."""

from bot.domain.life import Status
from bot.domain.roles import Role
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.views.words import Words


def status_word(words: Words, status: Status) -> str:
    """The state as the card names it."""
    return {
        Status.SUBMITTED: words._("待审核"),
        Status.OPEN: words._("待接单"),
        Status.CLAIMED: words._("已接单"),
        Status.DONE: words._("待确认"),
        Status.REDIRECTED: words._("已转办"),
        Status.CLOSED: words._("已办结"),
        Status.REJECTED: words._("不受理"),
        Status.MERGED: words._("已合并"),
        Status.CANCELLED: words._("已撤单"),
    }[status]


STATUS_MARK = {
    Status.SUBMITTED: "📨",
    Status.OPEN: "🟡",
    Status.CLAIMED: "🔵",
    Status.DONE: "🟣",
    Status.REDIRECTED: "🏢",
    Status.CLOSED: "✅",
    Status.REJECTED: "🚫",
    Status.MERGED: "🔗",
    Status.CANCELLED: "⚪️",
}
"""Beside the word, never instead of it."""


def urgency_word(words: Words, urgency: Urgency) -> str:
    """普通, 加急, 紧急."""
    return {
        Urgency.NORMAL: words._("普通"),
        Urgency.URGENT: words._("加急"),
        Urgency.CRITICAL: words._("紧急"),
    }[urgency]


def size_word(words: Words, size: Size) -> str:
    """小修, 中修, 大修, 特大."""
    return {
        Size.SMALL: words._("小修"),
        Size.MEDIUM: words._("中修"),
        Size.LARGE: words._("大修"),
        Size.HUGE: words._("特大"),
    }[size]


def skill_word(words: Words, skill: str | None) -> str | None:
    """The name of a trade; one that is not known is shown by its key."""
    if skill is None:
        return None
    known = {
        "plumbing": words._("水工"),
        "electrical": words._("电工"),
        "carpentry": words._("木工"),
        "masonry": words._("泥瓦工"),
        "painting": words._("油漆工"),
        "locks": words._("锁匠"),
        "drains": words._("疏通工"),
        "appliances": words._("家电维修"),
        "welding": words._("焊工"),
        "glazing": words._("门窗工"),
        "network": words._("弱电工"),
        "general": words._("杂工"),
    }
    return known.get(skill, skill)


def role_word(words: Words, role: Role) -> str:
    """书记, 工作人员, 志愿者."""
    return {
        Role.SECRETARY: words._("书记"),
        Role.CLERK: words._("工作人员"),
        Role.VOLUNTEER: words._("志愿者"),
    }[role]


def full_address(building: str, flat: str | None) -> str:
    """Building and flat as one line; Chinese needs no space between them."""
    if not flat:
        return building
    return f"{building} Flat {flat}" if building.isascii() else f"{building}{flat}"
