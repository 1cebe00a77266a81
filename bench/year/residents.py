"""Residents: they report in one sentence, some have no chat, some block the bot, and half of them never judge."""

from dataclasses import dataclass, field

from bench.year.calendar import DANGER, share_of_day, trouble
from bench.year.cast import BUILDINGS, HOUSEHOLDS, Cast, Now
from bot.domain.life import Status
from tests.town import Actor

WITHOUT_CHAT = 0.3
"""Of all households: staff write the order down for them, and call them afterwards."""
NEVER_JUDGES = 0.45
VERDICTS = {"s": 85, "f": 8, "r": 7}
"""满意, 还行, 没修好, as buttons say them, and how often of a hundred times."""
BLOCKS = 0.04
DANGERS = (40, 200)
"""Days on which somebody smells gas."""
MOST_ANSWERS = 4
"""Questions about one report that somebody puts up with."""


@dataclass
class Residents:
    """What the households do."""

    cast: Cast
    a_day: float
    quiet: bool = False
    homes: dict[int, Actor] = field(default_factory=dict)
    judged: set[tuple[int, int]] = field(default_factory=set)
    """Order and round about which somebody has made up their mind, to speak or not to."""

    async def report(self, share: float) -> None:
        """In this share of a day."""
        if self.quiet:
            return
        expected = self.a_day * share_of_day(self.cast.today) * share
        for _ in range(int(expected) + self.cast.by_chance(expected % 1)):
            await self._report()

    async def _report(self) -> None:
        home = self.cast.random.randrange(HOUSEHOLDS)
        what = trouble(self.cast.today, self.cast.random)
        building, unit, phone = home % BUILDINGS + 1, 1 + home % 3, f"139{10_000_000 + home}"
        line = f"{building}号楼{unit}单元{1 + home // BUILDINGS % 6}0{unit} {what}"
        if home % 100 < 100 * WITHOUT_CHAT:
            hurry = " 加急" if self.cast.by_chance(0.1) else ""
            clerk = self.cast.random.choice(self.cast.clerks)
            await clerk.says(f"/order {line} 王阿姨 {phone}{hurry}", in_=self.cast.town.group)
            self.cast.done["by staff"] += 1
            return
        await self._says_it(self._of_home(home), f"{line} {phone}")

    def _of_home(self, home: int) -> Actor:
        if home not in self.homes:
            self.homes[home] = self.cast.town.stranger(f"住户{home}")
            self.cast.residents[self.homes[home].user_id] = self.homes[home]
        return self.homes[home]

    async def _says_it(self, resident: Actor, line: str) -> None:
        """Until it is reported, or is known to be known already."""
        await resident.says(line)
        same = "是同一件" if self.cast.by_chance(0.7) else "不是,另报"
        for _ in range(MOST_ANSWERS):
            if not await self.cast.answer(resident, "帮我报上去", same, "跳过", "不用"):
                break
        self.cast.done["by chat"] += 1
        if self.cast.by_chance(BLOCKS) and not resident.person.blocked:
            resident.person.blocks_bot()
            self.cast.done["blocked"] += 1
            await self.cast.town.settle()

    async def danger(self, day: int) -> None:
        """Twice a year somebody smells gas; staff answer within minutes, the second time after half an hour."""
        if day not in DANGERS:
            return
        resident = self.cast.town.stranger(f"急{day}", phone=f"+86138{10_000_000 + day}")
        await resident.shares_contact()
        await resident.says(f"{day % BUILDINGS + 1}号楼1单元201 {DANGER}")
        await self.cast.answer(resident, "帮我报上去", "不是,另报")
        await self.cast.town.passes(minutes=3 if day == DANGERS[0] else 30)
        secretary = self.cast.town.secretary
        await self.cast.press(secretary, "1:alarm:1")
        await self.cast.town.passes(minutes=40)
        await self.cast.press(secretary, "1:alarmover")

    async def think_of(self, order: Now) -> None:
        """Somebody asks, hurries, changes their mind, or says what they think of the work."""
        who = self.cast.residents.get(order.reporter or 0)
        if who is None or who.person.blocked:
            return
        if order.status is Status.DONE:
            await self._judge(who, order)
        elif self.cast.by_chance(0.01):
            await self.cast.press(who, f"1:nudge:1:{order.number}")
        elif self.cast.by_chance(0.01):
            await who.says("查进度")
        elif self.cast.by_chance(0.004):
            await self._withdraw(who, order)
        elif order.appointed and self.cast.by_chance(0.05):
            await self.cast.press(who, f"1:nodate:1:{order.number}")

    async def _withdraw(self, who: Actor, order: Now) -> None:
        if await self.cast.press(who, f"1:withdraw:1:{order.number}") is not None:
            await self.cast.answer(who, "不修了")

    async def _judge(self, who: Actor, order: Now) -> None:
        if (order.number, order.round) in self.judged or self.cast.by_chance(0.5):
            return
        self.judged.add((order.number, order.round))
        if self.cast.by_chance(NEVER_JUDGES):
            self.cast.done["never judged"] += 1
            return
        await self.cast.press(who, f"1:rate:1:{order.number}:{order.round}:{self.cast.pick(VERDICTS)}")
