"""Who plays the year: residents who report by season, volunteers of every temper, a secretary, and a bad network."""

from dataclasses import dataclass, field
from math import cos, tau
from random import Random

from sqlalchemy import select

from bot.domain.life import ACTIVE_CLAIM, Status
from bot.models import Claim, Order, Person
from bot.sandbox.calls import Call
from bot.sandbox.faults import Ending, Fault
from tests.town import Actor, Town

HOUSEHOLDS = 3_000
VOLUNTEERS = 37
BUILDINGS = 30
FAILS = 0.05
"""One call in twenty ends badly."""
FRAGILE = ("sendMessage", "editMessageText", "answerCallbackQuery", "deleteMessage")
TROUBLES = {
    "winter": ("暖气不热", "水管冻裂了", "门锁坏了"),
    "summer": ("空调滴水", "楼顶漏水", "纱窗破了"),
    "always": ("厨房水管漏水", "卫生间灯不亮", "马桶堵住了", "卧室门框开裂", "插座没电", "水龙头关不紧"),
}
CHOSEN = ("报上去", "不是", "跳过", "不用")
"""What a resident taps where something is asked."""
NIGHT = (22, 7)
MOSTLY = 0.9
"""How often somebody does what they should."""


@dataclass
class Neighbours:
    """Everybody, and what they do between two ticks."""

    town: Town
    random: Random
    a_day: float
    quiet: bool = False
    calls: int = 0
    volunteers: list[Actor] = field(default_factory=list)
    residents: dict[int, Actor] = field(default_factory=dict)

    async def move_in(self) -> None:
        """The community is set up; from then on the network is bad."""
        town = self.town
        await town.set_up()
        await town.secretary.says(f"/buildings 1-{BUILDINGS}号楼")
        self.volunteers = [await town.volunteer(f"志愿{number}") for number in range(VOLUNTEERS)]
        town.world.before_call.append(self._weather)

    def _weather(self, call: Call) -> None:
        self.calls += 1
        if call.method in FRAGILE and self.random.random() < FAILS:
            ending = self.random.choice((Ending.TIMEOUT, Ending.RESET, Ending.GATEWAY))
            acts = self.random.random() < 1 / 2
            self.town.world.faults.add(Fault(call.method, 1, ending, acts, code=502))

    async def go_about(self) -> None:
        """What happens in these hours: reports, and each order a step on, or not."""
        hour = (self.town.clock.now().hour + 8) % 24
        if not self.quiet:
            for _ in range(self._reports()):
                await self._report()
        if NIGHT[1] <= hour < NIGHT[0]:
            await self._work()

    def _reports(self) -> int:
        """How many reports come now: more in deep winter and in high summer."""
        day = self.town.clock.now().timetuple().tm_yday
        share = self.a_day * (1 + 0.4 * cos(2 * tau * day / 365)) / 9
        return int(share) + (self.random.random() < share % 1)

    async def _report(self) -> None:
        home = self.random.randrange(HOUSEHOLDS)
        month = self.town.clock.now().month
        season = "winter" if month in (11, 12, 1, 2) else "summer" if month in (6, 7, 8) else "always"
        what = self.random.choice((*TROUBLES["always"], *TROUBLES[season]))
        building, flat = home % BUILDINGS + 1, f"{1 + home // BUILDINGS % 6}0{1 + home % 3}"
        line = f"{building}号楼{1 + home % 3}单元{flat} {what}"
        phone = f"139{10_000_000 + home}"
        if home % 2:
            await self.town.secretary.says(f"/order {line} 王阿姨 {phone}", in_=self.town.group)
            return
        if home not in self.residents:
            self.residents[home] = self.town.stranger(f"住户{home}")
        await self._says_it(self.residents[home], f"{line} {phone}")

    async def _says_it(self, resident: Actor, line: str) -> None:
        await resident.says(line)
        for _ in range(3):
            last = resident.last
            answers = [text for text in last.button_texts for word in CHOSEN if word in text]
            if not answers:
                return
            await resident.taps(answers[0], under=last)

    async def _work(self) -> None:
        """Each unfinished order gets a step on, or somebody lets it lie."""
        async with self.town.weixiu.uow.reading(self.town.clock.now()) as tx:
            orders = [
                (order.number, order.status, order.round)
                for order in await tx.session.scalars(
                    select(Order).where(Order.ended_at.is_(None)).order_by(Order.number)
                )
            ]
            rows = await tx.session.execute(
                select(Claim.number, Person.user_id)
                .join(Person, Person.id == Claim.person_id)
                .where(Claim.state.in_(ACTIVE_CLAIM))
            )
            holders = dict(rows.tuples().all())
        for number, status, round_ in orders:
            if self.random.random() < 1 / 2:
                await self._step(number, status, round_, holders.get(number))

    async def _step(self, number: int, status: Status, round_: int, holder: int | None) -> None:
        staff, chance = self.town.secretary, self.random.random()
        if status is Status.SUBMITTED:
            await self._presses(
                staff, f"1:sift:1:{number}:publish:" if chance < MOSTLY else f"1:sift:1:{number}:reject:outside"
            )
        elif status is Status.OPEN and number % 17:
            who = self.random.choice(self.volunteers)
            await who.forges(f"1:take:1:{number}", under=self.town.group.messages[-1])
        elif status is Status.CLAIMED and holder is not None and number % 13:
            who = next((each for each in self.volunteers if each.user_id == holder), staff)
            await self._presses(who, f"1:fixed:1:{number}" if chance < MOSTLY else f"1:release:1:{number}")
        elif status is Status.DONE and number % 5:
            await self._presses(staff, f"1:confirm:1:{number}:{round_}")
        elif status is Status.REDIRECTED:
            await staff.says(f"/cancel {number} 物业已处理")

    async def _presses(self, who: Actor, data: str) -> None:
        last = who.person.private.last
        if last is not None:
            await who.forges(data, under=last)
