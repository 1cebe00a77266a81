"""The team: somebody asks to join, is told of orders that suit, rests and is looked up."""

from tests.fire.scene import Day, Scene, Step, everybody_starts, privately

LATCH, SINK = "插销掉了", "水池裂了"


async def asks_to_join(day: Day) -> None:
    await day.hears(day.ann, "书记", lambda: day.ann.starts("team_1"))


async def is_let_into_the_team(day: Day) -> None:
    wish = await day.place.sees(day.secretary.private, day.ann.first_name, "同意")
    day.secretary.taps("同意", under=wish)
    await day.place.sees(day.ann.private, "您现在是")


async def rests(day: Day) -> None:
    mine = await day.place.sees(day.ann.private, "", "先休息")
    day.ann.taps("先休息", under=mine)
    await day.place.sees(day.ann.private, "休息中")


async def wants_to_be_told(day: Day) -> None:
    mine = await day.place.sees(day.ann.private, "休息中", "我回来了")
    day.ann.taps("我回来了", under=mine)
    await day.place.sees(day.ann.private, "可接单", "更多")
    day.ann.taps("更多", under=mine)
    await day.place.sees(day.ann.private, "", "要提醒")
    day.ann.taps("要提醒", under=mine)
    await day.place.sees(day.ann.private, "有合适的单私聊提醒您")


async def is_told_of_an_order(day: Day) -> None:
    await day.posts(LATCH)
    await day.place.sees(day.ann.private, LATCH, "不方便")
    await day.stage.until_quiet()  # killed earlier, the program would tell her again, and two lines would stay


async def somebody_else_takes_it(day: Day) -> None:
    await day.gets(day.bob, LATCH)
    await day.place.sees(day.ann.private, "已经有人去了")


async def has_no_time(day: Day) -> None:
    await day.posts(SINK)
    line = await day.place.sees(day.ann.private, SINK, "不方便")
    day.ann.taps("不方便", under=line)
    await day.place.sees(day.ann.private, "不再提醒您")


async def is_looked_up(day: Day) -> None:
    roster = await day.place.sees(day.secretary.private, "队伍", day.ann.first_name)
    day.secretary.taps(day.ann.first_name, under=roster)
    await day.place.sees(day.secretary.private, day.ann.first_name, "移出队伍")


async def looks_after_a_grid(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "网格 0 个", "加网格")
    await day.hears(day.secretary, "新网格叫什么", lambda: day.secretary.taps("加网格", under=card))
    day.secretary.says("第一网格")
    one = await day.place.sees(day.secretary.private, "第一网格", "网格员")
    await day.hears(day.secretary, "网格员是谁", lambda: day.secretary.taps("网格员", under=one), day.ann.first_name)


async def is_its_steward(day: Day) -> None:
    name = day.ann.first_name
    question = await day.place.sees(day.secretary.private, "网格员是谁", name)
    day.secretary.taps(name, under=question)
    await day.place.sees(day.secretary.private, f"网格员 {name}")


TEAM = Scene(
    (
        Step(everybody_starts, ()),
        Step(asks_to_join, ("usecases.members.applying.apply",)),
        Step(is_let_into_the_team, ("usecases.members.applying.decide_join",)),
        Step(privately("ann", "/me", "可接单"), ("usecases.members.profile.ask_profile",)),
        Step(rests, ("usecases.members.profile.press_profile",)),
        Step(wants_to_be_told, ()),
        Step(is_told_of_an_order, ()),
        Step(somebody_else_takes_it, ("usecases.deadlines.calling_up.withdraw",)),
        Step(has_no_time, ("usecases.repairs.declining.not_now",)),
        Step(privately("secretary", "/team", "队伍"), ("usecases.members.team.ask_team",)),
        Step(is_looked_up, ("usecases.members.team.press_team",)),
        Step(privately("secretary", "/grids", "网格 0 个"), ("usecases.community.grids.show_grids",)),
        Step(looks_after_a_grid, ("usecases.community.grids.press_grid",)),
        Step(is_its_steward, ("usecases.community.grids.choose_for_grid",)),
    )
)
