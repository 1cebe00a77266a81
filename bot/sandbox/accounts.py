"""Who can be in a chat: accounts of people and of bots, and how the Bot API writes them down."""

from dataclasses import dataclass

from bot.sandbox.errors import Json


@dataclass(eq=False)
class Account:
    """A Telegram account. `username` has no @ and may be empty; `language_code` is an IETF tag or empty."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    def as_user(self) -> Json:
        """The Bot API's User."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if getattr(self, name):
                user[name] = getattr(self, name)
        return user

    @property
    def full_name(self) -> str:
        """First and last name as clients show them."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(eq=False)
class BotAccount(Account):
    """The bot under test: its profile as BotFather and the set… methods made it."""

    is_bot: bool = True
    token: str = ""
    privacy: bool = True

    def as_me(self) -> Json:
        """What getMe returns."""
        return self.as_user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_guest_queries": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
        }
