"""An answer to the question that stands: who takes it, by the kind of the conversation."""

from collections.abc import Awaitable, Callable, Mapping

from bot.models import Person
from bot.storage.ground.uow import Writing
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.chats import choosing
from bot.usecases.community import buildings, grids, settings
from bot.usecases.deadlines import pausing
from bot.usecases.desk import parties, party_side, triage_questions
from bot.usecases.gatherings import activities, deliberating
from bot.usecases.points import giving, standard_changing, statements
from bot.usecases.repairs import closing, drafting, no_shows, visiting, working
from bot.usecases.repairs.order_details import ORDER_DRAFT
from bot.usecases.residents import correcting, passing_words, relaying
from bot.usecases.shop import goods_sheet, stocking, stocktaking, wishing
from bot.usecases.verdicts import following_up

PUBLISH_WORDS = frozenset({"发布", "publish", "post"})
CHANGE_WORDS = frozenset({"改一改", "修改", "change", "edit"})
WORDS = (passing_words.WORD_DRAFT, passing_words.ANSWER_DRAFT)
OF_GOODS = (wishing.ITEM, stocktaking.COUNT, goods_sheet.GOODS)
"""In these a line about goods is an answer."""

ANSWERS: Mapping[str, Callable[[Writing, Person, DraftFacts, str], Awaitable[None]]] = {
    pausing.PAUSE: pausing.answer_pause,
    visiting.VISIT: visiting.answer_visit,
    parties.PARTIES: parties.answer_parties,
    closing.POINTS: closing.answer_points,
    following_up.NOTE: following_up.answer_note,
    correcting.MINE: correcting.answer_mine,
    relaying.LINE: relaying.answer_line_with_words,
    no_shows.CONTEST: no_shows.answer_contest,
    **dict.fromkeys(choosing.CHOICES, choosing.answer_choice),
    buildings.DRAFT: buildings.answer_names,
    grids.DRAFT: grids.answer_grid,
    deliberating.DRAFT: deliberating.answer_ballot,
    wishing.ITEM: stocking.answer_item,
    stocktaking.COUNT: stocktaking.answer_count,
    goods_sheet.GOODS: goods_sheet.answer_goods,
    statements.REVERSE: statements.answer_reverse,
    **dict.fromkeys((giving.AWARD, giving.DONATE), giving.answer_giving),
    activities.DRAFT: activities.answer_activity,
    standard_changing.DRAFT: standard_changing.answer_standard,
    settings.DRAFT: settings.answer_setting,
    **dict.fromkeys(WORDS, passing_words.pass_on),
}
"""What takes the answer, by the kind of the conversation."""
MAY_BE_SKIPPED: Mapping[str, Callable[[Writing, Person, DraftFacts, str | None], Awaitable[None]]] = {
    working.RELEASE: working.answer_reason,
    **dict.fromkeys((triage_questions.TRIAGE, party_side.PARTY), triage_questions.answer_word),
}
"""As above, where nothing need be said: 跳过."""


def takes_words(draft: DraftFacts) -> bool:
    """Whether what is written may answer it; some are answered by a button alone."""
    if (draft.kind, draft.step) == (correcting.MINE, correcting.SURE):
        return False
    return draft.kind == ORDER_DRAFT or draft.kind in ANSWERS or draft.kind in MAY_BE_SKIPPED


async def give_answer(tx: Writing, person: Person, draft: DraftFacts, text: str, *, skipped: bool) -> None:
    """The words answer the question; `skipped`: they leave it out.

    Raises:
        DomainError: they cannot be an answer to it.
    """
    if draft.kind == ORDER_DRAFT:
        await _answer_order(tx, person, draft, text, skipped=skipped)
    elif draft.kind in MAY_BE_SKIPPED:
        await MAY_BE_SKIPPED[draft.kind](tx, person, draft, None if skipped else text)
    else:
        await ANSWERS[draft.kind](tx, person, draft, text)


async def _answer_order(tx: Writing, person: Person, draft: DraftFacts, text: str, *, skipped: bool) -> None:
    word = text.strip().lower()
    if word in PUBLISH_WORDS:
        await drafting.publish_by_word(tx, person, draft)
    elif word in CHANGE_WORDS:
        await drafting.change_by_word(tx, draft)
    elif skipped:
        await drafting.skip_by_word(tx, draft)
    else:
        await drafting.answer_order_draft(tx, person, draft, text)
