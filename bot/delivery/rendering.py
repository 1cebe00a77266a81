"""From an owed row to a screen: which facts a topic needs, and in whose language it is said.

Rendering happens when a message is about to be said, from what is committed by then: what was true when it was
owed may no longer be.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.ids import PersonId
from bot.models import Community, Person
from bot.models.outbox import OutboxMessage
from bot.storage.ground.uow import Reading
from bot.storage.members.residences import community_of_person
from bot.storage.repairs.order_facts import OrderFacts, order_facts
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.views.screen import Screen
from bot.views.words import Dictionary, Words


@dataclass(frozen=True)
class Scene:
    """What a topic is rendered with: the present state, the row's facts, where it will be read."""

    tx: Reading
    facts: dict[str, Any]
    row: OutboxMessage
    dictionary: Dictionary
    bot_username: str
    default_locale: str
    reader: Person | None = None
    """Who will read it in their private chat, if they were ever seen."""
    here: Community | None = None
    """The community that the row names, where it was read with it."""

    @property
    def fresh(self) -> bool:
        """Whether the message is not in the chat yet."""
        return self.row.message_id is None

    async def community(self) -> Community:
        """The community the message is about."""
        here, named = self.here, self.facts["community"]
        return here if here is not None and here.id == named else await self.tx.session.get_one(Community, named)

    async def community_or_none(self) -> Community | None:
        """The community, where there is one already."""
        return None if self.facts.get("community") is None else await self.community()

    async def order(self, *, private: bool = False) -> OrderFacts | None:
        """The order the message is about, with what is private where that is asked for."""
        return await order_facts(self.tx, self.facts["community"], self.facts["number"], private=private)

    async def draft(self, kind: str) -> DraftFacts | None:
        """The conversation the message is about, as long as it goes on."""
        person_id = PersonId(self.facts["person"])
        return await draft_of(self.tx, person_id, self.facts["chat"], kind, self.facts["serial"])

    async def words(self, community: Community | None = None) -> Words:
        """The reader's own language, else their community's, else the program's."""
        person = self.reader
        if person is not None and person.locale is not None:
            return self.dictionary.words(person.locale)
        if community is None and person is not None:
            community = await community_of_person(self.tx, person.id)
        return self.dictionary.words(self.default_locale if community is None else community.locale)


Topic = Callable[[Scene], Awaitable[Screen | None]]
"""None: there is nothing (left) to say."""
