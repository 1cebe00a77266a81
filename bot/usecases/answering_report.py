"""Words in the chat while a request is on its way: an answer, a button that is typed, or something else altogether."""

from dataclasses import replace

from bot.domain.errors import BadInput
from bot.language.intents import Intent, Wish
from bot.language.script import utterance
from bot.models import Person
from bot.storage.drafts import DraftFacts
from bot.storage.uow import Writing
from bot.usecases import reporting
from bot.usecases.known_already import another, join
from bot.usecases.report_draft import CHOOSING, HELPFUL, question_of, skipping
from bot.usecases.submitting import submit

SUBMIT_WORDS = frozenset(
    {"对 帮我报上去", "帮我报上去", "报上去", "报上去吧", "提交", "yes report it", "report it", "submit", "send it"}
)
DROP_WORDS = frozenset({"不报了", "don't report it", "drop it", "drop"})
ASIDE = frozenset({Wish.STATUS, Wish.POINTS, Wish.OPEN, Wish.HELP, Wish.MENU, Wish.SECRETARY, Wish.THANKS, Wish.NUDGE})
"""What is answered although a request is on its way, which stays as it is."""
_NUMBERS = ("flat", "phone", "building")
"""Questions that a bare number answers, which would otherwise be an order's."""


def is_aside(draft: DraftFacts, intent: Intent) -> bool:
    """Whether something else is wanted now."""
    return intent.kind in ASIDE and not (intent.number is not None and question_of(draft) in _NUMBERS)


async def answer_report(tx: Writing, person: Person, draft: DraftFacts, text: str, intent: Intent) -> None:
    """Take the text for what it is.

    Raises:
        BadInput: it cannot be what the card asks for.
    """
    wish, words, asked = intent.kind, utterance(text), question_of(draft)
    if wish is Wish.CANCEL or words in DROP_WORDS:
        await reporting.drop(tx, draft)
    elif wish is Wish.RESTART:
        await reporting.start_over(tx, person, draft)
    elif asked == "same" and wish in (Wish.YES, Wish.NO):
        await _same(tx, person, draft, yes=wish is Wish.YES)
    elif words in SUBMIT_WORDS or (wish is Wish.YES and asked != "when"):
        await submit(tx, person, draft)
    elif wish is Wish.SKIP or (wish is Wish.NO and asked in HELPFUL):
        await _skip(tx, person, draft)
    elif wish in (Wish.NO, Wish.CORRECT):
        await reporting.show(tx, person, replace(draft, step=CHOOSING))
    else:
        await reporting.hear_words(tx, person, draft, text)


async def _same(tx: Writing, person: Person, draft: DraftFacts, *, yes: bool) -> None:
    if yes:
        await join(tx, person, draft)
    else:
        await reporting.show(tx, person, another(draft))


async def _skip(tx: Writing, person: Person, draft: DraftFacts) -> None:
    asked = question_of(draft)
    if asked is not None and asked not in HELPFUL:
        raise BadInput(field=asked, example="2号楼2单元1401")
    await reporting.show(tx, person, skipping(draft))
