"""Which of the people's messages in a group reach the bot (core.telegram.org/bots/features#privacy-mode)."""

from bot.sandbox.accounts import Account
from bot.sandbox.entities import slice_utf16
from bot.sandbox.errors import Json
from bot.sandbox.messages import Message


def _spoken(message: Message, kind: str) -> list[str]:
    def cut(entity: Json) -> str:
        return slice_utf16(message.text, entity["offset"], entity["length"])

    return [cut(entity) for entity in message.content.words.entities if entity["type"] == kind]


def _commands_it(message: Message, bot: Account) -> bool:
    for command in _spoken(message, "bot_command"):
        _, _, name = command.partition("@")
        if name.lower() == bot.username.lower():
            return True
        if not name and message.chat.last_bot is bot:
            return True
    return False


def _names_it(message: Message, bot: Account) -> bool:
    return any(name.lower() == f"@{bot.username.lower()}" for name in _spoken(message, "mention"))


def reaches(message: Message, bot: Account, *, mentions: bool) -> bool:
    """Whether a message somebody else wrote is handed to the bot.

    Args:
        message: what was written, with its entities.
        bot: the bot; its standing in the chat says whether it is in and hears everything.
        mentions: whether naming the bot is enough. The documentation is silent, BotFather says yes.
    """
    standing = message.chat.member(bot)
    if message.chat.type == "private":
        return message.sender is not bot or bool(message.service)
    if message.service:
        return standing.is_in
    if not standing.is_in or message.sender.is_bot:
        return False
    if standing.is_admin or standing.hears_all:
        return True
    if message.reply_to is not None and not message.reply_to.deleted:
        other = message.reply_to.sender
        if other is bot or other.is_bot:
            return other is bot
    return _commands_it(message, bot) or (mentions and _names_it(message, bot))
