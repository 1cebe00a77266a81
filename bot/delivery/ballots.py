"""Polls on Telegram: posted, closed, and their result read."""

from telegram import Bot, Poll
from telegram.error import BadRequest

from bot.delivery.outcomes import Said
from bot.domain.polls import Tally
from bot.views.screen import Ballot

_CLOSED = "poll has already been closed"


def tally_of(poll: Poll) -> Tally:
    """What Telegram says of a poll, in our words."""
    counts = tuple(option.voter_count for option in poll.options)
    return Tally(poll.id, counts, poll.total_voter_count, poll.is_closed)


async def post(bot: Bot, chat_id: int, ballot: Ballot, thread_id: int | None) -> Said:
    """Ask the question in a chat; Telegram's own closing time is not used, for nobody hears of it for sure.

    Raises:
        TelegramError: it was not posted, or nobody knows.
    """
    message = await bot.send_poll(
        chat_id,
        ballot.question,
        ballot.options,
        is_anonymous=ballot.anonymous,
        allows_multiple_answers=ballot.several,
        message_thread_id=thread_id,
    )
    return Said(message.message_id, None if message.poll is None else tally_of(message.poll))


async def close(bot: Bot, chat_id: int, message_id: int) -> Said:
    """Let nobody vote any more; without a tally if that was so before.

    Raises:
        TelegramError: it was not closed, or nobody knows.
    """
    try:
        return Said(message_id, tally_of(await bot.stop_poll(chat_id, message_id)))
    except BadRequest as error:
        if _CLOSED not in error.message.lower():
            raise
        return Said(message_id)
