"""The pretend Telegram's world: one bot, people, chats, and all that was said in them.

People act on it (bot.sandbox.people, bot.sandbox.groups), the bot acts on it through the Bot API
(bot.sandbox.api), and both only through the few verbs here, so that every change is told to whom it concerns.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.clock import Clock
from bot.sandbox.accounts import Account, BotAccount
from bot.sandbox.bell import Bell
from bot.sandbox.calls import Call, CallLog
from bot.sandbox.chats import Chat, Member
from bot.sandbox.errors import Json, NotPossibleError
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.groups import Group
from bot.sandbox.limits import Budgets
from bot.sandbox.markup import Markup
from bot.sandbox.messages import Content, Message
from bot.sandbox.people import Person
from bot.sandbox.polling_state import PollingState
from bot.sandbox.polls import Poll
from bot.sandbox.privacy import reaches
from bot.sandbox.profile import Profile
from bot.sandbox.screen import screen_of
from bot.sandbox.taps import Tap
from bot.sandbox.updates import CALLBACK_LIFE, Updates
from bot.sandbox.webhook_settings import WebhookSettings

T = TypeVar("T")
TEST_TOKEN = "123456:TEST-0000000000000000000000000000000000"  # noqa: S105 - opens nothing but this world
FIRST_PERSON = 5_000_000_101  # needs more than 32 bits, as the ids of new accounts do
FIRST_GROUP = 4_000_000_101
FIRST_SUPERGROUP = 1_002_000_000_101


@dataclass
class Settings:
    """What Telegram does not publish or may change.

    Attributes:
        answer_window: seconds in which a callback query can be answered.
        mentions_pierce_privacy: whether naming the bot in a group is enough for it to hear.
        poll_guard: a repeated getUpdates with a shorter timeout waits as long (the real server: 3 s).
        conflict_pause: seconds a second 409 within as many seconds is held back (the real server: 3 s).
    """

    answer_window: float = 30.0
    mentions_pierce_privacy: bool = True
    poll_guard: float = 0.0
    conflict_pause: float = 3.0


class World:
    """Everything there is. Deterministic: the same acts on the same clock give the same ids and texts.

    Attributes:
        bot: the account of the bot under test.
        people: everybody by id.
        chats: all chats by id, left and deleted ones too.
        calls: every Bot API call.
        breaches: what no Bot API would take: unknown methods, parameters and fields.
        taps: every tap that was sent to the bot, by query id.
        polls: every poll of the bot, by id.
        faults, limits, updates, files, profile, webhook: the parts with their own modules.
        before_call: called with method and parameters before the world looks at a call.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        bot_name: str = "微修",
        bot_username: str = "weixiu_bot",
        token: str = TEST_TOKEN,
        settings: Settings | None = None,
        seed: int = 0,
    ) -> None:
        self.clock = clock
        self.settings = settings or Settings()
        self.bot = BotAccount(int(token.partition(":")[0]), bot_name, username=bot_username, token=token)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.taps: dict[str, Tap] = {}
        self.polls: dict[str, Poll] = {}
        self.calls = CallLog()
        self.breaches: list[str] = []
        self.before_call: list[Callable[[Call], None]] = []
        self.faults = Faults()
        self.limits = Budgets(self.seconds)
        self.updates = Updates(self.seconds, seed=seed)
        self.files = Files()
        self.profile = Profile()
        self.webhook: WebhookSettings | None = None
        self.polling = PollingState()
        self.bell = Bell()
        self._numbers = {"message": 0, "query": 0, "album": 0}

    # People and places

    def person(
        self,
        first_name: str,
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "zh-hans",
        user_id: int | None = None,
        phone: str = "",
        is_bot: bool = False,
    ) -> Person:
        """A new account, unknown to the bot until they meet in a group or in private."""
        number = FIRST_PERSON + len(self.people) if user_id is None else user_id
        if number in self.chats:
            raise NotPossibleError(f"there is somebody with the id {number} already")
        account = Account(number, first_name, last_name, username, language_code, is_bot)
        person = Person(self, account, phone=phone)
        self.people[number] = person
        self.chats[number] = person.private
        return person

    def group(self, title: str, members: Sequence[Person] = (), *, chat_id: int | None = None) -> Group:
        """A basic group; the first member made it."""
        count = sum(chat.type == "group" for chat in self.chats.values())
        return self._found(Group(self, -(FIRST_GROUP + count) if chat_id is None else chat_id, "group", title), members)

    def supergroup(
        self,
        title: str,
        members: Sequence[Person] = (),
        *,
        is_forum: bool = False,
        username: str = "",
        chat_id: int | None = None,
    ) -> Group:
        """A supergroup; with `is_forum` it has topics."""
        count = sum(chat.type == "supergroup" for chat in self.chats.values())
        number = -(FIRST_SUPERGROUP + count) if chat_id is None else chat_id
        group = Group(self, number, "supergroup", title, username, is_forum=is_forum)
        return self._found(group, members)

    def _found(self, group: Group, members: Sequence[Person]) -> Group:
        if group.id in self.chats:
            raise NotPossibleError(f"there is a chat with the id {group.id} already")
        self.chats[group.id] = group
        for position, person in enumerate(members):
            group.roster[person.id] = Member(person, "member" if position else "creator")
        return group

    def groups(self) -> list[Group]:
        """All groups and supergroups that are alive."""
        return [
            chat
            for chat in self.chats.values()
            if isinstance(chat, Group) and not chat.deleted and chat.migrated_to is None
        ]

    def knows(self, person: Person) -> bool:
        """Whether the bot ever met this person: in private, or in a group both were in."""
        return person.met_bot or any(
            person.id in chat.roster and self.bot.id in chat.roster for chat in self.chats.values()
        )

    # What happens

    def seconds(self) -> float:
        """The world's clock as a number."""
        return self.clock.now().timestamp()

    def number(self, of: str) -> int:
        """The next number of a kind."""
        self._numbers[of] += 1
        return self._numbers[of]

    def post(self, chat: Chat, sender: Account, content: Content, *, reply_to: Message | None = None) -> Message:
        """Put a message into a chat and hand it to the bot if it may hear it."""
        # Supergroups count for themselves; private chats and basic groups share the bot's own counter.
        number = len(chat.history) + 1 if chat.type == "supergroup" else self.number("message")
        message = Message(chat, number, sender, self.clock.now(), content, reply_to)
        chat.history[number] = message
        if sender.is_bot:
            chat.last_bot = sender
        self.tell_message("message", message)
        return message

    def tell_message(self, kind: str, message: Message) -> None:
        """Hand a new or edited message to the bot, if it may hear it."""
        if reaches(message, self.bot, mentions=self.settings.mentions_pierce_privacy):
            self.updates.add(kind, message.as_json(), line=f"chat {message.chat.id}")
        self.bell.ring()

    def tell_member(self, chat: Chat, old: Json, new: Json, *, by: Account) -> None:
        """Hand a change of somebody's standing to the bot: its own always, others' to an administrator."""
        about = new["user"]["id"]
        body = {
            "chat": chat.as_chat(),
            "from": by.as_user(),
            "date": int(self.seconds()),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        if about == self.bot.id:
            self.updates.add("my_chat_member", body, line=f"my {chat.id}")
        elif chat.member(self.bot).is_admin:
            self.updates.add("chat_member", body, line=f"member {about}")
        self.bell.ring()

    def tell_tap(self, tap: Tap) -> None:
        """Hand a tap to the bot; its answer comes by answerCallbackQuery."""
        self.taps[tap.id] = tap
        self.updates.add("callback_query", tap.as_query(), line=f"user {tap.by.id}", life=CALLBACK_LIFE)
        self.bell.ring()

    def tell_reaction(self, message: Message, by: Account, old: list[Json], new: list[Json]) -> None:
        """Hand a changed reaction to the bot, in private or where it is an administrator."""
        chat = message.chat
        if chat.type == "private" or chat.member(self.bot).is_admin:
            body = {
                "chat": chat.as_chat(),
                "message_id": message.id,
                "user": by.as_user(),
                "date": int(self.seconds()),
                "old_reaction": old,
                "new_reaction": new,
            }
            self.updates.add("message_reaction", body, line=f"chat {chat.id}")
        self.bell.ring()

    def malformed_update(self, body: Json | None = None) -> int:
        """Queue an update no client library can read; its update_id."""
        garbage: Json = {"message": {"message_id": "?", "chat": "nowhere"}}
        return self.updates.add_raw(garbage if body is None else body).id

    def edit(self, message: Message, content: Content) -> Message:
        """Change what a message says; a keyboard alone leaves no trace of editing."""
        if (content.words, content.attachment) != (message.content.words, message.content.attachment):
            message.edited_at = self.clock.now()
        message.content = content
        self.bell.ring()
        return message

    def set_markup(self, message: Message, markup: Markup | None) -> Message:
        """Change the keyboard under a message."""
        return self.edit(message, replace(message.content, markup=markup))

    def remove(self, message: Message) -> None:
        """Delete a message for everybody."""
        message.deleted = True
        message.pinned = False
        self.bell.ring()

    # Looking

    @property
    def updates_pending(self) -> int:
        """How many updates the bot has not confirmed."""
        self.updates.forget_expired()
        return len(self.updates.pending)

    def screen(self, chat: Chat, for_: Person | None = None) -> str:
        """What the chat shows, as text; `for_` adds what only this person sees."""
        return screen_of(self, chat, for_)

    async def until(self, condition: Callable[[], T | None], *, seconds: float = 5.0, what: str = "it") -> T:
        """The condition's value as soon as it is true, looked at after every change of the world.

        Raises:
            NotPossibleError: it was not true within as many seconds of the wall clock.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not (value := condition()):
            if not await self.bell.listen(max(0.0, deadline - loop.time())):
                raise NotPossibleError(f"waited {seconds:g} s for {what} in vain")
        return value
