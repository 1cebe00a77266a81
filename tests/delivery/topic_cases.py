"""What every topic says in the furnished neighbourhood, and the files in which it is written down.

python -m tests.delivery.topic_cases     after words have changed: write them anew, and read the difference
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.views.words import Dictionary
from tests.databases import sqlite_template
from tests.delivery.cases_goods import GOODS
from tests.delivery.cases_life import LIFE
from tests.delivery.cases_work import WORK
from tests.delivery.furnished import furnish, furnish_before
from tests.delivery.neighbourhood import NOW, Neighbourhood, open_file, settle_down
from tests.delivery.saying import Case, begin, numbered, said

FOLDER = Path(__file__).parent / "said"
_EVERY = numbered([each for cases in (WORK | LIFE | GOODS).values() for each in cases()])
_PLACED = iter(_EVERY)
CASES: dict[str, list[Case]] = {
    subject: [next(_PLACED) for _ in cases()] for subject, cases in (WORK | LIFE | GOODS).items()
}
"""The messages by subject; each conversation with a serial of its own."""
_HEAD = "=== "


def written(subject: str) -> dict[str, str]:
    """What a subject's file says, by the names of its cases."""
    text = (FOLDER / f"{subject}.txt").read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in text.split(f"\n{_HEAD}")[1:])
    return {name: shown.strip("\n") for name, _, shown in parts}


async def furnished(path: Path) -> None:
    """Make of this empty, migrated SQLite file the neighbourhood in which everything has its case."""
    uow = open_file(path)
    async with uow.writing(NOW) as tx:
        await settle_down(tx)
    async with uow.writing(NOW) as tx:
        await furnish(tx)
        begin(tx, _EVERY)
    await furnish_before(uow)
    await uow.database.close()


async def _write(path: Path) -> None:
    await furnished(path)
    uow = open_file(path)
    here = Neighbourhood(uow, Dictionary())
    FOLDER.mkdir(exist_ok=True)
    for subject, cases in CASES.items():
        parts = [f"\n{_HEAD}{each.name}\n{await said(here, each)}\n" for each in cases]
        (FOLDER / f"{subject}.txt").write_text("".join(parts), encoding="utf-8")
    await uow.database.close()
    sys.stdout.write(f"{len(_EVERY)} messages of {len({each.topic for each in _EVERY})} topics\n")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_write(sqlite_template(Path(folder))))
