"""The office: a secretary and two clerks settle requests, call residents, note who did not come, ask the company."""

from dataclasses import dataclass, field

from bench.year.calendar import PUBLIC, offices_work
from bench.year.cast import FIRST_OF_GRIDS, Cast, Now
from bot.domain.life import Status
from tests.town import Actor

LOOKS = 0.6
"""How often, each time somebody of the office looks, they do what waits."""
CONFIRMS = 0.15
CALLS_A_DAY = 3
DECISIONS = {"转办": 5, "不受理": 5, "当场办结": 5, "发布": 85}
PARTY_DOES = {"nothing": 40, "accept": 20, "not_ours": 5, "done": 20, "recorded by staff": 15}
CALLS = {"满意": 55, "没人接": 30, "打通了": 10, "没修好": 5}
"""How often of a hundred times the office decides so, the company does so, a call comes to that."""
RUNG_OF_SECRETARY = 4
"""The ladder has come to the secretary."""


@dataclass
class Office:
    """What staff and the property company do."""

    cast: Cast
    noted: set[int] = field(default_factory=set)
    """Orders whose holder is noted as not having come."""

    @property
    def at_work(self) -> bool:
        """Whether the office works today."""
        return offices_work(self.cast.today)

    async def see_to(self, order: Now) -> None:
        """What waits for the office about this order."""
        if not self.at_work or not self.cast.by_chance(LOOKS):
            return
        who = self.cast.random.choice((self.cast.town.secretary, *self.cast.clerks))
        if order.status is Status.SUBMITTED:
            await self._decide(who, order)
        elif order.status is Status.REDIRECTED:
            await self._ask_party(order)
        elif order.status is Status.DONE and self.cast.by_chance(CONFIRMS):
            await self.cast.press(self.cast.town.secretary, f"1:confirm:1:{order.number}:{order.round}")
        elif order.status is Status.OPEN and order.rung >= RUNG_OF_SECRETARY and self.cast.by_chance(0.2):
            await self._find_somebody(order)
        elif order.holders and order.late_rung and order.number not in self.noted and self.cast.by_chance(0.2):
            self.noted.add(order.number)
            await self.cast.town.secretary.says(f"/noshow {order.number} 约好了没来")
            self.cast.done["no-shows"] += 1

    async def _decide(self, who: Actor, order: Now) -> None:
        key = f"1:sift:1:{order.number}"
        decision = "转办" if order.what in PUBLIC else self.cast.pick(DECISIONS)
        if decision == "转办":
            if await self.cast.press(who, f"{key}:menu:redirect") is not None:
                await self.cast.answer(who, "阳光物业")
        elif decision == "不受理":
            if await self.cast.press(who, f"{key}:menu:reject") is not None:
                await self.cast.answer(who, "不归社区管")
        elif decision == "当场办结":
            if await self.cast.press(who, f"{key}:ask:spot") is not None:
                await who.says("已电话说清楚,住户自己处理好了")
        else:
            await self.cast.press(who, f"{key}:publish")

    async def _ask_party(self, order: Now) -> None:
        """The company answers through the bot, mostly; what it lets lie is recorded by the office."""
        manager, key = self.cast.manager, f"1:party:1:{order.number}"
        does = self.cast.pick(PARTY_DOES)
        if manager is None or does == "nothing":
            return
        if does == "recorded by staff":
            await self._record_result(order)
        elif await self.cast.press(manager, f"{key}:{does}") is not None and does != "accept":
            await manager.says("修好了" if does == "done" else "户内的,业主自己的")

    async def _record_result(self, order: Now) -> None:
        """Under the question how it stands, where that was asked."""
        secretary = self.cast.town.secretary
        if await self.cast.press(secretary, f"1:sift:1:{order.number}:ask:result") is not None:
            await secretary.says("物业说修好了")

    async def _find_somebody(self, order: Now) -> None:
        """Nobody took it: the secretary asks somebody, or hands it to the company."""
        secretary = self.cast.town.secretary
        if self.cast.by_chance(0.3) and await self.cast.press(secretary, f"1:sift:1:{order.number}:to") is not None:
            return
        asked = self.cast.random.choice(self.cast.volunteers[FIRST_OF_GRIDS:])
        await secretary.says(f"/assign {order.number} {asked.person.first_name}")
        self.cast.done["assigned"] += 1

    async def call(self) -> None:
        """Residents without a chat are called, a few a day."""
        if not self.at_work:
            return
        clerk = self.cast.random.choice(self.cast.clerks)
        await clerk.says("/calls")
        for _ in range(CALLS_A_DAY):
            if not await self.cast.answer(clerk, self.cast.pick(CALLS)):
                return
            self.cast.done["calls"] += 1
