"""What happens only where several processes share a database."""

from tests.fire.scene import Day, Scene, Step, nothing


async def stops(day: Day) -> None:
    await day.stage.until_quiet()
    day.stage.programs[0].ask_to_stop()


SHARED = Scene((Step(nothing, ("delivery.duty.Duty.renew",)), Step(stops, ("delivery.duty.Duty.give_up",))))
