"""What must be said after a change: the one place that knows keys, topics and lanes of messages."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.life import Status
from bot.models import Claim, Community, Order, Person
from bot.models.outbox import Kind, Lane
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import Writing
from bot.storage.members.people import PersonFacts, concerned_by, people_with
from bot.storage.post.outbox import REPLY, Owed, keys_in_use
from bot.storage.post.taking_down import owe_taking_down
from bot.storage.repairs.history import triage_time
from bot.storage.repairs.orders import card_key
from bot.storage.requests.drafts import DraftFacts, close_draft, drafts_of_kind, open_draft, save_draft

MOST_KEY = 96
"""The length of an outbox key."""


def _about(order: Order, *, key: str, chat_id: int, topic: str, **facts: Any) -> Owed:
    """A one-off message about an order; callers change what differs."""
    return Owed(
        key=key,
        community_id=order.community_id,
        number=order.number,
        chat_id=chat_id,
        topic=topic,
        facts={"community": order.community_id, "number": order.number, **facts},
    )


def owe_card(tx: Writing, community: Community, order: Order, *, copy: int | None = None) -> None:
    """The order's card in the group shows its present state; an earlier copy of it points on to the living one.

    Nothing is shown yet of an order of which those of its grid hear first, as long as nobody has taken it.
    """
    shown = order.card_copy if copy is None else copy
    new = shown == 1 and order.places_taken == 0
    key = card_key(order.community_id, order.number, shown)
    card = _about(order, key=key, chat_id=community.chat_id, topic="order_card", copy=shown)
    lane = Lane.CARD if new else Lane.CARD_EDIT
    later = order.card_from if order.status is Status.OPEN and order.places_taken == 0 else None
    not_before = later if later is not None and later > tx.now else None
    tx.owe(replace(card, thread_id=community.thread_id, lane=lane, kind=Kind.KEEP, not_before=not_before))


def owe_removal(tx: Writing, community: Community, tapped: int | None, living: int | None) -> None:
    """A card nobody knows of (sent just before a crash, and sent again after it) would lie from now on: it goes."""
    if tapped is None or living in (None, tapped):
        return
    key, chat_id = f"orphan/{community.chat_id}/{tapped}", community.chat_id
    owe_taking_down(tx, "orphan", key=key, community_id=community.id, chat_id=chat_id, message_id=tapped)


def owe_job(tx: Writing, order: Order, claim: Claim, user_id: int) -> None:
    """The holder's own message about the order: the contact while they hold it, and nothing of it afterwards."""
    card = _about(order, key=job_key(order, claim), chat_id=user_id, topic="job", claim=claim.id)
    tx.owe(replace(card, kind=Kind.KEEP))


def job_key(order: Order, claim: Claim) -> str:
    """The outbox key of the holder's own message."""
    return f"job/{order.community_id}/{order.number}/{claim.id}"


def owe_job_photos(tx: Writing, order: Order, claim: Claim, user_id: int) -> None:
    """The pictures of the report, after the contact."""
    key = f"job-photos/{order.community_id}/{order.number}/{claim.id}"
    tx.owe(replace(_about(order, key=key, chat_id=user_id, topic="job_photos", claim=claim.id), kind=Kind.KEEP))


def owe_review(tx: Writing, order: Order, staff: list[PersonFacts], *, number_of_round: int | None = None) -> None:
    """The secretaries' card about a finished order, the present round's or another one's."""
    shown = order.round if number_of_round is None else number_of_round
    for person in staff:
        key = review_key(order, person.id, number_of_round=shown)
        card = _about(order, key=key, chat_id=person.user_id, topic="review", round=shown)
        tx.owe(replace(card, kind=Kind.KEEP))


def review_key(order: Order, person_id: int, *, number_of_round: int | None = None) -> str:
    """The outbox key of somebody's card about a finished order, in this round or another one."""
    shown = order.round if number_of_round is None else number_of_round
    return f"review/{order.community_id}/{order.number}/{shown}/{person_id}"


def owe_review_photo(tx: Writing, order: Order, file_id: str, unique_id: str, staff: list[PersonFacts]) -> None:
    """One picture of the result, for the secretaries: an album arrives picture by picture, and so it is passed on."""
    for person in staff:
        key = f"review-photo/{order.community_id}/{order.number}/{person.id}/{unique_id}"[:MOST_KEY]
        photo = _about(order, key=key, chat_id=person.user_id, topic="review_photo", file=file_id)
        tx.owe(replace(photo, kind=Kind.KEEP))


def owe_photo(tx: Writing, order: Order, user_id: int, photo: tuple[str, str], *, line: int | None = None) -> None:
    """A picture (its file id and its lasting id) that the other side has sent, perhaps with a `line` of words."""
    file_id, unique_id = photo
    key = f"photo/{order.community_id}/{order.number}/{user_id}/{unique_id}"[:MOST_KEY]
    relayed = _about(order, key=key, chat_id=user_id, topic="relay_photo", file=file_id, line=line)
    tx.owe(replace(relayed, kind=Kind.KEEP))


def owe_line(tx: Writing, order: Order, user_id: int, line: int) -> None:
    """A line from the other side; kept, so that it can be removed."""
    key = f"relay/{order.community_id}/{order.number}/{line}"
    tx.owe(replace(_about(order, key=key, chat_id=user_id, topic="relay", line=line), kind=Kind.KEEP))


def owe_wish(
    tx: Writing, order: Order, user_id: int, wish: str, *, not_before: datetime | None = None, **facts: Any
) -> None:
    """Whoever has the order hears what its resident wants."""
    key = f"wish/{order.community_id}/{order.number}/{wish}/{tx.occasion}/{user_id}"
    message = _about(order, key=key, chat_id=user_id, topic="wish", wish=wish, **facts)
    tx.owe(replace(message, not_before=not_before))


async def owe_news(tx: Writing, order: Order, event: str, **facts: Any) -> bool:
    """Who reported the order, or proved the phone it was reported under, hears how it goes; False: nobody can."""
    told = await concerned_by(tx, [order])
    owe_news_to(tx, order, event, told[order.community_id, order.number], **facts)
    return bool(told[order.community_id, order.number])


def owe_news_to(tx: Writing, order: Order, event: str, told: Mapping[int, int], **facts: Any) -> None:
    """These people (with their accounts) hear how it goes.

    Each message is kept, though hardly ever edited: so it can be emptied of what is personal, however old it is then.
    """
    for person_id, user_id in told.items():
        key = f"news/{order.community_id}/{order.number}/{event}/{tx.occasion}/{person_id}"
        tx.owe(replace(_about(order, key=key, chat_id=user_id, topic="news", event=event, **facts), kind=Kind.KEEP))


async def owe_triage(tx: Writing, order: Order) -> None:
    """Each member of staff has one card about what is to be settled, which shows what became of it and by whose word.

    The card comes with the pictures, and says whom to call: who gets one is written down. A request that came back
    from an outside party has a new card, for nobody looks at the old one. What is settled asks nobody anew.
    """
    time = await triage_time(tx, order.community_id, order.number)
    staff = {triage_key(order, time, person.id): person for person in await people_with(tx, order.community_id)}
    known = await keys_in_use(tx.session, staff)
    for key, person in staff.items():
        if key in known:
            owe_triage_card(tx, order, person, time=time)
        elif order.status is Status.SUBMITTED:
            owe_first_triage_card(tx, order, person, time=time)


def owe_first_triage_card(tx: Writing, order: Order, person: PersonFacts, *, time: int) -> None:
    """Somebody gets their card about a request, with its pictures; that they see the contact is written down."""
    owe_triage_card(tx, order, person, time=time)
    write_audit(tx, order.community_id, person.id, "contact", number=order.number, shown="triage")
    key = f"{triage_key(order, time, person.id)}/photos"
    tx.owe(replace(_about(order, key=key, chat_id=person.user_id, topic="triage_photos"), kind=Kind.KEEP))


def triage_key(order: Order, time: int, person_id: int) -> str:
    """The outbox key of somebody's card about a request, the first or a later time it is to be settled."""
    again = "" if time == 1 else f"/{time}"
    return f"triage/{order.community_id}/{order.number}/{person_id}{again}"


def owe_triage_card(
    tx: Writing, order: Order, person: PersonFacts, *, time: int, menu: str | None = None, **facts: Any
) -> None:
    """One person's card shows the present state, or the choice that `menu` names."""
    key = triage_key(order, time, person.id)
    card = _about(order, key=key, chat_id=person.user_id, topic="triage", time=time, menu=menu, **facts)
    tx.owe(replace(card, kind=Kind.KEEP))


def party_key(order: Order, user_id: int, *, time: int, party_id: int | None = None) -> str:
    """The outbox key of what somebody sees of an order for an outside party: the one that has it, if none is named."""
    return f"party/{order.community_id}/{order.number}/{party_id or order.party_id}/{time}/{user_id}"


def owe_party_card(tx: Writing, order: Order, party_id: int, user_id: int, *, time: int) -> None:
    """The order as the outside party sees it that has it; `time` counts how often it was handed over."""
    key = party_key(order, user_id, time=time, party_id=party_id)
    card = _about(order, key=key, chat_id=user_id, topic="party_order", party=party_id)
    tx.owe(replace(card, kind=Kind.KEEP))


def owe_party_question(tx: Writing, order: Order, user_id: int) -> None:
    """A secretary is asked how it stands with the outside party."""
    key = f"party-late/{order.community_id}/{order.number}/{tx.occasion}/{user_id}"[:MOST_KEY]
    tx.owe(replace(_about(order, key=key, chat_id=user_id, topic="party_late"), lane=Lane.REMINDER))


def owe_notice(tx: Writing, order: Order, user_id: int, notice: str, **facts: Any) -> None:
    """One short message to one person about one order."""
    key = f"notice/{order.community_id}/{order.number}/{notice}/{tx.occasion}/{user_id}"
    kind = Kind.KEEP if "reason" in facts else Kind.SEND  # with somebody's words: kept, so that they can be removed
    tx.owe(replace(_about(order, key=key, chat_id=user_id, topic="notice", notice=notice, **facts), kind=kind))


def owe_draft(tx: Writing, draft: DraftFacts, *, ended: str | None = None, **facts: Any) -> None:
    """The message of a conversation shows the question that stands, or how it ended."""
    tx.owe(
        Owed(
            key=f"draft/{draft.chat_id}/{draft.kind}/{draft.serial}",
            chat_id=draft.chat_id,
            topic=f"draft_{draft.kind}",
            facts={
                "person": draft.person_id,
                "chat": draft.chat_id,
                "serial": draft.serial,
                "community": draft.payload.get("community"),
                "number": draft.payload.get("number"),
                "ended": ended,
                **facts,
            },
            kind=Kind.KEEP,
        )
    )


async def keep_draft(tx: Writing, draft: DraftFacts, **facts: Any) -> None:
    """A conversation stands as it is now, and its message shows it."""
    await save_draft(tx, draft)
    owe_draft(tx, draft, **facts)


async def end_draft(tx: Writing, draft: DraftFacts, ended: str, **facts: Any) -> None:
    """A conversation is over, and its message says how it ended."""
    await close_draft(tx, draft)
    owe_draft(tx, draft, ended=ended, **facts)


async def begin_question(
    tx: Writing, person: Person, chat_id: int, *, kind: str, step: str, payload: dict[str, Any], **facts: Any
) -> None:
    """Open a conversation with one question; an unanswered one of the same kind ends, and its message says so."""
    for old in await drafts_of_kind(tx, person.id, chat_id, kind):
        await close_draft(tx, old)
        owe_draft(tx, old, ended="dropped")
    owe_draft(tx, await open_draft(tx, person.id, chat_id, kind=kind, step=step, payload=payload), **facts)


def owe_word(tx: Writing, user_id: int, topic: str, **facts: Any) -> None:
    """One message to one person about something between them and their community, not about an order."""
    tx.owe(Owed(key=f"word/{topic}/{tx.occasion}/{user_id}", chat_id=user_id, topic=topic, facts=facts))


def owe_reply(tx: Writing, chat_id: int, topic: str, *, thread_id: int | None = None, **facts: Any) -> None:
    """An answer to what somebody has just said, in the chat where they said it; in a group the cards come first."""
    tx.owe(
        Owed(
            key=f"{REPLY}{tx.occasion}/{len(tx.owed)}",
            lane=Lane.WAITING if chat_id > 0 else Lane.REMINDER,
            chat_id=chat_id,
            thread_id=thread_id,
            topic=topic,
            facts={"chat": chat_id, **facts},
        )
    )
