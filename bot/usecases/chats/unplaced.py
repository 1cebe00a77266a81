"""A line of which nobody can tell where it belongs: it is kept, and its writer says so by one tap.

It may answer a question that was asked long ago, or be meant for one of several people. Nothing that is said is
swallowed by a question which its writer no longer thinks of.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.models import Order, Person
from bot.storage.ground.uow import Reading, Writing
from bot.storage.requests.drafts import DraftFacts, draft_of, open_draft
from bot.usecases.owed.owing import end_draft, owe_draft

WHERE = "where"
"""The kind of conversation in which is asked where a line belongs."""
ONE_BREATH = timedelta(minutes=1)
"""So soon after each other lines belong together."""
MOST_KEPT = 2000
MOST_ORDERS = 5
TO_STAFF = -1
"""告诉书记, in place of one of the orders."""


async def ask_whether_answer(tx: Writing, person: Person, asked: DraftFacts, line: str) -> None:
    """Whether the line answers the question that was asked long ago."""
    about: dict[str, Any] = {name: asked.payload.get(name) for name in ("community", "number")}
    question = [asked.kind, asked.serial, asked.step]
    await _ask(tx, person, asked.chat_id, {**about, "line": line, "question": question, "orders": []})


async def ask_to_whom(
    tx: Writing,
    person: Person,
    chat_id: int,
    line: str,
    orders: Sequence[Order],
    *,
    note: Order | None = None,
    new: bool = False,
) -> None:
    """To the other side of which of these orders, if of any.

    `note`: finished work that it may be a word about; `new`: it may as well report something new.
    """
    keys = [[order.community_id, order.number] for order in orders[:MOST_ORDERS]]
    payload = {"community": keys[0][0], "line": line, "question": None, "orders": keys, "new": new}
    payload["note"] = None if note is None else [note.community_id, note.number]
    # An earlier line that nobody has placed yet keeps its own question: this one may be for somebody else.
    await _ask(tx, person, chat_id, payload)


async def ask_who_in_danger(
    tx: Writing, person: Person, chat_id: int, line: str, *, community_id: int, alarms: Sequence[DraftFacts]
) -> None:
    """Whether words of staff are for somebody whose alarm stands."""
    found = [[alarm.person_id, alarm.serial] for alarm in alarms[:MOST_ORDERS]]
    payload = {"community": community_id, "line": line[:MOST_KEPT], "question": None, "orders": [], "alarms": found}
    await _ask(tx, person, chat_id, payload)


def alarms_of(draft: DraftFacts) -> list[tuple[int, int]]:
    """Whom in danger the line may be for: they, and the serial of their alarm."""
    return [(person_id, serial) for person_id, serial in draft.payload.get("alarms", ())]


def goes_on(tx: Reading, draft: DraftFacts) -> bool:
    """Whether what is said now is said in one breath with the line, or the question that it may answer still stands."""
    return draft.payload["question"] is not None or draft.touched_at is None or tx.now - draft.touched_at <= ONE_BREATH


async def add(tx: Writing, person: Person, draft: DraftFacts, line: str, besides: Sequence[Order] = ()) -> None:
    """More was said before it was known where it belongs: it goes there, too; asked anew, at the end of the chat.

    `besides`: orders that it may be for by now, as well as those that the first line may have been for.
    """
    both = "\n".join((draft.payload["line"], line))[:MOST_KEPT]
    keys = [*draft.payload["orders"], *([order.community_id, order.number] for order in besides)]
    note = draft.payload.get("note")
    orders = [key for at, key in enumerate(keys) if key not in keys[:at] and key != note][:MOST_ORDERS]
    await end_draft(tx, draft, "again")
    await _ask(tx, person, draft.chat_id, {**draft.payload, "line": both, "orders": orders})


async def _ask(tx: Writing, person: Person, chat_id: int, payload: dict[str, Any]) -> None:
    owe_draft(tx, await open_draft(tx, person.id, chat_id, kind=WHERE, step=WHERE, payload=payload))


def choices_of(draft: DraftFacts) -> int:
    """How many places the line may belong to."""
    return 1 if draft.payload["question"] is not None else len(alarms_of(draft)) + len(places_of(draft))


def offers(draft: DraftFacts, choice: int | None) -> bool:
    """Whether there is such a choice; a line about one order alone may as well be told to staff."""
    if choice == TO_STAFF:
        return len(draft.payload["orders"]) == 1 and not draft.payload.get("note") and not draft.payload.get("new")
    return choice is None or 0 <= choice < choices_of(draft)


def places_of(draft: DraftFacts) -> list[tuple[int, int]]:
    """The orders that the line may belong to, the one whose work it may be a word about at the end."""
    note = draft.payload.get("note")
    return [(community, number) for community, number in [*draft.payload["orders"], *([note] if note else [])]]


async def question_of(tx: Reading, draft: DraftFacts) -> DraftFacts | None:
    """The question that the line may answer, if it still stands."""
    if draft.payload["question"] is None:
        return None
    kind, serial, _step = draft.payload["question"]
    return await draft_of(tx, draft.person_id, draft.chat_id, kind, serial)
