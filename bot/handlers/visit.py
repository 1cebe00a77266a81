"""One update's visit: who acts and where, the transaction that belongs to it, and the answer to a tap."""

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    Message,
    MessageEntity,
    Update,
    User,
)
from telegram.error import TelegramError

from bot.clock import Clock
from bot.counts import Counts
from bot.domain.errors import ButtonExpired, DomainError
from bot.handlers.menus import Menus
from bot.intake.answering import Answer
from bot.settings import Config
from bot.storage.community.communities import community_of_chat
from bot.storage.ground.uow import Reading, UnitOfWork
from bot.storage.members.people import person_by_user
from bot.storage.members.residences import community_of_person
from bot.storage.post.messages import is_known
from bot.usecases.chats.acting import Actor
from bot.usecases.chats.answered_before import what_came_of_it
from bot.usecases.members.joining import GroupRights
from bot.views.buttons import Press, read
from bot.views.words import Dictionary, Words

logger = logging.getLogger(__name__)

GROUP_ANONYMOUS_BOT = 1087968824
"""Stands for an administrator who hides; source: https://core.telegram.org/bots/api#message (sender_chat)."""


@dataclass(frozen=True)
class Desk:
    """What all visits share."""

    bot: Bot
    uow: UnitOfWork
    clock: Clock
    config: Config
    dictionary: Dictionary
    menus: Menus
    counts: Counts = field(default_factory=Counts)


def rights_of(member: ChatMember, *, reads_all: bool) -> GroupRights:
    """What a membership allows; administrators see every message, others only with privacy mode off."""
    admin = isinstance(member, ChatMemberAdministrator)
    return GroupRights(
        can_post=not isinstance(member, ChatMemberRestricted) or member.can_send_messages,
        can_delete=isinstance(member, ChatMemberAdministrator) and member.can_delete_messages,
        reads_everything=admin or reads_all,
        admin=admin,
    )


@dataclass(frozen=True)
class TapAnswer:
    """What whoever tapped sees for a moment, or has to close (`alert`), or is led to (`url`)."""

    text: str | None = None
    alert: bool = False
    url: str | None = None


@dataclass
class Visit:
    """What a handler gets beside the update."""

    desk: Desk
    update: Update
    uow: UnitOfWork
    rest: str = ""
    """What was written behind a command."""
    _answer: TapAnswer | None = None
    _stale: tuple[int, int] | None = None
    """Chat and message whose buttons do nothing any more."""
    _last_words: str | None = None
    """What that message says instead of what it said."""

    @property
    def now(self) -> datetime:
        """The instant the visit is handled at."""
        return self.desk.clock.now()

    @property
    def actor(self) -> Actor:
        """Who acts."""
        user, chat = self.user, self.chat
        message = self.update.effective_message
        thread = message.message_thread_id if message is not None and message.is_topic_message else None
        return Actor(
            user_id=user.id,
            name=user.first_name or str(user.id),
            chat_id=chat.id,
            private=chat.type == Chat.PRIVATE,
            thread_id=thread,
            username=user.username or "",
            language_code=user.language_code,
        )

    @property
    def user(self) -> User:
        """The account that acts."""
        if self.update.effective_user is None:
            raise LookupError("nobody acts in this update")
        return self.update.effective_user

    @property
    def chat(self) -> Chat:
        """The chat it happens in; a tap under a message the bot can no longer see happens in the private chat."""
        if self.update.effective_chat is not None:
            return self.update.effective_chat
        return Chat(self.user.id, Chat.PRIVATE)

    @property
    def message(self) -> Message:
        """The message of the update."""
        if self.update.effective_message is None:
            raise LookupError("there is no message in this update")
        return self.update.effective_message

    @property
    def mentioned(self) -> int | None:
        """The account that a mention carries, of somebody without an @username."""
        mentions = self.message.parse_entities([MessageEntity.TEXT_MENTION])
        return next((entity.user.id for entity in mentions if entity.user is not None), None)

    @property
    def press(self) -> Press:
        """The pressed button, read; never trusted."""
        query = self.update.callback_query
        return read((query.data if query is not None else None) or "")

    @property
    def acts_as_somebody(self) -> bool:
        """Whether a person (and no other bot, no channel) acts in this update."""
        user = self.update.effective_user
        return user is not None and (not user.is_bot or user.id == GROUP_ANONYMOUS_BOT)

    @property
    def acts_hidden(self) -> bool:
        """Whether it is an administrator who does not show who they are."""
        user = self.update.effective_user
        return user is not None and user.id == GROUP_ANONYMOUS_BOT

    async def rights(self) -> GroupRights | None:
        """What the bot may do in this chat, asked of Telegram now; None if it does not say."""
        bot = self.desk.bot
        try:
            me = await bot.get_me()
            member = await bot.get_chat_member(self.chat.id, bot.id)
        except TelegramError as error:
            logger.info(
                "the rights in a chat are not known: %s", error.message, extra={"key": "telegram.rights_unknown"}
            )
            return None
        return rights_of(member, reads_all=bool(me.can_read_all_group_messages))

    async def words(self) -> Words:
        """The language of this chat, or of this person."""
        async with self.uow.reading(self.now) as tx:
            return self.desk.dictionary.words(await self._locale(tx))

    async def _locale(self, tx: Reading) -> str:
        community = await community_of_chat(tx, self.chat.id)
        person = await person_by_user(tx, self.user.id) if self.update.effective_user else None
        if person is not None and person.locale is not None:
            return person.locale
        if community is None and person is not None:
            community = await community_of_person(tx, person.id)
        return self.desk.config.defaults.locale if community is None else community.locale

    def answer(self, text: str | None = None, *, alert: bool = False, url: str | None = None) -> None:
        """What the tap is answered with, once, when its effect is committed; the first word counts."""
        self.say(TapAnswer(text, alert=alert, url=url))

    def say(self, answer: TapAnswer) -> None:
        """As `answer`."""
        if self._answer is None:
            self._answer = answer

    async def kinder(self, error: DomainError) -> DomainError:
        """The refusal; of a second tap under one's own question, what came of that."""
        query = self.update.callback_query
        if not isinstance(error, ButtonExpired) or query is None or not isinstance(query.message, Message):
            return error
        if self.chat.type != Chat.PRIVATE:
            return error
        where = self.chat.id, query.message.message_id
        return await what_came_of_it(error, *where, self.press.args, uow=self.desk.uow, now=self.now)

    async def look_whether_stale(self) -> None:
        """A refused tap under a private message of which the books know nothing: sent twice, or long forgotten."""
        query, chat = self.update.callback_query, self.chat
        if query is None or not isinstance(query.message, Message) or chat.type != Chat.PRIVATE:
            return
        async with self.uow.reading(self.now) as tx:
            if not await is_known(tx, chat.id, query.message.message_id):
                self._stale = (chat.id, query.message.message_id)

    def close(self, text: str) -> None:
        """The message under which somebody tapped says this from now on, though nothing of them is kept any more.

        Best effort: what is owed is written down for an account, and of this one nothing may be.
        """
        query = self.update.callback_query
        if query is not None and isinstance(query.message, Message):
            self._stale, self._last_words = (self.chat.id, query.message.message_id), text

    def answer_to_give(self) -> Answer | None:
        """The answer to the tap, to be given when all is committed; None: nobody tapped."""
        query: CallbackQuery | None = self.update.callback_query
        if query is None:
            return None
        answer = give_answer(self.desk, query.id, self._answer or TapAnswer())
        if self._stale is None:
            return answer
        return replace(answer, afterwards=partial(_take_buttons, self.desk, self._stale, self._last_words))


def start_link(desk: Desk, payload: str) -> str:
    """A link that opens the private chat and brings `payload` along when Start is pressed."""
    return f"https://t.me/{desk.bot.username}?start={payload}"


def give_answer(desk: Desk, query_id: str, answer: TapAnswer) -> Answer:
    """Answering a tap directly; if that fails the work is done all the same."""
    said = {"text": answer.text, "show_alert": answer.alert or None, "url": answer.url}
    call: dict[str, Any] = {name: value for name, value in said.items() if value is not None}

    async def give() -> None:
        try:
            await desk.bot.answer_callback_query(query_id, **call)
        except TelegramError as error:
            logger.info("a tap could not be answered: %s", error.message, extra={"key": "telegram.tap_unanswered"})

    return Answer({"method": "answerCallbackQuery", "callback_query_id": query_id, **call}, give)


async def _take_buttons(desk: Desk, message: tuple[int, int], text: str | None) -> None:
    """The buttons of a message that would only be refused again are taken; best effort."""
    chat_id, message_id = message
    try:
        if text is None:
            await desk.bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id)
        else:
            await desk.bot.edit_message_text(text, chat_id=chat_id, message_id=message_id)
    except TelegramError as error:
        logger.info("the buttons of an old message stay: %s", error.message, extra={"key": "telegram.buttons_stay"})
