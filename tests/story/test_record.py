"""The record: taken out as a spreadsheet, brought in from one, looked up."""

import asyncio
import csv
import fcntl
import io
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import openpyxl
from sqlalchemy import func, select

from bot.domain.record import Wanted
from bot.models import Audit, LedgerEntry, PastRepair
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

LITTLE = 4096
"""Bytes that wait for a reader; whoever writes more stands still."""
LINE = "5号楼3单元702 =1+1 灯不亮 王阿姨 13912345678"
EXPORT = "1:export:1:1"
EIGHT = ["报修人姓名", "楼号", "维修事项", "联系电话", "维修人姓名", "维修日期", "维修结果", "积分"]


def content(town: Town) -> bytes:
    """The file that was sent last."""
    return max(town.world.files.by_id.values(), key=lambda file: file.id[12:18]).upload.content


async def test_the_record_is_taken_out_with_the_eight_columns_first(town: Town) -> None:
    ann, secretary = await town.volunteer("安"), town.secretary
    await ann.taps("我来修", under=await town.order(LINE))
    await ann.taps("修好了", under=ann.sees("归您啦"))
    await secretary.taps("确认", under=secretary.sees("请您确认"))
    await secretary.says("/export")
    card = secretary.sees("导出维修统计表")
    assert "2026年11月1日 到 2026年11月30日" in card.text
    await secretary.taps("导出 1 行", under=card)
    assert "发在下面" in card.text
    book = openpyxl.load_workbook(io.BytesIO(content(town)))
    assert book.sheetnames == ["维修统计表", "维修人", "积分", "服务时长", "回访", "怎么得出来的"]
    heads, line = book["维修统计表"].iter_rows(values_only=True)
    assert list(heads[:8]) == EIGHT
    assert line[:5] == ("王**", "5号楼3单元", "=1+1 灯不亮", "139****5678", "安")
    assert (f"{line[5]:%Y-%m-%d}", *line[6:8]) == ("2026-11-23", "已办结", 10)
    assert book["维修统计表"]["C2"].data_type == "s"
    assert (heads[18:], line[19]) == (("办结时限", "按时"), "按时")
    assert [row[2:5] for row in book["积分"].iter_rows(min_row=2, values_only=True)] == [("修好了", "安", 10)]
    how = {row[0]: row[1] for row in book["怎么得出来的"].values}
    assert (how["社区"], how["日期"], how["时区"]) == ("阡上维修群", "2026年11月1日 到 2026年11月30日", "Asia/Shanghai")
    assert (how["导出人"], how["个人信息"]) == ("刘书记", "姓名、电话打码,不含门牌和备注")
    assert how["程序版本"] == version("weixiu")
    assert [tuple(row) for row in book["维修人"].values][1:] == [("安", 1, 0, "队员")]
    await secretary.says("/language")
    await secretary.taps("English")
    await secretary.says("/export 2026-11-01 2026-11-30 repairs")
    card = secretary.sees("Take out the record")
    for button in ("As CSV", "Full names and phones"):
        await secretary.taps(button, under=card)
    assert "it is written down that you took it" in card.text
    await secretary.taps("Take out 1 rows", under=card)
    titles, cells = csv.reader(io.StringIO(content(town).decode("utf-8-sig")))
    assert titles[0] == "Reported by"
    assert cells[:5] == ["王阿姨", "5号楼3单元702", "'=1+1 灯不亮", "13912345678", "安"]
    assert "please do not pass it on" in secretary.last.caption
    assert "out of date" in (await secretary.forges(f"{EXPORT}:go:", under=card)).text
    assert "只有书记" in (await ann.forges(f"{EXPORT}:go:", under=ann.last)).text
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        acts = await tx.session.scalars(select(Audit.details).where(Audit.action == "export").order_by(Audit.id))
        assert [act["full"] for act in acts] == [False, True]


def as_it_was_kept() -> bytes:
    """A spreadsheet as people keep it: a title across all columns, phones as numbers, days in every form."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["阡上社区2026年维修统计表"])
    page.merge_cells("A1:I1")
    page.append(["序号", "住户姓名", "楼栋", "维修项目", "联系电话(手机)", "维修师父", "维修日期", "结果", "积分"])
    page.append([1, "王阿姨", "2号楼2单元1401", "门框开裂", 13800138000.0, "安", "2026年10月3日", "修好", 10])
    page.append([2, "李大爷", "5号楼", "灯不亮", "139 1234 5678", "老赵", "10月4日", None, "5分"])
    page.append([3, None, "5号楼", "水管漏水", None, None, 46298, "换了阀门", None])
    page.append([4, "周", "6号楼", "门锁坏了", "1380013", "安", "2026.10.5", None, None])
    page.append([5, "吴", None, "门锁坏了", None, "安", "昨天", None, None])
    page.append([6, "郑", "6号楼", "灯不亮", "1.3800138E+10", "安", "26.10.6", None, None])
    page.append([None, None, None, None, None, None, None, None, 15])
    page.append(["本月合 计", None, None, None, None, None, None, None, 15])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


async def test_a_record_kept_by_hand_is_brought_in_once_and_taken_back(town: Town) -> None:
    secretary, kept = town.secretary, as_it_was_kept()
    await (await town.volunteer("安")).taps("我来修", under=await town.order(LINE))
    await secretary.sends_document(kept, "维修.xlsx")
    card = secretary.sees("读到一张维修表")
    assert "可以导入 3 行 · 不对 3 行" in card.text
    assert "没写年份的日期,当作 2026 年" in card.text
    assert "第 6 行:联系电话不对:「1380013」" in card.text
    assert "第 7 行:楼号没写" in card.text
    assert "第 8 行:联系电话「1.3800138E+10」被表格软件丢了后几位" in card.text
    assert "「维修师父」当作「维修人姓名」,对吗?" in card.text
    assert "维修人 安 和队里的人同名" in card.text
    wrong = openpyxl.load_workbook(io.BytesIO(content(town))).worksheets[0]
    assert [wrong.cell(row, 10).value for row in (2, 3, 6)] == ["错误说明", None, "联系电话不对:「1380013」"]
    await secretary.taps("同名的就是队里的人", under=card)
    assert "导入了 3 行旧记录" in card.text
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        rows = (await tx.session.scalars(select(PastRepair).order_by(PastRepair.row))).all()
        assert [f"{row.repaired_on:%m-%d}" for row in rows] == ["10-03", "10-04", "10-03"]
        assert [(row.building, row.points, row.volunteer_id is None) for row in rows[:2]] == [
            ("2号楼2单元", 10, False),
            ("5号楼", 5, True),
        ]
        assert await tx.session.scalar(select(func.count()).select_from(LedgerEntry)) == 0
    await secretary.says("/export 2026-10")
    await secretary.taps("导出 3 行")
    book = openpyxl.load_workbook(io.BytesIO(content(town)))
    page = book["维修统计表"]
    assert [cell.value for cell in page[2]][:5] == ["王**", "2号楼2单元", "门框开裂", "138****8000", "安"]
    assert [tuple(row) for row in book["维修人"].values][1:] == [("安", 0, 1, "队员"), ("老赵", 0, 1, "表里的名字")]
    await secretary.sends_document(kept, "维修.xlsx")
    assert "可以导入 0 行 · 已有 3 行 · 不对 3 行" in secretary.sees("没有可以导入的新行").text
    await secretary.taps("撤销这次导入", under=card)
    assert "撤销了导入,去掉 3 行" in card.text
    assert "过期" in (await secretary.forges("1:import:1:1:undo", under=card)).text
    liugou = town.world.supergroup("柳沟维修群", [secretary.person])
    liugou.add_bot()
    await town.settle()
    await secretary.says("/setup", in_=liugou)
    await secretary.sends_document(kept, "维修.xlsx")
    card = secretary.sees("导入到哪个社区")
    here = card.buttons[0].data or ""
    assert "过期" in (await secretary.forges(here.replace(":to1", ":go"), under=card)).text
    assert "过期" in (await secretary.forges(here.replace(":to1", ":to3"), under=card)).text
    await secretary.taps("柳沟维修群", under=card)
    assert "读到一张维修表 · 柳沟维修群" in card.text
    assert "可以导入 3 行 · 不对 3 行" in card.text
    await secretary.taps("导入好的 3 行", under=card)
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert (await tx.session.scalars(select(PastRepair.community_id))).all() == [2, 2, 2]
    assert "过期" in (await secretary.forges(here, under=card)).text


def dies_while_it_writes(url: str, keys: Sequence[str], folder: Path) -> None:
    """Half of a file is out of the process, nobody takes the rest, and it is killed: on the disk there is nothing."""
    folder = folder / "temporary"
    folder.mkdir()
    order = {"url": url, "keys": keys, "now": "2026-11-23T01:00:00+00:00", "community": 1, "locale": "zh_CN"}
    order |= {"wanted": Wanted(full=True).to_json(), "who": None}
    env = {**os.environ, "TMPDIR": str(folder)}
    command, pipe = [sys.executable, "-m", "bot.record_making"], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=env) as making:
        assert making.stdin is not None
        assert making.stdout is not None
        fcntl.fcntl(making.stdout, fcntl.F_SETPIPE_SZ, LITTLE)
        making.stdin.write(json.dumps(order).encode())
        making.stdin.close()
        making.stdout.read(LITTLE)
        opened = [str(link.readlink()) for link in Path(f"/proc/{making.pid}/fd").iterdir()]
        assert [name for name in opened if name.startswith("/") and ".db" not in name] == ["/dev/null"]
        assert list(folder.iterdir()) == []
        making.kill()
    assert making.returncode == -signal.SIGKILL
    assert list(folder.iterdir()) == []


async def test_a_long_record_goes_in_and_out_by_pages_and_a_stranger_brings_none(town: Town, tmp_path: Path) -> None:
    secretary = town.secretary
    lines = (f"{secrets.token_hex(30)},{at % 40 + 1}号楼,灯不亮,2026-10-{at % 28 + 1}\n" for at in range(1200))
    long = ("姓名,地址,内容,日期\n" + "".join(lines)).encode("gb18030")
    await secretary.says("/language")
    await secretary.taps("English")
    await secretary.sends_document(long, "a.csv")
    card = secretary.sees("A record of repairs")
    await secretary.taps("Bring in 1200 good rows", under=card)
    assert "Bringing in 499/1200 rows" in card.text
    await town.tick()
    assert "1200 past repairs were brought in" in card.text
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        await asyncio.to_thread(dies_while_it_writes, *tx.database, tmp_path)
    await secretary.sends_document("名字,电话\n王,1\n".encode(), "b.csv")
    assert "What" in secretary.last.text
    wang = town.stranger("王阿姨")
    await wang.starts()
    await wang.sends_document(long, "a.csv")
    assert "旧表只有书记和工作人员能导入" in wang.last.text
    await town.passes(days=31)
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert set(await tx.session.scalars(select(PastRepair.contact))) == {None}
