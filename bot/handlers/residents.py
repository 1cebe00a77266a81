"""Residents: what they show and tap while they report, and lines between them and staff."""

from telegram import Message, Update

from bot.handlers.orders import number_in_reply, photos_of, reply_to
from bot.handlers.visit import Visit
from bot.models.orders import Media
from bot.usecases.chats import showing
from bot.usecases.danger import alarm_ends, alarms
from bot.usecases.repairs.order_details import Photo
from bot.usecases.residents import passing_words, submitting
from bot.views import answers
from bot.views.residents import ready_words


def media_of(message: Message) -> Photo | None:
    """The picture, voice note or film that a message carries."""
    if message.photo:
        return photos_of(message)[0]
    if message.voice is not None:
        return Photo(message.voice.file_id, message.voice.file_unique_id, Media.VOICE)
    if message.video is not None:
        return Photo(message.video.file_id, message.video.file_unique_id, Media.VIDEO)
    if message.document is not None:
        return Photo(message.document.file_id, message.document.file_unique_id, Media.DOCUMENT)
    return None


async def on_media(_: Update, visit: Visit) -> None:
    """A picture, a voice note or a film in the private chat."""
    media = media_of(visit.message)
    if media is not None:
        message = visit.message
        cmd = showing.HearPhoto(
            visit.actor, media, message.caption, about=number_in_reply(message), reply_to=reply_to(message)
        )
        await showing.hear_photo(cmd, uow=visit.uow, now=visit.now)


async def on_location(_: Update, visit: Visit) -> None:
    """A point on the map."""
    place = visit.message.location
    if place is not None:
        cmd = showing.HearLocation(visit.actor, place.latitude, place.longitude)
        await showing.hear_location(cmd, uow=visit.uow, now=visit.now)


async def on_report_button(_: Update, visit: Visit) -> None:
    """A button of the request's card."""
    press = visit.press
    button = ":".join(press.args[1:])
    words = ready_words(await visit.words(), press.args[1], press.args[2])
    cmd = submitting.PressReportButton(visit.actor, press.number(0), button, words)
    number = await submitting.press_report_button(cmd, uow=visit.uow, now=visit.now)
    visit.answer(None if number is None else answers.submitted(await visit.words(), number))


async def on_write_to_staff(_: Update, visit: Visit) -> None:
    """再说一句."""
    cmd = passing_words.WriteToStaff(visit.actor, visit.press.number(0))
    await passing_words.write_to_staff(cmd, uow=visit.uow, now=visit.now)


async def on_answer_resident(_: Update, visit: Visit) -> None:
    """回复."""
    cmd = passing_words.AnswerResident(visit.actor, visit.press.number(0), visit.press.number(1))
    await passing_words.answer_resident(cmd, uow=visit.uow, now=visit.now)


async def on_alarm(_: Update, visit: Visit) -> None:
    """我来处理."""
    cmd = alarms.TakeAlarm(visit.actor, visit.press.number(0), visit.press.number(1))
    first = await alarms.take_alarm(cmd, uow=visit.uow, now=visit.now)
    visit.answer((answers.taken if first else answers.taken_before)(await visit.words()))


def _alarm_pressed(visit: Visit) -> alarm_ends.PressAlarm:
    return alarm_ends.PressAlarm(visit.actor, visit.press.number(0), visit.press.number(1))


async def on_alarm_over(_: Update, visit: Visit) -> None:
    """已经解除."""
    await alarm_ends.end_alarm(_alarm_pressed(visit), uow=visit.uow, now=visit.now)
    visit.answer(answers.danger_over(await visit.words()))


async def on_alarm_card(_: Update, visit: Visit) -> None:
    """The card of an alarm, called up from the list of what waits."""
    await alarm_ends.show_alarm_again(_alarm_pressed(visit), uow=visit.uow, now=visit.now)
