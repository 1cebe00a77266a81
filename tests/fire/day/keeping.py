"""Keeping the data: a backup that cannot be made, a new key."""

import base64

from bot.storage.ground.vault import Sealer
from tests.fire.scene import Day, Scene, Step, everybody_starts


async def has_no_shelf(day: Day) -> None:
    """The operator names a folder that is not there, which the next start reads."""
    (program,) = day.stage.programs
    with program.config.open("a", encoding="utf-8") as config:
        config.write('\n[backup]\nfolder = "nowhere"\n')
    day.time_passes('UPDATE community SET practice = \'{"night_begins": 0, "night_ends": 0}\'')


async def hears_of_it(day: Day) -> None:
    await day.place.sees(day.secretary.private, "备份没有做成")


NEW = base64.urlsafe_b64encode(b"n" * 32)
SEALED = "SELECT value FROM secret UNION ALL SELECT name FROM person UNION ALL SELECT facts FROM outbox"


async def has_a_new_key(day: Day) -> None:
    """The operator puts one before the old one, and everything is sealed anew with it, table by table."""
    file = day.stage.folder / "fire.key"
    file.write_bytes(NEW + b"\n" + file.read_bytes())
    sealer = Sealer([NEW])
    await day.stage.until_books(
        lambda books: all(sealer.is_fresh(bytes(value)) for (value,) in books.rows(SEALED)), what="the new key's seals"
    )


async def clears_away_by_night(day: Day) -> None:
    day.time_passes("UPDATE community SET created_at = '2020-01-01 00:00:00.000000'")
    await day.stage.until_books(
        lambda books: books.number("SELECT count(*) FROM slot WHERE kind = 'clearing'") == 1, what="the clearing"
    )


KEEPING = Scene(
    (
        Step(everybody_starts, ()),
        Step(has_no_shelf, (), anew=True),
        Step(hears_of_it, ("usecases.upkeep.alarming.alarm_backup",)),
        Step(has_a_new_key, ("usecases.upkeep.rekeying.reseal_page",) * 3),
        Step(clears_away_by_night, ("usecases.upkeep.clearing.clear_away",)),
    )
)
