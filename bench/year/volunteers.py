"""Volunteers: most come when they said they would, some forget, a few say nothing at all, and holidays are holidays."""

from dataclasses import dataclass

from bench.year.calendar import is_holiday
from bench.year.cast import Cast, Now
from bot.domain.life import Status
from tests.town import Actor

SILENT, FORGETFUL, AWAY = 3, 6, 0.7
"""The first so many never say a word once they hold an order, so many after them seldom; on holidays most are away."""
NOBODYS = 29
"""Of so many orders one is nobody's liking."""
STEPS = {"约时间": 25, "等配件": 5, "住户不在": 5, "去不了": 7, "到了": 8, "修好了": 50}
"""What a holder does next, and how often of a hundred times."""
TAKES, COMES = 0.4, 0.5
"""How often, each time they look, a volunteer takes what is open, or goes on with what they hold."""


@dataclass
class Volunteers:
    """What the team does."""

    cast: Cast

    async def see_to(self, order: Now) -> None:
        """Somebody takes it, or whoever has it goes on, or nobody does anything."""
        if order.status is Status.OPEN and not order.holders:
            if order.number % NOBODYS and self.cast.by_chance(TAKES):
                await self._take(order)
        elif order.status in (Status.OPEN, Status.CLAIMED):
            for user_id in order.holders:
                holder = self.cast.of(user_id)
                if holder is not None and self._there(holder) and self.cast.by_chance(self._willing(holder)):
                    await self._go_on(holder, order)
                    return

    def _there(self, who: Actor) -> bool:
        """Whether they are in town: on holidays most are not, for the whole holiday."""
        return not is_holiday(self.cast.today) or self.cast.volunteers.index(who) % 10 >= 10 * AWAY

    def _willing(self, who: Actor) -> float:
        place = self.cast.volunteers.index(who)
        return 0 if place < SILENT else COMES / 5 if place < SILENT + FORGETFUL else COMES

    async def _take(self, order: Now) -> None:
        group = self.cast.town.group
        who = self.cast.random.choice(self.cast.volunteers)
        if not self._there(who):
            return
        chat = None if self.cast.by_chance(0.2) else group
        await self.cast.press(who, f"1:claim:1:{order.number}", chat=chat)
        if self.cast.by_chance(0.05):
            other = self.cast.random.choice(self.cast.volunteers)
            await self.cast.press(other, f"1:queue:1:{order.number}", chat=group)

    async def _go_on(self, who: Actor, order: Now) -> None:
        """One step with what they hold."""
        step, number = self.cast.pick(STEPS), order.number
        if order.paused:
            await self.cast.press(who, f"1:goon:1:{number}")
        elif step == "约时间":
            if not order.appointed and await self.cast.press(who, f"1:date:1:{number}") is not None:
                await self.cast.answer(who, "明天上午", "明天下午")
        elif step in ("等配件", "住户不在"):
            if await self.cast.press(who, f"1:halt:1:{number}") is not None:
                await self.cast.answer(who, step)
                await self.cast.answer(who, "3 天后", "一周后")
        elif step == "去不了":
            await self._gives_up(who, number)
        elif step == "到了":
            await self.cast.press(who, f"1:arrive:1:{number}")
        else:
            await self._finishes(who, order)

    async def _gives_up(self, who: Actor, number: int) -> None:
        if await self.cast.press(who, f"1:release:1:{number}") is not None:
            await self.cast.answer(who, "跳过")

    async def _finishes(self, who: Actor, order: Now) -> None:
        await self.cast.press(who, f"1:fixed:1:{order.number}")
        if self.cast.by_chance(0.03):
            await self.cast.press(who, f"1:undo:1:{order.number}")

    async def answer_offers(self) -> None:
        """Who waited and is asked says yes, mostly."""
        for who in self.cast.random.sample(self.cast.volunteers, 6):
            for message in list(who.person.private.history.values())[-5:]:
                asked = next((each.data for each in message.buttons if each.data.startswith("1:turn:")), None)
                if asked and not message.deleted and self.cast.by_chance(0.8):
                    await who.forges(asked, under=message)
