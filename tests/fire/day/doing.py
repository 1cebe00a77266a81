"""Doing together: an activity is put up, signed up for, attended and rewarded."""

from bot.storage.ground.vault import token_hash
from tests.fire.scene import ALWAYS_DAY, Day, Scene, Step, everybody_starts

STAIRS = "清扫楼道"


async def is_announced(day: Day) -> None:
    day.time_passes(ALWAYS_DAY)
    words = f"/activity 明天上午9点 {STAIRS} 3号楼前 1人 每人15分"
    await day.hears(day.secretary, STAIRS, lambda: day.secretary.says(words), "发到群里")


async def is_put_up(day: Day) -> None:
    draft = await day.place.sees(day.secretary.private, STAIRS, "发到群里")
    await day.hears(day.secretary, "签到码", lambda: day.secretary.taps("发到群里", under=draft), "点名")
    await day.place.sees(day.group, STAIRS, "报名")


async def is_signed_up_for(day: Day) -> None:
    for person in (day.ann, day.bob):
        card = await day.place.sees(day.group, STAIRS, "报名")
        person.taps("报名", under=card)
        await day.place.sees(day.group, person.first_name, "报名", also=lambda message: STAIRS in message.text)


async def is_near(day: Day) -> None:
    due = "UPDATE activity SET remind_at = '2020-01-01 00:00:00.000000'"
    await day.hears(day.ann, "明天的活动", lambda: day.time_passes(due))


async def is_over(day: Day) -> None:
    due = "UPDATE activity SET ask_at = '2020-01-01 00:00:00.000000'"
    await day.hears(day.secretary, "请点名", lambda: day.time_passes(due), "点名")


async def is_attended(day: Day) -> None:
    """The code is known by its hash alone: here it is one that the scene chose."""
    begun = "UPDATE activity SET starts_at = 'NOW', code_hash = 'HASH', code_until = '2099-01-01 00:00:00.000000'"
    now = f"{day.stage.clock.now():%Y-%m-%d %H:%M:%S}.000000"
    day.time_passes(begun.replace("NOW", now).replace("HASH", token_hash("a-code")))
    await day.hears(day.ann, "签到成功", lambda: day.ann.starts("here_a-code"))


async def is_rewarded(day: Day) -> None:
    own = await day.place.sees(day.secretary.private, STAIRS, "结束")
    day.secretary.taps("结束", under=own)
    sure = await day.place.sees(day.secretary.private, "到场 1 人", "发积分")
    await day.hears(day.ann, "15 分", lambda: day.secretary.taps("发积分", under=sure))


DONE_TOGETHER = Scene(
    (
        Step(everybody_starts, ()),
        Step(is_announced, ("usecases.gatherings.activities.begin_activity",)),
        Step(is_put_up, ("usecases.gatherings.activities.post_activity",)),
        Step(is_signed_up_for, ("usecases.gatherings.signing_up.sign_up_or_leave",)),
        Step(is_near, ("usecases.gatherings.activity_times.remind_of_activity",)),
        Step(is_over, ("usecases.gatherings.activity_times.ask_organiser",)),
        Step(is_attended, ("usecases.gatherings.roll_call.check_in",)),
        Step(is_rewarded, ("usecases.gatherings.roll_call.press_roll",)),
    )
)
