"""Keeping the data: a backup that cannot be made."""

from tests.fire.scene import Day, Scene, Step, everybody_starts


async def has_no_shelf(day: Day) -> None:
    """The operator names a folder that is not there, which the next start reads."""
    (program,) = day.stage.programs
    with program.config.open("a", encoding="utf-8") as config:
        config.write('\n[backup]\nfolder = "nowhere"\n')
    day.time_passes('UPDATE community SET practice = \'{"night_begins": 0, "night_ends": 0}\'')


async def hears_of_it(day: Day) -> None:
    await day.place.sees(day.secretary.private, "备份没有做成")


KEEPING = Scene(
    (
        Step(everybody_starts, ()),
        Step(has_no_shelf, ()),
        Step(hears_of_it, ("usecases.alarming.alarm_backup",)),
    )
)
