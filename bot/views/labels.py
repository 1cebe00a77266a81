"""The words of enumerations: states, urgency, sizes, trades, roles. The Chinese ones are fixed; people rely on them."""

from bot.domain.kind import Area, Kind
from bot.domain.life import Status
from bot.domain.pausing import PauseReason
from bot.domain.roles import Role
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.models.places import PartyKind
from bot.models.residents import CallResult, Verdict
from bot.storage.community.parties import PartyFacts
from bot.views.fitting import brief
from bot.views.words import Words

LONGEST_NOTE = 120
"""Units of somebody's own words beside a label."""


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


def plain_status(words: Words, status: Status) -> str:
    """The state as residents and volunteers are told of it; an office has words of its own for some."""
    plain = {
        Status.SUBMITTED: words._("书记正在看"),
        Status.REDIRECTED: words._("已转给别的单位"),
        Status.CLOSED: words._("已办好"),
        Status.REJECTED: words._("这次办不了"),
    }
    return plain.get(status) or status_word(words, status)


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


def unusual_urgency(words: Words, urgency: Urgency) -> str | None:
    """加急, 紧急; nothing of what is as urgent as usual."""
    return None if urgency == Urgency.NORMAL else urgency_word(words, urgency)


def pause_word(words: Words, reason: PauseReason | None, note: str | None = None) -> str | None:
    """Why the clocks of an order stand still: 等配件, 住户不在; in somebody's own words where they are given."""
    if reason is None:
        return None
    word = {
        PauseReason.PART: words._("等配件"),
        PauseReason.AWAY: words._("住户不在"),
        PauseReason.OTHER: words._("要等等"),
    }[reason]
    return words._("%(why)s(%(note)s)") % {"why": word, "note": brief(note, LONGEST_NOTE)} if note else word


def size_word(words: Words, size: Size) -> str:
    """小修, 中修, 大修, 特大."""
    return {
        Size.SMALL: words._("小修"),
        Size.MEDIUM: words._("中修"),
        Size.LARGE: words._("大修"),
        Size.HUGE: words._("特大"),
    }[size]


def hours_word(words: Words, minutes: int) -> str:
    """How long, in hours to a tenth: 1.5 小时."""
    hours = f"{minutes / 60:.1f}".removesuffix(".0")
    return words._("%(hours)s 小时") % {"hours": hours}


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


def kind_word(words: Words, kind: Kind) -> str:
    """报修, 隐患, 微心愿, 意见."""
    return {
        Kind.REPAIR: words._("报修"),
        Kind.HAZARD: words._("隐患"),
        Kind.WISH: words._("微心愿"),
        Kind.OPINION: words._("意见"),
    }[kind]


KIND_MARK = {Kind.REPAIR: "🔧", Kind.HAZARD: "⚠️", Kind.WISH: "🌟", Kind.OPINION: "💬"}
"""Beside the word, never instead of it."""


def area_word(words: Words, area: Area) -> str:
    """家里, 公共区域."""
    return {Area.HOME: words._("家里"), Area.PUBLIC: words._("公共区域")}[area]


def party_kind_word(words: Words, kind: PartyKind) -> str:
    """物业, 街道办, 12345, 其他单位."""
    return {
        PartyKind.PROPERTY: words._("物业"),
        PartyKind.STREET: words._("街道办"),
        PartyKind.HOTLINE: words._("12345热线"),
        PartyKind.OTHER: words._("其他单位"),
    }[kind]


def party_name(words: Words, party: PartyFacts | None) -> str:
    """What an outside party is called: its own name, or its kind."""
    if party is None:
        return words._("其他单位")
    return party.name or party_kind_word(words, party.kind)


def answer_words(words: Words, answer: str | None) -> str | None:
    """What a resident was told at the end; a ready reason is worded for whoever reads it, with what they can do."""
    ready = {
        "ready:outside": words._("这件事不归社区管,可以打 12345 反映"),
        "ready:experts": words._("这要请专业公司来修(如燃气、电梯、保修期内的家电),请打厂家或公司的售后电话"),
        "ready:unclear": words._("信息不全,没能联系上您,请写清地址和问题再报一次"),
        "ready:solved": words._("听说已经解决了;要是还有问题,再报一次就行"),
    }
    return answer if answer is None else ready.get(answer, answer)


def role_word(words: Words, role: Role) -> str:
    """书记, 工作人员, 志愿者."""
    return {
        Role.SECRETARY: words._("书记"),
        Role.CLERK: words._("工作人员"),
        Role.VOLUNTEER: words._("志愿者"),
    }[role]


def star_word(words: Words, level: int) -> str:
    """一星志愿者 to 五星志愿者."""
    return (
        words._("一星志愿者"),
        words._("二星志愿者"),
        words._("三星志愿者"),
        words._("四星志愿者"),
        words._("五星志愿者"),
    )[level - 1]


def emergency_word(words: Words, name: str) -> str:
    """Whom a number reaches; what a community wrote itself stays as it is."""
    usual = {"火警": words._("火警"), "急救": words._("急救"), "报警": words._("报警")}
    return usual.get(name, name)


def full_address(building: str, flat: str | None) -> str:
    """Building and flat as one line; Chinese needs no space between them."""
    if not flat:
        return building
    return f"{building} Flat {flat}" if building.isascii() else f"{building}{flat}"


def verdict_word(words: Words, verdict: Verdict) -> str:
    """满意, 还行, 没修好, each with its face."""
    return {
        Verdict.SATISFIED: "😀 " + words._("满意"),
        Verdict.FAIR: "😐 " + words._("还行"),
        Verdict.REDO: "😟 " + words._("没修好"),
    }[verdict]


def call_word(words: Words, result: CallResult) -> str:
    """What came of a call."""
    return {
        CallResult.SATISFIED: "😀 " + words._("满意"),
        CallResult.REDO: "😟 " + words._("没修好"),
        CallResult.REACHED: "🗣 " + words._("打通了"),
        CallResult.NO_ANSWER: "📵 " + words._("没人接"),
    }[result]


def counted(words: Words, count: int, unit: str) -> str:
    """30 条 · 30 pieces: a Chinese measure word says nothing in English."""
    if words.locale == "zh_CN" or unit.isascii():
        return f"{count} {unit}"
    return str(count)
