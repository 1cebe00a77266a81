"""What there is to see of a program at work, and what somebody who watches it looks like."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from bot.clock import Clock
from bot.config import Config
from bot.counts import Counts
from bot.delivery.postman import Postman
from bot.storage.ground.uow import UnitOfWork
from bot.watching.readiness import Readiness


@dataclass(frozen=True)
class Watched:
    """The parts of a program that are looked at; nobody who watches changes any."""

    config: Config
    clock: Clock
    uow: UnitOfWork
    counts: Counts
    postman: Postman
    readiness: Readiness


Watch = Callable[[Watched], AbstractAsyncContextManager[None]]
"""While it is open, somebody watches."""
