"""The sheet that shows a standard says, read again, the same standard: in every language it is given in."""

import pytest
from hypothesis import given, settings

from bot.domain.standard import Standard
from bot.domain.standard_changes import applied, differences
from bot.language.lines.standard_words import read_standard_rows
from bot.language.needs.skills import DEFAULT_SKILLS
from bot.reports.sheet_reading import rows_of
from bot.reports.workbooks import xlsx
from bot.views.standard_words import table_sheet
from bot.views.words import LOCALES, Words
from tests.domain.test_standard_changes import changes

ALL_TRADES = Standard(rows={skill.key: (1, 2, 3, 4) for skill in DEFAULT_SKILLS})


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sheet_read_again_changes_nothing_but_the_examples_that_it_spells_out(locale: str) -> None:
    words = Words(locale)

    @settings(max_examples=10)
    @given(changes())
    def holds(chosen: dict[str, int | str]) -> None:
        told = {name: value for name, value in chosen.items() if not name.startswith("examples")}
        standard = applied(ALL_TRADES, told)
        found, errors = read_standard_rows(rows_of(xlsx([table_sheet(words, standard)])))
        assert errors == []
        left = differences(standard, applied(Standard(), found))
        assert {change.place.name for change in left} == {"examples"}

    holds()
