"""The points standard is changed by a sheet and published."""

from tests.fire.scene import Day, Scene, Step, everybody_starts, privately


async def opens_the_standard(day: Day) -> None:
    shown = await day.place.sees(day.secretary.private, "积分标准", "改标准")
    await day.hears(day.secretary, "还没公布", lambda: day.secretary.taps("改标准", under=shown))


async def sends_a_sheet(day: Day) -> None:
    day.secretary.sends_document("夜间,5".encode(), "a.csv")
    await day.place.sees(day.secretary.private, "夜间 0 → 5", "公布")


async def publishes_the_standard(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "夜间 0 → 5", "公布")
    day.secretary.taps("公布", under=card)
    await day.place.sees(day.group, "夜间 0 → 5")


STANDARD = Scene(
    (
        Step(everybody_starts, ()),
        Step(privately("secretary", "/standard", "积分标准"), ("usecases.points.standard.ask_standard",)),
        Step(opens_the_standard, ("usecases.points.standard.press_standard",)),
        Step(sends_a_sheet, ("usecases.chats.filing.hear_sheet",)),
        Step(publishes_the_standard, ("usecases.points.standard_changing.press_change",)),
    )
)
