"""Orders: posted, claimed, worked on, judged."""

import re

from telegram import Message, Update

from bot.counts import Happening
from bot.domain.errors import BadInput
from bot.handlers.visit import Desk, TapAnswer, Visit, start_link
from bot.usecases.chats import numbers_in_group
from bot.usecases.chats.asking import Ask, locate
from bot.usecases.repairs import (
    claiming,
    closing,
    drafting,
    finishing,
    posting,
    queue_words,
    queueing,
    releasing,
    working,
)
from bot.usecases.repairs.holding import PlacePress
from bot.usecases.repairs.order_details import Photo
from bot.usecases.residents import said_in_group
from bot.views import answers
from bot.views.drafts import reason_word
from bot.views.explain import explain


def photos_of(message: Message) -> tuple[Photo, ...]:
    """The picture of a message in its largest size."""
    if not message.photo:
        return ()
    largest = message.photo[-1]
    return (Photo(file_id=largest.file_id, unique_id=largest.file_unique_id),)


async def on_order_in_group(_: Update, visit: Visit) -> None:
    """/order in the group posts at once."""
    cmd = posting.PostInGroup(visit.actor, visit.rest, photos_of(visit.message), typed_message=visit.message.message_id)
    await posting.post_in_group(cmd, uow=visit.uow, now=visit.now)


async def on_order(_: Update, visit: Visit) -> None:
    """/order in the private chat shows what was understood."""
    cmd = drafting.DraftOrder(visit.actor, visit.rest, photos_of(visit.message))
    await drafting.draft_order(cmd, uow=visit.uow, now=visit.now)


async def on_draft_button(_: Update, visit: Visit) -> None:
    """A button of the draft's card."""
    press = visit.press
    button = ":".join(press.args[1:])
    cmd = drafting.PressDraftButton(visit.actor, press.number(0), button)
    number = await drafting.press_draft_button(cmd, uow=visit.uow, now=visit.now)
    visit.answer(None if number is None else answers.posted(await visit.words(), number))


def answer_to_claim(desk: Desk, outcome: claiming.Outcome) -> TapAnswer:
    """The toast: it is yours, or why not; who has never started the bot is led to its private chat. Counted."""
    desk.counts.add(Happening.CLAIM, "won" if outcome.refusal is None else "refused")
    words = desk.dictionary.words(outcome.locale or desk.config.defaults.locale)
    if outcome.refusal is not None:
        desk.counts.add(Happening.REFUSAL, type(outcome.refusal).__name__)
        return TapAnswer(explain(words, outcome.refusal), alert=True)
    return TapAnswer(answers.claimed(words), url=start_link(desk, "claim") if outcome.must_start else None)


async def on_claim(_: Update, visit: Visit) -> None:
    """我来修."""
    press = visit.press
    card = visit.update.effective_message
    tapped = None if card is None or visit.actor.private else card.message_id
    cmd = claiming.ClaimOrder(visit.actor, press.number(0), press.number(1), tapped)
    outcome = await claiming.claim_order(cmd, uow=visit.uow, now=visit.now)
    visit.say(answer_to_claim(visit.desk, outcome))


async def on_take(_: Update, visit: Visit) -> None:
    """我来修, under a list of orders, which is no card of this one."""
    cmd = claiming.ClaimOrder(visit.actor, visit.press.number(0), visit.press.number(1))
    outcome = await claiming.claim_order(cmd, uow=visit.uow, now=visit.now)
    visit.say(answer_to_claim(visit.desk, outcome))


async def on_group_text(_: Update, visit: Visit) -> None:
    """A reply to a card with 我来, 我排队 or 半小时后到, "#1024 我来", a number; else it is none of our business."""
    said = visit.message.text or visit.message.caption or ""
    line = numbers_in_group.SayInGroup(visit.actor, said, visit.message.message_id)
    if await numbers_in_group.take_down_number(line, uow=visit.uow, now=visit.now):
        return
    cmd = claiming.ClaimByText(visit.actor, visit.message.text or "", reply_to(visit.message))
    coming = said_in_group.SayUnderCard(cmd.actor, cmd.text, cmd.reply_to)
    if await said_in_group.tell_from_group(coming, uow=visit.uow, now=visit.now):
        return
    queued = await queue_words.place_meant(cmd, uow=visit.uow, now=visit.now)
    if queued is not None:
        await queueing.join_line(queued, uow=visit.uow, now=visit.now, by_words=True)
    else:
        await claiming.claim_by_text(cmd, uow=visit.uow, now=visit.now)


def place_press(visit: Visit) -> PlacePress:
    """A button about somebody's place in an order, as it was pressed."""
    return PlacePress(visit.actor, visit.press.number(0), visit.press.number(1))


async def on_arrive(_: Update, visit: Visit) -> None:
    """我到了."""
    await working.arrive(place_press(visit), uow=visit.uow, now=visit.now)
    visit.answer(answers.arrived(await visit.words()))


async def on_fixed(_: Update, visit: Visit) -> None:
    """修好了."""
    done = await working.finish(place_press(visit), uow=visit.uow, now=visit.now)
    visit.answer((answers.finished if done else answers.finished_before)(await visit.words()))


async def on_undo(_: Update, visit: Visit) -> None:
    """点错了."""
    press = visit.press
    cmd = finishing.UndoFinish(visit.actor, press.number(0), press.number(1), press.number(2))
    await finishing.undo_finish(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.undone(await visit.words()))


async def on_cannot_come(_: Update, visit: Visit) -> None:
    """我去不了了."""
    asked = await working.ask_reason(place_press(visit), uow=visit.uow, now=visit.now)
    visit.answer(None if asked else answers.reason_is_asked(await visit.words()))


async def on_skip(_: Update, visit: Visit) -> None:
    """跳过."""
    cmd = working.SkipQuestion(visit.actor, visit.press.args[0], visit.press.number(1))
    await working.skip_question(cmd, uow=visit.uow, now=visit.now)


async def on_reason(_: Update, visit: Visit) -> None:
    """A ready reason for not coming."""
    answer = reason_word(await visit.words(), visit.press.args[1])
    cmd = working.SkipQuestion(visit.actor, "release", visit.press.number(0), answer)
    await working.skip_question(cmd, uow=visit.uow, now=visit.now)


def _review(visit: Visit) -> closing.ReviewOrder:
    press = visit.press
    return closing.ReviewOrder(visit.actor, press.number(0), press.number(1), press.number(2))


async def on_confirm(_: Update, visit: Visit) -> None:
    """确认."""
    total = await closing.confirm_order(_review(visit), uow=visit.uow, now=visit.now)
    visit.answer(answers.confirmed(await visit.words(), total))


async def on_change_points(_: Update, visit: Visit) -> None:
    """改分."""
    await closing.ask_points(_review(visit), uow=visit.uow, now=visit.now)


async def on_redo(_: Update, visit: Visit) -> None:
    """没修好."""
    await closing.reopen_order(_review(visit), uow=visit.uow, now=visit.now)
    visit.answer(answers.reopened(await visit.words()))


async def on_release(_: Update, visit: Visit) -> None:
    """/release 1024, by staff."""
    community_id, number, _reason = await order_and_rest(visit, "release")
    cmd = releasing.ReleaseByStaff(visit.actor, community_id, number)
    await releasing.release_by_staff(cmd, uow=visit.uow, now=visit.now)


async def on_cancel(_: Update, visit: Visit) -> None:
    """/cancel 1024 reason, by staff."""
    cmd = closing.CancelOrder(visit.actor, *await order_and_rest(visit, "cancel"))
    await closing.cancel_order(cmd, uow=visit.uow, now=visit.now)


def number_and_rest(text: str, command: str) -> tuple[int, str]:
    """`1024 reason` or `#1024 reason`, apart.

    Raises:
        BadInput: it does not begin with an order's number.
    """
    first, _, rest = text.strip().partition(" ")
    digits = first.lstrip("#＃")
    if not digits.isdecimal() or len(digits) > 9:  # noqa: PLR2004 - no community has a billion orders
        raise BadInput(field="number", example=f"/{command} 1024")
    return int(digits), rest.strip()


async def order_and_rest(visit: Visit, command: str) -> tuple[int, int, str]:
    """The order that a command names, by its community and its number, and what else was said.

    Raises:
        BadInput: no number was said.
        NoCommunity: the group is not set up.
        OrderNotFound: the actor knows no such order.
    """
    number, rest = number_and_rest(visit.rest, command)
    return await locate(Ask(visit.actor, number), uow=visit.uow, now=visit.now), number, rest


_NAMED = re.compile(r"#(\d{1,9})\b", re.ASCII)


def reply_to(message: Message) -> int | None:
    """The message that this one answers."""
    return None if message.reply_to_message is None else message.reply_to_message.message_id


def number_in_reply(message: Message) -> int | None:
    """The order that the bot's message which is replied to is about: a claim, like everything people send."""
    about = message.reply_to_message
    if about is None or about.from_user is None or not about.from_user.is_bot:
        return None
    named = _NAMED.search(about.text or about.caption or "")
    return None if named is None else int(named[1])
