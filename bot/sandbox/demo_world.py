"""The demo's little neighbourhood: a secretary, twenty volunteers, two residents, and their group."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.clock import ShiftedClock
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.world import World

GROUP_TITLE = "阡上维修群"
SECRETARY_ID = 1001
_FIRST_PERSON = 1001
_VOLUNTEERS = [
    "安师傅",
    "李师傅",
    "赵姐",
    "小陈",
    "王师傅",
    "孙姐",
    "老周",
    "吴师傅",
    "郑哥",
    "冯姐",
    "小褚",
    "卫师傅",
    "蒋姐",
    "老沈",
    "韩师傅",
    "小杨",
    "朱姐",
    "秦师傅",
    "老许",
    "何姐",
]
_NEVER_STARTED = "赵姐"
_RESIDENTS = {"王阿姨": "+8613900139000", "刘运京": "+8613800138000"}
FIRST_ORDERS = (
    "/order 5号楼1单元302 厨房水管漏水 水工 加急 王阿姨 13900139000",
    "/order 2号楼2单元1401 卧室门框开裂需要维修 木工 2人 刘运京 13800138000",
)
GOODS = {
    "soap": "香皂 5分 40块 进价120元",
    "towel": "毛巾 20分 30条 每人2 进价255元",
    "thermos": "保温杯 60分 4个 每人1 进价180元",
}
"""What the secretary puts on the shelf of the points shop, by its picture."""
SAMPLES = Path(__file__).parent / "page" / "static" / "samples"
FIRST_NUMBER = "#1001"
ON_THE_SHELF = "上架"
PATIENCE = 60.0
"""Seconds that the secretary waits for the bot."""


@dataclass(frozen=True)
class DemoWorld:
    """The world and its people. The secretary is the operator who may set up a community.

    Attributes:
        world: everything there is.
        group: the team's supergroup; the bot is an administrator who may delete and pin.
        secretary: made the group.
        volunteers: twenty members; the third never opened the bot's private chat.
        residents: not in the group; their telephone numbers stand in the first orders.
    """

    world: World
    group: Group
    secretary: Person
    volunteers: tuple[Person, ...]
    residents: tuple[Person, ...]

    @property
    def operator_ids(self) -> list[int]:
        """Who may set up a community."""
        return [self.secretary.id]

    def first_steps(self) -> None:
        """What was done before a newcomer looks: the bot was started, the group set up, two orders posted."""
        self.secretary.starts()
        for volunteer in self.volunteers:
            if volunteer.first_name != _NEVER_STARTED:
                volunteer.starts()
        self.secretary.says("/setup", in_=self.group)
        for order in FIRST_ORDERS:
            self.secretary.says(order, in_=self.group)

    async def opens_shop(self) -> None:
        """The secretary shows the bot some goods, one after another, and confirms what it has understood."""
        await self.world.until(self._is_set_up, seconds=PATIENCE, what="the first order")
        for picture, line in GOODS.items():
            self.secretary.sends_photo((SAMPLES / f"{picture}.png").read_bytes(), caption=line)
            card = await self.world.until(partial(self._asked, line), seconds=PATIENCE, what=line)
            self.secretary.taps(ON_THE_SHELF, under=card)

    def _is_set_up(self) -> bool:
        """Orders are only posted where there is a community, and only then its secretary is known."""
        return any(FIRST_NUMBER in message.text for message in self.group.messages)

    def _asked(self, line: str) -> Message | None:
        """The bot's question about these goods."""
        name = line.partition(" ")[0]
        cards = (message for message in self.secretary.private.messages if message.sender is self.world.bot)
        asking = (card for card in cards if any(ON_THE_SHELF in text for text in card.button_texts))
        return next((card for card in asking if name in card.text), None)


def demo_world(clock: ShiftedClock) -> DemoWorld:
    """The neighbourhood, before anybody has said a word."""
    world = World(clock)
    secretary = world.person("刘书记", user_id=SECRETARY_ID, phone="+8613700137000")
    numbers = iter(range(_FIRST_PERSON + 1, _FIRST_PERSON + 100))
    volunteers = tuple(
        world.person(name, user_id=number, phone=f"+86136001{number:05d}")
        for name, number in zip(_VOLUNTEERS, numbers, strict=False)
    )
    residents = tuple(world.person(name, user_id=next(numbers), phone=phone) for name, phone in _RESIDENTS.items())
    group = world.supergroup(GROUP_TITLE, [secretary, *volunteers])
    group.add_bot()
    group.promote_bot(can_delete_messages=True, can_pin_messages=True)
    return DemoWorld(world, group, secretary, volunteers, residents)
