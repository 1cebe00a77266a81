"""What must be true of the town whatever was sent: the books, the inbox, what was said, and that the bot goes on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, select

from bot.intake.reception import TRIES
from bot.models import Base, InboxUpdate
from bot.models.intake import InboxState
from tests.town import Actor, Town

PLUMBING = frozenset({"inbox", "outbox", "chat_pause", "chat_spending", "lease", "slot"})
"""Tables of what came in and goes out; everything else is somebody's business."""
OWN = frozenset({"person", "draft"})
"""Tables in which everybody has rows of their own."""
FIRST_ID = 3_000_000_000
INVALID = ("can't parse", "is too long", "is empty", "must be non-empty", "invalid")

Books = dict[str, list[tuple[Any, ...]]]


@dataclass
class Watch:
    """A town under watch. `next_id` numbers the updates that were not made by the pretend Telegram."""

    town: Town
    witness: Actor
    next_id: int = FIRST_ID
    seen_calls: int = 0
    passive: list[Table] = field(
        default_factory=lambda: [
            table for name, table in sorted(Base.metadata.tables.items()) if name not in PLUMBING | OWN
        ]
    )

    async def books(self) -> Books:
        """Every row that is nobody's own: communities, roles, orders, claims, points, invitations, events."""
        async with self.town.weixiu.uow.reading(self.town.clock.now()) as tx:
            return {
                table.name: sorted(tuple(row) for row in await tx.session.execute(select(table)))
                for table in self.passive
            }

    async def drafts(self) -> int:
        """How many conversations are under way."""
        async with self.town.weixiu.uow.reading(self.town.clock.now()) as tx:
            return len((await tx.session.execute(select(Base.metadata.tables["draft"]))).all())

    async def of_others(self, user_id: int) -> list[tuple[Any, ...]]:
        """The rows of all people but this one, without the time they were last seen."""
        people = Base.metadata.tables["person"]
        kept = [people.c.id, people.c.user_id, people.c.phone, people.c.phone_index, people.c.locale]
        async with self.town.weixiu.uow.reading(self.town.clock.now()) as tx:
            rows = await tx.session.execute(select(*kept).where(people.c.user_id != user_id))
            return sorted(map(repr, rows))  # type: ignore[arg-type]

    async def hands_over(self, *bodies: dict[str, Any]) -> list[int]:
        """Telegram hands these over twice, as it may, and everything settles; under which numbers."""
        numbers = list(range(self.next_id, self.next_id + len(bodies)))
        self.next_id += len(bodies)
        raws = [{**body, "update_id": number} for body, number in zip(bodies, numbers, strict=True)]
        await self.town.weixiu.reception.receive([*raws, *raws])
        await self.town.weixiu.reception.idle()
        await self.town.weixiu.reception.receive(raws)
        await self.town.weixiu.reception.idle()
        await self.town.settle()
        return numbers

    async def inbox(self, numbers: Sequence[int]) -> list[tuple[InboxState, int]]:
        """State and attempts of these updates."""
        async with self.town.weixiu.uow.reading(self.town.clock.now()) as tx:
            rows = await tx.session.execute(
                select(InboxUpdate.state, InboxUpdate.attempts).where(InboxUpdate.update_id.in_(numbers))
            )
            return [(row.state, row.attempts) for row in rows]

    async def assert_settled(self, numbers: Sequence[int]) -> None:
        """Each was stored once, and handled, or put aside after as many tries as are made."""
        states = await self.inbox(numbers)
        assert len(states) <= len(numbers)
        assert set(states) <= {(InboxState.DONE, 0), *((InboxState.DONE, tried) for tried in range(TRIES))} | {
            (InboxState.DEAD, TRIES)
        }, states

    async def assert_goes_on(self) -> None:
        """Somebody else asks something, and is answered once."""
        before = len(self.witness.person.private.messages)
        await self.witness.says("/points")
        answers = self.witness.person.private.messages[before + 1 :]
        assert [message.text.startswith("积分") for message in answers] == [True], [one.text for one in answers]

    def assert_valid(self) -> None:
        """Nothing the bot said since the last look was refused because of what it said.

        A tap whose id was spoilt cannot be answered, whatever is said.
        """
        calls = list(self.town.world.calls)[self.seen_calls :]
        self.seen_calls = len(self.town.world.calls)
        refused = Counter(
            f"{call.method}: {call.refusal.description}"
            for call in calls
            if call.refusal
            and call.method != "answerCallbackQuery"
            and any(sign in call.refusal.description.lower() for sign in INVALID)
        )
        assert not refused, refused
        self.town.world.breaches[:] = [one for one in self.town.world.breaches if "callback_query_id" not in one]


async def watched(town: Town) -> Watch:
    """The town with somebody in it who asks after each misdeed whether the bot is still there."""
    return Watch(town, await town.volunteer("证人"))
