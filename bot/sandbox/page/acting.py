"""The answers to doing: write, send, tap, press, start, move the clock, let twenty tap at once."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.sandbox.errors import NotPossibleError, RefusalError
from bot.sandbox.files import MAX_PHOTO_BYTES
from bot.sandbox.messages import Message
from bot.sandbox.page.crowd import race
from bot.sandbox.page.links import may_open
from bot.sandbox.page.painting import SIDES, Painter
from bot.sandbox.page.showing import NOBODY, viewer_of
from bot.sandbox.page.stage import Stage, Viewer
from bot.sandbox.page.timing import day_words, local, move
from bot.sandbox.people import MAX_CAPTION, MAX_TEXT
from bot.sandbox.polls import poll_of
from bot.sandbox.taps import Tap

SAMPLES = {"broken": "broken.png", "fixed": "fixed.png"}
SAMPLE_FOLDER = Path(__file__).parent / "static" / "samples"
TAP_PATIENCE = 10.0
Form = Mapping[str, Any]
Act = Callable[[Viewer, Form], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]
_DONE = 204


class CannotError(Exception):
    """What was tried cannot be done; `key` says why in the table of words."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


class Acting:
    """The endpoints that let the person one plays do something."""

    def __init__(self, stage: Stage, painter: Painter) -> None:
        self._stage = stage
        self._painter = painter

    def endpoint(self, act: Act) -> Endpoint:
        """Read the form, let it happen, and say in a toast why it could not."""

        async def answer(request: Request) -> Response:
            async with request.form(max_part_size=MAX_PHOTO_BYTES) as form:
                viewer = viewer_of(self._stage, form)
                if viewer is None:
                    return PlainTextResponse(NOBODY, 404)
                try:
                    return await act(viewer, form)
                except CannotError as error:
                    return self._toast(viewer, viewer.say(error.key, **error.facts), status=422)
                except (NotPossibleError, RefusalError, KeyError, ValueError):
                    return self._toast(viewer, viewer.say("not_possible"), status=422)

        return answer

    async def say(self, viewer: Viewer, form: Form) -> Response:
        """Write, or send a photo with a caption; as an answer if a message was chosen."""
        side, text = _side(form), str(form.get("text", "")).strip()
        chat = viewer.chat(side)
        if chat is None or (side == "group" and not viewer.is_member):
            raise CannotError("not_a_member", name=viewer.person.first_name)
        photo, reply = await _photo(form), _message(viewer, side, form.get("reply"))
        if len(text) > (MAX_TEXT if photo is None else MAX_CAPTION):
            raise CannotError("too_long")
        if photo is not None:
            _send_photo(viewer, photo, caption=text, in_=chat, reply_to=reply)
        elif text:
            viewer.person.says(text, in_=chat, reply_to=reply)
        else:
            raise CannotError("nothing_to_send")
        return Response(status_code=_DONE)

    async def tap(self, viewer: Viewer, form: Form) -> Response:
        """Tap a button and wait for what the bot answers, as the spinner on it does."""
        message = _message(viewer, _side(form), form["message"])
        buttons = message.buttons if message is not None else []
        number = int(form["key"])
        if message is None or number >= len(buttons) or buttons[number].data != form["data"]:
            raise CannotError("button_gone")
        if message.chat is viewer.group and not viewer.is_member:
            raise CannotError("not_a_member", name=viewer.person.first_name)
        tap = viewer.person.taps(buttons[number].data, under=message)
        try:
            await tap.wait(TAP_PATIENCE)
        except NotPossibleError:
            raise CannotError("no_answer") from None
        return self._answered(viewer, tap)

    async def vote(self, viewer: Viewer, form: Form) -> Response:
        """Choose an option of a poll, or take the choice back."""
        message = _message(viewer, _side(form), form["message"])
        poll = poll_of(viewer.world, message) if message is not None else None
        if message is None or poll is None:
            raise CannotError("button_gone")
        mine, option = set(poll.votes.get(viewer.person, ())), int(form["option"])
        chosen = mine ^ {option} if poll.several else {option} - mine
        viewer.person.votes([poll.options[number] for number in chosen], under=message)
        return Response(status_code=_DONE)

    async def open(self, viewer: Viewer, form: Form) -> Response:
        """Follow a link to the bot: into the private chat, with Start pressed or offered."""
        return self._opened(viewer, str(form.get("payload", "")))

    async def start(self, viewer: Viewer, _: Form) -> Response:
        """Press Start, with the payload of the link that led here."""
        viewer.person.starts(viewer.stage.offered.pop(viewer.person.id, ""))
        return Response(status_code=_DONE)

    async def press(self, viewer: Viewer, form: Form) -> Response:
        """Press a key of the reply keyboard; one that is for one time goes away."""
        person, keyboard = viewer.person, viewer.person.keyboard
        person.presses(str(form["key"]))
        if keyboard is not None and keyboard.raw.get("one_time_keyboard"):
            person.keyboard = None
        return Response(status_code=_DONE)

    async def clock(self, viewer: Viewer, form: Form) -> Response:
        """Go forward in time."""
        if not move(viewer.world, str(form["by"])):
            raise CannotError("clock_stuck")
        now = local(viewer.world.clock.now())
        time = f"{day_words(now.date(), viewer.say.language)} {now:%H:%M}"
        return self._toast(viewer, viewer.say("clock_moved", time=time))

    async def crowd(self, viewer: Viewer, _: Form) -> Response:
        """Twenty volunteers tap at once."""
        result = None
        if viewer.group is not None:
            result = await race(viewer.world, viewer.group, viewer.cast.team, turn=viewer.stage.races)
            viewer.stage.races += 1
        return self._painter.answer("race.html", viewer, race=result)

    def _answered(self, viewer: Viewer, tap: Tap) -> Response:
        lead = viewer.lead(tap.url) if tap.url else None
        if lead is not None and lead.way == "start":
            return self._opened(viewer, lead.target)
        if tap.alert:
            return self._painter.answer("alert.html", viewer, text=tap.text)
        return self._toast(viewer, tap.text) if tap.text else Response(status_code=_DONE)

    def _opened(self, viewer: Viewer, payload: str) -> Response:
        if may_open(viewer.person):
            viewer.person.starts(payload)
        else:
            viewer.stage.offered[viewer.person.id] = payload
        return self._painter.answer("go.html", viewer, to="private")

    def _toast(self, viewer: Viewer, text: str, *, status: int = 200) -> Response:
        return self._painter.answer("toast.html", viewer, status=status, text=text)


def _side(form: Form) -> str:
    if form.get("side") not in SIDES:
        raise CannotError("not_possible")
    return str(form["side"])


def _message(viewer: Viewer, side: str, number: Any) -> Message | None:
    chat = viewer.chat(side)
    message = chat.history.get(int(number)) if chat is not None and number else None
    return message if message is not None and not message.deleted else None


async def _photo(form: Form) -> bytes | None:
    upload = form.get("photo")
    if isinstance(upload, UploadFile) and upload.filename:
        return await upload.read()
    name = SAMPLES.get(str(form.get("sample", "")))
    return (SAMPLE_FOLDER / name).read_bytes() if name else None


def _send_photo(viewer: Viewer, photo: bytes, **how: Any) -> None:
    try:
        viewer.person.sends_photo(photo, **how)
    except RefusalError:
        raise CannotError("bad_photo") from None
