"""An order as the group sees it, as its holder sees it, as the secretary judges it, as the resident hears of it."""

from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.kind import Kind
from bot.domain.life import ACTIVE_CLAIM, OPEN_TO_WORK, ClaimState, Status, Step
from bot.domain.roles import Part
from bot.language.persons.phones import display_phone
from bot.models.residents import Verdict
from bot.storage.repairs.order_facts import HolderFacts, OrderFacts
from bot.views import judging
from bot.views.buttons import data
from bot.views.clock_buttons import pause_button
from bot.views.deadlines import Deadline, Here, for_group, for_holder
from bot.views.fitting import MOST_COPIED, clip
from bot.views.labels import (
    KIND_MARK,
    STATUS_MARK,
    call_word,
    full_address,
    hours_word,
    kind_word,
    pause_word,
    plain_status,
    size_word,
    skill_word,
    status_word,
    unusual_urgency,
    verdict_word,
)
from bot.views.menus import main_keys
from bot.views.notice_buttons import notice_buttons
from bot.views.place_buttons import claim_button
from bot.views.screen import Button, Clip, Screen
from bot.views.words import Words


def order_card(words: Words, order: OrderFacts, *, asks_later: bool = False, here: Here | None = None) -> Screen:
    """The card in the group. Flat, full name and phone are never on it.

    `asks_later`: a place fell free at night, and who waits for it is asked in the morning. `here`: to say until when.
    """
    holders = [holder for holder in order.holders if order.status not in (Status.CANCELLED, Status.MERGED)]
    # To the group 待确认 and 已办结 after work are the same: somebody has repaired it. So they look the same.
    fixed = order.status is Status.DONE or (order.status is Status.CLOSED and order.finished_by is not None)
    text = words.render(
        "order_card",
        order=order,
        promised=_points_of(order),
        given=order.status is Status.CLOSED,
        status=_fixed_word(words, order.kind) if fixed else plain_status(words, order.status),
        mark=STATUS_MARK[Status.CLOSED if fixed else order.status],
        kind_mark=KIND_MARK[order.kind],
        kind=None if order.kind is Kind.REPAIR else kind_word(words, order.kind),
        skill=skill_word(words, order.skill),
        urgency=unusual_urgency(words, order.urgency),
        holders=[holder.person.name if fixed else _holder_line(words, holder) for holder in holders],
        paused=pause_word(words, order.clocks.paused_for) if order.status in OPEN_TO_WORK else None,
        lapsed=order.last_step is Step.LAPSE,
        reopened=order.last_step is Step.REOPEN,
        asking=order.status is Status.OPEN and order.places_free <= 0,
        asks_later=asks_later,
        limit=for_group(words, order, here),
    )
    key = (order.community_id, order.number)
    claim = claim_button(words, order)
    queue = Button("✋ " + words._("我排队"), data=data("queue", *key))
    return Screen(text, ((claim if order.places_free > 0 else queue,),) if order.status in OPEN_TO_WORK else ())


def _fixed_word(words: Words, kind: Kind) -> str:
    return words._("已修好") if kind in (Kind.REPAIR, Kind.HAZARD) else words._("已办好")


def _holder_line(words: Words, holder: HolderFacts) -> str:
    facts = {"name": holder.person.name}
    if holder.state is ClaimState.AWAITING_START:
        return words._("%(name)s(等对方打开私聊)") % facts
    at_work = holder.state is ClaimState.HELD and holder.arrived
    return words._("%(name)s(已到场)") % facts if at_work else holder.person.name


def _points_of(order: OrderFacts) -> int:
    """What the card promises; once it is closed, what the volunteers were given (the most, where it differs)."""
    given = [holder.points for holder in order.holders if holder.state is ClaimState.FULFILLED]
    return max(given) if order.status is Status.CLOSED and given else order.points


def moved_card(words: Words, order: OrderFacts) -> Screen:
    """An earlier posting of the card, after the order was posted anew."""
    return Screen(words.render("moved_card", order=order))


def job(
    words: Words,
    order: OrderFacts,
    holder: HolderFacts | None,
    *,
    unskilled: bool = False,
    resting: bool = False,
    limit: Deadline | None = None,
) -> Screen:
    """The holder's own message; without a holder (any more) nothing personal is left in it.

    `unskilled`: they name other trades than the order's. `resting`: they took it although they rest. `limit`: until
    when they are to be done.
    """
    if holder is None or order.contact is None:
        return Screen(words.render("job_over", order=order, status=plain_status(words, order.status)))
    if order.status not in (Status.OPEN, Status.CLAIMED):
        return _job_done(words, order)
    contact = order.contact
    phone = None if contact.phone is None else display_phone(contact.phone)
    address = full_address(order.building, contact.flat)
    text = words.render(
        "job",
        order=order,
        contact=contact,
        phone=phone,
        address=address,
        urgency=unusual_urgency(words, order.urgency),
        colleagues=_colleagues(order, holder),
        arrived=holder.arrived,
        paused=pause_word(words, order.clocks.paused_for, order.clocks.paused_note),
        lacking=skill_word(words, order.skill) if unskilled else None,
        resting=resting,
        limit=for_holder(words, order, limit),
        given=holder.given,
        complaint=judging.complaint(order),
    )
    return Screen(text, _job_buttons(words, order, holder, phone, address))


def _colleagues(order: OrderFacts, holder: HolderFacts) -> list[str]:
    others = (other for other in order.holders if other.claim_id != holder.claim_id)
    return [other.person.name for other in others if other.state in ACTIVE_CLAIM]


def _job_done(words: Words, order: OrderFacts) -> Screen:
    """Nothing of the contact is left; what was said and shown of the result has arrived."""
    waiting = order.status is Status.DONE
    text = words.render(
        "job_done",
        order=order,
        status=plain_status(words, order.status),
        photos=len(order.result_photos),
        waiting=waiting,
    )
    undo = Button("↩️ " + words._("点错了"), data=data("undo", order.community_id, order.number, order.round))
    return Screen(text, ((undo,),) if waiting else ())


def _job_buttons(
    words: Words, order: OrderFacts, holder: HolderFacts, phone: str | None, address: str
) -> tuple[tuple[Button, ...], ...]:
    key = (order.community_id, order.number)
    copies = [Button("📋 " + words._("复制地址"), copies=clip(address, MOST_COPIED))]
    if phone is not None:
        copies.insert(0, Button("📋 " + words._("复制电话"), copies=clip(phone, MOST_COPIED)))
    steps = [
        Button("🎉 " + words._("修好了"), data=data("fixed", *key)),
        Button("↩️ " + words._("我去不了了"), data=data("release", *key)),
    ]
    if not holder.arrived:
        steps.insert(0, Button("🚶 " + words._("我到了"), data=data("arrive", *key)))
    pass_on = Button("🔁 " + words._("转给同伴"), data=data("pass", *key))
    visit = Button("🕒 " + words._("约时间"), data=data("date", *key))
    return (tuple(copies), tuple(steps), (pass_on, pause_button(words, order), visit))


def job_photos(words: Words, order: OrderFacts) -> Screen | None:
    """The pictures and voice notes of the report, for the holder."""
    if not (order.report_photos or order.report_clips):
        return None
    clips = tuple(Clip(file_id, media) for file_id, media in order.report_clips)
    return Screen(words.render("job_photos", order=order), photos=order.report_photos, clips=clips)


class Added(NamedTuple):
    """Why somebody is to get other points than the card promised: for the hour, for the day, for being several."""

    night: int = 0
    holiday: int = 0
    shared: bool = False


def review(
    words: Words,
    order: OrderFacts,
    *,
    this_round: int,
    zone: ZoneInfo,
    added: Added = Added(),  # noqa: B008 - frozen
    own: bool = False,
) -> Screen:
    """The secretary's card about a finished order, with three buttons. `own`: whoever repaired it had reported it."""
    waiting = order.status is Status.DONE and order.round == this_round
    holders = [holder for holder in order.holders if holder.state in (*ACTIVE_CLAIM, ClaimState.FULFILLED)]
    text = words.render(
        "review",
        who=words.listing(list(order.finishers)),
        order=order,
        waiting=waiting,
        undone=order.round != this_round and order.last_step is Step.UNDO,
        reopened=order.round != this_round,
        status=status_word(words, order.status),
        size=size_word(words, order.size),
        holders=holders,
        photos=len(order.result_photos),
        expired=order.closed_by is Part.CLOCK,
        added=added,
        own=own,
        **_judged(words, order, this_round, zone),
    )
    key = (order.community_id, order.number, this_round)
    buttons = (
        (Button("✅ " + words._("确认"), data=data("confirm", *key)),),
        (
            Button("✏️ " + words._("改分"), data=data("points", *key)),
            Button("🔁 " + words._("没修好"), data=data("redo", *key)),
        ),
    )
    return Screen(text, buttons if waiting else ())


def _judged(words: Words, order: OrderFacts, this_round: int, zone: ZoneInfo) -> dict[str, Any]:
    """What the secretary's card says about ratings and calls of one round."""
    calls = [call for call in order.calls if call.round == this_round]
    return {
        "ratings": [
            {"mark": verdict_word(words, each.verdict), "stars": "⭐" * (each.stars or 0), "comment": each.comment}
            for each in order.ratings
            if each.round == this_round
        ],
        "calls": [
            {
                "caller": call.caller or "",
                "at": words.moment(call.called_at, zone),
                "result": call_word(words, call.result),
                "note": call.note,
            }
            for call in calls
            if call.result is not None and call.called_at is not None
        ],
        "to_call": order.round == this_round and any(call.result is None for call in calls),
    }


def review_photo(words: Words, number: int, file_id: str) -> Screen:
    """A picture of the result, for the secretary."""
    return Screen(words.render("review_photo", number=number), photos=(file_id,))


def notice(
    words: Words,
    order: OrderFacts,
    kind: str,
    *,
    points: int | None,
    reason: str | None,
    balance: int | None,
    verdict: str | None = None,
    withheld: int = 0,
    minutes: int = 0,
) -> Screen:
    """One short message to a volunteer; `minutes` of service time, `withheld` points above a cap of the standard."""
    said = None if verdict is None else verdict_word(words, Verdict(verdict))
    hours = hours_word(words, minutes) if minutes else None
    facts = {"points": points, "reason": reason, "balance": balance, "withheld": withheld, "hours": hours}
    text = words.render("notice", order=order, kind=kind, verdict=said, **facts)
    buttons = notice_buttons(words, order, kind)
    # What is edited later cannot carry keys: with somebody's words it will be.
    return Screen(text, buttons, keyboard=() if buttons or reason else main_keys(words))
