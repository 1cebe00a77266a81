"""The order in memory: each lane in Telegram's order, lanes side by side, and who may go together."""

from collections import deque
from collections.abc import Callable, Iterable

from bot.storage.post.inbox import StoredUpdate


class Lanes:
    """Queues by lane. A lane is ready, at work (a party of it is in hand) or held up (it waits for a moment).

    `known` holds the `seq` of every update that is waiting or in hand.
    """

    def __init__(self, in_company: Callable[[StoredUpdate], bool], *, most: int) -> None:
        """`most`: how many updates go together at most."""
        self._in_company = in_company
        self._most = most
        self._waiting: dict[str, deque[StoredUpdate]] = {}
        self._ready: dict[str, None] = {}
        self._at_work: set[str] = set()
        self._held_up: set[str] = set()
        self._company: list[StoredUpdate] | None = None
        self._social: set[int] = set()
        self.known: set[int] = set()

    def add(self, updates: Iterable[StoredUpdate]) -> int:
        """Queue those that are not known yet; how many."""
        fresh = [stored for stored in updates if stored.seq not in self.known]
        for stored in fresh:
            self.known.add(stored.seq)
            if self._in_company(stored):
                self._social.add(stored.seq)
            self.put_back(stored)
            self._look_at(stored.lane)
        return len(fresh)

    def next_party(self) -> list[StoredUpdate]:
        """Who goes next: the head of the lane that has waited longest, or all who may go together; empty: nobody."""
        for lane in self._ready:
            head = self._waiting[lane][0]
            if head.seq not in self._social:
                return self._take({lane: 1})
            if self._company is None:
                self._company = self._gather()
                return self._company
        return []

    def _gather(self) -> list[StoredUpdate]:
        """From each ready lane those at its head that may go in company, as many as are allowed in all."""
        counts: dict[str, int] = {}
        room = self._most
        for lane in self._ready:
            for stored in self._waiting[lane]:
                if not room or stored.seq not in self._social:
                    break
                counts[lane] = counts.get(lane, 0) + 1
                room -= 1
        return self._take(counts)

    def _take(self, counts: dict[str, int]) -> list[StoredUpdate]:
        party = []
        for lane, count in counts.items():
            party += [self._waiting[lane].popleft() for _ in range(count)]
            self._at_work.add(lane)
            del self._ready[lane]
        return party

    def leave(self, party: list[StoredUpdate]) -> None:
        """A party is through; its lanes go on."""
        if party is self._company:
            self._company = None
        for lane in {stored.lane: None for stored in party}:
            self._at_work.discard(lane)
            self._look_at(lane)

    def done(self, stored: StoredUpdate) -> None:
        """It was handled, or put aside."""
        self.known.discard(stored.seq)
        self._social.discard(stored.seq)

    def put_back(self, stored: StoredUpdate) -> None:
        """It takes its place in its lane (again): after those that were stored before it."""
        queue = self._waiting.setdefault(stored.lane, deque())
        if not queue or queue[-1].seq < stored.seq:
            queue.append(stored)
        else:
            queue.insert(next(place for place, other in enumerate(queue) if other.seq > stored.seq), stored)

    def hold_up(self, lane: str) -> None:
        """Nothing of this lane goes before it is released."""
        self._held_up.add(lane)

    def release(self, lane: str) -> None:
        """The lane may go on."""
        self._held_up.discard(lane)
        self._look_at(lane)

    def drop_waiting(self) -> None:
        """Forget what is not in hand."""
        for queue in self._waiting.values():
            for stored in queue:
                self.done(stored)
        self._waiting.clear()
        self._ready.clear()

    def _look_at(self, lane: str) -> None:
        if not self._waiting.get(lane):
            self._waiting.pop(lane, None)
            self._ready.pop(lane, None)
        elif lane not in self._at_work and lane not in self._held_up:
            self._ready.setdefault(lane)
