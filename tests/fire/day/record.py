"""The record is taken out, brought in and looked up."""

from tests.fire.scene import Day, Step, privately


async def is_taken_out(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "导出维修统计表", "导出")
    day.secretary.taps("行", under=card)
    await day.place.sees(day.secretary.private, "共 1 行")


RECORD = (
    Step(privately("secretary", "/export", "导出维修统计表"), ("usecases.exporting.ask_export",)),
    Step(is_taken_out, ("usecases.exporting.press_export",)),
)
"""For a scene in which somebody has reported something."""
