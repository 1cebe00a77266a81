"""Outside parties: what they see of an order, the list that staff keep of them, and the question how it stands."""

from bot.domain.life import Status
from bot.language.persons.phones import display_phone
from bot.models import Community
from bot.storage.community.parties import MOST_PARTIES, PartyFacts
from bot.storage.repairs.order_facts import OrderFacts
from bot.storage.requests.drafts import DraftFacts
from bot.views.buttons import data
from bot.views.choosing import in_rows
from bot.views.labels import full_address, kind_word, party_name, status_word
from bot.views.screen import Button, Screen
from bot.views.words import Words


def party_order(words: Words, order: OrderFacts, party: PartyFacts | None, *, theirs: bool, accepted: bool) -> Screen:
    """What was handed over to an outside party, with the contact for as long as it is theirs."""
    contact = order.contact if theirs else None
    text = words.render(
        "triage_party",
        order=order,
        theirs=theirs,
        accepted=accepted,
        party=party_name(words, party),
        kind=kind_word(words, order.kind),
        contact=contact,
        phone=None if contact is None or contact.phone is None else display_phone(contact.phone),
        address=full_address(order.building, None if contact is None else contact.flat),
        status=status_word(words, order.status),
    )

    def button(label: str, name: str) -> Button:
        return Button(label, data=data("party", order.community_id, order.number, name))

    done = (button("✅ " + words._("已处理"), "done"), button("↩️ " + words._("不归我们管"), "not_ours"))
    accept = () if accepted else ((button("👌 " + words._("我们接了"), "accept"),),)
    return Screen(text, (*accept, done) if theirs else ())


def party_late(
    words: Words, order: OrderFacts, party: PartyFacts | None, days: int, *, to_tell: bool = False
) -> Screen:
    """An outside party has had the order for long: a secretary is asked how it stands.

    `to_tell`: nobody has told the party of it, who has nobody here; that comes first.
    """
    contact = None if party is None else party.contact
    facts = {"order": order, "party": party_name(words, party), "contact": contact, "days": days, "to_tell": to_tell}
    text = words.render("triage_late", **facts)

    def button(label: str, name: str, value: str = "") -> Button:
        return Button(label, data=data("sift", order.community_id, order.number, name, value))

    if order.status is not Status.REDIRECTED:
        return Screen(text)
    first = (
        button("📞 " + words._("已打电话"), "told") if to_tell else button("✅ " + words._("记结果"), "ask", "result")
    )
    return Screen(
        text,
        (
            (first,),
            (button("⏳ " + words._("再等等"), "wait"), button("↩️ " + words._("收回"), "back")),
        ),
    )


def parties(words: Words, community: Community, listed: list[PartyFacts], picked: PartyFacts | None) -> Screen:
    """The list with a button for each, or what can be done with the one that was picked."""
    shown = listed if picked is None else [picked]
    lines = [{"name": party_name(words, each), "party": each} for each in shown]
    text = words.render("triage_parties", community=community, lines=lines, picked=picked)

    def button(label: str, name: str, party_id: int = 0) -> Button:
        return Button(label, data=data("parties", community.id, name, party_id))

    if picked is not None:
        rows = (
            (button("📲 " + words._("请他们上线"), "link", picked.id),),
            (button("✏️ " + words._("改"), "edit", picked.id), button("🗑 " + words._("删掉"), "remove", picked.id)),
            (button("⬅️ " + words._("返回"), "list"),),
        )
        return Screen(text, rows)
    add = ((button("➕ " + words._("加一个"), "add"),),) if len(listed) < MOST_PARTIES else ()
    return Screen(text, (*in_rows([button(party_name(words, each), "pick", each.id) for each in listed], 2), *add))


def party_question(words: Words, draft: DraftFacts) -> Screen:
    """What an outside party is called, and whom to call there."""
    keep = Button("⬅️ " + words._("不改了"), data=data("keepset", draft.kind, draft.serial))
    return Screen(words._("发一行:类别 名称 联系人 电话,例如「物业 阳光物业 张经理 13800138000」"), ((keep,),))


def party_link(words: Words, party: PartyFacts | None, link: str) -> Screen:
    """A one-time link for whoever is to answer for a party."""
    text = words.render("triage_party_link", party=party_name(words, party), link=link)
    return Screen(text, ((Button("📋 " + words._("复制链接"), copies=link),),))


def party_welcome(words: Words, community: Community, party: PartyFacts | None) -> Screen:
    """Somebody answers for a party from now on."""
    return Screen(words.render("triage_party_welcome", community=community, party=party_name(words, party)))
