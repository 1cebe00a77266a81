"""Well done? Verdicts, stars and words of residents; the results of calls."""

from telegram import Update

from bot.domain.errors import ButtonExpired
from bot.handlers.visit import Visit
from bot.models.residents import Verdict
from bot.usecases.chats.asking import Ask
from bot.usecases.verdicts import following_up, judging
from bot.views import answers
from bot.views.judging import RESULTS, VERDICTS, redo_word

BY_CODE = {code: verdict for verdict, code in VERDICTS.items()}
RESULT_BY_CODE = {code: result for result, code in RESULTS.items()}


async def on_rate(_: Update, visit: Visit) -> None:
    """满意, 还行, 没修好."""
    press = visit.press
    verdict = BY_CODE.get(press.args[3])
    if verdict is None:
        raise ButtonExpired
    cmd = judging.RateOrder(visit.actor, press.number(0), press.number(1), press.number(2), verdict)
    first = await judging.rate_order(cmd, uow=visit.uow, now=visit.now)
    said = answers.not_fixed if verdict is Verdict.REDO else answers.rated
    visit.answer((said if first else answers.rated_before)(await visit.words()))


async def on_done(_: Update, visit: Visit) -> None:
    """是,修好了, before the volunteer has said so."""
    key = (visit.press.number(0), visit.press.number(1), visit.press.number(2))
    cmd = judging.RateOrder(visit.actor, *key, Verdict.SATISFIED, first=True)
    first = await judging.rate_order(cmd, uow=visit.uow, now=visit.now)
    visit.answer((answers.rated if first else answers.rated_before)(await visit.words()))


async def on_stars(_: Update, visit: Visit) -> None:
    """One to five stars."""
    press = visit.press
    cmd = judging.AddToRating(visit.actor, press.number(0), press.number(1), press.number(2), stars=press.number(3))
    await judging.add_to_rating(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.kept(await visit.words()))


async def on_why(_: Update, visit: Visit) -> None:
    """A ready word on what is wrong."""
    press, words = visit.press, await visit.words()
    word = redo_word(words, press.args[3])
    cmd = judging.AddToRating(visit.actor, press.number(0), press.number(1), press.number(2), word=word)
    await judging.add_to_rating(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.kept(words))


async def on_calls(_: Update, visit: Visit) -> None:
    """/calls, by staff."""
    await following_up.ask_calls(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_call(_: Update, visit: Visit) -> None:
    """What came of a call, or the next one."""
    press, code = visit.press, visit.press.args[4]
    if code != "-" and code not in RESULT_BY_CODE:
        raise ButtonExpired
    cmd = following_up.CallPress(
        visit.actor, press.number(0), press.number(1), press.number(2), press.number(3), RESULT_BY_CODE.get(code)
    )
    await following_up.press_call(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.kept(await visit.words()) if cmd.result is not None else None)


async def on_call_note(_: Update, visit: Visit) -> None:
    """记一句, under a call that was noted."""
    press = visit.press
    cmd = following_up.WantNote(visit.actor, *(press.number(each) for each in range(4)))
    await following_up.ask_note(cmd, uow=visit.uow, now=visit.now)
