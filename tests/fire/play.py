"""What people do in front of a bot that may be killed at any moment: they wait for what they see, then act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.sandbox.chats import Chat
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.world import World
from tests.fire.chronicle import Chronicle
from tests.fire.harness import FIRST_OPERATOR, Stage
from tests.fire.linear import Act

CLAIM = "我来修"
FIXED = "修好了"
CONFIRM = "确认"
DIGEST = "简报"
SKIP = "跳过"
CANNOT = "我去不了了"
REDO = "没修好"
UNDO = "点错了"
RESULT = "换了新的"
PHONE = "13800138000"
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def named(place: int) -> str:
    """A name for the order in this place of a long list, without a digit that could mean something else."""
    return f"{STEMS[place // 120 % 10]}{STEMS[place // 12 % 10]}{BRANCHES[place % 12]}门锁坏了"


def newest(chat: Chat, words: str, button: str = "") -> Message | None:
    """The newest message of a chat with these words and, if one is named, such a button."""
    for message in reversed(chat.messages):
        if words in message.text and (not button or any(button in text for text in message.button_texts)):
            return message
    return None


def has_ended(chat: Chat, words: str, button: str) -> bool:
    """Whether the newest message that has or had such a button was edited and has it no more."""
    living = newest(chat, words, button)
    since = 0 if living is None else living.id
    edited = (message for message in chat.messages if message.id >= since and message.edited and words in message.text)
    return living is None or any(not any(button in text for text in message.button_texts) for message in edited)


@dataclass(frozen=True)
class Job:
    """One order as it was said, and who wants it."""

    what: str
    line: str
    claimers: Sequence[Person]
    people: int = 1


@dataclass
class Neighbourhood:
    """A group with its secretary and volunteers. `patience`: how long anybody waits for anything to appear."""

    world: World
    group: Group
    secretary: Person
    volunteers: list[Person]
    patience: float = 30.0
    jobs: list[Job] = field(default_factory=list)
    digests_asked: int = 0

    def __post_init__(self) -> None:
        self.chronicle = Chronicle(self.world, self.volunteers)

    async def sees(
        self, chat: Chat, words: str, button: str = "", *, also: Callable[[Message], bool] | None = None
    ) -> Message:
        """The newest such message as soon as there is one."""

        def look() -> Message | None:
            found = newest(chat, words, button)
            return found if found is not None and (also is None or also(found)) else None

        return await self.world.until(look, seconds=self.patience, what=f"{words!r} with {button!r} in {chat.id}")

    async def set_up(self) -> None:
        """Everybody starts the bot; the operator says /setup."""
        for person in [self.secretary, *self.volunteers]:
            person.starts()
        self.secretary.says("/setup", in_=self.group)
        await self.sees(self.group, self.group.title)
        for person in self.volunteers:
            await self.sees(person.private, "", also=lambda message: message.sender.is_bot)

    def says_order(self, job: Job) -> None:
        """The secretary types the order into the group."""
        self.jobs.append(job)
        self.secretary.says(f"/order {job.line}", in_=self.group)

    async def posts(self, job: Job) -> Message:
        """The secretary posts the order in the group; its card."""
        self.says_order(job)
        card = await self.sees(self.group, job.what, CLAIM)
        self.chronicle.posted(job.what, next(button.data for button in card.buttons if CLAIM in button.text))
        return card

    async def claims(self, job: Job, card: Message) -> list[Person]:
        """Everybody who wants it taps; who got it, as they see it themselves."""
        for person in job.claimers:
            person.taps(CLAIM, under=card)
        return await self.winners(job)

    async def winners(self, job: Job) -> list[Person]:
        """Who has the contact, once as many have it as are needed."""

        def have() -> list[Person] | None:
            found = [person for person in job.claimers if newest(person.private, job.what, FIXED)]
            return found if len(found) >= job.people else None

        return await self.world.until(have, seconds=self.patience, what=f"winners of {job.what}")

    async def works(self, job: Job, winner: Person) -> None:
        """The winner arrives, repairs, and says so, until the secretary is asked."""
        before = await self.sees(winner.private, job.what, FIXED)
        words = before.text
        winner.taps("我到了", under=before)
        contact = await self.sees(winner.private, job.what, FIXED, also=lambda message: message.text != words)
        async with self.chronicle.deed(job.what, winner, Act.FINISH):
            winner.taps(FIXED, under=contact)
            await self.sees(self.secretary.private, job.what, CONFIRM)
        winner.says(RESULT, reply_to=contact)
        await self.sees(self.secretary.private, job.what, CONFIRM, also=lambda review: RESULT in review.text)

    async def gives_back(self, job: Job, winner: Person) -> Message:
        """Somebody cannot come after all; the card, once it can be claimed again."""
        contact = await self.sees(winner.private, job.what, FIXED)
        question = await self._asked(winner, lambda: winner.taps(CANNOT, under=contact))
        async with self.chronicle.deed(job.what, winner, Act.RELEASE):
            winner.taps(SKIP, under=question)
            await self._over(winner.private, job, FIXED)
        return await self.sees(self.group, job.what, CLAIM)

    async def sends_back(self, job: Job, winner: Person) -> None:
        """The secretary finds that it still drips: the volunteers go again."""
        review = await self.sees(self.secretary.private, job.what, CONFIRM)
        async with self.chronicle.deed(job.what, self.secretary, Act.REOPEN):
            self.secretary.taps(REDO, under=review)
            await self._over(self.secretary.private, job, CONFIRM)
        await self.sees(winner.private, job.what, FIXED)

    async def judges(self, job: Job) -> None:
        """The secretary confirms, and everybody sees it."""
        review = await self.sees(self.secretary.private, job.what, CONFIRM)
        async with self.chronicle.deed(job.what, self.secretary, Act.CONFIRM):
            self.secretary.taps(CONFIRM, under=review)
            await self.sees(self.secretary.private, job.what, also=lambda card: "已办结" in card.text)

    async def _asked(self, person: Person, ask: Callable[[], object]) -> Message:
        """The question that comes when somebody asks for it; an older one may still stand there for a moment."""
        before = max((message.id for message in person.private.messages), default=0)
        ask()
        return await self.sees(person.private, "", SKIP, also=lambda message: message.id > before)

    async def _over(self, chat: Chat, job: Job, button: str) -> None:
        """The living message about the job has this button no more; copies of it, said twice after a kill, may."""
        what = f"the end of {button} for {job.what}"
        await self.world.until(lambda: has_ended(chat, job.what, button), seconds=self.patience, what=what)

    async def asks_for_digest(self) -> None:
        """The secretary has the digest posted; it may be in doubt, so nobody waits for it."""
        self.digests_asked += 1
        self.secretary.says("/digest", in_=self.group)

    async def whole(self, job: Job) -> list[Person]:
        """An order from the first word to the points; who did it."""
        winners = await self.claims(job, await self.posts(job))
        await self.works(job, winners[0])
        await self.judges(job)
        return winners


def neighbourhood(
    stage: Stage, number: int, volunteers: int, *, basic: bool = False, patience: float = 30.0
) -> Neighbourhood:
    """A group with the bot in it, an operator of its own, and as many volunteers."""
    world = stage.world
    secretary = world.person(f"书记{STEMS[number]}", user_id=FIRST_OPERATOR + number)
    people = [
        world.person(f"{STEMS[number]}{STEMS[place % 10]}{BRANCHES[place // 10]}师傅") for place in range(volunteers)
    ]
    found = world.group if basic else world.supergroup
    group = found(f"第{STEMS[number]}社区维修群", [secretary, *people])
    group.add_bot()
    group.promote_bot(can_delete_messages=True)
    return Neighbourhood(world, group, secretary, people, patience)
