"""What the page knows beside the world: who looks at it, what they have read, which Start is offered."""

import secrets
from dataclasses import dataclass, field

from bot.sandbox.chats import Chat
from bot.sandbox.groups import Group
from bot.sandbox.page.cast import Cast, Role, cast_of, role_of
from bot.sandbox.page.links import Lead, lead_of
from bot.sandbox.page.notes import Notes
from bot.sandbox.page.words import Phrases
from bot.sandbox.people import Person
from bot.sandbox.world import World


@dataclass
class Stage:
    """The page's own memory; it lives as long as the server.

    Attributes:
        notes: what every message looked like.
        epoch: tells a restarted server from the one a page was loaded from.
        offered: the payload that waits behind a Start button, by person.
        read: the newest message of the private chat that was shown, by person.
        races: how often the crowd tapped.
    """

    world: World
    notes: Notes = field(default_factory=Notes)
    epoch: str = field(default_factory=lambda: secrets.token_hex(4))
    offered: dict[int, str] = field(default_factory=dict)
    read: dict[int, int] = field(default_factory=dict)
    races: int = 0

    def group(self, chat_id: str = "") -> Group | None:
        """The group with this id, else the first there is."""
        groups = self.world.groups()
        return next((group for group in groups if str(group.id) == chat_id), groups[0] if groups else None)

    def unread(self, person: Person) -> int:
        """How many of the bot's messages this person was not shown yet."""
        last = self.read.get(person.id, 0)
        return sum(message.id > last and message.sender is not person for message in person.private.messages)

    def mark_read(self, person: Person) -> None:
        """Everything in the private chat was shown."""
        self.read[person.id] = max(person.private.history, default=0)


@dataclass(frozen=True)
class Viewer:
    """Who looks at the page: as which person, at which group, in which language."""

    stage: Stage
    person: Person
    group: Group | None
    say: Phrases

    @property
    def world(self) -> World:
        """The world that is looked at."""
        return self.stage.world

    @property
    def cast(self) -> Cast:
        """Who else can be acted as."""
        return cast_of(self.world, self.group)

    @property
    def role(self) -> Role:
        """What the person is in this group's story."""
        return role_of(self.person, self.group)

    @property
    def is_member(self) -> bool:
        """Whether the person may speak in the group."""
        return self.group is not None and self.group.member(self.person).is_in

    def chat(self, side: str) -> Chat | None:
        """The chat on a side of the page: "group" or "private"."""
        return self.group if side == "group" else self.person.private

    def lead(self, url: str) -> Lead:
        """Where a link leads, seen from here."""
        return lead_of(url, self.world, self.group)
