"""What residents hear of their orders, how these stand when they ask, and what they can do about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.ids import PersonId
from bot.domain.kind import Kind
from bot.domain.life import ACTIVE_CLAIM, BEFORE_DONE, OPEN_TO_WORK, UNFINISHED, ClaimState, Status
from bot.language.persons.phones import display_phone, mask_phone
from bot.storage.community.parties import PartyFacts
from bot.storage.members.residents import Concern, VolunteerPhone
from bot.storage.repairs.order_facts import HolderFacts, OrderFacts
from bot.storage.repairs.queue import QueuedFacts
from bot.views.buttons import data
from bot.views.clock_buttons import pause_button
from bot.views.deadlines import Deadline, for_holder, for_resident, for_staff
from bot.views.fitting import brief
from bot.views.labels import STATUS_MARK, answer_words, party_name, pause_word, plain_status
from bot.views.menus import main_keys
from bot.views.screen import Button, Screen
from bot.views.words import Words

VISITS = ("visit", "visit_eve")
"""News about a time that may be refused."""
MOST_LEAVING = 5
MOST_ON_BUTTON = 20
"""Units of an order's words on a button."""


@dataclass(frozen=True)
class Known:
    """An order as those whom it concerns may know it.

    Attributes:
        phones: of its volunteers, by person.
        party: the outside party that has it, or had it last.
        scrubbed_at: when everything personal was removed.
    """

    order: OrderFacts
    concern: Concern
    phones: Mapping[PersonId, VolunteerPhone]
    party: PartyFacts | None = None
    answer: str | None = None
    scrubbed_at: datetime | None = None
    limit: Deadline | None = None
    """Until when the community means to have it done."""


@dataclass(frozen=True)
class StatusFacts:
    """What concerns one person: what they reported or follow, what they hold, what they may look into as staff."""

    reported: tuple[Known, ...]
    held: tuple[OrderFacts, ...]
    looked_up: tuple[OrderFacts, ...]
    number: int | None
    knows_phone: bool
    just_bound: bool
    had: tuple[OrderFacts, ...] = ()
    """What they gave back or lost."""
    queued: tuple[QueuedFacts, ...] = ()
    """What they wait for on a wait-list."""
    limits: Mapping[tuple[int, int], Deadline] = field(default_factory=dict)
    """Until when what they hold or look up is to be done, by community and number."""


def status(words: Words, facts: StatusFacts) -> Screen:
    """How things stand, in words. Nothing is said of what does not concern the person."""
    nothing = not (facts.reported or facts.held or facts.looked_up or facts.had or facts.queued)
    text = words.render(
        "status",
        facts=facts,
        nothing=nothing,
        reported=[_standing(words, known) for known in facts.reported],
        held=[_work(words, order) | {"limit": for_holder(words, order, _limit(facts, order))} for order in facts.held],
        had=[_work(words, order) for order in facts.had],
        looked_up=[_looked_up(words, order, _limit(facts, order)) for order in facts.looked_up],
    )
    asks = nothing and not facts.knows_phone
    contact = "📱 " + words._("分享我的手机号") if asks else None
    leave = tuple((_leaves(words, each),) for each in facts.queued[:MOST_LEAVING])
    keys = main_keys(words) if asks else ()
    settle = tuple(row for order in facts.looked_up for row in _of_staff(words, order))
    buttons = (*_choices(words, facts.reported), *leave, *settle)
    return Screen(text, buttons, asks_contact=contact, keyboard=keys)


def _limit(facts: StatusFacts, order: OrderFacts) -> Deadline | None:
    return facts.limits.get((order.community_id, order.number))


def _looked_up(words: Words, order: OrderFacts, limit: Deadline | None) -> dict[str, object]:
    return _work(words, order) | {"limit": for_staff(words, order, None if limit is None else limit.zone)}


def _of_staff(words: Words, order: OrderFacts) -> tuple[tuple[Button, ...], ...]:
    """What staff can settle about the places of an order that they look up."""

    def button(text: str, act: str) -> Button:
        return Button(text, data=data("seat", order.community_id, order.number, act))

    row: list[Button] = []
    if order.status in OPEN_TO_WORK and order.places_free > 0:
        row.append(button("🧭 " + words._("派单"), "assign"))
    if order.status in OPEN_TO_WORK and order.places_taken:
        row += [button("↩️ " + words._("收回"), "release"), button("📋 " + words._("没来"), "no_show")]
    return (tuple(row), (pause_button(words, order),)) if row else ()


def _leaves(words: Words, queued: QueuedFacts) -> Button:
    text = words._("#%(number)s 不排了") % {"number": queued.number}
    return Button("↩️ " + text, data=data("unqueue", queued.community_id, queued.number))


def _work(words: Words, order: OrderFacts) -> dict[str, object]:
    return {
        "order": order,
        "status": plain_status(words, order.status),
        "mark": STATUS_MARK[order.status],
        "who": words.listing(_names(order)),
        "paused": pause_word(words, order.clocks.paused_for, order.clocks.paused_note),
    }


def _names(order: OrderFacts) -> list[str]:
    if order.status is Status.DONE:
        return list(order.finishers)
    shown = (*ACTIVE_CLAIM, *((ClaimState.FULFILLED,) if order.status is Status.CLOSED else ()))
    return [holder.person.name for holder in order.holders if holder.state in shown]


def _subject(words: Words, known: Known) -> str:
    """您的报修 #1024, as it stands in the middle of a sentence."""
    number = {"number": known.order.number}
    if known.concern is Concern.FOLLOWED:
        return words._("您关注的 #%(number)s") % number
    return {
        Kind.REPAIR: words._("您的报修 #%(number)s"),
        Kind.HAZARD: words._("您报的隐患 #%(number)s"),
        Kind.WISH: words._("您的微心愿 #%(number)s"),
        Kind.OPINION: words._("您的意见 #%(number)s"),
    }[known.order.kind] % number


def news(
    words: Words, known: Known, event: str, *, who: HolderFacts | None = None, reason: str | None = None
) -> Screen:
    """One or two lines about what happened, and what they can do now."""
    if known.scrubbed_at is not None:
        return Screen(words.render("news_over", order=known.order, status=plain_status(words, known.order.status)))
    text = words.render(
        "news",
        event=event,
        order=known.order,
        own=known.concern is Concern.OWN,
        subject=_subject(words, known),
        who=None if who is None else who.person.name,
        by=words.listing(_names(known.order)),
        phone=None if who is None else _phone(known, who),
        party=party_name(words, known.party),
        asked=_by_phone(known),
        answer=answer_words(words, known.answer),
        reason=reason,
        paused=known.order.clocks.paused_for,
        note=known.order.clocks.paused_note,
        day=words.day(date.fromisoformat(reason)) if event == "paused" and reason else None,
    )
    return Screen(text, (*_of_visit(words, known, event), *_actions(words, known)))


def _by_phone(known: Known) -> bool:
    """The party that has it has nobody here: it hears of it when staff phone."""
    return known.party is not None and known.party.user_id is None


def _of_visit(words: Words, known: Known, event: str) -> tuple[tuple[Button, ...], ...]:
    """Under a time that was set: it does not suit. The button is for that very time."""
    at, order = known.order.clocks.appointment_at, known.order
    if event not in VISITS or at is None or known.concern is not Concern.OWN or order.status not in OPEN_TO_WORK:
        return ()
    no = data("nodate", order.community_id, order.number, int(at.timestamp()))
    return ((Button("🙅 " + words._("这个时间不行"), data=no),),)


def _actions(words: Words, known: Known) -> tuple[tuple[Button, ...], ...]:
    """What somebody whom an order concerns can do about it now: at most three things."""
    order = known.order
    if order.status not in UNFINISHED or known.scrubbed_at is not None:
        return ()
    key = (order.community_id, order.number)
    own = known.concern is Concern.OWN
    held = any(holder.state in ACTIVE_CLAIM for holder in order.holders)
    write = Button("💬 " + words._("给师傅留言"), data=data("write", *key)) if own and held else None
    if order.status not in BEFORE_DONE:
        return ((write,),) if write else ()
    nudge = Button("📞 " + words._("催一下"), data=data("nudge", *key))
    if not own:
        return ((nudge,),)
    change = Button("✏️ " + words._("改一改"), data=data("change", *key))
    if write:
        return ((write,), (nudge, change))
    return ((nudge, change), (Button("↩️ " + words._("不修了"), data=data("withdraw", *key)),))


def _phone(known: Known, holder: HolderFacts) -> str | None:
    phone = known.phones.get(holder.person.id)
    if phone is None:
        return None
    return display_phone(phone.number) if phone.whole else mask_phone(phone.number)


def _standing(words: Words, known: Known) -> dict[str, object]:
    order = known.order
    holders = [holder for holder in order.holders if holder.state in ACTIVE_CLAIM]
    phones = [_phone(known, holder) for holder in holders]
    return {
        **_work(words, order),
        "arrived": any(holder.arrived for holder in holders),
        "phones": [phone for phone in phones if phone],
        "party": party_name(words, known.party),
        "asked": _by_phone(known),
        "answer": answer_words(words, known.answer),
        "limit": for_resident(words, order, known.limit),
    }


def _choices(words: Words, found: tuple[Known, ...]) -> tuple[tuple[Button, ...], ...]:
    """Under the answer to 查进度: what can be done about the one order, or which of several is meant."""
    alive = [known for known in found if known.order.status in BEFORE_DONE]
    if len(alive) == 1:
        return _actions(words, alive[0])
    return tuple((_chooses(known.order),) for known in alive)


def _chooses(order: OrderFacts) -> Button:
    words = brief(order.what, MOST_ON_BUTTON)
    return Button(f"#{order.number} {words}", data=data("know", order.community_id, order.number))
