"""The record of every call the bot made, and of every call that no Bot API would know."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.errors import Json, RefusalError


@dataclass
class Call:
    """One call: `params` as the bot sent them (files by name), and what came of it.

    Attributes:
        acted: whether the world did what was asked.
        result: what was answered, when it was not refused.
        refusal: the refusal, if there was one.
        fault: the fault that was played on it, in a word.
        by_reply: it stood in the reply to a delivery, and was no request of its own.
    """

    number: int
    method: str
    params: Json
    at: datetime
    acted: bool = False
    result: object = None
    refusal: RefusalError | None = None
    fault: str = ""
    by_reply: bool = False

    def as_json(self) -> Json:
        """For a harness in another process."""
        refusal = self.refusal.as_json() if self.refusal is not None else None
        return {
            "number": self.number,
            "method": self.method,
            "params": self.params,
            "at": self.at.isoformat(),
            "acted": self.acted,
            "result": self.result,
            "refusal": refusal,
            "fault": self.fault,
            "by_reply": self.by_reply,
        }


@dataclass
class CallLog:
    """All calls in order."""

    calls: list[Call] = field(default_factory=list)

    def open(self, method: str, params: Json, at: datetime, *, by_reply: bool = False) -> Call:
        """Write down that a call came in."""
        call = Call(len(self.calls) + 1, method, params, at, by_reply=by_reply)
        self.calls.append(call)
        return call

    def of(self, *methods: str) -> list[Call]:
        """The calls of these methods."""
        return [call for call in self.calls if call.method in methods]

    def acted(self, *methods: str) -> list[Call]:
        """Those that changed the world."""
        return [call for call in self.of(*methods) if call.acted]

    def __iter__(self) -> Iterator[Call]:
        return iter(self.calls)

    def __len__(self) -> int:
        return len(self.calls)

    def __getitem__(self, index: int) -> Call:
        return self.calls[index]
