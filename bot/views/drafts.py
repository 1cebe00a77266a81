"""The messages of conversations: an order on its way, a reason, points."""

from bot.domain.errors import ButtonExpired
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.language.persons.phones import display_phone
from bot.models import Community
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.repairs.drafting import EDITABLE, NEEDED, question_of
from bot.usecases.repairs.order_details import CHOOSING, details_of
from bot.views.buttons import data
from bot.views.labels import full_address, size_word, skill_word, urgency_word
from bot.views.menus import main_keys
from bot.views.screen import Button, Screen
from bot.views.words import Words

PER_ROW = 3


def order_draft(words: Words, draft: DraftFacts, community: Community | None, choices: list[Community]) -> Screen:
    """What was understood, the next question, and the buttons."""
    details = details_of(draft)
    asked = question_of(draft)
    text = words.render(
        "draft_order",
        details=details,
        address=full_address(details.building or "—", details.flat),
        phone=None if details.phone is None else display_phone(details.phone),
        skill=skill_word(words, details.skill),
        size=size_word(words, details.size),
        urgency=urgency_word(words, details.urgency),
        reward=None
        if community is None
        else community.points_standard().points(category=details.skill, size=details.size, urgency=details.urgency),
        community=community,
        choosing=draft.step == CHOOSING,
        question=None if asked is None else question(words, asked),
    )
    return Screen(text, tuple(_order_rows(words, draft, asked, choices)))


def _order_rows(
    words: Words, draft: DraftFacts, asked: str | None, choices: list[Community]
) -> list[tuple[Button, ...]]:
    def button(text: str, name: str, value: str = "") -> Button:
        return Button(text, data=data("draft", draft.serial, name, value))

    rows: list[tuple[Button, ...]] = []
    if draft.step == CHOOSING:
        fields = [button(field_word(words, name), "field", name) for name in EDITABLE]
        rows += [tuple(fields[at : at + PER_ROW]) for at in range(0, len(fields), PER_ROW)]
        return [*rows, (button("⬅️ " + words._("返回"), "back"),)]
    if asked == "community":
        rows += [(button(choice.name, "community", str(choice.id)),) for choice in choices]
    elif asked == "urgency":
        rows.append(tuple(button(urgency_word(words, word), "value", word) for word in Urgency))
    elif asked == "size":
        rows.append(tuple(button(size_word(words, word), "value", word) for word in Size))
    elif asked is not None and asked not in NEEDED:
        rows.append((button("⏭ " + words._("跳过"), "skip"),))
    last = (
        button("✏️ " + words._("改一改"), "change"),
        button("❌ " + words._("不发了"), "drop"),
    )
    if details_of(draft).complete and draft.payload["community"] is not None:
        others = (
            button("📝 " + words._("当场办结"), "spot"),
            button("📥 " + words._("先登记"), "register"),
        )
        return [*rows, (button("✅ " + words._("发布"), "publish"), *others), last]
    return [*rows, last[1:]]


def field_word(words: Words, name: str) -> str:
    """What a field is called on a button."""
    return {
        "building": words._("楼号"),
        "flat": words._("门牌"),
        "what": words._("什么坏了"),
        "skill": words._("工种"),
        "people": words._("人数"),
        "urgency": words._("急不急"),
        "size": words._("大小"),
        "name": words._("姓名"),
        "phone": words._("电话"),
        "when": words._("时间"),
    }[name]


def question(words: Words, name: str) -> str:
    """How a field is asked for."""
    return {
        "community": words._("发到哪个社区?"),
        "building": words._("在哪里?例如:2号楼2单元1401"),
        "flat": words._("门牌号是多少?例如:1401"),
        "what": words._("什么坏了?用一句话说"),
        "skill": words._("需要什么工种?例如:木工"),
        "people": words._("需要几个人?例如:2"),
        "urgency": words._("急不急?"),
        "size": words._("活大不大?"),
        "name": words._("住户怎么称呼?没有就点「跳过」"),
        "phone": words._("住户电话?没有就点「跳过」"),
        "when": words._("什么时候方便?例如:明天下午"),
    }[name]


def order_draft_ended(words: Words, ended: str, number: int | None, group_at: str | None = None) -> Screen:
    """The draft's card after it was posted or dropped; `group_at`: when the group hears of it, its grid does now."""
    return Screen(words.render("draft_order_ended", ended=ended, number=number, group_at=group_at))


def release_draft(words: Words, draft: DraftFacts, number: int) -> Screen:
    """我去不了了: why."""
    ready = ("busy", "parts", "skill")
    rows = [(Button(reason_word(words, word), data=data("reason", draft.serial, word)),) for word in ready]
    skip = Button("⏭ " + words._("跳过"), data=data("skip", "release", draft.serial))
    keep = Button("⬅️ " + words._("还是我去"), data=data("keepset", draft.kind, draft.serial))
    return Screen(words.render("draft_release", number=number), (*rows, (skip, keep)))


def reason_word(words: Words, word: str) -> str:
    """A ready reason.

    Raises:
        ButtonExpired: there is no such reason; the button was not ours.
    """
    ready = {
        "busy": words._("临时有事"),
        "parts": words._("缺工具或配件"),
        "skill": words._("这个我不会修"),
    }
    if word not in ready:
        raise ButtonExpired
    return ready[word]


def work_draft_ended(words: Words, kind: str, ended: str, number: int) -> Screen:
    """A conversation about an order, when it is over."""
    return Screen(words.render("draft_work_ended", kind=kind, ended=ended, number=number))


def points_draft(words: Words, draft: DraftFacts, number: int) -> Screen:
    """改分: how many; then why."""
    keep = Button("⬅️ " + words._("不改了"), data=data("keepset", draft.kind, draft.serial))
    points = draft.payload["said"]["points"] if draft.step == "why" else None
    return Screen(words.render("draft_points", number=number, points=points), ((keep,),))


def said(words: Words, what: str, number: int | None) -> Screen:
    """A command was carried out: received, and what happens next."""
    # The keys under the chat change with the language: Telegram shows the old ones until it is given others.
    return Screen(
        words.render("said", what=what, number=number), keyboard=main_keys(words) if what == "language" else ()
    )
