"""Where does this line belong? The question, with a button for each place, and what became of the line."""

from collections.abc import Sequence
from dataclasses import replace

from bot.storage.repairs.order_facts import OrderFacts
from bot.storage.requests.drafts import DraftFacts
from bot.views.buttons import data
from bot.views.fitting import MOST_CAPTION, MOST_TEXT, brief, units
from bot.views.screen import Button, Screen
from bot.views.words import Words

LONGEST_ON_BUTTON = 24


def taking_any_line(words: Words, screen: Screen) -> Screen:
    """A question with what becomes of the next line; left out where no room is left for it."""
    said = words._("您下一句话就当回答;不答了,发「取消」。")
    most = MOST_CAPTION if screen.photos or screen.files or screen.picture else MOST_TEXT
    text = screen.text.rstrip()
    room = units(text) + units(said) + units("\n💬 ") <= most
    return replace(screen, text=f"{text}\n💬 {said}") if room else screen


def _question_word(words: Words, kind: str, step: str = "", number: int | None = None) -> str:
    """What a question that stands is about, as it is named in another one."""
    said = {
        "order": words._("发一张单"),
        "release": words._("为什么去不了"),
        "points": words._("改成几分"),
        "setting": words._("改设置"),
        "parties": words._("外部单位"),
        "call_note": words._("回访记一句"),
        "mine": words._("改报修"),
        "line": words._("给对方留言"),
        "contest": words._("没去的说明"),
        "pause": words._("为什么要等"),
        "visit": words._("约什么时间"),
        "assign": words._("派给谁"),
        "hand_on": words._("转给哪位同伴"),
        "no_show": words._("谁没来"),
        "buildings": words._("楼栋名单"),
        "grid": words._("网格"),
        "deliberate": words._("群里投票"),
        "item": words._("上货"),
        "count": words._("盘点"),
        "goods": words._("货架表格"),
        "reverse": words._("为什么撤销积分"),
        "award": words._("手工奖励"),
        "donate": words._("捐积分"),
        "activity": words._("活动接龙"),
        "standard": words._("改积分标准"),
        "pass_on": words._("给书记留言"),
        "reply": words._("答复居民"),
        "party": words._("处理结果"),
    }
    of_triage = {
        "reject": words._("为什么不受理"),
        "settle": words._("怎么答复居民"),
        "result": words._("处理结果"),
        "merge": words._("并到哪一单"),
    }
    word = of_triage.get(step, of_triage["settle"]) if kind == "triage" else said[kind]
    return word if number is None else f"#{number} {word}"


def where(words: Words, draft: DraftFacts, orders: Sequence[tuple[OrderFacts, Sequence[str]]]) -> Screen:
    """The line, and the question; `orders`: each with its volunteers, nobody where the reader is one of them."""

    def button(label: str, choice: object) -> Button:
        return Button(label, data=data("where", draft.serial, choice))

    question = draft.payload["question"]
    asked = None if question is None else _question_word(words, question[0], question[2], draft.payload["number"])
    many = len(orders) > 1 or bool(draft.payload.get("note"))
    text = words.render("draft_where", line=draft.payload["line"], asked=asked, many=many)
    if asked is not None:
        no = button("❌ " + words._("不是,取消那个问题"), "no")
        return Screen(text, ((button("✅ " + words._("是"), 0),), (no,)))
    rows = [(button("💬 " + _other_side(words, *each), choice),) for choice, each in enumerate(orders)]
    if draft.payload.get("note") is not None:
        note = words._("记到 #%(number)s(已修好)") % {"number": draft.payload["note"][1]}
        rows.append((button("📝 " + note, len(draft.payload["orders"])),))
    another = "🔧 " + words._("报一件新的") if draft.payload.get("new") else "❌ " + words._("不是,是别的事")
    if len(orders) == 1 and not many and not draft.payload.get("new"):
        order, volunteers = orders[0]
        away = Button("↩️ " + words._("我去不了了"), data=data("release", order.community_id, order.number))
        rows.append((button("📞 " + words._("告诉书记"), "staff") if volunteers else away,))
    return Screen(text, (*rows, (button(another, "no"),)))


def _other_side(words: Words, order: OrderFacts, volunteers: Sequence[str]) -> str:
    """Whom a line about an order goes to."""
    if volunteers:
        return brief(words.listing(list(volunteers)), LONGEST_ON_BUTTON) + f" #{order.number}"
    return words._("#%(number)s 的住户") % {"number": order.number}


def where_ended(words: Words, ended: str) -> Screen:
    """The question, when the line has found its place."""
    return Screen(words.render("draft_where_ended", ended=ended))
