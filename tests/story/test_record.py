"""The record: taken out as a spreadsheet, brought in from one, looked up."""

import csv
import io

import openpyxl
from sqlalchemy import select

from bot.models import Audit
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

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
    assert "整理好就发在下面" in card.text
    book = openpyxl.load_workbook(io.BytesIO(content(town)))
    assert book.sheetnames == ["维修统计表", "积分", "服务时长", "回访", "怎么得出来的"]
    heads, line = book["维修统计表"].iter_rows(values_only=True)
    assert list(heads[:8]) == EIGHT
    assert line[:5] == ("王**", "5号楼3单元", "=1+1 灯不亮", "139****5678", "安")
    assert (f"{line[5]:%Y-%m-%d}", *line[6:8]) == ("2026-11-23", "已办结", 10)
    assert book["维修统计表"]["C2"].data_type == "s"
    assert [row[2:5] for row in book["积分"].iter_rows(min_row=2, values_only=True)] == [("修好了", "安", 10)]
    assert "这一单实际发出的积分" in str(list(book["怎么得出来的"].values))
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
