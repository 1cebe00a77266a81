"""What residents say after their first words: to a draft that stands, in answer to its questions.

The tables stand in phrases/later, and say themselves what they mean; each prints its score.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import BadInput
from bot.domain.ids import PersonId
from bot.language.needs.danger_additions import adds_to_danger
from bot.language.persons.phones import display_phone
from bot.language.talk.intents import read_intent
from bot.language.talk.lexicon import DEFAULT_LEXICON
from bot.language.talk.verdicts import Opinion, read_opinion
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.repairs.order_details import CONFIRM, OrderDetails, details_of
from bot.usecases.residents.answering_report import Meant, meant
from bot.usecases.residents.report_answers import Ear, answered
from bot.usecases.residents.report_draft import begun, question_of, skipping
from tests.language.conftest import SCORES
from tests.language.test_phrases import BUILDINGS, NOW

TABLES = Path(__file__).parent / "phrases" / "later"
ENOUGH = 0.95
FEWEST = 80
PLACE, FLAT, TROUBLE, NUMBER = "4号楼2单元", "1401", "厨房水管漏水", "13800138000"
EAR = Ear(BUILDINGS, NOW, DEFAULT_LEXICON)

Row = dict[str, Any]


def rows(table: str) -> list[Row]:
    found: list[Row] = tomllib.loads((TABLES / f"{table}.toml").read_text(encoding="utf-8"))["phrase"]
    return found


def standing(**lacks: None) -> DraftFacts:
    known: dict[str, Any] = {"building": PLACE, "flat": FLAT, "what": TROUBLE, "phone": f"+86{NUMBER}", **lacks}
    return DraftFacts(PersonId(1), 1, "report", 1, CONFIRM, begun(1, OrderDetails(**known)))


def said(draft: DraftFacts, text: str) -> tuple[str, DraftFacts]:
    """What the words do, and the draft after them."""
    how = meant(draft, text, read_intent(text), EAR)
    if how is not Meant.WORDS:
        return how, skipping(draft) if how is Meant.SKIP else draft
    try:
        after = answered(draft, text, EAR)
    except BadInput:
        return "again", draft
    if after.payload["again"]:
        return "again", after
    return (Meant.SKIP if after.payload["skipped"] else Meant.WORDS), after


def second_words(row: Row) -> bool:
    how, draft = said(standing(), row["text"])
    details = details_of(draft)
    what = details.what or ""
    told = all(word in what for word in row.get("has", (TROUBLE,))) and not any(
        word in what for word in row.get("lacks", ())
    )
    kept = "has" in row or what == TROUBLE
    place = (details.building, details.flat) == (row.get("building", PLACE), row.get("flat", FLAT))
    number = display_phone(details.phone or "") == row.get("phone", NUMBER)
    return (
        how in (Meant.WORDS, "again")
        and told
        and kept
        and place
        and number
        and bool(details.convenient) == row.get("when", False)
    )


def answers(row: Row) -> bool:
    asked = row["asked"]
    lacks = {"phone": {"phone": None}, "flat": {"flat": None, "phone": None}, "when": {}}[asked]
    draft = standing(**lacks)
    assert question_of(draft) == asked
    how, draft = said(draft, row["text"])
    details = details_of(draft)
    unspoilt = (details.building, details.what, details.skill) == (PLACE, TROUBLE, None)
    number = None if details.phone is None else display_phone(details.phone)
    value = {"phone": number, "when": details.convenient, "flat": details.flat}[asked]
    if row.get("skips") or row.get("again"):
        return unspoilt and not value and how == (Meant.SKIP if row.get("skips") else "again")
    return unspoilt and how == Meant.WORDS and value is not None and value == row.get(asked, value)


def danger_additions(row: Row) -> bool:
    report = EAR.reads(row["text"])
    phone = None if report.phone is None else report.phone.display
    where = row.get("building") in ("*", report.building) and row.get("flat") == report.flat
    return adds_to_danger(row["text"]) == row.get("adds", True) and where and phone == row.get("phone")


@pytest.mark.parametrize("fits", [second_words, answers, danger_additions], ids=lambda fits: fits.__name__)
def test_later_words_are_understood(
    fits: Callable[[Row], bool], record_property: Callable[[str, object], None]
) -> None:
    found = rows(fits.__name__)
    wrong = [row["text"] for row in found if not fits(row)]
    share = 1 - len(wrong) / len(found)
    record_property(SCORES, f"{fits.__name__} ({len(found)}): {100 * share:.1f} %")
    assert len(found) >= FEWEST
    assert share >= ENOUGH, wrong


@pytest.mark.parametrize(
    ("opinion", "sentences"),
    [
        (
            Opinion.NOT_DONE,
            "没修好,还在漏|还是漏水|又堵了|修了但是没修好|跟没修一样|灯还是不亮|更严重了|it's still leaking",
        ),
        (Opinion.GOOD, "修好了,谢谢小王|不漏了,谢谢|师傅修得很好|灯亮了|没问题了|fixed, thank you"),
        (None, "修好了吗|好了没有|谢谢|好的|卧室灯不亮了|明天再来吧|is it fixed?"),
    ],
)
def test_a_sentence_says_whether_it_was_mended(opinion: Opinion | None, sentences: str) -> None:
    assert [each for each in sentences.split("|") if read_opinion(each) is not opinion] == []
