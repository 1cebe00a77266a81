"""The record is taken out, brought in and looked up."""

from tests.fire.scene import Day, Step, privately


async def is_taken_out(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "导出维修统计表", "导出")
    day.secretary.taps("行", under=card)
    await day.place.sees(day.secretary.private, "共 1 行")


async def looks_again(day: Day) -> None:
    """There is but one page, and no button to it; whoever presses one all the same is answered."""
    told = await day.place.sees(day.secretary.private, "的经过")
    day.secretary.forges("1:history:1:1001:5:0", under=told)
    await day.place.sees(day.secretary.private, "的经过", also=lambda message: message.id > told.id)


async def turns_the_page(day: Day) -> None:
    """Of what there is one page of; the button says its serial."""
    told = await day.place.sees(day.secretary.private, "找到 1 单")
    serial = next(button.data for button in told.buttons if button.data).split(":")[4]
    day.secretary.forges(f"1:find:1:{serial}:0", under=told)
    await day.stage.until_quiet()


async def sends_what_was_kept(day: Day) -> None:
    rows = "".join(f"{at}号楼,灯不亮,2026-10-3\n" for at in range(1, 520))
    content = ("楼号,维修事项,维修日期\n" + rows).encode()
    await day.hears(day.secretary, "读到一张维修表", lambda: day.secretary.sends_document(content, "a.csv"), "导入好的")


async def brings_it_in(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "读到一张维修表", "导入好的")
    day.secretary.taps("导入好的", under=card)
    await day.place.sees(day.secretary.private, "导入了 519 行")


async def is_cleaned(day: Day) -> None:
    day.time_passes("UPDATE past_repair SET taken_at = '2020-01-01 00:00:00.000000'")
    cleaned = "SELECT count(*) FROM past_repair WHERE contact IS NULL"
    await day.stage.until_books(lambda books: books.number(cleaned) == 519, what="the cleaning")


RECORD = (
    Step(privately("secretary", "/export", "导出维修统计表"), ("usecases.record.exporting.ask_export",)),
    Step(is_taken_out, ("usecases.record.exporting.press_export",)),
    Step(privately("secretary", "/history 1001", "的经过"), ("usecases.record.recounting.ask_history",)),
    Step(looks_again, ("usecases.record.recounting.turn_history",)),
    Step(privately("secretary", "/find 1001", "找到 1 单"), ("usecases.record.finding.find",)),
    Step(turns_the_page, ("usecases.record.finding.turn_found",)),
    Step(privately("secretary", "/calendar", "约好时间"), ("usecases.deadlines.calendars.ask_calendar",)),
    Step(sends_what_was_kept, ("usecases.record.bringing.bring_sheet",)),
    Step(brings_it_in, ("usecases.record.bringing.press_import", "usecases.record.bringing.take_next_page")),
    Step(is_cleaned, ("usecases.record.cleaning_past.clean_past_of",)),
)
"""For a scene in which somebody has reported something."""
