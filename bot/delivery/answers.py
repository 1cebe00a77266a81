"""What Telegram's answers mean for whoever wanted to say something."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.delivery.outcomes import Doubtful, MessageGone, Migrated, NotSent, Outcome, Refused, Said, Unreachable, Wait
from bot.delivery.transport import was_sent

_GONE = (
    "message to edit not found",
    "message with poll to stop not found",
    "message to delete not found",
    "message_id_invalid",
)
_NOT_MODIFIED = "message is not modified"
_NO_SUCH_CHAT = ("chat not found", "have no rights to send", "not enough rights", "need administrator rights")


async def outcome_of(attempt: Callable[[], Awaitable[int | Said | None]], *, unchanged: int | None = None) -> Outcome:
    """Attempt once and say how it ended; nothing is tried again here, the postman decides."""
    try:
        result = await attempt()
        return result if isinstance(result, Said) else Said(result)
    except TelegramError as error:
        if isinstance(error, BadRequest) and _NOT_MODIFIED in error.message.lower():
            return Said(unchanged)
        return _meaning(error)


def _meaning(error: TelegramError) -> Outcome:
    match error:
        case RetryAfter():
            return Wait(_seconds(error))
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Forbidden():
            gone = "blocked" in error.message or "deactivated" in error.message
            return Unreachable(error.message, blocked=gone)
        case BadRequest():
            return _bad_request(error)
        case _:
            return Doubtful(error.message) if _may_be_done(error) else NotSent(error.message)


def _may_be_done(error: TelegramError) -> bool:
    """Whether the call went out, and what came of it is not known; half an answer is no answer."""
    unreadable = type(error) is TelegramError  # of no kind: what came back was not what a Bot API says
    return unreadable or (isinstance(error, NetworkError) and was_sent(error))


def _bad_request(error: BadRequest) -> Outcome:
    text = error.message.lower()
    if any(sign in text for sign in _GONE):
        return MessageGone(error.message)
    if any(sign in text for sign in _NO_SUCH_CHAT):
        return Unreachable(error.message, blocked=False)
    return Refused(error.message)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
