"""What passes between a resident and whoever has their order: wishes, corrections, lines, and their questions."""

from collections.abc import Sequence

from bot.language.persons.phones import mask_phone
from bot.language.talk.put_right import PutRight
from bot.storage.community.parties import PartyFacts
from bot.storage.repairs.order_facts import OrderFacts
from bot.storage.requests.drafts import DraftFacts
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.labels import party_name, plain_status
from bot.views.menus import main_keys
from bot.views.screen import Button, Screen
from bot.views.words import Words

READY_TIMES = ("now", "today", "tomorrow", "any")
MOST_ON_BUTTON = 20
"""Units of an order's words on a button."""


def wish(
    words: Words,
    order: OrderFacts,
    kind: str,
    *,
    held: bool,
    field: str | None,
    party: PartyFacts | None,
    to_party: bool = False,
) -> Screen:
    """The resident wants something of whoever has their order; `held`: that is a volunteer, else staff or the party."""
    text = words.render(
        "wish",
        order=order,
        kind=kind,
        field=None if field is None else field_word(words, field),
        field_changed=field,
        held=held,
        to_party=to_party,
        party=party_name(words, party),
        status=plain_status(words, order.status),
    )
    return Screen(text, ((_answer(words, order),),) if held and kind != "withdrawn" else ())


def _answer(words: Words, order: OrderFacts) -> Button:
    return Button("💬 " + words._("回一句"), data=data("write", order.community_id, order.number))


def field_word(words: Words, field: str) -> str:
    """What was corrected."""
    return {
        "address": words._("地址"),
        "phone": words._("电话号码"),
        "when": words._("时间"),
        "words": words._("说明"),
        "photo": words._("照片"),
    }[field]


def _untitled(who: str | None) -> str | None:
    """The name without 师傅, which the sentence says itself; whoever is called nothing else keeps it."""
    return None if who is None else who.removesuffix("师傅") or who


def line(words: Words, order: OrderFacts, text: str | None, *, who: str | None, over: bool) -> Screen:
    """A line from the other side; `who` is the volunteer's name, None: the resident. Removed words say so."""
    shown = words.render("relay", order=order, text=text, who=_untitled(who))
    return Screen(shown, () if over or text is None else ((_answer(words, order),),))


def picture(words: Words, order: OrderFacts, file_id: str, text: str | None, *, who: str | None) -> Screen:
    """A picture from the other side."""
    return Screen(words.render("relay_photo", order=order, text=text, who=_untitled(who)), photos=(file_id,))


MOST_VISITS = 5


def reaches_nobody(words: Words, numbers: Sequence[int]) -> Screen:
    """Whoever said when they come hears that they have to phone: these residents do not use the bot."""
    said = words._("、").join(f"#{number}" for number in numbers)
    told = words._("%(numbers)s 的住户收不到我的消息,请您打电话说一声。") % {"numbers": said}
    return Screen(f"⚠️ {told}", keyboard=main_keys(words))


def passed_on(
    words: Words,
    order: OrderFacts,
    *,
    to: tuple[str, ...],
    reached: bool,
    staff: bool = False,
    away: bool = False,
    door: bool = False,
    done: bool = False,
) -> Screen:
    """The line is on its way, to whom (`staff`: to the secretary, too); or not. `to` nobody: to the resident.

    `done`: the resident said that it is repaired, which whoever holds it has not said yet.

    `away`: the volunteer said that they cannot come, and chooses what is to be done; untapped, the order stays theirs.
    `door`: likewise, but they are there, and nobody opens.
    """
    facts = {"number": order.number, "to": words.listing(list(to)), "staff": staff, "away": away, "door": door}
    text = words.render("passed_on", reached=reached, done=done, **facts)
    key = (order.community_id, order.number)
    if done:
        return Screen(text, ((Button("😀 " + words._("是,修好了"), data=data("isdone", *key, order.round)),),))
    if not away and not door:
        return Screen(text, keyboard=main_keys(words))
    another = Button("↩️ " + words._("我去不了了"), data=data("release", *key))
    return Screen(text, ((Button("🕒 " + words._("改时间"), data=data("date", *key)), another),))


def which_visit(words: Words, orders: Sequence[OrderFacts]) -> Screen:
    """A volunteer with several orders cannot come: one tap says to which, and what is to be done about it."""
    rows = []
    for order in orders[:MOST_VISITS]:
        key = (order.community_id, order.number)
        later = Button(f"🕒 #{order.number} " + words._("改时间"), data=data("date", *key))
        rows.append((later, Button(f"↩️ #{order.number} " + words._("去不了"), data=data("release", *key))))
    return Screen(words._("哪一单去不了?能改天去,点「改时间」;让别人去,点「去不了」。不点,单子还是您的。"), tuple(rows))


def which_done(words: Words, orders: Sequence[OrderFacts]) -> Screen:
    """A volunteer with several orders says 修好了: one tap says which."""
    rows = []
    for order in orders[:MOST_VISITS]:
        label = f"🎉 #{order.number} {brief(order.what, MOST_ON_BUTTON)}"
        rows.append((Button(label, data=data("fixed", order.community_id, order.number)),))
    return Screen(words._("哪一单修好了?点一下,住户就知道了。"), tuple(rows))


def mine_draft(words: Words, draft: DraftFacts, order: OrderFacts, *, of: Sequence[OrderFacts] = ()) -> Screen:
    """What a resident wants to change about an order, and to what; `of`: the orders of which it may be meant."""
    if draft.step == "sure":
        return _sure(words, draft, of)
    return Screen(words.render("draft_mine", step=draft.step, order=order), _mine_buttons(words, draft))


def _sure(words: Words, draft: DraftFacts, of: Sequence[OrderFacts]) -> Screen:
    """Is it meant, and of which order?"""
    right = PutRight(draft.payload["field"], draft.payload["text"])
    value = mask_phone(right.phone) if right.phone else right.text
    shown = words.render(
        "draft_mine",
        step=draft.step,
        order=of[0] if len(of) == 1 else None,
        field=field_word(words, right.field),
        value=value,
    )
    yes = [
        (Button(_which(words, order, alone=len(of) == 1), data=data("mine", draft.serial, str(place))),)
        for place, order in enumerate(of)
    ]
    no = Button(words._("不是"), data=data("mine", draft.serial, "keep"))
    return Screen(shown, ((*yes[0], no),) if len(yes) == 1 else (*yes, (no,)))


def _which(words: Words, order: OrderFacts, *, alone: bool) -> str:
    return "✅ " + words._("改") if alone else f"#{order.number} {brief(order.what, MOST_ON_BUTTON)}"


def _mine_buttons(words: Words, draft: DraftFacts) -> tuple[tuple[Button, ...], ...]:
    def button(text: str, name: str) -> Button:
        return Button(text, data=data("mine", draft.serial, name))

    keep = button("⬅️ " + words._("不改了"), "keep")
    if draft.step == "choose":
        return (
            (button("📍 " + words._("改地址"), "address"), button("📞 " + words._("改电话"), "phone")),
            (button("🕒 " + words._("改时间"), "when"), button("📝 " + words._("改说明"), "words")),
            (button("🖼 " + words._("补张照片"), "photo"), button("↩️ " + words._("不修了"), "withdraw")),
            (keep,),
        )
    if draft.step == "withdraw":
        return ((button("↩️ " + words._("是的,不修了"), "yes"),), (button(words._("还是要修"), "keep"),))
    if draft.step == "photo":
        return ((button("✅ " + words._("好了"), "keep"),),)
    if draft.step == "when":
        ready = [button(ready_time(words, name), name) for name in READY_TIMES]
        return (tuple(ready[:2]), tuple(ready[2:]), (keep,))
    return ((keep,),)


def ready_time(words: Words, name: str) -> str:
    """A ready answer to when it suits."""
    return {
        "now": words._("现在就行"),
        "today": words._("今天下午"),
        "tomorrow": words._("明天上午"),
        "any": words._("随时都行"),
    }[name]


def mine_ended(words: Words, ended: str, number: int) -> Screen:
    """Such a conversation, when it is over."""
    return Screen(words.render("draft_mine_ended", ended=ended, number=number))


def line_draft(words: Words, draft: DraftFacts, order: OrderFacts, *, to: tuple[str, ...]) -> Screen:
    """What is to be passed on; `to` are the volunteers, nobody: it is for the resident."""
    keep = Button("⬅️ " + words._("算了"), data=data("keepline", draft.serial))
    return Screen(words.render("draft_line", order=order, to=words.listing(list(to))), ((keep,),))


def line_ended(words: Words, ended: str, number: int, *, to: tuple[str, ...]) -> Screen:
    """The question for a line, when it is over."""
    return Screen(words.render("draft_line_ended", ended=ended, number=number, to=words.listing(list(to))))
