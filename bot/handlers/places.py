"""Places of an order: the wait-list, assigning, passing on, silence, who did not come."""

from telegram import Update

from bot.handlers.orders import order_and_rest, place_press
from bot.handlers.visit import Visit, start_link
from bot.usecases.chats import choosing
from bot.usecases.deadlines import silence
from bot.usecases.repairs import assigning, declining, no_shows, passing_on, queueing, releasing
from bot.views import answers


async def on_queue(_: Update, visit: Visit) -> None:
    """我排队; who has never started the bot is led to its private chat, where they will be asked."""
    place = await queueing.join_line(place_press(visit), uow=visit.uow, now=visit.now)
    words = await visit.words()
    text = answers.in_line(words, None if place.asked else place.before + 1)
    if place.kept:
        text = answers.kept_till_morning(words)
    visit.answer(text, alert=True, url=start_link(visit.desk, "queue") if place.must_start else None)


async def on_not_now(_: Update, visit: Visit) -> None:
    """不方便, under an order that somebody was told of."""
    cmd = declining.NotNow(visit.actor, visit.press.number(0), visit.press.number(1))
    await declining.not_now(cmd, uow=visit.uow, now=visit.now)


async def on_turn(_: Update, visit: Visit) -> None:
    """我去, by who was asked."""
    await queueing.accept_turn(place_press(visit), uow=visit.uow, now=visit.now)
    visit.answer(answers.claimed(await visit.words()))


async def on_leave_line(_: Update, visit: Visit) -> None:
    """不去了, 不排了."""
    await queueing.leave_line(place_press(visit), uow=visit.uow, now=visit.now)
    visit.answer(answers.left_line(await visit.words()))


async def on_pass_on(_: Update, visit: Visit) -> None:
    """转给同伴."""
    await passing_on.ask_colleague(place_press(visit), uow=visit.uow, now=visit.now)


async def on_offer(_: Update, visit: Visit) -> None:
    """我接, 不方便."""
    press = visit.press
    cmd = passing_on.AnswerOffer(
        visit.actor, press.number(0), press.number(1), press.number(2), accepts=press.number(3) == 1
    )
    await passing_on.answer_offer(cmd, uow=visit.uow, now=visit.now)


async def on_pick(_: Update, visit: Visit) -> None:
    """A name under the question who."""
    press = visit.press
    cmd = choosing.Choose(visit.actor, press.args[0], press.number(1), press.number(2))
    await choosing.choose(cmd, uow=visit.uow, now=visit.now)


async def on_seat(_: Update, visit: Visit) -> None:
    """派单, 没来 and 收回 under an order that staff look up."""
    press = visit.press
    community_id, number, act = press.number(0), press.number(1), press.args[2]
    if act == "release":
        taken = releasing.ReleaseByStaff(visit.actor, community_id, number)
        await releasing.release_by_staff(taken, uow=visit.uow, now=visit.now)
        return
    cmd = choosing.AskWho(visit.actor, community_id, number, act)
    await choosing.ask_who(cmd, uow=visit.uow, now=visit.now)


async def on_going(_: Update, visit: Visit) -> None:
    """我会去, by a holder who was reminded."""
    await silence.still_going(place_press(visit), uow=visit.uow, now=visit.now)
    visit.answer(answers.still_going(await visit.words()))


async def on_assign(_: Update, visit: Visit) -> None:
    """/assign 1024 name, by staff."""
    community_id, number, name = await order_and_rest(visit, "assign")
    cmd = assigning.AssignOrder(visit.actor, community_id, number, name, visit.mentioned)
    await assigning.assign_order(cmd, uow=visit.uow, now=visit.now)


async def on_no_show(_: Update, visit: Visit) -> None:
    """/noshow 1024 reason, by staff."""
    community_id, number, words = await order_and_rest(visit, "noshow")
    cmd = no_shows.RecordNoShow(visit.actor, community_id, number, words)
    await no_shows.record_no_show(cmd, uow=visit.uow, now=visit.now)


async def on_contest(_: Update, visit: Visit) -> None:
    """我有话说."""
    press = visit.press
    cmd = no_shows.NoShowPress(visit.actor, press.number(0), press.number(1), press.number(2))
    await no_shows.ask_contest(cmd, uow=visit.uow, now=visit.now)


async def on_decide(_: Update, visit: Visit) -> None:
    """撤掉记录, 维持记录."""
    press = visit.press
    cmd = no_shows.DecideNoShow(
        visit.actor, press.number(0), press.number(1), press.number(2), upheld=press.number(3) == 1
    )
    await no_shows.decide_no_show(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.changed(await visit.words()))
