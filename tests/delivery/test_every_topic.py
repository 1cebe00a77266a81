"""Every topic, word by word: what it says of which facts, to whom, with which buttons, and when it says nothing.

What is expected stands in `said/`, a file for each subject; `tests/delivery/topic_cases.py` writes it.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from filelock import FileLock

from bot.delivery.quiet import comes_quietly
from bot.delivery.rendering import Scene
from bot.delivery.topics import TOPICS
from bot.models import OutboxMessage
from bot.storage.post.outbox import CLOCK
from bot.views.words import Dictionary
from tests.databases import copy_sqlite
from tests.delivery.neighbourhood import BROOK, NOW, QIANSHANG, Neighbourhood, open_file
from tests.delivery.saying import said
from tests.delivery.topic_cases import CASES, furnished, written


@pytest.fixture(scope="session")
def furnished_file(sqlite_file: Path, of_this_run: Path) -> Path:
    """The furnished neighbourhood, made once for a run; nobody changes it."""
    path = of_this_run / "furnished.db"
    with FileLock(of_this_run / "furnished.lock"):
        if not path.exists():
            begun = Path(shutil.copy(sqlite_file, of_this_run / "furnishing.db"))
            asyncio.run(furnished(begun))
            copy_sqlite(begun, path)
    return path


@pytest.fixture
async def busy(furnished_file: Path, tmp_path: Path, dictionary: Dictionary) -> AsyncIterator[Neighbourhood]:
    copy_sqlite(furnished_file, tmp_path / "weixiu.db")
    uow = open_file(tmp_path / "weixiu.db")
    yield Neighbourhood(uow, dictionary)
    await uow.database.close()


@pytest.mark.parametrize("subject", CASES)
async def test_a_topic_says_what_is_written(busy: Neighbourhood, subject: str) -> None:
    expected = written(subject)
    for case in CASES[subject]:
        assert await said(busy, case) == expected[case.name], case.name
    assert len(expected) == len(CASES[subject])


def test_no_topic_is_left_out() -> None:
    assert {case.topic for cases in CASES.values() for case in cases} == set(TOPICS)


@pytest.mark.parametrize(
    ("topic", "number", "facts", "quiet"),
    [
        ("news", 1026, {}, True),
        ("news", 1026, {CLOCK: True}, True),
        ("said", 1026, {}, False),
        ("said", 1026, {CLOCK: True}, True),
        ("news", 1002, {}, False),
        ("news", 1002, {CLOCK: True}, True),
        ("news", 1029, {CLOCK: True}, False),
        ("news", 1029, {}, False),
        ("news", None, {CLOCK: True}, False),
        ("news", 4040, {CLOCK: True}, False),
    ],
)
async def test_at_night_only_danger_rings_and_what_somebody_just_asked_for(
    busy: Neighbourhood, topic: str, number: int | None, facts: dict[str, bool], *, quiet: bool
) -> None:
    """It is night in Brook; 1026 is urgent, 1029 is danger."""
    async with busy.uow.reading(NOW) as tx:
        for community, message, comes in ((BROOK, None, quiet), (BROOK, 9, False), (QIANSHANG, None, False)):
            row = OutboxMessage(chat_id=504, message_id=message, topic=topic, community_id=community, number=number)
            scene = Scene(tx, facts, row, busy.dictionary, "weixiu_bot", "zh_CN")
            assert await comes_quietly(scene) is comes
