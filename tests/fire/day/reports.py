"""A report in the resident's own words, and lines to and from staff."""

from tests.fire.scene import Day, Scene, Step, everybody_starts

ROOF, LINE, ANSWER = "屋顶漏雨", "请来看一下", "马上来看"


async def scans_a_poster(day: Day) -> None:
    await day.hears(day.ann, "报修", lambda: day.ann.starts("b_1_1"))


async def sends_where_it_is(day: Day) -> None:
    await day.hears(day.ann, "您要报的事", lambda: day.ann.sends_location(36.1, 120.4))


async def reports(day: Day) -> None:
    day.ordered.append(ROOF)
    day.ann.says(f"5号楼2单元601 {ROOF}")
    card = await day.place.sees(day.ann.private, ROOF, "报上去")
    day.ann.taps("报上去", under=card)
    await day.place.sees(day.ann.private, "已收到")


async def goes_back_and_forth(day: Day) -> None:
    await day.hears(day.ann, "带给书记", lambda: day.ann.says("📞 找书记"))
    day.ann.says(LINE)
    line = await day.place.sees(day.secretary.private, LINE, "回复")
    await day.hears(day.secretary, "写给", lambda: day.secretary.taps("回复", under=line))
    day.secretary.says(ANSWER)
    await day.place.sees(day.ann.private, ANSWER, "再说一句")


async def says_more(day: Day) -> None:
    answer = await day.place.sees(day.ann.private, ANSWER, "再说一句")
    await day.hears(day.ann, "带给书记", lambda: day.ann.taps("再说一句", under=answer))


async def tells_of_danger(day: Day) -> None:
    day.bob.says("5号楼2单元601 家里好大煤气味")
    await day.place.sees(day.secretary.private, "煤气味", "我来处理")


async def nobody_answers(day: Day) -> None:
    day.time_passes("UPDATE draft SET updated_at = '2020-01-01 00:00:00.000000' WHERE kind = 'alarm'")
    await day.place.sees(day.bob.private, "别等")


async def staff_see_to_it(day: Day) -> None:
    await day.hears(day.secretary, "待办", lambda: day.secretary.says("/inbox"))
    listed = await day.place.sees(day.secretary.private, "待办", "燃气泄漏")
    day.secretary.taps("燃气泄漏", under=listed)
    alarm = await day.place.sees(day.secretary.private, "煤气味", "我来处理")
    await day.hears(day.bob, "看到了", lambda: day.secretary.taps("我来处理", under=alarm))


async def danger_is_over(day: Day) -> None:
    alarm = await day.place.sees(day.secretary.private, "煤气味", "已经解除")
    await day.hears(day.bob, "已经解除", lambda: day.secretary.taps("已经解除", under=alarm))


REPORT = Scene(
    (
        Step(everybody_starts, ()),
        Step(scans_a_poster, ("usecases.residents.arriving.arrive_by_poster",)),
        Step(sends_where_it_is, ("usecases.chats.showing.hear_location",)),
        Step(reports, ("usecases.residents.submitting.press_report_button",)),
        Step(goes_back_and_forth, ("usecases.residents.passing_words.answer_resident",)),
        Step(says_more, ("usecases.residents.passing_words.write_to_staff",)),
        Step(tells_of_danger, ()),
        Step(nobody_answers, ("usecases.danger.alarm_times.mind_alarm",)),
        Step(staff_see_to_it, ("usecases.danger.alarm_ends.show_alarm_again", "usecases.danger.alarms.take_alarm")),
        Step(danger_is_over, ("usecases.danger.alarm_ends.end_alarm",)),
    )
)
