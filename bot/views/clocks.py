"""Limits and appointments as people read them: the ladder's cards, questions to who is late, pauses, times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.ladder import LATE, UNCLAIMED, at_the_top
from bot.domain.life import OPEN_TO_WORK, Status
from bot.models.due import DueKind
from bot.storage.community.parties import PartyFacts
from bot.storage.repairs.order_facts import OrderFacts
from bot.storage.requests.drafts import DraftFacts
from bot.views.buttons import data
from bot.views.clock_buttons import pause_button
from bot.views.labels import STATUS_MARK, party_name, pause_word, status_word, unusual_urgency
from bot.views.screen import Button, Screen
from bot.views.words import SOURCE, Words


@dataclass(frozen=True)
class LadderFacts:
    """What a secretary's card about a late order says."""

    order: OrderFacts
    now: datetime
    zone: ZoneInfo
    asked: int = 0
    """Whom it suits and who were told of it privately, so many."""
    muted: int = 0
    """Whom it suits and who have not asked to be told privately, so many."""
    property_company: PartyFacts | None = None
    """Who could see to it instead of volunteers."""
    next_at: Mapping[DueKind, datetime | None] = field(default_factory=dict)
    """When each of its ladders is looked at next."""
    hands_over: bool = False
    """The community wants it to go there by itself."""
    menu: str | None = None
    over: bool = False
    """It is another round's."""

    @property
    def stage(self) -> str:
        """What is late: somebody to take it, or the work; or nothing any more."""
        order, clocks = self.order, self.order.clocks
        if self.over or clocks.paused_for is not None:
            return "over"
        late = clocks.finish_by is not None and clocks.finish_by <= self.now and clocks.late_rung > 0
        if late and order.places_taken and order.status in OPEN_TO_WORK:
            return "late"
        return "unclaimed" if order.status is Status.OPEN and order.places_free > 0 else "over"

    @property
    def top(self) -> bool:
        """Whether it has climbed as high as it can."""
        clocks = self.order.clocks
        return at_the_top(LATE, clocks.late_rung) if self.stage == "late" else at_the_top(UNCLAIMED, clocks.rung)

    @property
    def suggested(self) -> PartyFacts | None:
        """At the last level the property company."""
        return self.property_company if at_the_top(UNCLAIMED, self.order.clocks.rung) else None

    @property
    def goes_at(self) -> datetime | None:
        """When it goes to the property company by itself, where that is what happens next."""
        nearly = self.order.clocks.rung >= len(UNCLAIMED) - 1
        wanted = self.hands_over and self.property_company is not None and nearly and self.stage == "unclaimed"
        return self._next(DueKind.UNCLAIMED) if wanted else None

    @property
    def freed_at(self) -> datetime | None:
        """When who has it and stays silent loses it, where that is what happens next."""
        wanted = self.order.clocks.late_rung == len(LATE) - 1 and self.stage == "late"
        return self._next(DueKind.LATE) if wanted else None

    def _next(self, kind: DueKind) -> datetime | None:
        at = self.next_at.get(kind)
        return at if at is not None and at > self.now else None


def ladder(words: Words, facts: LadderFacts) -> Screen:
    """A secretary's card about an order that is late, and three ways to go on."""
    order, stage = facts.order, facts.stage
    by = order.clocks.claim_by if stage == "unclaimed" else order.clocks.finish_by
    text = words.render(
        "ladder",
        order=order,
        stage=stage,
        by=None if by is None else words.moment(by, facts.zone),
        holders=[holder.person.name for holder in order.holders],
        posted=order.clocks.rung > 0,
        asked=facts.asked,
        muted=facts.muted,
        goes_at=None if facts.goes_at is None else words.moment(facts.goes_at, facts.zone),
        freed_at=None if facts.freed_at is None else words.moment(facts.freed_at, facts.zone),
        top=facts.top,
        unlisted=facts.hands_over and facts.property_company is None,
        party=None if facts.property_company is None else party_name(words, facts.property_company),
        urgency=unusual_urgency(words, order.urgency),
        status=status_word(words, order.status),
        mark=STATUS_MARK[order.status],
        menu=facts.menu,
        paused=pause_word(words, order.clocks.paused_for) if order.status in OPEN_TO_WORK else None,
    )
    if stage == "over":
        return Screen(text)
    return Screen(text, _more(words, order) if facts.menu else _ways_on(words, facts))


def _more(words: Words, order: OrderFacts) -> tuple[tuple[Button, ...], ...]:
    labels = {"2h": words._("2 小时"), "1d": words._("1 天"), "3d": words._("3 天")}
    key = (order.community_id, order.number)
    choices = tuple(Button(label, data=data("more", *key, name)) for name, label in labels.items())
    return choices, (Button("⬅️ " + words._("返回"), data=data("more", *key, "back")),)


def _ways_on(words: Words, facts: LadderFacts) -> tuple[tuple[Button, ...], ...]:
    key = (facts.order.community_id, facts.order.number)
    if facts.stage == "unclaimed":
        first = Button("👉 " + words._("派给一位"), data=data("seat", *key, "assign"))
    else:
        first = Button("↩️ " + words._("收回重派"), data=data("seat", *key, "release"))
    if facts.suggested is None:
        second = Button("🏢 " + words._("转办"), data=data("sift", *key, "menu", "redirect"))
    else:
        to = words._("转给%(party)s") % {"party": party_name(words, facts.suggested)}
        second = Button("🏢 " + to, data=data("sift", *key, "to", facts.suggested.id))
    return (first, second), (Button("⏳ " + words._("改时限"), data=data("more", *key, "menu")),)


def pause_question(words: Words, draft: DraftFacts, number: int) -> Screen:
    """要等等: why, and then until when."""

    def button(label: str, choice: str) -> Button:
        return Button(label, data=data("halted", draft.serial, choice))

    keep = Button("⬅️ " + words._("不用等了"), data=data("keepset", draft.kind, draft.serial))
    if draft.step == "why":
        text = words._("#%(number)s 为什么要等?点一个,或写一句(住户也看得到)。") % {"number": number}
        why = (button("🔩 " + words._("等配件"), "part"), button("🚪 " + words._("住户不在"), "away"))
        return Screen("⏸ " + text, (why, (keep,)))
    text = words._("#%(number)s 最晚哪天接着办?点一个,或写日子,例如:下周一") % {"number": number}
    days = (button(words._("明天"), "1"), button(words._("3 天后"), "3"), button(words._("一周后"), "7"))
    return Screen("🕒 " + text, (days, (button(words._("说不准"), "14"), keep)))


def pause_ended(words: Words, ended: str, number: int) -> Screen:
    """The question why it has to wait, when it is over."""
    said = {
        "paused": words._("已收到 ✅ #%(number)s 先等着,时间不算,到日子我提醒您;能接着办了就点「接着办」。"),
        "dropped": words._("好的,#%(number)s 照常办。"),
    }
    return Screen(said["paused" if ended == "paused" else "dropped"] % {"number": number})


def visit_question(words: Words, draft: DraftFacts, number: int, *, today: bool) -> Screen:
    """约时间: when; `today`: there is still an afternoon."""

    def button(label: str, choice: str) -> Button:
        return Button(label, data=data("dated", draft.serial, choice))

    text = words._("#%(number)s 什么时候去?点一个,或写时间,例如:明天下午三点") % {"number": number}
    first = button(words._("今天下午"), "0-pm") if today else button(words._("后天上午"), "2-am")
    days = (first, button(words._("明天上午"), "1-am"), button(words._("明天下午"), "1-pm"))
    keep = Button("⬅️ " + words._("不约了"), data=data("keepset", draft.kind, draft.serial))
    return Screen("🕒 " + text, (days, (keep,)))


def visit_ended(
    words: Words, ended: str, number: int, when: str | None, *, told: bool = True, reminded: Sequence[str] = ()
) -> Screen:
    """The question when they come, when it is over.

    `told`: whether somebody who lives there could be told; `reminded`: of `eve` and `hour`, what comes before it.
    """
    if ended == "set" and when:
        text = (
            words._("已收到 ✅ #%(number)s 约在 %(when)s,已告诉住户。")
            if told
            else words._("已收到 ✅ #%(number)s 约在 %(when)s。住户收不到我的消息,请打电话说一声。")
        )
        reminder = {
            ("eve", "hour"): words._("前一晚和前一小时提醒您。"),
            ("eve",): words._("前一晚提醒您。"),
            ("hour",): words._("前一小时提醒您。"),
        }.get(tuple(reminded), "")
        space = "" if words.locale == SOURCE else " "
        return Screen((text % {"number": number, "when": words.when(when)} + space + reminder).rstrip())
    return Screen(words._("好的,#%(number)s 的时间没有动。") % {"number": number})


def visit(words: Words, order: OrderFacts, what: str) -> Screen:
    """A holder is reminded of when they come, or hears that the resident cannot be there then."""
    key = (order.community_id, order.number)
    text = words.render("visit", order=order, what=what)
    set_time = Button("🕒 " + words._("约时间"), data=data("date", *key))
    if what == "refused":
        return Screen(text, ((set_time,),))
    return Screen(text, ((set_time, Button("↩️ " + words._("我去不了了"), data=data("release", *key))),))


def hurry(
    words: Words, order: OrderFacts, by: datetime | None, zone: ZoneInfo, lost_at: datetime | None = None
) -> Screen:
    """A holder is asked how it stands, since the limit is over; who says nothing by `lost_at` loses it."""
    key = (order.community_id, order.number)
    text = words.render(
        "hurry",
        order=order,
        lost_at=None if lost_at is None else words.moment(lost_at, zone),
        by=None if by is None else words.moment(by, zone),
        urgency=unusual_urgency(words, order.urgency),
    )
    going = Button("🚶 " + words._("我会去"), data=data("going", *key))
    cannot = Button("↩️ " + words._("我去不了了"), data=data("release", *key))
    return Screen(text, ((going, pause_button(words, order)), (cannot,)))
