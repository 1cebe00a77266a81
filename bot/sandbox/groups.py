"""Groups, and what their people do to them: add, promote and throw out the bot, come, go, migrate."""

from typing import TYPE_CHECKING

from bot.sandbox.accounts import Account
from bot.sandbox.chats import GROUP_RIGHTS, RIGHTS, Chat, Member, Topic
from bot.sandbox.errors import Json, NotPossibleError
from bot.sandbox.messages import Content, Message

if TYPE_CHECKING:
    from bot.sandbox.world import World

TOPIC_COLOUR = 7_322_096  # the first of the six colours the Bot API names


class Group(Chat):
    """A group or supergroup. Whoever is not named as acting is its creator."""

    def __init__(
        self,
        world: "World",
        chat_id: int,
        kind: str,
        title: str,
        username: str = "",
        *,
        is_forum: bool = False,
    ) -> None:
        super().__init__(chat_id, kind, title, username, is_forum=is_forum)
        self.world = world

    @property
    def creator(self) -> Account:
        """Who made the group."""
        for member in self.roster.values():
            if member.status == "creator":
                return member.account
        raise NotPossibleError(f"{self.title} has no creator: give it members")

    # The bot

    def add_bot(self, by: Account | None = None) -> Message:
        """Add the bot; what its privacy mode is now holds until it is added anew."""
        world, actor = self.world, by or self.creator
        self._stand(Member(world.bot, "member", hears_all=not world.bot.privacy), by=actor)
        return self.serve(actor, {"new_chat_members": [world.bot.as_user()]})

    def promote_bot(self, by: Account | None = None, **rights: bool) -> None:
        """Make the bot an administrator with these rights, e.g. can_delete_messages=True."""
        unknown = set(rights) - {*RIGHTS, *GROUP_RIGHTS}
        if unknown:
            raise NotPossibleError(f"there is no right {', '.join(sorted(unknown))}")
        held = frozenset({"can_manage_chat", *(right for right, given in rights.items() if given)})
        hears_all = self.member(self.world.bot).hears_all
        self._stand(Member(self.world.bot, "administrator", held, hears_all), by=by or self.creator)

    def demote_bot(self, by: Account | None = None) -> None:
        """Make the bot a plain member again."""
        hears_all = self.member(self.world.bot).hears_all
        self._stand(Member(self.world.bot, hears_all=hears_all), by=by or self.creator)

    def kick_bot(self, by: Account | None = None) -> None:
        """Throw the bot out."""
        actor = by or self.creator
        self.serve(actor, {"left_chat_member": self.world.bot.as_user()})
        self._stand(Member(self.world.bot, "kicked"), by=actor)

    def bot_leaves(self) -> None:
        """The bot goes by itself (leaveChat)."""
        self.serve(self.world.bot, {"left_chat_member": self.world.bot.as_user()})
        self._stand(Member(self.world.bot, "left"), by=self.world.bot)

    # People

    def joins(self, account: Account, *, by: Account | None = None) -> Message:
        """Somebody joins, or is added `by` somebody."""
        self._stand(Member(account), by=by or account)
        return self.serve(by or account, {"new_chat_members": [account.as_user()]})

    def leaves(self, account: Account) -> Message:
        """Somebody leaves."""
        self._stand(Member(account, "left"), by=account)
        return self.serve(account, {"left_chat_member": account.as_user()})

    def kicks(self, account: Account, *, by: Account | None = None) -> Message:
        """Somebody is thrown out."""
        actor = by or self.creator
        self._stand(Member(account, "kicked"), by=actor)
        return self.serve(actor, {"left_chat_member": account.as_user()})

    def promotes(self, account: Account, *, by: Account | None = None, rights: frozenset[str] | None = None) -> None:
        """Make a member an administrator, with all rights unless told otherwise."""
        held = frozenset(RIGHTS + GROUP_RIGHTS) if rights is None else rights
        self._stand(Member(account, "administrator", held), by=by or self.creator)

    # The group itself

    def topic(self, name: str, *, by: Account | None = None) -> Topic:
        """Open a thread of a forum."""
        if not self.is_forum:
            raise NotPossibleError(f"{self.title} is no forum")
        number = len(self.history) + 1
        self.topics[number] = Topic(number, name)
        created = {"name": name, "icon_color": TOPIC_COLOUR}
        content = Content(thread_id=number, service={"forum_topic_created": created})
        self.world.post(self, by or self.creator, content)
        return self.topics[number]

    def renames(self, title: str, *, by: Account | None = None) -> Message:
        """Give the group another name."""
        self.title = title
        return self.serve(by or self.creator, {"new_chat_title": title})

    def migrate(self) -> "Group":
        """Turn the group into a supergroup: a new id, the same people, an empty history."""
        if self.type != "group":
            raise NotPossibleError(f"{self.title} is a supergroup already")
        new = self.world.supergroup(self.title)
        new.roster = {number: _copy(member) for number, member in self.roster.items()}
        self.serve(self.creator, {"migrate_to_chat_id": new.id})
        self.migrated_to = new
        new.serve(self.creator, {"migrate_from_chat_id": self.id})
        return new

    def delete(self) -> None:
        """Delete the group for everybody."""
        self.deleted = True
        self.world.bell.ring()

    def serve(self, actor: Account, service: Json) -> Message:
        """Post a service message."""
        return self.world.post(self, actor, Content(service=service))

    def _stand(self, member: Member, *, by: Account) -> None:
        old = self.member(member.account)
        # The bot hears of its own changes even while it is not in; of others' only while it is.
        self.roster[member.account.id] = member
        self.world.tell_member(self, old.as_json(), member.as_json(), by=by)


def _copy(member: Member) -> Member:
    return Member(member.account, member.status, member.rights, member.hears_all)
