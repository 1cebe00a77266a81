"""A resident's request: begun by a word, a picture or a poster, filled as it is said, and handed over by one tap."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from bot.domain.danger import Danger
from bot.domain.errors import BadInput
from bot.domain.ids import CommunityId
from bot.language.persons.phones import Phone
from bot.language.talk.asked_beside import Beside, asked_beside
from bot.models import Community, Person
from bot.models.outbox import Kind
from bot.storage.community.buildings import buildings_of
from bot.storage.ground.uow import Writing
from bot.storage.members.residences import communities_of_resident, community_called, community_list
from bot.storage.members.residents import has_unfinished
from bot.storage.post.outbox import Owed
from bot.storage.requests.drafts import DraftFacts, draft_of, drafts_of_kind, open_draft
from bot.usecases.danger.alarms import standing
from bot.usecases.danger.warning import alarm_staff, endangered, warn
from bot.usecases.deadlines.saying_when import with_day
from bot.usecases.owed.owing import end_draft, keep_draft, owe_reply
from bot.usecases.repairs.order_details import CONFIRM, OrderDetails, Photo, details_of
from bot.usecases.residents.known_already import ask_whether_known
from bot.usecases.residents.report_answers import Ear, answered, may_be_another, merged
from bot.usecases.residents.report_draft import (
    REPORT_DRAFT,
    begun,
    keeping,
    question_of,
    set_apart,
    setting_apart,
    stands_apart,
    tells_something,
    with_photo,
)

OLD = timedelta(hours=12)
"""Who left a request so long ago, and tells of something again, may mean something else."""
OUT_OF_SIGHT = timedelta(hours=1)
"""After so long the card is shown anew at the end of the chat, instead of being edited somewhere above."""


async def community_for(tx: Writing, person: Person) -> CommunityId | None:
    """Where somebody reports: where they did before or are a member, or the only community there is."""
    own = await communities_of_resident(tx, person.id)
    if not own:
        own = [community.id for community in await community_list(tx, limit=2)]
    return own[0] if len(own) == 1 else None


async def begin(tx: Writing, person: Person, chat_id: int, details: OrderDetails, community: int | None) -> DraftFacts:
    """A fresh request; nothing is shown yet."""
    if details.phone is None and not details.on_behalf and person.phone is not None:
        details = replace(details, phone=tx.vault.open(person.phone))
    return await open_draft(tx, person.id, chat_id, kind=REPORT_DRAFT, step=CONFIRM, payload=begun(community, details))


async def under_way(tx: Writing, person: Person, chat_id: int) -> DraftFacts:
    """The request that this chat is about, or a fresh one."""
    found = await drafts_of_kind(tx, person.id, chat_id, REPORT_DRAFT)
    if found:
        return max(found, key=lambda draft: draft.touched_at or tx.now)
    return await begin(tx, person, chat_id, OrderDetails(), await community_for(tx, person))


async def show(tx: Writing, person: Person, draft: DraftFacts, *, unsent: bool = False) -> None:
    """Keep what is known and show the card; what would not be seen to change is shown anew at the end of the chat."""
    draft = await ask_whether_known(tx, await alarm_staff(tx, person, await with_day(tx, draft)))
    asks_phone = question_of(draft) == "phone" and person.phone is None and not draft.payload.get("key_shown", False)
    if asks_phone:
        draft = replace(draft, payload={**draft.payload, "key_shown": True})
    if await _is_out_of_sight(tx, draft):
        await end_draft(tx, draft, "moved")
        draft = await open_draft(
            tx, person.id, draft.chat_id, kind=REPORT_DRAFT, step=draft.step, payload=draft.payload
        )
    await keep_draft(tx, draft, unsent=unsent)
    if asks_phone:
        _owe_phone_question(tx, draft)


async def _is_out_of_sight(tx: Writing, draft: DraftFacts) -> bool:
    """Whether the card stands far above by now, or shows already what it is to show."""
    if draft.touched_at is None:
        return False
    before = await draft_of(tx, draft.person_id, draft.chat_id, draft.kind, draft.serial)
    same = before is not None and before.step == draft.step and _plain(before) == _plain(draft)
    return same or tx.now - draft.touched_at > OUT_OF_SIGHT


def _plain(draft: DraftFacts) -> str:
    return json.dumps(draft.payload, sort_keys=True)


def _owe_phone_question(tx: Writing, draft: DraftFacts) -> None:
    """The key that shares one's number, once for a request, and after its card."""
    tx.owe(
        Owed(
            key=f"phone/{draft.chat_id}/{draft.serial}",
            chat_id=draft.chat_id,
            topic="phone_question",
            facts={
                "community": draft.payload["community"],
                "person": draft.person_id,
                "chat": draft.chat_id,
                "serial": draft.serial,
            },
            kind=Kind.KEEP,
        )
    )


async def ask_what(tx: Writing, person: Person, chat_id: int) -> None:
    """我要报修: the card asks what is wrong; one that stands already is shown again at the end of the chat."""
    draft = await under_way(tx, person, chat_id)
    if draft.touched_at is not None:
        draft = replace(draft, touched_at=tx.now - 2 * OUT_OF_SIGHT)
    await show(tx, person, draft)


async def say_unsent(tx: Writing, person: Person, draft: DraftFacts) -> None:
    """修好了吗, of what was never handed over: the card comes to the end of the chat, and says so."""
    if draft.touched_at is not None:
        draft = replace(draft, touched_at=tx.now - 2 * OUT_OF_SIGHT)
    await show(tx, person, draft, unsent=True)


async def answer_beside(tx: Writing, person: Person, draft: DraftFacts, text: str) -> bool:
    """要钱吗, asked instead of answering: it is answered, and the question stands anew. False: it asks nothing."""
    about = asked_beside(text)
    if about is None or (about is Beside.COMING and await has_unfinished(tx, person)):
        return False
    owe_reply(tx, draft.chat_id, "asked_beside", community=draft.payload["community"], about=str(about))
    await ask_what(tx, person, draft.chat_id)
    return True


async def resume(tx: Writing, person: Person, draft: DraftFacts) -> None:
    """接着上次的: what was said last belongs to it."""
    whole = replace(draft, payload={**draft.payload, "later": None, "shown_later": []}, touched_at=tx.now)
    await show(tx, person, await _with_what_came_later(tx, whole, draft))


async def begin_afresh(tx: Writing, person: Person, draft: DraftFacts) -> None:
    """新报一件: the old request is put away, and what was said last begins another."""
    await drop(tx, draft)
    fresh = await begin(tx, person, draft.chat_id, OrderDetails(), draft.payload["community"])
    await show(tx, person, await _with_what_came_later(tx, fresh, draft))


async def _with_what_came_later(tx: Writing, draft: DraftFacts, asked: DraftFacts) -> DraftFacts:
    text, photos = set_apart(asked)
    for photo in photos:
        # What is more than a request can hold must not keep the rest out.
        with suppress(BadInput):
            draft = with_photo(draft, photo)
    return draft if text is None else answered(draft, text, await ear_of(tx, draft))


async def start_over(tx: Writing, person: Person, draft: DraftFacts) -> None:
    """重来: what was said is put away, and asked for anew."""
    await drop(tx, draft)
    fresh = await begin(tx, person, draft.chat_id, OrderDetails(), draft.payload["community"])
    await show(tx, person, fresh)


async def drop(tx: Writing, draft: DraftFacts) -> None:
    """不报了."""
    await end_draft(tx, draft, "dropped")


async def hear_words(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """Words become part of a request.

    Raises:
        BadInput: they answer the question that stands, and cannot be an answer to it.
    """
    if question_of(draft) == "community" and (named := await community_called(tx, text.strip())) is not None:
        await show(tx, person, keeping(draft, details_of(draft), community=named.id))
        return
    ear = await ear_of(tx, draft)
    draft = _asked_anew(tx, draft)
    asked = stands_apart(draft)
    if asked or (_is_old(tx, draft) and may_be_another(draft, text, ear)):
        anew = replace(draft, touched_at=tx.now - 2 * OUT_OF_SIGHT) if asked else draft
        await show(tx, person, setting_apart(anew, text, None))
        return
    now = answered(draft, text, ear)
    if question_of(draft) == "when" and details_of(now).convenient is None and "when" in now.payload["skipped"]:
        # Twice no time: it is left open, and they see at the end of the chat what is still to be done.
        await say_unsent(tx, person, now)
        return
    await show(tx, person, now)
    if details_of(draft).phone is not None and details_of(now).phone is None:
        owe_reply(tx, draft.chat_id, "number_noted", community=draft.payload["community"], removed=True)


def _asked_anew(tx: Writing, draft: DraftFacts) -> DraftFacts:
    """Who answers 是同一件事吗 with something else sees at the end of the chat that it is still to be said."""
    waits = question_of(draft) == "same" and draft.touched_at is not None
    return replace(draft, touched_at=tx.now - 2 * OUT_OF_SIGHT) if waits else draft


def _is_old(tx: Writing, draft: DraftFacts) -> bool:
    return draft.touched_at is not None and tx.now - draft.touched_at > OLD


async def hear_media(tx: Writing, person: Person, draft: DraftFacts, photo: Photo, caption: str | None) -> None:
    """A picture, a voice note or a film becomes part of a request, and so do the words under it.

    Raises:
        BadInput: the request holds as many as it can.
    """
    if stands_apart(draft) or (_is_old(tx, draft) and tells_something(draft)):
        await show(tx, person, setting_apart(draft, caption, photo))
        return
    draft = with_photo(draft, photo)
    if caption and caption.strip():
        await hear_words(tx, person, draft, caption)
    else:
        await show(tx, person, draft)


async def note_phone(tx: Writing, person: Person, draft: DraftFacts, phone: Phone) -> None:
    """A contact was shared: whom to call about the request."""
    details = replace(details_of(draft), phone=phone.e164, extension=None)
    await show(tx, person, keeping(draft, details))
    owe_reply(tx, draft.chat_id, "number_noted", community=draft.payload["community"])


async def hear_location(tx: Writing, person: Person, draft: DraftFacts, latitude: float, longitude: float) -> None:
    """Where it is, as a point on the map: for whoever goes there, and for staff."""
    await show(tx, person, keeping(draft, replace(details_of(draft), latitude=latitude, longitude=longitude)))


async def hear_danger(tx: Writing, person: Person, draft: DraftFacts, text: str, danger: Danger) -> None:
    """Danger: what to do comes first, staff are told, and the words become part of a request all the same."""
    report = (await ear_of(tx, draft)).reads(text)
    draft = keeping(draft, merged(details_of(draft), report))
    ended = draft.payload["community"] is not None and await standing(tx, person.id, draft.payload["community"]) is None
    if ended or str(danger) not in draft.payload["dangers"]:
        said = (text, *(alarm["text"] for alarm in draft.payload["alarms"]))
        await warn(tx, person, draft.chat_id, danger, draft.payload["community"], said=said)
        draft = endangered(draft, danger, text)
    await show(tx, person, draft)


async def ear_of(tx: Writing, draft: DraftFacts) -> Ear:
    """What words are understood by where a request belongs."""
    return await ear_of_community(tx, draft.payload["community"])


async def ear_of_community(tx: Writing, community_id: int | None) -> Ear:
    """What words are understood by in a community; None: it is not known yet which."""
    community = await tx.session.get(Community, community_id or 0)
    if community is None:
        return Ear((), tx.now, tx.lexicon)
    names = [building.name for building in await buildings_of(tx, community.id)]
    complete = not community.ways().buildings_of_grids_only
    return Ear(names, tx.now.astimezone(community.zone), tx.lexicon, complete)
