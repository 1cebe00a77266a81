"""Requests as staff settle them, and as the outside party sees what was handed over to it."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from bot.domain.kind import Area, Kind
from bot.domain.life import ENDED, Status
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.language.needs.skills import DEFAULT_SKILLS
from bot.language.persons.phones import display_phone
from bot.models.places import PartyKind
from bot.storage.community.parties import PartyFacts
from bot.storage.repairs.order_facts import OrderFacts
from bot.storage.requests.drafts import DraftFacts
from bot.storage.requests.triage_facts import Alike, TriageFacts
from bot.usecases.desk.triage_edit import ANY_SKILL, EDITABLE, MOST_PEOPLE
from bot.usecases.desk.triage_outcomes import READY_REASONS
from bot.usecases.desk.triage_questions import ANOTHER, SURE
from bot.views.buttons import data
from bot.views.choosing import in_rows
from bot.views.deadlines import for_staff
from bot.views.fitting import brief
from bot.views.labels import (
    KIND_MARK,
    STATUS_MARK,
    answer_words,
    area_word,
    full_address,
    kind_word,
    party_name,
    size_word,
    skill_word,
    status_word,
    unusual_urgency,
    urgency_word,
)
from bot.views.screen import Button, Screen
from bot.views.words import Words

PER_ROW = 3
MOST_PER_ROW = 5
MOST_LABEL = 40
"""Characters of a button that names an order."""
Rows = tuple[tuple[Button, ...], ...]
Making = Callable[..., Button]
"""Makes a button of one card: its label, what it does, to what."""


def triage_card(words: Words, facts: TriageFacts, zone: ZoneInfo | None = None) -> Screen:
    """Whose trouble, where, what; and what can be done about it, or what became of it, by whose word, until when."""
    order = facts.order
    over = order.status in ENDED or facts.newer
    # With the volunteers it is theirs whom to call: nothing on the card would take the number away when they are done.
    published = order.status in (Status.OPEN, Status.CLAIMED, Status.DONE)
    contact = None if over or (published and not facts.asked) else order.contact
    decided = facts.decided
    text = words.render(
        "triage_card",
        order=order,
        facts=facts,
        waiting=order.status is Status.SUBMITTED and not facts.newer,
        contact=contact,
        phone=None if contact is None or contact.phone is None else display_phone(contact.phone),
        address=order.building if contact is None else full_address(order.building, contact.flat),
        kind=kind_word(words, order.kind),
        kind_mark=KIND_MARK[order.kind],
        status=words._("已发布") if published and not facts.asked else status_word(words, order.status),
        mark=STATUS_MARK[order.status],
        who=None if decided is None else decided.who or words._("自动"),
        party=party_name(words, facts.party),
        party_phone=None if facts.party is None else facts.party.contact,
        answer=answer_words(words, order.answer),
        needs=_needs(words, order),
        limit=for_staff(words, order, zone),
        question=None if facts.menu is None or over else menu_question(words, facts.menu, reached=facts.reached),
    )
    return Screen(text, _split(words, facts) if over else _rows(words, facts))


def _needs(words: Words, order: OrderFacts) -> str:
    """What kind of work it is, on one line."""
    urgency = unusual_urgency(words, order.urgency)
    trade = skill_word(words, order.skill) or words._("不限工种")
    people = words._("%(people)s 人") % {"people": order.people_needed}
    area = None if order.area is None else area_word(words, order.area)
    if order.area is Area.PUBLIC:
        area = words._("公共区域(一般归物业管)")
    parts = [area, trade, size_word(words, order.size), people, urgency]
    return " · ".join(part for part in parts if part)


def menu_question(words: Words, menu: str, *, reached: bool = True) -> str:
    """What is asked while the card shows a choice; `reached`: whoever reported it can be told here."""
    if menu == "reject" and not reached:
        return words._("为什么不受理?住户收不到我的消息,要请您打电话告诉他")
    return {
        "redirect": words._("转给谁?"),
        "reject": words._("为什么不受理?会客气地告诉居民"),
        "edit": words._("要改哪一项?"),
        "kind": words._("这是哪一类?"),
        "area": words._("家里的,还是公共区域的?"),
        "skill": words._("需要什么工种?"),
        "size": words._("活大不大?"),
        "urgency": words._("急不急?"),
        "people": words._("需要几个人?"),
        "danger": words._("这是险情,确定要发给志愿者吗?"),
    }[menu]


def _rows(words: Words, facts: TriageFacts) -> Rows:
    order = facts.order

    def button(label: str, name: str, value: str = "") -> Button:
        return Button(label, data=data("sift", order.community_id, order.number, name, value))

    back = button("⬅️ " + words._("返回"), "menu")
    if facts.menu is not None:
        *rows, last = _choices(words, facts, button)
        # The way back shares the last row where there is room: three rows are enough for anybody.
        return (*rows, (*last, back)) if len(last) < PER_ROW or len(rows) > 1 else (*rows, last, (back,))
    told = ((button("📞 " + words._("已打电话"), "told"),),) if facts.to_tell else ()
    return (*told, *_first_rows(words, order, button))


def _split(words: Words, facts: TriageFacts) -> Rows:
    """What can be done about an order that is over: a wrong merging can be undone for a while."""
    order = facts.order
    if not facts.splits or facts.newer:
        return ()
    return ((Button("✂️ " + words._("合错了,分开"), data=data("sift", order.community_id, order.number, "split", "")),),)


def _first_rows(words: Words, order: OrderFacts, button: Making) -> Rows:
    settle = "📝 " + (words._("答复") if order.kind is Kind.OPINION else words._("当场办结"))
    redirect = button("🏢 " + words._("转办"), "menu", "redirect")
    merge = button("🔗 " + words._("合并"), "ask", "merge")
    first = (button("✅ " + words._("发布"), "publish"), redirect, button(settle, "ask", "settle"))
    others = (
        button("🚫 " + words._("不受理"), "menu", "reject"),
        merge,
        button("✏️ " + words._("改一改"), "menu", "edit"),
    )
    with_party = (button("✅ " + words._("记结果"), "ask", "result"), button("↩️ " + words._("收回"), "back"))
    return {
        Status.SUBMITTED: (tuple(reversed(first)) if order.kind is Kind.OPINION else first, others),
        Status.OPEN: ((redirect, button(settle, "ask", "settle"), merge),),
        Status.CLAIMED: ((redirect,),),
        Status.REDIRECTED: (with_party,),
    }.get(order.status, ())


def _choices(words: Words, facts: TriageFacts, button: Making) -> Rows:
    menu = facts.menu or ""
    if menu == "redirect":
        listed = sorted(facts.parties, key=lambda party: _last(facts.order, party))
        return in_rows([button(party_name(words, party), "to", str(party.id)) for party in listed], 2)
    if menu == "reject":
        ready = [button(reject_word(words, reason), "reject", reason) for reason in READY_REASONS]
        return (*in_rows(ready, 2), (button("✍️ " + words._("自己写原因"), "ask", "reject"),))
    if menu == "danger":
        return ((button("⚠️ " + words._("确定,发给志愿者"), "publish", "sure"),),)
    if menu == "edit":
        return in_rows([button(edit_word(words, field), "menu", field) for field in EDITABLE], PER_ROW)
    return _values(words, menu, button)


def _last(order: OrderFacts, party: PartyFacts) -> bool:
    """In public areas the property company is the first to think of."""
    return order.area is Area.PUBLIC and party.kind is not PartyKind.PROPERTY


def _values(words: Words, field: str, button: Making) -> Rows:
    skills = [(skill_word(words, skill.key), skill.key) for skill in DEFAULT_SKILLS]
    labels: dict[str, Sequence[tuple[str | None, object]]] = {
        "skill": [*skills, (words._("不限工种"), ANY_SKILL)],
        "kind": [(kind_word(words, kind), kind) for kind in Kind],
        "area": [(area_word(words, area), area) for area in Area],
        "size": [(size_word(words, size), size) for size in Size],
        "urgency": [(urgency_word(words, urgency), urgency) for urgency in Urgency],
        "people": [(str(people), people) for people in range(1, MOST_PEOPLE + 1)],
    }
    per_row = MOST_PER_ROW if field in ("skill", "people") else PER_ROW
    return in_rows([button(word, field, str(value)) for word, value in labels[field]], per_row)


def reject_word(words: Words, reason: str) -> str:
    """A ready reason as staff choose it."""
    return {
        "outside": words._("不归社区管"),
        "experts": words._("要请专业公司"),
        "unclear": words._("信息不全"),
        "solved": words._("已经解决"),
    }[reason]


def edit_word(words: Words, field: str) -> str:
    """What a field is called on a button."""
    return {
        "kind": words._("类别"),
        "area": words._("区域"),
        "skill": words._("工种"),
        "size": words._("大小"),
        "urgency": words._("急不急"),
        "people": words._("人数"),
    }[field]


def triage_word(words: Words, draft: DraftFacts, number: int, alike: Sequence[Alike], *, watchers: int = 0) -> Screen:
    """The question whose answer a decision needs: buttons for what is ready, or what was skipped; who else reads it."""
    text = words.render("triage_word", question=draft.step, number=number, alike=alike, watchers=watchers)

    def button(label: str, word: str) -> Button:
        return Button(label, data=data("word", draft.kind, draft.serial, word))

    named = {str(order.number): brief(f"#{order.number} {order.building} {order.what}", MOST_LABEL) for order in alike}
    same = [button(label, target) for target, label in named.items()]
    skip = () if draft.step in ("merge", "reject") else (button("⏭ " + words._("跳过"), "skip"),)
    keep = Button("⬅️ " + words._("不改了"), data=data("keepset", draft.kind, draft.serial))
    return Screen(text, (*((each,) for each in same), (*skip, keep)))


def merge_question(words: Words, draft: DraftFacts, own: Alike, into: Alike) -> Screen:
    """Two orders side by side: are they one?"""

    def button(label: str, word: str) -> Button:
        return Button(label, data=data("word", draft.kind, draft.serial, word))

    text = words.render("merge_question", own=own, into=into)
    keep = Button("⬅️ " + words._("不改了"), data=data("keepset", draft.kind, draft.serial))
    sure = button("🔗 " + words._("是,合并"), SURE)
    return Screen(text, ((sure,), (button("🔍 " + words._("不是,换一单"), ANOTHER), keep)))


def triage_word_ended(words: Words, ended: str, number: int, *, into: int | None = None, told: bool = True) -> Screen:
    """Such a question, when it is over; `told`: whoever reported it hears of it here."""
    return Screen(words.render("triage_word_ended", ended=ended, number=number, into=into, told=told))
