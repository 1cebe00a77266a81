"""A volunteer before a closed door: the resident hears it and the volunteer chooses; no alarm is raised for it."""

from bot.domain.danger import Danger
from bot.domain.life import OPEN_TO_WORK
from bot.language.needs.dangers import read_danger
from bot.language.talk.at_the_door import says_nobody_opens
from bot.models import Order, Person
from bot.storage.ground.uow import Reading, Writing
from bot.storage.repairs.claims import held_by
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.chats.unplaced import ask_to_whom
from bot.usecases.repairs.no_shows import CONTEST
from bot.usecases.repairs.visiting import VISIT
from bot.usecases.repairs.working import RELEASE
from bot.usecases.residents import relaying

OF_VISITS = frozenset({CONTEST, VISIT, RELEASE})
"""Questions about somebody's own coming: 敲门没人应 says there how it went."""


async def danger_said(tx: Reading, person: Person, text: str, draft: DraftFacts | None) -> Danger | None:
    """What threatens somebody, by the words of this person: a volunteer's closed door threatens nobody."""
    danger = read_danger(text, tx.lexicon)
    if danger is None or not says_nobody_opens(text, tx.lexicon):
        return danger
    of_visit = draft is not None and draft.kind in OF_VISITS
    return None if of_visit or await _held(tx, person) else danger


async def hear_nobody_opens(tx: Writing, person: Person, chat_id: int, said: relaying.Said) -> bool:
    """The resident hears that somebody is at the door. False: it says nothing of that, or of no order they hold.

    Raises:
        TooManyLines: too much was passed on within the hour.
    """
    if said.text is None or not says_nobody_opens(said.text, tx.lexicon):
        return False
    held = await _held(tx, person)
    if len(held) == 1:
        await relaying.tell(tx, person, held[0], said)
    elif held:
        await ask_to_whom(tx, person, chat_id, said.text, held)
    return bool(held)


async def _held(tx: Reading, person: Person) -> list[Order]:
    return [order for _, order in await held_by(tx, person.id) if order.status in OPEN_TO_WORK]
