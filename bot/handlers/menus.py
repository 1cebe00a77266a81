"""Telegram's own command menu: which commands it offers to whom, in which language."""

import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.views.menus import group_menu, private_menu, staff_menu
from bot.views.words import LOCALES, SOURCE, Dictionary

logger = logging.getLogger(__name__)


class Menus:
    """Puts the menus in place. They are a convenience: a refusal is noted and nothing waits for it."""

    def __init__(self, bot: Bot, dictionary: Dictionary) -> None:
        self._bot = bot
        self._dictionary = dictionary

    async def show_all(self, staff: list[int]) -> None:
        """For everybody in private, for groups, and for each member of staff (user ids)."""
        for locale in LOCALES:
            words = self._dictionary.words(locale)
            await self._put(private_menu(words), BotCommandScopeAllPrivateChats(), locale)
            await self._put(group_menu(words), BotCommandScopeAllGroupChats(), locale)
        for user_id in staff:
            await self.show_staff(user_id)

    async def show_staff(self, user_id: int) -> None:
        """For one member of staff."""
        for locale in LOCALES:
            words = self._dictionary.words(locale)
            await self._put(staff_menu(words), BotCommandScopeChat(user_id), locale)

    async def _put(self, menu: list[tuple[str, str]], scope: BotCommandScope, locale: str) -> None:
        commands = [BotCommand(command, description) for command, description in menu]
        language = "" if locale == SOURCE else locale
        try:
            await self._bot.set_my_commands(commands, scope=scope, language_code=language)
        except TelegramError as error:
            logger.info("a command menu was not taken: %s", error.message, extra={"key": "telegram.menu_refused"})
