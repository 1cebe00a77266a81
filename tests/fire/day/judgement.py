"""Work is judged: by a call, by the resident, or by the clock."""

from tests.fire.play import CONFIRM, FIXED
from tests.fire.scene import Day, Scene, Step, everybody_starts

NO_ANSWER, SATISFIED = "没人接", "满意"
BULB, TAP = "厨房灯泡坏了", "龙头拧不紧"


async def is_fixed_for(day: Day, what: str) -> None:
    await day.posts(what)
    job = await day.gets(day.ann, what)
    day.ann.taps(FIXED, under=job)
    await day.place.sees(day.secretary.private, what, CONFIRM)
    await day.stage.until_quiet()  # killed earlier, the program would send the card again, and two would stay


async def is_fixed_for_somebody_without_a_chat(day: Day) -> None:
    await is_fixed_for(day, BULB)


async def wants_to_call(day: Day) -> None:
    await day.hears(day.secretary, BULB, lambda: day.secretary.says("/calls"), NO_ANSWER)


async def reaches_nobody(day: Day) -> None:
    call = await day.place.sees(day.secretary.private, BULB, NO_ANSWER)
    day.secretary.taps(NO_ANSWER, under=call)
    await day.place.sees(day.secretary.private, f"已记下:📵 {NO_ANSWER}")


async def wants_to_note_a_word(day: Day) -> None:
    call = await day.place.sees(day.secretary.private, f"已记下:📵 {NO_ANSWER}", "记一句")
    await day.hears(day.secretary, "想记点什么", lambda: day.secretary.taps("记一句", under=call))


async def is_closed_by_the_clock(day: Day) -> None:
    day.time_passes("UPDATE due_moment SET at = '2020-01-01 00:00:00.000000' WHERE kind = 'closing'")
    await day.place.sees(day.secretary.private, "到期自动办结", also=lambda review: BULB in review.text)


async def is_fixed_for_somebody_with_a_chat(day: Day) -> None:
    resident = day.world.person("住户", phone="+8613800138000")
    resident.starts()
    await day.hears(resident, "", resident.shares_contact)
    day.cai = resident
    await is_fixed_for(day, TAP)
    await day.place.sees(resident.private, TAP, SATISFIED)


async def is_satisfied(day: Day) -> None:
    question = await day.place.sees(day.cai.private, TAP, SATISFIED)
    day.cai.taps(SATISFIED, under=question)
    await day.place.sees(day.cai.private, TAP, "5⭐")


async def gives_stars(day: Day) -> None:
    question = await day.place.sees(day.cai.private, TAP, "5⭐")
    day.cai.taps("5⭐", under=question)
    await day.place.sees(day.cai.private, "⭐⭐⭐⭐⭐")


JUDGED = Scene(
    (
        Step(everybody_starts, ()),
        Step(is_fixed_for_somebody_without_a_chat, ()),
        Step(wants_to_call, ("usecases.verdicts.following_up.ask_calls",)),
        Step(reaches_nobody, ("usecases.verdicts.following_up.press_call",)),
        Step(wants_to_note_a_word, ("usecases.verdicts.following_up.ask_note",)),
        Step(is_closed_by_the_clock, ("usecases.deadlines.coming_due.keep",)),
        Step(is_fixed_for_somebody_with_a_chat, ()),
        Step(is_satisfied, ("usecases.verdicts.judging.rate_order",)),
        Step(gives_stars, ("usecases.verdicts.judging.add_to_rating",)),
    )
)
