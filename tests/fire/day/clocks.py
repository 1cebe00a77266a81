"""Limits: an order that is late climbs, is given more time, stands still and runs on."""

from tests.fire.scene import ALWAYS_DAY, Day, Scene, Step, everybody_starts

TAP = "水龙头滴水"
LATE = (
    "UPDATE repair_order SET claim_by = '2020-01-01 00:00:00.000000', rung = 3",
    "UPDATE due_moment SET at = '2020-01-01 00:00:00.000000' WHERE kind = 'unclaimed'",
)


async def nobody_takes_it(day: Day) -> None:
    day.time_passes(ALWAYS_DAY)
    await day.posts(TAP)
    day.time_passes(LATE[0])
    await day.hears(day.secretary, "还没有人接", lambda: day.time_passes(LATE[1]), "改时限")


async def has_more_time(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "还没有人接", "改时限")
    day.secretary.taps("改时限", under=card)
    card = await day.place.sees(day.secretary.private, "再给多久", "1 天")
    day.secretary.taps("1 天", under=card)
    given = "SELECT count(*) FROM order_event WHERE step = 'limit'"
    await day.stage.until_books(lambda books: books.number(given) == 1, what="more time")


CLOCKS = Scene(
    (
        Step(everybody_starts, ()),
        Step(nobody_takes_it, ("usecases.climbing.nobody_took_it",)),
        Step(has_more_time, ("usecases.more_time.give_time",)),
    )
)
"""Limits and pauses."""
