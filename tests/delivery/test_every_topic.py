"""Every topic, word by word: what it says of which facts, to whom, with which buttons, and when it says nothing.

What is expected stands in `said/`, a file for each subject; `tests/delivery/topic_cases.py` writes it.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from filelock import FileLock

from bot.delivery.topics import TOPICS
from bot.views.words import Dictionary
from tests.databases import copy_sqlite
from tests.delivery.neighbourhood import Neighbourhood, open_file
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
