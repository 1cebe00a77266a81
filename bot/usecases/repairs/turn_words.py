"""我去 and 来不了, written instead of tapped by somebody whose turn it is in the line for an order."""

from bot.language.letters.script import utterance
from bot.language.lines.numbered import read_numbered
from bot.language.talk.not_coming import says_not_coming
from bot.language.talk.replies import claim_in_group, is_claim_word
from bot.models import Person
from bot.storage.ground.uow import Writing
from bot.storage.repairs.claims import claims_under_way
from bot.storage.repairs.queue import turns_of
from bot.usecases.chats.acting import Actor
from bot.usecases.repairs.holding import PlacePress
from bot.usecases.repairs.queueing import give_up_line, take_turn

NO_WORDS = frozenset(
    {"不去了", "不去", "我不去了", "我不去", "不来了", "让给别人吧", "不方便", "not going", "no thanks"}
)


async def hear_turn(tx: Writing, person: Person, actor: Actor, text: str) -> bool:
    """The answer to the one question that stands; False: it is none, or nobody can tell which is answered.

    Who cannot come may mean what they hold already, where they hold something.

    Raises:
        DomainError: as `bot.usecases.repairs.queueing.accept_turn`.
    """
    number, words = read_numbered(text)
    takes = is_claim_word(words, "zh_CN") or claim_in_group(text) is not None
    leaves = not takes and (says_not_coming(words) or utterance(words) in NO_WORDS)
    if not takes and not leaves:
        return False
    turns = [turn for turn in await turns_of(tx, person.id) if number in (None, turn.number)]
    if len(turns) != 1 or (leaves and number is None and await claims_under_way(tx, person.id)):
        return False
    (turn,) = turns
    if takes:
        await take_turn(tx, person, PlacePress(actor, turn.community_id, turn.number))
    else:
        await give_up_line(tx, person, turn.community_id, turn.number)
    return True
