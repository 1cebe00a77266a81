"""What somebody wrote to the bot privately, and whether it may be meant for somebody else."""

from dataclasses import dataclass

from bot.language.talk.intents import Intent, Wish, read_intent
from bot.language.talk.visit_talk import is_of_visit, without_visit
from bot.storage.ground.uow import Writing
from bot.usecases.chats.acting import Actor
from bot.usecases.residents.report_draft import speaks_of_trouble

TALK = frozenset({Wish.UNKNOWN, Wish.YES, Wish.NO, Wish.THANKS, Wish.REPORT})
"""What may be said to the other side of an order."""


@dataclass(frozen=True)
class HearText:
    """Somebody wrote to the bot privately."""

    actor: Actor
    text: str
    about: int | None = None
    """The number in the message of ours that it replies to."""
    reply_to: int | None = None
    """The message it replies to."""
    placed: bool = False
    """They have been asked whom it is for, and it is for nobody."""


def is_plain(tx: Writing, text: str, intent: Intent) -> bool:
    """Whether the words tell of nothing to be seen to; 家里没人 and 我在楼下买菜 only sound like it."""
    if not is_of_visit(text):
        return intent.kind is not Wish.REPORT and not speaks_of_trouble(text, tx.now, tx.lexicon)
    rest = without_visit(text)
    return not rest or (
        read_intent(rest, tx.lexicon).kind is not Wish.REPORT and not speaks_of_trouble(rest, tx.now, tx.lexicon)
    )
