"""A day in which everything happens once, in steps; each step names the commits at which the program dies in it.

People act, and wait for what they should see, however often the program dies meanwhile: what is seen in the end was
neither lost nor done twice. The scenes are independent of each other, and may be played side by side.
"""

import re
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import closing
from datetime import timedelta
from typing import Any, NamedTuple

import psycopg

from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.storage.vault import token_hash
from tests.fire.harness import Stage
from tests.fire.play import (
    CANNOT,
    CLAIM,
    CONFIRM,
    DIGEST,
    FIXED,
    REDO,
    SKIP,
    UNDO,
    Job,
    Neighbourhood,
    has_ended,
    neighbourhood,
    newest,
)
from tests.story.counter import scanned

PATIENCE = 60.0
NO_ANSWER, SATISFIED = "没人接", "满意"
LINK = re.compile(r"https://t\.me/\S+start=\S+?(?=\"|$|\s)")


class Day:
    """Everybody who takes part in one scene, and what they do again and again."""

    def __init__(self, stage: Stage, *, basic: bool = False) -> None:
        self.stage = stage
        self.world = stage.world
        self.place: Neighbourhood = neighbourhood(stage, 0, 3, basic=basic, patience=PATIENCE)
        self.group = self.place.group
        self.secretary = self.place.secretary
        self.ann, self.bob, self.cai = self.place.volunteers
        self.malformed = 0
        """Updates that nobody can read."""
        self.ordered: list[str] = []
        """What is to be repaired, of every order anybody posts."""

    async def hears(self, person: Person, words: str, act: Callable[[], object], button: str = "") -> Message:
        """Somebody acts, and privately gets a message with these words that was not there before."""
        before = max((message.id for message in person.private.messages), default=0)
        act()
        return await self.place.sees(person.private, words, button, also=lambda message: message.id > before)

    async def posts(self, what: str, people: int = 1) -> tuple[Job, Message]:
        """The secretary types an order that everybody wants into the group; its card."""
        line = f"{len(self.place.jobs) + 1}号楼2单元1401 {what} {people}人 刘运京 13800138000"
        job = Job(what, line, self.place.volunteers, people)
        self.ordered.append(what)
        return job, await self.place.posts(job)

    async def gets(self, person: Person, what: str) -> Message:
        """Somebody claims the newest card of an order; their own message about it."""
        card = await self.place.sees(self.group, what, CLAIM)
        return await self.hears(person, what, lambda: person.taps(CLAIM, under=card), FIXED)

    def number(self, what: str) -> int:
        """What people call an order."""
        return next(number for _, number, named, *_ in self.stage.books.orders() if named == what)

    def time_passes(self, statement: str) -> None:
        """What was written down as of now is of long ago, or has faded."""
        books = self.stage.books
        if books.file is not None:
            with closing(sqlite3.connect(books.file, timeout=10)) as connection, connection:
                connection.execute(statement)
            return
        with psycopg.connect(books.url) as postgres:
            postgres.execute(statement.encode())


Act = Callable[[Day], Coroutine[Any, Any, object]]


class Step(NamedTuple):
    """Something that happens, and the commits at which the program dies while it does.

    A commit is named by the function that opens the transaction, or by one that works in it where it has several
    kinds. It may be named again, but not as the next one: what died before it is handled anew after the start.
    """

    act: Act
    dies_at: tuple[str, ...]


class Scene(NamedTuple):
    """Steps one after another. `basic`: the group is not a supergroup yet."""

    steps: tuple[Step, ...]
    basic: bool = False


def privately(who: str, text: str, answer: str = "") -> Act:
    """Somebody writes to the bot, and gets an answer."""

    async def act(day: Day) -> None:
        person: Person = getattr(day, who)
        await day.hears(person, answer, lambda: person.says(text))

    return act


async def nothing(day: Day) -> None:
    """The program works by itself."""


# People


async def comes_into_the_group(day: Day) -> None:
    await day.place.sees(day.group, "/setup")


async def is_set_up(day: Day) -> None:
    day.secretary.says("/setup", in_=day.group)
    await day.place.sees(day.group, "开张了")


async def is_greeted(day: Day) -> None:
    for person in (day.secretary, day.ann):
        await day.hears(person, "", person.starts)


async def switches_a_setting(day: Day) -> None:
    switch = "无事时发不发"
    card = await day.place.sees(day.secretary.private, "", switch)
    await day.hears(day.secretary, "", lambda: day.secretary.taps(switch, under=card), switch)


async def loses_a_building(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "1–3号楼", "删楼栋")
    day.secretary.taps("删楼栋", under=card)
    # Whichever copy it is: dead between saying and writing that down, the program says the list again.
    asking = await day.place.sees(day.secretary.private, "1–3号楼", "3号楼")
    day.secretary.taps("3号楼", under=asking)
    left = await day.place.sees(day.secretary.private, "1–2号楼", "返回")
    day.secretary.taps("返回", under=left)


async def is_put_on_paper(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "1–2号楼", "二维码海报")
    await day.hears(day.secretary, "共 3 页", lambda: day.secretary.taps("二维码海报", under=card))


async def switches_for_everybody(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "", "开放/邀请制")
    await day.hears(day.secretary, "", lambda: day.secretary.taps("开放/邀请制", under=card), "✅ 改")


async def means_it(day: Day) -> None:
    question = await day.place.sees(day.secretary.private, "", "✅ 改")
    await day.hears(day.secretary, "邀请制", lambda: day.secretary.taps("✅ 改", under=question))


async def gives_a_link(day: Day) -> None:
    menu = await day.place.sees(day.secretary.private, "", "志愿者")
    await day.hears(day.secretary, "t.me", lambda: day.secretary.taps("志愿者", under=menu))


async def follows_the_link(day: Day) -> None:
    link = LINK.search((await day.place.sees(day.secretary.private, "t.me")).text)
    assert link is not None
    await day.hears(day.cai, "志愿者", lambda: day.cai.follows(link[0]))


async def chooses_a_language(day: Day) -> None:
    choice = await day.place.sees(day.ann.private, "", "中文")
    await day.hears(day.ann, "", lambda: day.ann.taps("中文", under=choice))


async def shares_a_number(day: Day) -> None:
    await day.hears(day.ann, "", lambda: day.ann.shares_contact("+8613912345678"))


async def chats_in_the_group(day: Day) -> None:
    day.ann.says("大家好", in_=day.group)
    await day.stage.until_books(lambda books: books.inbox()["done"] == day.stage.updates_made, what="the chat")


PEOPLE = Scene(
    (
        Step(nothing, ("storage.migrating.migrate", "storage.keyring.open_vault")),
        Step(nothing, ("intake.reception.Reception.take_over",)),
        Step(comes_into_the_group, ("intake.reception.Reception._store_together", "usecases.joining.note_rights")),
        Step(is_set_up, ("usecases.joining.set_up",)),
        Step(is_greeted, ("usecases.asking.greet",)),
        Step(privately("ann", "/help"), ("usecases.asking.ask_help",)),
        Step(privately("ann", "/status"), ("usecases.asking.ask_status",)),
        Step(privately("ann", "/points", "积分"), ("usecases.statements.ask_statement",)),
        Step(privately("secretary", "/open"), ("usecases.asking.ask_open",)),
        Step(privately("secretary", "/settings"), ("usecases.asking.ask_settings",)),
        Step(switches_a_setting, ("usecases.settings.press_setting",)),
        Step(privately("secretary", "/buildings 1-3号楼", "1–3号楼"), ("usecases.buildings.show_buildings",)),
        Step(loses_a_building, ("usecases.buildings.press_list",)),
        Step(is_put_on_paper, ("usecases.buildings.want_posters",)),
        Step(privately("secretary", "/poster 2号楼", "A4"), ("usecases.buildings.posters_by_word",)),
        Step(switches_for_everybody, ()),
        Step(means_it, ("usecases.settings.confirm_setting",)),
        Step(privately("secretary", "/invite"), ("usecases.asking.ask_invites",)),
        Step(gives_a_link, ("usecases.joining.invite_by_staff",)),
        Step(follows_the_link, ("usecases.joining.accept_invite",)),
        Step(privately("ann", "/language"), ("usecases.personal.ask_language",)),
        Step(chooses_a_language, ("usecases.personal.choose_language",)),
        Step(shares_a_number, ("usecases.personal.share_phone",)),
        Step(privately("ann", "我的积分", "积分"), ("usecases.conversing.hear_text",)),
        Step(privately("ann", "/settings", "只有书记"), ("handlers.reception_desk.ReceptionDesk._say",)),
        Step(chats_in_the_group, ("storage.uow.UnitOfWork.settle",)),
        Step(nothing, ("usecases.tidying.tidy",)),
    )
)

# An order

LAMP, LOCK, PIPE = "楼道灯不亮", "门锁坏了", "水管漏水"


async def everybody_starts(day: Day) -> None:
    await day.place.set_up()


async def begins_a_draft(day: Day) -> None:
    day.ordered.append(LAMP)
    await day.hears(day.secretary, LAMP, lambda: day.secretary.says(f"/order 5号楼 {LAMP}"), "发布")


async def adds_a_picture(day: Day) -> None:
    day.secretary.sends_photo()
    await day.place.sees(day.secretary.private, "照片 1 张")


async def publishes(day: Day) -> None:
    draft = await day.place.sees(day.secretary.private, LAMP, "发布")
    day.secretary.taps("发布", under=draft)
    await day.place.sees(day.group, LAMP, CLAIM)


async def is_typed(day: Day) -> None:
    await day.posts(LOCK, people=2)


async def is_claimed(day: Day) -> None:
    await day.gets(day.ann, LOCK)


IMPATIENCE = 8
"""How often everybody taps, so that some taps arrive while another one is handled."""


async def is_claimed_by_all(day: Day) -> None:
    card = await day.place.sees(day.group, LOCK, CLAIM)
    (button,) = card.buttons
    for _ in range(IMPATIENCE):
        for person in (day.ann, day.bob, day.cai):
            person.forges(button.data, under=card)
    # Any copy of it: dead between saying and writing that down, the program says it again.
    await day.place.sees(day.group, LOCK, also=lambda message: "已接单" in message.text)


async def arrives(day: Day) -> None:
    job = await day.place.sees(day.ann.private, LOCK, FIXED)
    words = job.text
    day.ann.taps("我到了", under=job)
    await day.place.sees(day.ann.private, LOCK, FIXED, also=lambda message: message.text != words)


async def has_fixed_it(day: Day) -> None:
    job = await day.place.sees(day.ann.private, LOCK, FIXED)
    day.ann.taps(FIXED, under=job)
    await day.place.sees(day.secretary.private, LOCK, CONFIRM)
    # Killed before it is written down that this card stands there, the program would send another, and two stay.
    await day.stage.until_quiet()


async def was_wrong(day: Day) -> None:
    job = await day.place.sees(day.ann.private, LOCK, UNDO)
    day.ann.taps(UNDO, under=job)
    await day.place.sees(day.ann.private, LOCK, FIXED)
    await day.world.until(lambda: has_ended(day.secretary.private, LOCK, CONFIRM), seconds=PATIENCE)


async def is_found_wanting(day: Day) -> None:
    review = await day.place.sees(day.secretary.private, LOCK, CONFIRM)
    day.secretary.taps(REDO, under=review)
    await day.place.sees(day.group, LOCK, also=lambda card: "还没修好" in card.text)
    await day.world.until(lambda: has_ended(day.secretary.private, LOCK, CONFIRM), seconds=PATIENCE)


async def wants_other_points(day: Day) -> None:
    review = await day.place.sees(day.secretary.private, LOCK, CONFIRM)
    await day.hears(day.secretary, "", lambda: day.secretary.taps("改分", under=review), "不改了")


async def leaves_the_points(day: Day) -> None:
    question = await day.place.sees(day.secretary.private, "", "不改了")
    day.secretary.taps("不改了", under=question)
    await day.world.until(lambda: has_ended(day.secretary.private, "", "不改了"), seconds=PATIENCE)


async def is_confirmed(day: Day) -> None:
    review = await day.place.sees(day.secretary.private, LOCK, CONFIRM)
    day.secretary.taps(CONFIRM, under=review)
    await day.place.sees(day.secretary.private, LOCK, also=lambda card: "已办结" in card.text)


async def is_claimed_by_word(day: Day) -> None:
    words = f"#{day.number(LAMP)} 我来"
    await day.hears(day.bob, LAMP, lambda: day.bob.says(words, in_=day.group), FIXED)


async def cannot_come(day: Day) -> None:
    job = await day.place.sees(day.bob.private, LAMP, CANNOT)
    await day.hears(day.bob, "", lambda: day.bob.taps(CANNOT, under=job), SKIP)


async def gives_no_reason(day: Day) -> None:
    question = await day.place.sees(day.bob.private, "", SKIP)
    day.bob.taps(SKIP, under=question)
    await day.place.sees(day.group, LAMP, CLAIM)


async def is_taken_back_by_staff(day: Day) -> None:
    day.secretary.says(f"/release {day.number(LAMP)}")
    await day.place.sees(day.group, LAMP, CLAIM)


async def is_called_off(day: Day) -> None:
    day.secretary.says(f"/cancel {day.number(LAMP)} 已由物业处理")
    await day.place.sees(day.group, LAMP, also=lambda card: "已撤单" in card.text)


async def digest_is_asked_for(day: Day) -> None:
    day.secretary.says("/digest", in_=day.group)
    await day.world.until(
        lambda: newest(day.group, DIGEST) or newest(day.secretary.private, "", "再发一次"), seconds=PATIENCE
    )


ORDER = Scene(
    (
        Step(everybody_starts, ("delivery.notes.Notes._said",)),
        Step(begins_a_draft, ("usecases.drafting.draft_order",)),
        Step(adds_a_picture, ("usecases.showing.hear_photo",)),
        Step(publishes, ("usecases.drafting.press_draft_button",)),
        Step(is_typed, ("usecases.posting.post_in_group",)),
        Step(is_claimed, ("usecases.claiming.claim_order",)),
        Step(is_claimed_by_all, ("usecases.claiming.claim_together",)),
        Step(arrives, ("usecases.working.arrive",)),
        Step(has_fixed_it, ("usecases.working.finish",)),
        Step(was_wrong, ("usecases.finishing.undo_finish",)),
        Step(has_fixed_it, ()),
        Step(is_found_wanting, ("usecases.closing.reopen_order",)),
        Step(has_fixed_it, ()),
        Step(wants_other_points, ("usecases.closing.ask_points",)),
        Step(leaves_the_points, ("usecases.conversing.drop_draft",)),
        Step(is_confirmed, ("usecases.closing.confirm_order",)),
        Step(is_claimed_by_word, ("usecases.claiming.claim_by_text",)),
        Step(cannot_come, ("usecases.working.ask_reason",)),
        Step(gives_no_reason, ("usecases.working.skip_question",)),
        Step(is_claimed_by_word, ()),
        Step(is_taken_back_by_staff, ("usecases.releasing.release_by_staff",)),
        Step(is_called_off, ("usecases.closing.cancel_order",)),
        Step(digest_is_asked_for, ("usecases.digesting.digest_now", "delivery.postman.Postman._mark_sending")),
    )
)

# The team


async def asks_to_join(day: Day) -> None:
    await day.hears(day.ann, "书记", lambda: day.ann.starts("team_1"))


async def is_let_into_the_team(day: Day) -> None:
    wish = await day.place.sees(day.secretary.private, day.ann.first_name, "同意")
    day.secretary.taps("同意", under=wish)
    await day.place.sees(day.ann.private, "您现在是")


async def rests(day: Day) -> None:
    mine = await day.place.sees(day.ann.private, "", "先休息")
    day.ann.taps("先休息", under=mine)
    await day.place.sees(day.ann.private, "休息中")


async def wants_to_be_told(day: Day) -> None:
    mine = await day.place.sees(day.ann.private, "休息中", "我回来了")
    day.ann.taps("我回来了", under=mine)
    await day.place.sees(day.ann.private, "可接单", "更多")
    day.ann.taps("更多", under=mine)
    await day.place.sees(day.ann.private, "", "要提醒")
    day.ann.taps("要提醒", under=mine)
    await day.place.sees(day.ann.private, "有合适的单私聊提醒您")


async def is_told_of_an_order(day: Day) -> None:
    await day.posts(LATCH)
    await day.place.sees(day.ann.private, LATCH, "不方便")
    await day.stage.until_quiet()  # killed earlier, the program would tell her again, and two lines would stay


async def somebody_else_takes_it(day: Day) -> None:
    await day.gets(day.bob, LATCH)
    await day.place.sees(day.ann.private, "已经有人去了")


async def has_no_time(day: Day) -> None:
    await day.posts(SINK)
    line = await day.place.sees(day.ann.private, SINK, "不方便")
    day.ann.taps("不方便", under=line)
    await day.place.sees(day.ann.private, "不再提醒您")


LATCH, SINK = "插销掉了", "水池裂了"


async def is_looked_up(day: Day) -> None:
    roster = await day.place.sees(day.secretary.private, "队伍", day.ann.first_name)
    day.secretary.taps(day.ann.first_name, under=roster)
    await day.place.sees(day.secretary.private, day.ann.first_name, "移出队伍")


TEAM = Scene(
    (
        Step(everybody_starts, ()),
        Step(asks_to_join, ("usecases.applying.apply",)),
        Step(is_let_into_the_team, ("usecases.applying.decide_join",)),
        Step(privately("ann", "/me", "可接单"), ("usecases.profile.ask_profile",)),
        Step(rests, ("usecases.profile.press_profile",)),
        Step(wants_to_be_told, ()),
        Step(is_told_of_an_order, ()),
        Step(somebody_else_takes_it, ("usecases.calling_up.withdraw",)),
        Step(has_no_time, ("usecases.calling_up.not_now",)),
        Step(privately("secretary", "/team", "队伍"), ("usecases.team.ask_team",)),
        Step(is_looked_up, ("usecases.team.press_team",)),
    )
)

# Places

KEYS = "钥匙断在锁里"
ALWAYS_DAY = 'UPDATE community SET practice = \'{"night_begins": 0, "night_ends": 0}\''
LONG_SILENT = (
    "UPDATE claim SET taken_at = '2020-01-01 00:00:00.000000', silent_at = '2020-01-01 00:00:00.000000' "
    "WHERE ended_at IS NULL"
)


async def has_a_holder(day: Day) -> None:
    day.time_passes(ALWAYS_DAY)
    await day.posts(KEYS)
    await day.gets(day.ann, KEYS)


async def is_queued_for(day: Day) -> None:
    card = await day.place.sees(day.group, KEYS, "我候补")
    for person in (day.bob, day.cai):
        person.taps("我候补", under=card)
    await day.stage.until_books(lambda books: books.number("SELECT count(*) FROM queue_place") == 2, what="the line")


async def falls_free(day: Day) -> None:
    day.secretary.says(f"/release {day.number(KEYS)}")
    await day.place.sees(day.group, KEYS, also=lambda card: "正在问候补的人" in card.text)


async def is_declined(day: Day) -> None:
    first, second = _in_turn(day)
    question = await day.place.sees(first.private, "轮到您了", "不去了")
    first.taps("不去了", under=question)
    await day.place.sees(second.private, "轮到您了", "不去了")


def _in_turn(day: Day) -> list[Person]:
    """Those who queued, in the order in which they did."""
    line = "SELECT user_id FROM queue_place JOIN person ON id = person_id ORDER BY seq"
    people = {person.id: person for person in (day.bob, day.cai)}
    return [people[user_id] for (user_id,) in day.stage.books.rows(line)]


async def is_accepted(day: Day) -> None:
    second = _in_turn(day)[1]
    question = await day.place.sees(second.private, "轮到您了", "不去了")
    await day.hears(second, KEYS, lambda: second.taps("我去", under=question), FIXED)


async def is_to_be_passed_on(day: Day) -> None:
    second = _in_turn(day)[1]
    job = await day.place.sees(second.private, KEYS, "转给同伴")
    await day.hears(second, "转给谁", lambda: second.taps("转给同伴", under=job), day.ann.first_name)


async def is_offered(day: Day) -> None:
    second = _in_turn(day)[1]
    question = await day.place.sees(second.private, "转给谁", day.ann.first_name)
    await day.hears(day.ann, "接手", lambda: second.taps(day.ann.first_name, under=question), "我接")


async def is_passed_on(day: Day) -> None:
    offer = await day.place.sees(day.ann.private, "接手", "我接")
    await day.hears(day.ann, KEYS, lambda: day.ann.taps("我接", under=offer), FIXED)


async def is_silent(day: Day) -> None:
    await day.hears(day.ann, "还去吗", lambda: day.time_passes(LONG_SILENT), "我会去")


async def is_still_going(day: Day) -> None:
    question = await day.place.sees(day.ann.private, "还去吗", "我会去")
    day.ann.taps("我会去", under=question)
    reminded = "SELECT count(*) FROM claim WHERE reminded > 0"
    await day.stage.until_books(lambda books: not books.number(reminded), what="the sign of life")


async def does_not_come(day: Day) -> None:
    words = f"/noshow {day.number(KEYS)} 约好了没来"
    await day.hears(day.ann, "您没有去", lambda: day.secretary.says(words), "我有话说")


async def has_a_word_to_say(day: Day) -> None:
    note = await day.place.sees(day.ann.private, "您没有去", "我有话说")
    await day.hears(day.ann, "怎么回事", lambda: day.ann.taps("我有话说", under=note), "算了")
    await day.hears(day.secretary, "有话说", lambda: day.ann.says("住户不在家"), "撤掉记录")


async def is_dropped(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "有话说", "撤掉记录")
    day.secretary.taps("撤掉记录", under=card)
    await day.place.sees(day.secretary.private, "已撤掉")


async def is_assigned(day: Day) -> None:
    await day.posts(LATCH)
    words = f"/assign {day.number(LATCH)} {day.bob.first_name}"
    await day.hears(day.bob, LATCH, lambda: day.secretary.says(words), FIXED)


async def is_looked_up_by_staff(day: Day) -> None:
    words = f"/status {day.number(LATCH)}"
    found = await day.hears(day.secretary, LATCH, lambda: day.secretary.says(words), "没来")
    await day.hears(day.secretary, "谁没有来", lambda: day.secretary.taps("没来", under=found), "算了")


LATCH = "插销坏了"
PLACES = Scene(
    (
        Step(everybody_starts, ()),
        Step(has_a_holder, ()),
        Step(is_queued_for, ("usecases.queueing.join_line",)),
        Step(falls_free, ()),
        Step(is_declined, ("usecases.queueing.leave_line",)),
        Step(is_accepted, ("usecases.queueing.accept_turn",)),
        Step(is_to_be_passed_on, ("usecases.passing_on.ask_colleague",)),
        Step(is_offered, ("usecases.choosing.choose",)),
        Step(is_passed_on, ("usecases.passing_on.answer_offer",)),
        Step(is_silent, ("usecases.silence.look_into",)),
        Step(is_still_going, ("usecases.silence.still_going",)),
        Step(does_not_come, ("usecases.no_shows.record_no_show",)),
        Step(has_a_word_to_say, ("usecases.no_shows.ask_contest",)),
        Step(is_dropped, ("usecases.no_shows.decide_no_show",)),
        Step(is_assigned, ("usecases.assigning.assign_order",)),
        Step(is_looked_up_by_staff, ("usecases.choosing.ask_who",)),
    )
)

# Requests

DRAIN = "下水道堵了"


async def is_entered(day: Day) -> None:
    day.ordered.append(DRAIN)
    draft = await day.hears(day.secretary, DRAIN, lambda: day.secretary.says(f"/order 6号楼 {DRAIN}"), "先登记")
    day.secretary.taps("先登记", under=draft)
    await day.place.sees(day.secretary.private, "新报修", "转办")


async def property_is_described(day: Day) -> None:
    listed = await day.place.sees(day.secretary.private, "外部单位", "加一个")
    await day.hears(day.secretary, "类别", lambda: day.secretary.taps("加一个", under=listed))
    day.secretary.says("物业 阳光物业 张经理 13911112222")
    await day.place.sees(day.secretary.private, "阳光物业 · 张经理")


async def property_comes_online(day: Day) -> None:
    listed = await day.place.sees(day.secretary.private, "外部单位", "阳光物业")
    day.secretary.taps("阳光物业", under=listed)
    picked = await day.place.sees(day.secretary.private, "外部单位", "请他们上线")
    message = await day.hears(day.secretary, "t.me", lambda: day.secretary.taps("请他们上线", under=picked))
    link = LINK.search(message.text)
    assert link is not None
    await day.hears(day.ann, "阳光物业", lambda: day.ann.follows(link[0]))


async def is_called_up(day: Day) -> None:
    listed = await day.place.sees(day.secretary.private, "待办", DRAIN)
    await day.hears(day.secretary, DRAIN, lambda: day.secretary.taps(DRAIN, under=listed), "转办")


async def is_handed_over(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "新报修", "转办")
    day.secretary.taps("转办", under=card)
    choice = await day.place.sees(day.secretary.private, "新报修", "阳光物业")
    await day.hears(day.ann, DRAIN, lambda: day.secretary.taps("阳光物业", under=choice), "我们接了")


async def is_asked_after(day: Day) -> None:
    day.time_passes("UPDATE due_moment SET at = '2020-01-01 00:00:00.000000' WHERE kind = 'party_reminder'")
    await day.place.sees(day.secretary.private, DRAIN, "再等等")


async def is_accepted_outside(day: Day) -> None:
    card = await day.place.sees(day.ann.private, DRAIN, "我们接了")
    day.ann.taps("我们接了", under=card)
    await day.place.sees(day.ann.private, "您已接下", "已处理")


async def is_answered_outside(day: Day) -> None:
    card = await day.place.sees(day.ann.private, "您已接下", "已处理")
    question = await day.hears(day.ann, "", lambda: day.ann.taps("已处理", under=card), SKIP)
    day.ann.taps(SKIP, under=question)
    await day.place.sees(day.secretary.private, "已办结", also=lambda message: DRAIN in message.text)


async def is_settled_on_the_spot(day: Day) -> None:
    day.ordered.append("灯不亮")
    await day.hears(day.secretary, "当场办结", lambda: day.secretary.says("/spot 3号楼 灯不亮 已换灯泡"))


async def trade_publishes_itself(day: Day) -> None:
    card = await day.hears(day.secretary, "", lambda: day.secretary.says("/settings"), "自动发布")
    await day.hears(day.secretary, "", lambda: day.secretary.taps("自动发布", under=card), "水工")


REQUESTS = Scene(
    (
        Step(everybody_starts, ()),
        Step(is_entered, ()),
        Step(privately("secretary", "/parties", "外部单位"), ("usecases.parties.ask_parties",)),
        Step(property_is_described, ("usecases.parties.press_parties",)),
        Step(property_comes_online, ("usecases.parties.accept_party_link",)),
        Step(privately("secretary", "/inbox", "待办"), ("usecases.inbox.ask_inbox",)),
        Step(is_called_up, ("usecases.inbox.press_inbox",)),
        Step(is_handed_over, ("usecases.triage.press_triage",)),
        Step(is_asked_after, ("usecases.coming_due.keep",)),
        Step(is_accepted_outside, ("usecases.party_side.press_party",)),
        Step(is_answered_outside, ("usecases.triage_questions.press_word",)),
        Step(is_settled_on_the_spot, ("usecases.on_the_spot.note_spot",)),
        Step(trade_publishes_itself, ("usecases.auto_publish.switch_trade",)),
    )
)

# Trouble


async def is_posted(day: Day) -> None:
    await day.posts(PIPE, people=2)


async def is_blocked(day: Day) -> None:
    await day.gets(day.ann, PIPE)
    day.ann.blocks_bot()
    await day.place.sees(day.group, PIPE, also=lambda card: "等对方打开私聊" in card.text)


async def is_let_in_again(day: Day) -> None:
    day.ann.unblocks_bot()
    await day.place.sees(day.group, PIPE, also=lambda card: "等对方打开私聊" not in card.text)


async def is_reached_without_start(day: Day) -> None:
    friend = day.world.person("熟人")
    friend.met_bot = True  # they pressed Start before this database existed
    day.group.joins(friend)
    card = await day.place.sees(day.group, PIPE, CLAIM)
    friend.taps(CLAIM, under=card)
    await day.place.sees(friend.private, PIPE, FIXED)
    await day.place.sees(day.group, PIPE, also=lambda card: "熟人" in card.text and "等对方" not in card.text)
    day.secretary.says(f"/release {day.number(PIPE)}")
    await day.place.sees(day.group, PIPE, CLAIM)


async def is_claimed_by_somebody_out_of_reach(day: Day) -> None:
    stranger = day.world.person("生人")
    day.group.joins(stranger)
    card = await day.place.sees(day.group, PIPE, CLAIM)
    stranger.taps(CLAIM, under=card)
    await day.place.sees(day.group, PIPE, also=lambda message: "生人(等对方打开私聊)" in message.text)
    await day.stage.until_books(lambda books: books.outbox()["failed"], what="the refusal")


async def waits_in_vain(day: Day) -> None:
    day.time_passes("UPDATE claim SET lapses_at = taken_at WHERE lapses_at IS NOT NULL")
    await day.place.sees(day.group, PIPE, also=lambda card: "没有及时打开私聊" in card.text)


async def is_told_to_wait(day: Day) -> None:
    day.world.faults.refuse("sendMessage", retry_after=1, chat_id=day.ann.id)
    await day.hears(day.ann, "", lambda: day.ann.says("/status"))


async def is_cut_off(day: Day) -> None:
    day.world.faults.reset("sendMessage", chat_id=day.ann.id)
    await day.hears(day.ann, "", lambda: day.ann.says("/status"))


async def finds_its_card_gone(day: Day) -> None:
    card = await day.place.sees(day.group, PIPE, CLAIM)
    day.world.remove(card)
    day.bob.forges(card.buttons[0].data, under=card)
    await day.place.sees(day.group, PIPE, also=lambda new: new.id > card.id and day.bob.first_name in new.text)


async def may_not_delete(day: Day) -> None:
    refusal = "Bad Request: message can't be deleted"
    fault = day.world.faults.refuse("deleteMessage", 400, refusal, times=9, chat_id=day.group.id)
    day.ordered.append(LAMP)
    await day.hears(day.secretary, "删", lambda: day.secretary.says(f"/order 7号楼 {LAMP}", in_=day.group))
    fault.times = 0


async def cannot_be_worded(day: Day) -> None:
    day.time_passes("UPDATE outbox SET state = 'owed', topic = 'nonsense' WHERE topic = 'setup_card'")
    day.ann.says("/status")
    await day.stage.until_books(lambda books: books.number(TROUBLED), what="the trouble")
    day.time_passes("UPDATE outbox SET state = 'said', topic = 'setup_card' WHERE topic = 'nonsense'")


TROUBLED = "SELECT count(*) FROM outbox WHERE topic = 'nonsense' AND attempts > 0"


async def gets_nonsense(day: Day) -> None:
    day.world.malformed_update()
    day.malformed += 1
    await day.stage.until_books(lambda books: books.inbox()["dead"] == day.malformed, what="the dead letter")


async def does_not_hear_of_the_digest(day: Day) -> None:
    day.world.faults.reset("sendMessage", acts=True, chat_id=day.group.id)
    await day.hears(day.secretary, "", lambda: day.secretary.says("/digest"), "再发一次")


async def says_it_again(day: Day) -> None:
    doubt = await day.place.sees(day.secretary.private, "", "再发一次")
    day.secretary.taps("再发一次", under=doubt)
    await day.world.until(lambda: len(digests(day)) == 2, seconds=PATIENCE, what="the second digest")


def digests(day: Day) -> list[Message]:
    """Every digest the group ever got, standing or not."""
    return [message for message in day.group.history.values() if message.sender.is_bot and DIGEST in message.text]


async def has_slept_through_a_digest(day: Day) -> None:
    day.time_passes("UPDATE community SET created_at = '2020-01-01 00:00:00.000000'")
    await day.stage.until_books(lambda books: books.number("SELECT count(*) FROM slot"), what="the slot")


async def group_moves(day: Day) -> None:
    day.group = day.place.group = day.group.migrate()
    await day.place.sees(day.group, PIPE)


async def clock_is_wrong(day: Day) -> None:
    day.stage.clock.move(hours=1)
    day.ann.says("/status")
    await day.place.sees(day.secretary.private, "时钟差了")


TROUBLE = Scene(
    (
        Step(everybody_starts, ("delivery.notes.Notes._write",)),
        Step(is_posted, ()),
        Step(is_blocked, ("usecases.moving.was_not_reached",)),
        Step(is_let_in_again, ("usecases.moving.was_reached",)),
        Step(is_told_to_wait, ("delivery.notes.Notes._pause",)),
        Step(is_reached_without_start, ("usecases.moving.reached",)),
        Step(is_claimed_by_somebody_out_of_reach, ("delivery.notes.Notes._refused",)),
        Step(waits_in_vain, ("usecases.releasing.lapse_claim",)),
        Step(is_cut_off, ("delivery.notes.Notes._later",)),
        Step(finds_its_card_gone, ("storage.outbox.forget_message",)),
        Step(may_not_delete, ("delivery.notes.Notes._refused",)),
        Step(cannot_be_worded, ("delivery.notes.Notes.troubled",)),
        Step(gets_nonsense, ("intake.reception.Reception._count",)),
        Step(does_not_hear_of_the_digest, ("usecases.doubting.report_doubt",)),
        Step(says_it_again, ("usecases.doubting.say_again",)),
        Step(has_slept_through_a_digest, ("usecases.digesting.take_digest",)),
        Step(group_moves, ("usecases.moving.move_group",)),
        Step(clock_is_wrong, ("usecases.alarming.alarm_clock",)),
    ),
    basic=True,
)

# A resident

LEAK = "窗户漏风"


async def has_reported(day: Day) -> None:
    await day.place.set_up()
    day.ann.phone = "+8613912345678"
    await day.hears(day.ann, "", day.ann.shares_contact)
    day.ordered.append(LEAK)
    line = f"9号楼1单元101 {LEAK} 王阿姨 13912345678"
    await day.hears(day.ann, LEAK, lambda: day.secretary.says(f"/order {line}", in_=day.group), "催一下")


async def asks_to_hurry(day: Day) -> None:
    await day.hears(day.secretary, "来催了", lambda: day.ann.taps("催一下"))


async def asks_about_it(day: Day) -> None:
    number = day.number(LEAK)
    await day.hears(day.ann, LEAK, lambda: day.ann.forges(f"1:know:1:{number}", under=newest_said(day)), "催一下")


def newest_said(day: Day) -> Message:
    """Any message of the bot's in the resident's chat."""
    return next(message for message in reversed(day.ann.private.messages) if message.sender.is_bot)


async def puts_it_right(day: Day) -> None:
    await day.hears(day.ann, "改哪一样", lambda: day.ann.taps("改一改"), "改时间")


async def says_when(day: Day) -> None:
    day.ann.taps("改时间")
    question = await day.place.sees(day.ann.private, "什么时候方便", "随时都行")
    day.ann.taps("随时都行", under=question)
    await day.place.sees(day.group, LEAK, also=lambda card: "随时都行" in card.text)


async def writes_to_the_holder(day: Day) -> None:
    await day.gets(day.bob, LEAK)
    news = await day.place.sees(day.ann.private, "", "给师傅留言")
    await day.hears(day.ann, "我来转", lambda: day.ann.taps("给师傅留言", under=news), "算了")
    await day.hears(day.bob, "钥匙在门卫", lambda: day.ann.says("钥匙在门卫"))


async def wants_nothing_any_more(day: Day) -> None:
    number = day.number(LEAK)
    await day.hears(
        day.ann, "真的不修了", lambda: day.ann.forges(f"1:withdraw:1:{number}", under=newest_said(day)), "是的"
    )


async def is_sure(day: Day) -> None:
    question = await day.place.sees(day.ann.private, "真的不修了", "是的")
    day.ann.taps("是的", under=question)
    await day.place.sees(day.group, LEAK, also=lambda card: "已撤单" in card.text)


FORGOTTEN = "SELECT count(*) FROM person WHERE user_id < 0"
SCRUBBED = "SELECT count(*) FROM repair_order WHERE scrubbed_at IS NOT NULL"


async def is_long_over(day: Day) -> None:
    day.time_passes("UPDATE repair_order SET ended_at = '2020-01-01 00:00:00.000000' WHERE ended_at IS NOT NULL")
    await day.stage.until_books(lambda books: books.number(SCRUBBED), what="the removal of what is personal")


async def thinks_of_going(day: Day) -> None:
    await day.hears(day.ann, "要删掉您的全部资料吗", lambda: day.ann.says("/forget"), "是的")


async def is_forgotten(day: Day) -> None:
    question = await day.place.sees(day.ann.private, "要删掉您的全部资料吗", "是的")
    day.ann.taps("是的", under=question)
    await day.stage.until_books(lambda books: books.number(FORGOTTEN), what="the nameless number")


RESIDENT = Scene(
    (
        Step(has_reported, ()),
        Step(asks_to_hurry, ("usecases.following.nudge",)),
        Step(asks_about_it, ("usecases.following.ask_about_one",)),
        Step(puts_it_right, ("usecases.correcting.ask_change",)),
        Step(says_when, ("usecases.correcting.press_mine",)),
        Step(writes_to_the_holder, ("usecases.relaying.ask_line",)),
        Step(wants_nothing_any_more, ("usecases.correcting.ask_withdrawal",)),
        Step(is_sure, ()),
        Step(privately("ann", "/privacy", "自动删除"), ("usecases.privacy._answer",)),
        Step(is_long_over, ("usecases.privacy.scrub_one",)),
        Step(thinks_of_going, ("usecases.privacy.ask_to_be_forgotten",)),
        Step(is_forgotten, ("usecases.privacy.forget",)),
    )
)

# A report

ROOF, LINE, ANSWER = "屋顶漏雨", "请来看一下", "马上来看"


async def scans_a_poster(day: Day) -> None:
    await day.hears(day.ann, "报修", lambda: day.ann.starts("b_1_1"))


async def sends_where_it_is(day: Day) -> None:
    await day.hears(day.ann, "您要报的事", lambda: day.ann.sends_location(36.1, 120.4))


async def reports(day: Day) -> None:
    day.ordered.append(ROOF)
    day.ann.says(f"5号楼2单元601 {ROOF}")
    card = await day.place.sees(day.ann.private, ROOF, "报上去")
    day.ann.taps("报上去", under=card)
    await day.place.sees(day.ann.private, "已收到")


async def goes_back_and_forth(day: Day) -> None:
    await day.hears(day.ann, "带给书记", lambda: day.ann.says("📞 找书记"))
    day.ann.says(LINE)
    line = await day.place.sees(day.secretary.private, LINE, "回复")
    await day.hears(day.secretary, "写给", lambda: day.secretary.taps("回复", under=line))
    day.secretary.says(ANSWER)
    await day.place.sees(day.ann.private, ANSWER, "再说一句")


async def says_more(day: Day) -> None:
    answer = await day.place.sees(day.ann.private, ANSWER, "再说一句")
    await day.hears(day.ann, "带给书记", lambda: day.ann.taps("再说一句", under=answer))


REPORT = Scene(
    (
        Step(everybody_starts, ()),
        Step(scans_a_poster, ("usecases.arriving.arrive_by_poster",)),
        Step(sends_where_it_is, ("usecases.showing.hear_location",)),
        Step(reports, ("usecases.submitting.press_report_button",)),
        Step(goes_back_and_forth, ("usecases.passing_words.answer_resident",)),
        Step(says_more, ("usecases.passing_words.write_to_staff",)),
    )
)

# A judgement

BULB, TAP = "厨房灯泡坏了", "龙头拧不紧"


async def is_fixed_for(day: Day, what: str) -> None:
    await day.posts(what)
    job = await day.gets(day.ann, what)
    day.ann.taps(FIXED, under=job)
    await day.place.sees(day.secretary.private, what, CONFIRM)
    await day.stage.until_quiet()  # killed earlier, the program would send the card again, and two would stay


async def is_fixed_for_somebody_without_a_chat(day: Day) -> None:
    await is_fixed_for(day, BULB)


async def wants_to_call(day: Day) -> None:
    await day.hears(day.secretary, BULB, lambda: day.secretary.says("/calls"), NO_ANSWER)


async def reaches_nobody(day: Day) -> None:
    call = await day.place.sees(day.secretary.private, BULB, NO_ANSWER)
    day.secretary.taps(NO_ANSWER, under=call)
    await day.place.sees(day.secretary.private, f"已记下:📵 {NO_ANSWER}")


async def wants_to_note_a_word(day: Day) -> None:
    call = await day.place.sees(day.secretary.private, f"已记下:📵 {NO_ANSWER}", "记一句")
    await day.hears(day.secretary, "想记点什么", lambda: day.secretary.taps("记一句", under=call))


async def is_closed_by_the_clock(day: Day) -> None:
    day.time_passes("UPDATE due_moment SET at = '2020-01-01 00:00:00.000000' WHERE kind = 'closing'")
    await day.place.sees(day.secretary.private, BULB, also=lambda review: "到期自动办结" in review.text)


async def is_fixed_for_somebody_with_a_chat(day: Day) -> None:
    resident = day.world.person("住户", phone="+8613800138000")
    resident.starts()
    await day.hears(resident, "", resident.shares_contact)
    day.cai = resident
    await is_fixed_for(day, TAP)
    await day.place.sees(resident.private, TAP, SATISFIED)


async def is_satisfied(day: Day) -> None:
    question = await day.place.sees(day.cai.private, TAP, SATISFIED)
    day.cai.taps(SATISFIED, under=question)
    await day.place.sees(day.cai.private, TAP, "5⭐")


async def gives_stars(day: Day) -> None:
    question = await day.place.sees(day.cai.private, TAP, "5⭐")
    day.cai.taps("5⭐", under=question)
    await day.place.sees(day.cai.private, "⭐⭐⭐⭐⭐")


JUDGED = Scene(
    (
        Step(everybody_starts, ()),
        Step(is_fixed_for_somebody_without_a_chat, ()),
        Step(wants_to_call, ("usecases.following_up.ask_calls",)),
        Step(reaches_nobody, ("usecases.following_up.press_call",)),
        Step(wants_to_note_a_word, ("usecases.following_up.ask_note",)),
        Step(is_closed_by_the_clock, ("usecases.coming_due.keep",)),
        Step(is_fixed_for_somebody_with_a_chat, ()),
        Step(is_satisfied, ("usecases.judging.rate_order",)),
        Step(gives_stars, ("usecases.judging.add_to_rating",)),
    )
)

# A settlement

GATE = "门铃不响"


async def earns_points(day: Day) -> None:
    await is_fixed_for(day, GATE)
    review = await day.place.sees(day.secretary.private, GATE, CONFIRM)
    day.secretary.taps(CONFIRM, under=review)
    await day.place.sees(day.secretary.private, GATE, also=lambda card: "已办结" in card.text)


async def was_long_ago(day: Day) -> None:
    """Nobody can move an entry to another day, so what forbids it is taken away, as an intruder would."""
    await day.stage.until_quiet()
    file = day.stage.books.file is not None
    day.time_passes("DROP TRIGGER ledger_entry_no_update" if file else "ALTER TABLE ledger_entry DISABLE TRIGGER USER")
    day.time_passes("UPDATE ledger_entry SET at = '2020-01-10 00:00:00.000000'")
    await day.hears(day.secretary, "2020年1月", lambda: day.secretary.says("/settle"), "清算")


async def is_to_be_voted_on(day: Day) -> None:
    """Two people have points of last month, and the community wants the vote."""
    await day.stage.until_quiet()
    file = day.stage.books.file is not None
    day.time_passes("DROP TRIGGER ledger_entry_no_update" if file else "ALTER TABLE ledger_entry DISABLE TRIGGER USER")
    first = day.stage.clock.now().replace(day=1)
    day.time_passes(f"UPDATE ledger_entry SET at = '{first - timedelta(days=5):%Y-%m-%d} 00:00:00.000000'")  # noqa: S608 - our own date
    day.time_passes(
        "INSERT INTO account (community_id, id, kind, owner_id, balance, overdraft) SELECT community_id, 99, 'member', "
        "(SELECT max(person_id) FROM membership WHERE person_id <> owner_id), 10, 0 FROM account WHERE kind = 'member'"
    )
    day.time_passes(
        "INSERT INTO ledger_entry (community_id, seq, at, kind, source_id, target_id, amount, key, previous_mac, mac) "
        "SELECT community_id, 99, at, kind, source_id, 99, amount, 'twin', previous_mac, mac FROM ledger_entry"
    )
    day.time_passes("""UPDATE community SET practice = '{"monthly_vote": true}'""")
    await day.world.until(lambda: day.world.polls, seconds=PATIENCE, what="the vote")


async def looks_twice(day: Day) -> None:
    look = await day.place.sees(day.secretary.private, "2020年1月", "清算")
    day.secretary.taps("清算", under=look)
    await day.place.sees(day.secretary.private, "2020年1月", "确定清算")


async def is_settled(day: Day) -> None:
    question = await day.place.sees(day.secretary.private, "2020年1月", "确定清算")
    day.secretary.taps("确定清算", under=question)
    await day.place.sees(day.secretary.private, "已清算", "表格")
    await day.place.sees(day.group, "名单公示")


async def serves_long(day: Day) -> None:
    """Hours are on the books; the next tick finds that they are worth a star."""
    day.time_passes(
        "INSERT INTO hours_entry (community_id, seq, person_id, at, kind, minutes, key) "
        "SELECT community_id, 1000, owner_id, '2020-01-10 00:00:00.000000', 'activity', 6000, 'long' "
        "FROM account WHERE kind = 'member'"
    )
    await day.place.sees(day.ann.private, "一星志愿者")


async def looks_back(day: Day) -> None:
    roll = await day.place.sees(day.ann.private, "光荣榜", "累计")
    day.ann.taps("累计", under=roll)
    await day.place.sees(day.ann.private, "光荣榜", "本月")


async def are_to_lapse(day: Day) -> None:
    day.time_passes("""UPDATE community SET practice = '{"lapse_months": 1}'""")
    await day.place.sees(day.ann.private, "积分,用到")


async def lapse(day: Day) -> None:
    day.time_passes("UPDATE points_lapse SET lapses_at = '2020-01-01 00:00:00.000000'")
    lapsed = "SELECT count(*) FROM ledger_entry WHERE kind = 'expiry'"
    await day.stage.until_books(lambda books: books.number(lapsed) == 1, what="the lapse")


VOTED = Scene(
    (
        Step(everybody_starts, ()),
        Step(earns_points, ()),
        Step(is_to_be_voted_on, ("usecases.honouring.hold_vote",)),
    )
)

SETTLED = Scene(
    (
        Step(everybody_starts, ()),
        Step(earns_points, ()),
        Step(was_long_ago, ("usecases.settling.ask_settlement",)),
        Step(looks_twice, ()),
        Step(is_settled, ("usecases.settling.press_settlement",)),
        Step(serves_long, ("usecases.recognising.thank_in",)),
        Step(privately("ann", "/rank", "光荣榜"), ("usecases.recognising.ask_rank",)),
        Step(looks_back, ("usecases.recognising.press_rank",)),
        Step(are_to_lapse, ("usecases.lapsing.announce_lapses",)),
        Step(lapse, ("usecases.lapsing.lapse_one",)),
    )
)

# The shop

TOWEL, COOKER = "毛巾", "电饭煲"


async def puts_goods_on_the_shelf(day: Day) -> None:
    await day.hears(day.secretary, TOWEL, lambda: day.secretary.says(f"{TOWEL} 2分 9条"), "上架")
    card = await day.place.sees(day.secretary.private, TOWEL, "上架")
    day.secretary.taps("上架", under=card)
    await day.place.sees(day.secretary.private, f"「{TOWEL}」已改好")


async def chooses(day: Day) -> None:
    shelf = await day.place.sees(day.ann.private, TOWEL, f"🎁 {TOWEL}")
    day.ann.taps(f"🎁 {TOWEL}", under=shelf)
    await day.place.sees(day.ann.private, "换完剩", "✅ 换")


async def says_yes(day: Day) -> None:
    question = await day.place.sees(day.ann.private, "换完剩", "✅ 换")
    await day.hears(day.ann, "请在", lambda: day.ann.taps("✅ 换", under=question), "不要了")


async def is_called_to_mind(day: Day) -> None:
    await day.stage.until_quiet()
    day.time_passes("UPDATE redemption SET remind_at = '2020-01-01 00:00:00.000000'")
    await day.place.sees(day.ann.private, "还没取")


async def goes_back_on_the_shelf(day: Day) -> None:
    await day.stage.until_quiet()
    day.time_passes("UPDATE redemption SET expires_at = '2020-01-01 00:00:00.000000'")
    await day.place.sees(day.ann.private, "过了取货时间")


async def takes_another(day: Day) -> None:
    await chooses(day)
    await says_yes(day)
    await day.stage.until_quiet()


async def wants_it_no_more(day: Day) -> None:
    ticket = await day.place.sees(day.ann.private, "请在", "不要了")
    day.ann.taps("不要了", under=ticket)
    sure = await day.place.sees(day.ann.private, "不要了吗", "退掉")
    day.ann.taps("退掉", under=sure)
    await day.place.sees(day.ann.private, "已取消,2 分已退回")


async def shows_the_code(day: Day) -> None:
    ticket = await day.place.sees(day.ann.private, "请在", "不要了")
    code = ticket.text.partition("取货码 ")[2][:4]
    await day.hears(day.secretary, TOWEL, lambda: day.secretary.says(f"/pickup {code}"), "已交给本人")


async def is_scanned(day: Day) -> None:
    link = scanned(await day.place.sees(day.ann.private, "请在", "不要了"))
    await day.hears(day.secretary, TOWEL, lambda: day.secretary.follows(link), "已交给本人")


async def is_given_away(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, TOWEL, "已交给本人")
    day.secretary.taps("已交给本人", under=card)
    await day.place.sees(day.ann.private, "已取走")


async def takes_stock(day: Day) -> None:
    listed = await day.place.sees(day.secretary.private, "货架 1 样", "盘点")
    await day.hears(day.secretary, "账上 8 条", lambda: day.secretary.taps("盘点", under=listed), "8 条,对")


async def finds_it_right(day: Day) -> None:
    question = await day.place.sees(day.secretary.private, "账上 8 条", "8 条,对")
    day.secretary.taps("8 条,对", under=question)
    await day.place.sees(day.secretary.private, "盘点完了")


async def says_no_to_a_wish(day: Day) -> None:
    await day.hears(day.secretary, COOKER, lambda: day.secretary.says("/wish"), COOKER)
    listed = await day.place.sees(day.secretary.private, COOKER, COOKER)
    day.secretary.taps(COOKER, under=listed)
    asked = await day.place.sees(day.secretary.private, COOKER, "婉拒")
    day.secretary.taps("婉拒", under=asked)
    await day.place.sees(day.secretary.private, "还没有人说")


async def asks_for_a_sheet(day: Day) -> None:
    listed = await day.place.sees(day.secretary.private, "货架 1 样", "表格")
    await day.hears(day.secretary, "这是现在的货架", lambda: day.secretary.taps("表格", under=listed), "不改了")


async def sends_the_sheet(day: Day) -> None:
    sheet = f"名称,积分,进货\n{TOWEL},2,5\n".encode()
    await day.hears(day.secretary, "看懂 1 行", lambda: day.secretary.sends_document(sheet, "货.csv"), "放上 1 样")


async def puts_the_rows_on_the_shelf(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "看懂 1 行", "放上 1 样")
    day.secretary.taps("放上 1 样", under=card)
    await day.place.sees(day.secretary.private, "放上了 1 样")


SHOP = Scene(
    (
        Step(everybody_starts, ()),
        Step(earns_points, ()),
        Step(puts_goods_on_the_shelf, ("usecases.stocking.press_item",)),
        Step(privately("ann", "/shop", TOWEL), ("usecases.shopping.show_shop",)),
        Step(chooses, ("usecases.shopping.press_shop",)),
        Step(says_yes, ("usecases.shopping.redeem_by_tap",)),
        Step(is_called_to_mind, ("usecases.holds.remind_of_hold",)),
        Step(goes_back_on_the_shelf, ("usecases.holds.expire_hold",)),
        Step(takes_another, ()),
        Step(wants_it_no_more, ("usecases.shopping.cancel_own",)),
        Step(takes_another, ()),
        Step(shows_the_code, ("usecases.handing_over.enter_code",)),
        Step(is_scanned, ("usecases.handing_over.scan_ticket",)),
        Step(is_given_away, ("usecases.handing_over.press_counter",)),
        Step(privately("secretary", "/stock", "货架"), ("usecases.stocktaking.show_stock",)),
        Step(takes_stock, ("usecases.stocktaking.press_stock",)),
        Step(finds_it_right, ("usecases.stocktaking.press_count",)),
        Step(asks_for_a_sheet, ()),
        Step(sends_the_sheet, ()),
        Step(puts_the_rows_on_the_shelf, ("usecases.goods_sheet.press_goods",)),
        Step(privately("ann", f"/wish {COOKER}", COOKER), ("usecases.wishing.say_wish",)),
        Step(says_no_to_a_wish, ("usecases.wishing.press_wish",)),
    )
)

# The books

GIVEN, GIFT, BELL = "手工奖励", "送您", "门铃不响"
DONATIONS = 'UPDATE community SET practice = \'{"night_begins": 0, "night_ends": 0, "donations": true}\''
OF_YESTERDAY = "UPDATE community SET created_at = '2020-01-01 00:00:00.000000'"


async def has_started(day: Day) -> None:
    await everybody_starts(day)
    day.time_passes(DONATIONS)
    await day.posts(BELL, people=2)
    for who in (day.ann, day.bob):
        await day.gets(who, BELL)


async def is_to_be_given_points(day: Day) -> None:
    words = f"/award {day.ann.first_name} 20 帮忙搬桌子"
    await day.hears(day.secretary, GIVEN, lambda: day.secretary.says(words), "✅ 给")


async def is_given_points(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, GIVEN, "✅ 给")
    await day.hears(day.ann, GIVEN, lambda: day.secretary.taps("✅ 给", under=card))


async def turns_a_page(day: Day) -> None:
    statement = await day.hears(day.ann, "积分 20", lambda: day.ann.says("/points"))
    assert statement.text
    day.ann.forges("1:stmt:0:0:7", under=statement)
    await day.stage.until_quiet()


async def wants_to_give_some_away(day: Day) -> None:
    words = f"/donate {day.bob.first_name} 5"
    await day.hears(day.ann, "捐积分", lambda: day.ann.says(words), "✅ 给")


async def gives_some_away(day: Day) -> None:
    card = await day.place.sees(day.ann.private, "捐积分", "✅ 给")
    day.ann.taps("✅ 给", under=card)
    sure = await day.place.sees(day.ann.private, "捐积分", "确定给")
    await day.hears(day.bob, GIFT, lambda: day.ann.taps("确定给", under=sure))


async def declines(day: Day) -> None:
    gift = await day.place.sees(day.bob.private, GIFT, "谢谢,不用了")
    await day.hears(day.ann, "回到您这里", lambda: day.bob.taps("谢谢,不用了", under=gift))


async def looks_at_the_books(day: Day) -> None:
    words = f"/ledger {day.ann.first_name}"
    await day.hears(day.secretary, "服务 0 小时", lambda: day.secretary.says(words), "冲正第 1 笔")


async def wants_to_take_back(day: Day) -> None:
    statement = await day.place.sees(day.secretary.private, "服务 0 小时", "冲正第 1 笔")
    tapped = lambda: day.secretary.taps("冲正第 1 笔", under=statement)  # noqa: E731 - an act
    await day.hears(day.secretary, "为什么冲正", tapped, "不冲正了")


async def owes_points(day: Day) -> None:
    day.secretary.says("记错人了")
    question = await day.place.sees(day.secretary.private, "会变成负数", "明知会变负数")
    await day.hears(day.ann, "被冲正", lambda: day.secretary.taps("明知会变负数", under=question))


async def is_looked_over(day: Day) -> None:
    await day.hears(day.secretary, "账本 #", lambda: day.time_passes(OF_YESTERDAY))


BOOKS = Scene(
    (
        Step(has_started, ()),
        Step(is_to_be_given_points, ("usecases.giving.begin_award",)),
        Step(is_given_points, ("usecases.giving.press_giving",)),
        Step(turns_a_page, ("usecases.statements.turn_statement",)),
        Step(wants_to_give_some_away, ("usecases.giving.begin_donation",)),
        Step(gives_some_away, ()),
        Step(looks_at_the_books, ("usecases.statements.ask_ledger",)),
        Step(wants_to_take_back, ("usecases.statements.press_ledger",)),
        Step(owes_points, ("usecases.statements.reverse_below_zero",)),
        Step(declines, ("usecases.giving.refuse_donation",)),
        Step(is_looked_over, ("usecases.minding_books.check_books", "usecases.minding_books.note_head")),
    )
)

# The points standard


async def opens_the_standard(day: Day) -> None:
    shown = await day.place.sees(day.secretary.private, "积分标准", "改标准")
    await day.hears(day.secretary, "还没公布", lambda: day.secretary.taps("改标准", under=shown))


async def sends_a_sheet(day: Day) -> None:
    day.secretary.sends_document("夜间,5".encode(), "a.csv")
    await day.place.sees(day.secretary.private, "夜间 0 → 5", "公布")


async def publishes_the_standard(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "夜间 0 → 5", "公布")
    day.secretary.taps("公布", under=card)
    await day.place.sees(day.group, "夜间 0 → 5")


STANDARD = Scene(
    (
        Step(everybody_starts, ()),
        Step(privately("secretary", "/standard", "积分标准"), ("usecases.standard.ask_standard",)),
        Step(opens_the_standard, ("usecases.standard.press_standard",)),
        Step(sends_a_sheet, ("usecases.filing.hear_sheet",)),
        Step(publishes_the_standard, ("usecases.standard_changing.press_change",)),
    )
)

# Several processes


async def stops(day: Day) -> None:
    await day.stage.until_quiet()
    day.stage.programs[0].ask_to_stop()


SHARED = Scene((Step(nothing, ("delivery.duty.Duty.renew",)), Step(stops, ("delivery.duty.Duty.give_up",))))

# Deciding together


async def asks_everybody(day: Day) -> None:
    day.time_passes(ALWAYS_DAY)
    words = "/deliberate 停车位怎么分? 抽签 / 先到先得 / 公开"
    await day.hears(day.secretary, "抽签", lambda: day.secretary.says(words), "发到群里")


async def is_put_to_the_group(day: Day) -> None:
    draft = await day.place.sees(day.secretary.private, "抽签", "发到群里")
    day.secretary.taps("发到群里", under=draft)
    await day.world.until(lambda: day.world.polls, seconds=PATIENCE, what="the poll")
    posted = "SELECT count(*) FROM poll WHERE telegram_id IS NOT NULL"
    await day.stage.until_books(lambda books: books.number(posted), what="the poll's place")


async def is_voted_on(day: Day) -> None:
    poll = next(message for message in day.group.messages if "poll" in message.as_json())
    day.ann.votes("抽签", under=poll)
    day.bob.votes("先到先得", under=poll)
    votes = "SELECT count(*) FROM poll_vote JOIN poll USING (community_id, number) WHERE voters = 2"
    await day.stage.until_books(lambda books: books.number(votes) == 2, what="the votes")


async def is_decided(day: Day) -> None:
    day.time_passes("UPDATE poll SET closes_at = '2020-01-01 00:00:00.000000'")
    await day.place.sees(day.secretary.private, "2 人投票", "再来一轮")


async def is_asked_again(day: Day) -> None:
    result = await day.place.sees(day.secretary.private, "2 人投票", "再来一轮")
    await day.hears(day.secretary, "第 2 轮", lambda: day.secretary.taps("再来一轮", under=result), "不发了")


async def is_put_on_record(day: Day) -> None:
    listed = await day.place.sees(day.secretary.private, "协商记录", "1")
    await day.hears(day.secretary, "会议纪要", lambda: day.secretary.taps("1", under=listed))


# Doing together

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
        Step(is_announced, ("usecases.activities.begin_activity",)),
        Step(is_put_up, ("usecases.activities.post_activity",)),
        Step(is_signed_up_for, ("usecases.signing_up.sign_up_or_leave",)),
        Step(is_near, ("usecases.activity_times.remind_of_activity",)),
        Step(is_over, ("usecases.activity_times.ask_organiser",)),
        Step(is_attended, ("usecases.roll_call.check_in",)),
        Step(is_rewarded, ("usecases.roll_call.press_roll",)),
    )
)

DECIDED = Scene(
    (
        Step(everybody_starts, ()),
        Step(asks_everybody, ("usecases.deliberating.deliberate",)),
        Step(is_put_to_the_group, ("usecases.deliberating.press_ballot",)),
        Step(is_voted_on, ("usecases.polls.vote", "usecases.poll_results.hear_tally")),
        Step(is_decided, ("usecases.polls.close_poll_in_time",)),
        Step(is_asked_again, ("usecases.deliberating.another_round",)),
        Step(privately("secretary", "/minutes", "协商记录"), ("usecases.minutes.ask_minutes",)),
        Step(is_put_on_record, ("usecases.minutes.press_minutes",)),
    )
)

SCENES = {
    "people": PEOPLE,
    "an order": ORDER,
    "a report": REPORT,
    "requests": REQUESTS,
    "a resident": RESIDENT,
    "places": PLACES,
    "the team": TEAM,
    "a judgement": JUDGED,
    "a settlement": SETTLED,
    "a vote": VOTED,
    "the books": BOOKS,
    "the standard": STANDARD,
    "trouble": TROUBLE,
    "deciding": DECIDED,
    "the shop": SHOP,
    "doing": DONE_TOGETHER,
}
"""What is the same with both databases; with PostgreSQL there is SHARED beside it."""


def named_in_scenes() -> set[str]:
    """All commits at which the program dies in one of the scenes."""
    scenes = (*SCENES.values(), SHARED)
    return {boundary for scene in scenes for step in scene.steps for boundary in step.dies_at}
