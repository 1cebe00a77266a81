"""What docs/OPERATING.md says to type is typed here, line by line, by an operator with a community."""

import re
from pathlib import Path

from bot.models import Base
from bot.sandbox.server import RunningServer
from bot.storage.ground.revisions import head_revision
from tests.cli.operator import ROOT, Operator
from tests.databases import Postgres, copy_sqlite
from tests.test_documents import blocks, headings, links, text_of
from tests.town import Beginning

ENGLISH, CHINESE = ROOT / "docs/OPERATING.md", ROOT / "docs/OPERATING.zh-CN.md"
ADDRESS = "postgresql://weixiu:PASSWORD@localhost/weixiu"


def typed(path: Path) -> list[str]:
    return "".join(blocks(path, "sh")).splitlines()


async def test_every_line_to_be_typed_works_in_the_order_in_which_it_stands(
    operator: Operator, server: RunningServer, sqlite_beginning: Beginning, postgres: Postgres
) -> None:
    operator.configures(server)
    copy_sqlite(Path(sqlite_beginning.database_url.removeprefix("sqlite:///")), operator.database)
    operator.has_key()
    address = postgres.new_database(migrated=False)
    for line in typed(ENGLISH):
        program, *words = line.replace(ADDRESS, address).split()
        words = [str(operator.folder / word) if word.endswith(".db") else word for word in words]
        outcome = await operator.types_here(*words)
        # The doctor misses the community's group in this Telegram, and says so.
        assert (program, outcome.code) == ("weixiu", 1 if words == ["doctor"] else 0), (line, outcome)
    refused = await operator.types_here("migrate", "--to", "9999")
    assert (refused.code, "must be one of" in refused.err) == (2, True)
    assert (await operator.types_here("migrate")).out == f"The database is at revision {head_revision()}.\n"
    refused = await operator.types_here("migrate", "--to", "0001")
    assert (refused.code, "add --force" in refused.err) == (2, True)
    postgres.drop(address)


def test_both_languages_say_the_same_to_type_and_to_configure() -> None:
    assert typed(ENGLISH) == typed(CHINESE)
    assert headings(ENGLISH) == headings(CHINESE)
    assert blocks(ENGLISH, "toml") == blocks(CHINESE, "toml")
    assert [link for link in links(ENGLISH) if "OPERATING" not in link] == [
        link for link in links(CHINESE) if "OPERATING" not in link
    ]
    (backup,) = blocks(ENGLISH, "toml")
    assert re.findall(r"^\w+", backup, re.MULTILINE) == ["folder", "at", "keep_daily", "keep_weekly", "keep_monthly"]


def test_the_data_that_is_kept_is_told_table_by_table() -> None:
    rows = re.findall(r"^\| (`[^|]*`) \|", text_of(ROOT / "docs/DATA.md"), re.MULTILINE)
    assert sorted(re.findall(r"`(\w+)`", " ".join(rows))) == sorted(Base.metadata.tables)
