"""Beside repairs: the shop, an activity a month, an order entered twice, and that 志愿者 spend what they earned."""

from dataclasses import dataclass

from bench.year.cast import FIRST_OF_GRIDS, Cast
from bot.sandbox.messages import Message

GOODS = ("毛巾 20分 40条", "保温杯 30分 20个", "香皂 5分 60块")
EVERY_SO_MANY_DAYS = 9
FIRST_GOODS, ACTIVITY_DAY = 30, 12
HOURS_TO_SATURDAY = 24


@dataclass
class Gatherings:
    """What a community does beside repairs."""

    cast: Cast

    async def begin_day(self, day: int) -> None:
        """What belongs to the day that has begun, counted from the first."""
        if day == FIRST_GOODS:
            await self._fill_the_shelf()
        if day > FIRST_GOODS and day % EVERY_SO_MANY_DAYS == 0:
            await self._exchange()
        if day % 28 == ACTIVITY_DAY:
            await self._activity()

    async def _fill_the_shelf(self) -> None:
        secretary = self.cast.town.secretary
        for line in GOODS:
            await secretary.says(line)
            await self.cast.answer(secretary, "上架")

    async def _exchange(self) -> None:
        """A volunteer takes something home; one in four never collects it."""
        who = self.cast.random.choice(self.cast.volunteers[FIRST_OF_GRIDS:])
        await who.says("/shop")
        item = self.cast.random.choice(GOODS).partition(" ")[0]
        if not await self.cast.answer(who, item) or not await self.cast.answer(who, "换"):
            return
        tickets = [each for each in list(who.person.private.history.values())[-4:] if "取货码 " in each.text]
        if not tickets:
            self.cast.done["too few points"] += 1
            return
        self.cast.done["exchanged"] += 1
        if self.cast.by_chance(0.75):
            await self._collects(tickets[-1])

    async def _collects(self, ticket: Message) -> None:
        code = ticket.text.partition("取货码 ")[2][:4]
        clerk = self.cast.clerks[0]
        await clerk.says(f"/pickup {code}")
        await self.cast.answer(clerk, "已交给本人")

    async def _activity(self) -> None:
        """Tomorrow at nine; ten sign up, most come; points and hours are given the day after."""
        secretary, town = self.cast.town.secretary, self.cast.town
        await secretary.says("/activity 明天上午9点 清扫楼道 3号楼前 20人 每人15分 2小时")
        if not await self.cast.answer(secretary, "发到群里"):
            return
        for who in self.cast.random.sample(self.cast.volunteers, 8):
            await self.cast.press(who, "1:signup:1", chat=town.group)
        self.cast.done["activities"] += 1

    async def end_activity(self, day: int) -> None:
        """The day after it was announced, once it is over: who came is ticked off, and the rest is one tap."""
        if day % 28 != ACTIVITY_DAY + 1:
            return
        secretary = self.cast.town.secretary
        if not await self.cast.answer(secretary, "点名"):
            return
        while self.cast.by_chance(0.85) and await self.cast.answer(secretary, "⬜"):
            pass
        await self.cast.answer(secretary, "结束")
        await self.cast.answer(secretary, "发积分")
