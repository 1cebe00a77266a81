"""Trouble: Telegram refuses, people are out of reach, a card is gone, the clock is wrong."""

from bot.sandbox.messages import Message
from tests.fire.play import CLAIM, DIGEST, FIXED
from tests.fire.scene import PATIENCE, Day, Scene, Step, everybody_starts

LAMP, PIPE = "楼道灯不亮", "水管漏水"


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
        Step(is_blocked, ("usecases.community.moving.was_not_reached",)),
        Step(is_let_in_again, ("usecases.community.moving.was_reached",)),
        Step(is_told_to_wait, ("delivery.notes.Notes._pause",)),
        Step(is_reached_without_start, ("usecases.community.moving.reached",)),
        Step(is_claimed_by_somebody_out_of_reach, ("delivery.notes.Notes._refused",)),
        Step(waits_in_vain, ("usecases.repairs.releasing.lapse_claim",)),
        Step(is_cut_off, ("delivery.notes.Notes._later",)),
        Step(finds_its_card_gone, ("storage.post.outbox.forget_message",)),
        Step(may_not_delete, ("delivery.notes.Notes._refused",)),
        Step(cannot_be_worded, ("delivery.notes.Notes.troubled",)),
        Step(gets_nonsense, ("intake.reception.Reception._count",)),
        Step(does_not_hear_of_the_digest, ("usecases.upkeep.doubting.report_doubt",)),
        Step(says_it_again, ("usecases.upkeep.doubting.say_again",)),
        Step(has_slept_through_a_digest, ("usecases.deadlines.digesting.take_digest",)),
        Step(group_moves, ("usecases.community.moving.move_group",)),
        Step(clock_is_wrong, ("usecases.upkeep.alarming.alarm_clock",)),
    ),
    basic=True,
)
