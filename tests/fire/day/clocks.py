"""Limits: an order that is late climbs, is given more time, stands still and runs on."""

from datetime import UTC, datetime

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


async def is_from_before(day: Day) -> None:
    """Nobody finds it by the last digits of its phone yet."""
    day.time_passes("UPDATE repair_order SET phone_tail = NULL")
    left = "SELECT count(*) FROM repair_order WHERE phone_tail IS NULL"
    await day.stage.until_books(lambda books: books.number(left) == 0, what="the phones of before")


async def has_more_time(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "还没有人接", "改时限")
    day.secretary.taps("改时限", under=card)
    card = await day.place.sees(day.secretary.private, "再给多久", "1 天")
    day.secretary.taps("1 天", under=card)
    given = "SELECT count(*) FROM order_event WHERE step = 'limit'"
    await day.stage.until_books(lambda books: books.number(given) == 1, what="more time")


async def has_to_wait(day: Day) -> None:
    await day.gets(day.ann, TAP)
    job = await day.place.sees(day.ann.private, TAP, "要等等")
    await day.hears(day.ann, "为什么要等", lambda: day.ann.taps("要等等", under=job), "等配件")


async def stands_still(day: Day) -> None:
    for choice in ("等配件", "3 天后"):
        question = await day.place.sees(day.ann.private, "", choice)
        day.ann.taps(choice, under=question)
    await day.place.sees(day.group, "时间先不算")


async def runs_on(day: Day) -> None:
    job = await day.place.sees(day.ann.private, TAP, "接着办")
    day.ann.taps("接着办", under=job)
    runs = "SELECT count(*) FROM repair_order WHERE paused_at IS NULL"
    await day.stage.until_books(lambda books: books.number(runs) == 1, what="the clock")


async def sets_a_time(day: Day) -> None:
    job = await day.place.sees(day.ann.private, TAP, "约时间")
    question = await day.hears(day.ann, "什么时候去", lambda: day.ann.taps("约时间", under=job), "明天下午")
    day.ann.taps("明天下午", under=question)
    await day.place.sees(day.group, "14:00-18:00")


async def is_refused(day: Day) -> None:
    """Whoever reported it is the secretary here: nobody else has proved the phone."""
    day.time_passes("UPDATE repair_order SET reporter_id = posted_by")
    ((at,),) = day.stage.books.rows("SELECT appointment_at FROM repair_order")
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(at).replace(tzinfo=UTC)
    number = day.number(TAP)
    card = await day.place.sees(day.group, TAP)
    stamp = int(moment.timestamp())
    await day.hears(day.ann, "那个时间不行", lambda: day.secretary.forges(f"1:nodate:1:{number}:{stamp}", under=card))


CLOCKS = Scene(
    (
        Step(everybody_starts, ()),
        Step(nobody_takes_it, ("usecases.deadlines.climbing.nobody_took_it",)),
        Step(is_from_before, ("usecases.record.adding_tails.add_page",)),
        Step(has_more_time, ("usecases.deadlines.more_time.give_time",)),
        Step(has_to_wait, ("usecases.deadlines.pausing.ask_pause",)),
        Step(stands_still, ("usecases.deadlines.pausing.press_pause",)),
        Step(runs_on, ("usecases.deadlines.pausing.resume",)),
        Step(sets_a_time, ("usecases.repairs.visiting.ask_visit", "usecases.repairs.visiting.press_visit")),
        Step(is_refused, ("usecases.repairs.visiting.refuse_visit",)),
    )
)
"""Limits and pauses."""
