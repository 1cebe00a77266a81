"""The points standard: anybody reads it, the secretary changes it in the chat or by a sheet, work is paid by it."""

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.domain.sheets import MOST_BYTES
from bot.models import Community, HoursEntry, LedgerEntry, StandardVersion
from bot.models.ledger import EntryKind
from bot.reports.sheet_reading import rows_of
from bot.sandbox.messages import Message
from bot.storage.points.ledger_chain import first_broken
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL


async def entries(town: Town) -> list[tuple[EntryKind, int]]:
    """What was booked, in order; the chain holds."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        community = (await tx.session.scalars(select(Community))).one()
        assert await first_broken(tx, community.id) is None
        rows = await tx.session.scalars(select(LedgerEntry).order_by(LedgerEntry.seq))
        return [(row.kind, row.amount) for row in rows]


async def standing(town: Town) -> list[int]:
    """The versions that were published."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return list(await tx.session.scalars(select(StandardVersion.version).order_by(StandardVersion.version)))


async def publishes(town: Town, *lines: str) -> Message:
    """The secretary changes the standard line by line; what the group hears."""
    await town.secretary.says("/standard")
    await town.secretary.taps("改标准")
    for line in lines:
        await town.secretary.says(line)
    await town.secretary.taps("公布")
    return town.newest(town.group.messages, "📣")


async def works(town: Town, who: Actor, line: str = "5号楼 301 灯不亮 13800138000") -> Message:
    """An order is posted, done and confirmed; the thanks."""
    await who.taps("我来修", under=await town.order(line))
    await who.taps("修好了")
    await town.secretary.taps("确认")
    return who.sees("谢谢您")


async def test_anybody_reads_the_standard_and_gets_its_sheet(town: Town) -> None:
    await town.actor("安").says("/standard", in_=town.group)
    shown = town.newest(town.group.messages, "积分标准")
    assert "第 1 版" in shown.text
    assert "小修 5 分(约0.5 小时" in shown.text
    stranger = town.stranger("路人")
    url = shown.buttons[0].url
    assert url is not None
    await stranger.follows(url)
    assert [button.text for button in stranger.last.buttons] == ["📄 下载表格"]
    await stranger.taps("下载表格")
    sheet = max(town.world.files.by_id.values(), key=lambda file: file.id).upload
    assert sheet.name == "积分标准-1.xlsx"
    assert ["夜间", "0"] in rows_of(sheet.content)
    await town.secretary.says("/standard")
    assert "改标准" in [button.text[2:].strip() for button in town.secretary.last.buttons]
    tap = await stranger.forges(town.secretary.last.buttons[1].data or "", under=stranger.last)
    assert "只有书记" in (tap.text or "")


async def test_it_is_changed_by_taps_and_words_shown_before_and_after_and_published_as_a_whole(town: Town) -> None:
    await town.secretary.says("/standard")
    await town.secretary.taps("改标准")
    for button in ("每单分值", "木工", "中修 10"):
        await town.secretary.taps(button)
    assert "木工·中修现在是 10" in town.secretary.last.text
    await town.secretary.says("很多")
    assert "例如" in town.secretary.last.text
    await town.secretary.says("15分")
    assert "木工·中修 10 → 15" in town.secretary.last.text
    for button in ("规则", "几人合作"):
        await town.secretary.taps(button)
    await town.secretary.taps("规则")
    await town.secretary.taps("每天最多 不限")
    await town.secretary.says("30")
    await town.secretary.says("夜间 5")
    card = town.secretary.last
    assert "几人合作 各得全分 → 平分\n• 每天最多 不限 → 30" in card.text
    assert await standing(town) == [1]
    tap = await town.secretary.taps("公布")
    assert tap.text == "✅ 第 2 版已公布"
    assert "第 2 版已公布,群里也说了" in card.text
    assert await standing(town) == [1, 2]
    news = town.newest(town.group.messages, "📣")
    assert "第 2 版\n• 木工·中修 10 → 15\n• 夜间 0 → 5" in news.text
    again = await town.secretary.forges("1:stdedit:1:publish", under=card)
    assert "过期" in (again.text or "")


async def test_two_who_change_it_at_once_each_see_what_the_other_published(town: Town) -> None:
    await town.secretary.says("/standard")
    await town.secretary.taps("改标准")
    await town.secretary.says("夜间 5")
    mine = town.secretary.last
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        community = (await tx.session.scalars(select(Community))).one()
        community.adopt(community.points_standard().with_row(None, (6, 10, 20, 40)))
        tx.session.add(StandardVersion(community_id=community.id, version=2, standard=community.standard, at=tx.now))
    await town.secretary.taps("公布", under=mine)
    assert "请再看一遍" in mine.text
    await town.secretary.taps("公布", under=mine)
    assert "• 夜间 0 → 5" in town.newest(town.group.messages, "第 3 版").text


async def test_a_sheet_is_taken_as_a_whole_or_told_row_by_row_what_is_wrong(town: Town) -> None:
    await town.secretary.sends_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.xls")
    assert "请另存为 .xlsx" in town.secretary.last.text
    await town.secretary.says("/standard")
    await town.secretary.taps("改标准")
    await town.secretary.sends_document("项目,小修,中修\n木工,十五,10,20,40\n电梯,1\n夜间,=1+1".encode(), "a.csv")
    wrong = town.secretary.last.text
    assert "B2「十五」:要写数字" in wrong
    assert "A3「电梯」:没有这一项" in wrong
    assert "B4「=1+1」" in wrong
    for content in (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b" " * (MOST_BYTES + 1), b"PK\x03\x04"):
        await town.secretary.sends_document(content, "b.xlsx")
        assert "表格" in town.secretary.last.text or "太大" in town.secretary.last.text
    await town.secretary.sends_document("木工,10,15,25,50\n节假日,８\n几人合作,平分".encode("gb18030"), "c.csv")
    assert "木工·小修 5 → 10" in town.secretary.last.text
    assert "节假日 0 → 8" in town.secretary.last.text
    assert await standing(town) == [1]
    await town.secretary.taps("公布")
    assert "几人合作 各得全分 → 平分" in town.newest(town.group.messages, "📣").text


async def test_work_at_night_and_on_a_holiday_earns_more_and_an_order_keeps_the_standard_it_was_made_under(
    town: Town,
) -> None:
    await publishes(town, "夜间 3", "节假日 7")
    ann = await town.volunteer("安")
    first = await town.order("5号楼 301 灯不亮 13800138000")
    await publishes(town, "夜间 100")
    town.clock.move(datetime.fromisoformat("2027-01-01T22:30+08:00") - town.clock.now())
    await ann.taps("我来修", under=first)
    town.clock.move(timedelta(minutes=40))
    await ann.taps("我到了")
    town.clock.move(timedelta(minutes=20))
    await ann.taps("修好了", under=ann.sees("归您啦"))
    review = town.secretary.sees("请您确认")
    assert "安 · 20 分" in review.text
    assert "夜间 +3 节假日 +7" in review.text
    await town.secretary.taps("确认", under=review)
    thanks = ann.sees("谢谢您").text
    assert "积分 +20" in thanks
    assert "服务时长 +0.3 小时" in thanks
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        served = (await tx.session.scalars(select(HoursEntry))).one()
        assert served.minutes == 20
        assert served.started_at is not None


async def test_who_share_part_the_points_to_the_last_one_and_a_cap_is_kept_and_told(town: Town) -> None:
    await publishes(town, "其他 5 11 20 40", "几人合作 平分", "每天最多 13")
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order("5号楼 301 灯不亮 2人 13800138000")
    assert "11 分(几个人平分)" in card.text
    for who in (ann, bob):
        await who.taps("我来修", under=card)
    await ann.taps("修好了")
    assert "安 · 6 分\n🙋 波 · 5 分\n➕ 几个人平分" in town.secretary.sees("请您确认").text
    await town.secretary.taps("确认")
    assert "+6" in ann.sees("谢谢您").text
    thanks = await works(town, ann)
    assert "积分 +7" in thanks.text
    assert "有 4 分按标准没有发" in thanks.text
    town.clock.move(timedelta(days=1))
    assert "积分 +11" in (await works(town, ann)).text
    assert await entries(town) == [(EntryKind.AWARD, points) for points in (6, 5, 7, 11)]


async def test_a_resident_who_judges_and_whoever_joins_get_what_was_published_once(town: Town) -> None:
    await publishes(town, "住户评价 2", "每天评价最多 1", "见面礼 9")
    wang = town.stranger("王阿姨", phone="+8613912345678")
    await wang.starts()
    await wang.shares_contact()
    ann = await town.volunteer("安")
    for words in ("满意", "没修好"):
        await ann.taps("我来修", under=await town.order("5号楼 301 灯不亮 王阿姨 13912345678"))
        await ann.taps("修好了")
        await wang.taps(words, under=wang.sees("您看行不行"))
    assert "积分 +2" in wang.sees("谢谢您!#1001").text
    assert "积分" not in wang.last.text
    await wang.taps("还是没修好", under=wang.sees("谢谢您!#1001"))
    kinds = [(kind, amount) for kind, amount in await entries(town) if kind is not EntryKind.AWARD]
    assert kinds == [(EntryKind.GIFT, 9), (EntryKind.RATING, 2), (EntryKind.REVERSAL, 10)]
    await town.secretary.says("/invite")
    await town.secretary.taps("志愿者")
    link = next(word for word in town.secretary.last.text.split() if "start=join" in word)
    await wang.follows(link)
    assert "见面礼 9 分已经到账" in wang.last.text


async def test_the_standard_speaks_english(town: Town) -> None:
    await town.secretary.says("/language")
    await town.secretary.taps("English")
    await town.secretary.says("/standard")
    assert "Small job: 5 (about 0.5 h, such as: change a bulb" in town.secretary.last.text
    await town.secretary.taps("Change it")
    await town.secretary.sends_document(b"Carpenter,ten,15,25,50\nLift,1", "a.csv")
    assert "A1" not in town.secretary.last.text
    assert "B1 \u201cten\u201d: a number is needed" in town.secretary.last.text
    assert "A2 \u201cLift\u201d: there is no such row" in town.secretary.last.text
    for line in ("Night 5", "Sharing shared", "Daily cap 50"):
        await town.secretary.says(line)
    assert "\u2022 Sharing each in full \u2192 shared" in town.secretary.last.text
    await town.secretary.taps("Publish")
    assert "\u2022 夜间 0 \u2192 5" in town.newest(town.group.messages, "📣").text, "the group speaks its own language"
