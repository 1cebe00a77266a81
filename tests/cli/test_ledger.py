"""`ledger verify` names the first entry that somebody altered, and whether the books are those that were noted.

What the books say of somebody's year is put on paper by `certificate make`, and proved by `certificate check`.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from bot.sandbox.people import Person
from bot.sandbox.server import RunningServer
from tests.cli.operator import Operator

PATIENCE = 20.0


@pytest.mark.usefixtures("at_work")
async def test_the_books_are_proved_line_by_line(operator: Operator, server: RunningServer, secretary: Person) -> None:
    ann = server.world.person("安")
    ann.starts()
    server.world.groups()[0].joins(ann)
    secretary.says("/order 5号楼 灯不亮", in_=server.world.groups()[0])
    await server.world.until(lambda: shows(server, "灯不亮"), seconds=PATIENCE, what="the card")
    card = next(m for m in server.world.groups()[0].messages if "灯不亮" in m.text and m.buttons)
    ann.taps("我来修", under=card)
    await server.world.until(lambda: said(ann, "灯不亮"), seconds=PATIENCE, what="the job")
    secretary.says("/award 安 20 帮忙搬桌子")
    await server.world.until(
        lambda: said(secretary, "帮忙搬桌子", "✅ 给"), seconds=PATIENCE, what="the card to confirm"
    )
    secretary.taps("✅ 给", under=secretary.private.last)
    await server.world.until(lambda: said(ann, "手工奖励"), seconds=PATIENCE, what="the points")
    outcome = await operator.types_here("ledger", "verify")
    assert (outcome.code, outcome.err) == (0, "")
    line, head = outcome.out.strip(), outcome.out.strip().rpartition(" ")[2]
    assert line.startswith("✓ 阡上维修群: 1 entries, head 1:")
    assert (await operator.types_here("ledger", "verify", "--head", head)).code == 0
    outcome = await operator.types_here("ledger", "verify", "--head", "1:000000000000")
    assert (outcome.code, "not the one that was written down at entry 1" in outcome.out) == (1, True)
    assert (await operator.types_here("ledger", "verify", "--head", "?")).code == 2
    await certifies(operator)
    await keeps_the_record(operator)
    with closing(sqlite3.connect(operator.folder / "weixiu.db")) as connection, connection:
        connection.execute("DROP TRIGGER ledger_entry_no_update")
        connection.execute("UPDATE ledger_entry SET amount = 2000")
    outcome = await operator.types_here("ledger", "verify")
    assert outcome.code == 1
    assert "✗ 阡上维修群: the points ledger was altered at entry 1; the balance of account 1 is" in outcome.out


async def certifies(operator: Operator) -> None:
    """What somebody did in a year is drawn, and known again by its number."""
    served = (
        "INSERT INTO hours_entry (community_id, seq, person_id, at, kind, minutes, number, key) "
        "SELECT 1, 1, owner_id, '2025-06-01 04:00:00', 'order', 95, 1001, 'x' FROM account WHERE kind = 'member'"
    )
    with closing(sqlite3.connect(operator.folder / "weixiu.db")) as connection, connection:
        connection.execute(served)
    file = operator.folder / "an.pdf"
    outcome = await operator.types_here("certificate", "make", "安", str(file), "--year", "2025")
    assert outcome.code == 0, outcome
    assert f"{file}: 安, 2025: 95 minutes, 1 orders, 0 activities; 1-" in outcome.out
    assert file.read_bytes().startswith(b"%PDF-")
    number = outcome.out.strip().rpartition(" ")[2]
    outcome = await operator.types_here("certificate", "check", number)
    assert (outcome.code, outcome.out) == (0, "✓ 安, 2025: 95 minutes, 1 orders, 0 activities\n")
    for words, code in (
        (("check", number.replace("-95-", "-995-")), 1),
        (("check", "?"), 2),
        (("make", "安", str(file), "--year", "2024"), 2),
        (("make", "柳", str(file)), 2),
    ):
        assert (await operator.types_here("certificate", *words)).code == code


async def keeps_the_record(operator: Operator) -> None:
    """What was kept by hand is looked at, brought in once, and taken out with what is new; histories are proved."""
    kept, file = operator.folder / "kept.csv", operator.folder / "record.csv"
    kept.write_text("楼号,维修事项,维修日期,维修人\n5号楼,门锁,2025-10-3,安\n6号楼,门锁,昨天,安\n", encoding="gb18030")
    wrong = operator.folder / "kept-What-is-wrong.xlsx"
    for words, told in (
        ((), "1 rows to be brought in (with --yes), 0 known already, 1 wrong."),
        (("--yes",), "1 rows brought in, 0 known already, 1 wrong."),
        (("--yes",), "0 rows brought in, 1 known already, 1 wrong."),
    ):
        outcome = await operator.types_here("import", str(kept), *words)
        wrong_row = 'row 3: no day: "昨天"; write 2026-10-3\n'
        assert (outcome.code, outcome.out.splitlines()[0], outcome.err) == (0, f"{kept}: {told}", wrong_row)
    await says_it_in_chinese(operator, kept, file)
    assert [cell.value for cell in openpyxl.load_workbook(wrong).worksheets[0]["E"]][2][:6] == "no day"
    for code in (0, 2):
        outcome = await operator.types_here("import", "--undo")
        assert outcome.code == code
    assert (await operator.types_here("import", str(kept), "--yes", "--errors", str(wrong))).code == 2
    outcome = await operator.types_here("import", str(kept), "--yes", "--link")
    assert "1 rows brought in, 0 known already" in outcome.out
    with closing(sqlite3.connect(operator.folder / "weixiu.db")) as connection:
        linked = connection.execute("SELECT count(volunteer_id), count(*) FROM past_repair").fetchone()
    assert linked == (1, 1), "what bears a member's name is theirs"
    assert f"{wrong}: the same sheet" in outcome.out
    outcome = await operator.types_here("export", str(file))
    assert (outcome.code, outcome.out) == (0, f"{file}: 2 line(s).\n")
    assert file.read_text(encoding="utf-8-sig").splitlines()[1].startswith(",5号楼,门锁,,安,2025-10-03,")
    for mistaken in ((str(file),), (str(kept), "--force", "--days", "2026-13"), (str(operator.folder / "x.pdf"),)):
        assert (await operator.types_here("export", *mistaken)).code == 2
    assert (await operator.types_here("history", "verify")).out == "✓ 阡上维修群: 2 steps\n"
    with closing(sqlite3.connect(operator.folder / "weixiu.db")) as connection, connection:
        connection.execute("DROP TRIGGER order_event_no_update")
        connection.execute("UPDATE order_event SET actor_id = NULL WHERE seq = 2")
    outcome = await operator.types_here("history", "verify")
    assert (outcome.code, outcome.out) == (1, "✗ 阡上维修群: the history of order 1001 was altered\n")


async def says_it_in_chinese(operator: Operator, kept: Path, file: Path) -> None:
    operator.environment["WEIXIU_DEFAULTS__LOCALE"] = "zh_CN"
    outcome = await operator.types_here("import", str(kept), "--errors", str(file.with_name("x.xlsx")))
    assert outcome.err == "第 3 行:维修日期看不懂:「昨天」,请写成 2026-10-3\n"
    assert "可以导入 0 行(加 --yes 导入),已有 1 行,不对 1 行。" in outcome.out
    for mistaken in (("--kind", "foo"), ("--days", "foo")):
        outcome = await operator.types_here("export", str(file), *mistaken)
        assert outcome.err.startswith(f"weixiu: {mistaken[0]}:")
        assert (outcome.code, "「foo」没看懂。--days 写" in outcome.err, file.exists()) == (2, True, False)
    del operator.environment["WEIXIU_DEFAULTS__LOCALE"]


def said(person: Person, words: str, button: str = "") -> bool:
    return any(words in message.text and button in str(message.buttons) for message in person.private.messages[-1:])


def shows(server: RunningServer, words: str) -> bool:
    return any(words in message.text for message in server.world.groups()[0].messages if message.buttons)
