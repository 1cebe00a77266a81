"""What was said of a place is kept whole, whether the community's list has the building or not."""

from datetime import UTC, datetime

import pytest

from bot.domain.ids import PersonId
from bot.language.talk.lexicon import DEFAULT_LEXICON
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.repairs.order_details import CONFIRM, OrderDetails, details_of
from bot.usecases.residents.report_answers import Ear, answered
from bot.usecases.residents.report_draft import REPORT_DRAFT, begun

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
LISTS = {"none": (), "with it": ("7号楼", "9号楼"), "without it": ("1号楼", "2号楼"), "of grids": ("1号楼", "2号楼")}
SAID = {
    "7号楼1单元702": ("7号楼1单元", "702"),
    "7号楼2单元 301": ("7号楼2单元", "301"),
    "九号楼一单元702": ("9号楼1单元", "702"),
    "9-1-702": ("9号楼1单元", "702"),
    "7号楼3单元5楼": ("7号楼3单元5楼", None),
}


def hears(*lines: str, buildings: tuple[str, ...], complete: bool = True) -> DraftFacts:
    draft = DraftFacts(PersonId(1), 1, REPORT_DRAFT, 1, CONFIRM, begun(1, OrderDetails()))
    for line in lines:
        draft = answered(draft, line, Ear(buildings, NOW, DEFAULT_LEXICON, complete))
    return draft


def place(draft: DraftFacts) -> tuple[str | None, str | None]:
    return details_of(draft).building, details_of(draft).flat


@pytest.mark.parametrize("known", LISTS)
@pytest.mark.parametrize("said", SAID)
def test_the_unit_stays_whatever_the_list_has(said: str, known: str) -> None:
    draft = hears(f"{said} 厨房水管漏水", buildings=LISTS[known], complete=known != "of grids")
    assert place(draft) == SAID[said]
    doubted = draft.payload["not_listed"]
    assert doubted == (SAID[said][0].split("楼")[0] + "楼" if known == "without it" else None)
    asked = hears("厨房水管漏水", said, buildings=LISTS[known], complete=known != "of grids")
    assert place(asked) == SAID[said], "asked where it is, and answered"


def test_the_unit_stays_when_it_is_typed_which_of_two_buildings_is_meant() -> None:
    draft = hears("3号楼2单元301 灯不亮", buildings=("甲3号楼", "乙3号楼"))
    assert draft.payload["candidates"] == ["甲3号楼2单元", "乙3号楼2单元"], "as its buttons say"
    assert place(hears("3号楼2单元301 灯不亮", "乙3号楼", buildings=("甲3号楼", "乙3号楼"))) == ("乙3号楼2单元", "301")
