"""Places of an order: its wait-list, handing on to colleagues, silence, and who did not come."""

from bot.sandbox.people import Person
from tests.fire.play import FIXED
from tests.fire.scene import ALWAYS_DAY, Day, Scene, Step, everybody_starts

KEYS, LATCH = "钥匙断在锁里", "插销坏了"
LONG_SILENT = (
    "UPDATE claim SET taken_at = '2020-01-01 00:00:00.000000', silent_at = '2020-01-01 00:00:00.000000' "
    "WHERE ended_at IS NULL"
)


async def has_a_holder(day: Day) -> None:
    day.time_passes(ALWAYS_DAY)
    await day.posts(KEYS)
    await day.gets(day.ann, KEYS)


async def is_queued_for(day: Day) -> None:
    card = await day.place.sees(day.group, KEYS, "我排队")
    for person in (day.bob, day.cai):
        person.taps("我排队", under=card)
    await day.stage.until_books(lambda books: books.number("SELECT count(*) FROM queue_place") == 2, what="the line")


async def falls_free(day: Day) -> None:
    day.secretary.says(f"/release {day.number(KEYS)}")
    await day.place.sees(day.group, KEYS, also=lambda card: "正在问排队的人" in card.text)


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


PLACES = Scene(
    (
        Step(everybody_starts, ()),
        Step(has_a_holder, ()),
        Step(is_queued_for, ("usecases.repairs.queueing.join_line",)),
        Step(falls_free, ()),
        Step(is_declined, ("usecases.repairs.queueing.leave_line",)),
        Step(is_accepted, ("usecases.repairs.queueing.accept_turn",)),
        Step(is_to_be_passed_on, ("usecases.repairs.passing_on.ask_colleague",)),
        Step(is_offered, ("usecases.chats.choosing.choose",)),
        Step(is_passed_on, ("usecases.repairs.passing_on.answer_offer",)),
        Step(is_silent, ("usecases.deadlines.silence.look_into",)),
        Step(is_still_going, ("usecases.deadlines.silence.still_going",)),
        Step(does_not_come, ("usecases.repairs.no_shows.record_no_show",)),
        Step(has_a_word_to_say, ("usecases.repairs.no_shows.ask_contest",)),
        Step(is_dropped, ("usecases.repairs.no_shows.decide_no_show",)),
        Step(is_assigned, ("usecases.repairs.assigning.assign_order",)),
        Step(is_looked_up_by_staff, ("usecases.chats.choosing.ask_who",)),
    )
)
