"""Revisions are read without Alembic, and as Alembic would read them."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from bot.settings import Database as Settings
from bot.storage.ground.revisions import (
    NewerDatabaseError,
    head_revision,
    is_up_to_date,
    known_revisions,
    script_location,
)


def address(database_url: str) -> str:
    """For SQLAlchemy, as the program has it."""
    return Settings.model_validate({"url": database_url}).sync_url


def test_the_files_names_tell_what_alembic_reads_in_them() -> None:
    scripts = ScriptDirectory(str(script_location()))
    assert known_revisions() == {script.revision for script in scripts.walk_revisions()}
    assert head_revision() == scripts.get_current_head()


def test_a_migrated_database_needs_no_migration(database_url: str) -> None:
    assert is_up_to_date(address(database_url))


@pytest.mark.parametrize(
    "change",
    ["DELETE FROM alembic_version", "DROP TABLE alembic_version", "UPDATE alembic_version SET version_num='0000'"],
)
def test_a_database_before_its_migrations_needs_them(
    database_url: str, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.ground.revisions.known_revisions", lambda: {"0000", "0001"})
    engine = create_engine(address(database_url))
    with engine.begin() as connection:
        connection.execute(text(change))
    engine.dispose()
    assert not is_up_to_date(address(database_url))


def test_a_later_programs_database_is_refused(database_url: str) -> None:
    engine = create_engine(address(database_url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(NewerDatabaseError, match="9999"):
        is_up_to_date(address(database_url))


def test_looking_for_a_file_makes_none(tmp_path: Path) -> None:
    assert not is_up_to_date(f"sqlite:///{tmp_path / 'missing.db'}")
    assert list(tmp_path.iterdir()) == []
