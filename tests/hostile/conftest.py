"""A town under watch, in which whoever is not invited may not even claim."""

import logging
from collections.abc import Iterator

import pytest

from bot.models import Community
from tests.hostile.watch import Watch, watched
from tests.town import Town


@pytest.fixture
def unlogged() -> Iterator[None]:
    """What fails on purpose, thousands of times, is not written down each time."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
async def watch(town: Town) -> Watch:
    """The town, its witness, and a community in which only invited volunteers may claim."""
    async with town.weixiu.uow.writing(town.clock.now(), occasion="by invitation") as tx:
        (await tx.session.get_one(Community, 1)).open_team = False
    return await watched(town)
