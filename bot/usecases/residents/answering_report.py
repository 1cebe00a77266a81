"""Words in the chat while a request is on its way: an answer, a button that is typed, or something else altogether."""

from collections.abc import Awaitable, Callable, Container, Mapping
from dataclasses import replace
from enum import StrEnum

from bot.domain.errors import BadInput
from bot.language.dates.visit_times import is_idle, says_when
from bot.language.letters.script import utterance
from bot.language.persons.no_phone import declines_phone
from bot.language.talk.corrections import read_correction
from bot.language.talk.greetings import greets
from bot.language.talk.intents import Intent, Wish
from bot.language.talk.replies import says
from bot.language.talk.same_thing import says_same, without_other
from bot.models import Person
from bot.storage.ground.uow import Writing
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.chats.keys import only_begins
from bot.usecases.repairs.order_details import CHOOSING
from bot.usecases.residents import reporting
from bot.usecases.residents.known_already import another, join
from bot.usecases.residents.report_answers import Ear, corrects
from bot.usecases.residents.report_draft import EDITABLE, FIRST, HELPFUL, question_of, skipping
from bot.usecases.residents.submitting import submit

SUBMIT_WORDS = frozenset(
    {"对 帮我报上去", "帮我报上去", "报上去", "报上去吧", "提交", "yes report it", "report it", "submit", "send it"}
)
DROP_WORDS = frozenset({"不报了", "don't report it", "drop it", "drop"})
VAGUE = (
    "嗯",
    "嗯嗯",
    "嗯嗯嗯",
    "嗯呐",
    "嗯呢",
    "好",
    "好的",
    "好好",
    "好好好",
    "ok",
    "okay",
    "fine",
    "alright",
    "哦",
    "得",
)
"""A yes to nothing: it hands nothing over."""
ASIDE = frozenset({Wish.STATUS, Wish.POINTS, Wish.OPEN, Wish.HELP, Wish.MENU, Wish.SECRETARY, Wish.THANKS, Wish.NUDGE})
"""What is answered although a request is on its way, which stays as it is."""
_NUMBERS = ("flat", "phone", "building")
"""Questions that a bare number answers, which would otherwise be an order's."""
_WRONG = frozenset({"不对", "不是", "不是的", "wrong", "incorrect", "错", "错了"})
"""A no that no question waits for: something on the card is not right."""


class Meant(StrEnum):
    """What words do to a request on its way."""

    ASIDE = "aside"
    """Something else is wanted now, and the request stays as it is."""
    DROP = "drop"
    RESTART = "restart"
    SAME = "same"
    OTHER = "other"
    GREETING = "greeting"
    """你好, or a sound that answers nothing: the card is shown again, and says that it was not handed over."""
    RESUME = "resume"
    AFRESH = "afresh"
    SUBMIT = "submit"
    SKIP = "skip"
    CHOOSE = "choose"
    """Something is to be put right, and nobody knows what."""
    WORDS = "words"


_LATER = {Wish.YES: Meant.RESUME, Wish.NO: Meant.AFRESH, Wish.CANCEL: Meant.DROP, Wish.RESTART: Meant.RESTART}
"""What answers 接着上次的,还是新报一件?"""
RESUME_WORDS = frozenset({"接着上次的", "接着上次", "接着报", "continue", "go on"})
AFRESH_WORDS = frozenset({"新报一件", "新报", "重新报一件", "new one", "a new one", "new"})


def meant(draft: DraftFacts, text: str, intent: Intent, ear: Ear, *, own: Container[int] = ()) -> Meant:
    """What the words do; a bare number is an order's only if it is one of their `own`."""
    asked = question_of(draft)
    if greets(text):
        return Meant.GREETING
    if asked == "later":
        return _of_later(text, intent)
    if asked == "same" and (how := _of_same(draft, text, intent, ear)) is not None:
        return how
    if _answers(draft, text, ear):
        return Meant.WORDS
    if text.strip().isdecimal() and (asked in _NUMBERS or intent.number not in own):
        return Meant.WORDS
    return _wished(intent.kind, utterance(text), asked)


def _of_same(draft: DraftFacts, text: str, intent: Intent, ear: Ear) -> Meant | None:
    """是同一件事吗? A yes or a no, which may go on, but for words that put right what was said."""
    if says_same(text):
        return Meant.SAME
    if without_other(text) is not None:
        return Meant.OTHER
    if intent.kind not in (Wish.YES, Wish.NO) or corrects(draft, text, ear) is not None:
        return None
    return Meant.SAME if intent.kind is Wish.YES else Meant.OTHER


def _of_later(text: str, intent: Intent) -> Meant:
    words = utterance(text)
    if words in RESUME_WORDS or words in AFRESH_WORDS or only_begins(text):
        return Meant.RESUME if words in RESUME_WORDS else Meant.AFRESH
    if says(words, VAGUE):
        return Meant.GREETING
    if intent.kind in ASIDE and not (text.strip().isdecimal()):
        return Meant.ASIDE
    return _LATER.get(intent.kind, Meant.GREETING if is_idle(text) else Meant.WORDS)


def _wished(wish: Wish, words: str, asked: str | None) -> Meant:
    """What a wish does to the request, given the question that stands."""
    fits = {
        Meant.ASIDE: wish in ASIDE,
        Meant.DROP: wish is Wish.CANCEL or words in DROP_WORDS,
        Meant.RESTART: wish is Wish.RESTART,
        Meant.SUBMIT: words in SUBMIT_WORDS or (wish is Wish.YES and asked != "when" and not says(words, VAGUE)),
        Meant.SKIP: wish is Wish.SKIP or (wish is Wish.NO and asked in HELPFUL and words not in _WRONG),
        Meant.CHOOSE: wish in (Wish.NO, Wish.CORRECT),
    }
    otherwise = Meant.GREETING if asked not in (*FIRST, "when", "community") and is_idle(words) else Meant.WORDS
    return next((how for how, true in fits.items() if true), otherwise)


def _answers(draft: DraftFacts, text: str, ear: Ear) -> bool:
    """Whether the words answer the question that stands or put something right, whatever else they may sound like."""
    asked = question_of(draft)
    if asked == "phone" and declines_phone(text):
        return True
    if asked == "when" and says_when(text, ear.now) and not utterance(text).isdecimal():
        return read_correction(text) is None or corrects(draft, text, ear) is not None
    return corrects(draft, text, ear) is not None


async def answer_report(tx: Writing, person: Person, draft: DraftFacts, text: str, how: Meant) -> None:
    """Do with the request what the words are meant to do.

    Raises:
        BadInput: it cannot be what the card asks for.
    """
    if how is Meant.DROP:
        await reporting.drop(tx, draft)
    elif how in _DONE_WITH:
        await _DONE_WITH[how](tx, person, draft)
    elif how is Meant.OTHER:
        await _another(tx, person, draft, text)
    elif how is Meant.CHOOSE:
        found = read_correction(text)
        step = CHOOSING if found is None or found.field not in EDITABLE else found.field
        await reporting.show(tx, person, replace(draft, step=step))
    else:
        await reporting.hear_words(tx, person, draft, text)


async def _another(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """不是,我家是6号楼: what follows the no is heard as well."""
    rest = without_other(text)
    if rest:
        await reporting.hear_words(tx, person, another(draft), rest)
    else:
        await reporting.show(tx, person, another(draft))


async def _submit(tx: Writing, person: Person, draft: DraftFacts) -> None:
    await submit(tx, person, draft)


async def _skip(tx: Writing, person: Person, draft: DraftFacts) -> None:
    asked = question_of(draft)
    if asked is not None and asked not in HELPFUL:
        raise BadInput(field=asked, example="2号楼2单元1401")
    await reporting.show(tx, person, skipping(draft))


_DONE_WITH: Mapping[Meant, Callable[[Writing, Person, DraftFacts], Awaitable[None]]] = {
    Meant.GREETING: reporting.say_unsent,
    Meant.RESTART: reporting.start_over,
    Meant.SAME: join,
    Meant.RESUME: reporting.resume,
    Meant.AFRESH: reporting.begin_afresh,
    Meant.SUBMIT: _submit,
    Meant.SKIP: _skip,
}
"""What is done where the words themselves matter no more."""
