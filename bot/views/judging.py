"""Well done? The resident's question and what became of it; the list of calls to those without a chat."""

from collections.abc import Sequence

from bot.domain.errors import ButtonExpired
from bot.domain.life import BEFORE_DONE, Status, Step
from bot.domain.roles import Part
from bot.language.persons.phones import display_phone
from bot.models.residents import CallResult, Verdict
from bot.storage.repairs.order_facts import OrderFacts
from bot.storage.requests.drafts import DraftFacts
from bot.storage.requests.ratings import RatingFacts
from bot.usecases.verdicts.judging import MOST_STARS
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.labels import call_word, full_address, plain_status, verdict_word
from bot.views.screen import Button, Screen
from bot.views.words import Words

VERDICTS = {Verdict.SATISFIED: "s", Verdict.FAIR: "f", Verdict.REDO: "r"}
RESULTS = {CallResult.SATISFIED: "s", CallResult.REDO: "r", CallResult.NO_ANSWER: "n", CallResult.REACHED: "t"}
"""As a button says them: it has room for one letter."""
MOST_LABEL = 40
"""Characters of a button that names an order."""


def question(
    words: Words,
    order: OrderFacts,
    rating: RatingFacts | None,
    *,
    this_round: int,
    reminds: bool,
    earned: int = 0,
    scrubbed: bool = False,
) -> Screen:
    """The one message about a finished order to whom it was done for, at every stage; `earned` by judging it.

    `scrubbed`: what was said of it is removed, and nothing more is asked.
    """
    stage = "over" if scrubbed else _stage(order, rating, this_round)
    text = words.render(
        "rating",
        order=order,
        stage=stage,
        reminds=reminds,
        who=words.listing(list(order.finishers)),
        status=plain_status(words, order.status),
        verdict=None if rating is None else verdict_word(words, rating.verdict),
        stars="" if rating is None else "⭐" * (rating.stars or 0),
        comment=None if rating is None else rating.comment,
        earned=earned,
    )
    return Screen(text, _buttons(words, order, rating, stage, this_round))


def _stage(order: OrderFacts, rating: RatingFacts | None, this_round: int) -> str:
    if rating is not None and rating.verdict is Verdict.REDO:
        goes_again = order.round == this_round + 1 and order.status in BEFORE_DONE
        return "redo" if goes_again else "redone"
    if order.round != this_round:
        return "undone" if order.last_step is Step.UNDO else "again"
    if order.status not in (Status.DONE, Status.CLOSED):
        return "over"
    if rating is not None:
        return "rated"
    return "expired" if order.closed_by is Part.CLOCK else "asked"


def _buttons(
    words: Words, order: OrderFacts, rating: RatingFacts | None, stage: str, this_round: int
) -> tuple[tuple[Button, ...], ...]:
    key = (order.community_id, order.number, this_round)
    verdicts = tuple(
        Button(verdict_word(words, verdict), data=data("rate", *key, code)) for verdict, code in VERDICTS.items()
    )
    stars = tuple(Button(f"{count}⭐", data=data("stars", *key, count)) for count in range(1, MOST_STARS + 1))
    if stage in ("asked", "expired"):
        return (verdicts,)
    if stage == "rated":
        after_all = Button("😟 " + words._("还是没修好"), data=data("rate", *key, VERDICTS[Verdict.REDO]))
        return ((after_all,),) if rating is not None and rating.stars else (stars, (after_all,))
    if stage == "redo" and rating is not None and not rating.comment:
        return tuple(
            (Button(redo_word(words, word), data=data("why", *key, word)),) for word in ("same", "new", "part")
        )
    return ()


def which_verdict(words: Words, orders: Sequence[OrderFacts], verdicts: Sequence[Verdict]) -> Screen:
    """Words that may be of several orders, or may mean this or that: one tap tells."""
    rows = []
    for order in orders:
        key = (order.community_id, order.number, order.round)
        named = f" #{order.number} {order.what}" if len(orders) > 1 else f" #{order.number}"
        rows.append(
            tuple(
                Button(brief(verdict_word(words, each) + named, MOST_LABEL), data=data("rate", *key, VERDICTS[each]))
                for each in verdicts
            )
        )
    return Screen(words._("您说的是哪一单?修得行不行?点一下就行:"), tuple(rows))


def redo_word(words: Words, word: str) -> str:
    """A ready word on what is wrong.

    Raises:
        ButtonExpired: there is no such word; the button was not ours.
    """
    ready = {"same": words._("老问题还在"), "new": words._("又出了新毛病"), "part": words._("只修好一部分")}
    if word not in ready:
        raise ButtonExpired
    return ready[word]


def complaint(order: OrderFacts) -> str | None:
    """What the resident says was wrong with the last round."""
    last = [each for each in order.ratings if each.verdict is Verdict.REDO and each.round == order.round - 1]
    return last[-1].comment if last else None


def calls(
    words: Words,
    community_id: int,
    order: OrderFacts | None,
    *,
    left: int,
    serial: int,
    did: str | None,
    about: int,
    noted: tuple[int, int] | None = None,
) -> Screen:
    """The next call to be made, with four results to choose from; and what was noted last.

    `noted`: round and attempt of the call that was noted last, while a word can be added to it.
    """
    pending = [] if order is None else [call for call in order.calls if call.result is None]
    call = pending[-1] if pending else None
    contact = None if order is None else order.contact
    phone = None if contact is None or contact.phone is None else display_phone(contact.phone)
    text = words.render(
        "calls",
        order=order if call is not None else None,
        contact=contact,
        phone=phone,
        address=None if order is None or contact is None else full_address(order.building, contact.flat),
        who=None if order is None else words.listing(list(order.finishers)),
        left=left,
        attempt=1 if call is None else call.attempt,
        notes=[] if order is None else [each.note for each in order.calls if each.note],
        did=None if did is None else call_word(words, CallResult(did)),
        about=about,
    )
    add = Button("✏️ " + words._("记一句"), data=data("callnote", community_id, about, *noted)) if noted else None
    if order is None or call is None:
        return Screen(text, ((add,),) if add else ())
    key = (community_id, order.number, call.attempt, serial)
    results = [Button(call_word(words, result), data=data("call", *key, code)) for result, code in RESULTS.items()]
    next_one = Button("➡️ " + words._("下一户"), data=data("call", *key, "-")) if left > 1 else None
    last = tuple(button for button in (add, next_one) if button is not None)
    return Screen(text, (tuple(results[:2]), tuple(results[2:]), *((last,) if last else ())))


def note_question(words: Words, draft: DraftFacts, number: int) -> Screen:
    """记一句: what."""
    keep = Button("⬅️ " + words._("算了"), data=data("keepset", draft.kind, draft.serial))
    return Screen("✏️ " + words._("#%(number)s 的回访,想记点什么?写一句就行。") % {"number": number}, ((keep,),))


def note_ended(words: Words, ended: str, number: int) -> Screen:
    """The question, when it is over."""
    if ended == "noted":
        return Screen(words._("已记下 ✅ 在 #%(number)s 的确认单上能看到") % {"number": number})
    return Screen(words._("#%(number)s 没有改动。") % {"number": number})
