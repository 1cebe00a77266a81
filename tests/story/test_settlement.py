"""Settlement: the secretary looks, closes a period once, everybody gets a statement, the file never changes."""

from datetime import UTC, datetime

from bot.reports.sheets import read_rows
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

DECEMBER = datetime(2026, 12, 2, 2, tzinfo=UTC)
"""10:00 in Shanghai; November is over."""


async def earns(town: Town, who: Actor, what: str) -> None:
    """Somebody does an order and the secretary confirms it, for 10 points."""
    card = await town.order(f"5号楼 {what} 王阿姨 13800138000")
    await who.taps("我来修", under=card)
    await who.taps("修好了", under=who.sees(what))
    await town.secretary.taps("确认", under=town.secretary.sees(what))


async def until(town: Town, day: datetime) -> None:
    """It becomes that day."""
    town.clock.move(day - town.clock.now())
    await town.settle()


def file_of(town: Town) -> bytes:
    """The file that was uploaded last."""
    return max(town.world.files.by_id.values(), key=lambda file: file.id).upload.content


async def test_a_month_is_looked_at_closed_and_told_to_everybody(town: Town) -> None:
    ann = await town.volunteer("李建国")
    await earns(town, ann, "灯不亮")
    await town.secretary.says("/settle")
    assert "2026年11月 清算" in town.secretary.last.text
    assert "李建国:0 → 10 分 +10" in town.secretary.last.text
    assert "12月1日起可以清算" in town.secretary.last.text
    assert "清算" not in [button.text[2:] for button in town.secretary.last.buttons]
    await until(town, DECEMBER)
    await town.secretary.says("/settle")
    await town.secretary.taps("清算")
    assert "不能再改" in town.secretary.last.text
    tap = await town.secretary.taps("确定清算")
    assert "已清算 ✅" in tap.text
    assert "2026年11月 已清算" in town.secretary.last.text
    assert "上期剩 0 分 → 这期末 10 分" in ann.last.text
    listed = town.newest(town.group.messages, "名单公示")
    assert "李建国 10 分" in listed.text


async def settles(town: Town) -> None:
    """The secretary closes what is to be closed."""
    await town.secretary.says("/settle")
    await town.secretary.taps("清算")
    await town.secretary.taps("确定清算")


async def test_the_list_names_everybody_as_they_want_and_nobody_who_is_forgotten(town: Town) -> None:
    ann, bob = await town.volunteer("李建国"), await town.volunteer("赵大姐")
    await earns(town, ann, "灯不亮")
    await earns(town, bob, "门锁坏")
    await until(town, DECEMBER)
    await settles(town)
    listed = town.newest(town.group.messages, "名单公示")
    posted = len(town.group.messages)
    await ann.says("/me")
    await ann.taps("更多")
    await ann.taps("公开名单")
    await ann.taps("写称呼(姓+师傅,或阿姨)")
    assert "李师傅 10 分" in listed.text
    assert "李建国" not in listed.text
    await ann.taps("只写编号")
    assert "号志愿者 10 分" in listed.text
    await town.secretary.taps("表格", under=town.secretary.sees("已清算"))
    before = read_rows(file_of(town))
    assert "李建国" in before[1]
    await ann.says("/forget")
    await ann.taps("删掉")
    assert "— 10 分" in listed.text
    assert len(town.group.messages) == posted
    await town.secretary.taps("表格", under=town.secretary.sees("已清算"))
    after = read_rows(file_of(town))
    assert [row[2:] for row in after] == [row[2:] for row in before]
    assert "李建国" not in str(after)
    assert "赵大姐" in str(after)


async def test_only_the_secretary_settles_and_forged_buttons_close_nothing(town: Town) -> None:
    ann = await town.volunteer("安")
    await earns(town, ann, "灯不亮")
    await ann.says("/settle")
    assert "只有书记" in ann.last.text
    await town.secretary.says("/settle")
    look = town.secretary.last
    for data in (
        "1:settle:1:close:20261201:9",
        "1:settle:1:close:20261101:9",
        "1:settle:1:close:99:9",
        "1:settle:1:close:999999999999999999:9",
        "1:settle:1:sheet:1:9",
        "1:settle:1:no:1:9",
    ):
        assert "过期" in (await town.secretary.forges(data, under=look)).text
    await until(town, DECEMBER)
    assert "只有书记" in (await ann.forges("1:settle:1:close:20261201:9", under=ann.last)).text
    assert all("名单公示" not in message.text for message in town.group.messages)


async def test_settlement_is_told_in_english(town: Town) -> None:
    ann = await town.volunteer("Ann")
    await earns(town, ann, "lamp")
    for who in (town.secretary, ann):
        await who.says("/language")
        await who.taps("English")
    await town.secretary.says("/settle")
    assert "Settling November 2026" in town.secretary.last.text
    assert "it can be settled from Dec 1, 2026" in town.secretary.last.text
    await until(town, DECEMBER)
    await town.secretary.says("/settle")
    await town.secretary.taps("Settle")
    await town.secretary.taps("Yes, settle")
    assert "November 2026 is settled" in town.secretary.last.text
    assert "Points statement for November 2026" in ann.last.text


async def test_points_lapse_by_the_rule_after_everybody_was_told_a_month_before(town: Town) -> None:
    ann = await town.volunteer("安")
    await earns(town, ann, "灯不亮")
    await town.secretary.says("/settings")
    await town.secretary.taps("积分规则")
    await town.secretary.taps("积分过期")
    await town.secretary.says("1")
    assert "1 个整月后过期" in town.secretary.last.text
    await until(town, datetime(2026, 12, 3, 19, tzinfo=UTC))  # the night of December 4; the boundary is January 1
    await town.tick()
    assert "过期" not in ann.last.text
    await town.passes(hours=6)
    assert "10 积分,用到 2027年1月2日 为止" in ann.last.text
    told = len(town.actor("安").person.private.messages)
    await earns(town, ann, "门锁坏")
    await until(town, datetime(2027, 1, 2, 15, 59, tzinfo=UTC))
    await town.tick()
    await ann.says("/points")
    assert "积分 20" in ann.last.text
    await town.passes(minutes=2)
    await town.passes(minutes=2)
    await ann.says("/points")
    assert "积分 10" in ann.last.text
    assert told < len(town.actor("安").person.private.messages)


async def test_a_closed_period_stays_as_it_was_and_its_file_the_same_to_the_byte(town: Town) -> None:
    ann = await town.volunteer("李建国")
    await earns(town, ann, "灯不亮")
    await until(town, DECEMBER)
    await town.secretary.says("/settle")
    await town.secretary.taps("清算")
    question = town.secretary.last.buttons[0].data
    await town.secretary.taps("确定清算")
    await town.secretary.taps("表格")
    before = file_of(town)
    await earns(town, ann, "门锁坏")  # in December
    again = await town.secretary.forges(question, under=town.secretary.sees("已清算"))
    assert "已经清算过" in again.text
    await town.secretary.taps("表格", under=town.secretary.sees("已清算"))
    assert file_of(town) == before
    assert read_rows(before)[1][:4] == [read_rows(before)[1][0], "李建国", "0", "10"]
    await town.secretary.taps("这一期", under=town.secretary.sees("已清算"))
    assert "2026年12月 清算" in town.secretary.sees("还没有写进账").text
    assert "10 → 20 分 +10" in town.secretary.sees("还没有写进账").text
