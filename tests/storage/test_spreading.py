"""The keys allow what SCALING.md says: the tables of communities may be spread over servers, each by its community."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Table, UniqueConstraint

from bot.models import Base

SCALING = (Path(__file__).parents[2] / "docs" / "SCALING.md").read_text(encoding="utf-8")
TABLES = Base.metadata.tables
BY = "community_id"


def listed(how: str) -> frozenset[str]:
    """The tables that the document puts into one of its groups."""
    row = re.search(rf"^\| {how}[^|]*\|(.*)\|$", SCALING, re.MULTILINE)
    assert row is not None, how
    return frozenset(re.findall(r"`(\w+)`", row[1]))


DISTRIBUTED, REFERENCE, LOCAL = listed("distributed"), listed("reference"), listed("on the coordinator")


def keys_of(table: Table) -> list[list[str]]:
    """The columns of whatever has to be unique in a table."""
    constraints = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    indexes = [index.columns for index in table.indexes if index.unique]
    return [[column.name for column in columns] for columns in (table.primary_key.columns, *constraints, *indexes)]


def test_every_table_has_its_place() -> None:
    assert sorted([*DISTRIBUTED, *REFERENCE, *LOCAL]) == sorted(TABLES)


@pytest.mark.parametrize("name", sorted(DISTRIBUTED))
def test_whatever_is_unique_in_a_community_s_table_is_so_within_the_community(name: str) -> None:
    table = TABLES[name]
    assert next(iter(table.primary_key.columns)).name == BY
    assert [key for key in keys_of(table) if BY not in key] == []


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_refers_to_nothing_that_is_elsewhere(name: str) -> None:
    for constraint in TABLES[name].foreign_key_constraints:
        target = constraint.referred_table.name
        beside = {element.parent.name: element.column.name for element in constraint.elements}
        if name in DISTRIBUTED and target in DISTRIBUTED:
            assert beside[BY] == BY, constraint
        else:
            assert target in REFERENCE or (name in LOCAL and target in LOCAL), constraint
