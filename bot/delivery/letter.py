"""One owed message, rendered and about to be said."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from bot.delivery.budget import Sending
from bot.domain.ids import PersonId
from bot.models import OutboxMessage
from bot.models.outbox import Kind, Policy
from bot.views.screen import Screen


@dataclass(frozen=True)
class Letter:
    """One owed message, rendered: what to show, and the row as it was at that instant."""

    row: OutboxMessage
    screen: Screen | None
    proves_reach: bool = False
    """Its arrival is news: so far nobody knew that the bot can write to this person."""
    reader: PersonId | None = None
    """Who reads it in their private chat for the first time."""
    quiet: bool = False
    """It comes without a sound."""
    sending: Sending | None = None
    """Its place in the budget."""

    @property
    def messages(self) -> int:
        """How many messages Telegram counts: an album counts each of its pictures or files, and each clip is one."""
        screen = self.screen
        return 1 if screen is None else max(1, len(screen.photos) + len(screen.clips), len(screen.files))

    @property
    def unchanged(self) -> bool:
        """Whether the message shows all this already."""
        return self.row.message_id is not None and self.row.kind is Kind.KEEP and self.looks == self.row.looks

    @property
    def at_most_once(self) -> bool:
        """Whether nobody may try again without a person's word; what stands may be changed as often as need be."""
        return self.row.policy is Policy.AT_MOST_ONCE and self.row.message_id is None

    @property
    def counts_in_group(self) -> bool:
        """Whether it goes into a group, where Telegram counts by the minute."""
        return self.row.chat_id < 0 and self.screen is not None and not self.unchanged

    @cached_property
    def looks(self) -> str | None:
        """A hash of what it shows; equal looks need no edit."""
        return None if self.screen is None else hashlib.sha256(repr(self.screen).encode()).hexdigest()
