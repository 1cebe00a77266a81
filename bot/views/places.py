"""Places of an order: turns of the wait-list, who is chosen, offers to colleagues, silence, who did not come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.models.team import HandoverState, QueueState
from bot.storage.repairs.colleagues import Colleague
from bot.storage.repairs.order_facts import OrderFacts
from bot.storage.requests.drafts import DraftFacts
from bot.views.answers import in_line, kept_till_morning
from bot.views.buttons import data
from bot.views.fitting import clip
from bot.views.labels import unusual_urgency
from bot.views.screen import Button, Screen
from bot.views.words import Words

MOST_CHOICES = 6
PER_ROW = 2
MOST_ON_A_BUTTON = 24


def turn(words: Words, order: OrderFacts, state: QueueState, until: datetime, zone: ZoneInfo) -> Screen:
    """A place fell free for somebody who waits; later what became of that."""
    key = (order.community_id, order.number)
    text = words.render(
        "place_turn",
        order=order,
        state=state,
        until=words.moment(until, zone),
        urgency=unusual_urgency(words, order.urgency),
    )
    if state is not QueueState.ASKED:
        return Screen(text)
    yes = Button("✅ " + words._("我去"), data=data("turn", *key))
    return Screen(text, ((yes, Button(words._("不去了"), data=data("unqueue", *key))),))


def queued(words: Words, number: int, place: int | None, *, kept: bool = False) -> Screen:
    """Their place in the line for an order; None: it is their turn; `kept`: they are asked in the morning."""
    said = kept_till_morning(words) if kept else in_line(words, place)
    return Screen(f"<b>#{number}</b> · {said}")


def queued_in_group(words: Words, number: int, name: str, bot_username: str) -> Screen:
    """In the group: who waits for an order has to open the private chat, to be asked there."""
    text = words.render("queued_in_group", number=number, name=name)
    url = f"https://t.me/{bot_username}?start=queue"
    return Screen(text, ((Button("💬 " + words._("打开私聊"), url=url),),))


def which_line(words: Words, community_id: int, numbers: Sequence[int]) -> Screen:
    """我排队, and others have several orders."""
    buttons = [Button(f"✋ #{number}", data=data("queue", community_id, number)) for number in numbers]
    return Screen(words._("您想排哪一单?"), (tuple(buttons),))


def offer(words: Words, order: OrderFacts, state: HandoverState, claim_id: int, who: str) -> Screen:
    """A colleague is asked to take a place over; later what became of that."""
    text = words.render("place_offer", order=order, state=state, who=who, urgency=unusual_urgency(words, order.urgency))
    if state is not HandoverState.OFFERED:
        return Screen(text)
    key = (order.community_id, order.number, claim_id)
    yes = Button("✅ " + words._("我接"), data=data("offer", *key, 1))
    return Screen(text, ((yes, Button("🙏 " + words._("不方便"), data=data("offer", *key, 0))),))


def silence(words: Words, order: OrderFacts, *, last: bool) -> Screen:
    """还去吗? to a holder who has said nothing for long."""
    key = (order.community_id, order.number)
    text = words.render("place_silence", order=order, last=last, urgency=unusual_urgency(words, order.urgency))
    going = Button("🚶 " + words._("我会去"), data=data("going", *key))
    return Screen(text, ((going, Button("↩️ " + words._("我去不了了"), data=data("release", *key))),))


def notice(words: Words, number: int, what: str, name: str) -> Screen:
    """One short message to one person about a place."""
    return Screen(words.render("place_notice", number=number, what=what, name=name))


def said(words: Words, number: int, what: str, name: str, *, waits: bool) -> Screen:
    """Staff hear that it was done, and what happens next."""
    return Screen(words.render("place_said", number=number, what=what, name=name, waits=waits))


def choice(words: Words, draft: DraftFacts, number: int, team: Sequence[Colleague]) -> Screen:
    """Who? with the names of those who fit best; any other may be typed."""
    buttons = [
        Button(_named(each), data=data("pick", draft.kind, draft.serial, each.id)) for each in team[:MOST_CHOICES]
    ]
    rows = [tuple(buttons[at : at + PER_ROW]) for at in range(0, len(buttons), PER_ROW)]
    keep = Button("⬅️ " + words._("算了"), data=data("keepset", draft.kind, draft.serial))
    text = words.render("place_choice", kind=draft.kind, number=number, nobody=not team, more=len(team) > MOST_CHOICES)
    return Screen(text, (*rows, (keep,)))


def _named(colleague: Colleague) -> str:
    mark = "🛠 " if colleague.skilled else "💤 " if colleague.resting else ""
    return mark + clip(colleague.name, MOST_ON_A_BUTTON)


def reason_question(words: Words, draft: DraftFacts, number: int) -> Screen:
    """没来: how do they know?"""
    keep = Button("⬅️ " + words._("算了"), data=data("keepset", draft.kind, draft.serial))
    return Screen(words.render("place_reason", number=number), ((keep,),))


def contest_question(words: Words, draft: DraftFacts, number: int) -> Screen:
    """我有话说: what."""
    keep = Button("⬅️ " + words._("算了"), data=data("keepset", draft.kind, draft.serial))
    return Screen(words.render("place_contest_question", number=number), ((keep,),))


def choice_ended(words: Words, ended: str, number: int, name: str) -> Screen:
    """A question about a place, when it is over."""
    return Screen(words.render("place_choice_ended", ended=ended, number=number, name=name))


@dataclass(frozen=True)
class NoShowFacts:
    """What was noted, what was said to it, how it was decided."""

    number: int
    who: str
    reason: str
    contested: str | None
    upheld: bool | None


def no_show(words: Words, community_id: int, claim_id: int, noted: NoShowFacts) -> Screen:
    """The volunteer reads what was noted, and may say a word to it, once."""
    text = words.render("place_no_show", noted=noted)
    if noted.contested is not None or not noted.reason:  # said already, or so old that it was scrubbed
        return Screen(text)
    contest = Button("✋ " + words._("我有话说"), data=data("contest", community_id, noted.number, claim_id))
    return Screen(text, ((contest,),))


def contest(words: Words, community_id: int, claim_id: int, noted: NoShowFacts) -> Screen:
    """Staff read what the volunteer says to it, and have the last word."""
    text = words.render("place_contest", noted=noted)
    if noted.upheld is not None:
        return Screen(text)
    key = (community_id, noted.number, claim_id)
    drop = Button("✅ " + words._("撤掉记录"), data=data("noshow", *key, 0))
    return Screen(text, ((drop, Button("📌 " + words._("维持记录"), data=data("noshow", *key, 1))),))
