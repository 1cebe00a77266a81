"""The books: points given by hand, given away and taken back, and the nightly look at them."""

from tests.fire.scene import Day, Scene, Step, everybody_starts

GIVEN, GIFT, BELL = "手工奖励", "送您", "门铃不响"
DONATIONS = 'UPDATE community SET practice = \'{"night_begins": 0, "night_ends": 0, "donations": true}\''
OF_YESTERDAY = "UPDATE community SET created_at = '2020-01-01 00:00:00.000000'"


async def has_started(day: Day) -> None:
    await everybody_starts(day)
    day.time_passes(DONATIONS)
    await day.posts(BELL, people=2)
    for who in (day.ann, day.bob):
        await day.gets(who, BELL)


async def is_to_be_given_points(day: Day) -> None:
    words = f"/award {day.ann.first_name} 20 帮忙搬桌子"
    await day.hears(day.secretary, GIVEN, lambda: day.secretary.says(words), "✅ 给")


async def is_given_points(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, GIVEN, "✅ 给")
    await day.hears(day.ann, GIVEN, lambda: day.secretary.taps("✅ 给", under=card))


async def turns_a_page(day: Day) -> None:
    statement = await day.hears(day.ann, "积分 20", lambda: day.ann.says("/points"))
    assert statement.text
    day.ann.forges("1:stmt:0:0:7", under=statement)
    await day.stage.until_quiet()


async def wants_to_give_some_away(day: Day) -> None:
    words = f"/donate {day.bob.first_name} 5"
    await day.hears(day.ann, "捐积分", lambda: day.ann.says(words), "✅ 给")


async def gives_some_away(day: Day) -> None:
    card = await day.place.sees(day.ann.private, "捐积分", "✅ 给")
    day.ann.taps("✅ 给", under=card)
    sure = await day.place.sees(day.ann.private, "捐积分", "确定给")
    await day.hears(day.bob, GIFT, lambda: day.ann.taps("确定给", under=sure))


async def declines(day: Day) -> None:
    gift = await day.place.sees(day.bob.private, GIFT, "谢谢,不用了")
    await day.hears(day.ann, "回到您这里", lambda: day.bob.taps("谢谢,不用了", under=gift))


async def looks_at_the_books(day: Day) -> None:
    words = f"/ledger {day.ann.first_name}"
    await day.hears(day.secretary, "服务 0 小时", lambda: day.secretary.says(words), "撤销第 1 笔")


async def wants_to_take_back(day: Day) -> None:
    statement = await day.place.sees(day.secretary.private, "服务 0 小时", "撤销第 1 笔")
    tapped = lambda: day.secretary.taps("撤销第 1 笔", under=statement)  # noqa: E731 - an act
    await day.hears(day.secretary, "为什么撤销", tapped, "不撤销了")


async def owes_points(day: Day) -> None:
    day.secretary.says("记错人了")
    question = await day.place.sees(day.secretary.private, "会变成负数", "明知会变负数")
    await day.hears(day.ann, "被撤销", lambda: day.secretary.taps("明知会变负数", under=question))


async def is_looked_over(day: Day) -> None:
    await day.hears(day.secretary, "账本 #", lambda: day.time_passes(OF_YESTERDAY))


BOOKS = Scene(
    (
        Step(has_started, ()),
        Step(is_to_be_given_points, ("usecases.points.giving.begin_award",)),
        Step(is_given_points, ("usecases.points.giving.press_giving",)),
        Step(turns_a_page, ("usecases.points.statements.turn_statement",)),
        Step(wants_to_give_some_away, ("usecases.points.giving.begin_donation",)),
        Step(gives_some_away, ()),
        Step(looks_at_the_books, ("usecases.points.statements.ask_ledger",)),
        Step(wants_to_take_back, ("usecases.points.statements.press_ledger",)),
        Step(owes_points, ("usecases.points.statements.reverse_below_zero",)),
        Step(declines, ("usecases.points.giving.refuse_donation",)),
        Step(
            is_looked_over,
            ("usecases.upkeep.minding_books.check_books", "usecases.deadlines.own_digests.owe_own_digests"),
        ),
    )
)
