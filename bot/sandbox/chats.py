"""Chats and who is in them with which rights; what they look like to the Bot API."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.sandbox.accounts import Account
from bot.sandbox.errors import Json
from bot.sandbox.messages import Message

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


@dataclass
class Member:
    """One account's standing in a chat: creator, administrator, member, left or kicked."""

    account: Account
    status: str = "member"
    rights: frozenset[str] = frozenset()
    hears_all: bool = False

    @property
    def is_in(self) -> bool:
        """Whether they are in the chat now."""
        return self.status in {"creator", "administrator", "member"}

    @property
    def is_admin(self) -> bool:
        """Creators and administrators."""
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Whether they hold an administrator's right; a creator holds all."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def as_json(self) -> Json:
        """The Bot API's ChatMember of this status."""
        body: Json = {"status": self.status, "user": self.account.as_user()}
        if self.status == "creator":
            body["is_anonymous"] = False
        elif self.status == "administrator":
            body |= {"can_be_edited": False, "is_anonymous": False}
            body |= {right: right in self.rights for right in RIGHTS + GROUP_RIGHTS}
        elif self.status == "kicked":
            body["until_date"] = 0
        return body


@dataclass
class Topic:
    """A thread of a forum; its id is the id of the service message that opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(eq=False)
class Chat:
    """A private chat, group or supergroup: its members and its messages. `type` is the Bot API's."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    peer: Account | None = None
    is_forum: bool = False
    deleted: bool = False
    migrated_to: "Chat | None" = None
    sending_allowed: bool = True
    roster: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    history: dict[int, Message] = field(default_factory=dict)
    last_bot: Account | None = None

    @property
    def is_group(self) -> bool:
        """Groups and supergroups."""
        return self.type in {"group", "supergroup"}

    @property
    def messages(self) -> list[Message]:
        """The messages that are still there, oldest first; service messages too."""
        return [message for message in self.history.values() if not message.deleted]

    @property
    def last(self) -> Message:
        """The newest message that is still there."""
        return self.messages[-1]

    @property
    def members(self) -> list[Account]:
        """Who is in the chat now."""
        return [member.account for member in self.roster.values() if member.is_in]

    def member(self, account: Account) -> Member:
        """The account's standing; "left" for a stranger."""
        return self.roster.get(account.id) or Member(account, "left")

    def administrators(self) -> Iterator[Member]:
        """Creator and administrators."""
        return (member for member in self.roster.values() if member.is_admin)

    def as_chat(self) -> Json:
        """The Bot API's Chat."""
        body: Json = {"id": self.id, "type": self.type}
        if self.peer is not None:
            user = self.peer.as_user()
            body |= {name: user[name] for name in ("first_name", "last_name", "username") if name in user}
        else:
            body["title"] = self.title
            if self.username:
                body["username"] = self.username
        if self.is_forum:
            body["is_forum"] = True
        return body

    def as_full(self) -> Json:
        """The Bot API's ChatFullInfo."""
        body = self.as_chat() | {
            "accent_color_id": abs(self.id) % 7,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(_GIFTS, False),
        }
        if self.is_group:
            body["permissions"] = dict.fromkeys(PERMISSIONS, self.sending_allowed)
        pinned = [message for message in self.messages if message.pinned]
        return body | ({"pinned_message": pinned[-1].as_json(with_reply=False)} if pinned else {})
