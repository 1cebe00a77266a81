"""A resident follows their order, changes it, writes to its holder, withdraws it, and is forgotten."""

from bot.sandbox.messages import Message
from tests.fire.scene import Day, Scene, Step, privately

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
        Step(asks_to_hurry, ("usecases.residents.following.nudge",)),
        Step(asks_about_it, ("usecases.residents.following.ask_about_one",)),
        Step(puts_it_right, ("usecases.residents.correcting.ask_change",)),
        Step(says_when, ("usecases.residents.correcting.press_mine",)),
        Step(writes_to_the_holder, ("usecases.residents.relaying.ask_line",)),
        Step(wants_nothing_any_more, ("usecases.residents.correcting.ask_withdrawal",)),
        Step(is_sure, ()),
        Step(privately("ann", "/privacy", "自动删除"), ("usecases.upkeep.privacy._answer",)),
        Step(is_long_over, ("usecases.upkeep.privacy.scrub_one",)),
        Step(thinks_of_going, ("usecases.upkeep.privacy.ask_to_be_forgotten",)),
        Step(is_forgotten, ("usecases.upkeep.privacy.forget",)),
    )
)
