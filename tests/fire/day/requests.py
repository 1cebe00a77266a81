"""Requests that staff settle: registered, handed to outside parties, or done on the spot."""

from tests.fire.play import SKIP
from tests.fire.scene import LINK, Day, Scene, Step, everybody_starts, privately

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
        Step(privately("secretary", "/parties", "外部单位"), ("usecases.desk.parties.ask_parties",)),
        Step(property_is_described, ("usecases.desk.parties.press_parties",)),
        Step(property_comes_online, ("usecases.desk.parties.accept_party_link",)),
        Step(privately("secretary", "/inbox", "待办"), ("usecases.desk.inbox.ask_inbox",)),
        Step(is_called_up, ("usecases.desk.inbox.press_inbox",)),
        Step(is_handed_over, ("usecases.desk.triage.press_triage",)),
        Step(is_asked_after, ("usecases.deadlines.coming_due.keep",)),
        Step(is_accepted_outside, ("usecases.desk.party_side.press_party",)),
        Step(is_answered_outside, ("usecases.desk.triage_questions.press_word",)),
        Step(is_settled_on_the_spot, ("usecases.desk.on_the_spot.note_spot",)),
        Step(trade_publishes_itself, ("usecases.desk.auto_publish.switch_trade",)),
    )
)
