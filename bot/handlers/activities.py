"""Activities: begun by staff, signed up for in the group, looked after by whoever organises them."""

from telegram import Update

from bot.handlers.visit import Visit
from bot.usecases.gatherings import activities, roll_call, signing_up
from bot.views import answers


async def on_activity(_: Update, visit: Visit) -> None:
    """/activity, by staff."""
    await activities.begin_activity(activities.BeginActivity(visit.actor, visit.rest), uow=visit.uow, now=visit.now)


async def on_post(_: Update, visit: Visit) -> None:
    """发到群里."""
    cmd = activities.PostActivity(visit.actor, visit.press.number(0))
    await activities.post_activity(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.sign_up_is_open(await visit.words()))


async def on_sign_up(_: Update, visit: Visit) -> None:
    """报名."""
    await _stand(visit, going=True)


async def on_sign_off(_: Update, visit: Visit) -> None:
    """不去了."""
    await _stand(visit, going=False)


async def _stand(visit: Visit, *, going: bool) -> None:
    cmd = signing_up.SignUpOrLeave(visit.actor, visit.press.number(0), visit.press.number(1), going)
    standing = await signing_up.sign_up_or_leave(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.standing(await visit.words(), standing))


async def on_roll(_: Update, visit: Visit) -> None:
    """A button of the organiser's own message."""
    press = visit.press
    cmd = roll_call.PressRoll(visit.actor, press.number(0), press.number(1), press.args[2], press.number(3))
    await roll_call.press_roll(cmd, uow=visit.uow, now=visit.now)


async def on_check_in(_: Update, visit: Visit) -> None:
    """/start with what a check-in code brought along."""
    cmd = roll_call.CheckIn(visit.actor, visit.rest.removeprefix(roll_call.PAYLOAD))
    await roll_call.check_in(cmd, uow=visit.uow, now=visit.now)
