"""An order, from the line that was typed to its points: claimed, given back, judged, called off."""

from tests.fire.play import CANNOT, CLAIM, CONFIRM, DIGEST, FIXED, REDO, SKIP, UNDO, has_ended, newest
from tests.fire.scene import PATIENCE, Day, Scene, Step, everybody_starts

LAMP, LOCK = "楼道灯不亮", "门锁坏了"


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


IMPATIENCE, PASSERS_BY = 4, 6
"""How often everybody taps, and how many look on and tap as well: some taps arrive while another one is handled, also
where Telegram brings nobody's next one before the last is answered."""


async def is_claimed_by_all(day: Day) -> None:
    card = await day.place.sees(day.group, LOCK, CLAIM)
    (button,) = card.buttons
    passers_by = [day.world.person(f"路人{number}") for number in range(PASSERS_BY)]
    for _ in range(IMPATIENCE):
        for person in (day.ann, day.bob, day.cai, *passers_by):
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


async def says_something_else_later(day: Day) -> None:
    """The question was asked so long ago that nobody can tell whether this is an answer."""
    day.time_passes("UPDATE draft SET updated_at = '2020-01-01 00:00:00.000000'")
    await day.hears(day.secretary, "是回答", lambda: day.secretary.says("合页换成铜的"), "不是")


async def meant_something_else(day: Day) -> None:
    question = await day.place.sees(day.secretary.private, "是回答", "不是")
    day.secretary.taps("不是", under=question)
    await day.world.until(lambda: has_ended(day.secretary.private, "是回答", "不是"), seconds=PATIENCE)


async def is_confirmed(day: Day) -> None:
    review = await day.place.sees(day.secretary.private, LOCK, CONFIRM)
    day.secretary.taps(CONFIRM, under=review)
    await day.place.sees(day.secretary.private, LOCK, also=lambda card: "已办结" in card.text)


async def is_claimed_by_word(day: Day) -> None:
    words = f"#{day.number(LAMP)} 我来"
    await day.hears(day.bob, LAMP, lambda: day.bob.says(words, in_=day.group), FIXED)


async def gives_a_number_away(day: Day) -> None:
    day.bob.says("13800138000 这家的水管我去过", in_=day.group)
    await day.place.sees(day.bob.private, "电话号码就不留在群里")


async def says_when(day: Day) -> None:
    card = await day.place.sees(day.group, LAMP)
    day.bob.says("半小时后到", in_=day.group, reply_to=card)
    await day.place.sees(day.bob.private, "收不到我的消息")


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
        Step(begins_a_draft, ("usecases.repairs.drafting.draft_order",)),
        Step(adds_a_picture, ("usecases.chats.showing.hear_photo",)),
        Step(publishes, ("usecases.repairs.drafting.press_draft_button",)),
        Step(is_typed, ("usecases.repairs.posting.post_in_group",)),
        Step(is_claimed, ("usecases.repairs.claiming.claim_order",)),
        Step(is_claimed_by_all, ("usecases.repairs.claiming.claim_together",)),
        Step(arrives, ("usecases.repairs.working.arrive",)),
        Step(has_fixed_it, ("usecases.repairs.working.finish",)),
        Step(was_wrong, ("usecases.repairs.finishing.undo_finish",)),
        Step(has_fixed_it, ()),
        Step(is_found_wanting, ("usecases.repairs.closing.reopen_order",)),
        Step(has_fixed_it, ()),
        Step(wants_other_points, ("usecases.repairs.closing.ask_points",)),
        Step(leaves_the_points, ("usecases.chats.conversing.drop_draft",)),
        Step(wants_other_points, ()),
        Step(says_something_else_later, ()),
        Step(meant_something_else, ("usecases.chats.conversing.place_line",)),
        Step(is_confirmed, ("usecases.repairs.closing.confirm_order",)),
        Step(is_claimed_by_word, ("usecases.repairs.claiming.claim_by_text",)),
        Step(gives_a_number_away, ("usecases.chats.numbers_in_group.take_down_number",)),
        Step(says_when, ("usecases.residents.said_in_group.tell_from_group",)),
        Step(cannot_come, ("usecases.repairs.working.ask_reason",)),
        Step(gives_no_reason, ("usecases.repairs.working.skip_question",)),
        Step(is_claimed_by_word, ()),
        Step(is_taken_back_by_staff, ("usecases.repairs.releasing.release_by_staff",)),
        Step(is_called_off, ("usecases.repairs.closing.cancel_order",)),
        Step(
            digest_is_asked_for, ("usecases.deadlines.digesting.digest_now", "delivery.postman.Postman._mark_sending")
        ),
    )
)
